//! Any table file → rows with our columns, whatever its encoding, layout and sheet.

mod block;
mod column;
mod csv;
mod date;
mod decode;
mod grid;
mod guard;
mod header;
mod merges;
mod number;
mod stream;
pub mod text;
mod workbook;

use std::borrow::Cow;
use std::sync::Arc;

use indexmap::IndexMap;

pub use block::Block;
pub use column::Column;
pub use date::date;
pub use grid::Grid;
pub use header::{Head, Wanted};
pub use number::{MoneyUnit, Unknown, money, number};
pub use stream::{Stream, is_workbook};

use self::column::Own;
use self::header::{Found, Search};
use crate::diag::{CellPlace, Diagnostic, Kind, Place};
use crate::ingest::{Asked, InputFile};
use crate::model::RowRef;

/// Where a table stands and which of its columns are ours.
#[derive(Debug)]
pub struct Layout {
    /// File name.
    pub file: String,
    /// Sheet, where the file has sheets.
    pub sheet: Option<String>,
    /// Row of the header, as the spreadsheet program numbers it.
    pub header_row: u32,
    /// Our columns.
    pub columns: IndexMap<Column, Head>,
    /// Column of the sheet of each of ours: a look-up per cell has no time for hashing.
    at: [Option<u32>; column::COUNT],
}

/// A table, or a part of one, with its header found.
#[derive(Debug)]
pub struct Table {
    /// Shared by all parts.
    pub layout: Arc<Layout>,
    grid: Grid,
    /// Position in the grid of the first row below the header.
    first: usize,
}

/// A row of a table that holds something.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    table: &'a Table,
    line: usize,
}

impl Layout {
    fn new(file: &str, sheet: Option<String>, header_row: u32, found: Found) -> Self {
        let mut at = [None; column::COUNT];
        for (column, head) in &found.columns {
            at[*column as usize] = Some(head.at);
        }
        Self {
            file: file.to_owned(),
            sheet,
            header_row,
            columns: found.columns,
            at,
        }
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

    /// Our column at a column of the sheet.
    fn ours(&self, at: u32) -> Option<Column> {
        let found = self.columns.iter().find(|(_, head)| head.at == at);
        found.map(|(column, _)| *column)
    }

    /// What the header gives cause to say; `twice` are columns that stand more than once.
    fn noticed(&self, twice: &[(Column, usize)], warnings: &mut Vec<Diagnostic>) {
        let mut say = |kind, column| {
            let place = self.place(self.header_row, Some(column));
            warnings.push(Diagnostic::at(kind, place));
        };
        for &(column, count) in twice {
            let name = column.zh().to_owned();
            say(
                Kind::ColumnTwice {
                    column: name,
                    count,
                },
                column,
            );
        }
        for (column, head) in &self.columns {
            if head.unit == Some(MoneyUnit::Foreign) {
                let text = head.text.clone();
                say(Kind::ForeignMoney { text }, *column);
            }
        }
    }
}

impl Table {
    fn new(layout: Arc<Layout>, mut grid: Grid) -> Self {
        let first = grid.line_from(layout.header_row.saturating_add(1));
        grid.fill_down(first);
        Self {
            layout,
            grid,
            first,
        }
    }

    /// Rows below the header that hold anything.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (self.first..self.grid.len()).map(|line| Row { table: self, line })
    }

    /// Its cells taken away, for another.
    pub fn emptied(self) -> Grid {
        self.grid.emptied()
    }

    /// Number of those rows.
    pub fn len(&self) -> usize {
        self.grid.len() - self.first
    }

    /// What its cells give cause to say, whatever they stand for: errors of the spreadsheet, bytes
    /// that are no character, quotes that close nowhere.
    pub fn noticed(&self) -> Vec<Diagnostic> {
        let layout = &self.layout;
        let below = |row: u32| row > layout.header_row;
        let errors = self.grid.errors.iter().filter_map(|(row, at, text)| {
            let column = layout.ours(*at).filter(|_| below(*row))?;
            let kind = Kind::CellError { text: text.clone() };
            Some(Diagnostic::at(kind, layout.place(*row, Some(column))))
        });
        let damaged = self.grid.damaged.iter().map(|&(row, at)| {
            let column = layout.ours(at).filter(|_| below(row));
            Diagnostic::at(Kind::CellDamaged, layout.place(row, column))
        });
        let unclosed = self.grid.unclosed.iter();
        let unclosed =
            unclosed.map(|&row| Diagnostic::at(Kind::QuoteUnclosed, layout.place(row, None)));
        errors.chain(damaged).chain(unclosed).collect()
    }
}

