//! The city's rules, case by case: what they ask, what a zone may set anew, and that each is cited.

use bulian::ingest::{self, InputFile};
use bulian::model::{Admission, Effect, Label, Policy, Target};

use crate::support::{Case, MINI, link};

const TURBINES: &str = "乙风电公司,风力发电机组";
const PARKS: &str = "parks: [{name: 北河园, county: 金塔县, chemical: true}, {name: 东园, county: 玉门市, chemical: false}]";

fn leader(name: &str, province: &str, more: &str) -> String {
    format!(
        "{{name: {name}, short: {name}, province: {province}, links: [叶片], {more}basis: AR, date: 2025-12-31}}"
    )
}

/// 叶片 is a gap for the turbine maker; one leader makes it.
fn case(zone: &str, records: &[&str]) -> Case {
    let mut case = Case::firms(&[TURBINES]).zone(zone);
    case.leaders = leader("海风股份公司", "江苏省", "");
    case.records = records.iter().map(|r| (*r).to_owned()).collect();
    case
}

/// The same with a flag on 叶片; `environment` makes it a chemical link (code C2651).
fn flagged(zone: &str, records: &[&str], flag: &str) -> Case {
    let mut case = case(zone, records);
    case.model = MINI.replace(
        "stage: 中游, nature: product, codes: [C3415], terms: [风电叶片]",
        &format!(
            "stage: 中游, nature: product, codes: [C2651], flags: [{flag}], terms: [风电叶片]"
        ),
    );
    assert_ne!(case.model, MINI);
    case
}

fn target(case: &Case) -> Target {
    let study = case.study();
    let gap = study.gaps.iter().find(|g| g.name == "叶片").unwrap();
    gap.targets[0].clone()
}

fn says(target: &Target, words: &[&str]) {
    let all = target.conditions.join("；");
    for word in words {
        assert!(all.contains(word), "no“{word}”in: {all}");
    }
}

fn proofs(county: &str) -> Vec<String> {
    ["目录", "环保", "安全", "技术"]
        .iter()
        .map(|gate| format!("2026-05-01,ZZ04,{county},{gate},符合"))
        .collect()
}

fn with(mut case: Case, records: Vec<String>) -> Case {
    case.records.extend(records);
    case
}

fn built_in() -> Policy {
    let models = ingest::chains(&bulian::builtin::chains())
        .map_err(|e| e[0].to_string())
        .unwrap()
        .value;
    let read = ingest::policy(&bulian::builtin::policy(), &models)
        .map_err(|e| e[0].to_string())
        .unwrap();
    assert!(read.warnings.is_empty(), "{:?}", read.warnings);
    read.value
}

#[test]
fn four_proofs_admit_three_do_not() {
    let none = target(&case("", &[]));
    assert_eq!(none.admission, Admission::ToCheck);
    says(&none, &["目录（", "技术（", "（规则 R05）"]);
    let mut three = proofs("");
    three.pop();
    let three = target(&with(case("", &[]), three));
    assert_eq!(three.admission, Admission::ToCheck);
    says(&three, &["四门待核：技术（"]);
    assert!(!three.conditions[0].contains("安全"));
    let four = target(&with(case("", &[]), proofs("")));
    assert_eq!(four.admission, Admission::Admissible);
    says(&four, &["目录第2行", "技术第5行", "（规则 R05）"]);
}

#[test]
fn a_refusal_refuses_with_its_clause_until_a_later_pass() {
    let refused = "2026-05-02,ZZ04,,环保,不符合《某办法》第五条";
    let answer = target(&with(case("", &[refused]), proofs("")));
    assert_eq!(answer.admission, Admission::Refused);
    says(&answer, &["《某办法》第五条", "台账第2行", "（规则 R05）"]);
    let bare = target(&case("", &["2026-05-02,ZZ04,,环保,不通过"]));
    says(&bare, &["未写明所依条款"]);
    let later = "2026-06-01,ZZ04,,环保,符合";
    let answer = target(&with(case("", &[refused, later]), proofs("")));
    assert_eq!(answer.admission, Admission::Admissible);
    let neither = "2026-07-01,ZZ04,,环保,暂缓通过"; // the newest counts, and decides nothing
    let answer = target(&with(case("", &[refused, later, neither]), proofs("")));
    assert_eq!(answer.admission, Admission::ToCheck);
    says(&answer, &["记录为“暂缓通过”"]);
}

