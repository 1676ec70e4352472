//! Traps: texts in the style of registrations that lead a reader of words astray, each with all that
//! may be found in it. `tests/fixtures/traps.csv` is the table; adding a trap needs no Rust.

use std::fs;
use std::path::Path;

use bulian::ingest::{self, InputFile};
use bulian::matching::Matcher;
use bulian::model::{FirmIx, Grade};

/// 期望: `环节编号 角色 等级`, separated by ；. Every pair above 待复核 stands there, and no other; a
/// pair written with 待复核 must be there as such.
#[test]
fn no_trap_catches() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/traps.csv");
    let bytes = fs::read(path).unwrap();
    let chains = ingest::chains(&bulian::builtin::chains()).unwrap().value;
    let register = ingest::register(&InputFile::new("traps.csv", bytes.clone()))
        .unwrap()
        .value;
    let matcher = Matcher::new(&chains).unwrap();
    let mut rows = csv::Reader::from_reader(bytes.as_slice());
    let header = rows.headers().unwrap().clone();
    let at = |name: &str| {
        header
            .iter()
            .position(|h| h.trim_start_matches('\u{feff}') == name)
    };
    let (firm, expected, trap) = (at("企业名称"), at("期望"), at("陷阱"));
    let mut wrong = Vec::new();
    let mut count = 0;
    for row in rows.records() {
        let row = row.unwrap();
        let name = &row[firm.unwrap()];
        let firm = register.firms.iter().position(|f| f.name == name);
        let firm = firm.unwrap_or_else(|| panic!("{name} is not read"));
        let held = matcher.firm(&register.firms[firm], FirmIx(firm));
        let said = |h: &bulian::model::Holding| {
            format!(
                "{} {} {}",
                chains.link(h.link).id,
                h.role.zh(),
                h.grade.zh()
            )
        };
        let mut wanted: Vec<&str> = row[expected.unwrap()]
            .split('；')
            .map(str::trim)
            .filter(|w| !w.is_empty())
            .collect();
        wanted.sort_unstable();
        let mut found: Vec<String> = held
            .iter()
            .filter(|h| h.grade > Grade::Review || wanted.contains(&said(h).as_str()))
            .map(said)
            .collect();
        found.sort_unstable();
        if found != wanted {
            wrong.push(format!(
                "{name}（{}）\n  期望 {wanted:?}\n  得到 {found:?}",
                &row[trap.unwrap()]
            ));
        }
        count += 1;
    }
    assert!(count >= 60, "{count} traps");
    assert!(
        wrong.is_empty(),
        "{}条不符\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
