//! The committed sample is what the program writes today: one of each of what `bulian demo` writes, and
//! one figure by command.
//!
//! `cargo bless` writes it anew; look at it before committing it.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use bulian::chart;
use bulian::study::{self, Study};

/// Of the files of the demo. The internal edition of the guide and study.json are too large to keep.
const OF_DEMO: [&str; 7] = [
    "charts/产业链图-清洁能源.svg",
    "charts/产业链图-清洁能源.png",
    "charts/产业链图-清洁能源.pdf",
    "charts/缺链优先级.svg",
    "补链清单.xlsx",
    "招商指南（公开版）.docx",
    "index.html",
];

fn sample() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("output/sample")
}

fn demo() -> Study {
    study::run(&bulian::builtin::example())
        .map_err(|e| e[0].to_string())
        .unwrap()
        .value
}

fn files() -> Vec<(String, Vec<u8>)> {
    let dir = tempfile::tempdir().unwrap();
    let status = Command::new(env!("CARGO_BIN_EXE_bulian"))
        .args(["demo", "--quiet", "--out"])
        .arg(dir.path())
        .status()
        .unwrap();
    assert!(status.success());
    let mut out: Vec<(String, Vec<u8>)> = OF_DEMO
        .iter()
        .map(|name| {
            let file = name.rsplit('/').next().unwrap_or(name);
            (file.to_owned(), fs::read(dir.path().join(name)).unwrap())
        })
        .collect();
    let stages = chart::Options {
        chain: Some("ZZ"),
        ..chart::Options::default()
    };
    let figures = chart::draw(&demo(), chart::Kind::Stages, &stages);
    let svg = |f: chart::Figure| (format!("{}.svg", f.name), f.svg.into_bytes());
    out.extend(figures.into_iter().map(svg));
    out
}

#[test]
fn the_committed_sample_is_up_to_date() {
    for (name, bytes) in files() {
        let committed = fs::read(sample().join(&name)).unwrap_or_default();
        assert!(
            committed == bytes,
            "output/sample/{name} differs; look at it, then `cargo bless`"
        );
    }
}

#[test]
#[ignore = "writes output/sample"]
fn bless() {
    fs::create_dir_all(sample()).unwrap();
    for (name, bytes) in files() {
        fs::write(sample().join(name), bytes).unwrap();
    }
}

#[test]
fn two_runs_give_the_same_study_and_charts() {
    let json = |study: &Study| bulian::report::json::study(study).unwrap();
    let (a, b) = (demo(), demo());
    assert!(json(&a) == json(&b));
    assert!(
        bulian::report::xlsx::workbook(&a, &[]).unwrap().bytes
            == bulian::report::xlsx::workbook(&b, &[]).unwrap().bytes
    );
}

/// Every reason of a gap and every target rests on a row, a source or the model.
#[test]
fn every_gap_and_every_target_says_why() {
    let study = demo();
    assert!(study.gaps.len() > 50);
    for gap in &study.gaps {
        let why = gap.reasons.join("；");
        let traced = why.contains("名录第") || why.contains("来源");
        assert!(traced, "{} rests on no row and no source: {why}", gap.name);
        for target in &gap.targets {
            assert!(!target.basis.is_empty());
            assert!(
                target.reasons.iter().any(|r| r.contains(&target.basis)),
                "{}",
                target.name
            );
        }
    }
}

/// The published figures of the reference (§5): 2,600 nacelles, 2,450 blade sets, 2,700 towers in 2024.
#[test]
fn the_published_balance_of_blades_comes_out() {
    let study = demo();
    let blades = study
        .links
        .iter()
        .find(|l| l.id.as_str() == "ZZ19")
        .unwrap();
    assert_eq!(blades.coverage, bulian::model::Coverage::Covered); // 94.2 % is above 75 %
    let balance = |supplier: &str, year| {
        let found = study
            .balances
            .iter()
            .find(|b| b.supplier.as_str() == supplier && b.year == Some(year));
        found.map(|b| b.reason.as_str()).unwrap_or_default()
    };
    let blades = balance("ZZ19", 2024);
    assert!(
        blades.ends_with("2,450套 ÷ 2,600套 = 94.2%，缺150套"),
        "{blades}"
    );
    let towers = balance("ZZ21", 2024);
    assert!(towers.ends_with("2,700套 ÷ 2,600套 = 103.8%"), "{towers}");
    let generators = balance("ZZ11", 2015);
    assert!(
        generators.ends_with("950台 ÷ 3,050台 = 31.1%，缺2,100台"),
        "{generators}"
    );
    let gap = study
        .gaps
        .iter()
        .find(|g| g.link.as_str() == "ZZ11")
        .unwrap();
    let demand = gap.parts.iter().find(|p| p.key == "demand").unwrap();
    assert_eq!(demand.reason, generators);
}
