//! What a text says, remembered: registers repeat the same phrases in every second 经营范围, and the same
//! things in other phrases.
//!
//! Of phrases, remembered are segments, the parts of a field between `；`, `。`, line breaks and the labels of lists:
//! no item reaches over those, so what a segment says depends on it alone. Kept is what comes a second time, in bounded
//! memory, one for each thread; with or without it the result is the same.

use std::collections::HashMap;
use std::hash::BuildHasher;
use std::sync::Arc;

use foldhash::fast::FixedState;

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

/// What texts say, by the text.
type Known<T> = HashMap<Box<str>, Arc<T>, FixedState>;

/// What is remembered: the texts met of late, and those before them.
pub struct Memory<T> {
    /// With more texts of late, they become those before, which are forgotten when not met again.
    most: usize,
    late: Known<T>,
    before: Known<T>,
    /// Of the texts met once, each in the place that its print gives it: only what comes again is worth
    /// remembering.
    prints: Vec<u64>,
}

impl<T> Memory<T> {
    /// Remembers so many texts of late.
    pub fn new(most: usize) -> Self {
        Self {
            most,
            late: Known::default(),
            before: Known::default(),
            prints: vec![0; 2 * most],
        }
    }

    /// What a text says, where it is remembered.
    pub fn get(&mut self, text: &str) -> Option<Arc<T>> {
        if let Some(known) = self.late.get(text) {
            return Some(Arc::clone(known));
        }
        if self.before.is_empty() {
            return None;
        }
        let (text, known) = self.before.remove_entry(text)?;
        self.insert(text, Arc::clone(&known));
        Some(known)
    }

    /// Remembers what a text says that has just been read, when it is met for the second time.
    pub fn met(&mut self, text: &str, said: &Arc<T>) {
        if text.len() > LONGEST {
            return;
        }
        let print = FixedState::default().hash_one(text);
        let place = usize::try_from(print % self.prints.len() as u64).unwrap_or(0);
        if self.prints[place] == print {
            self.keep(text, said);
        } else {
            self.prints[place] = print;
        }
    }

    /// Remembers what a text says.
    pub fn keep(&mut self, text: &str, said: &Arc<T>) {
        self.insert(text.into(), Arc::clone(said));
    }

    fn insert(&mut self, text: Box<str>, said: Arc<T>) {
        if self.late.len() >= self.most {
            self.before = std::mem::take(&mut self.late);
        }
        self.late.insert(text, said);
    }
}

/// Labels that open a list wherever they stand before a colon: a segment ends before them. `（依法须经批准
/// 的项目，…）一般项目：` has no other end, and would be read anew with every item that follows.
const OPENINGS: [&[u8]; 2] = ["一般项目".as_bytes(), "许可项目".as_bytes()];

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
