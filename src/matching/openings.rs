//! Where in a text a term may begin, told by two characters: an automaton of fifteen thousand terms is
//! far larger than the nearest cache, and most of a 经营范围 begins no term at all.

use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::FixedState;

/// Two neighbouring characters.
type Pair = (char, char);

/// Bits of the small table asked first: 2¹⁷ are 16 KiB.
const BITS: u32 = 17;

/// The first two characters of all terms.
pub struct Openings {
    /// A bit for the print of each pair.
    prints: Vec<u64>,
    /// Bytes of the longest term that opens so.
    reach: HashMap<Pair, usize, FixedState>,
    /// Terms of one character: hardly any.
    single: Vec<char>,
}

impl<'a> FromIterator<&'a str> for Openings {
    fn from_iter<I: IntoIterator<Item = &'a str>>(terms: I) -> Self {
        let mut openings = Self {
            prints: vec![0; 1 << (BITS - 6)],
            reach: HashMap::default(),
            single: Vec::new(),
        };
        for term in terms {
            let mut chars = term.chars();
            match (chars.next(), chars.next()) {
                (Some(first), Some(second)) => {
                    let pair = (first, second);
                    let (word, bit) = place(pair);
                    openings.prints[word] |= bit;
                    let reach = openings.reach.entry(pair).or_default();
                    *reach = term.len().max(*reach);
                }
                (Some(alone), None) => openings.single.push(alone),
                (None, _) => {}
            }
        }
        openings
    }
}

impl Openings {
    /// Calls `scan` with each part of a text in which a term may stand, from left to right: no term
    /// reaches over the ends of a part.
    pub fn parts(&self, text: &str, mut scan: impl FnMut(Range<usize>)) {
        let mut part = 0..0;
        let mut open = |at: usize, reach: usize| {
            if at >= part.end && part.end > 0 {
                scan(part.start..boundary(text, part.end));
                part.start = at;
            } else if part.end == 0 {
                part.start = at;
            }
            part.end = part.end.max(at + reach);
        };
        let mut chars = text.char_indices();
        let Some((mut at, mut first)) = chars.next() else {
            return;
        };
        for (next, second) in chars {
            if let Some(reach) = self.reach(first, Some(second)) {
                open(at, reach);
            }
            (at, first) = (next, second);
        }
        if let Some(reach) = self.reach(first, None) {
            open(at, reach);
        }
        if part.end > 0 {
            scan(part.start..boundary(text, part.end));
        }
    }

    fn reach(&self, first: char, second: Option<char>) -> Option<usize> {
        let longer = second
            .map(|second| (first, second))
            .filter(|pair| self.printed(*pair))
            .and_then(|pair| self.reach.get(&pair).copied());
        longer.or_else(|| self.single.contains(&first).then_some(first.len_utf8()))
    }

    fn printed(&self, pair: Pair) -> bool {
        let (word, bit) = place(pair);
        self.prints[word] & bit != 0
    }
}

/// Word and bit of a pair's print.
fn place((first, second): Pair) -> (usize, u64) {
    let mixed =
        u32::from(first).wrapping_mul(0x9e37_79b1) ^ u32::from(second).wrapping_mul(0x85eb_ca77);
    let print = mixed >> (32 - BITS);
    ((print >> 6) as usize, 1 << (print & 63))
}

/// The first place from `at` on where a character ends.
fn boundary(text: &str, at: usize) -> usize {
    (at..text.len())
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts<'t>(terms: &[&str], text: &'t str) -> Vec<&'t str> {
        let openings: Openings = terms.iter().copied().collect();
        let mut parts = Vec::new();
        openings.parts(text, |part| parts.push(&text[part]));
        parts
    }

    #[test]
    fn parts_hold_every_term() {
        let terms = ["风电叶片", "叶片", "塔筒", "锌", "EVA胶膜"];
        assert_eq!(
            parts(&terms, "销售风电叶片模具、塔筒"),
            ["风电叶片", "塔筒"]
        );
        assert_eq!(parts(&terms, "风电叶"), ["风电叶"]);
        assert_eq!(parts(&terms, "锌锭及EVAa胶膜"), ["锌", "EVAa胶膜"]);
        assert!(parts(&terms, "五金交电").is_empty());
    }
}
