//! Firm–link pairs as CSV, with a BOM so that Excel opens it right.

use super::sheet::{Cell, Table};
pub use crate::model::evidence_words;
use crate::model::{Chains, Flag, Holding, Register};

/// Header of the match table.
pub const MATCH_HEADER: [&str; 10] = [
    "行号",
    "企业名称",
    "环节编号",
    "环节",
    "链",
    "角色",
    "等级",
    "得分",
    "依据",
    "同一环节",
];

/// One row per firm and link, in the order of the register's rows.
pub fn match_rows(chains: &Chains, register: &Register, holdings: &[Holding]) -> Vec<[String; 10]> {
    let row = |holding: &Holding| {
        let firm = &register.firms[holding.firm.0];
        let link = chains.link(holding.link);
        let also: Vec<&str> = link.aliases.iter().map(|a| a.id.as_str()).collect();
        [
            firm.row.row.to_string(),
            firm.name.clone(),
            link.id.to_string(),
            link.name.clone(),
            chains.chain_of(holding.link).name.clone(),
            holding.role.zh().to_owned(),
            holding.grade.zh().to_owned(),
            format!("{:.3}", holding.score),
            evidence_words(&holding.evidence),
            also.join(" "),
        ]
    };
    let open = |h: &&Holding| !chains.link(h.link).has(Flag::Classified);
    holdings.iter().filter(open).map(row).collect()
}

/// Rows as CSV bytes with a BOM; a cell that a spreadsheet would take for a formula gets an apostrophe.
///
/// # Errors
/// None in practice: it writes to memory.
pub fn with_bom<const N: usize>(
    header: &[&str; N],
    rows: &[[String; N]],
) -> Result<Vec<u8>, String> {
    let mut writer = ::csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(header).map_err(|e| e.to_string())?;
    for row in rows {
        writer
            .write_record(row.iter().map(|cell| harmless(cell)))
            .map_err(|e| e.to_string())?;
    }
    writer.into_inner().map_err(|e| e.to_string())
}

/// A sheet as CSV bytes with a BOM.
///
/// # Errors
/// None in practice.
pub fn table(table: &Table) -> Result<Vec<u8>, String> {
    let mut writer = ::csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    writer
        .write_record(table.columns.iter().map(|c| c.title))
        .map_err(|e| e.to_string())?;
    for row in &table.rows {
        let cells = row.iter().map(|cell| match cell {
            Cell::Text(text) => harmless(text),
            Cell::Number(value) => value.to_string(),
            Cell::Empty => String::new(),
        });
        writer.write_record(cells).map_err(|e| e.to_string())?;
    }
    writer.into_inner().map_err(|e| e.to_string())
}

fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err() {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_becomes_a_formula() {
        let bytes = with_bom(&["甲"], &[["=1+1".to_owned()], ["-0.5".to_owned()]]).expect("writes");
        assert_eq!(
            String::from_utf8(bytes).expect("utf-8"),
            "\u{feff}甲\n'=1+1\n-0.5\n"
        );
    }
}
