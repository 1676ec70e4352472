//! One look for every sheet: title, note, header, widths right for Chinese, filter, frozen header,
//! print setup, links from sheet to sheet.
//!
//! A sheet of a table stands so: title in row 1, a note in row 2, the header in row 3, rows below.

use rust_xlsxwriter::{
    Color, ConditionalFormatCell, ConditionalFormatCellRule, Format, Workbook, Worksheet, XlsxError,
};
use unicode_width::UnicodeWidthStr;

use super::format::{self, Formats, paint};
use crate::chart::{action_look, look};
use crate::model::{Action, Coverage};

/// Longest text Excel takes in a cell, in UTF-16 units.
const CELL_LIMIT: usize = 32_767;
/// Rows of a sheet, header included.
const SHEET_ROWS: usize = 1_048_576;
/// Row of the header, from 0.
const HEAD: u32 = 2;
/// Rows of a table that a sheet can hold.
pub const ROW_LIMIT: usize = SHEET_ROWS - HEAD as usize - 1;
/// Left and right margin in print, inches.
const MARGIN: f64 = 0.4;
/// Links that Excel takes on a sheet.
const LINK_LIMIT: usize = 65_530;

/// The sheets, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// 说明
    About,
    /// 总览
    Overview,
    /// 环节覆盖
    Links,
    /// 缺链清单
    Gaps,
    /// 项目卡
    Cards,
    /// 目标企业
    Targets,
    /// 以商招商
    Introducers,
    /// 招商行动
    Campaign,
    /// 本地企业链位
    Positions,
    /// 县市区
    Counties,
    /// 待复核
    Reviews,
    /// 数据质量
    Quality,
}

impl Sheet {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::About => "说明",
            Self::Overview => "总览",
            Self::Links => "环节覆盖",
            Self::Gaps => "缺链清单",
            Self::Cards => "项目卡",
            Self::Targets => "目标企业",
            Self::Introducers => "以商招商",
            Self::Campaign => "招商行动",
            Self::Positions => "本地企业链位",
            Self::Counties => "县市区",
            Self::Reviews => "待复核",
            Self::Quality => "数据质量",
        }
    }

    /// Address of its n-th row, from 0, as a link wants it; None below Excel's last row.
    pub fn at(self, row: usize) -> Option<String> {
        (row < ROW_LIMIT)
            .then(|| format!("internal:'{}'!A{}", self.name(), row + HEAD as usize + 2))
    }
}

/// A row of a sheet: what a link leads to. `row` counts the rows of the table from 0.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// The sheet.
    pub sheet: Sheet,
    /// The row.
    pub row: usize,
}

/// A cell.
#[derive(Clone, Debug)]
pub enum Cell {
    /// Text: never a formula, whatever it begins with.
    Text(String),
    /// A number.
    Number(f64),
    /// A share, 0..=1, shown as per cent.
    Share(f64),
    /// Text that leads to another row.
    Link(String, Place),
    /// Text of a heading row, and where it leads.
    Head(String, Option<Place>),
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

    /// A count, nothing where there is none: a table of many zeros is hard to read.
    pub fn tally(n: usize) -> Self {
        if n == 0 { Self::Empty } else { Self::count(n) }
    }

    /// Text, where there is some.
    pub fn some(text: Option<&str>) -> Self {
        Self::text(text.unwrap_or_default())
    }

    /// Lines, one below another.
    pub fn lines<S: AsRef<str>>(lines: &[S]) -> Self {
        let lines: Vec<&str> = lines.iter().map(AsRef::as_ref).collect();
        Self::text(lines.join("\n"))
    }

    /// Text that leads to a place, plain where there is none. One short line: LibreOffice doesn't wrap
    /// such a cell.
    pub fn link(text: impl Into<String>, place: Option<Place>) -> Self {
        match (Self::text(text), place) {
            (Self::Text(text), Some(place)) => Self::Link(text, place),
            (plain, _) => plain,
        }
    }

