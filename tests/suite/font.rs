//! The embedded font has every character that we write ourselves.

use std::fs;
use std::path::Path;

use bulian::chart::missing_glyphs;

#[test]
fn every_character_of_models_example_and_messages_is_in_the_font() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut missing = Vec::new();
    for dir in [
        "chains",
        "examples/jiuquan",
        "src/diag",
        "src/analyze",
        "src/target",
    ] {
        for entry in fs::read_dir(root.join(dir)).unwrap() {
            let path = entry.unwrap().path();
            let Ok(text) = fs::read_to_string(&path) else {
                continue;
            };
            let text: String = text
                .chars()
                .filter(|c| !c.is_control() && *c != '\u{feff}')
                .collect();
            let found = missing_glyphs(&text);
            if !found.is_empty() {
                missing.push(format!("{}: {found:?}", path.display()));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}
