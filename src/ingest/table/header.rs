//! Finds the header row of a sheet and what its columns are.

use indexmap::IndexMap;

use super::column::{Column, Header, Own};
use super::grid::{Grid, Merge};
use super::number::MoneyUnit;
use super::text::{one_line, squeeze};

/// Rows looked at from the top; title rows and filling-in notes are fewer.
pub const DEPTH: usize = 40;

/// What a table must have to be read.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// Columns that are taken, most wanted first.
    pub columns: &'static [Column],
    /// Of each group at least one column must be there.
    pub needed: &'static [&'static [Column]],
}

/// What is looked for in one file: what a table must have, and the user's own names of columns.
pub struct Search<'a> {
    /// What it must have.
    pub wanted: &'a Wanted,
    /// The user's names.
    pub own: &'a Own,
}

impl Search<'_> {
    fn column(&self, header: &Header) -> Option<(Column, usize)> {
        header.column(self.wanted.columns, self.own)
    }
}

/// A column found.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    /// 0-based column of the sheet.
    pub at: u32,
    /// Header as written, on one line.
    pub text: String,
    /// What stands in brackets behind it, a unit perhaps.
    pub aside: Option<String>,
    /// Unit of money, from the header, the row below it or a title row (单位：万元).
    pub unit: Option<MoneyUnit>,
}

/// A header found.
#[derive(Clone, Debug)]
pub struct Found {
    /// Position in the grid of the last row of the header.
    pub line: usize,
    /// Our columns.
    pub columns: IndexMap<Column, Head>,
    /// Columns whose very header stands more than once, and how often.
    pub twice: Vec<(Column, usize)>,
}

/// What was seen where no header fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The column that is missing.
    pub column: Column,
    /// Cells of the row most like a header.
    pub seen: Vec<String>,
    /// How many of our columns that row has.
    pub recognised: usize,
}

/// The header among the first rows: the row, or pair of rows, that names most of our columns.
///
/// # Errors
/// [`Missing`] where no row names all that is needed.
pub fn find(grid: &Grid, search: &Search<'_>) -> Result<Found, Missing> {
    let depth = grid.len().min(DEPTH);
    let last = if depth > 0 { grid.number(depth - 1) } else { 0 };
    let merges: Vec<Merge> = grid
        .merges
        .iter()
        .filter(|merge| merge.rows.0 <= last)
        .copied()
        .collect();
    let mut best: Option<(usize, Found)> = None;
    let mut near: Option<(usize, Missing)> = None;
    for line in 0..depth {
        for cells in [
            one_row(grid, line, &merges),
            two_rows(grid, line, &merges, search),
        ]
        .into_iter()
        .flatten()
        {
            let found = name(line, &cells, search);
            let score = 2 * found.columns.len()
                + found
                    .columns
                    .values()
                    .filter(|head| head.unit.is_some())
                    .count();
            let missing = search
                .wanted
                .needed
                .iter()
                .find(|group| !group.iter().any(|c| found.columns.contains_key(c)));
            match missing.and_then(|group| group.first()) {
                None if best.as_ref().is_none_or(|(top, _)| score > *top) => {
                    best = Some((score, found))
                }
                // Among rows that name nothing, the widest is most like a header.
                Some(&column)
                    if near
                        .as_ref()
                        .is_none_or(|(top, _)| score * 1000 + cells.len() > *top) =>
                {
                    let seen = cells.iter().map(|cell| cell.shown()).collect();
                    let recognised = found.columns.len();
                    near = Some((
                        score * 1000 + cells.len(),
                        Missing {
                            column,
                            seen,
                            recognised,
                        },
                    ));
                }
                None | Some(_) => {}
            }
        }
    }
    let first_needed = search
        .wanted
        .needed
        .first()
        .and_then(|group| group.first())
        .copied()
        .unwrap_or(Column::Name);
    let Some((_, mut found)) = best else {
        let nothing = || Missing {
            column: first_needed,
            seen: Vec::new(),
            recognised: 0,
        };
        return Err(near.map_or_else(nothing, |(_, missing)| missing));
    };
    // Names merged downwards: the header ends where they end.
    let number = grid.number(found.line);
    let end = merges
        .iter()
        .filter(|m| m.rows.0 <= number && number < m.rows.1 && m.rows.1 - number <= 3);
    if let Some(end) = end.map(|m| m.rows.1).max() {
        found.line = grid.line_from(end + 1) - 1;
    }
    let general = (0..found.line).find_map(|line| unit_in_title(grid, line));
    for (_, head) in found
        .columns
        .iter_mut()
        .filter(|(column, _)| column.is_money())
    {
        head.unit = head.unit.or(general);
    }
    Ok(found)
}

/// A header cell: the row's own text, and that of the row above where there are two.
struct HeadCell<'a> {
    at: u32,
    top: &'a str,
    own: &'a str,
}

