//! Terms that look like an item: recall for 待复核, never for more.
//!
//! Likeness of two texts by their sets of character pairs A and B: 2·|A ∩ B| ÷ (|A| + |B|) (Dice).
//! 风电机舱罩壳 {风电, 电机, 机舱, 舱罩, 罩壳} and 风电机舱罩 {风电, 电机, 机舱, 舱罩}: 2·4 ÷ 9 = 0.89.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::terms::Terms;

/// Less likeness than this is chance: 光伏玻璃 and 光伏背板 have 2·1 ÷ 6, with 光伏镀膜玻璃 2·2 ÷ 8.
const LIKE: f64 = 0.6;

/// Shorter texts are like too many others.
const SHORTEST: usize = 3;

type Pair = (char, char);

/// The terms of all links by their character pairs.
pub struct Similar {
    by_pair: HashMap<Pair, Vec<usize>, FixedState>,
    /// Number of different pairs of each term; 0 where it is too short.
    sizes: Vec<usize>,
}

impl Similar {
    /// O(characters of all terms).
    pub fn new(terms: &Terms) -> Self {
        let mut by_pair: HashMap<Pair, Vec<usize>, FixedState> = HashMap::default();
        let mut sizes = Vec::with_capacity(terms.len());
        for term in 0..terms.len() {
            let pairs = pairs(terms.text(term));
            sizes.push(pairs.len());
            for pair in pairs {
                by_pair.entry(pair).or_default().push(term);
            }
        }
        Self { by_pair, sizes }
    }

    /// The term most like a text, with the likeness, where any is like enough; of equals the first.
    /// O(terms that share a pair with it).
    pub fn nearest(&self, text: &str, common: &mut Common) -> Option<(usize, f64)> {
        let pairs = pairs(text);
        let mut known = pairs.iter().filter_map(|pair| self.by_pair.get(pair));
        // With k of its n pairs in any term, no term is more like it than 2k ÷ (n + k).
        if likeness(known.clone().count(), pairs.len(), 0) < LIKE {
            return None;
        }
        common.clear(self.sizes.len());
        known.by_ref().flatten().for_each(|term| common.add(*term));
        let like = |term: &usize| {
            let both = usize::from(common.counts[*term]);
            let only = self.sizes[*term].saturating_sub(both);
            (*term, likeness(both, pairs.len(), only))
        };
        // The best of them, whatever the order.
        let best = common
            .terms
            .iter()
            .map(like)
            .max_by(|a, b| a.1.total_cmp(&b.1).then_with(|| b.0.cmp(&a.0)));
        best.filter(|(_, like)| *like >= LIKE)
    }
}

/// Likeness of a text of `pairs` pairs and a term that has `both` of them and `only` others.
#[expect(clippy::cast_precision_loss, reason = "a term has few characters")]
fn likeness(both: usize, pairs: usize, only: usize) -> f64 {
    2.0 * both as f64 / (pairs + both + only) as f64
}

/// Pairs that a text shares with each term; used again for the next text.
#[derive(Default)]
pub struct Common {
    counts: Vec<u16>,
    /// Terms that share any.
    terms: Vec<usize>,
}

impl Common {
    fn clear(&mut self, terms: usize) {
        for term in self.terms.drain(..) {
            self.counts[term] = 0;
        }
        self.counts.resize(terms, 0);
    }

    fn add(&mut self, term: usize) {
        if self.counts[term] == 0 {
            self.terms.push(term);
        }
        self.counts[term] += 1;
    }
}

/// Endings that make all trades alike: 测控系列产品 and 制剂系列产品 share nothing else.
const ENDINGS: [&str; 2] = ["系列产品", "系列"];

/// Different pairs of neighbouring characters, in order of their first place; none of a short text.
fn pairs(text: &str) -> Vec<Pair> {
    let bare = ENDINGS.iter().find_map(|ending| text.strip_suffix(ending));
    let text = bare.unwrap_or(text);
    let chars: Vec<char> = text.chars().collect();
    if chars.len() < SHORTEST {
        return Vec::new();
    }
    let mut out: Vec<Pair> = Vec::with_capacity(chars.len());
    for two in chars.windows(2) {
        let pair = (two[0], two[1]);
        if !out.contains(&pair) {
            out.push(pair);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::{InputFile, chains};

    #[test]
    fn the_nearest_term_where_one_is_like_enough() {
        let model = "format: 1\nid: ZZ\nname: 制造\nen: M\nsegments: {a: 甲}\nlinks:\n  \
            罩: {id: ZZ01, segment: a, stage: 上游, nature: product, terms: [风电机舱罩, 光伏玻璃, 轴承系列产品]}\n";
        let Ok(chains) = chains(&[InputFile::new("m.yaml", model)]) else {
            panic!()
        };
        let Ok(terms) = Terms::new(&chains.value) else {
            panic!()
        };
        let similar = Similar::new(&terms);
        let mut common = Common::default();
        assert!(similar.nearest("风机系列产品", &mut common).is_none());
        // {风电, 电机, 机舱, 舱罩} of 4 and 5 pairs: 2·4 ÷ 9.
        let (term, like) = similar
            .nearest("风电机舱罩壳", &mut common)
            .unwrap_or_default();
        assert_eq!(
            (terms.text(term), (like * 900.0).round()),
            ("风电机舱罩", 800.0)
        );
        assert_eq!(similar.nearest("光伏镀膜玻璃", &mut common), None); // {光伏, 玻璃}: 2·2 ÷ 8
        assert_eq!(similar.nearest("玻璃", &mut common), None);
    }
}
