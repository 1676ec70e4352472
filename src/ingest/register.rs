//! The zone's register: one row, one firm.

use std::borrow::Cow;
use std::cell::RefCell;
use std::io::Read;
use std::sync::Mutex;

use rayon::prelude::*;
use thread_local::ThreadLocal;

use super::firm_row::{self, Reader};
use super::seen::{Keys, Seen};
use super::table::{self, Block, Column, Grid, Layout, Row, Stream, Table, Wanted};
use super::{Asked, InputFile};
use crate::diag::{Checked, Diagnostic, Kind, Warned};
use crate::model::{Firm, Register};

const WANTED: Wanted = Wanted {
    columns: &firm_row::COLUMNS,
    needed: &[&[Column::Name]],
};

/// Reports shown beside the refusal of a register without firms.
const REASONS: usize = 20;

/// Reads a register: .xlsx, .xls, .ods, .csv or .tsv in any usual encoding and layout.
///
/// Every row below the header is either a firm of the result or reported by exactly one warning
/// that says why not (no name, a total or note, closed, a duplicate): `rows_in` is the number of
/// firms plus `rows_reported`. Completely blank rows are not rows. Other warnings (a wrong credit
/// code, an unreadable number) leave the row in use. Money is in 万元.
///
/// # Errors
/// The file can't be read, has no column of names, or no row that is a firm.
pub fn register(file: &InputFile) -> Checked<Register> {
    let mut firms = Vec::new();
    let mut warnings = Vec::new();
    let mut sink = |told: Told<'_, Firm>| {
        match told {
            Told::Firm(firm) => firms.push(firm),
            Told::Written(_) => {}
            Told::Notice(warning) => warnings.push(warning),
        }
        Ok(())
    };
    let each = |firms: &[Firm<Cow<'_, str>>], made: &mut Made<Firm>| {
        for firm in firms {
            made.add(firm.clone().owned());
        }
    };
    let register = if table::is_workbook(&file.bytes) {
        RegisterSheet::read(file).and_then(|sheet| sheet.each(each, &mut sink))
    } else {
        let named = (file.name.as_str(), &file.asked);
        register_stream(named, file.bytes.as_slice(), each, &mut sink)
    };
    let value = Register { firms, ..register? };
    Ok(Warned { value, warnings })
}

/// What a register tells, in the order of its rows.
#[derive(Debug)]
pub enum Told<'b, T> {
    /// A firm, as the caller makes it.
    Firm(T),
    /// What was written of the firms told since the last time.
    Written(&'b [u8]),
    /// A row that is not used, or something else worth a look.
    Notice(Diagnostic),
}

