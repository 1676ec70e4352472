//! Verdicts of the planner on firm–link pairs; the workbook's own 待复核 sheet is one.

use super::InputFile;
use super::firm_row::{self, Reader};
use super::link_cell::LinkCells;
use super::table::{self, Column, Row, Wanted, text};
use crate::diag::{Checked, Kind, Warned};
use crate::model::{Chains, Decision, Review};

const WANTED: Wanted = Wanted {
    columns: &[
        Column::Name,
        Column::LinkId,
        Column::Link,
        Column::Verdict,
        Column::Note,
    ],
    needed: &[
        &[Column::Name],
        &[Column::Verdict],
        &[Column::Link, Column::LinkId],
    ],
};

/// Reads verdicts. A row with an empty 判定 is undecided: neither used nor reported. Every other row
/// is used or reported (no firm, unknown link, a word that is no verdict).
///
/// # Errors
/// The file can't be read, or it lacks the column of firms, links or verdicts.
pub fn review(file: &InputFile, chains: &Chains) -> Checked<Vec<Review>> {
    let mut warnings = Vec::new();
    let table = table::read(file, &WANTED, &mut warnings)?;
    let mut reader = Reader::new(&table, warnings);
    let mut links = LinkCells::new(chains);
    let mut reviews = Vec::new();
    for row in table
        .rows()
        .filter(|row| !text::says_nothing(row.get(Column::Verdict)))
    {
        match decided(row, &mut links) {
            Ok(review) => reviews.push(review),
            Err((kind, column)) => reader.say(row, Some(column), kind),
        }
    }
    Ok(Warned {
        value: reviews,
        warnings: reader.warnings,
    })
}

fn decided(row: Row<'_>, links: &mut LinkCells<'_>) -> Result<Review, (Kind, Column)> {
    if let Some(note) = firm_row::note(row) {
        return Err((note, Column::Name));
    }
    let firm = row
        .optional(Column::Name)
        .ok_or(firm_row::lacks(Column::Name))?;
    let link = links.of(row)?.ok_or(firm_row::lacks(Column::Link))?;
    let said = row.get(Column::Verdict);
    let Some(decision) = decision(said) else {
        let (text, allowed) = (text::one_line(said), "确认、否决".to_owned());
        return Err((Kind::NotInList { text, allowed }, Column::Verdict));
    };
    Ok(Review {
        row: row.reference().owned(),
        firm,
        link,
        decision,
        note: row.optional(Column::Note),
    })
}

fn decision(cell: &str) -> Option<Decision> {
    match text::squeeze(cell).to_uppercase().as_str() {
        "确认" | "已确认" | "是" | "对" | "属实" | "通过" | "同意" | "√" | "✓" | "✔" | "Y"
        | "YES" => Some(Decision::Confirmed),
        "否决" | "已否决" | "否" | "不是" | "错" | "不属实" | "不通过" | "不同意" | "×" | "✗"
        | "✘" | "N" | "NO" => Some(Decision::Vetoed),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::link_cell::fixture::chains;

    /// As the workbook writes its sheet 待复核, among others that have a column of firms, too.
    #[test]
    fn the_workbooks_own_sheet() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let mut write = |name: &str, rows: &[&[&str]]| -> Result<(), rust_xlsxwriter::XlsxError> {
            let sheet = book.add_worksheet().set_name(name)?;
            for (row, cells) in (0u32..).zip(rows) {
                for (column, cell) in (0u16..).zip(*cells) {
                    sheet.write_string(row, column, *cell)?;
                }
            }
            Ok(())
        };
        let firms: &[&[&str]] = &[
            &["企业名称", "环节编号", "环节"],
            &["甲公司", "QN01", ""],
            &["乙公司", "QN01", ""],
            &["丙", "", ""],
            &["丁", "", ""],
        ];
        let review_rows: &[&[&str]] = &[
            &["待复核企业链位"],
            &["填好结论后，用 --review 交回整个工作簿"],
            &[
                "企业名称",
                "环节编号",
                "环节",
                "证据",
                "影响",
                "结论(确认/否决)",
                "备注",
            ],
            &[
                "甲公司",
                "QN01",
                "清洁能源/风电叶片",
                "…",
                "…",
                "确认",
                "已走访",
            ],
            &["乙公司", "QN03", "清洁能源/塔筒", "…", "…", "", ""],
            &["丙公司", "QN02", "", "…", "…", "否决", ""],
            &["丁公司", "QN02", "", "…", "…", "再看", ""],
        ];
        // Longer, and with a conclusion of its own.
        let visits: Vec<&[&str]> = std::iter::once(&["企业名称", "环节", "结论"][..])
            .chain(std::iter::repeat_n(
                &["戊公司", "风电叶片", "拟签约"][..],
                20,
            ))
            .collect();
        assert!(write("招商行动", &visits).is_ok() && write("本地企业链位", firms).is_ok());
        assert!(write("待复核", review_rows).is_ok());
        let bytes = book.save_to_buffer().unwrap_or_default();
        let Ok(read) = review(&InputFile::new("补链清单.xlsx", bytes), &chains()) else {
            panic!()
        };
        let found: Vec<_> = read
            .value
            .iter()
            .map(|r| (r.firm.as_str(), r.link.0, r.decision, r.row.row))
            .collect();
        assert_eq!(
            found,
            [
                ("甲公司", 0, Decision::Confirmed, 4),
                ("丙公司", 1, Decision::Vetoed, 6)
            ]
        );
        assert_eq!(read.value[0].note.as_deref(), Some("已走访"));
        assert_eq!(
            read.warnings
                .iter()
                .map(|w| w.kind.code())
                .collect::<Vec<_>>(),
            ["table::sheet_not_read", "row::not_in_list"]
        );
    }
}
