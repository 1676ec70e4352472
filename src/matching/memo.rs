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

/// Texts met of late that a thread remembers; with more, they become those before, which are
/// forgotten when not met again.
const MOST: usize = 1 << 14;

/// Prints of texts met once: only what comes again is worth remembering.
const PRINTS: usize = 1 << 15;

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
    pub item: Item<'static>,
    /// Terms met.
    pub readings: Vec<Reading>,
    /// Where none is met: the term most like it, and how like.
    pub similar: Option<(Reading, f64)>,
}

/// What texts say, by the text.
type Known<T> = HashMap<Box<str>, Arc<T>, FixedState>;

/// What is remembered: the texts met of late, and those before them.
pub struct Memory<T> {
    late: Known<T>,
    before: Known<T>,
    /// Of the texts met once, each in the place that its print gives it.
    prints: Vec<u64>,
}

impl<T> Default for Memory<T> {
    fn default() -> Self {
        Self {
            late: Known::default(),
            before: Known::default(),
            prints: vec![0; PRINTS],
        }
    }
}

impl<T> Memory<T> {
    /// What a text says, where it is remembered.
    pub fn get(&mut self, text: &str) -> Option<Arc<T>> {
        if let Some(known) = self.late.get(text) {
            return Some(Arc::clone(known));
        }
        if self.before.is_empty() {
            return None;
        }
        let (text, known) = self.before.remove_entry(text)?;
        self.keep(text, Arc::clone(&known));
        Some(known)
    }

    /// Remembers what a text says that has just been read, when it is met for the second time.
    pub fn met(&mut self, text: &str, said: &Arc<T>) {
        if text.len() > LONGEST {
            return;
        }
        let print = FixedState::default().hash_one(text);
        let place = usize::try_from(print % PRINTS as u64).unwrap_or(0);
        if self.prints[place] == print {
            self.keep(text.into(), Arc::clone(said));
        } else {
            self.prints[place] = print;
        }
    }

    fn keep(&mut self, text: Box<str>, said: Arc<T>) {
        if self.late.len() >= MOST {
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

/// Where the first segment of a text ends. Byte by byte: a register has hundreds of millions.
fn segment_end(bytes: &[u8]) -> usize {
    let telling = |byte: &u8| matches!(byte, b';' | b'\n' | b':' | 0xef | 0xe3);
    let mut at = 0;
    while let Some(next) = bytes[at..].iter().position(telling) {
        at += next;
        match bytes[at..] {
            [b';' | b'\n', ..] => return at + 1,
            // ；。
            [0xef, 0xbc, 0x9b, ..] | [0xe3, 0x80, 0x82, ..] => return at + 3,
            // : and ：
            [b':', ..] | [0xef, 0xbc, 0x9a, ..] => {
                let label = OPENINGS.iter().find(|label| bytes[..at].ends_with(label));
                match label.map(|label| at - label.len()) {
                    Some(before) if before > 0 => return before,
                    Some(_) | None => {}
                }
            }
            _ => {}
        }
        at += 1;
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
                parts.extend(items.map(|item| Item { at: at + item.at, ..item }));
                at += segment.chars().count();
            }
            prop_assert_eq!(parts, items::items(&field, &known));
        }
    }
}
