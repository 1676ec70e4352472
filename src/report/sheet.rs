//! One look for every sheet: header, widths right for Chinese, filter, frozen header, print setup.

use rust_xlsxwriter::{
    Color, ConditionalFormatText, ConditionalFormatTextRule, Format, FormatAlign, FormatBorder,
    Workbook, Worksheet, XlsxError,
};
use unicode_width::UnicodeWidthStr;

use crate::model::{Action, Coverage};

/// Longest text Excel takes in a cell, in characters.
const CELL_LIMIT: usize = 32_767;
/// Rows of a sheet, header included.
pub const ROW_LIMIT: usize = 1_048_576;

/// A cell.
pub enum Cell {
    /// Text: never a formula, whatever it begins with.
    Text(String),
    /// A number.
    Number(f64),
    /// Nothing known.
    Empty,
}

impl Cell {
    /// Text, or nothing.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text)
        }
    }

    /// A count.
    pub fn count(n: usize) -> Self {
        #[expect(
            clippy::cast_precision_loss,
            reason = "counts of rows are far below 2^52"
        )]
        Self::Number(n as f64)
    }

    /// Text, where there is some.
    pub fn some(text: Option<&str>) -> Self {
        Self::text(text.unwrap_or_default())
    }
}

/// A column: title and greatest width, in half-width characters.
pub struct Column {
    /// Title.
    pub title: &'static str,
    /// Greatest width.
    pub most: f64,
}

/// Short for a column.
pub const fn column(title: &'static str, most: f64) -> Column {
    Column { title, most }
}

/// A table of a sheet.
pub struct Table {
    /// Name of the sheet.
    pub name: &'static str,
    /// Columns.
    pub columns: Vec<Column>,
    /// Rows.
    pub rows: Vec<Vec<Cell>>,
}

/// Adds a sheet: notes, if any, one a row, and the table below them.
///
/// # Errors
/// What the writer refuses: nothing of ours, since names, lengths and rows are held to its limits.
pub fn add(workbook: &mut Workbook, table: &Table, notes: &[String]) -> Result<(), XlsxError> {
    let body = Format::new()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_border(FormatBorder::Thin)
        .set_border_color(Color::RGB(0xD0D7DE))
        .set_font_name("微软雅黑")
        .set_font_size(10);
    let number = body
        .clone()
        .set_align(FormatAlign::Right)
        .set_align(FormatAlign::Top);
    let head = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_border(FormatBorder::Thin)
        .set_border_color(Color::RGB(0xD0D7DE))
        .set_background_color(Color::RGB(0x1F4E79))
        .set_font_color(Color::White)
        .set_font_name("微软雅黑")
        .set_font_size(10);
    let note = Format::new().set_font_name("微软雅黑").set_font_size(10);
    let sheet = workbook.add_worksheet();
    sheet.set_name(table.name)?;
    let mut row = 0;
    for text in notes {
        sheet.write_string_with_format(row, 0, clip(text), &note)?;
        row += 1;
    }
    let top = row;
    let widths: Vec<f64> = (0..)
        .zip(&table.columns)
        .map(|(c, column)| width(table, c, column))
        .collect();
    for ((c, column), width) in (0u16..).zip(&table.columns).zip(&widths) {
        sheet.write_string_with_format(top, c, column.title, &head)?;
        sheet.set_column_width(c, *width)?;
    }
    sheet.set_row_height(top, 30)?;
    let fits = ROW_LIMIT - 1 - notes.len();
    for cells in table.rows.iter().take(fits) {
        row += 1;
        sheet.set_row_height(row, height(cells, &widths))?;
        for (c, cell) in (0u16..).zip(cells) {
            match cell {
                Cell::Text(text) => sheet.write_string_with_format(row, c, clip(text), &body)?,
                Cell::Number(value) => sheet.write_number_with_format(row, c, *value, &number)?,
                Cell::Empty => sheet.write_blank(row, c, &body)?,
            };
        }
    }
    let last = u16::try_from(table.columns.len().saturating_sub(1)).unwrap_or(0);
    sheet.autofilter(top, 0, row.max(top), last)?;
    sheet.set_freeze_panes(top + 1, 0)?;
    sheet.set_repeat_rows(top, top)?;
    sheet.set_landscape();
    sheet.set_paper_size(8); // A3
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_footer("&L&A&C第 &P 页，共 &N 页");
    colour(sheet, table, top, row.max(top + 1))
}