#[test]
fn places_are_judged_apart_and_the_best_answer_counts() {
    let refused = "2026-05-02,ZZ04,玉门市,环保,不符合第五条";
    let answer = target(&case("", &[refused]));
    assert_eq!(answer.admission, Admission::Refused);
    let answer = target(&with(case("", &[refused]), proofs("金塔县")));
    assert_eq!(answer.admission, Admission::Admissible);
    says(&answer, &["落地金塔县"]);
    let mut split = proofs("金塔县");
    split[3] = split[3].replace("金塔县", "玉门市");
    let answer = target(&with(case("", &[]), split)); // four proofs, but for no one place
    assert_eq!(answer.admission, Admission::ToCheck);
}

#[test]
fn a_chemical_link_lands_in_recognised_chemical_parks_only() {
    let here = target(&with(flagged(PARKS, &[], "environment"), proofs("金塔县")));
    assert_eq!(here.admission, Admission::Admissible);
    says(&here, &["认定的化工园区：北河园（规则 R06）"]);
    let there = target(&with(flagged(PARKS, &[], "environment"), proofs("玉门市")));
    assert_eq!(there.admission, Admission::ToCheck);
    says(&there, &["不作数：玉门市没有认定的化工园区（规则 R06）"]);
    let plain = target(&with(case(PARKS, &[]), proofs("玉门市"))); // no chemical link
    assert_eq!(plain.admission, Admission::Admissible);

    let zone = "parks: [{name: 东园, county: 玉门市, chemical: false}]";
    let nowhere = target(&with(flagged(zone, &[], "environment"), proofs("玉门市")));
    assert_eq!(nowhere.admission, Admission::Refused);
    says(&nowhere, &["没有落地处（规则 R06）"]);
    let zone = "parks: [{name: 东园, county: 玉门市}]";
    let unknown = target(&with(flagged(zone, &[], "environment"), proofs("玉门市")));
    assert_eq!(unknown.admission, Admission::ToCheck);
    let off = format!("{zone}\nrules: {{R06: {{on: false}}}}");
    let off = target(&with(flagged(&off, &[], "environment"), proofs("玉门市")));
    assert_eq!(off.admission, Admission::Admissible);
}

#[test]
fn caution_wants_county_date_and_conclusion_on_record() {
    let ask = |records: &[&str]| target(&flagged("", records, "public-resource"));
    let open = ask(&[]);
    assert_eq!(open.consulted, Some(false));
    says(&open, &["待与县市区沟通（规则 R04）"]);
    let half = ask(&[",ZZ04,金塔县,与县市区沟通,"]);
    assert_eq!(half.consulted, Some(false));
    says(&half, &["缺日期、结论（台账第2行）"]);
    let done = ask(&["2026-05-01,ZZ04,金塔县,与县市区沟通,同意对接"]);
    assert_eq!(done.consulted, Some(true));
    says(
        &done,
        &["已与金塔县沟通（2026-05-01，同意对接，台账第2行）（规则 R04）"],
    );
    assert_eq!(target(&case("", &[])).consulted, None);
}