impl<'a> Row<'a> {
    /// Text of a cell, trimmed; empty where there is none.
    pub fn get(&self, column: Column) -> &'a str {
        self.table.layout.at[column as usize].map_or("", |at| self.table.grid.get(self.line, at))
    }

    /// Text of a cell on one line; None where it is empty or says that there is nothing.
    pub fn optional(&self, column: Column) -> Option<String> {
        self.line(column).map(Cow::into_owned)
    }

    /// The same, still that of the table.
    pub fn line(&self, column: Column) -> Option<Cow<'a, str>> {
        text::optional(self.get(column))
    }

    /// All non-empty cells, from left to right.
    pub fn cells(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.table.grid.row(self.line).map(|(_, cell)| cell)
    }

    /// Whether the cell repeats the header: a printed page begins anew.
    pub fn repeats_header(&self, column: Column) -> bool {
        let cell = self.get(column);
        let Some(head) = self.table.layout.columns.get(&column) else {
            return false;
        };
        // Asked of every row, and hardly ever so: the first character tells.
        let alike = !cell.is_empty() && cell.chars().next() == head.text.chars().next();
        alike && head.text == text::one_line(cell)
    }

    /// Row number as the spreadsheet program shows it.
    pub fn number(&self) -> u32 {
        self.table.grid.number(self.line)
    }

    /// A diagnostic at this row, or at one of its cells.
    pub fn diagnostic(&self, kind: Kind, column: Option<Column>) -> Diagnostic {
        Diagnostic::at(kind, self.table.layout.place(self.number(), column))
    }

    /// Where the row stands.
    pub fn reference(&self) -> RowRef<Cow<'a, str>> {
        let layout = &self.table.layout;
        RowRef {
            file: Cow::Borrowed(&layout.file),
            sheet: layout.sheet.as_deref().map(Cow::Borrowed),
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
    let bytes = file.bytes.as_slice();
    let table = if is_workbook(bytes) {
        sheet(file, wanted, warnings)?
    } else {
        let stream = Stream::open(&file.name, bytes, (wanted, &file.asked), warnings);
        stream.and_then(Stream::whole).map_err(refuse)?
    };
    warnings.extend(table.noticed());
    Ok(table)
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

/// The sheet of a workbook that has all that is needed and most rows.
///
/// # Errors
/// One error: the file can't be read, or no sheet has the columns needed.
pub fn sheet(
    file: &InputFile,
    wanted: &Wanted,
    warnings: &mut Vec<Diagnostic>,
) -> Result<Table, Vec<Diagnostic>> {
    let refuse = |kind: Kind| vec![Diagnostic::in_file(kind, &file.name)];
    let limit = file
        .asked
        .limit_mb
        .map_or(guard::INFLATED_LIMIT, |mb| mb.saturating_mul(1 << 20));
    let own = own(&file.asked).map_err(refuse)?;
    let search = Search { wanted, own: &own };
    let mut book = workbook::open(&file.bytes, limit).map_err(refuse)?;
    if let Some(asked) = &file.asked.sheet {
        let seen = std::mem::take(&mut book.sheets);
        if !seen.contains(asked) {
            let name = asked.clone();
            return Err(refuse(Kind::SheetMissing { name, seen }));
        }
        book.sheets.push(asked.clone());
    }
    let mut best: Option<Candidate> = None;
    let mut others: Vec<(String, usize, u32)> = Vec::new();
    let mut near: Option<header::Missing> = None;
    for sheet in std::mem::take(&mut book.sheets) {
        let enough = |head: &Grid| header::find(head, &search).is_ok();
        let Some(grid) = book.read(&sheet, header::DEPTH, enough).map_err(refuse)? else {
            continue;
        };
        match header::find(&grid, &search) {
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
    mapped(&found, &grid, &file.asked).map_err(refuse)?;
    let twice = found.twice.clone();
    let layout = Layout::new(&file.name, Some(sheet), grid.number(found.line), found);
    layout.noticed(&twice, warnings);
    Ok(Table::new(Arc::new(layout), grid))
}

/// The header of a grid.
fn find(grid: &Grid, wanted: &Wanted, asked: &Asked) -> Result<Found, Kind> {
    let own = own(asked)?;
    let search = Search { wanted, own: &own };
    let found = header::find(grid, &search).map_err(|missing| column_missing(&missing))?;
    mapped(&found, grid, asked)?;
    Ok(found)
}

fn own(asked: &Asked) -> Result<Own, Kind> {
    Own::new(asked.map.iter().chain(&asked.names))
}

/// That every header the user maps is there.
fn mapped(found: &Found, grid: &Grid, asked: &Asked) -> Result<(), Kind> {
    for (name, header) in &asked.map {
        let column = Column::named(name)?;
        let head = found.columns.get(&column);
        let key = |text: &str| column::Header::read(text).key;
        if head.is_none_or(|head| key(&head.text) != key(header)) {
            let seen = grid.row(found.line).map(|(_, cell)| text::one_line(cell));
            return Err(Kind::MapMissing {
                header: header.clone(),
                seen: seen.take(30).collect::<Vec<_>>().join("、"),
            });
        }
    }
    Ok(())
}

/// Reads `columns.csv` (列,别名), the planner's own names of columns, in the form of the built-in list.
///
/// # Errors
/// Every line that names no column of ours.
pub fn names(file: &InputFile) -> Result<Vec<(String, String)>, Vec<Diagnostic>> {
    let refuse = |kind: Kind| Diagnostic::in_file(kind, &file.name);
    let encoding = decode::encoding(&file.bytes).ok_or_else(|| vec![refuse(Kind::Encoding)])?;
    let text = decode::text(&file.bytes, encoding);
    let pair = |line: &str| {
        let mut cells = line
            .split([',', '\t', '，'])
            .map(|cell| cell.trim().to_owned());
        Some((
            cells.next()?,
            cells.next().filter(|alias| !alias.is_empty())?,
        ))
    };
    let listed = text.lines().skip(1).filter_map(pair);
    let pairs: Vec<(String, String)> = listed.filter(|(name, _)| !name.starts_with('#')).collect();
    let wrong = pairs
        .iter()
        .filter_map(|(name, _)| Column::named(name).err());
    let errors: Vec<Diagnostic> = wrong.map(refuse).collect();
    if errors.is_empty() {
        Ok(pairs)
    } else {
        Err(errors)
    }
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
