//! Firm–link pairs as CSV, with a BOM so that Excel opens it right.

use std::borrow::Cow;

use super::xlsx::sheet::{Cell, Table};
pub use crate::model::evidence_words;
use crate::model::{Chains, Flag, Holding, LinkIx, Register};

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

/// One row per firm and link, in the order of the register's rows; none for a classified link.
pub fn match_rows(chains: &Chains, register: &Register, holdings: &[Holding]) -> Vec<[String; 10]> {
    let open = |h: &&Holding| !chains.link(h.link).has(Flag::Classified);
    let row = |h: &Holding| {
        let firm = &register.firms[h.firm.0];
        let [id, name, chain, also] = match_cells(chains, h.link).map(Cow::into_owned);
        [
            firm.row.row.to_string(),
            firm.name.clone(),
            id,
            name,
            chain,
            h.role.zh().to_owned(),
            h.grade.zh().to_owned(),
            format!("{:.3}", h.score),
            evidence_words(&h.evidence),
            also,
        ]
    };
    holdings.iter().filter(open).map(row).collect()
}

/// Cells of the table that are the link's: 环节编号, 环节, 链, 同一环节.
pub fn match_cells(chains: &Chains, link: LinkIx) -> [Cow<'_, str>; 4] {
    let chain = &chains.chain_of(link).name;
    let link = chains.link(link);
    let also: Vec<&str> = link.aliases.iter().map(|a| a.id.as_str()).collect();
    [
        link.id.as_str().into(),
        link.name.as_str().into(),
        chain.as_str().into(),
        also.join(" ").into(),
    ]
}

/// Rows as CSV bytes with a BOM.
pub fn with_bom<const N: usize>(header: &[&str; N], rows: &[[String; N]]) -> Vec<u8> {
    let mut out = "\u{feff}".as_bytes().to_vec();
    out.extend(lines([*header]));
    out.extend(lines(rows.iter().map(|row| row.each_ref())));
    out
}

/// Rows as CSV lines; a cell that a spreadsheet would take for a formula gets an apostrophe.
fn lines<const N: usize, S: AsRef<str>>(rows: impl IntoIterator<Item = [S; N]>) -> Vec<u8> {
    let mut out = Vec::new();
    for row in rows {
        for (n, cell) in row.iter().enumerate() {
            if n > 0 {
                out.push(b',');
            }
            add_cell(&mut out, &harmless(cell.as_ref()));
        }
        out.push(b'\n');
    }
    out
}

/// A cell, in quotes where it needs them. The csv crate's writer has a buffer of its own to fill for
/// every firm.
pub fn add_cell(out: &mut Vec<u8>, cell: &str) {
    let special = |byte: u8| matches!(byte, b',' | b'"' | b'\n' | b'\r');
    if !cell.bytes().any(special) {
        out.extend_from_slice(cell.as_bytes());
        return;
    }
    out.push(b'"');
    for byte in cell.bytes() {
        if byte == b'"' {
            out.push(b'"');
        }
        out.push(byte);
    }
    out.push(b'"');
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

/// A cell that no spreadsheet takes for a formula.
pub fn harmless(cell: &str) -> Cow<'_, str> {
    let formula = matches!(
        cell.as_bytes().first(),
        Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r')
    );
    if formula && cell.parse::<f64>().is_err() {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same quotes as the csv crate sets.
    #[test]
    fn quotes_where_a_cell_needs_them() {
        let cells = ["甲", "", "a,b", "说\"好\"", "两\n行", "尾\r", "；，"];
        let mut writer = ::csv::Writer::from_writer(Vec::new());
        writer.write_record(cells).expect("writes");
        let wanted = writer.into_inner().expect("writes");
        assert_eq!(lines([cells]), wanted);
    }

    #[test]
    fn no_cell_becomes_a_formula() {
        let bytes = with_bom(&["甲"], &[["=1+1".to_owned()], ["-0.5".to_owned()]]);
        assert_eq!(
            String::from_utf8(bytes).expect("utf-8"),
            "\u{feff}甲\n'=1+1\n-0.5\n"
        );
    }
}
