//! Targets, matchmakers, cards, bundles and the campaign on the mini chain, worked by hand.

use bulian::ingest::InputFile;
use bulian::model::{Campaign, Label};
use bulian::study::{self, GapView, Study};

use crate::support::Case;

const TURBINES: &str = "甲整机公司,风力发电机组,,在业,甲集团";
const RESIN: &str = "乙树脂公司,环氧树脂";

/// A leader of some links; more fields in `more`, each with a leading comma.
fn leader(name: &str, province: &str, links: &str, more: &str) -> String {
    format!(
        "{{name: {name}, short: {name}, province: {province}, links: [{links}], products: [风电产品], basis: AR, date: 2025-12-31{more}}}"
    )
}

fn gap<'a>(study: &'a Study, name: &str) -> &'a GapView {
    study.gaps.iter().find(|g| g.name == name).unwrap()
}

/// A study with records of contacts: 日期,企业名称,队伍,事项,结论.
fn with_records(case: &Case, rows: &[&str]) -> Study {
    let mut request = case.request();
    let text = format!("日期,企业名称,队伍,事项,结论\n{}\n", rows.join("\n"));
    request.records = Some(InputFile::new("台账.csv", text));
    study::run(&request)
        .map_err(|e| e[0].to_string())
        .unwrap()
        .value
}

#[test]
fn matchmakers_by_group_customer_supplier_and_trade() {
    let mut case = Case::firms(&[
        TURBINES,
        RESIN,
        "丙塔筒公司,塔筒,,在业,海风集团",
        "丁塔筒公司,塔筒",
    ]);
    case.leaders = leader("海风集团", "江苏省", "叶片, 塔筒", "");
    let study = case.study();
    let target = &gap(&study, "叶片").targets[0];
    let ways: Vec<(&str, &str)> = target
        .matchmakers
        .iter()
        .map(|m| (m.name.as_str(), m.path.as_str()))
        .collect();
    assert_eq!(
        ways,
        [
            ("丙塔筒公司", "同一集团，在本市从事“塔筒”"),
            ("甲整机公司", "从事“整机”，是“叶片”的需求方"),
            ("乙树脂公司", "从事“树脂”，可为“叶片”供料"),
        ]
    );
    // Without suppliers and customers, a firm of the target's other trade is left.
    let mut case = Case::firms(&["丁塔筒公司,塔筒", "戊公司,环氧树脂,,停产"]);
    case.leaders = leader("海风集团", "江苏省", "整机, 塔筒", "");
    case.zone =
        "sources: {S: {title: 公报}}\ndemand: [{link: 风电场, value: 1, unit: 万千瓦, source: S}]"
            .into();
    let study = case.study();
    let turbine = &gap(&study, "整机").targets;
    assert!(
        turbine.iter().all(|t| t.matchmakers.len() == 1),
        "{turbine:?}"
    );
    assert_eq!(turbine[0].matchmakers[0].name, "丁塔筒公司");
}

/// 叶片 and 塔筒 share their customer: without any other tie a local tower maker knows the trade.
#[test]
fn a_partner_of_the_trade_can_introduce() {
    let mut case = Case::firms(&["丁塔筒公司,塔筒", "戊公司,环氧树脂,,停产"]);
    case.leaders = leader("海风集团", "江苏省", "定日镜", "");
    case.zone =
        "sources: {S: {title: 公报}}\nresources: [{link: 硅石, text: 有矿, source: S}]".into();
    let introduced = |partners: &str| {
        let mut request = case.request();
        let file = format!("format: 1\npartners: [{partners}]\n");
        request.partners = bulian::ingest::InputFile::new("partners.yaml", file);
        let study = bulian::study::run(&request)
            .map_err(|e| e[0].to_string())
            .unwrap()
            .value;
        let makers = &gap(&study, "定日镜").targets[0].matchmakers;
        makers.iter().map(|m| m.path.clone()).collect::<Vec<_>>()
    };
    assert!(introduced("").is_empty());
    assert_eq!(
        introduced(
            "{links: [先进制造/定日镜, 先进制造/塔筒], by: process, why: 同做钢结构, common: true}"
        ),
        ["从事“塔筒”，与“定日镜”有协作关系"]
    );
}

