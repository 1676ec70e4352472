//! The matcher on the labelled set: it must not fall below these floors on either half.

use std::fs;
use std::path::Path;

use bulian::eval::evaluate;
use bulian::ingest::{self, InputFile};
use bulian::matching::Matcher;

/// Floors of precision and recall on each half. The goals are 0.90 and 0.85 on unseen firms.
const PRECISION: f64 = 0.90;
const RECALL: f64 = 0.85;

#[test]
fn both_halves_hold_the_floors() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/labelled");
    let file = |name: &str| InputFile::new(name, fs::read(folder.join(name)).unwrap());
    let chains = ingest::chains(&bulian::builtin::chains()).unwrap().value;
    let register = ingest::register(&file("register.csv")).unwrap().value;
    let labels = ingest::labels(&file("labels.csv"), &chains).unwrap();
    assert!(labels.warnings.is_empty(), "{:?}", labels.warnings);
    let holdings = Matcher::new(&chains).unwrap().register(&register);
    let done = evaluate(&chains, &register, &holdings, &labels.value);
    assert!(done.warnings.is_empty(), "{:?}", done.warnings);
    let names: Vec<_> = done.value.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(names, ["全部", "tune", "test"]);
    for part in &done.value {
        assert!(part.total.hits > 250, "{}: {:?}", part.name, part.total);
        assert!(
            part.total.precision.unwrap() >= PRECISION && part.total.recall.unwrap() >= RECALL,
            "{}: {:?}",
            part.name,
            part.total
        );
    }
}
