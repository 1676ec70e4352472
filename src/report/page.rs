//! `index.html`: the study as one page to look things up in, offline.
//!
//! Style, script, chain maps and data stand in the file itself. A content security policy allows
//! nothing but this style and this script, both by their hash. The data is JSON that the script
//! sets as text; the chain maps are the figures' own drawings.

mod pack;
mod words;

use base64::Engine;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::chart::Figure;
use crate::study::Study;

const TEMPLATE: &str = include_str!("page/template.html");
const STYLE: &str = include_str!("page/page.css");
/// The script's parts, in the order in which they build on one another.
const SCRIPT: [&str; 9] = [
    include_str!("page/js/base.js"),
    include_str!("page/js/state.js"),
    include_str!("page/js/parts.js"),
    include_str!("page/js/map.js"),
    include_str!("page/js/link.js"),
    include_str!("page/js/firm.js"),
    include_str!("page/js/views.js"),
    include_str!("page/js/lists.js"),
    include_str!("page/js/main.js"),
];

/// Firms listed at a link; of a large register the rest is in the workbook, which the page says.
const FIRMS_AT_LINK: usize = 40;
/// Pairs listed for review; likewise.
const REVIEWS: usize = 400;

/// Writes the page. `figures` are those of the run: the chain maps among them are shown. Same
/// study, same bytes.
///
/// # Errors
/// None in practice: a study has only strings, numbers and lists.
pub fn page(study: &Study, figures: &[Figure]) -> Result<Vec<u8>, String> {
    // A checkout with CRLF must not change the hashes: browsers read CRLF as LF.
    let style = STYLE.replace("\r\n", "\n");
    let script = SCRIPT.concat().replace("\r\n", "\n");
    let data = pack::script_text(&pack::pack(data(study)?))?;
    let maps: String = study
        .chains
        .iter()
        .filter_map(|chain| {
            let name = format!("产业链图-{}", chain.name);
            let figure = figures.iter().find(|f| f.name == name)?;
            let id = escape(&chain.id);
            Some(format!(
                "<template id=\"map-{id}\">{}</template>\n",
                figure.svg
            ))
        })
        .collect();
    let part = |key: &str| match key {
        "title" => escape(&format!("{}产业链图册", study.zone.name)),
        "style-hash" => hash(&style),
        "script-hash" => hash(&script),
        "style" => style.clone(),
        "script" => script.clone(),
        "maps" => maps.clone(),
        "data" => data.clone(),
        _ => String::new(),
    };
    Ok(fill(&TEMPLATE.replace("\r\n", "\n"), part).into_bytes())
}

/// The template with each `{{key}}` replaced; what is put in is not looked at again.
fn fill(template: &str, part: impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    for (n, piece) in template.split("{{").enumerate() {
        match piece.split_once("}}") {
            Some((key, rest)) if n > 0 => {
                out.push_str(&part(key));
                out.push_str(rest);
            }
            _ => out.push_str(piece),
        }
    }
    out
}

/// SHA-256 of a text, as a content security policy wants it.
fn hash(text: &str) -> String {
    base64::engine::general_purpose::STANDARD.encode(Sha256::digest(text.as_bytes()))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// What the page shows: the study without what only machines read, long lists cut (`firms_more`,
/// `reviews_more`: how many were left out), and the words of its tokens.
fn data(study: &Study) -> Result<Value, String> {
    let mut value = serde_json::to_value(study).map_err(|e| e.to_string())?;
    value["words"] = words::words();
    if let Some(quality) = value["data_quality"].as_object_mut() {
        quality.insert(
            "reported".to_owned(),
            json!(study.data_quality.issues.len()),
        );
        quality.retain(|key, _| key != "issues" && key != "columns");
    }
    cut(&mut value, "reviews", REVIEWS);
    let mut shown = Vec::new();
    for link in value["links"].as_array_mut().into_iter().flatten() {
        cut(link, "firms", FIRMS_AT_LINK);
        let rows = link["firms"].as_array().into_iter().flatten();
        shown.extend(rows.filter_map(|firm| firm["row"].as_u64()));
    }
    shown.sort_unstable();
    if let Some(firms) = value["firms"].as_array_mut() {
        let row = |firm: &Value| firm["row"]["row"].as_u64();
        firms.retain(|firm| row(firm).is_some_and(|row| shown.binary_search(&row).is_ok()));
    }
    Ok(value)
}

/// Cuts a list of an object to `most` items and notes how many were left out.
fn cut(object: &mut Value, key: &str, most: usize) {
    let Some(list) = object[key].as_array_mut() else {
        return;
    };
    let more = list.len().saturating_sub(most);
    if more > 0 {
        list.truncate(most);
        object[format!("{key}_more")] = json!(more);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_in_is_not_looked_at_again() {
        let part = |key: &str| format!("[{key}{{{{b}}}}]");
        assert_eq!(fill("x{{a}}y{{b}}", part), "x[a{{b}}]y[b{{b}}]");
    }

    #[test]
    fn long_lists_are_cut_and_say_so() {
        let mut value = json!({"firms": [1, 2, 3], "few": [1]});
        cut(&mut value, "firms", 2);
        cut(&mut value, "few", 2);
        assert_eq!(value, json!({"firms": [1, 2], "few": [1], "firms_more": 1}));
    }

    #[test]
    fn a_hash_is_as_browsers_count_it() {
        // printf 'alert(1)' | openssl dgst -sha256 -binary | base64
        let known = "bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI=";
        assert_eq!(hash("alert(1)"), known);
    }
}
