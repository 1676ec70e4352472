//! What a verdict means around it: landing places, counties, balances, stability, reviews.

use bulian::study::{GapView, Study};

use crate::support::Case;

fn gap<'a>(study: &'a Study, name: &str) -> &'a GapView {
    study.gaps.iter().find(|g| g.name == name).unwrap()
}

const PLACES: &str = "\
counties: [{name: 甲县, focus: [先进制造]}, {name: 乙县}, {name: 丙县}]
parks: [{name: 甲东工业园, county: 甲县, focus: [先进制造], chemical: false}, {name: 乙园, short: 乙, county: 乙县, chemical: true}]";

fn three_counties() -> Case {
    Case::firms(&[
        "子公司,风力发电机组,,,,,甲县,甲东工业园",
        "丑公司,环氧树脂制造,,,,,乙县,乙",
        "寅公司,风力发电,,,,,甲县,",
        "卯公司,风力发电机组,,,,,,",
    ])
    .zone(PLACES)
}

/// 叶片 needs 树脂 (乙园) and goes into 整机 (甲东工业园). 甲东工业园: 1 link there (3), 1 in the county (2),
/// both in focus (3 + 2) = 10; 乙园: 3 + 2 = 5; 丙县: nothing.
#[test]
fn a_project_lands_where_its_neighbours_and_the_focus_are() {
    let study = three_counties().study();
    let landing = &gap(&study, "叶片").landing;
    let places: Vec<(&str, Option<&str>)> = landing
        .iter()
        .map(|p| (p.county.as_str(), p.park.as_deref()))
        .collect();
    assert_eq!(
        places,
        [("甲县", Some("甲东工业园")), ("乙县", Some("乙园"))]
    );
    assert_eq!(
        landing[0].reasons,
        [
            "甲东工业园已有上下游1个环节：整机（子公司（名录第2行））",
            "甲东工业园主攻先进制造",
            "甲县主攻先进制造",
        ]
    );
    assert_eq!(landing[1].neighbours[0].as_str(), "ZZ02");
    assert!(
        gap(&study, "塔料").landing.is_empty(),
        "远期 has no landing place"
    );
}

#[test]
fn a_chemical_link_lands_in_a_recognised_park_only() {
    let mut case = three_counties();
    case.model = crate::support::MINI.replace(
        "codes: [C3415], terms: [风电叶片]",
        "codes: [C2651], flags: [environment], terms: [风电叶片]",
    );
    let study = case.study();
    let landing = &gap(&study, "叶片").landing;
    assert_eq!(landing.len(), 1);
    assert_eq!(landing[0].park.as_deref(), Some("乙园"));
    assert!(
        landing[0]
            .reasons
            .iter()
            .any(|r| r.contains("认定的化工园区：乙园"))
    );
    case.zone = PLACES.replace("chemical: true", "chemical: false");
    assert!(gap(&case.study(), "叶片").landing.is_empty());
}

#[test]
fn a_county_buys_in_the_zone_before_it_invites() {
    let mut case = three_counties();
    case.firms.push("辰公司,风电叶片,,,,,丙县,".into());
    let study = case.study();
    let names: Vec<&str> = study.counties.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(names, ["甲县", "乙县", "丙县", "未注明"]);
    let ids = |links: &[bulian::model::LinkId]| -> Vec<String> {
        links.iter().map(ToString::to_string).collect()
    };
    let first = &study.counties[0];
    let chain = &first.chains["ZZ"];
    assert_eq!(ids(&chain.here), ["ZZ05", "ZZ06"]);
    assert_eq!(ids(&chain.missing), ["ZZ03", "ZZ04"]); // 塔筒 nowhere, 叶片 in 丙县
    assert_eq!((first.firms, chain.firms, chain.focus), (2, 2, true));
    assert_eq!(ids(&first.gaps)[0], "ZZ03");
    assert_eq!(first.in_zone.len(), 1);
    let supply = &first.in_zone[0];
    assert_eq!(
        (supply.link.as_str(), supply.customer.as_str()),
        ("ZZ04", "ZZ05")
    );
    assert_eq!(
        supply.from,
        [("丙县".to_owned(), vec!["辰公司".to_owned()])]
    );
    assert_eq!(ids(&first.parks[0].here), ["ZZ05"]);
    assert_eq!(ids(&first.parks[0].missing), ["ZZ03", "ZZ04"]);
    assert_eq!(ids(&study.counties[3].chains["ZZ"].here), ["ZZ05"]);
}

/// 35万吨 for 30万吨 at 1.1–1.2 t/t: enough at the lower end, short at the upper (chain-reference §5).
#[test]
fn a_range_of_need_gives_a_range_of_balance() {
    let mut case = Case::firms(&["甲公司,环氧树脂制造", "乙公司,风电叶片"]);
    case.model = crate::support::MINI
        .replace(
            "inputs: [树脂, {link: 塔料",
            "inputs: [{link: 树脂, per_unit: [1.1, 1.2], unit: t/t, source: S}, {link: 塔料",
        )
        .replace("links:", "sources: {S: {title: 单耗手册}}\nlinks:");
    case.capacity = vec![
        "ZZ02,全市,35,万吨,2024".into(),
        "ZZ04,全市,30,万吨,2024".into(),
    ];
    let study = case.study();
    let balance = &study.balances[0];
    assert_eq!(
        balance.reason,
        "2024年，供「叶片」：35万吨 ÷ 33–36万吨 = 97.2%–106.1%，缺0–1万吨"
    );
    assert!(balance.source.contains("单耗：单耗手册"));
    assert!(balance.ratio.0 < 1.0 && balance.ratio.1 > 1.0);
}

/// 整机 needs 塔筒 and (叶片 or 反射镜); nothing is here but 塔料, which is no input of it.
#[test]
fn what_a_customer_lacks_is_the_smallest_set() {
    let mut case = Case::firms(&["甲公司,风力发电机组", "乙公司,塔筒钢板"]);
    case.model = crate::support::MINI.replace(
        "inputs: [塔筒, 叶片]",
        "inputs: [{any: [塔筒, 叶片]}, 叶片]",
    );
    let study = case.study();
    let lacks = |name: &str| crate::support::link(&study, name).lacks.clone();
    let ids = |set: Option<Vec<bulian::model::LinkId>>| {
        set.map(|s| s.iter().map(ToString::to_string).collect::<Vec<_>>())
    };
    assert_eq!(ids(lacks("整机")), Some(vec!["ZZ04".to_owned()])); // 叶片 serves both
    assert_eq!(ids(lacks("塔料")), Some(vec![]));
    assert_eq!(ids(lacks("叶片")), None); // not here itself
}

#[test]
fn a_gap_says_how_its_rank_stands_up_to_other_weights() {
    let study = three_counties().study();
    let ranked: Vec<&GapView> = study
        .gaps
        .iter()
        .filter(|g| g.stability.is_some())
        .collect();
    assert!(!ranked.is_empty());
    for gap in &study.gaps {
        assert_eq!(
            gap.stability.is_none(),
            gap.action == bulian::model::Action::Defer,
            "{}",
            gap.name
        );
    }
    for gap in &ranked {
        let s = gap.stability.as_ref().unwrap();
        assert!(1 <= s.best && s.best <= s.worst && s.worst <= ranked.len());
        assert_eq!((s.draws, s.top_ten.get()), (1_000, 1.0)); // fewer than ten gaps
    }
}