impl HeadCell<'_> {
    fn shown(&self) -> String {
        one_line(if self.own.is_empty() {
            self.top
        } else {
            self.own
        })
    }
}

fn one_row<'a>(grid: &'a Grid, line: usize, merges: &[Merge]) -> Option<Vec<HeadCell<'a>>> {
    // A title merged over the whole width is one cell, not ten.
    let mut cells: Vec<HeadCell> = grid
        .row(line)
        .map(|(at, own)| HeadCell { at, top: "", own })
        .collect();
    let number = grid.number(line);
    for merge in merges
        .iter()
        .filter(|m| m.rows.0 < number && number <= m.rows.1)
    {
        let (at, own) = (merge.columns.0, grid.covered(line, merge.columns.0, merges));
        if !own.is_empty() && !cells.iter().any(|cell| cell.at == at) {
            cells.push(HeadCell { at, top: "", own });
        }
    }
    cells.sort_by_key(|cell| cell.at);
    Some(cells)
}

/// The row together with the one above it, which must touch it. Without knowledge of merged cells
/// (CSV, ODS) a group's name over several columns is carried to the right over blank cells.
fn two_rows<'a>(
    grid: &'a Grid,
    line: usize,
    merges: &[Merge],
    search: &Search<'_>,
) -> Option<Vec<HeadCell<'a>>> {
    let above = line.checked_sub(1)?;
    if grid.number(above) + 1 != grid.number(line) {
        return None;
    }
    let mut columns: Vec<u32> = grid
        .row(above)
        .chain(grid.row(line))
        .map(|(at, _)| at)
        .collect();
    columns.sort_unstable();
    columns.dedup();
    let mut cells = Vec::with_capacity(columns.len());
    let mut group = "";
    let mut lower = 0;
    for at in columns {
        let own = grid.get(line, at);
        let mut top = grid.covered(above, at, merges);
        if top.is_empty() && merges.is_empty() && !own.is_empty() {
            top = group;
        } else {
            group = top;
        }
        let header = Header::read(own);
        let unit_below = is_money(top, search) && MoneyUnit::read(&squeeze(own)).is_some();
        lower += usize::from(unit_below || search.column(&header).is_some());
        cells.push(HeadCell { at, top, own });
    }
    // The lower row must say something, else it is the first firm.
    (lower > 0).then_some(cells)
}

fn is_money(header: &str, search: &Search<'_>) -> bool {
    search
        .column(&Header::read(header))
        .is_some_and(|(column, _)| column.is_money())
}

/// Names the columns: the lower text where it is one of ours, else the upper one.
fn name(line: usize, cells: &[HeadCell<'_>], search: &Search<'_>) -> Found {
    let mut columns: IndexMap<Column, (usize, Head)> = IndexMap::new();
    let mut twice: IndexMap<Column, usize> = IndexMap::new();
    for cell in cells {
        let (own, top) = (Header::read(cell.own), Header::read(cell.top));
        let (named, header, text) = match search.column(&own) {
            Some(named) => (named, &own, cell.own),
            None => match search.column(&top) {
                // Below a name of ours stands nothing, a unit, a year; anything else is a part of
                // the group that we don't know (主要产品 / 产量).
                Some(named) if may_stand_below(cell.own, named.0) => (named, &top, cell.top),
                _ => continue,
            },
        };
        let (column, rank) = named;
        let asides = [
            header.aside.as_deref(),
            top.aside.as_deref(),
            own.aside.as_deref(),
            Some(own.key.as_str()),
        ];
        let unit = column.is_money().then(|| {
            asides
                .iter()
                .flatten()
                .find_map(|aside| MoneyUnit::read(aside))
        });
        let text = one_line(text);
        let head = Head {
            at: cell.at,
            text,
            aside: header.aside.clone(),
            unit: unit.flatten(),
        };
        match columns.get_mut(&column) {
            None => {
                columns.insert(column, (rank, head));
            }
            Some((known, first)) if rank == *known && first.text == head.text => {
                *twice.entry(column).or_insert(1) += 1;
            }
            Some(known) if rank < known.0 => *known = (rank, head),
            Some(_) => {}
        }
    }
    let columns = columns
        .into_iter()
        .map(|(column, (_, head))| (column, head))
        .collect();
    Found {
        line,
        columns,
        twice: twice.into_iter().collect(),
    }
}

fn may_stand_below(own: &str, column: Column) -> bool {
    let text = squeeze(own);
    let bare = text.trim_matches(['(', ')']);
    let year = bare.trim_end_matches(['年', '度']);
    bare.is_empty()
        || column.is_money() && MoneyUnit::read(bare).is_some()
        || year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit())
}

/// `单位：万元` in a title row.
fn unit_in_title(grid: &Grid, line: usize) -> Option<MoneyUnit> {
    grid.row(line).find_map(|(_, text)| {
        let text = squeeze(text);
        let (_, unit) = text.split_once("单位:")?;
        MoneyUnit::read(unit.trim_end_matches([')', ']', '】']))
    })
}
