//! All terms of all links in one automaton.

use std::collections::HashSet;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::diag::{Diagnostic, Kind};
use crate::model::{Chains, LinkIx};

/// A term met in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Position of the term.
    pub term: usize,
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

/// The automaton: every term and every excluded word, each looked for once per text.
pub struct Terms {
    automaton: AhoCorasick,
    owners: Vec<(LinkIx, String)>,
    exact: HashSet<String>,
    excludes: Vec<Vec<String>>,
}

impl Terms {
    /// Builds the automaton over the terms of all links. A term of two links belongs to the first.
    ///
    /// # Errors
    /// None in practice; the automaton has limits (some GiB of terms) that a model could pass.
    pub fn new(chains: &Chains) -> Result<Self, Diagnostic> {
        let mut owners: Vec<(LinkIx, String)> = Vec::new();
        let mut seen = HashSet::new();
        for (ix, link) in chains.iter() {
            for term in &link.terms {
                let term: String = term.chars().map(super::items::half_width).collect();
                if !term.is_empty() && seen.insert(term.clone()) {
                    owners.push((ix, term));
                }
            }
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .ascii_case_insensitive(true)
            .build(owners.iter().map(|(_, term)| term))
            .map_err(|e| {
                Diagnostic::new(Kind::Usage {
                    what: format!("模型中的词太多：{e}"),
                })
            })?;
        let half = |word: &String| word.chars().map(super::items::half_width).collect();
        let excludes = chains
            .links
            .iter()
            .map(|l| l.exclude.iter().map(half).collect())
            .collect();
        Ok(Self {
            automaton,
            owners,
            exact: seen,
            excludes,
        })
    }

    /// Every term in a text, overlapping ones too, in order of their ends.
    pub fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Hit> + 't {
        self.automaton.find_overlapping_iter(text).map(|m| Hit {
            term: m.pattern().as_usize(),
            start: m.start(),
            end: m.end(),
        })
    }

    /// Whether a text is a term, no more and no less.
    pub fn is_term(&self, text: &str) -> bool {
        self.exact.contains(text)
    }

    /// The link that a term belongs to.
    pub fn link(&self, term: usize) -> LinkIx {
        self.owners[term].0
    }

    /// How many terms there are.
    pub fn len(&self) -> usize {
        self.owners.len()
    }

    /// The term.
    pub fn text(&self, term: usize) -> &str {
        &self.owners[term].1
    }

    /// Whether a word of the item says that it is not this link's thing.
    pub fn excluded(&self, link: LinkIx, item: &str) -> bool {
        self.excludes[link.0]
            .iter()
            .any(|word| item.contains(word.as_str()))
    }
}
