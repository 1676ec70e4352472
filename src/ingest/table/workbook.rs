//! Workbooks (.xlsx, .xls, .ods) → grids, one sheet at a time.

use std::fmt::Write as _;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{
    Data, DataRef, Dimensions, ExcelDateTime, Ods, Reader, SheetVisible, Xls, Xlsx, XlsxError,
};

use super::grid::{Grid, Merge};
use super::guard::{self, Zipped, broken};
use super::merges::{self, Merges};
use crate::diag::Kind;

/// Rows and columns of a sheet, Excel's own limits.
const LAST: (u32, u32) = (1_048_576, 16_384);

/// An opened workbook.
pub struct Workbook<'a> {
    book: Book<'a>,
    /// Bytes that a sheet may take in memory, texts and cells. A shared string can be cited any
    /// number of times, so that the size of the file doesn't bound it.
    limit: u64,
    /// Names of its sheets: the visible ones first, else in their order.
    pub sheets: Vec<String>,
}

enum Book<'a> {
    Xlsx(Box<Xlsx<Cursor<&'a [u8]>>>, Merges),
    Xls(Box<Xls<Cursor<&'a [u8]>>>),
    Ods(Box<Ods<Cursor<&'a [u8]>>>),
}

/// A zip file begins so.
pub const ZIP: &[u8] = b"PK";
/// A compound file (.xls; also an .xlsx with a password) begins so.
pub const COMPOUND: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0];

/// Opens a workbook by its content.
///
/// # Errors
/// Damaged, too large, locked, or not a workbook.
pub fn open(bytes: &[u8], limit: u64) -> Result<Workbook<'_>, Kind> {
    let (book, sheets) = if bytes.starts_with(ZIP) {
        match guard::look(bytes, limit)? {
            Zipped::Xlsx => contained(|| xlsx(bytes)),
            Zipped::Ods => contained(|| ods(bytes)),
            Zipped::Other(extension) => Err(Kind::FileType {
                extension: extension.to_owned(),
            }),
        }
    } else {
        contained(|| xls(bytes))
    }?;
    Ok(Workbook {
        book,
        limit: limit.saturating_mul(2),
        sheets,
    })
}

/// A book and the names of its sheets.
type Opened<'a> = (Book<'a>, Vec<String>);

/// The readers panic on some damaged files, .xls ones above all.
fn contained<T>(read: impl FnOnce() -> Result<T, Kind>) -> Result<T, Kind> {
    let broken = |_| {
        Err(Kind::WorkbookBroken {
            cause: "文件已损坏".to_owned(),
        })
    };
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(broken)
}

fn xlsx(bytes: &[u8]) -> Result<Opened<'_>, Kind> {
    let (book, merges) = rayon::join(|| Xlsx::new(Cursor::new(bytes)), || merges::scan(bytes));
    let book = book.map_err(|cause| match cause {
        XlsxError::Password => Kind::WorkbookLocked,
        cause => broken(cause),
    })?;
    let names = sheets(&book);
    Ok((Book::Xlsx(Box::new(book), merges), names))
}

fn ods(bytes: &[u8]) -> Result<Opened<'_>, Kind> {
    let book = Ods::new(Cursor::new(bytes)).map_err(|cause| match cause {
        calamine::OdsError::Password => Kind::WorkbookLocked,
        cause => broken(cause),
    })?;
    let names = sheets(&book);
    Ok((Book::Ods(Box::new(book)), names))
}

fn xls(bytes: &[u8]) -> Result<Opened<'_>, Kind> {
    match Xls::new(Cursor::new(bytes)) {
        Ok(book) => {
            let names = sheets(&book);
            Ok((Book::Xls(Box::new(book)), names))
        }
        Err(calamine::XlsError::Password) => Err(Kind::WorkbookLocked),
        // An .xlsx with a password is a compound file, too.
        Err(cause) => match Xlsx::new(Cursor::new(bytes)) {
            Err(XlsxError::Password) => Err(Kind::WorkbookLocked),
            Ok(_) | Err(_) => Err(broken(cause)),
        },
    }
}

fn sheets<R: std::io::Read + std::io::Seek, B: Reader<R>>(book: &B) -> Vec<String> {
    let all = book.sheets_metadata();
    let visible = |sheet: &&calamine::Sheet| sheet.visible == SheetVisible::Visible;
    let hidden = all.iter().filter(|sheet| !visible(sheet));
    all.iter()
        .filter(visible)
        .chain(hidden)
        .map(|sheet| sheet.name.clone())
        .collect()
}

impl Workbook<'_> {
    /// The cells of a sheet. `enough` is asked once, when more than `head` rows are read: where it
    /// says no, the rest is left unread. None for a sheet without cells of its own (a chart).
    ///
    /// # Errors
    /// A damaged sheet, or one with too much text.
    pub fn read(
        &mut self,
        name: &str,
        head: usize,
        enough: impl Fn(&Grid) -> bool,
    ) -> Result<Option<Grid>, Kind> {
        let limit = self.limit;
        contained(|| match &mut self.book {
            Book::Xlsx(book, merges) => stream(book, merges, (name, limit), head, enough),
            Book::Xls(book) => {
                let range = book.worksheet_range(name).map_err(broken)?;
                let merges = book.merge_cells_by_sheet_name(name).unwrap_or_default();
                let mut grid = dense(&range, limit)?;
                grid.merges = merges.iter().map(merge).collect();
                Ok(Some(grid))
            }
            Book::Ods(book) => dense(&book.worksheet_range(name).map_err(broken)?, limit).map(Some),
        })
    }
}

