//! Any table file → rows with our columns, whatever its encoding, layout and sheet.

mod column;
mod csv;
mod date;
mod decode;
mod grid;
mod guard;
mod header;
mod merges;
mod number;
pub mod text;
mod workbook;

use indexmap::IndexMap;

pub use column::Column;
pub use date::date;
pub use header::{Head, Wanted};
pub use number::{MoneyUnit, Unknown, money, number};

use self::grid::Grid;
use self::header::Found;
use crate::diag::{CellPlace, Diagnostic, Kind, Place};
use crate::ingest::InputFile;
use crate::model::RowRef;

/// A table with its header found.
#[derive(Debug)]
pub struct Table {
    /// File name.
    pub file: String,
    /// Sheet, where the file has sheets.
    pub sheet: Option<String>,
    /// Row of the header, as the spreadsheet program numbers it.
    pub header_row: u32,
    /// Our columns.
    pub columns: IndexMap<Column, Head>,
    grid: Grid,
    /// Column of the sheet of each of ours: a look-up per cell has no time for hashing.
    at: [Option<u32>; column::COUNT],
    /// Position in the grid of the first row below the header.
    first: usize,
}

/// A row of a table that holds something.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    table: &'a Table,
    line: usize,
}

impl Table {
    /// Rows below the header that hold anything.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (self.first..self.grid.len()).map(|line| Row { table: self, line })
    }

    /// Number of those rows.
    pub fn len(&self) -> usize {
        self.grid.len() - self.first
    }

    /// The place of a row, or of one of its cells.
    pub fn place(&self, row: u32, column: Option<Column>) -> Place {
        let head = column.and_then(|column| self.columns.get(&column));
        Place::Cell(CellPlace {
            file: self.file.clone(),
            sheet: self.sheet.clone(),
            row,
            column: head.map(|head| (text::letters(head.at), head.text.clone())),
        })
    }

    /// Unit of money of a column.
    pub fn unit(&self, column: Column) -> Option<MoneyUnit> {
        self.columns.get(&column).and_then(|head| head.unit)
    }
}

impl<'a> Row<'a> {
    /// Text of a cell, trimmed; empty where there is none.
    pub fn get(&self, column: Column) -> &'a str {
        self.table.at[column as usize].map_or("", |at| self.table.grid.get(self.line, at))
    }

    /// Text of a cell on one line; None where it is empty or says that there is nothing.
    pub fn optional(&self, column: Column) -> Option<String> {
        text::optional(self.get(column))
    }

    /// All non-empty cells, from left to right.
    pub fn cells(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.table.grid.row(self.line).map(|(_, cell)| cell)
    }

    /// Whether the cell repeats the header: a printed page begins anew.
    pub fn repeats_header(&self, column: Column) -> bool {
        let cell = self.get(column);
        !cell.is_empty()
            && self
                .table
                .columns
                .get(&column)
                .is_some_and(|head| head.text == text::one_line(cell))
    }

    /// Row number as the spreadsheet program shows it.
    pub fn number(&self) -> u32 {
        self.table.grid.number(self.line)
    }

    /// A diagnostic at this row, or at one of its cells.
    pub fn diagnostic(&self, kind: Kind, column: Option<Column>) -> Diagnostic {
        Diagnostic::at(kind, self.table.place(self.number(), column))
    }

    /// Where the row stands.
    pub fn reference(&self) -> RowRef {
        RowRef {
            file: self.table.file.clone(),
            sheet: self.table.sheet.clone(),
            row: self.number(),
        }
    }
}

/// Reads a table file: the sheet that has all that is needed and most rows.
///
/// # Errors
/// One error: the file can't be read, or no sheet has the columns needed.
pub fn read(
    file: &InputFile,
    wanted: &Wanted,
    warnings: &mut Vec<Diagnostic>,
) -> Result<Table, Vec<Diagnostic>> {
    let refuse = |kind: Kind| vec![Diagnostic::in_file(kind, &file.name)];
    let extension = file
        .name
        .rsplit_once('.')
        .map(|(_, end)| end.to_ascii_lowercase())
        .unwrap_or_default();
    let bytes = file.bytes.as_slice();
    if bytes.starts_with(workbook::ZIP) || bytes.starts_with(workbook::COMPOUND) {
        return sheets(file, wanted, warnings);
    }
    let workbook_name = matches!(extension.as_str(), "xlsx" | "xlsm" | "xls" | "ods" | "et");
    if !workbook_name && !matches!(extension.as_str(), "" | "csv" | "tsv" | "txt" | "tab") {
        return Err(refuse(Kind::FileType { extension }));
    }
    let text = match decode::decode(bytes) {
        // Export programs like to call a web page or a text table .xls.
        Some(text) if workbook_name && text.trim_start().starts_with('<') => {
            return Err(refuse(Kind::WorkbookBroken {
                cause: "其实是网页（HTML/XML）".to_owned(),
            }));
        }
        Some(text) => text,
        None if workbook_name => {
            return Err(refuse(Kind::WorkbookBroken {
                cause: "不是表格文件".to_owned(),
            }));
        }
        None => return Err(refuse(Kind::Encoding)),
    };
    if csv::has_odd_quotes(&text) {
        warnings.push(Diagnostic::in_file(Kind::QuoteUnbalanced, &file.name));
    }
    let grid = csv::read(&text);
    if grid.len() == 0 {
        return Err(refuse(Kind::TableEmpty { rows: 0 }));
    }
    let found = header::find(&grid, wanted).map_err(|missing| refuse(column_missing(&missing)))?;
    Ok(table(file, None, grid, found, warnings))
}

