//! Everything that is tested from outside, in one program so that it links once.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod cli;
mod eval;
mod font;
mod golden;
mod guide;
mod layers;
mod outlook;
mod page;
mod policy;
mod presence;
mod properties;
mod readme;
mod review;
mod schema;
mod support;
mod targets;
mod terms;
mod textbook;
mod traps;
mod workbook;
