//! Any text as a firm's name, products and scope: matched without a panic, twice the same, scores within 0..=1.
#![no_main]

use std::sync::LazyLock;

use bulian::matching::Matcher;
use bulian::model::{Chains, Firm, FirmIx, RowRef, Status};
use bulian::{builtin, ingest};
use libfuzzer_sys::fuzz_target;

static CHAINS: LazyLock<Chains> = LazyLock::new(|| match ingest::chains(&builtin::chains()) {
    Ok(chains) => chains.value,
    Err(errors) => panic!("{errors:?}"),
});
static MATCHER: LazyLock<Matcher<'static>> = LazyLock::new(|| match Matcher::new(&CHAINS) {
    Ok(matcher) => matcher,
    Err(error) => panic!("{error:?}"),
});

fuzz_target!(|text: &str| {
    let mut parts = text.splitn(3, '\u{1}');
    let mut part = || parts.next().unwrap_or_default().to_owned();
    let firm = Firm {
        row: RowRef { file: String::new(), sheet: None, row: 1 },
        scope: part(),
        products: part(),
        name: part(),
        credit: None,
        county: None,
        park: None,
        codes: std::sync::Arc::default(),
        status: Status::Active,
        group: None,
        revenue: None,
        role: None,
        credibility: None,
        source: None,
        source_date: None,
    };
    let first = MATCHER.firm(&firm, FirmIx(0));
    for holding in &first {
        assert!((0.0..=1.0).contains(&holding.score), "{holding:?}");
        assert!(!holding.evidence.is_empty());
    }
    assert_eq!(first, MATCHER.firm(&firm, FirmIx(0)));
});
