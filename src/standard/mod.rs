//! National standards as data in the binary: industries and administrative divisions.
//!
//! Each `.tsv` names its source and date in its head; a line is a record, `#` begins a remark.

pub mod divisions;
pub mod gbt4754;
pub mod place;

/// The records of a table: its lines without remarks, each split at tabs.
fn records(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split('\t').collect())
}
