//! An address or a company's name → province, city, county.
//!
//! Only what stands at the beginning counts, or what stands at the beginning of a pair of brackets:
//! that is where a company's name carries the division it is registered in (中材科技（酒泉）风电叶片有限公司). A
//! short county name counts only after its province or city, for brands are called like counties.

use super::divisions::{self, Division, Rank};

/// What a text says about where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The province.
    pub province: Option<&'static Division>,
    /// The city; None in municipalities and for what a province governs directly.
    pub city: Option<&'static Division>,
    /// The county.
    pub county: Option<&'static Division>,
}

/// Most characters a division's name has.
const LONGEST: usize = 20;

/// Reads an address, a place as people write it (青海海西州), or a company's name.
pub fn read(text: &str) -> Place {
    let inside = text
        .split(['（', '('])
        .skip(1)
        .filter_map(|rest| at_start(rest).filter(|d| d.rank < Rank::County))
        .next();
    match at_start(text).into_iter().chain(inside).last() {
        None => Place::default(),
        Some(d) => Place {
            province: d.province(),
            city: d.city(),
            county: (d.rank == Rank::County).then_some(d),
        },
    }
}

/// The narrowest division that the text begins with.
fn at_start(text: &str) -> Option<&'static Division> {
    let mut rest = text.trim_start();
    let mut found: Option<&'static Division> = None;
    while let Some((next, len)) = step(rest, found) {
        found = Some(next);
        rest = &rest[len..];
        // 海西州: the rank of a short name, in its short form.
        rest = next
            .name
            .chars()
            .last()
            .and_then(|rank| rest.strip_prefix(rank))
            .unwrap_or(rest);
    }
    found
}

/// The longest name at the beginning that lies in `scope`, and its length in bytes; the widest
/// division of that name.
fn step(text: &str, scope: Option<&'static Division>) -> Option<(&'static Division, usize)> {
    let ends: Vec<usize> = text
        .char_indices()
        .map(|(at, c)| at + c.len_utf8())
        .collect();
    let longest = ends.iter().take(LONGEST).skip(1).rev().find_map(|&end| {
        let name = &text[..end];
        let mut fits = divisions::named(name).into_iter().filter(|d| {
            let full = d.name == name;
            match scope {
                Some(s) => d.rank > s.rank && d.is_in(s),
                None => full || d.rank < Rank::County,
            }
        });
        let first = fits.next()?;
        // Two counties of one name say nothing, and 朝阳区 is not 朝阳市.
        let clear = first.rank < Rank::County || fits.next().is_none();
        Some(clear.then_some((first, end)))
    });
    longest.flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> String {
        let place = read(text);
        let names = [place.province, place.city, place.county].map(|d| d.map_or("—", |d| d.name));
        names.join(" ")
    }

    #[test]
    fn addresses_names_and_loose_places() {
        for (text, place) in [
            ("甘肃省酒泉市肃州区西文化街1号", "甘肃省 酒泉市 肃州区"),
            ("酒泉市瓜州县柳沟", "甘肃省 酒泉市 瓜州县"),
            ("青海海西州格尔木市", "青海省 海西蒙古族藏族自治州 格尔木市"),
            ("甘肃酒泉瓜州", "甘肃省 酒泉市 瓜州县"),
            ("吉林大安", "吉林省 白城市 大安市"),
            ("吉林市", "吉林省 吉林市 —"),
            ("海南藏族自治州共和县", "青海省 海南藏族自治州 共和县"),
            ("新疆石河子", "新疆维吾尔自治区 — 石河子市"),
            ("重庆万州", "重庆市 — 万州区"),
            ("内蒙古鄂尔多斯达拉特旗", "内蒙古自治区 鄂尔多斯市 达拉特旗"),
            ("敦煌市月牙泉", "甘肃省 酒泉市 敦煌市"),
            ("嘉峪关市", "甘肃省 嘉峪关市 —"),
            ("通辽", "内蒙古自治区 通辽市 —"),
            // Companies.
            ("中材科技（酒泉）风电叶片有限公司", "甘肃省 酒泉市 —"),
            ("上海某某（甘肃）有限公司", "甘肃省 — —"),
            ("甘肃瓜州宝丰硅材料开发有限公司", "甘肃省 酒泉市 瓜州县"),
            ("东方电气股份有限公司", "— — —"),
            ("凤凰光学股份有限公司", "— — —"),
            ("朝阳区某某厂", "— — —"),
            ("", "— — —"),
        ] {
            assert_eq!(words(text), place, "{text}");
        }
    }
}
