//! The zone's register: one row, one firm.

use std::collections::HashMap;

use super::InputFile;
use super::firm_row::{self, Reader};
use super::table::{self, Column, Wanted, text};
use crate::diag::{Checked, Diagnostic, Kind, Warned};
use crate::model::{Firm, Register};

const WANTED: Wanted = Wanted { columns: &firm_row::COLUMNS, needed: &[&[Column::Name]] };

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
    let mut warnings = Vec::new();
    let table = table::read(file, &WANTED, &mut warnings)?;
    let mut reader = Reader::new(&table, warnings);
    let mut seen = Seen::default();
    let mut firms: Vec<Firm> = Vec::with_capacity(table.len());
    for row in table.rows() {
        let Some(firm) = reader.firm(row) else { continue };
        let key = text::key_of_name(&firm.name);
        match seen.before(&firm, &key, |at| firms.get(at)) {
            Some(kind) => reader.say(row, None, kind),
            None => {
                seen.add(&firm, key, firms.len());
                firms.push(firm);
            }
        }
    }
    let mut warnings = reader.warnings;
    if firms.is_empty() {
        let mut errors = vec![Diagnostic::in_file(Kind::TableEmpty { rows: table.len() }, &file.name)];
        warnings.truncate(REASONS);
        errors.append(&mut warnings);
        return Err(errors);
    }
    let rows_in = table.len();
    let rows_reported = rows_in - firms.len();
    let columns = table.columns.iter().map(|(column, head)| (column.zh().to_owned(), head.text.clone())).collect();
    let value = Register { file: file.name.clone(), firms, rows_in, rows_reported, columns };
    Ok(Warned { value, warnings })
}

/// Firms met so far, by credit code and by name.
#[derive(Default)]
pub(super) struct Seen {
    by_code: HashMap<String, usize>,
    by_name: HashMap<String, usize>,
}

impl Seen {
    /// The report that the firm was there before; `firm_at` gives the firms added.
    ///
    /// `key` is that of the firm's name. Two valid codes that differ are two firms, whatever their names.
    pub(super) fn before<'a>(
        &self,
        firm: &Firm,
        key: &str,
        firm_at: impl Fn(usize) -> Option<&'a Firm>,
    ) -> Option<Kind> {
        let twice = |at: usize, by: &str| {
            let first = firm_at(at).map_or(0, |first| first.row.row);
            Kind::FirmTwice { name: firm.name.clone(), first, by: by.to_owned() }
        };
        if let Some(at) = firm.credit.as_ref().and_then(|code| self.by_code.get(code.as_str())) {
            return Some(twice(*at, "信用代码"));
        }
        let at = *self.by_name.get(key)?;
        let both_coded = firm.credit.is_some() && firm_at(at).is_some_and(|first| first.credit.is_some());
        (!both_coded).then(|| twice(at, "名称"))
    }

    /// Remembers a firm at its position.
    pub(super) fn add(&mut self, firm: &Firm, key: String, at: usize) {
        if let Some(code) = &firm.credit {
            self.by_code.insert(code.as_str().to_owned(), at);
        }
        self.by_name.entry(key).or_insert(at);
    }
}

#[cfg(test)]
#[path = "register_tests.rs"]
mod tests;
