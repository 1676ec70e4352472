//! Everything that is tested from outside, in one program so that it links once.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod cli;
mod eval;
mod font;
mod golden;
mod layers;
mod policy;
mod properties;
mod readme;
mod schema;
mod support;
mod terms;
mod textbook;
mod traps;
