//! All terms of all links in one automaton.

use std::borrow::Cow;
use std::collections::HashMap;

use daachorse::CharwiseDoubleArrayAhoCorasick;
use indexmap::IndexMap;

use super::items::half_width;
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

/// What one pass over a text finds.
pub struct Met {
    /// Every term, overlapping ones too, in order of their ends.
    pub hits: Vec<Hit>,
    /// Words that exclude a link, by position.
    words: Vec<u32>,
}

/// What a pattern of the automaton stands for. Terms are met in capitals or small letters, words that
/// exclude only as they are written.
#[derive(Default)]
struct Meaning {
    terms: Vec<usize>,
    words: Vec<u32>,
}

/// The automaton: every term and every excluded word, each looked for once per text.
pub struct Terms {
    automaton: CharwiseDoubleArrayAhoCorasick<u32>,
    /// By pattern.
    meanings: Vec<Meaning>,
    owners: Vec<(LinkIx, String)>,
    vocabulary: Vocabulary,
    words: Vec<String>,
    /// Of each link: the words that exclude it.
    excludes: Vec<Vec<u32>>,
}

impl Terms {
    /// Builds the automaton over the terms of all links. A term of two links belongs to the first.
    ///
    /// # Errors
    /// None in practice; the automaton has limits (some GiB of terms) that a model could pass.
    pub fn new(chains: &Chains) -> Result<Self, Diagnostic> {
        let half = |word: &String| -> String { word.chars().map(half_width).collect() };
        let mut owners: IndexMap<String, LinkIx> = IndexMap::new();
        let mut words: IndexMap<String, u32> = IndexMap::new();
        let mut excludes = Vec::with_capacity(chains.links.len());
        for (ix, link) in chains.iter() {
            for term in link.terms.iter().map(half).filter(|term| !term.is_empty()) {
                owners.entry(term).or_insert(ix);
            }
            let own = link.exclude.iter().map(half).map(|word| {
                let next = position(words.len());
                *words.entry(word).or_insert(next)
            });
            excludes.push(own.collect());
        }
        let mut patterns: IndexMap<String, Meaning> = IndexMap::new();
        for (term, text) in owners.keys().enumerate() {
            let meaning = patterns.entry(text.to_ascii_lowercase()).or_default();
            meaning.terms.push(term);
        }
        for (word, at) in words.iter().filter(|(word, _)| !word.is_empty()) {
            let meaning = patterns.entry(word.to_ascii_lowercase()).or_default();
            meaning.words.push(*at);
        }
        let numbered = patterns.keys().zip(0u32..);
        let automaton = CharwiseDoubleArrayAhoCorasick::with_values(numbered).map_err(|e| {
            Diagnostic::new(Kind::Usage {
                what: format!("模型中的词太多：{e}"),
            })
        })?;
        Ok(Self {
            automaton,
            meanings: patterns.into_values().collect(),
            vocabulary: owners.keys().map(String::as_str).collect(),
            owners: owners.into_iter().map(|(term, ix)| (ix, term)).collect(),
            words: words.into_keys().collect(),
            excludes,
        })
    }

    /// Every term and every excluding word of a text.
    pub fn find(&self, text: &str) -> Met {
        let mut met = Met {
            hits: Vec::new(),
            words: Vec::new(),
        };
        let lower = match text.bytes().any(|b| b.is_ascii_uppercase()) {
            true => Cow::Owned(text.to_ascii_lowercase()),
            false => Cow::Borrowed(text),
        };
        for found in self.automaton.find_overlapping_iter(lower.as_ref()) {
            let (start, end) = (found.start(), found.end());
            let meaning = &self.meanings[found.value() as usize];
            let hit = |term: &usize| Hit {
                term: *term,
                start,
                end,
            };
            met.hits.extend(meaning.terms.iter().map(hit));
            let as_written = |word: &&u32| self.words[**word as usize] == text[start..end];
            met.words.extend(meaning.words.iter().filter(as_written));
        }
        met
    }

    /// Whether a text found in says that it is not this link's thing.
    pub fn excluded(&self, link: LinkIx, met: &Met) -> bool {
        self.excludes[link.0]
            .iter()
            .any(|word| met.words.contains(word))
    }

    /// The terms alone.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// The link that a term belongs to.
    pub fn link(&self, term: usize) -> LinkIx {
        self.owners[term].0
    }

    /// Where a term stands.
    pub fn named(&self, text: &str) -> Option<usize> {
        self.owners.iter().position(|(_, term)| term == text)
    }

    /// How many terms there are.
    pub fn len(&self) -> usize {
        self.owners.len()
    }

    /// The term.
    pub fn text(&self, term: usize) -> &str {
        &self.owners[term].1
    }
}

fn position(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Terms by their first character, sorted, to be asked how one may go on.
#[derive(Default)]
pub struct Vocabulary(HashMap<char, Vec<String>, foldhash::fast::FixedState>);

impl<'a> FromIterator<&'a str> for Vocabulary {
    fn from_iter<I: IntoIterator<Item = &'a str>>(terms: I) -> Self {
        let mut vocabulary = Self::default();
        let mut terms: Vec<&str> = terms.into_iter().collect();
        terms.sort_unstable();
        for term in terms {
            if let Some(first) = term.chars().next() {
                let own = vocabulary.0.entry(first).or_default();
                own.push(term.to_owned());
            }
        }
        vocabulary
    }
}

impl Vocabulary {
    /// What may follow a text that is not empty, so that both together are a term.
    pub fn rests<'t>(&'t self, text: &'t str) -> impl Iterator<Item = &'t str> {
        let terms = self.under(text);
        let from = terms.partition_point(|term| term.as_str() <= text);
        let rest = move |term: &'t String| term.strip_prefix(text);
        terms[from..].iter().map_while(rest)
    }

    /// Whether a text is a term, no more and no less.
    pub fn has(&self, text: &str) -> bool {
        let terms = self.under(text);
        terms
            .binary_search_by(|term| term.as_str().cmp(text))
            .is_ok()
    }

    /// The terms that begin with the text's first character, in order.
    fn under(&self, text: &str) -> &[String] {
        let first = text.chars().next();
        let terms = first.and_then(|first| self.0.get(&first));
        terms.map_or(&[], Vec::as_slice)
    }
}
