//! What a product list says in parentheses: `钒产品（氧化钒、钒铁、钒电解液）` names three products more.

use super::activity;
use super::items::{self, Item, half_width};
use super::terms::Vocabulary;

/// Words that open an enumeration in parentheses and are no part of it.
const OPENINGS: &[&str] = &[
    "主要包括",
    "主要为",
    "包括",
    "包含",
    "主要",
    "含",
    "如",
    "即",
];

/// Items of every parenthesis that enumerates (、 or ；) and denies nothing. What is done with the thing
/// before the parenthesis is done with them: 化学品运输（汽油、柴油） makes none.
pub fn items(field: &str, known: &Vocabulary) -> Vec<Item<'static>> {
    let mut out = Vec::new();
    if !field.contains(['（', '(']) {
        return out;
    }
    let chars: Vec<char> = field.chars().map(half_width).collect();
    for open in (0..chars.len()).filter(|i| chars[*i] == '（') {
        let close = chars[open..].iter().position(|c| *c == '）');
        let Some(close) = close.map(|len| open + len) else {
            break;
        };
        let inner: String = chars[open + 1..close].iter().collect();
        if !inner.contains(['、', '；', '，']) || inner.contains('除') {
            continue;
        }
        let rest = OPENINGS
            .iter()
            .find_map(|word| inner.strip_prefix(word))
            .unwrap_or(&inner);
        let from = chars[..open]
            .iter()
            .rposition(|c| "；，。、（）".contains(*c))
            .map_or(0, |i| i + 1);
        let before: String = chars[from..open].iter().collect();
        let outer = activity::strip(&before);
        let outer = outer.leading.or(outer.trailing);
        let skipped = inner.chars().count() - rest.chars().count();
        for mut item in items::items(rest, known) {
            if item.activities.is_empty() {
                item.activities = outer;
            }
            item.at += open + 1 + skipped;
            out.push(item);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enumerations_in_parentheses_are_items() {
        let shown = |field: &str| -> Vec<(String, usize, bool)> {
            let found = items(field, &Vocabulary::default()).into_iter();
            found
                .map(|i| (i.object().to_owned(), i.at, i.activities.service))
                .collect()
        };
        assert_eq!(
            shown("钒产品（如氧化钒、钒铁等）"),
            [
                ("氧化钒".to_owned(), 5, false),
                ("钒铁".to_owned(), 9, false)
            ]
        );
        assert_eq!(
            shown("油品运输（汽油、柴油）")[0],
            ("汽油".to_owned(), 5, true)
        );
        assert!(shown("化工产品（不含农药、兽药）").is_empty());
        assert!(shown("气体（氧气）").is_empty());
    }
}