/// Reads a text register of any length in constant memory (but for the keys that find duplicates:
/// some 100 bytes a firm): `each` makes something of some firms at a time and may write of them, on all cores;
/// `sink` takes that, in the order of the rows. A firm met before is made and not told. What is told is what [`register`]
/// gives for the same bytes; the register returned has no firms.
///
/// # Errors
/// As [`register`], and what the sink says.
pub fn register_stream<R: Read + Send, T: Send>(
    (name, asked): (&str, &Asked),
    input: R,
    each: impl Fn(&[Firm<Cow<'_, str>>], &mut Made<T>) + Sync,
    sink: &mut (impl FnMut(Told<'_, T>) -> Result<(), Diagnostic> + Send),
) -> Result<Register, Vec<Diagnostic>> {
    let refuse = |kind: Kind| vec![Diagnostic::in_file(kind, name)];
    let mut warnings = Vec::new();
    let mut stream = Stream::open(name, input, (&WANTED, asked), &mut warnings).map_err(refuse)?;
    let parser = stream.parser.clone();
    let mut teller = Teller::new(&parser.layout, sink);
    teller.notices(warnings).map_err(|e| vec![e])?;
    let round = rayon::current_num_threads().max(1) * BLOCKS;
    let mut blocks = take(&mut stream, round).map_err(refuse)?;
    let mut read: Vec<Part<T>> = Vec::new();
    let spare: Mutex<Vec<Part<T>>> = Mutex::default();
    let grids: ThreadLocal<RefCell<Grid>> = ThreadLocal::new();
    while !(blocks.is_empty() && read.is_empty()) {
        // While all cores read and match one round, the one before goes out and the next comes in.
        let work = || -> Vec<Part<T>> {
            let part = |block: &Block| {
                let grid = grids.get_or_default();
                let table = parser.table(block, grid.take());
                let used = spare.lock().map_or(None, |mut spare| spare.pop());
                let mut part = used.unwrap_or_default();
                part.noticed = table.noticed();
                part.read(table.rows(), &table, &each);
                grid.replace(table.emptied());
                part
            };
            blocks.par_iter().map(part).collect()
        };
        let serial = || {
            for mut part in read.drain(..) {
                teller.tell(&mut part).map_err(|e| vec![e])?;
                if let Ok(mut spare) = spare.lock() {
                    spare.push(part);
                }
            }
            take(&mut stream, round).map_err(refuse)
        };
        let (done, next) = rayon::join(work, serial);
        let used = std::mem::replace(&mut blocks, next?);
        stream.reuse(used);
        read = done;
    }
    teller.end()
}

/// Blocks that each core gets in a round.
const BLOCKS: usize = 16;

fn take<R: Read>(stream: &mut Stream<R>, most: usize) -> Result<Vec<Block>, Kind> {
    let mut blocks = Vec::with_capacity(most);
    while blocks.len() < most
        && let Some(block) = stream.next()?
    {
        blocks.push(block);
    }
    Ok(blocks)
}

/// The register of a workbook: its sheet, read and in memory.
#[derive(Debug)]
pub struct RegisterSheet {
    table: Table,
    warnings: Vec<Diagnostic>,
}

impl RegisterSheet {
    /// Reads the sheet.
    ///
    /// # Errors
    /// As [`register`], but that there is no firm.
    pub fn read(file: &InputFile) -> Result<Self, Vec<Diagnostic>> {
        let mut warnings = Vec::new();
        let table = table::sheet(file, &WANTED, &mut warnings)?;
        warnings.extend(table.noticed());
        Ok(Self { table, warnings })
    }

    /// Makes of its firms what [`register_stream`] makes of those of a text.
    ///
    /// # Errors
    /// That there is no firm, and what the sink says.
    pub fn each<T: Send>(
        self,
        each: impl Fn(&[Firm<Cow<'_, str>>], &mut Made<T>) + Sync,
        sink: &mut impl FnMut(Told<'_, T>) -> Result<(), Diagnostic>,
    ) -> Result<Register, Vec<Diagnostic>> {
        let Self { table, warnings } = self;
        let mut teller = Teller::new(&table.layout, sink);
        teller.notices(warnings).map_err(|e| vec![e])?;
        let rows: Vec<Row<'_>> = table.rows().collect();
        let part = |rows: &[Row<'_>]| {
            let mut part = Part::default();
            part.read(rows.iter().copied(), &table, &each);
            part
        };
        let parts: Vec<Part<T>> = rows.par_chunks(512).map(part).collect();
        for mut part in parts {
            teller.tell(&mut part).map_err(|e| vec![e])?;
        }
        teller.end()
    }
}

/// What is made of firms.
#[derive(Debug)]
pub struct Made<T> {
    /// What is written of them.
    pub bytes: Vec<u8>,
    /// Of each firm: what was made of it, and where ends what was written.
    firms: Vec<(T, usize)>,
}

impl<T> Made<T> {
    /// What is made of the next firm, when all is written of it.
    pub fn add(&mut self, value: T) {
        self.firms.push((value, self.bytes.len()));
    }
}

/// A part of the table, read.
struct Part<T> {
    noticed: Vec<Diagnostic>,
    rows: Vec<RowRead>,
    /// Names of its firms, one behind the other.
    names: String,
    made: Made<T>,
}

/// What a row is, and what was noticed in it.
struct RowRead {
    /// A firm, and where its name ends among those of the part.
    firm: Option<(Keys, usize)>,
    noticed: Vec<Diagnostic>,
}

impl<T> Default for Part<T> {
    fn default() -> Self {
        Self {
            noticed: Vec::new(),
            rows: Vec::new(),
            names: String::new(),
            made: Made {
                bytes: Vec::new(),
                firms: Vec::new(),
            },
        }
    }
}

impl<T> Part<T> {
    /// Reads rows into a part that is empty, new or not: first all firms, then what is made of them.
    fn read<'a>(
        &mut self,
        rows: impl Iterator<Item = Row<'a>>,
        table: &'a Table,
        each: &impl Fn(&[Firm<Cow<'_, str>>], &mut Made<T>),
    ) {
        let mut reader = Reader::new(table, Vec::new());
        let mut firms = Vec::with_capacity(rows.size_hint().0);
        self.rows.extend(rows.map(|row| {
            let firm = reader.firm(row).map(|firm| {
                self.names.push_str(&firm.name);
                let keys = Keys::of(&firm);
                firms.push(firm);
                (keys, self.names.len())
            });
            let noticed = std::mem::take(&mut reader.warnings);
            RowRead { firm, noticed }
        }));
        each(&firms, &mut self.made);
    }
}

/// Brings parts into order: finds duplicates, counts, tells.
struct Teller<'a, S> {
    layout: &'a Layout,
    sink: &'a mut S,
    seen: Seen,
    unit_said: bool,
    rows: usize,
    firms: usize,
    /// The first notices, as long as there is no firm: the reasons of a refusal.
    reasons: Vec<Diagnostic>,
}

impl<'a, S> Teller<'a, S> {
    fn new(layout: &'a Layout, sink: &'a mut S) -> Self {
        Self {
            layout,
            sink,
            seen: Seen::default(),
            unit_said: false,
            rows: 0,
            firms: 0,
            reasons: Vec::new(),
        }
    }

    fn notices<T>(
        &mut self,
        noticed: impl IntoIterator<Item = Diagnostic>,
    ) -> Result<(), Diagnostic>
    where
        S: FnMut(Told<'_, T>) -> Result<(), Diagnostic>,
    {
        for warning in noticed {
            // About the column, not the row: once is enough.
            let about_unit = matches!(warning.kind, Kind::NoUnit { .. });
            if about_unit && std::mem::replace(&mut self.unit_said, true) {
                continue;
            }
            if self.firms == 0 && self.reasons.len() < REASONS {
                self.reasons.push(warning.clone());
            }
            (self.sink)(Told::Notice(warning))?;
        }
        Ok(())
    }

    /// Tells what a part has, and empties it.
    fn tell<T>(&mut self, part: &mut Part<T>) -> Result<(), Diagnostic>
    where
        S: FnMut(Told<'_, T>) -> Result<(), Diagnostic>,
    {
        self.notices(part.noticed.drain(..))?;
        self.rows += part.rows.len();
        let (mut name, mut bytes) = (0..0, 0..0);
        let mut made = part.made.firms.drain(..);
        for RowRead { firm, noticed } in part.rows.drain(..) {
            self.notices(noticed)?;
            let Some((keys, end)) = firm else { continue };
            let Some((value, written)) = made.next() else {
                break; // nothing was made of it
            };
            name = name.end..end;
            match self.seen.meet(&keys, &part.names[name.clone()]) {
                Some(kind) => {
                    (self.sink)(Told::Written(&part.made.bytes[bytes]))?;
                    bytes = written..written;
                    let place = self.layout.place(keys.row, None);
                    self.notices([Diagnostic::at(kind, place)])?;
                }
                None => {
                    self.firms += 1;
                    bytes.end = written;
                    (self.sink)(Told::Firm(value))?;
                }
            }
        }
        drop(made);
        (self.sink)(Told::Written(&part.made.bytes[bytes]))?;
        part.names.clear();
        part.made.bytes.clear();
        Ok(())
    }

    fn end(self) -> Result<Register, Vec<Diagnostic>> {
        if self.firms == 0 {
            let kind = Kind::TableEmpty { rows: self.rows };
            let mut errors = vec![Diagnostic::in_file(kind, &self.layout.file)];
            errors.extend(self.reasons);
            return Err(errors);
        }
        let columns = self.layout.columns.iter();
        Ok(Register {
            file: self.layout.file.clone(),
            firms: Vec::new(),
            rows_in: self.rows,
            rows_reported: self.rows - self.firms,
            columns: columns
                .map(|(column, head)| (column.zh().to_owned(), head.text.clone()))
                .collect(),
        })
    }
}

#[cfg(test)]
#[path = "register_tests.rs"]
mod tests;