    /// What it shows as text; empty for numbers.
    pub fn words(&self) -> &str {
        match self {
            Self::Text(text) | Self::Link(text, _) | Self::Head(text, _) => text,
            Self::Number(_) | Self::Share(_) | Self::Empty => "",
        }
    }
}

/// A column: title, greatest width in half-width characters, and whether it goes to the printer.
pub struct Column {
    /// Title.
    pub title: &'static str,
    most: f64,
    printed: bool,
}

/// A column.
pub const fn column(title: &'static str, most: f64) -> Column {
    Column {
        title,
        most,
        printed: true,
    }
}

/// A column that is left out in print; such columns stand last.
pub const fn screen(title: &'static str, most: f64) -> Column {
    Column {
        title,
        most,
        printed: false,
    }
}

/// A table of a sheet.
pub struct Table {
    /// The sheet.
    pub sheet: Sheet,
    /// What it shows and how to use it.
    pub note: String,
    /// Columns.
    pub columns: Vec<Column>,
    /// Columns that stay in sight, from the left.
    pub fixed: u16,
    /// Rows.
    pub rows: Vec<Vec<Cell>>,
}

/// What every sheet says of the run.
pub struct Run<'a> {
    /// Name of the zone.
    pub zone: &'a str,
    /// Day of the report.
    pub date: &'a str,
}

/// Adds a sheet with a table.
///
/// # Errors
/// What the writer refuses: nothing of ours, since names, lengths and rows are held to its limits.
pub fn add<'a>(
    workbook: &'a mut Workbook,
    run: &Run<'_>,
    table: &Table,
) -> Result<&'a mut Worksheet, XlsxError> {
    let sheet = workbook.add_worksheet();
    let formats = Formats::new();
    let widths: Vec<f64> = (0..)
        .zip(&table.columns)
        .map(|(c, column)| width(table, c, column))
        .collect();
    let last = u16::try_from(table.columns.len().saturating_sub(1)).unwrap_or(0);
    let printed = table.columns.iter().filter(|c| c.printed).count();
    let edge = u16::try_from(printed.saturating_sub(1)).unwrap_or(0);
    open(sheet, run, table.sheet, &formats)?;
    for ((c, column), width) in (0u16..).zip(&table.columns).zip(&widths) {
        sheet.set_column_width(c, *width)?;
        sheet.write_string_with_format(HEAD, c, column.title, &formats.head)?;
    }
    sheet.set_row_height(HEAD, title_height(&table.columns, &widths))?;
    let room: f64 = widths.iter().take(printed).sum();
    sheet.set_paper_size(paper(&widths[..printed]));
    let note = match table.rows.len() {
        n if n > ROW_LIMIT => format!(
            "共{n}行，超过Excel一张表的上限，全部见“{}.csv”。{}",
            table.sheet.name(),
            table.note
        ),
        _ => table.note.clone(),
    };
    sheet.set_row_height(1, format::height(lines(&note, room)))?;
    sheet.merge_range(1, 0, 1, edge.max(1), &clip(&note), &formats.note)?;
    let mut row = HEAD;
    let mut links = 0;
    for cells in table.rows.iter().take(ROW_LIMIT) {
        row += 1;
        sheet.set_row_height(row, height(cells, &widths[..printed]))?;
        for (c, cell) in (0u16..).zip(cells) {
            put(sheet, row, c, cell, &formats, &mut links)?;
        }
    }
    sheet.autofilter(HEAD, 0, row, last)?;
    sheet.set_freeze_panes(HEAD + 1, table.fixed)?;
    sheet.set_repeat_rows(HEAD, HEAD)?;
    if edge < last {
        sheet.set_print_area(0, 0, row, edge)?;
    }
    colour(sheet, table, row.max(HEAD + 1))?;
    Ok(sheet)
}

/// A4, or A3 where a line of the table would be printed smaller than three quarters: 10 pt at 7.5.
///
/// A column so many digits wide has seven pixels for each and five more, 96 to the inch; the paper is
/// 297 or 420 mm wide less two margins of 0.4 inches.
fn paper(widths: &[f64]) -> u8 {
    const A4: u8 = 9;
    const A3: u8 = 8;
    let table: f64 = widths.iter().map(|w| w * 7.0 + 5.0).sum();
    let room = (297.0 / 25.4 - 2.0 * MARGIN) * 96.0;
    if table * 0.75 <= room { A4 } else { A3 }
}

