//! Who may import whom. Each file's `use crate::…` and `crate::…` paths are held against the list.

use std::fs;
use std::path::{Path, PathBuf};

const RULES: &[(&str, &[&str])] = &[
    ("diag", &[]),
    ("standard", &[]),
    ("model", &["diag", "standard"]),
    ("ingest", &["model", "standard"]),
    ("graph", &["model"]),
    ("matching", &["model", "ingest", "standard"]),
    ("eval", &["model", "ingest"]),
    ("audit", &["model", "graph", "ingest", "matching"]),
    ("analyze", &["model", "graph"]),
    (
        "target",
        &["model", "graph", "analyze", "ingest", "standard"],
    ),
    (
        "study",
        &["model", "graph", "ingest", "matching", "analyze", "target"],
    ),
    ("chart", &["model", "study", "standard"]),
    ("report", &["model", "study", "chart", "standard"]),
    ("builtin", &["ingest", "study"]),
];

fn files(dir: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

#[test]
fn modules_import_only_what_stands_before_them() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    files(&src, &mut all);
    let mut wrong = Vec::new();
    for path in all {
        let relative = path
            .strip_prefix(&src)
            .unwrap()
            .to_string_lossy()
            .replace('\\', "/");
        let module = relative.split(['/', '.']).next().unwrap_or_default();
        let Some((_, allowed)) = RULES.iter().find(|(name, _)| *name == module) else {
            continue;
        };
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or_default(); // tests may reach further
        if relative.ends_with("_tests.rs") || relative.ends_with("_properties.rs") {
            continue;
        }
        for rest in code.split("crate::").skip(1) {
            let other: String = rest
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect();
            if other != module && other != "diag" && !allowed.contains(&other.as_str()) {
                wrong.push(format!("{relative} imports {other}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_stay_small() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    files(&src, &mut all);
    for path in all {
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        assert!(
            lines <= 600,
            "{} has {lines} lines: split it",
            path.display()
        );
    }
}