/// Colours of coverage and action, as conditional formats, so that they follow the planner's edits.
fn colour(sheet: &mut Worksheet, table: &Table, top: u32, bottom: u32) -> Result<(), XlsxError> {
    let coverage = |coverage: Coverage| match coverage {
        Coverage::Covered => 0xD5EBDD,
        Coverage::Weak => 0xFFF1C9,
        Coverage::Building => 0xDCE9F7,
        Coverage::TradeOnly => 0xE9E2F2,
        Coverage::Missing | Coverage::NotFound => 0xF9DCD8,
    };
    let action = |action: Action| match action {
        Action::Fill => 0xF4B8B0,
        Action::Extend => 0xFAD7B5,
        Action::Build => 0xF7E2A8,
        Action::Strengthen => 0xFFF1C9,
        Action::Stabilise => 0xDCE9F7,
        Action::Defer | Action::None => 0xEEEEEE,
    };
    for (c, column) in (0u16..).zip(&table.columns) {
        let words: Vec<(&str, u32)> = match column.title {
            "覆盖" => Coverage::ALL.map(|c| (c.zh(), coverage(c))).to_vec(),
            "对策" => Action::ALL.map(|a| (a.zh(), action(a))).to_vec(),
            _ => continue,
        };
        for (word, rgb) in words {
            let rule = ConditionalFormatText::new()
                .set_rule(ConditionalFormatTextRule::Contains(word.to_owned()))
                .set_format(Format::new().set_background_color(Color::RGB(rgb)));
            sheet.add_conditional_format(top + 1, c, bottom, c, &rule)?;
        }
    }
    Ok(())
}

/// Height that shows every wrapped line, in points; Excel's limit is 409.
fn height(cells: &[Cell], widths: &[f64]) -> f64 {
    let lines = |(cell, width): (&Cell, &f64)| match cell {
        Cell::Text(text) => {
            #[expect(clippy::cast_precision_loss, reason = "lengths of cells are small")]
            let lines = text
                .lines()
                .map(|line| (line.width() as f64 / (width - 2.0)).ceil().max(1.0))
                .sum::<f64>();
            lines
        }
        Cell::Number(_) | Cell::Empty => 1.0,
    };
    let most = cells.iter().zip(widths).map(lines).fold(1.0, f64::max);
    (most * 14.0 + 3.0).min(409.0)
}

/// Two for a Chinese character, one for a Latin one, two beside; at least the title, at most the cap.
fn width(table: &Table, c: usize, column: &Column) -> f64 {
    let widest = table
        .rows
        .iter()
        .take(2_000) // the widths of a million rows are those of the first thousands
        .filter_map(|row| row.get(c))
        .map(|cell| match cell {
            Cell::Text(text) => text.lines().map(UnicodeWidthStr::width).max().unwrap_or(0),
            Cell::Number(_) => 8,
            Cell::Empty => 0,
        })
        .max()
        .unwrap_or(0);
    #[expect(clippy::cast_precision_loss, reason = "widths are small")]
    let fitted = widest.max(column.title.width()) as f64 + 2.0;
    fitted
        .min(column.most)
        .max(column.title.width() as f64 + 4.0)
}

fn clip(text: &str) -> String {
    if text.chars().count() <= CELL_LIMIT {
        text.to_owned()
    } else {
        text.chars()
            .take(CELL_LIMIT - 10)
            .chain("……（余略）".chars())
            .collect()
    }
}