/// A sheet that could be read, its header found.
struct Candidate {
    sheet: String,
    grid: Grid,
    found: Found,
}

impl Candidate {
    /// A sheet that is called for review outranks longer ones where verdicts are wanted: the workbook
    /// of a run is given back whole.
    fn rank(&self, wanted: &Wanted) -> (bool, usize) {
        let verdicts = wanted.columns.contains(&Column::Verdict);
        (verdicts && self.sheet.contains("复核"), self.rows())
    }

    fn rows(&self) -> usize {
        self.grid.len() - self.found.line - 1
    }
}

fn sheets(
    file: &InputFile,
    wanted: &Wanted,
    warnings: &mut Vec<Diagnostic>,
) -> Result<Table, Vec<Diagnostic>> {
    let refuse = |kind: Kind| vec![Diagnostic::in_file(kind, &file.name)];
    let mut book = workbook::open(&file.bytes).map_err(refuse)?;
    let mut best: Option<Candidate> = None;
    let mut others: Vec<(String, usize, u32)> = Vec::new();
    let mut near: Option<header::Missing> = None;
    for sheet in std::mem::take(&mut book.sheets) {
        let enough = |head: &Grid| header::find(head, wanted).is_ok();
        let Some(grid) = book.read(&sheet, header::DEPTH, enough).map_err(refuse)? else {
            continue;
        };
        match header::find(&grid, wanted) {
            Ok(found) => {
                let next = Candidate { sheet, grid, found };
                let kept = match best.take() {
                    // The first of two that are equally long: 名录 before its copy.
                    Some(old) if old.rank(wanted) >= next.rank(wanted) => {
                        others.push((next.sheet.clone(), next.rows(), header_row(&next)));
                        old
                    }
                    Some(old) => {
                        others.push((old.sheet.clone(), old.rows(), header_row(&old)));
                        next
                    }
                    None => next,
                };
                best = Some(kept);
            }
            Err(missing)
                if grid.len() > 0
                    && near
                        .as_ref()
                        .is_none_or(|n| missing.recognised > n.recognised) =>
            {
                near = Some(missing);
            }
            Err(_) => {}
        }
    }
    let Some(Candidate { sheet, grid, found }) = best else {
        return Err(refuse(
            near.map_or(Kind::TableEmpty { rows: 0 }, |missing| {
                column_missing(&missing)
            }),
        ));
    };
    for (other, rows, row) in others.into_iter().filter(|(_, rows, _)| *rows > 0) {
        let place = CellPlace {
            file: file.name.clone(),
            sheet: Some(other.clone()),
            row,
            column: None,
        };
        let kind = Kind::SheetNotRead {
            sheet: other,
            rows,
            chosen: sheet.clone(),
        };
        warnings.push(Diagnostic::at(kind, Place::Cell(place)));
    }
    Ok(table(file, Some(sheet), grid, found, warnings))
}

fn header_row(candidate: &Candidate) -> u32 {
    candidate.grid.number(candidate.found.line)
}

fn column_missing(missing: &header::Missing) -> Kind {
    let mut seen = missing.seen.clone();
    if seen.len() > 30 {
        seen.truncate(30);
        seen.push("…".to_owned());
    }
    Kind::ColumnMissing {
        wanted: missing.column.zh().to_owned(),
        seen: seen.join("、"),
    }
}

fn table(
    file: &InputFile,
    sheet: Option<String>,
    mut grid: Grid,
    found: Found,
    warnings: &mut Vec<Diagnostic>,
) -> Table {
    let header_row = grid.number(found.line);
    let first = found.line + 1;
    grid.fill_down(first);
    let errors = std::mem::take(&mut grid.errors);
    let mut at = [None; column::COUNT];
    for (column, head) in &found.columns {
        at[*column as usize] = Some(head.at);
    }
    let table = Table {
        file: file.name.clone(),
        sheet,
        header_row,
        columns: found.columns,
        grid,
        at,
        first,
    };
    for (column, count) in found.twice {
        let kind = Kind::ColumnTwice {
            column: column.zh().to_owned(),
            count,
        };
        warnings.push(Diagnostic::at(kind, table.place(header_row, Some(column))));
    }
    for (column, head) in &table.columns {
        if head.unit == Some(MoneyUnit::Foreign) {
            let kind = Kind::ForeignMoney {
                text: head.text.clone(),
            };
            warnings.push(Diagnostic::at(kind, table.place(header_row, Some(*column))));
        }
    }
    for (row, at, text) in errors {
        let ours = table
            .columns
            .iter()
            .find(|(_, head)| head.at == at)
            .map(|(column, _)| *column);
        if let Some(column) = ours.filter(|_| row > header_row) {
            warnings.push(Diagnostic::at(
                Kind::CellError { text },
                table.place(row, Some(column)),
            ));
        }
    }
    table
}
