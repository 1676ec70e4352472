//! What a product list says in parentheses: `钒产品（氧化钒、钒铁、钒电解液）` names three products more.

use std::sync::Arc;

use super::activity;
use super::items::{self, Item, half_width};
use super::phrase::Phrase;
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

/// Items of every parenthesis that enumerates (含…, …等, …及…) or says what a brand is, and denies nothing. What
/// is done with the thing before the parenthesis is done with them: 化学品运输（汽油、柴油） makes none.
pub fn items(field: &str, known: &Vocabulary) -> Vec<Item> {
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
        if inner.contains('除') {
            continue;
        }
        let opened = OPENINGS.iter().find_map(|word| inner.strip_prefix(word));
        let brand = open > 0 && "®™".contains(chars[open - 1]);
        let lists = inner.contains(['、', '；', '，', '及', '和']) || inner.ends_with('等');
        if !(lists || opened.is_some() || brand) {
            continue;
        }
        let rest = opened.unwrap_or(&inner);
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

/// Signs that a parenthesis limits or refers, and names nothing.
const LIMITS: &[&str] = &[
    "不", "除", "依法", "须", "凭", "许可", "批准", "详见", "禁", "资质", "规定",
];

/// Words that open a parenthesis and are no part of what it names.
const ONLY: &[&str] = &[
    "仅限于",
    "仅限",
    "限于",
    "限",
    "含",
    "包括",
    "包含",
    "主要",
    "如",
    "即",
];

/// Kinds of work that a parenthesis narrows: 道路运输（危险货物） is 危险货物运输.
const NARROWED: &[&str] = &["运输", "货运", "仓储", "种植", "养殖", "加工"];

/// Trades whose parenthesis lists what is sold: 供应链业务（煤炭、钢材）.
const TRADES: &[&str] = &["贸易", "批发", "零售", "流通", "供应链", "经销"];

/// What a parenthesis names in so many words: 道路货物运输（网络货运）, 危险化学品生产（液氯、盐酸）,
/// 货物运输（冷藏保鲜）. `chars` is a clause, `offset` where it begins. Only terms, alone or with the work that is narrowed.
pub fn named(chars: &[char], offset: usize, known: &Vocabulary, out: &mut Vec<Item>) {
    let bracket = |from: usize, sign: char| chars[from..].iter().position(|c| *c == sign);
    let mut from = 0;
    while let Some(open) = bracket(from, '（').map(|len| from + len) {
        let Some(close) = bracket(open, '）').map(|len| open + len) else {
            return;
        };
        from = close + 1;
        let inner: String = chars[open + 1..close].iter().collect();
        if inner.contains('（') || LIMITS.iter().any(|word| inner.contains(word)) {
            continue;
        }
        let ends = |c: &char| "；，。、（）\n".contains(*c);
        let begin = chars[..open].iter().rposition(ends).map_or(0, |i| i + 1);
        let rest = chars[from..]
            .iter()
            .position(ends)
            .unwrap_or(chars.len() - from);
        let before: String = chars[begin..open].iter().collect();
        let behind: String = chars[from..from + rest].iter().collect();
        let (first, last) = (activity::strip(&before), activity::strip(&behind));
        if !last.object.is_empty() {
            continue; // 新能源（光热发电）零件 are parts
        }
        let mut outer = first.leading.or(first.trailing).or(last.trailing);
        outer.trade |= TRADES
            .iter()
            .any(|word| inner.contains(word) || before.contains(word));
        let mut at = open + 1;
        for part in inner.split(['、', '，', '/', '；']) {
            let start = at;
            at += part.chars().count() + 1;
            let named = ONLY.iter().find_map(|word| part.strip_prefix(word));
            let named = named.unwrap_or(part).trim().trim_end_matches('等');
            let narrowed = NARROWED.iter().find(|work| before.ends_with(**work));
            let whole = narrowed.map(|work| format!("{named}{work}"));
            let whole = whole.filter(|whole| !named.is_empty() && known.has(whole));
            let Some(text) = whole.or_else(|| known.has(named).then(|| named.to_owned())) else {
                continue;
            };
            out.push(Item {
                phrase: Arc::new(Phrase::whole(&text)),
                activities: outer,
                at: offset + start,
                share: None,
                generic: false,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parenthesis_that_is_a_term_is_an_item() {
        let known: Vocabulary = ["网络货运", "冷藏保鲜运输", "液氯", "煤炭", "光热发电"]
            .into_iter()
            .collect();
        let shown = |field: &str| -> Vec<(String, usize)> {
            let found = items::items(field, &known).into_iter();
            let inner =
                found.filter(|i| field[..field.find('（').unwrap_or(0)].chars().count() < i.at);
            inner.map(|i| (i.text().to_owned(), i.at)).collect()
        };
        assert_eq!(
            shown("道路货物运输（网络货运）"),
            [("网络货运".to_owned(), 7)]
        );
        assert_eq!(
            shown("货物运输（冷藏保鲜）"),
            [("冷藏保鲜运输".to_owned(), 5)]
        );
        assert_eq!(
            shown("危险化学品生产（含盐酸、液氯）"),
            [("液氯".to_owned(), 12)]
        );
        assert!(shown("道路货物运输（不含网络货运）").is_empty());
        assert!(shown("新能源（光热发电）零件").is_empty());
        let sold = items::items("供应链业务（煤炭、钢材）", &known);
        assert!(
            sold.iter()
                .any(|i| i.text() == "煤炭" && i.activities.trade)
        );
    }

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
        assert_eq!(shown("透平产品（离心鼓风机等）")[0].0, "离心鼓风机");
        assert_eq!(shown("派舒宁®（塞纳帕利胶囊）")[0].0, "塞纳帕利胶囊");
        assert!(shown("化工产品（不含农药、兽药）").is_empty());
        assert!(shown("气体（氧气）").is_empty());
    }
}
