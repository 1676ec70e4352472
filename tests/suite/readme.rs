//! What README shows is what the program says, in both languages.

use std::fs;

#[test]
fn console_blocks_are_true() {
    trycmd::TestCases::new()
        .case("README.md")
        .case("README.zh-CN.md")
        .run();
}

#[test]
fn the_two_readmes_have_the_same_shape() {
    let shape = |file: &str| -> Vec<String> {
        let text = fs::read_to_string(file).unwrap();
        let mut in_code = false;
        let mut out = Vec::new();
        for line in text.lines() {
            if line.starts_with("```") {
                in_code = !in_code;
                out.push(line.to_owned());
            } else if line.starts_with("## ") && !in_code {
                out.push("##".to_owned());
            } else if line.starts_with('|') || line.starts_with("- ") {
                out.push(line.chars().take(1).collect());
            }
        }
        out
    };
    assert_eq!(shape("README.md"), shape("README.zh-CN.md"));
}