#[test]
fn introducers_count_the_gaps_they_help_with() {
    let mut case = Case::firms(&[TURBINES, RESIN]);
    case.leaders = [
        leader("叶片公司", "江苏省", "叶片", ""),
        leader("塔筒公司", "湖南省", "塔筒", ""),
    ]
    .join(", ");
    let study = case.study();
    let [turbines, resin] = study.introducers.as_slice() else {
        panic!("{:?}", study.introducers)
    };
    assert_eq!(
        (turbines.name.as_str(), turbines.gaps.len()),
        ("甲整机公司", 2)
    );
    assert_eq!((resin.name.as_str(), resin.gaps.len()), ("乙树脂公司", 1));
    assert_eq!(
        resin.targets,
        [(
            "叶片公司".to_owned(),
            "从事“树脂”，可为“叶片”供料".to_owned()
        )]
    );
}

#[test]
fn channels_by_their_rule() {
    let list = ", lists: [{name: 中国500强, year: 2025, source: AR}]";
    let mut case = Case::firms(&[TURBINES, "海风集团塔筒公司,塔筒,,在业,海风集团"]);
    case.leaders = [
        leader("海风集团", "江苏省", "叶片, 塔筒", list),
        leader("远帆公司", "浙江省", "叶片", list),
        leader(
            "大项目公司",
            "浙江省",
            "叶片",
            ", signals: [{text: 新疆叶片基地, amount: 12亿元, source: AR, date: 2025-12-31}]",
        ),
        leader("小公司", "浙江省", "叶片", ""),
    ]
    .join(", ");
    let channel = |case: &Case, name: &str| {
        let study = case.study();
        let targets = &gap(&study, "叶片").targets;
        let target = targets.iter().find(|t| t.name == name).unwrap();
        (
            target.channel.clone(),
            target.channel_reason.contains("R16"),
        )
    };
    for (name, way) in [
        ("海风集团", "以商招商"),
        ("远帆公司", "带队招商"),
        ("大项目公司", "带队招商"),
        ("小公司", "小分队招商"),
    ] {
        assert_eq!(channel(&case, name), (way.to_owned(), true), "{name}");
    }
    case.zone = "rules: {R16: {fairs: {先进制造: 装备展}}}".into();
    assert_eq!(channel(&case, "小公司").0, "节会招商");
    case.zone = "rules: {R16: {on: false}}".into();
    assert_eq!(channel(&case, "远帆公司"), ("小分队招商".to_owned(), false));
}

/// Main product (40), a list (15), strategic link (10), a project in 新疆 (15), a local customer … none;
/// 江苏 (5): 85 for 整机 with nobody here but the station's demand.
#[test]
fn the_score_worked_by_hand() {
    let mut case = Case::firms(&[]);
    case.firms = vec!["庚公司,无关产品".into()];
    case.zone =
        "sources: {S: {title: 公报}}\ndemand: [{link: 风电场, value: 1, unit: 万千瓦, source: S}]"
            .into();
    case.leaders = leader(
        "远帆公司",
        "江苏省",
        "整机",
        ", lists: [{name: 单项冠军, year: 2025, source: AR}], signals: [{text: 新疆基地, source: AR, date: 2025-12-31}]",
    );
    let study = case.study();
    let target = &gap(&study, "整机").targets[0];
    assert_eq!(target.score, 85.0, "{:?}", target.reasons);
    assert_eq!(target.labels, [Label::Strong, Label::New, Label::Fill]);
    assert!(target.label_reasons.iter().all(|r| r.contains("规则 R")));
    assert_eq!((target.lists.len(), target.signals.len()), (1, 1));
    assert_eq!(target.products, ["风电产品"]);
}

