//! 项目卡: for each gap that calls for a project, what to bring, why it pays, whom to ask.

use super::gaps::{interval, parts};
use super::index::{Index, labels, seat};
use super::sheet::{Cell, Sheet, Table, column};
use crate::model::{Card, LandingPlace, Target};
use crate::study::GapView;

/// Rows of a card: its heading and ten headings of content.
pub const ROWS: usize = 11;
/// The heading that leads to 目标企业.
const TARGETS: &str = "目标企业";

/// The table.
pub fn table(index: &Index<'_>) -> Table {
    let cards = index.study.gaps.iter().filter_map(|gap| {
        let card = gap.card.as_ref()?;
        Some(rows(index, gap, card))
    });
    Table {
        sheet: Sheet::Cards,
        note: "一个缺链环节一张卡，回答三问：招什么项目、为何盈利、瞄准哪些企业。深色行是卡头，点环节名回缺链清单，点“目标企业”看名单详情。\
               每句末尾注有名录行号、来源或规则编号（见“说明”）。"
            .to_owned(),
        columns: vec![
            column("排序", 7.0),
            column("环节", 20.0),
            column("栏目", 16.0),
            column("内容", 118.0),
        ],
        fixed: 0,
        rows: cards.flatten().collect(),
    }
}

fn rows(index: &Index<'_>, gap: &GapView, card: &Card) -> Vec<Vec<Cell>> {
    let section = |title: &str, content: Cell| {
        let to = (title == TARGETS).then(|| index.to_targets(&gap.link));
        vec![
            Cell::count(gap.rank),
            Cell::text(&gap.name),
            Cell::link(title, to.flatten()),
            match content {
                Cell::Empty => Cell::text("—"),
                content => content,
            },
        ]
    };
    let stands = gap.stability.as_ref().map(interval).unwrap_or_default();
    let head = format!(
        "{}·{}　{}　{}　优先级{:.1}　{stands}　{}",
        index.chain(&gap.chain),
        gap.stage.zh(),
        gap.action.zh(),
        gap.coverage.zh(),
        gap.priority,
        labels(&gap.labels),
    );
    let landing: Vec<String> = gap.landing.iter().map(place).collect();
    let targets: Vec<String> = gap.targets.iter().map(target).collect();
    let targets = match targets.is_empty() {
        true => Cell::text("领军企业库、候选企业库中没有合适企业，须另行物色"),
        false => Cell::lines(&targets),
    };
    vec![
        vec![
            Cell::Head(gap.rank.to_string(), None),
            Cell::Head(gap.name.clone(), index.to_gap(&gap.link)),
            Cell::Head(gap.link.to_string(), None),
            Cell::Head(head, None),
        ],
        section("招什么项目", Cell::text(&card.project)),
        section("市场需求", Cell::lines(&card.demand)),
        section("原料与配套", Cell::lines(&card.inputs)),
        section("成本与资源", Cell::lines(&card.costs)),
        section("政策依据", Cell::lines(&card.policy)),
        section("风险与须核", Cell::lines(&card.risks)),
        section("建议承接地", Cell::lines(&landing)),
        section(TARGETS, targets),
        section("红娘", Cell::lines(&matchmakers(gap))),
        section("优先级构成", Cell::lines(&parts(gap))),
    ]
}

fn place(place: &LandingPlace) -> String {
    let park = place.park.as_deref().map(|p| format!("·{p}"));
    format!(
        "{}{}：{}",
        place.county,
        park.unwrap_or_default(),
        place.reasons.join("；")
    )
}

fn target(target: &Target) -> String {
    let labels = labels(&target.labels);
    let labels = if labels.is_empty() {
        String::new()
    } else {
        format!("，{labels}")
    };
    format!(
        "{}（{}{labels}，准入{}）",
        target.name,
        seat(&target.province, target.city.as_deref()),
        target.admission.zh()
    )
}

/// The local firms that can introduce any of the targets, each once, in the order of the targets.
fn matchmakers(gap: &GapView) -> Vec<String> {
    let mut seen: Vec<u32> = Vec::new();
    let mut out = Vec::new();
    for target in &gap.targets {
        for matchmaker in &target.matchmakers {
            if !seen.contains(&matchmaker.row) {
                seen.push(matchmaker.row);
                out.push(format!(
                    "{}（名录第{}行）：{}",
                    matchmaker.name, matchmaker.row, matchmaker.path
                ));
            }
        }
    }
    out
}
