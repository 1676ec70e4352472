//! All terms of all links in one automaton, the words that exclude a link in another.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use daachorse::CharwiseDoubleArrayAhoCorasick;
use indexmap::IndexMap;

use super::items::half_width;
use super::openings::Openings;
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

/// Words looked for; none where there is no word.
type Automaton = Option<CharwiseDoubleArrayAhoCorasick<u32>>;

/// The automata: every term, and every word that excludes a link.
pub struct Terms {
    terms: Automaton,
    openings: Openings,
    /// Terms by pattern: those that differ in capitals only share one.
    meanings: Vec<Vec<usize>>,
    owners: Vec<(LinkIx, String)>,
    vocabulary: Vocabulary,
    words: Automaton,
    /// Of each link: the words that exclude it.
    excludes: Vec<Vec<u32>>,
}

impl Terms {
    /// Builds the automata over the terms of all links. A term of two links belongs to the first.
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
            let own = link
                .exclude
                .iter()
                .map(half)
                .filter(|word| !word.is_empty());
            let own = own.map(|word| {
                let next = position(words.len());
                *words.entry(word).or_insert(next)
            });
            excludes.push(own.collect());
        }
        let mut patterns: IndexMap<String, Vec<usize>> = IndexMap::new();
        for (term, text) in owners.keys().enumerate() {
            let meaning = patterns.entry(text.to_ascii_lowercase()).or_default();
            meaning.push(term);
        }
        Ok(Self {
            terms: automaton(patterns.keys())?,
            openings: patterns.keys().map(String::as_str).collect(),
            meanings: patterns.into_values().collect(),
            vocabulary: owners.keys().map(String::as_str).collect(),
            owners: owners.into_iter().map(|(term, ix)| (ix, term)).collect(),
            words: automaton(words.keys())?,
            excludes,
        })
    }

    /// Every term of a text, in capitals or small letters, overlapping ones too, in order of their ends.
    pub fn find(&self, text: &str) -> Vec<Hit> {
        let mut hits = Vec::new();
        let Some(terms) = &self.terms else {
            return hits;
        };
        let lower = match text.bytes().any(|b| b.is_ascii_uppercase()) {
            true => Cow::Owned(text.to_ascii_lowercase()),
            false => Cow::Borrowed(text),
        };
        self.openings.parts(&lower, |part| {
            for found in terms.find_overlapping_iter(&lower[part.clone()]) {
                let meaning = &self.meanings[found.value() as usize];
                hits.extend(meaning.iter().map(|term| Hit {
                    term: *term,
                    start: part.start + found.start(),
                    end: part.start + found.end(),
                }));
            }
        });
        hits
    }

    /// Every word of a text that excludes a link, as it is written.
    pub fn words(&self, text: &str) -> Vec<u32> {
        let found = self
            .words
            .iter()
            .flat_map(|all| all.find_overlapping_iter(text));
        found.map(|found| found.value()).collect()
    }

    /// Whether words found in a text say that it is not this link's thing.
    pub fn excluded(&self, link: LinkIx, words: &[u32]) -> bool {
        !words.is_empty()
            && self.excludes[link.0]
                .iter()
                .any(|word| words.contains(word))
    }

    /// The terms alone.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// The link that a term belongs to.
    pub fn link(&self, term: usize) -> LinkIx {
        self.owners[term].0
    }

    /// Where a term of a link stands; none where another link has it.
    pub fn named(&self, link: LinkIx, text: &str) -> Option<usize> {
        let is = |(owner, term): &(LinkIx, String)| *owner == link && term == text;
        self.owners.iter().position(is)
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

fn automaton<'a>(words: impl Iterator<Item = &'a String>) -> Result<Automaton, Diagnostic> {
    let numbered: Vec<(&str, u32)> = words.map(String::as_str).zip(0u32..).collect();
    if numbered.is_empty() {
        return Ok(None);
    }
    let built = CharwiseDoubleArrayAhoCorasick::with_values(numbered);
    built.map(Some).map_err(|e| {
        Diagnostic::new(Kind::Usage {
            what: format!("模型中的词太多：{e}"),
        })
    })
}

fn position(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Terms in order, to be asked how one may go on.
#[derive(Default)]
pub struct Vocabulary {
    terms: Vec<String>,
    /// Where those stand that begin with two characters.
    opening: HashMap<(char, char), Range<usize>, foldhash::fast::FixedState>,
    /// Characters before and behind a word that joins, in terms that have one: 污染治理与修复.
    joints: HashSet<[char; 3], foldhash::fast::FixedState>,
}

impl<'a> FromIterator<&'a str> for Vocabulary {
    fn from_iter<I: IntoIterator<Item = &'a str>>(terms: I) -> Self {
        let mut terms: Vec<String> = terms.into_iter().map(str::to_owned).collect();
        terms.sort_unstable();
        let mut vocabulary = Self::default();
        for (at, term) in terms.iter().enumerate() {
            if let Some(pair) = pair(term) {
                let place = vocabulary.opening.entry(pair).or_insert(at..at);
                place.end = at + 1;
            }
        }
        for term in &terms {
            let chars: Vec<char> = term.chars().collect();
            let around = chars.windows(3).map(|w| [w[0], w[1], w[2]]);
            vocabulary.joints.extend(around.filter(|w| joins(w[1])));
        }
        vocabulary.terms = terms;
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

    /// Whether a term may reach over a word that joins, by the characters around it.
    pub fn bridges(&self, around: [char; 3]) -> bool {
        self.joints.contains(&around)
    }

    /// The terms that begin with the text's first two characters, in order; all where it has but one.
    fn under(&self, text: &str) -> &[String] {
        match pair(text) {
            Some(pair) => match self.opening.get(&pair) {
                Some(place) => &self.terms[place.clone()],
                None => &[],
            },
            None => &self.terms,
        }
    }
}

/// Words of one character that join two things.
pub fn joins(c: char) -> bool {
    matches!(c, '及' | '和' | '与' | '/')
}

fn pair(text: &str) -> Option<(char, char)> {
    let mut chars = text.chars();
    Some((chars.next()?, chars.next()?))
}
