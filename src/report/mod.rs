//! [`Study`](crate::study::Study) → bytes of what the planner hands on.
//!
//! One format per file; each exporter is a function from values to bytes. Only `cli` writes them.

pub mod campaign;
pub mod chains;
pub mod csv;
mod docx;
pub mod guide;
pub mod json;
pub mod page;
pub mod pairs;
pub mod provenance;
pub mod template;
pub mod xlsx;

/// A figure of the run as a picture.
#[derive(Clone, Copy, Debug)]
pub struct Picture<'a> {
    /// Name of the figure, `产业链图-清洁能源`.
    pub name: &'a str,
    /// Title.
    pub title: &'a str,
    /// The PNG.
    pub png: &'a [u8],
}
