//! The rules of DESIGN §5, case by case, on a chain that can be followed by hand.

use bulian::model::{Action, Coverage, Grade, Label, Role};

use crate::support::{Case, MINI, link};

fn verdict(case: &Case, name: &str) -> (Coverage, Action) {
    let study = case.study();
    let link = link(&study, name);
    (link.coverage, link.action)
}

const BLADES: &str = "甲叶片公司,风电叶片";
const TURBINES: &str = "乙风电公司,风力发电机组";

#[test]
fn a_partial_register_says_not_found_and_a_complete_one_missing() {
    let case = Case::firms(&[BLADES]);
    assert_eq!(verdict(&case, "塔筒").0, Coverage::NotFound);
    let case = case.zone("register: {complete: true}");
    assert_eq!(verdict(&case, "塔筒").0, Coverage::Missing);
}

#[test]
fn a_covered_customer_makes_its_required_inputs_gaps() {
    let case = Case::firms(&[TURBINES]);
    assert_eq!(verdict(&case, "塔筒"), (Coverage::NotFound, Action::Fill));
    assert_eq!(verdict(&case, "叶片"), (Coverage::NotFound, Action::Fill));
    let study = case.study();
    assert!(
        link(&study, "叶片").reasons[0].contains("乙风电公司（名录第2行）"),
        "{:?}",
        link(&study, "叶片").reasons
    );
}

#[test]
fn optional_inputs_never_make_a_gap() {
    let case = Case::firms(&[BLADES]);
    assert_eq!(verdict(&case, "树脂").1, Action::Fill);
    assert_ne!(verdict(&case, "塔料").1, Action::Fill);
}

#[test]
fn an_excluded_stations_demand_makes_its_equipment_a_gap() {
    let zone = "sources: {S: {title: 公报}}\ndemand: [{link: 风电场, value: 1045, unit: 万千瓦, year: 2021, source: S}]";
    let case = Case::firms(&["丙公司,糖果"]).zone(zone);
    assert_eq!(verdict(&case, "整机").1, Action::Fill);
    assert_eq!(verdict(&case, "风电场").1, Action::None);
    let study = case.study();
    assert!(link(&study, "风电场").excluded && link(&study, "风电场").present);
    assert!(link(&study, "整机").reasons[0].contains("2021年1045万千瓦，来源：公报"));
}

#[test]
fn a_repair_shop_or_a_recycler_alone_makes_nothing_upstream_a_gap() {
    let study = Case::firms(&["甲维修公司,风机维修", "乙回收公司,叶片回收"]).study();
    assert_eq!(link(&study, "风机维修").coverage, Coverage::Covered);
    for name in ["叶片", "整机", "塔筒", "树脂"] {
        assert_eq!(link(&study, name).action, Action::Defer, "{name}");
    }
}

#[test]
fn waste_and_aftermarket_of_what_is_here_extend_the_chain() {
    let case = Case::firms(&[BLADES, TURBINES]);
    assert_eq!(verdict(&case, "叶片回收").1, Action::Extend);
    assert_eq!(verdict(&case, "风机维修").1, Action::Extend);
}

#[test]
fn a_product_with_half_the_inputs_extends_the_chain_and_a_third_does_not() {
    // 整机 needs 塔筒 and 叶片: one of two is enough. 定日镜 needs three: one generic part is not.
    assert_eq!(verdict(&Case::firms(&[BLADES]), "整机").1, Action::Extend);
    assert_eq!(
        verdict(&Case::firms(&["甲公司,塔筒钢板"]), "定日镜").1,
        Action::Defer
    );
}

#[test]
fn a_resource_alone_extends_nothing_but_with_a_source_a_dead_segment_can_be_built() {
    let mine = Case::firms(&["甲矿业公司,硅石开采"]);
    assert_eq!(verdict(&mine, "硅石"), (Coverage::Covered, Action::None));
    assert_eq!(verdict(&mine, "反射镜").1, Action::Defer);
    let zone = "sources: {S: {title: 公报}}\nresources: [{link: 硅石, text: 有矿, source: S}]";
    let sourced = Case::firms(&["甲公司,糖果"]).zone(zone);
    assert_eq!(verdict(&sourced, "反射镜").1, Action::Build);
    assert_eq!(verdict(&sourced, "定日镜").1, Action::Build);
    assert_eq!(verdict(&sourced, "硅石").1, Action::None);
}

#[test]
fn signed_is_not_building_and_an_old_site_is_not_either() {
    let mut case = Case::firms(&[TURBINES]);
    case.projects = vec!["叶片项目,ZZ04,签约,2026-01-01".into()];
    assert_eq!(verdict(&case, "叶片").0, Coverage::NotFound);
    assert!(
        link(&case.study(), "叶片")
            .coverage_reason
            .contains("签约，2026-01-01")
    );
    case.projects = vec!["叶片项目,ZZ04,在建,2025-01-01".into()];
    assert_eq!(verdict(&case, "叶片"), (Coverage::Building, Action::Fill));
    case.projects = vec!["叶片项目,ZZ04,在建,2012-04-17".into()];
    assert_eq!(verdict(&case, "叶片").0, Coverage::NotFound);
    assert!(
        link(&case.study(), "叶片")
            .coverage_reason
            .contains("须核现状")
    );
}

