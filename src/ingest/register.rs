//! The zone's register: one row, one firm.

use std::collections::HashMap;

use rayon::prelude::*;

use super::InputFile;
use super::firm_row::{self, Reader};
use super::table::{self, Column, Row, Table, Wanted, text};
use crate::diag::{Checked, Diagnostic, Kind, Warned};
use crate::model::{Firm, Register};

const WANTED: Wanted = Wanted {
    columns: &firm_row::COLUMNS,
    needed: &[&[Column::Name]],
};

/// Rows read at once: enough for all cores, little beside the register itself.
const BATCH: usize = 8192;

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
    let rows: Vec<Row<'_>> = table.rows().collect();
    let mut seen = Seen::default();
    let mut firms: Vec<Firm> = Vec::with_capacity(rows.len());
    let mut unit_said = false;
    for batch in rows.chunks(BATCH) {
        // Rows are read on all cores; what depends on other rows follows in their order.
        let read: Vec<_> = batch
            .par_iter()
            .with_min_len(256)
            .map(|&row| firm_of(row, &table))
            .collect();
        for (row, (firm, noticed)) in batch.iter().zip(read) {
            for warning in noticed {
                // About the column, not the row: once is enough.
                let about_unit = matches!(warning.kind, Kind::NoUnit { .. });
                if !(about_unit && unit_said) {
                    warnings.push(warning);
                }
                unit_said |= about_unit;
            }
            let Some((firm, key)) = firm else { continue };
            match seen.before(&firm, &key, |at| firms.get(at)) {
                Some(kind) => warnings.push(row.diagnostic(kind, None)),
                None => {
                    seen.add(&firm, key, firms.len());
                    firms.push(firm);
                }
            }
        }
    }
    if firms.is_empty() {
        let mut errors = vec![Diagnostic::in_file(
            Kind::TableEmpty { rows: table.len() },
            &file.name,
        )];
        warnings.truncate(REASONS);
        errors.append(&mut warnings);
        return Err(errors);
    }
    let rows_in = table.len();
    let rows_reported = rows_in - firms.len();
    let columns = table
        .columns
        .iter()
        .map(|(column, head)| (column.zh().to_owned(), head.text.clone()))
        .collect();
    let value = Register {
        file: file.name.clone(),
        firms,
        rows_in,
        rows_reported,
        columns,
    };
    Ok(Warned { value, warnings })
}

/// The firm of a row with the key of its name, and what was noticed in the row.
fn firm_of(row: Row<'_>, table: &Table) -> (Option<(Firm, String)>, Vec<Diagnostic>) {
    let mut reader = Reader::new(table, Vec::new());
    let firm = reader.firm(row).map(|firm| {
        let key = text::key_of_name(&firm.name);
        (firm, key)
    });
    (firm, reader.warnings)
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
            Kind::FirmTwice {
                name: firm.name.clone(),
                first,
                by: by.to_owned(),
            }
        };
        if let Some(at) = firm
            .credit
            .as_ref()
            .and_then(|code| self.by_code.get(code.as_str()))
        {
            return Some(twice(*at, "信用代码"));
        }
        let at = *self.by_name.get(key)?;
        let both_coded =
            firm.credit.is_some() && firm_at(at).is_some_and(|first| first.credit.is_some());
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
