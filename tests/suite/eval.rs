//! The matcher on the labelled set: it must not fall below these floors on either half.

use std::fs;
use std::path::Path;

use bulian::eval::evaluate;
use bulian::ingest::{self, InputFile};
use bulian::matching::Matcher;

/// A folder of labelled firms, the floors of precision and recall on each of its halves, and the hits a
/// half has at least. The goals are 0.90 and 0.85 on unseen firms.
const SETS: [(&str, f64, f64, usize); 2] =
    [("labelled", 0.90, 0.85, 250), ("unseen", 0.90, 0.85, 250)];

#[test]
fn both_halves_of_both_sets_hold_the_floors() {
    let chains = ingest::chains(&bulian::builtin::chains()).unwrap().value;
    let matcher = Matcher::new(&chains).unwrap();
    for (set, precision, recall, hits) in SETS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/fixtures")
            .join(set);
        let file = |name: &str| InputFile::new(name, fs::read(folder.join(name)).unwrap());
        let register = ingest::register(&file("register.csv")).unwrap().value;
        let labels = ingest::labels(&file("labels.csv"), &chains).unwrap();
        assert!(labels.warnings.is_empty(), "{:?}", labels.warnings);
        let holdings = matcher.register(&register);
        let done = evaluate(&chains, &register, &holdings, &labels.value);
        assert!(done.warnings.is_empty(), "{:?}", done.warnings);
        let names: Vec<_> = done.value.iter().map(|p| p.name.as_str()).collect();
        assert!(names.len() == 3 && names.contains(&"tune") && names.contains(&"test"));
        for part in &done.value {
            let name = format!("{set} {}: {:?}", part.name, part.total);
            assert!(part.total.hits > hits, "{name}");
            assert!(part.total.precision.unwrap() >= precision, "{name}");
            assert!(part.total.recall.unwrap() >= recall, "{name}");
        }
    }
}
