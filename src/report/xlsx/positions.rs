//! 本地企业链位: every local firm at every link it holds, with its evidence.

use super::index::Index;
use super::sheet::{Cell, Sheet, Table, column, screen};
use crate::model::{Credibility, evidence_words};

/// The table.
pub fn table(index: &Index<'_>) -> Table {
    let study = index.study;
    let mut rows = Vec::new();
    for firm in &study.firms {
        for position in &firm.positions {
            rows.push(vec![
                Cell::Number(f64::from(firm.row.row)),
                Cell::link(&firm.name, index.to_introducer(firm.row.row)),
                Cell::some(firm.county.as_deref()),
                Cell::some(firm.park.as_deref()),
                Cell::text(index.chain(&position.chain)),
                Cell::text(position.link.as_str()),
                Cell::link(&position.name, index.to_link(&position.link)),
                Cell::text(position.role.zh()),
                Cell::text(position.grade.zh()),
                Cell::Number((position.score * 100.0).round() / 100.0),
                Cell::text(evidence_words(&position.evidence)),
                Cell::text(firm.status.zh()),
                Cell::some(firm.group.as_deref()),
                Cell::some(firm.source.as_deref()),
                Cell::some(firm.source_date.as_deref()),
                Cell::text(firm.credibility.map(backed).unwrap_or_default()),
            ]);
        }
    }
    Table {
        sheet: Sheet::Positions,
        note: format!(
            "名录中{}家企业各在哪些环节，依据是名录里的哪几个字。等级为待复核的不计入覆盖，请在“待复核”表里判定。点企业名看它能牵线的对象，点“环节”看该环节的覆盖。",
            study.firms.len()
        ),
        columns: vec![
            column("名录行号", 8.0),
            column("企业名称", 32.0),
            column("县市区", 11.0),
            column("园区", 22.0),
            column("链", 10.0),
            column("环节编号", 8.0),
            column("环节", 20.0),
            column("角色", 7.0),
            column("等级", 10.0),
            column("得分", 7.0),
            column("依据", 50.0),
            column("状态", 8.0),
            screen("所属集团", 22.0),
            screen("来源", 50.0),
            screen("来源日期", 12.0),
            screen("资料可信度", 22.0),
        ],
        fixed: 2,
        rows,
    }
}

/// How far a row of the register is backed, in words.
fn backed(credibility: Credibility) -> &'static str {
    match credibility {
        Credibility::P => "背景知识，须核",
        Credibility::L1 => "签约、在建、规划或旧资料",
        Credibility::L2 => "有资料证明在产或在营",
    }
}
