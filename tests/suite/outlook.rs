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
