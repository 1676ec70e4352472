//! What a text says, remembered: registers repeat the same phrases in every second 经营范围.
//!
//! Remembered are segments, the parts of a field between `；`, `。` and line breaks: no item reaches
//! over those, so what a segment says depends on it alone. The memory is bounded and one for each
//! thread; with or without it the result is the same.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use thread_local::ThreadLocal;

use super::items::Item;
use super::read::Reading;

/// Segments remembered by a thread; with more, it begins anew.
const MOST: usize = 1 << 15;

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

/// One memory a thread.
#[derive(Default)]
pub struct Memo(ThreadLocal<RefCell<HashMap<Box<str>, Arc<Segment>>>>);

impl Memo {
    /// What a segment says: `read` is asked where it is not remembered.
    pub fn segment(&self, text: &str, read: impl FnOnce() -> Segment) -> Arc<Segment> {
        if text.len() > LONGEST {
            return Arc::new(read());
        }
        let memory = self.0.get_or_default();
        if let Some(known) = memory.borrow().get(text) {
            return Arc::clone(known);
        }
        let segment = Arc::new(read());
        let mut memory = memory.borrow_mut();
        if memory.len() >= MOST {
            memory.clear();
        }
        memory.insert(text.into(), Arc::clone(&segment));
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
            let known = |text: &str| matches!(text, "小麦种植" | "风电叶片" | "叶片制造");
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