/// A zone may not tell a private firm from a state one: with the words of ownership changed in every
/// field that could carry them, targets, cards and plans stay the same but for those words.
#[test]
fn ownership_moves_nothing() {
    let study = |own: &str| {
        let mut case = Case::firms(&[TURBINES, RESIN]);
        case.leaders = [
            leader("甲叶片公司", "江苏省", "叶片", ""),
            leader("乙叶片公司", "浙江省", "叶片, 塔筒", ""),
        ]
        .join(", ");
        let mut request = case.request();
        let register = format!(
            "企业名称,主营产品,企业性质,备注\n甲整机公司,风力发电机组,{own},{own}\n乙树脂公司,环氧树脂,{own},\n"
        );
        request.register = InputFile::new("企业名录.csv", register);
        let pool = format!(
            "企业名称,省份,主营产品,企业性质,备注\n丙叶片公司,山东省,风电叶片,{own},{own}\n"
        );
        request.pool = Some(InputFile::new("pool.csv", pool));
        let value = study::run(&request)
            .map_err(|e| e[0].to_string())
            .unwrap()
            .value;
        (
            value.gaps,
            value.campaign,
            value.investors,
            value.introducers,
        )
    };
    let (private, state) = (study("民营企业"), study("国有企业"));
    assert!(private == state);
    assert_eq!(private.0.iter().map(|g| g.targets.len()).max(), Some(3));
}

#[test]
fn bundles_are_minimal_and_investors_cover_two_gaps() {
    let mut case = Case::firms(&[TURBINES]);
    case.leaders = [
        leader("两样公司", "江苏省", "叶片, 塔筒", ""),
        leader("叶片公司", "浙江省", "叶片", ""),
    ]
    .join(", ");
    let study = case.study();
    let names = |ids: &[bulian::model::LinkId]| -> Vec<String> {
        let name = |id| study.link(id).unwrap().name.clone();
        ids.iter().map(name).collect()
    };
    let [bundle] = study.bundles.as_slice() else {
        panic!("{:?}", study.bundles)
    };
    assert_eq!(bundle.around.as_str(), "ZZ05");
    assert_eq!(names(&bundle.gaps), ["塔筒", "叶片"]);
    assert_eq!(
        bundle.firms,
        [Some("两样公司".into()), Some("两样公司".into())]
    );
    assert!(
        bundle.reason.contains("两样公司一家可承担其中2项"),
        "{}",
        bundle.reason
    );
    let [both] = study.investors.as_slice() else {
        panic!("{:?}", study.investors)
    };
    assert_eq!(both.name, "两样公司");
    let weight = gap(&study, "叶片").priority + gap(&study, "塔筒").priority;
    assert_eq!(both.weight, weight);
    // One supplier that serves two inputs with alternatives is no bundle: {叶片} alone will do.
    case.model = crate::support::MINI.replace(
        "inputs: [塔筒, 叶片], strategic",
        "inputs: [{any: [塔筒, 叶片]}, {any: [叶片, 树脂]}], strategic",
    );
    let bundles = case.study().bundles;
    assert!(
        bundles.iter().all(|b| b.around.as_str() != "ZZ05"),
        "{bundles:?}"
    );
}

#[test]
fn a_card_answers_from_rows_and_says_what_is_not_known() {
    let mut case = Case::firms(&[TURBINES, RESIN]);
    case.capacity = vec!["ZZ05,全市,2600,台,2024".into()];
    case.zone = "neighbours: [{link: 叶片, place: 邻市, text: 某某叶片厂}]".into();
    let study = case.study();
    let card = gap(&study, "叶片").card.clone().unwrap();
    assert_eq!(
        card.project,
        "引进“叶片”项目，为本地“整机”就近配套；产品方向：风电叶片（环节ZZ04）"
    );
    assert_eq!(
        card.demand[0],
        "整机：甲整机公司（名录第2行）；2024年产能2600台"
    );
    assert_eq!(card.inputs, ["树脂：本地已有，乙树脂公司（名录第3行）"]);
    assert!(card.costs.iter().any(|c| c.contains("单位电耗不详")));
    assert!(
        card.policy[0].starts_with("补链：“填补主要产业链缺失环节”（规则 R12；"),
        "{:?}",
        card.policy
    );
    let risks = card.risks.join("\n");
    for risk in [
        "本地需求方只有甲集团一家",
        "周边已有供给：邻市某某叶片厂",
        "四门待核",
        "名录不完整",
        "还没有可对接的企业",
    ] {
        assert!(risks.contains(risk), "{risk}: {risks}");
    }
    assert_eq!(gap(&study, "定日镜").card, None); // 远期
}

