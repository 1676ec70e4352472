//! bulian 补链: finds the missing links of a zone's industry chains and the firms to go after.
//!
//! The pipeline, left to right; each stage is a function from values to values:
//!
//! ```text
//! bytes ──ingest──▶ Chains, Zone, Register, Leaders …
//!       ──matching─▶ which firm holds which link, with evidence and grade
//!       ──analyze──▶ coverage, action and priority of each link, with reasons
//!       ──target───▶ firms to go after for each gap, with reasons
//!       = study ───▶ Study ──chart──▶ SVG, PNG    ──report──▶ XLSX, JSON
//! ```
//!
//! [`standard`] holds what is fixed for everyone: GB/T 4754 codes and administrative divisions.
//! [`audit`] looks for weaknesses of the models themselves (`bulian check`); [`eval`] holds the matcher
//! against firms judged by hand (`bulian eval`).
//!
//! [`study::run`] runs it: a [`study::Request`] (all bytes, date, options) in, a [`study::Study`]
//! out. Only [`cli`] touches disk, clock and terminal. Same input, same bytes out.

pub mod analyze;
pub mod audit;
pub mod builtin;
pub mod chart;
pub mod cli;
pub mod diag;
pub mod eval;
pub mod graph;
pub mod ingest;
pub mod matching;
pub mod model;
pub mod report;
pub mod standard;
pub mod study;
pub mod target;
