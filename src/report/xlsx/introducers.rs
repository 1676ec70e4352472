//! 以商招商: local firms and whom each can introduce.

use super::index::Index;
use super::sheet::{Cell, Sheet, Table, column};
use crate::model::Introducer;

/// The table.
pub fn table(index: &Index<'_>) -> Table {
    Table {
        sheet: Sheet::Introducers,
        note: "让落户企业当“红娘”：本地企业按能帮上的缺链环节多少排列。点企业名看它在本地企业链位中的依据。“可引荐的企业”是各环节首选目标中与它有供需、同业、协作或集团关系的。"
            .to_owned(),
        columns: vec![
            column("序号", 6.0),
            column("本地企业", 30.0),
            column("名录行号", 8.0),
            column("县市区", 12.0),
            column("可助环节数", 8.0),
            column("可助的缺链环节", 42.0),
            column("可引荐企业数", 8.0),
            column("可引荐的企业与路径", 78.0),
        ],
        fixed: 2,
        rows: index
            .study
            .introducers
            .iter()
            .enumerate()
            .map(|(n, introducer)| row(index, n, introducer))
            .collect(),
    }
}

fn row(index: &Index<'_>, n: usize, introducer: &Introducer) -> Vec<Cell> {
    let targets: Vec<String> = introducer
        .targets
        .iter()
        .map(|(firm, path)| format!("{firm}：{path}"))
        .collect();
    vec![
        Cell::count(n + 1),
        Cell::link(&introducer.name, index.to_firm(introducer.row)),
        Cell::Number(f64::from(introducer.row)),
        Cell::some(introducer.county.as_deref()),
        Cell::count(introducer.gaps.len()),
        Cell::text(index.names(&introducer.gaps)),
        Cell::count(introducer.targets.len()),
        Cell::lines(&targets),
    ]
}