#[test]
fn weak_by_scope_by_size_and_by_capacity() {
    assert_eq!(
        verdict(&Case::firms(&["甲公司,,风电叶片制造"]), "叶片"),
        (Coverage::Weak, Action::Strengthen)
    );
    let small = Case::firms(&["甲公司,风电叶片,,在业,,800"]);
    assert_eq!(verdict(&small, "叶片").0, Coverage::Weak);
    let mut case = Case::firms(&[BLADES, TURBINES]);
    case.capacity = vec![
        "ZZ04,全市,2450,套,2024".into(),
        "ZZ05,全市,2600,台,2024".into(),
    ];
    assert_eq!(verdict(&case, "叶片").0, Coverage::Covered); // 94.2 %
    case.capacity = vec![
        "ZZ04,全市,950,套,2015".into(),
        "ZZ05,全市,3050,台,2015".into(),
    ];
    let study = case.study();
    assert_eq!(link(&study, "叶片").coverage, Coverage::Weak);
    assert!(
        link(&study, "叶片")
            .coverage_reason
            .contains("950套 ÷ 3,050套 = 31.1%，缺2,100套，低于75%"),
        "{}",
        link(&study, "叶片").coverage_reason
    );
}

#[test]
fn one_group_with_a_local_customer_is_to_be_kept() {
    let case = Case::firms(&[
        "甲一公司,风电叶片,,在业,甲集团",
        "甲二公司,风电叶片,,在业,甲集团",
        TURBINES,
    ]);
    assert_eq!(
        verdict(&case, "叶片"),
        (Coverage::Covered, Action::Stabilise)
    );
    let two = Case::firms(&[BLADES, "丁叶片公司,风电叶片", TURBINES]);
    assert_eq!(verdict(&two, "叶片"), (Coverage::Covered, Action::None));
    assert_eq!(verdict(&Case::firms(&[BLADES]), "叶片").1, Action::None); // no customer here
}

#[test]
fn traders_moulds_transport_and_repair_are_told_from_makers() {
    let case = Case::firms(&["某某商贸公司,风电叶片销售"]);
    assert_eq!(verdict(&case, "叶片").0, Coverage::TradeOnly);
    assert_eq!(case.study().firms[0].positions[0].role, Role::Trade);
    for other in [
        "风电叶片模具",
        "风电叶片运输",
        "风电叶片检测",
        "风电叶片维修",
    ] {
        let study = Case::firms(&[&format!("甲公司,{other}")]).study();
        assert!(study.firms.is_empty(), "{other}: {:?}", study.firms);
    }
}

#[test]
fn an_unverified_firm_is_a_lead_and_a_closed_one_is_gone() {
    let study = Case::firms(&["甲叶片公司,风电叶片,,待核", "乙叶片公司,风电叶片,,注销"]).study();
    let blades = link(&study, "叶片");
    assert_eq!((blades.coverage, blades.leads), (Coverage::NotFound, 1));
    assert_eq!(blades.firms[0].grade, Grade::Review);
    assert!(blades.coverage_reason.contains("线索1家待复核"));
    let quality = &study.data_quality;
    assert_eq!(
        (quality.rows_in, quality.rows_used, quality.rows_reported),
        (2, 1, 1)
    );
}

#[test]
fn any_of_several_suppliers_will_do() {
    let model = MINI.replace(
        "inputs: [树脂, {link: 塔料, optional: true}]",
        "inputs: [{any: [树脂, 塔料]}]",
    );
    let mut case = Case::firms(&[BLADES]);
    case.model = model;
    assert_eq!(
        (verdict(&case, "树脂").1, verdict(&case, "塔料").1),
        (Action::Fill, Action::Fill)
    );
    case.firms.push("丁公司,塔筒钢板".into());
    assert_eq!(verdict(&case, "树脂").1, Action::Defer);
}

#[test]
fn energy_and_service_relations_never_trigger() {
    let model = MINI.replace(
        "inputs: [树脂, {link: 塔料, optional: true}]",
        "inputs: [{link: 树脂, kind: service}, {link: 塔料, kind: energy}]",
    );
    let mut case = Case::firms(&[BLADES]);
    case.model = model;
    assert_eq!(
        (verdict(&case, "树脂").1, verdict(&case, "塔料").1),
        (Action::Defer, Action::Defer)
    );
}

#[test]
fn a_loop_neither_hangs_nor_inflates() {
    let model = MINI.replace("terms: [塔筒钢板]}", "terms: [塔筒钢板], inputs: [整机]}");
    let mut case = Case::firms(&[TURBINES]);
    case.model = model;
    let study = case.study();
    assert_eq!(link(&study, "塔料").action, Action::Extend); // 整机 feeds it; it is fed by nothing else
    assert_eq!(study.links.len(), 11);
}