/// Name, title, page and footer: what a sheet without a table has, too.
///
/// # Errors
/// As [`add`].
pub fn open(
    sheet: &mut Worksheet,
    run: &Run<'_>,
    which: Sheet,
    formats: &Formats,
) -> Result<(), XlsxError> {
    sheet.set_name(which.name())?;
    let title = format!("{}　{}　{}", which.name(), run.zone, run.date);
    if which == Sheet::About {
        sheet.write_string_with_format(0, 0, clip(&title), &formats.title)?;
    } else {
        let back = format!("internal:'{}'!A1", Sheet::About.name());
        sheet.write_url_with_options(0, 0, back.as_str(), "◀说明", "", Some(&formats.back))?;
        sheet.write_string_with_format(0, 1, clip(&title), &formats.title)?;
    }
    sheet.set_row_height(0, 27)?;
    sheet.set_landscape();
    sheet.set_paper_size(9); // A4
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_margins(MARGIN, MARGIN, 0.45, 0.55, 0.3, 0.3);
    let zone: String = run.zone.chars().take(60).collect();
    sheet.set_footer(format!(
        "&L{} {}&C第 &P 页，共 &N 页&R{}",
        zone.replace('&', "&&"),
        which.name(),
        run.date
    ));
    Ok(())
}

/// Writes a cell; `links` counts those of the sheet.
///
/// # Errors
/// As [`add`].
pub fn put(
    sheet: &mut Worksheet,
    row: u32,
    c: u16,
    cell: &Cell,
    formats: &Formats,
    links: &mut usize,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Text(text) => sheet.write_string_with_format(row, c, clip(text), &formats.body)?,
        Cell::Number(value) => sheet.write_number_with_format(row, c, *value, &formats.number)?,
        Cell::Share(value) => sheet.write_number_with_format(row, c, *value, &formats.share)?,
        Cell::Empty => sheet.write_blank(row, c, &formats.body)?,
        Cell::Link(text, to) => {
            let looks = (&formats.link, &formats.body);
            return lead(sheet, (row, c), text, Some(*to), looks, links);
        }
        Cell::Head(text, to) => {
            let looks = (&formats.band_link, &formats.band);
            return lead(sheet, (row, c), text, *to, looks, links);
        }
    };
    Ok(())
}

/// Writes text that leads to a place; plain where there is none, or where the sheet takes no more links.
fn lead(
    sheet: &mut Worksheet,
    (row, c): (u32, u16),
    text: &str,
    to: Option<Place>,
    (link, plain): (&Format, &Format),
    links: &mut usize,
) -> Result<(), XlsxError> {
    match to.and_then(|to| to.sheet.at(to.row)) {
        Some(to) if *links < LINK_LIMIT => {
            *links += 1;
            sheet.write_url_with_options(row, c, to.as_str(), clip(text), "", Some(link))?;
        }
        _ => {
            sheet.write_string_with_format(row, c, clip(text), plain)?;
        }
    }
    Ok(())
}

/// Colours of coverage and action, those of the charts, as conditional formats: they follow what the
/// planner edits.
fn colour(sheet: &mut Worksheet, table: &Table, bottom: u32) -> Result<(), XlsxError> {
    for (c, column) in (0u16..).zip(&table.columns) {
        let words: Vec<(&str, Color, Color)> = match column.title {
            "覆盖" => Coverage::ALL
                .map(|coverage| {
                    let look = look(coverage, false);
                    (coverage.zh(), paint(look.soft), paint(look.strong))
                })
                .to_vec(),
            "对策" => Action::ALL
                .map(|action| {
                    let (_, edge, _) = action_look(action);
                    (action.zh(), Color::White, paint(edge))
                })
                .to_vec(),
            _ => continue,
        };
        for (word, fill, ink) in words {
            let rule = ConditionalFormatCell::new()
                .set_rule(ConditionalFormatCellRule::EqualTo(word))
                .set_format(format::badge(fill, ink));
            sheet.add_conditional_format(HEAD + 1, c, bottom, c, &rule)?;
        }
    }
    Ok(())
}

