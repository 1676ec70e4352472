//! A study as JSON for the page: small, and harmless inside a `<script>`.

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

/// Strings shorter than this, in bytes, are not worth a reference.
const SHORT: usize = 12;

/// `{"strings": […], "value": …}`: members that say nothing (null, false, empty lists) are left out;
/// a string that occurs twice or more stands once in `strings` and is `~n` elsewhere; a string
/// that begins with `~` itself gets a second one.
///
/// `{"a": "长江之水天上来", "b": "长江之水天上来", "c": null}` → strings `["长江之水天上来"]`,
/// value `{"a": "~0", "b": "~0"}`.
pub fn pack(mut value: Value) -> Value {
    let mut counts = IndexMap::new();
    count(&value, &mut counts);
    let strings: IndexMap<String, usize> = counts
        .into_iter()
        .filter(|(text, n)| *n > 1 && text.len() >= SHORT)
        .collect();
    refer(&mut value, &strings);
    let strings: Vec<String> = strings.into_keys().collect();
    json!({"strings": strings, "value": value})
}

fn count(value: &Value, counts: &mut IndexMap<String, usize>) {
    match value {
        Value::String(text) => match counts.get_mut(text) {
            Some(n) => *n += 1,
            None => {
                counts.insert(text.clone(), 1);
            }
        },
        Value::Array(list) => list.iter().for_each(|v| count(v, counts)),
        Value::Object(map) => map.values().for_each(|v| count(v, counts)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn refer(value: &mut Value, strings: &IndexMap<String, usize>) {
    match value {
        Value::String(text) => {
            if let Some(n) = strings.get_index_of(text) {
                *text = format!("~{n}");
            } else if text.starts_with('~') {
                text.insert(0, '~');
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|v| refer(v, strings)),
        Value::Object(map) => {
            let silent = |v: &Value| match v {
                Value::Null | Value::Bool(false) => true,
                Value::Array(list) => list.is_empty(),
                _ => false,
            };
            *map = std::mem::take(map)
                .into_iter()
                .filter(|(_, v)| !silent(v))
                .map(|(key, mut v)| {
                    refer(&mut v, strings);
                    (key, v)
                })
                .collect::<Map<String, Value>>();
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// JSON text with `<`, `>`, `&` and the two line separators as `\u` escapes: nothing in it can
/// end the script element or begin a comment.
///
/// # Errors
/// None in practice.
pub fn script_text(value: &Value) -> Result<String, String> {
    let text = serde_json::to_string(value).map_err(|e| e.to_string())?;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            // All five stand only inside strings.
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            c => out.push(c),
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_strings_stand_once_and_empty_members_go() {
        let long = "长江之水天上来";
        let value = json!({"a": long, "b": [long, "短", "短", null], "c": null, "d": [], "e": false, "f": "~0"});
        assert_eq!(
            pack(value),
            json!({"strings": [long], "value": {"a": "~0", "b": ["~0", "短", "短", null], "f": "~~0"}})
        );
    }

    #[test]
    fn nothing_ends_the_script() {
        let text = script_text(&json!("</script><!--&\u{2028}\u{2029}")).expect("writes");
        assert_eq!(text, r#""\u003c/script\u003e\u003c!--\u0026\u2028\u2029""#);
        let back: Value = serde_json::from_str(&text).expect("reads");
        assert_eq!(back, json!("</script><!--&\u{2028}\u{2029}"));
    }
}
