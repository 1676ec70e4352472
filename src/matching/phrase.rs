//! A text met as an item: what it says by itself, whatever stands around it.
//!
//! Lists differ from firm to firm, the things in them come again: 风电叶片 is taken apart and looked up once,
//! not in every list that names it.

use std::ops::Range;
use std::sync::OnceLock;

use super::activity::{self, Activities};
use super::items::is_soft;
use super::read::Found;
use super::terms::Vocabulary;

/// A text without parentheses: object and activities as written.
#[derive(Debug)]
pub struct Phrase {
    text: Box<str>,
    /// Where the thing stands, without activities: bytes.
    object: Range<usize>,
    /// Nothing but verbs.
    pub bare: bool,
    /// A service that firms add to what they make.
    pub soft: bool,
    /// What is done with the thing, as said before it.
    pub leading: Activities,
    /// The same behind it.
    pub trailing: Activities,
    /// Whether a term goes on behind the object; looked for in enumerations.
    goes_on: OnceLock<bool>,
    /// Terms in it; looked for when it is read.
    pub found: OnceLock<Found>,
    /// The term that its object looks like, and how like; looked for where none is met.
    pub like: OnceLock<Option<(usize, f64)>>,
}

impl Phrase {
    /// Takes a text apart.
    pub fn new(text: &str) -> Self {
        let stripped = activity::strip(text);
        let verbs = stripped.leading.or(stripped.trailing);
        // 仓储 and 仓储服务 are trades of their own; 销售 beside an object is what is done with it.
        let trade = stripped.object.is_empty()
            && !(verbs.make || verbs.trade || verbs.develop)
            && text.chars().nth(1).is_some();
        let object = match trade {
            true => 0..text.len(),
            false => stripped.place(),
        };
        Self {
            bare: stripped.object.is_empty(),
            soft: is_soft(text),
            leading: stripped.leading,
            trailing: stripped.trailing,
            ..Self::of(text, object)
        }
    }

    /// A text whose object is known.
    pub fn of(text: &str, object: Range<usize>) -> Self {
        Self {
            text: text.into(),
            object,
            bare: false,
            soft: false,
            leading: Activities::default(),
            trailing: Activities::default(),
            goes_on: OnceLock::new(),
            found: OnceLock::new(),
            like: OnceLock::new(),
        }
    }

    /// A text of which something is the object in any case: its thing, or all of it.
    pub fn whole(text: &str) -> Self {
        let phrase = Self::new(text);
        match phrase.bare {
            true => Self::of(text, 0..text.len()),
            false => phrase,
        }
    }

    /// As written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where the thing stands in the text, without activities: bytes.
    pub fn place(&self) -> Range<usize> {
        self.object.clone()
    }

    /// The thing, without activities.
    pub fn object(&self) -> &str {
        &self.text[self.place()]
    }

    /// Whether a term goes on behind the object.
    pub fn goes_on(&self, known: &Vocabulary) -> bool {
        *self
            .goes_on
            .get_or_init(|| known.rests(self.object()).next().is_some())
    }
}
