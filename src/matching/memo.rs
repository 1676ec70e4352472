//! What a text says, remembered: registers repeat the same phrases in every second 经营范围, and the same
//! things in other phrases.
//!
//! Of phrases, remembered are segments, the parts of a field between `；`, `。`, line breaks and the labels of lists:
//! no item reaches over those, so what a segment says depends on it alone. Kept is what comes a second time; of the
//! things in them (phrases), all. Memory is bounded, one for each thread; with or without it the result is the same.

use std::hash::BuildHasher;
use std::sync::Arc;

use foldhash::fast::FixedState;
use hashbrown::HashTable;

use super::items::Item;
use super::read::Reading;

/// Bytes of the longest text remembered: longer ones hardly come again.
const LONGEST: usize = 400;

/// What a segment says.
#[derive(Debug, Default)]
pub struct Segment {
    /// Its characters.
    pub chars: usize,
    /// Items it has.
    pub items: usize,
    /// First character of the first of them.
    pub first: Option<usize>,
    /// It begins with the label of a list.
    pub opens: bool,
    /// Those that say something about a link.
    pub telling: Vec<Telling>,
}

/// An item that says something about a link.
#[derive(Debug)]
pub struct Telling {
    /// The item, its place counted from the start of the segment.
    pub item: Item,
    /// Terms met.
    pub readings: Vec<Reading>,
    /// Where none is met: the term most like it, and how like.
    pub similar: Option<(Reading, f64)>,
}

/// What is remembered of texts met.
pub struct Memory<T> {
    /// With more texts, all are forgotten: those worth it are soon met again.
    most: usize,
    known: HashTable<Known<T>>,
    /// Of the texts met once, each in the place that its print gives it: only what comes again is worth
    /// remembering.
    prints: Vec<Print>,
}

/// A text, and what it says.
struct Known<T> {
    print: Print,
    text: Box<str>,
    said: Arc<T>,
}

/// The hash of a text, computed once.
pub type Print = u64;

impl<T> Memory<T> {
    /// Remembers so many texts.
    pub fn new(most: usize) -> Self {
        Self {
            most,
            known: HashTable::new(),
            prints: vec![0; 2 * most],
        }
    }

    /// What a text says; where it is not remembered, its print.
    ///
    /// # Errors
    /// The print, to remember the text by.
    pub fn get(&self, text: &str) -> Result<Arc<T>, Print> {
        let print = FixedState::default().hash_one(text);
        let known = self
            .known
            .find(print, |known| known.print == print && *known.text == *text);
        known.map(|known| Arc::clone(&known.said)).ok_or(print)
    }

    /// Remembers what a text says that has just been read, when it is met for the second time.
    pub fn met(&mut self, (text, print): (&str, Print), said: &Arc<T>) {
        if text.len() > LONGEST {
            return;
        }
        let place = usize::try_from(print % self.prints.len() as u64).unwrap_or(0);
        if self.prints[place] == print {
            self.keep((text, print), said);
        } else {
            self.prints[place] = print;
        }
    }

    /// Remembers what a text says.
    pub fn keep(&mut self, (text, print): (&str, Print), said: &Arc<T>) {
        if self.known.len() >= self.most {
            self.known.clear();
        }
        let known = Known {
            print,
            text: text.into(),
            said: Arc::clone(said),
        };
        self.known.insert_unique(print, known, |known| known.print);
    }
}

/// Labels that open a list wherever they stand before a colon: a segment ends before them. `（依法须经批准
/// 的项目，…）一般项目：` has no other end, and would be read anew with every item that follows.
const OPENINGS: [&[u8]; 2] = ["一般项目".as_bytes(), "许可项目".as_bytes()];

/// Whether a segment begins with one of them.
pub fn opens_list(segment: &str) -> bool {
    let bytes = segment.trim_start().as_bytes();
    OPENINGS.iter().any(|label| bytes.starts_with(label))
}

/// The segments of a field, each with its end; none is empty.
pub fn segments(field: &str) -> impl Iterator<Item = &str> {
    let mut rest = field;
    std::iter::from_fn(move || {
        let (segment, next) = rest.split_at(segment_end(rest.as_bytes()));
        rest = next;
        (!segment.is_empty()).then_some(segment)
    })
}

/// Where the first segment of a text ends. By bytes: a register has hundreds of millions.
fn segment_end(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        at += match byte {
            0xe4..=0xe9 => 3, // nearly all characters
            b';' | b'\n' => return at + 1,
            // ；。
            0xef | 0xe3
                if matches!(
                    &bytes[at..],
                    [0xef, 0xbc, 0x9b, ..] | [0xe3, 0x80, 0x82, ..]
                ) =>
            {
                return at + 3;
            }
            // : and ：
            b':' | 0xef if *byte == b':' || bytes[at..].starts_with("：".as_bytes()) => {
                let label = OPENINGS.iter().find(|label| bytes[..at].ends_with(label));
                match label.map(|label| at - label.len()) {
                    Some(before) if before > 0 => return before,
                    Some(_) | None => 1,
                }
            }
            _ => 1,
        };
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::matching::items;

    fn text() -> impl Strategy<Value = String> {
        let pieces = prop::sample::select(vec![
            "风电叶片",
            "制造",
            "销售",
            "、",
            "，",
            "；",
            ";",
            "。",
            "\n",
            "（",
            "）",
            "(",
            "：",
            ":",
            "1.",
            "12、",
            "(3)",
            "①",
            "一般项目：",
            "许可项目:",
            "不含",
            "除",
            "外",
            "的",
            "和",
            "及",
            "与",
            "82%",
            "供电业务",
            "小麦",
            "玉米种植",
            " ",
            "\u{3000}",
            "2",
            ".",
            "依法须经批准",
            "除外",
            "\r",
            "|",
        ]);
        prop::collection::vec(pieces, 0..24).prop_map(|pieces| pieces.concat())
    }

    fn shown(item: &Item, at: usize) -> impl PartialEq + std::fmt::Debug + use<> {
        let Item {
            activities,
            share,
            generic,
            ..
        } = item.clone();
        (
            item.text().to_owned(),
            item.phrase.place(),
            activities,
            at + item.at,
            share,
            generic,
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        /// What makes remembering lawful: segments read one by one give what the field gives.
        #[test]
        fn segments_are_read_alone(field in text()) {
            let known = ["小麦种植", "风电叶片", "叶片制造"].into_iter().collect();
            let mut parts = Vec::new();
            let mut at = 0;
            for segment in segments(&field) {
                let items = items::items(segment, &known).into_iter();
                parts.extend(items.map(|item| shown(&item, at)));
                at += segment.chars().count();
            }
            let whole = items::items(&field, &known);
            let whole: Vec<_> = whole.iter().map(|item| shown(item, 0)).collect();
            prop_assert_eq!(parts, whole);
        }
    }
}
