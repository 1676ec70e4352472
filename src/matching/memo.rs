//! What a text says, remembered: registers repeat the same phrases in every second 经营范围.
//!
//! Remembered are segments, the parts of a field between `；`, `。` and line breaks: no item reaches
//! over those, so what a segment says depends on it alone. Kept is what comes a second time, in bounded
//! memory, one for each thread; with or without it the result is the same.

use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::BuildHasher;
use std::sync::Arc;

use foldhash::fast::FixedState;
use thread_local::ThreadLocal;

use super::items::Item;
use super::read::Reading;

/// Segments met of late that a thread remembers; with more, they become those before, which are
/// forgotten when not met again.
const MOST: usize = 1 << 14;

/// Prints of segments met once: only what comes again is worth remembering.
const PRINTS: usize = 1 << 15;

/// Bytes of the longest segment remembered: longer ones hardly come again.
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

/// Segments by their text.
type Known = HashMap<Box<str>, Arc<Segment>, FixedState>;

/// What a thread remembers: the segments met of late, and those before them.
struct Memory {
    late: Known,
    before: Known,
    /// Of the segments met once, each in the place that its print gives it.
    prints: Vec<u64>,
}

impl Default for Memory {
    fn default() -> Self {
        Self {
            late: Known::default(),
            before: Known::default(),
            prints: vec![0; PRINTS],
        }
    }
}

impl Memory {
    fn get(&mut self, text: &str) -> Option<Arc<Segment>> {
        if let Some(known) = self.late.get(text) {
            return Some(Arc::clone(known));
        }
        let (text, known) = self.before.remove_entry(text)?;
        self.keep(text, Arc::clone(&known));
        Some(known)
    }

    fn met(&mut self, text: &str, segment: &Arc<Segment>) {
        let print = FixedState::default().hash_one(text);
        let place = usize::try_from(print % PRINTS as u64).unwrap_or(0);
        if self.prints[place] == print {
            self.keep(text.into(), Arc::clone(segment));
        } else {
            self.prints[place] = print;
        }
    }

    fn keep(&mut self, text: Box<str>, segment: Arc<Segment>) {
        if self.late.len() >= MOST {
            self.before = std::mem::take(&mut self.late);
        }
        self.late.insert(text, segment);
    }
}

/// One memory a thread.
#[derive(Default)]
pub struct Memo(ThreadLocal<RefCell<Memory>>);

impl Memo {
    /// What a segment says: `read` is asked where it is not remembered.
    pub fn segment(&self, text: &str, read: impl FnOnce() -> Segment) -> Arc<Segment> {
        if text.len() > LONGEST {
            return Arc::new(read());
        }
        let memory = self.0.get_or_default();
        if let Some(known) = memory.borrow_mut().get(text) {
            return known;
        }
        let segment = Arc::new(read());
        memory.borrow_mut().met(text, &segment);
        segment
    }
}

/// The segments of a field, each with its end.
pub fn segments(field: &str) -> impl Iterator<Item = &str> {
    field.split_inclusive(['；', ';', '。', '\n'])
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
                parts.extend(items.map(|item| items::Item { at: at + item.at, ..item }));
                at += segment.chars().count();
            }
            prop_assert_eq!(parts, items::items(&field, &known));
        }
    }
}