#[test]
fn the_floor_is_the_zones_and_high_technology_is_exempt() {
    let size = |zone: &str, flag: &str, wan: &str| {
        let mut request = flagged(zone, &[], flag).request();
        let table = format!("项目名称,环节编号,阶段,投资额(万元)\n甲项目,ZZ04,签约,{wan}\n");
        request.projects = Some(InputFile::new("projects.csv", table));
        let study = bulian::study::run(&request).map_err(|e| e[0].to_string());
        let project = link(&study.unwrap().value, "叶片").projects[0].clone();
        (project.size.unwrap(), project.size_remark)
    };
    let floor = "rules: {R08: {floor: 8000}}";
    assert_eq!(
        size("", "licensed", "5000"),
        ("1亿元以下（规则 R08）".into(), None)
    );
    assert_eq!(
        size(floor, "licensed", "120000").0,
        "10亿元以上（规则 R08）"
    );
    assert_eq!(
        size(floor, "licensed", "20000"),
        ("1亿元以上（规则 R08）".into(), None)
    );
    let small = size(floor, "licensed", "5000").1.unwrap();
    assert_eq!(small, "投资5000万元，低于门槛8000万元（规则 R08）");
    let sesame = size(floor, "high-tech", "5000").1.unwrap();
    assert!(
        sesame.ends_with("高新技术环节，豁免（规则 R09）"),
        "{sesame}"
    );
}

#[test]
fn saturated_asks_for_an_argument_and_backward_refuses() {
    let zone = "rules: {R14: {saturated: {叶片: 某协会2025年报告}}}";
    let saturated = target(&with(case(zone, &[]), proofs("")));
    assert_eq!(saturated.admission, Admission::Admissible);
    says(
        &saturated,
        &[
            "市场饱和（某协会2025年报告）",
            "不是落后产能",
            "（规则 R14）",
        ],
    );
    let zone = "rules: {R14: {backward: {叶片: 《目录》淘汰类第一项}}}";
    let study = with(case(zone, &[]), proofs("")).study();
    let blades = link(&study, "叶片");
    assert_eq!(
        (blades.saturated.clone(), blades.backward.as_deref()),
        (None, Some("《目录》淘汰类第一项"))
    );
    let backward = target(&with(case(zone, &[]), proofs("")));
    assert_eq!(backward.admission, Admission::Refused);
    says(&backward, &["属落后产能：《目录》淘汰类第一项（规则 R14）"]);
}

#[test]
fn land_is_asked_for_only_where_the_zone_has_set_a_number() {
    assert!(!target(&case("", &[])).conditions.join("").contains("亩均"));
    let set = target(&case("rules: {R15: {investment: 300}}", &[]));
    says(&set, &["亩均投资不低于300万元（规则 R15）"]);
}

#[test]
fn labels_and_points_cite_their_rules_and_follow_the_zone() {
    let mut listed = case("", &[]);
    listed.leaders = leader(
        "海风股份公司",
        "江苏省",
        "lists: [{name: 中国500强, year: 2025, source: AR}], ",
    );
    let with_list = target(&listed);
    assert_eq!(with_list.labels, [Label::Strong, Label::Fill]);
    let reasons = with_list.label_reasons.join("；");
    assert!(
        reasons.contains("（规则 R10）") && reasons.contains("补链（规则 R12）"),
        "{reasons}"
    );
    assert!(
        with_list
            .reasons
            .iter()
            .any(|r| r == "来自东南沿海（江苏省）（规则 R13）")
    );
    listed.zone = "rules: {R10: {lists: [世界500强]}, R13: {on: false}}".into();
    let stricter = target(&listed);
    assert_eq!(stricter.labels, [Label::Fill]);
    assert_eq!(with_list.score - stricter.score, 20.0); // 15 for the list, 5 for the origin

    let signal = "signals: [{text: 建厂, amount: 6亿元, source: AR, date: 2026-01}], ";
    let mut case = case("", &[]);
    case.leaders = leader("海风股份公司", "江苏省", signal);
    assert_eq!(target(&case).labels, [Label::Fill]);
    for zone in [
        "rules: {R08: {strong: 60000}}",
        "thresholds: {strong_investment: 60000}",
    ] {
        case.zone = zone.into();
        let strong = target(&case);
        assert_eq!(strong.labels, [Label::Strong, Label::Fill], "{zone}");
        assert!(
            strong.label_reasons[0].contains("达到6亿元"),
            "{:?}",
            strong.label_reasons
        );
        assert_eq!(case.study().policy.changes[0].setting, "strong");
    }
}

