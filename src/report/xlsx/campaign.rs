//! 招商行动: who goes to whom, squad by squad.

use super::index::Index;
use super::sheet::{Cell, Sheet, Table, column};
use crate::model::Clash;
use crate::report::campaign::{HEADER, row};

/// Greatest widths of the columns.
const WIDTHS: [f64; 15] = [
    14.0, 14.0, 9.0, 9.0, 25.0, 6.0, 9.0, 10.0, 18.0, 9.0, 22.0, 26.0, 26.0, 34.0, 20.0,
];
/// Places of columns that are not plain text.
const FIRM: usize = 4;
const SCORE: usize = 5;

/// The table: every visit of every plan, then 撞单 over firms that no plan names.
pub fn table(index: &Index<'_>) -> Table {
    let study = index.study;
    let plans = &study.campaign.plans;
    let mut rows = Vec::new();
    for plan in plans {
        for visit in &plan.visits {
            let texts = row(study, plan, visit);
            let cells = texts.into_iter().enumerate().map(|(c, text)| match c {
                FIRM => Cell::link(text, index.to_target(&visit.firm)),
                SCORE => Cell::Number(visit.score.round()),
                _ => Cell::text(text.replace('；', "\n")),
            });
            rows.push(cells.collect());
        }
    }
    let planned = |c: &&Clash| {
        let mut visits = plans.iter().flat_map(|p| &p.visits);
        visits.any(|v| v.firm == c.firm)
    };
    let others = study.campaign.clashes.iter().filter(|c| !planned(c));
    rows.extend(others.map(clash));
    let squads: Vec<String> = plans
        .iter()
        .map(|plan| {
            let led = plan.visits.iter().filter(|v| v.lead == plan.squad).count();
            let waiting = match plan.waiting {
                0 => String::new(),
                n => format!("，另有{n}家后备"),
            };
            format!(
                "{}{}家，主责{led}家{waiting}",
                plan.squad,
                plan.visits.len()
            )
        })
        .collect();
    Table {
        sheet: Sheet::Campaign,
        note: format!(
            "每支小分队该找谁、谁主责、下一步做什么；同一企业列在两队时以“主责”为准。{}。点企业看它在目标企业中的全部资料。",
            squads.join("；")
        ),
        columns: HEADER
            .into_iter()
            .zip(WIDTHS)
            .map(|(title, most)| column(title, most))
            .collect(),
        fixed: 5,
        rows,
    }
}

fn clash(clash: &Clash) -> Vec<Cell> {
    let mut row = vec![Cell::Empty; HEADER.len()];
    row[0] = Cell::lines(&clash.teams);
    row[FIRM] = Cell::text(&clash.firm);
    row[HEADER.len() - 1] = Cell::text(format!("{}至{}：{}", clash.from, clash.to, clash.reason));
    row
}