#[test]
fn targets_leave_out_who_is_here_and_offer_expansion_for_further_links() {
    let leader = |name: &str, links: &str| {
        format!(
            "{{name: {name}, short: {name}, province: 江苏省, group: 海风集团, links: [{links}], basis: AR, date: 2025-12-31}}"
        )
    };
    let mut case = Case::firms(&["某市海风集团叶片公司,风电叶片", TURBINES]);
    case.leaders = [
        leader("海风集团股份公司", "叶片, 塔筒"),
        leader("远帆股份公司", "塔筒").replace("海风集团, ", "远帆, "),
    ]
    .join(", ");
    let study = case.study();
    let gap = study.gaps.iter().find(|g| g.name == "塔筒").unwrap();
    assert_eq!(gap.action, Action::Fill);
    let expanding = gap
        .targets
        .iter()
        .find(|t| t.name == "海风集团股份公司")
        .unwrap();
    assert_eq!(
        expanding.expansion_of.as_deref(),
        Some("某市海风集团叶片公司")
    );
    assert_eq!(expanding.matchmakers[0].name, "某市海风集团叶片公司");
    assert_eq!(expanding.labels, [Label::Fill]);
    let blades = study.gaps.iter().find(|g| g.name == "叶片").unwrap(); // 稳链: but not by who holds it
    assert!(blades.targets.iter().all(|t| t.name != "海风集团股份公司"));
}

/// 整机 for the station, weights of `MEASURES`: one customer of a declared quantity ((0.1 + 1) ÷ 2 = 0.55),
/// 1 of 2 inputs (0.5), 1 relation (0.2), completes it (1/3), strategic (1); loss, demand, shipping and
/// resources do not apply: (0.20·0.55 + 0.15·0.5 + 0.10·0.2 + 0.15·0.3333 + 0.05·1) ÷ 0.65 = 0.4692.
#[test]
fn the_priority_of_a_gap_worked_by_hand() {
    let zone =
        "sources: {S: {title: 公报}}\ndemand: [{link: 风电场, value: 1, unit: 万千瓦, source: S}]";
    let study = Case::firms(&[BLADES]).zone(zone).study();
    let gap = study.gaps.iter().find(|g| g.name == "整机").unwrap();
    assert_eq!(gap.action, Action::Fill);
    assert_eq!(gap.priority, 46.9);
    assert_eq!(gap.known_weight.to_string(), "65%");
}

/// A 待复核 pair of a firm that is building does not make its link 在建, nor does 停产 make it 已有.
#[test]
fn leads_and_idle_firms_trigger_nothing() {
    let study = Case::firms(&["甲公司,,风电叶片,在建", "乙公司,风电叶片,,停产"]).study();
    let blades = link(&study, "叶片");
    assert_eq!((blades.coverage, blades.here), (Coverage::NotFound, 0));
    assert!(
        blades.coverage_reason.contains("停产1家：乙公司"),
        "{}",
        blades.coverage_reason
    );
}

/// A mine is there or it is not: coke works, which need one, make no gap of it.
#[test]
fn coke_works_do_not_make_a_coal_mine_a_gap() {
    let model = "format: 1\nid: QC\nname: 清洁生产\nen: Mini\nsegments: {coal: 煤化工}\nlinks:\n  \
        煤矿: {id: QC02, segment: coal, stage: 上游, nature: resource, terms: [煤炭开采]}\n  \
        洗选: {id: QC03, segment: coal, stage: 上游, nature: product, terms: [洗精煤], inputs: [煤矿]}\n  \
        炼焦: {id: QC10, segment: coal, stage: 中游, nature: product, terms: [焦炭], inputs: [煤矿, 洗选]}\n";
    let mut case = Case::firms(&["甲公司,焦炭"]);
    case.model = model.to_owned();
    assert_eq!(verdict(&case, "炼焦").0, Coverage::Covered);
    assert_eq!(verdict(&case, "煤矿"), (Coverage::NotFound, Action::None));
    assert_eq!(verdict(&case, "洗选"), (Coverage::NotFound, Action::Fill));
}

/// Who needs it in another chain needs it.
#[test]
fn a_customer_of_another_chain_counts() {
    let farm = "format: 1\nid: NY\nname: 循环农业\nen: Mini\nsegments: {seed: 种业}\nlinks:\n  \
        温室: {id: NY01, segment: seed, stage: 中游, nature: product, terms: [温室大棚], inputs: [先进制造/塔料]}\n";
    let mut request = Case::firms(&["甲公司,温室大棚"]).request();
    request
        .chains
        .push(bulian::ingest::InputFile::new("farm.yaml", farm));
    let study = bulian::study::run(&request)
        .map_err(|e| e[0].to_string())
        .unwrap()
        .value;
    let sheet = study.links.iter().find(|l| l.name == "塔料").unwrap();
    assert_eq!(
        (sheet.coverage, sheet.action),
        (Coverage::NotFound, Action::Fill)
    );
    assert!(
        sheet.reasons[0].contains("循环农业/温室") && sheet.reasons[0].contains("甲公司"),
        "{}",
        sheet.reasons[0]
    );
}
