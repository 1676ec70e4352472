//! What a verdict means around it: landing places, counties, balances, stability, reviews.

use bulian::ingest::InputFile;
use bulian::model::{Action, Coverage, Decision, Grade};
use bulian::study::{self, GapView, ReviewView, Study, Supposed};

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
            "已有上下游1个环节：整机（子公司（名录第2行））",
            "主攻先进制造",
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
        "2024年，供“叶片”：35万吨 ÷ 33–36万吨 = 97.2%–106.1%，缺0–1万吨"
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

/// What 确认 would change, against running everything anew with the pair confirmed.
fn review_is_exact(request: &study::Request, study: &Study, review: &ReviewView) {
    let mut confirmed = request.clone();
    let row = format!("\"{}\",{},确认\n", review.firm, review.link); // names have commas
    let table = "企业名称,环节编号,判定\n".to_owned();
    let file = InputFile::new("confirmed.csv", table + &row);
    confirmed.review.push(file);
    let after = study::run(&confirmed)
        .map_err(|e| e[0].to_string())
        .unwrap()
        .value;
    let changed: Vec<&str> = study
        .links
        .iter()
        .zip(&after.links)
        .filter(|(a, b)| (a.coverage, a.action) != (b.coverage, b.action))
        .map(|(a, _)| a.name.as_str())
        .collect();
    assert_eq!(
        review.changes,
        changed.len(),
        "{} {}: {} / {changed:?}",
        review.firm,
        review.name,
        review.effect
    );
    for name in changed.iter().take(2) {
        assert!(
            review.changes > 3 || review.effect.contains(name),
            "{name}: {}",
            review.effect
        );
    }
}

#[test]
fn the_effect_of_a_review_is_that_of_a_full_run() {
    let zone = "sources: {S: {title: 公报}}\nresources: [{link: 硅石, text: 有矿, source: S}]";
    for firms in [
        vec!["甲公司,,风电叶片,待核", "乙公司,风力发电机组"],
        vec![
            "甲公司,风电叶片,,待核",
            "乙公司,风力发电,,待核",
            "丙公司,塔筒,,待核,,100",
            "丁公司,树脂",
        ],
        vec![
            "甲公司,定日镜,,待核",
            "乙公司,反射镜,,待核",
            "丙公司,硅石开采,,待核",
            "丁公司,风机维修,,待核",
        ],
        vec![
            "甲公司,风电叶片,,在业,甲集团",
            "乙公司,风电叶片,,待核,乙集团",
            "丙公司,风力发电机组",
            "戊公司,塔筒销售,,待核",
        ],
    ] {
        for zone in ["", zone] {
            let request = Case::firms(&firms).zone(zone).request();
            let study = study::run(&request)
                .map_err(|e| e[0].to_string())
                .unwrap()
                .value;
            assert!(!study.reviews.is_empty());
            for review in &study.reviews {
                review_is_exact(&request, &study, review);
            }
        }
    }
}

/// 叶片 未发现 with one lead, 整机 here: 叶片 becomes 已有 and 稳链, 树脂 补链.
#[test]
fn reviews_that_change_most_come_first_and_decided_ones_last() {
    let case = Case::firms(&[
        "甲公司,风电叶片,,待核",
        "乙公司,风力发电机组",
        "丙公司,塔筒,,停产",
    ]);
    let mut request = case.request();
    let study = study::run(&request)
        .map_err(|e| e[0].to_string())
        .unwrap()
        .value;
    let first = &study.reviews[0];
    assert_eq!(
        (first.firm.as_str(), first.name.as_str(), first.changes),
        ("甲公司", "叶片", 3)
    );
    assert_eq!(
        first.effect,
        "叶片：未发现→已有，补链→稳链；树脂：远期→补链；叶片回收：远期→延链"
    );
    let verdict = "企业名称,环节编号,判定,备注\n甲公司,ZZ04,否决,只是牌子\n";
    request.review = vec![InputFile::new("review.csv", verdict)];
    let study = study::run(&request)
        .map_err(|e| e[0].to_string())
        .unwrap()
        .value;
    let decided = study.reviews.last().unwrap();
    assert_eq!(decided.decision, Some(Decision::Vetoed));
    assert_eq!(
        (decided.note.as_deref(), decided.grade),
        (Some("只是牌子"), Grade::Review)
    );
    assert!(decided.evidence.contains("风电叶片"));
}