/// Ownership words in the register, the records or the firms' rows move nothing.
#[test]
fn ownership_flipped_moves_nothing() {
    let study = |owner: [&str; 2]| {
        let mut request = case(PARKS, &["2026-05-01,ZZ04,金塔县,环保,符合"]).request();
        let rows = format!(
            "企业名称,主营产品,企业性质\n乙风电公司,风力发电机组,{}\n甲公司,塔筒,{}\n",
            owner[0], owner[1]
        );
        request.register = InputFile::new("企业名录.csv", rows);
        let pool = format!(
            "企业名称,主营产品,省份,企业性质\n丙公司,风电叶片,浙江省,{}\n",
            owner[0]
        );
        request.pool = Some(InputFile::new("pool.csv", pool));
        bulian::study::run(&request)
            .map_err(|e| e[0].to_string())
            .unwrap()
            .value
    };
    let (a, b) = (study(["国有", "民营"]), study(["民营", "外资"]));
    assert!(a.gaps.iter().any(|g| g.targets.len() > 1));
    assert_eq!(a, b);
}

#[test]
fn stations_are_excluded_by_rule_and_switched_by_the_zone() {
    let policy = built_in();
    let ids: Vec<&str> = policy
        .named
        .excluded
        .values()
        .filter(|(out, _)| *out)
        .map(|(_, rule)| rule.as_str())
        .collect();
    assert_eq!(ids, ["R01", "R01", "R02"]); // wind, PV; CSP. Storage: R03 is off
    let study = |zone: &str| {
        let mut request = bulian::builtin::example();
        request.zone = Some(InputFile::new("zone.yaml", format!("name: 某市\n{zone}")));
        bulian::study::run(&request)
            .map_err(|e| e[0].to_string())
            .unwrap()
            .value
    };
    let out = |zone: &str| -> Vec<String> {
        study(zone)
            .links
            .iter()
            .filter(|l| l.excluded)
            .map(|l| l.name.clone())
            .collect()
    };
    assert_eq!(out(""), ["光伏电站", "光热电站", "风电场"]);
    assert_eq!(
        out("rules: {R02: {on: false}, R03: {on: true}}"),
        ["光伏电站", "储能电站", "风电场"]
    );
    assert_eq!(
        out("rules: {excluded: {清洁能源/光热电站: false}}"),
        ["光伏电站", "风电场"]
    );
    let study = study("");
    assert!(link(&study, "风电场").reasons[0].contains("（规则 R01）"));
    assert!(link(&study, "光热电站").reasons[0].contains("（规则 R02）"));
    for name in ["光伏组件", "定日镜与聚光器"] {
        assert!(!link(&study, name).excluded, "{name}: equipment is invited");
    }
}

