//! Firm–link pairs as lines of CSV, for registers of any length: what is the same for every firm is
//! written once.

use std::io::Write as _;

use memchr::{memchr, memchr3};

use super::csv::{MATCH_HEADER, add_cell, harmless, match_cells, with_bom};
use crate::model::{Chains, Evidence, Firm, Flag, Holding, each_evidence_word};

/// Bytes of a line, about.
const LINE: usize = 192;

/// Writes the pairs of firms; the lines are those of [`super::csv::match_rows`].
pub struct PairLines {
    /// By link; None where it is classified.
    links: Vec<Option<LinkCells>>,
}

/// Cells of a line that are the link's, with the commas around them.
struct LinkCells {
    before: Vec<u8>,
    after: Vec<u8>,
}

impl PairLines {
    /// O(links).
    pub fn new(chains: &Chains) -> Self {
        let links = chains.iter().map(|(ix, link)| {
            let [id, name, chain, also] = match_cells(chains, ix);
            let mut cells = LinkCells {
                before: vec![b','],
                after: vec![b','],
            };
            for cell in [id, name, chain] {
                add_cell(&mut cells.before, &harmless(&cell));
                cells.before.push(b',');
            }
            add_cell(&mut cells.after, &harmless(&also));
            cells.after.push(b'\n');
            (!link.has(Flag::Classified)).then_some(cells)
        });
        Self {
            links: links.collect(),
        }
    }

    /// What stands before the first line.
    pub fn header() -> Vec<u8> {
        with_bom(&MATCH_HEADER, &[])
    }

    /// Adds the lines of a firm; the number of them.
    pub fn add<F: AsRef<str>, S: AsRef<str>>(
        &self,
        out: &mut Vec<u8>,
        firm: &Firm<F>,
        held: &[Holding<S>],
    ) -> usize {
        out.reserve(held.len() * LINE);
        let mut lines = 0;
        let mut firm_cells = 0..0;
        for pair in held {
            let Some(link) = &self.links[pair.link.0] else {
                continue;
            };
            let start = out.len();
            if lines == 0 {
                // Writing to a Vec does not fail.
                let _ = write!(out, "{},", firm.row.row);
                add_cell(out, &harmless(firm.name.as_ref()));
                firm_cells = start..out.len();
            } else {
                out.extend_from_within(firm_cells.clone());
            }
            out.extend_from_slice(&link.before);
            for cell in [pair.role.zh(), pair.grade.zh()] {
                out.extend_from_slice(cell.as_bytes());
                out.push(b',');
            }
            add_score(out, pair.score);
            out.push(b',');
            add_evidence(out, &pair.evidence);
            out.extend_from_slice(&link.after);
            lines += 1;
        }
        lines
    }
}

/// A score of 0..=1 with three digits.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "0..=1000"
)]
fn add_score(out: &mut Vec<u8>, score: f64) {
    let n = (score * 1000.0).round() as u16;
    let digit = |of: u16| b'0' + (n / of % 10) as u8;
    out.extend_from_slice(&[digit(1000), b'.', digit(100), digit(10), digit(1)]);
}

/// The evidence in words, in quotes where it needs them; it begins with the name of a field.
fn add_evidence<S: AsRef<str>>(out: &mut Vec<u8>, evidence: &[Evidence<S>]) {
    let start = out.len();
    each_evidence_word(evidence, |word| out.extend_from_slice(word.as_bytes()));
    let cell = &out[start..];
    if memchr3(b',', b'"', b'\n', cell).is_some() || memchr(b'\r', cell).is_some() {
        let cell = String::from_utf8_lossy(&out.split_off(start)).into_owned();
        add_cell(out, &cell);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_have_three_digits() {
        for n in 0..=1000 {
            let score = f64::from(n) / 1000.0;
            let mut out = Vec::new();
            add_score(&mut out, score);
            assert_eq!(String::from_utf8_lossy(&out), format!("{score:.3}"));
        }
    }
}
