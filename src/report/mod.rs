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