fn squads(case: &mut Case, squads: &str) {
    case.zone = format!("squads: [{squads}]");
}

fn led(campaign: &Campaign, squad: &str) -> Vec<String> {
    let plan = campaign.plans.iter().find(|p| p.squad == squad).unwrap();
    let led = plan.visits.iter().filter(|v| v.lead == squad);
    led.map(|v| v.firm.clone()).collect()
}

/// The worked example of `target/campaign.rs`: three firms of 江苏 in two plans, one of 浙江 in one.
#[test]
fn squads_share_the_firms_and_one_leads_each() {
    let mut case = Case::firms(&[TURBINES]);
    case.leaders = [
        leader("甲叶片公司", "江苏省", "叶片", ""),
        leader("乙叶片公司", "江苏省", "叶片", ""),
        leader("丙塔筒公司", "江苏省", "塔筒", ""),
        leader("丁塔筒公司", "浙江省", "塔筒", ""),
        leader("戊塔筒公司", "云南省", "塔筒", ""),
    ]
    .join(", ");
    squads(
        &mut case,
        "{name: 甲队, regions: [江苏]}, {name: 乙队, regions: [江苏省, 浙江省]}",
    );
    let campaign = case.study().campaign;
    let plan = |name: &str| campaign.plans.iter().find(|p| p.squad == name).unwrap();
    assert_eq!(
        (plan("甲队").visits.len(), plan("乙队").visits.len()),
        (3, 4)
    );
    assert_eq!(
        (led(&campaign, "甲队").len(), led(&campaign, "乙队").len()),
        (2, 2)
    );
    assert_eq!(led(&campaign, "未分队"), ["戊塔筒公司"]);
    let last = plan("乙队").visits.last().unwrap();
    assert_eq!(
        (last.province.as_str(), last.firm.as_str()),
        ("浙江省", "丁塔筒公司")
    );
    assert!(
        last.next.contains("甲整机公司（名录第2行）引荐"),
        "{}",
        last.next
    );
    case.zone += "\nthresholds: {visits_per_squad: 1}";
    let few = case.study().campaign;
    assert_eq!((led(&few, "甲队").len(), led(&few, "乙队").len()), (1, 1));
    assert_eq!(few.plans[0].waiting, 2);
    // Whoever was last in contact leads, also beyond its provinces.
    let study = with_records(&case, &["2026-05-01,戊塔筒公司,甲队,来访,有意向"]);
    assert!(led(&study.campaign, "甲队").contains(&"戊塔筒公司".to_owned()));
    let visit = &study.campaign.plans[0].visits;
    let visit = visit.iter().find(|v| v.firm == "戊塔筒公司").unwrap();
    assert_eq!(visit.contacts.len(), 1);
    assert!(
        visit
            .next
            .starts_with("承接2026-05-01“来访”（有意向，台账第2行）"),
        "{}",
        visit.next
    );
}

#[test]
fn two_teams_within_the_period_clash() {
    let mut case = Case::firms(&[TURBINES]);
    case.leaders =
        leader("甲叶片公司", "江苏省", "叶片", "").replace("short: 甲叶片公司", "short: 甲叶");
    let rows = |second: &str| {
        let second = format!("{second},甲叶,二队,来访,");
        with_records(&case, &["2026-03-01,甲叶片公司,一队,电话,", &second]).campaign
    };
    let near = rows("2026-04-20");
    let [clash] = near.clashes.as_slice() else {
        panic!("{:?}", near.clashes)
    };
    assert_eq!(
        (clash.from.as_str(), clash.to.as_str()),
        ("2026-03-01", "2026-04-20")
    );
    assert_eq!(clash.firm, "甲叶片公司");
    assert!(clash.reason.contains("台账第2、3行") && clash.reason.contains("R17"));
    assert!(near.plans[0].visits[0].next.starts_with("撞单"));
    assert!(rows("2026-07-01").clashes.is_empty()); // 122 days
    let own = with_records(
        &case,
        &[
            "2026-03-01,甲叶片公司,一队,电话,",
            "2026-03-09,甲叶片公司,一队,来访,",
        ],
    );
    assert!(own.campaign.clashes.is_empty());
}
