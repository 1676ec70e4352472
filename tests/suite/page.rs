//! `index.html`: one file, nothing from elsewhere, nothing that a name in the data could start.

use bulian::chart;
use bulian::report::page;
use bulian::study::{self, Study};
use serde_json::Value;

use crate::support::Case;

fn demo() -> Study {
    study::run(&bulian::builtin::example())
        .map_err(|e| e[0].to_string())
        .unwrap()
        .value
}

fn html(study: &Study) -> String {
    let bytes = page::page(study, &chart::default_set(study)).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// What stands between two marks; panics where either is missing.
fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let rest = text.split_once(from).unwrap().1;
    rest.split_once(to).unwrap().0
}

fn data(html: &str) -> &str {
    between(
        html,
        "<script id=\"data\" type=\"application/json\">",
        "</script>",
    )
}

/// The value with its repeated strings put back, as the page's script does.
fn unpack(value: &Value, strings: &[Value]) -> Value {
    match value {
        Value::String(text) => match text.strip_prefix('~') {
            Some(rest) if rest.starts_with('~') => Value::from(rest),
            Some(n) => strings[n.parse::<usize>().unwrap()].clone(),
            None => value.clone(),
        },
        Value::Array(list) => list.iter().map(|v| unpack(v, strings)).collect(),
        Value::Object(map) => map
            .iter()
            .map(|(k, v)| (k.clone(), unpack(v, strings)))
            .collect(),
        other => other.clone(),
    }
}

fn unpacked(html: &str) -> Value {
    let packed: Value = serde_json::from_str(data(html)).unwrap();
    unpack(&packed["value"], packed["strings"].as_array().unwrap())
}

#[test]
fn the_page_of_the_example_holds_the_study_in_three_megabytes() {
    let study = demo();
    let html = html(&study);
    assert!(html.len() <= 3_000_000, "{} bytes", html.len());
    let value = unpacked(&html);
    assert_eq!(
        value["links"].as_array().map(Vec::len),
        Some(study.links.len())
    );
    assert_eq!(
        value["gaps"].as_array().map(Vec::len),
        Some(study.gaps.len())
    );
    assert_eq!(
        value["firms"].as_array().map(Vec::len),
        Some(study.firms.len())
    );
    assert_eq!(value["gaps"][0]["reasons"][0], study.gaps[0].reasons[0]);
    // Each link is a box on the map of its chain: a click finds it.
    for link in &study.links {
        let map = between(
            &html,
            &format!("<template id=\"map-{}\">", link.chain),
            "</template>",
        );
        assert!(
            map.contains(&format!("id=\"{}-{}\"", link.chain, link.id)),
            "{}",
            link.id
        );
    }
}

#[test]
fn nothing_is_asked_of_the_network() {
    let html = html(&demo());
    let policy = between(&html, "Security-Policy\" content=\"", "\"");
    assert!(
        policy.starts_with("default-src 'none'; style-src 'sha256-"),
        "{policy}"
    );
    assert!(!policy.contains("unsafe"), "{policy}");
    // Addresses stand in the data as text, and as the name of SVG; elsewhere there are none.
    let frame = html
        .replace(data(&html), "")
        .replace("http://www.w3.org/2000/svg", "");
    let address = frame.find("http://").or_else(|| frame.find("https://"));
    assert_eq!(address.map(|at| &frame[at..at + 60]), None);
    for word in [
        " src=",
        "url(",
        "@import",
        "fetch(",
        "XMLHttp",
        "innerHTML",
        "eval(",
    ] {
        assert!(!frame.contains(word), "{word}");
    }
    assert_eq!(frame.matches("<link").count(), 0);
}

#[test]
fn same_study_same_page() {
    assert!(html(&demo()) == html(&demo()));
}

#[test]
fn hostile_names_stay_text() {
    let names = [
        "<img src=x onerror=alert(1)>",
        "</script><script>alert(1)</script>",
        "<!--<script>",
        "=HYPERLINK(\"\"x\"\")&amp;",
        "~0",
        "{{data}}",
        "\u{202e}公司\u{2028}",
    ];
    let firms: Vec<String> = names.iter().map(|n| format!("\"{n}\",风电叶片")).collect();
    let firms: Vec<&str> = firms.iter().map(String::as_str).collect();
    let mut study = Case::firms(&firms).study();
    study.zone.name = "</title><script>alert(1)</script>".to_owned();
    let html = html(&study);
    assert_eq!(html.matches("<script").count(), 2, "data and script");
    assert_eq!(html.matches("</script").count(), 2);
    assert!(!html.contains("<img") && !html.contains("<!--"));
    let text = data(&html);
    assert!(!text.contains(['<', '>', '&', '\u{2028}', '\u{2029}']));
    let listed: Vec<String> = unpacked(&html)["firms"]
        .as_array()
        .unwrap()
        .iter()
        .map(|firm| firm["name"].as_str().unwrap().to_owned())
        .collect();
    let read: Vec<&str> = study.firms.iter().map(|f| f.name.as_str()).collect();
    assert_eq!(listed, read);
    assert_eq!(listed.len(), names.len());
}
