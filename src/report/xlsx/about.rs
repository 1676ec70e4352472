//! 说明: what the workbook is, what it rests on, how it was made and how it is read.

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use super::about_words as words;
use super::format::{self, Formats};
use super::index::Index;
use super::sheet::{self, Cell, Run, Sheet, clip, lines};

/// Widths of the columns: a term, then what is said of it over four columns.
const WIDTHS: [f64; 5] = [20.0, 52.0, 16.0, 14.0, 44.0];

/// Adds the sheet.
///
/// # Errors
/// None in practice.
pub fn add(workbook: &mut Workbook, run: &Run<'_>, index: &Index<'_>) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet();
    let formats = Formats::new();
    sheet::open(sheet, run, Sheet::About, &formats)?;
    for (c, width) in (0u16..).zip(WIDTHS) {
        sheet.set_column_width(c, width)?;
    }
    let mut page = Page {
        sheet,
        formats: &formats,
        row: 1,
    };
    page.heading("本表")?;
    for (term, said) in words::facts(index.study) {
        page.said(term, &said)?;
    }
    page.heading("须知")?;
    for (n, said) in words::warnings(index.study).iter().enumerate() {
        page.said(&(n + 1).to_string(), said)?;
    }
    page.heading("各表")?;
    for (sheet, said) in words::SHEETS {
        page.contents(sheet, said)?;
    }
    page.heading("用了哪些资料")?;
    page.inputs(index)?;
    page.heading("怎么得出来的")?;
    for (term, said) in words::method(index.study) {
        page.said(term, &said)?;
    }
    page.heading("用词")?;
    for (term, said) in words::terms(&index.study.zone.settings) {
        page.said(&term, &said)?;
    }
    page.heading("招商规则")?;
    for rule in &index.study.policy.rules {
        page.said(&words::rule_name(rule), &words::rule(rule))?;
    }
    if !index.study.zone.sources.is_empty() {
        page.heading("资料来源")?;
        for (key, source) in &index.study.zone.sources {
            page.said(key, &words::source(source))?;
        }
    }
    page.sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

/// The sheet while it is written from top to bottom.
struct Page<'a> {
    sheet: &'a mut Worksheet,
    formats: &'a Formats,
    row: u32,
}

impl Page<'_> {
    fn heading(&mut self, text: &str) -> Result<(), XlsxError> {
        self.row += 1;
        let last = last();
        self.sheet
            .merge_range(self.row, 0, self.row, last, text, &self.formats.band)?;
        self.sheet.set_row_height(self.row, 20)?;
        self.row += 1;
        Ok(())
    }

    /// A term and what is said of it, over the rest of the row.
    fn said(&mut self, term: &str, said: &str) -> Result<(), XlsxError> {
        self.sheet
            .write_string_with_format(self.row, 0, clip(term), &self.formats.body)?;
        self.rest(term, said)
    }

    /// A sheet, as a link, and what it answers.
    fn contents(&mut self, which: Sheet, said: &str) -> Result<(), XlsxError> {
        let to = format!("internal:'{}'!A1", which.name());
        self.sheet.write_url_with_options(
            self.row,
            0,
            to.as_str(),
            which.name(),
            "",
            Some(&self.formats.link),
        )?;
        self.rest(which.name(), said)
    }

    fn rest(&mut self, term: &str, said: &str) -> Result<(), XlsxError> {
        let room: f64 = WIDTHS.iter().skip(1).sum();
        self.sheet.merge_range(
            self.row,
            1,
            self.row,
            last(),
            &clip(said),
            &self.formats.body,
        )?;
        let high = lines(said, room).max(lines(term, WIDTHS[0]));
        self.sheet.set_row_height(self.row, format::height(high))?;
        self.row += 1;
        Ok(())
    }

    fn inputs(&mut self, index: &Index<'_>) -> Result<(), XlsxError> {
        let titles = ["资料", "文件", "采用", "最近日期", "用途"];
        for (c, title) in (0u16..).zip(titles) {
            self.sheet
                .write_string_with_format(self.row, c, title, &self.formats.head)?;
        }
        self.row += 1;
        for input in &index.study.inputs {
            let cells = [
                Cell::text(&input.what),
                Cell::text(input.files.join("、")),
                Cell::text(format!("{}{}", input.used, input.unit)),
                Cell::text(input.latest.as_deref().unwrap_or("未注明")),
                Cell::text(words::use_of(&input.what)),
            ];
            let mut high = 1.0f64;
            for ((c, cell), width) in (0u16..).zip(&cells).zip(WIDTHS) {
                sheet::put(self.sheet, self.row, c, cell, self.formats, &mut 0)?;
                high = high.max(lines(cell.words(), width));
            }
            self.sheet.set_row_height(self.row, format::height(high))?;
            self.row += 1;
        }
        Ok(())
    }
}

fn last() -> u16 {
    u16::try_from(WIDTHS.len() - 1).unwrap_or(0)
}
