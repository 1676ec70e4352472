//! 环节覆盖: every link, what the register shows and what it asks for.

use super::index::Index;
use super::project_words;
use super::sheet::{Cell, Sheet, Table, column, screen};
use crate::model::{Action, Grade};
use crate::study::LinkView;

/// The table.
pub fn table(index: &Index<'_>) -> Table {
    let study = index.study;
    let columns = vec![
        column("链", 10.0),
        column("细分链", 13.0),
        column("位置", 7.0),
        column("环节编号", 8.0),
        column("环节", 20.0),
        column("覆盖", 8.0),
        column("对策", 8.0),
        column("本地企业数", 7.0),
        column("线索数", 7.0),
        column("本地企业", 28.0),
        column("覆盖依据", 36.0),
        column("对策理由", 42.0),
        column("项目", 22.0),
        screen("性质", 9.0),
        screen("距已有环节步数", 12.0),
        screen("行业代码", 14.0),
        screen("跨链共用", 24.0),
    ];
    Table {
        sheet: Sheet::Links,
        note: format!(
            "{}条链{}个环节逐一列出。“环节”可点，转到缺链清单的同一环节；“线索”是待复核的企业，不计入覆盖。覆盖、对策各词的意思见“说明”。",
            study.chains.len(),
            study.links.len()
        ),
        columns,
        fixed: 5,
        rows: study.links.iter().map(|link| row(index, link)).collect(),
    }
}

fn row(index: &Index<'_>, link: &LinkView) -> Vec<Cell> {
    let chain = index.study.chain(&link.chain);
    let segment = chain.and_then(|c| c.segments.get(&link.segment));
    let sure: Vec<&str> = link
        .firms
        .iter()
        .filter(|f| f.grade > Grade::Review)
        .map(|f| f.name.as_str())
        .collect();
    let projects: Vec<String> = link.projects.iter().map(project_words).collect();
    let also: Vec<String> = link
        .also
        .iter()
        .map(|a| format!("{}/{}", index.chain(&a.chain), a.name))
        .collect();
    let action = match link.action {
        Action::None if link.excluded => "不招商",
        Action::None => "",
        action => action.zh(),
    };
    vec![
        Cell::text(index.chain(&link.chain)),
        Cell::some(segment.map(String::as_str)),
        Cell::text(link.stage.zh()),
        Cell::text(link.id.as_str()),
        Cell::link(&link.name, index.to_gap(&link.id)),
        Cell::text(link.coverage.zh()),
        Cell::text(action),
        Cell::tally(link.here),
        Cell::tally(link.leads),
        Cell::lines(&sure),
        Cell::text(&link.coverage_reason),
        Cell::lines(&link.reasons),
        Cell::lines(&projects),
        Cell::text(link.nature.zh()),
        link.steps.map_or(Cell::Empty, Cell::count),
        Cell::text(link.codes.join(" ")),
        Cell::lines(&also),
    ]
}