#[test]
fn the_effects_in_the_example_are_those_of_full_runs() {
    let request = bulian::builtin::example();
    let study = study::run(&request)
        .map_err(|e| e[0].to_string())
        .unwrap()
        .value;
    assert!(
        study
            .reviews
            .windows(2)
            .all(|w| w[0].changes >= w[1].changes)
    );
    // The strongest effects, and a spread over the rest: a full run takes a while.
    let step = (study.reviews.len() / 12).max(1);
    let spread = study.reviews.iter().skip(8).step_by(step);
    for review in study.reviews.iter().take(8).chain(spread) {
        review_is_exact(&request, &study, review);
    }
}

/// 整机 is here and lacks 塔筒 and 叶片. Filling 叶片: it becomes 稳链, and asks for 树脂 in turn.
#[test]
fn one_newcomer_brings_the_next() {
    let request = Case::firms(&["乙公司,风力发电机组"]).request();
    let supposed = Supposed {
        add: vec!["叶片".into()],
        remove: Vec::new(),
    };
    let found = study::what_if(&request, &supposed)
        .map_err(|e| e[0].to_string())
        .unwrap()
        .value;
    let change = |name: &str| found.changes.iter().find(|c| c.name == name).unwrap();
    assert_eq!(
        change("叶片").coverage,
        (Coverage::NotFound, Coverage::Covered)
    );
    assert_eq!(change("叶片").action, (Action::Fill, Action::Stabilise));
    assert_eq!(change("树脂").action, (Action::Defer, Action::Fill));
    assert_eq!(change("叶片回收").action, (Action::Defer, Action::Extend));
    assert!(
        change("树脂").reason.contains("拟引进的叶片企业")
            && !change("树脂").reason.contains("第0行")
    );
    let next: Vec<&str> = found.followers.iter().map(|f| f.name.as_str()).collect();
    assert!(
        next.contains(&"树脂") && next.contains(&"叶片回收") && !next.contains(&"塔筒"),
        "{next:?}"
    );
    assert_eq!(found.actions["补链"], (2, 2)); // 叶片 goes, 树脂 comes
}

#[test]
fn a_firm_that_leaves_takes_its_links_along() {
    let request = Case::firms(&["甲叶片公司,风电叶片", "乙公司,风力发电机组"]).request();
    let supposed = Supposed {
        add: Vec::new(),
        remove: vec!["甲叶片".into()],
    };
    let found = study::what_if(&request, &supposed)
        .map_err(|e| e[0].to_string())
        .unwrap()
        .value;
    assert_eq!(found.removed, ["甲叶片公司"]);
    let blades = found.changes.iter().find(|c| c.name == "叶片").unwrap();
    assert_eq!(blades.action, (Action::Stabilise, Action::Fill));
    let wrong = Supposed {
        add: vec!["无此环节".into()],
        remove: vec!["公司".into()], // two firms are called that
    };
    assert_eq!(study::what_if(&request, &wrong).unwrap_err().len(), 2);
}

/// Sheet steel of the next city need not be made here to be near; without it, its bulk counts.
#[test]
fn what_a_neighbour_supplies_is_near_already() {
    let model = crate::support::MINI.replace(
        "terms: [塔筒钢板]",
        "terms: [塔筒钢板], ship: {bulky: high, value: low, fragile: false}",
    );
    let near = |zone: &str| {
        let mut case = Case::firms(&["甲公司,塔筒"]).zone(zone);
        case.model.clone_from(&model);
        let study = case.study();
        let part = gap(&study, "塔料")
            .parts
            .iter()
            .find(|p| p.key == "shipping")
            .unwrap()
            .clone();
        (part.value.map(|v| v.get()), part.reason)
    };
    assert_eq!(near("").0, Some(0.8)); // 0.5 × 1 + 0.3 × (1 − 0)
    let neighbour = "sources: {S: {title: 公报}}\nneighbours: [{place: 邻市, text: 钢厂, link: 塔料, source: S}]";
    assert_eq!(
        near(neighbour),
        (Some(0.0), "邻市已可就近供应，不急补".to_owned())
    );
}
