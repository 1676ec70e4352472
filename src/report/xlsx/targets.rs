//! 目标企业: for each gap the firms to go after, with the columns a 招商 office keeps.

use super::gaps::landing;
use super::index::{Index, labels, seat};
use super::sheet::{Cell, Sheet, Table, column, screen};
use crate::model::{Target, Visit};
use crate::report::campaign;
use crate::study::GapView;

/// Ways to a firm that are written out; 以商招商 has them all.
const PATHS: usize = 2;

/// The table.
pub fn table(index: &Index<'_>) -> Table {
    let visits: Vec<&Visit> = index
        .study
        .campaign
        .plans
        .iter()
        .flat_map(|p| &p.visits)
        .collect();
    let mut rows = Vec::new();
    for gap in &index.study.gaps {
        for (n, target) in gap.targets.iter().enumerate() {
            let visit = visits.iter().find(|v| v.firm == target.name).copied();
            rows.push(row(index, gap, (n, target), visit));
        }
    }
    Table {
        sheet: Sheet::Targets,
        note: "每个缺链环节最多列出设定的家数，按得分排列；同一企业可列在几个环节下。点缺口环节看项目卡，点红娘家数看以商招商，点主责看招商行动，点环节编号回缺链清单。\
               “准入”除四门都有通过记录的，一律待核。“动向可信度”：企业公告、年报和政府公示为高，新闻报道为中，转载、推断的为低，早于两年的降一档。\
               名单依据公开资料，接洽前请核对企业近况。"
            .to_owned(),
        columns: vec![
            column("缺链排序", 6.0),
            column("序号", 5.0),
            column("缺口环节", 14.0),
            column("对策", 6.0),
            column("企业全称", 22.0),
            column("链", 9.0),
            column("覆盖", 8.0),
            column("总部", 12.0),
            column("三键", 8.0),
            column("榜单（年份）", 12.0),
            column("主营产品", 17.0),
            column("关系", 10.0),
            column("红娘", 6.0),
            column("红娘与路径", 26.0),
            column("建议承接地", 14.0),
            column("准入", 7.0),
            column("与县市区沟通", 8.0),
            column("投资动向（来源，日期）", 26.0),
            column("动向可信度", 7.0),
            column("已有接触", 12.0),
            column("下一步", 18.0),
            column("主责", 18.0),
            screen("环节编号", 8.0),
            screen("得分", 7.0),
            screen("渠道", 26.0),
            screen("缺口理由", 50.0),
            screen("推荐理由", 70.0),
            screen("标签依据", 40.0),
            screen("增资扩产", 26.0),
            screen("前置条件", 50.0),
            screen("简称", 14.0),
            screen("股票代码", 12.0),
            screen("资料依据与日期", 46.0),
        ],
        fixed: 5,
        rows,
    }
}

fn row(
    index: &Index<'_>,
    gap: &GapView,
    (n, target): (usize, &Target),
    visit: Option<&Visit>,
) -> Vec<Cell> {
    let lists: Vec<String> = target
        .lists
        .iter()
        .map(|l| format!("{}（{}）", l.name, l.year))
        .collect();
    let mut ways: Vec<&str> = target.matchmakers.iter().map(|m| m.way.zh()).collect();
    ways.dedup();
    let matchmakers: Vec<String> = target
        .matchmakers
        .iter()
        .take(PATHS)
        .map(|m| format!("{}（名录第{}行）：{}", m.name, m.row, m.path))
        .collect();
    let introducer = target
        .matchmakers
        .first()
        .and_then(|m| index.to_introducer(m.row));
    let signals: Vec<String> = target
        .signals
        .iter()
        .map(|s| {
            let facts: String = [&s.place, &s.amount]
                .into_iter()
                .flatten()
                .map(|word| format!("，{word}"))
                .collect();
            let date = match s.source.contains(&s.date) {
                true => String::new(),
                false => format!("，{}", s.date),
            };
            format!("{}{facts}（{}{date}）", s.text, s.source)
        })
        .collect();
    let trust: Vec<&str> = target
        .signals
        .iter()
        .map(|s| s.trust(&index.study.date).zh())
        .collect();
    let contacts: Vec<String> = visit
        .map(|v| v.contacts.iter().map(campaign::contact).collect())
        .unwrap_or_default();
    let helpers = match target.matchmakers.len() {
        0 => String::new(),
        n => format!("{n}家"),
    };
    let (next, lead) = visit.map_or(("后备，未列入本期招商行动", ""), |v| {
        (&v.next, &v.lead)
    });
    vec![
        Cell::count(gap.rank),
        Cell::count(n + 1),
        Cell::link(
            &gap.name,
            index.to_card(&gap.link).or(index.to_gap(&gap.link)),
        ),
        Cell::text(gap.action.zh()),
        Cell::text(&target.name),
        Cell::text(index.chain(&gap.chain)),
        Cell::text(gap.coverage.zh()),
        Cell::text(seat(&target.province, target.city.as_deref())),
        Cell::text(labels(&target.labels)),
        Cell::lines(&lists),
        Cell::text(target.products.join("、")),
        Cell::text(ways.join("、")),
        Cell::link(helpers, introducer),
        Cell::lines(&matchmakers),
        Cell::text(landing(gap.landing.first())),
        Cell::text(target.admission.zh()),
        Cell::text(match target.consulted {
            Some(true) => "已沟通",
            Some(false) => "待沟通",
            None => "不要求",
        }),
        Cell::lines(&signals),
        Cell::lines(&trust),
        Cell::lines(&contacts),
        Cell::text(next),
        Cell::link(lead, index.to_visit(&target.name)),
        Cell::link(gap.link.as_str(), index.to_gap(&gap.link)),
        Cell::Number(target.score),
        Cell::text(format!("{}：{}", target.channel, target.channel_reason)),
        Cell::lines(&gap.reasons),
        Cell::lines(&target.reasons),
        Cell::lines(&target.label_reasons),
        Cell::some(target.expansion_of.as_deref()),
        Cell::lines(&target.conditions),
        Cell::text(&target.short),
        Cell::some(target.ticker.as_deref()),
        Cell::text(&target.basis),
    ]
}
