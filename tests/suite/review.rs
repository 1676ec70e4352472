//! The round trip of verdicts: open pairs with what 确认 would change, verdicts obeyed, kept and shown.

use bulian::ingest::InputFile;
use bulian::model::{Coverage, Decision, Grade};
use bulian::study;

use crate::support::{Case, MINI, link};

/// 甲 makes blades, 丙 something like turbines; the second firm's name says 树脂, its products another thing.
fn case() -> Case {
    Case::firms(&[
        "甲公司,风电叶片",
        "某某环氧树脂有限公司,皮鞋",
        "丙公司,风力发电设备机组",
    ])
}

#[test]
fn open_pairs_say_what_a_verdict_would_change() {
    let study = case().study();
    let open: Vec<_> = study
        .reviews
        .iter()
        .map(|r| (r.firm.as_str(), r.name.as_str(), r.changes > 0, r.decision))
        .collect();
    // What changes something stands first.
    assert_eq!(
        open,
        [
            ("丙公司", "整机", true, None),
            ("某某环氧树脂有限公司", "树脂", true, None)
        ]
    );
    assert!(
        study.reviews[1].effect.starts_with("树脂：未发现→已有"),
        "{}",
        study.reviews[1].effect
    );
    assert_eq!(
        study.reviews[1].evidence,
        "企业名称“某某环氧树脂”含“环氧树脂”"
    );
}

#[test]
fn verdicts_are_kept_and_the_later_file_outranks() {
    let mut request = case().request();
    let file = |name: &str, rows: &str| {
        InputFile::new(
            name,
            format!("企业名称,环节编号,环节,证据,影响,结论(确认/否决),备注\n{rows}"),
        )
    };
    request.review = vec![
        file(
            "review.csv",
            "甲公司,ZZ04,,,,否决,记错\n某某环氧树脂有限公司,ZZ02,,,,否决,\n",
        ),
        file(
            "补链清单.csv",
            "某某环氧树脂有限公司,ZZ02,,,,确认,已走访\n甲公司,ZZ99,,,,确认,\n",
        ),
    ];
    let done = study::run(&request).unwrap();
    let said: Vec<_> = done.warnings.iter().map(|w| w.kind.code()).collect();
    assert!(
        said.contains(&"review::conflict") && said.contains(&"row::unknown_link"),
        "{said:?}"
    );
    let study = done.value;
    assert_eq!(link(&study, "树脂").coverage, Coverage::Covered);
    assert_eq!(link(&study, "叶片").coverage, Coverage::NotFound);
    let shown: Vec<_> = study
        .reviews
        .iter()
        .map(|r| {
            (
                r.firm.as_str(),
                r.link.as_str(),
                r.grade,
                r.decision,
                r.note.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("丙公司", "ZZ05", Grade::Review, None, None),
            (
                "甲公司",
                "ZZ04",
                Grade::Strong,
                Some(Decision::Vetoed),
                Some("记错")
            ),
            (
                "某某环氧树脂有限公司",
                "ZZ02",
                Grade::Review,
                Some(Decision::Confirmed),
                Some("已走访")
            ),
        ]
    );
}

#[test]
fn nothing_is_decided_about_a_classified_link() {
    let mut case = case();
    case.model = MINI.replace(
        "树脂: {id: ZZ02, segment: wind,",
        "树脂: {id: ZZ02, flags: [classified], segment: wind,",
    );
    let mut request = case.request();
    request.review = vec![InputFile::new(
        "v.csv",
        "企业名称,环节编号,判定\n甲公司,ZZ02,确认\n",
    )];
    let done = study::run(&request).unwrap();
    let said: Vec<_> = done.warnings.iter().map(|w| w.kind.code()).collect();
    assert!(said.contains(&"link::classified"), "{said:?}");
    assert!(done.value.reviews.iter().all(|r| r.link.as_str() != "ZZ02"));
    assert!(link(&done.value, "树脂").firms.is_empty());
}
