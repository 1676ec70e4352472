//! What a firm's name says: the trade stands before the legal form.

use std::sync::LazyLock;

use super::activity;
use super::items::{Item, half_width};
use super::words::{Ends, plain};

/// Legal forms, longest first.
const FORMS: &[&str] = &[
    "股份有限责任公司",
    "有限责任公司",
    "股份有限公司",
    "集团有限公司",
    "农民专业合作社",
    "专业合作社",
    "有限公司",
    "合作社",
    "分公司",
    "总公司",
    "公司",
    "集团",
    "总厂",
    "经营部",
    "工厂",
    "厂",
    "门市部",
    "商行",
];

/// Words between trade and legal form that say nothing about the trade.
const TAILS: &[&str] = &[
    "科技",
    "技术",
    "实业",
    "工业",
    "产业",
    "发展",
    "控股",
    "装备",
    "设备",
    "股份",
    "国际",
    "集团",
    "制造",
    "新材料",
    "材料",
];

static FORM_ENDS: LazyLock<Ends> = LazyLock::new(|| Ends::new(&plain(FORMS)));
static TAIL_ENDS: LazyLock<Ends> = LazyLock::new(|| Ends::new(&plain(TAILS)));

/// The name as an item: 甘肃某某风电叶片制造有限公司 → 甘肃某某风电叶片, made. The place and the brand stay
/// before the head, where they do no harm.
pub fn item(name: &str) -> Option<Item<'static>> {
    let mut text = without_parentheses(name);
    let mut core = text.trim();
    while let Some((rest, ())) = FORM_ENDS.strip(core) {
        core = rest;
    }
    let start = text.len() - text.trim_start().len();
    let end = start + core.len();
    text.truncate(end);
    text.drain(..start);
    let stripped = activity::strip(&text);
    let activities = stripped.leading.or(stripped.trailing);
    let object = stripped.place();
    (!object.is_empty()).then(|| Item {
        text: text.into(),
        object,
        activities,
        at: 0,
        share: None,
        generic: false,
    })
}

/// The same with the words cut off that say nothing: tried where the full name has no head.
pub fn bare<'t>(item: &'t Item<'_>) -> Option<Item<'t>> {
    let mut object = item.object();
    while let Some((rest, ())) = TAIL_ENDS.strip(object) {
        object = activity::strip(rest).object;
    }
    (object != item.object() && !object.is_empty()).then(|| Item {
        text: object.into(),
        object: 0..object.len(),
        activities: item.activities,
        at: 0,
        share: None,
        generic: false,
    })
}

/// In half-width characters.
fn without_parentheses(name: &str) -> String {
    let mut depth = 0usize;
    let mut text = String::with_capacity(name.len());
    for c in name.chars().map(half_width) {
        match c {
            '（' => depth += 1,
            '）' => depth = depth.saturating_sub(1),
            _ if depth == 0 => text.push(c),
            _ => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_trade_stands_before_the_legal_form() {
        let made = item("中材科技（酒泉）风电叶片有限公司").expect("has a trade");
        assert_eq!(made.object(), "中材科技风电叶片");
        let trader = item("酒泉某某光伏组件商贸有限公司").expect("has a trade");
        assert!(trader.activities.trade && trader.object().ends_with("光伏组件"));
        let named = item("酒泉某某逆变器科技有限公司").expect("has a trade");
        let bare = bare(&named).expect("loses a tail");
        assert_eq!(bare.object(), "酒泉某某逆变器");
    }
}
