//! What a firm's name says: the trade stands before the legal form.

use std::ops::Range;
use std::sync::{Arc, LazyLock};

use super::activity::{self, Activities};
use super::items::{Item, half_width};
use super::phrase::Phrase;
use super::words::{Ends, Starts, longest_first, plain};
use crate::standard::divisions::{self, Division, Rank};

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
    "工作室",
    "车间",
    "商店",
    "超市",
    "专卖店",
    "中心",
    "部",
    "店",
    "站",
    "场",
    "队",
    "行",
    "馆",
    "铺",
    "坊",
    "院",
];

/// Forms of shops.
const SHOPS: &[&str] = &[
    "经营部",
    "门市部",
    "门市",
    "商行",
    "商店",
    "批发部",
    "经销部",
    "销售部",
    "经销处",
    "供应站",
    "超市",
    "店",
];

/// Provinces and cities as people say them, counties by their full names.
static PLACES: LazyLock<Starts> = LazyLock::new(|| {
    let place = |one: &'static Division| match one.rank {
        Rank::County => one.name,
        Rank::Province | Rank::City => one.stem(),
    };
    let long = |name: &&str| name.chars().nth(1).is_some();
    let names: Vec<&str> = divisions::all().map(place).filter(long).collect();
    Starts::new(&longest_first(&plain(&names)))
});

static FORM_ENDS: LazyLock<Ends> = LazyLock::new(|| Ends::new(&plain(FORMS)));
static SHOP_ENDS: LazyLock<Ends> = LazyLock::new(|| Ends::new(&plain(SHOPS)));
static TAIL_ENDS: LazyLock<Ends> = LazyLock::new(|| Ends::new(&plain(TAILS)));

/// The name as an item: 甘肃某某风电叶片制造有限公司 → 甘肃某某风电叶片, made. The place and the brand stay
/// before the head, where they do no harm.
pub fn item(name: &str) -> Option<Item> {
    let mut text = without_parentheses(name);
    let mut core = text.trim();
    while let Some((rest, ())) = FORM_ENDS.strip(core) {
        // 棉花加工厂 is no 工厂.
        core = match core.strip_suffix('厂') {
            Some(whole) if whole.ends_with("加工") => whole,
            _ => rest,
        };
    }
    let start = text.len() - text.trim_start().len();
    let end = start + core.len();
    text.truncate(end);
    text.drain(..start);
    let stripped = activity::strip(&text);
    let activities = stripped.leading.or(stripped.trailing);
    let object = stripped.place();
    (!object.is_empty()).then(|| item_of(&text, object, activities))
}

fn item_of(text: &str, object: Range<usize>, activities: Activities) -> Item {
    Item {
        phrase: Arc::new(Phrase::of(text, object)),
        activities,
        at: 0,
        share: None,
        generic: false,
    }
}

/// The same without the place before it, whose characters may be words of other trades: 酒泉 is no 酒.
/// None where the name begins with no province or city.
pub fn placeless(item: &Item) -> Option<Item> {
    let mut text = item.text();
    while let Some((rest, ())) = PLACES.strip_each(text).find(|(rest, ())| !rest.is_empty()) {
        text = rest.trim_start_matches(['省', '市', '州', '盟']);
    }
    let cut = item.text().len() - text.len();
    let Range { start, end } = item.phrase.place();
    (0 < cut && cut < end).then(|| item_of(text, start.max(cut) - cut..end - cut, item.activities))
}

/// The same with the words cut off that say nothing: tried where the full name has no head. 某某汽车维修部
/// is 汽车维修, with what that says is done.
pub fn bare(item: &Item) -> Option<Item> {
    let full = &item.text()[..item.phrase.place().end];
    let mut text = full;
    while let Some((rest, ())) = TAIL_ENDS.strip(text) {
        text = rest;
    }
    let stripped = activity::strip(text);
    let activities = item.activities.or(stripped.leading).or(stripped.trailing);
    (text != full && !stripped.object.is_empty())
        .then(|| item_of(text, stripped.place(), activities))
}

/// Whether the legal form is a shop's: 某某种子经营部 sells seed.
pub fn shop(name: &str) -> bool {
    SHOP_ENDS.strip(name.trim()).is_some()
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
        let garage = item("肃州区顺通汽车维修部").expect("has a trade");
        let shop = bare(&garage).expect("loses a tail");
        assert!(shop.text().ends_with("汽车维修") && shop.activities.service);
        let mill = item("玉门市棉花加工厂").expect("has a trade");
        assert!(mill.text().ends_with("棉花加工") && mill.activities.make);
        let farm = item("酒泉市枸杞合作社").expect("has a trade");
        assert_eq!(placeless(&farm).expect("loses its place").text(), "枸杞");
        assert!(super::shop("金塔县某某种子经营部") && !super::shop("某某种业有限公司"));
        let named = item("酒泉某某逆变器科技有限公司").expect("has a trade");
        let bare = bare(&named).expect("loses a tail");
        assert_eq!(bare.object(), "酒泉某某逆变器");
    }
}
