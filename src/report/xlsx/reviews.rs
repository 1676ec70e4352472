//! 待复核: pairs for the planner to decide. The sheet, filled in, goes back with `--review` as part of
//! the whole workbook: its column titles are those the reader of verdicts knows.

use rust_xlsxwriter::{DataValidation, Worksheet, XlsxError};

use super::format::Formats;
use super::index::Index;
use super::sheet::{Cell, ROW_LIMIT, Sheet, Table, clip, column};
use crate::model::Decision;
use crate::study::ReviewView;

/// Columns the planner fills in: verdict and note.
const VERDICT: u16 = 9;
const NOTE: u16 = 10;
/// First row of the table.
const TOP: u32 = 3;

/// The table.
pub fn table(index: &Index<'_>) -> Table {
    let open = index
        .study
        .reviews
        .iter()
        .filter(|r| r.decision.is_none())
        .count();
    Table {
        sheet: Sheet::Reviews,
        note: format!(
            "机器拿不准的{open}对，请在“结论”栏选 确认 或 否决，可在“备注”写理由，不填就是未定。会改变缺链结论的排在最前，“影响”写明确认后改变什么。\
             填好保存，运行 bulian run --review 补链清单.xlsx（或另存为工作文件夹里的 review.xlsx），下次照此办理；已判定的列在最后，可改。"
        ),
        columns: vec![
            column("序号", 6.0),
            column("企业名称", 28.0),
            column("名录行号", 8.0),
            column("环节编号", 8.0),
            column("环节", 18.0),
            column("等级", 10.0),
            column("证据", 34.0),
            column("影响", 42.0),
            column("影响环节数", 8.0),
            column("结论(确认/否决)", 12.0),
            column("备注", 18.0),
        ],
        fixed: 2,
        rows: index
            .study
            .reviews
            .iter()
            .enumerate()
            .map(|(n, review)| row(index, n, review))
            .collect(),
    }
}

fn row(index: &Index<'_>, n: usize, review: &ReviewView) -> Vec<Cell> {
    vec![
        Cell::count(n + 1),
        Cell::link(&review.firm, index.to_firm(review.row)),
        Cell::Number(f64::from(review.row)),
        Cell::text(review.link.as_str()),
        Cell::link(&review.name, index.to_link(&review.link)),
        Cell::text(review.grade.zh()),
        Cell::text(&review.evidence),
        Cell::text(match (review.decision, review.effect.as_str()) {
            (None, "") => "不改变缺链结论",
            (_, effect) => effect,
        }),
        Cell::tally(review.changes),
        Cell::text(review.decision.map(Decision::zh).unwrap_or_default()),
        Cell::some(review.note.as_deref()),
    ]
}

/// Marks what is to be filled in, and gives each verdict its drop-down.
///
/// # Errors
/// None in practice.
pub fn drop_downs(sheet: &mut Worksheet, reviews: &[ReviewView]) -> Result<(), XlsxError> {
    let formats = Formats::new();
    sheet.set_column_width(NOTE, 18)?;
    let mut bottom = TOP;
    for (row, review) in (TOP..).zip(reviews.iter().take(ROW_LIMIT)) {
        let verdict = review.decision.map(Decision::zh).unwrap_or_default();
        let note = clip(review.note.as_deref().unwrap_or_default());
        for (c, text) in [(VERDICT, verdict.to_owned()), (NOTE, note)] {
            if text.is_empty() {
                sheet.write_blank(row, c, &formats.open)?;
            } else {
                sheet.write_string_with_format(row, c, text, &formats.open)?;
            }
        }
        bottom = row;
    }
    let words = [Decision::Confirmed, Decision::Vetoed].map(Decision::zh);
    let list = DataValidation::new()
        .allow_list_strings(&words)?
        .set_error_title("结论")?
        .set_error_message("请选 确认 或 否决；未定就留空")?;
    sheet.add_data_validation(TOP, VERDICT, bottom, VERDICT, &list)?;
    Ok(())
}
