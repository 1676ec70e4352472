//! Bytes in, checked model out.
//!
//! Two shapes per input: a raw one that mirrors the file, and the model value with everything
//! resolved. Every problem of a file is collected before it is refused; a row that can't be used is
//! reported with its place and counted, never dropped in silence.

mod capacity;
mod chain;
mod division;
mod firm_row;
mod labels;
mod leaders;
mod link_cell;
mod link_name;
mod partners;
mod policy;
mod pool;
mod projects;
mod records;
mod register;
mod review;
mod rules;
mod seen;
mod table;
mod yaml;
mod zone;

pub use capacity::capacity;
pub use chain::{ChainPlaces, chains, models};
pub use labels::labels;
pub use leaders::{LeadersFile, Without, leaders, leaders_file};
pub use partners::partners;
pub use policy::policy;
pub use pool::pool;
pub use projects::projects;
pub use records::records;
pub use register::{Made, RegisterSheet, Told, register, register_stream};
pub use review::review;
pub use table::text::key_of_name;
pub use table::{is_workbook, names};
pub use zone::zone;

/// JSON Schemas of the YAML formats, made from the raw shapes themselves; descriptions are in Chinese
/// because an editor shows them to the modeller.
pub mod schema {
    pub use super::chain::schema as chain;
    pub use super::leaders::schema as leaders;
    pub use super::partners::schema as partners;
    pub use super::policy::schema as policy;
    pub use super::zone::schema as zone;
}

/// A file as read: its name as shown to the user, and its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputFile {
    /// Name as shown in messages.
    pub name: String,
    /// Content.
    pub bytes: Vec<u8>,
    /// How to read it, where it is a table.
    pub asked: Asked,
}

/// What the user asks of the reading of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The sheet to read; by content where not said.
    pub sheet: Option<String>,
    /// Our column → its header in this file, whatever else we know: `--map`.
    pub map: Vec<(String, String)>,
    /// Our column → a header that may stand for it: `columns.csv`.
    pub names: Vec<(String, String)>,
    /// MB to which a workbook may inflate.
    pub limit_mb: Option<u64>,
}

impl InputFile {
    /// From a name and anything that is bytes.
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            name: name.into(),
            bytes: bytes.into(),
            asked: Asked::default(),
        }
    }
}