#[test]
fn wrong_rules_of_a_zone_are_refused_at_their_place() {
    let wrong = [
        ("rules: {R99: {on: true}}", "没有编号为 `R99` 的规则"),
        (
            "rules: {R04: {county: 1}}",
            "规则 R04 没有 `county` 这项设置",
        ),
        (
            "rules: {R02: {on: 也许}}",
            "规则 R02：on 应为 true 或 false",
        ),
        ("rules: {R02: false}", "规则 R02：应写成 {设置: 值}"),
        (
            "rules: {R07: {owner: 国有}}",
            "规则 R07 没有 `owner` 这项设置",
        ),
        (
            "rules: {R04: {needs: [county, place]}}",
            "规则 R04：`place` 不在可填的值里",
        ),
        ("rules: {R08: {floor: -1}}", "规则 R08：金额须为不小于0的数"),
        (
            "rules: {R08: {strong: 1}}",
            "规则 R08：strong 不能小于 large",
        ),
        (
            "rules: {R14: {saturated: {叶片机: 某}}}",
            "未定义的环节 `叶片机`",
        ),
        ("rules: {excluded: {叶片机: true}}", "未定义的环节 `叶片机`"),
    ];
    for (zone, message) in wrong {
        let errors = bulian::study::run(&case(zone, &[]).request())
            .err()
            .unwrap_or_default();
        let said: Vec<String> = errors.iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), 1, "{zone}: {said:?}");
        assert!(
            said[0].contains("zone.yaml:2:") && said[0].contains(message),
            "{zone}: {said:?}"
        );
    }
}

#[test]
fn wrong_rule_sets_are_refused_at_their_place() {
    let good = String::from_utf8(bulian::builtin::policy().bytes).unwrap();
    let wrong = [
        ("  R04:\n", "  X4:\n", "规则 X4：编号应如 R04"),
        (
            "source: SP, row: 23",
            "source: SQ, row: 23",
            "未登记的来源 `SQ`",
        ),
        (
            "{new: {strategic: true, flags: [high-tech]}}",
            "{fill: {actions: [fill]}}",
            "与规则 R11 的作用相同",
        ),
        (
            "{exempt: {flags: [high-tech]}}",
            "{exempt: {flag: 1}}",
            "没有 `flag` 这一项",
        ),
        ("format: 1", "format: 7", "format 为 7"),
        ("large: 10000", "large: 200000", "strong 不能小于 large"),
    ];
    for (from, to, message) in wrong {
        assert!(good.contains(from), "{from}");
        let mut request = case("", &[]).request();
        request.policy = InputFile::new("policy.yaml", good.replacen(from, to, 1));
        let errors = bulian::study::run(&request).err().unwrap_or_default();
        let said: Vec<String> = errors.iter().map(ToString::to_string).collect();
        assert!(
            said.iter()
                .any(|s| s.contains(message) && s.contains("policy.yaml:")),
            "{to}: {said:?}"
        );
    }
}

#[test]
fn every_rule_quotes_its_source() {
    let policy = built_in();
    assert_eq!(policy.rules.len(), 17);
    for rule in &policy.rules {
        assert!(rule.quotes.iter().any(|q| q.row.is_some()), "{}", rule.id);
    }
    let Some(Effect::LandYield(land)) = policy.rule("R15").map(|r| &r.effect) else {
        panic!()
    };
    assert_eq!((land.investment, land.output, land.tax), (None, None, None));
}

#[test]
fn what_a_zone_says_of_a_classified_link_stays_here() {
    let zone = "rules: {R14: {saturated: {叶片: 某秘密文件}, backward: {叶片: 某秘密文件}}}";
    let study = flagged(zone, &[], "classified").study();
    let text = String::from_utf8(bulian::report::json::pretty(&study).unwrap()).unwrap();
    assert!(!text.contains("某秘密文件"));
    assert!(text.contains("有涉密环节，不导出"));
}

/// The groups of R13 are those of the table of divisions.
#[test]
fn origins_agree_with_the_divisions() {
    use bulian::standard::divisions::{self, Rank};
    let policy = built_in();
    let (_, origin) = policy.origin().unwrap();
    for d in divisions::all().filter(|d| d.rank == Rank::Province) {
        let group = origin
            .regions
            .iter()
            .find(|(_, list)| list.iter().any(|p| d.name.starts_with(p.as_str())));
        let wanted = if d.in_group("东南沿海") {
            Some("东南沿海")
        } else if d.in_group("东部") || d.in_group("中部") {
            Some("中东部")
        } else {
            None
        };
        assert_eq!(group.map(|(name, _)| name.as_str()), wanted, "{}", d.name);
    }
}
