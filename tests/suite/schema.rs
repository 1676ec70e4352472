//! The schemas beside the chain models are what the program writes today.
//!
//! `cargo bless` writes them anew.

use std::fs;
use std::path::{Path, PathBuf};

use bulian::ingest::schema;
use bulian::report::json::pretty;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("chains")
}

fn files() -> [(&'static str, Vec<u8>); 4] {
    [
        (
            "schema/chain.schema.json",
            pretty(&schema::chain()).unwrap(),
        ),
        (
            "schema/leaders.schema.json",
            pretty(&schema::leaders()).unwrap(),
        ),
        (
            "schema/partners.schema.json",
            pretty(&schema::partners()).unwrap(),
        ),
        (
            "schema/policy.schema.json",
            pretty(&schema::policy()).unwrap(),
        ),
    ]
}

#[test]
fn the_committed_schemas_are_up_to_date() {
    for (name, bytes) in files() {
        let committed = fs::read(folder().join(name)).unwrap_or_default();
        assert!(committed == bytes, "chains/{name} differs: `cargo bless`");
    }
}

#[test]
#[ignore = "writes chains/schema"]
fn bless() {
    for (name, bytes) in files() {
        fs::write(folder().join(name), bytes).unwrap();
    }
}

#[test]
fn every_model_names_its_schema_in_the_first_line() {
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|e| e != "yaml") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let schema = text
            .lines()
            .next()
            .and_then(|l| l.strip_prefix("# yaml-language-server: $schema="))
            .unwrap_or_else(|| panic!("{} has no modeline", path.display()));
        assert!(folder().join(schema).is_file(), "{schema}");
    }
}