/// Lines a text takes in a column of some width: a Chinese character of ten points is 1.9 digits of
/// the default font wide.
pub fn lines(text: &str, width: f64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "lengths of cells are small")]
    let of = |line: &str| (line.width() as f64 * 0.96 / (width - 1.0)).ceil().max(1.0);
    text.lines().map(of).sum::<f64>().max(1.0)
}

/// Height that shows every wrapped line of the columns that are printed.
fn height(cells: &[Cell], widths: &[f64]) -> f64 {
    let of = |(cell, width): (&Cell, &f64)| lines(cell.words(), *width);
    format::height(cells.iter().zip(widths).map(of).fold(1.0, f64::max))
}

fn title_height(columns: &[Column], widths: &[f64]) -> f64 {
    // The filter's button covers the right end of a title.
    let of = |(column, width): (&Column, &f64)| lines(column.title, width - 1.0);
    format::height(columns.iter().zip(widths).map(of).fold(2.0, f64::max))
}

/// Two for a Chinese character, one for a Latin one, two beside; at most the cap, which is the width of
/// a column without rows.
fn width(table: &Table, c: usize, column: &Column) -> f64 {
    if table.rows.is_empty() {
        return column.most;
    }
    let widest = table
        .rows
        .iter()
        .take(2_000) // the widths of a million rows are those of the first thousands
        .filter_map(|row| row.get(c))
        .map(|cell| match cell {
            Cell::Head(..) | Cell::Empty => 0,
            Cell::Number(_) | Cell::Share(_) => 5,
            Cell::Text(text) | Cell::Link(text, _) => {
                text.lines().map(UnicodeWidthStr::width).max().unwrap_or(0)
            }
        })
        .max()
        .unwrap_or(0);
    #[expect(clippy::cast_precision_loss, reason = "widths are small")]
    let fitted = widest.max(column.title.width().min(6)) as f64 + 2.0;
    fitted.min(column.most)
}

/// As much of a text as a cell takes.
pub fn clip(text: &str) -> String {
    const REST: &str = "……（余略）";
    if text.len() <= CELL_LIMIT || text.encode_utf16().count() <= CELL_LIMIT {
        return text.to_owned();
    }
    let mut units = REST.encode_utf16().count();
    let fits = |c: &char| {
        units += c.len_utf16();
        units <= CELL_LIMIT
    };
    text.chars().take_while(fits).chain(REST.chars()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_to_what_a_cell_takes() {
        assert_eq!(clip("补链"), "补链");
        for text in ["补".repeat(40_000), "\u{20000}".repeat(20_000)] {
            let cut = clip(&text);
            assert!(cut.ends_with("……（余略）"));
            let units = cut.encode_utf16().count();
            assert!((CELL_LIMIT - 1..=CELL_LIMIT).contains(&units), "{units}");
        }
    }

    /// Ten Chinese characters are 19.2 wide, and a margin of 1.
    #[test]
    fn lines_of_a_wrapped_text() {
        let text = "一二三四五六七八九十";
        assert_eq!((lines(text, 20.5), lines(text, 20.0)), (1.0, 2.0));
        assert_eq!(lines("甲\n乙\n丙", 20.0), 3.0);
        assert_eq!(lines("", 20.0), 1.0);
    }

    #[test]
    fn links_lead_to_rows_of_tables_and_not_beyond_the_sheet() {
        // The first row of a table is Excel's row 4.
        assert_eq!(Sheet::Gaps.at(0).as_deref(), Some("internal:'缺链清单'!A4"));
        assert!(
            Sheet::Gaps
                .at(ROW_LIMIT - 1)
                .is_some_and(|a| a.ends_with("A1048576"))
        );
        assert_eq!(Sheet::Gaps.at(ROW_LIMIT), None);
    }
}