/// Cell by cell, so that two cells in far corners don't make a table of 17 thousand million.
fn stream(
    book: &mut Xlsx<Cursor<&[u8]>>,
    merges: &Merges,
    (name, limit): (&str, u64),
    head: usize,
    enough: impl Fn(&Grid) -> bool,
) -> Result<Option<Grid>, Kind> {
    let mut cells = match book.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        // A chart sheet has no cells.
        Err(XlsxError::NotAWorksheet(_)) => return Ok(None),
        Err(cause) => return Err(broken(cause)),
    };
    let mut writer = Writer::default();
    let mut asked = false;
    while let Some(cell) = cells.next_cell().map_err(broken)? {
        let at = cell.get_position();
        match cell.get_value() {
            DataRef::SharedString(text) => writer.text(at, text),
            DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
                writer.text(at, text);
            }
            DataRef::Float(number) => writer.number(at, *number),
            DataRef::Int(number) => writer.shown(at, number),
            DataRef::Bool(truth) => writer.shown(at, truth),
            DataRef::DateTime(date) => writer.date(at, *date),
            DataRef::Error(error) => writer.error(at, error),
            DataRef::Empty => {}
        }
        if !asked && writer.grid.len() > head {
            asked = true;
            writer.grid.finish();
            if !enough(&writer.grid) {
                return Ok(Some(writer.grid));
            }
        }
        writer.check(limit)?;
    }
    let mut grid = writer.done();
    drop(cells);
    grid.merges = match merges {
        Merges::None => Vec::new(),
        Merges::Of(merges) => merges.clone(),
        Merges::Ask => book
            .merge_cells_by_sheet_name(name)
            .unwrap_or_default()
            .iter()
            .map(merge)
            .collect(),
    };
    Ok(Some(grid))
}

fn dense(range: &calamine::Range<Data>, limit: u64) -> Result<Grid, Kind> {
    let (first_row, first_column) = range.start().unwrap_or_default();
    let mut writer = Writer::default();
    for (row, cells) in (first_row..).zip(range.rows()) {
        for (column, cell) in (first_column..).zip(cells) {
            let at = (row, column);
            match cell {
                Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
                    writer.text(at, text)
                }
                Data::Float(number) => writer.number(at, *number),
                Data::Int(number) => writer.shown(at, number),
                Data::Bool(truth) => writer.shown(at, truth),
                Data::DateTime(date) => writer.date(at, *date),
                Data::Error(error) => writer.error(at, error),
                Data::Empty => {}
            }
        }
        writer.check(limit)?;
    }
    Ok(writer.done())
}

fn merge(area: &Dimensions) -> Merge {
    Merge {
        rows: (area.start.0.saturating_add(1), area.end.0.saturating_add(1)),
        columns: (area.start.1, area.end.1),
    }
}

/// Writes typed cells into a grid as the text a reader of the sheet would see.
#[derive(Default)]
struct Writer {
    grid: Grid,
    buffer: String,
}

impl Writer {
    fn text(&mut self, (row, column): (u32, u32), text: &str) {
        if row < LAST.0 && column < LAST.1 {
            self.grid.push(row + 1, column, text);
        }
    }

    fn shown(&mut self, at: (u32, u32), value: impl std::fmt::Display) {
        let mut buffer = std::mem::take(&mut self.buffer);
        buffer.clear();
        // Writing to a String doesn't fail.
        let _ = write!(buffer, "{value}");
        self.text(at, &buffer);
        self.buffer = buffer;
    }

    /// Fifteen digits, as Excel shows them: 0.1 + 0.2 is 0.3.
    fn number(&mut self, at: (u32, u32), value: f64) {
        let mut buffer = std::mem::take(&mut self.buffer);
        buffer.clear();
        // Writing to a String doesn't fail.
        let _ = write!(buffer, "{value}");
        if value.fract() != 0.0 && buffer.len() > 15 {
            let rounded: f64 = format!("{value:.14e}").parse().unwrap_or(value);
            buffer.clear();
            let _ = write!(buffer, "{rounded}");
        }
        self.text(at, &buffer);
        self.buffer = buffer;
    }

    fn date(&mut self, at: (u32, u32), date: ExcelDateTime) {
        if date.is_duration() {
            return self.number(at, date.as_f64());
        }
        let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
        if (hour, minute, second) == (0, 0, 0) {
            self.shown(at, format_args!("{year:04}-{month:02}-{day:02}"));
        } else {
            self.shown(
                at,
                format_args!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}"),
            );
        }
    }

    fn error(&mut self, (row, column): (u32, u32), error: impl std::fmt::Display) {
        self.grid
            .errors
            .push((row.saturating_add(1), column, error.to_string()));
    }

    fn check(&self, limit: u64) -> Result<(), Kind> {
        let size = u64::try_from(self.grid.size()).unwrap_or(u64::MAX);
        if size > limit {
            return Err(guard::too_large(size, limit));
        }
        Ok(())
    }

    fn done(mut self) -> Grid {
        self.grid.finish();
        self.grid
    }
}
