//! Any bytes as a text register: read or refused, never a panic, no row lost, and streamed as it is read.
#![no_main]

use std::borrow::Cow;

use bulian::diag::Kind;
use bulian::ingest::{Asked, InputFile, Made, Told, register, register_stream};
use bulian::model::Firm;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let file = InputFile::new("a.csv", bytes);
    let Ok(read) = register(&file) else { return };
    let register = read.value;
    assert_eq!(register.rows_in, register.firms.len() + register.rows_reported);
    let dropped = read.warnings.iter().filter(|w| w.kind.drops_row()).count();
    assert_eq!(dropped, register.rows_reported, "{:?}", read.warnings);
    let mut firms = Vec::new();
    let each = |firms: &[Firm<Cow<'_, str>>], made: &mut Made<Firm>| {
        for firm in firms {
            made.add(firm.clone().owned());
        }
    };
    let mut sink = |told: Told<'_, _>| {
        if let Told::Firm(firm) = told {
            firms.push(firm);
        }
        Ok(())
    };
    if !bytes.starts_with(b"PK") && !bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        let asked = Asked::default();
        match register_stream(("a.csv", &asked), bytes, each, &mut sink) {
            Ok(_) => assert_eq!(firms, register.firms),
            Err(errors) => assert!(errors.iter().all(|e| matches!(e.kind, Kind::TableEmpty { .. }))),
        }
    }
});
