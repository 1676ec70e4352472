//! Firm–link pairs as CSV, with a BOM so that Excel opens it right.

use std::borrow::Cow;

use super::xlsx::sheet::{Cell, Table};
pub use crate::model::evidence_words;
use crate::model::{Chains, Firm, Flag, Holding, Register};

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
    let row = |h: &Holding| match_row(chains, &register.firms[h.firm.0], h);
    holdings.iter().filter_map(row).collect()
}

/// The row of a firm and a link; None for a classified link.
pub fn match_row(chains: &Chains, firm: &Firm, holding: &Holding) -> Option<[String; 10]> {
    let link = chains.link(holding.link);
    let also: Vec<&str> = link.aliases.iter().map(|a| a.id.as_str()).collect();
    (!link.has(Flag::Classified)).then(|| {
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
    })
}

/// Rows as CSV bytes with a BOM.
///
/// # Errors
/// None in practice: it writes to memory.
pub fn with_bom<const N: usize>(
    header: &[&str; N],
    rows: &[[String; N]],
) -> Result<Vec<u8>, String> {
    let mut out = "\u{feff}".as_bytes().to_vec();
    out.extend(lines(std::slice::from_ref(header))?);
    out.extend(lines(rows)?);
    Ok(out)
}

/// Rows as CSV lines; a cell that a spreadsheet would take for a formula gets an apostrophe.
///
/// # Errors
/// None in practice: it writes to memory.
pub fn lines<const N: usize, S: AsRef<str>>(rows: &[[S; N]]) -> Result<Vec<u8>, String> {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    for row in rows {
        for cell in row {
            let cell = harmless(cell.as_ref());
            writer
                .write_field(cell.as_ref())
                .map_err(|e| e.to_string())?;
        }
        writer
            .write_record(None::<&[u8]>)
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
            Cell::Text(text) | Cell::Link(text, _) | Cell::Head(text, _) => {
                harmless(text).into_owned()
            }
            Cell::Number(value) | Cell::Share(value) => value.to_string(),
            Cell::Empty => String::new(),
        });
        writer.write_record(cells).map_err(|e| e.to_string())?;
    }
    writer.into_inner().map_err(|e| e.to_string())
}

fn harmless(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err() {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
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
