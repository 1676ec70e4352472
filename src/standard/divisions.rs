//! Provinces, cities and counties, and the groups of provinces that statistics and investment
//! promotion speak of.
//!
//! The code says what contains what: two digits a province, four a city, six a county. Source and
//! date stand in `divisions.tsv`. Reading an address is [`super::place`]'s job.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::records;

/// Level of a division.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// 省、自治区、直辖市、特别行政区
    Province,
    /// 地级市、地区、自治州、盟
    City,
    /// 县、县级市、区、旗; a zone that statistics count like one
    County,
}

/// A province, city or county.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Division {
    /// Two, four or six digits.
    pub code: &'static str,
    /// Full Chinese name.
    pub name: &'static str,
    /// Its level.
    pub rank: Rank,
    /// Groups of provinces it belongs to, separated by spaces; empty for cities and counties.
    groups: &'static str,
}

/// All divisions, by code.
static ALL: LazyLock<Vec<Division>> = LazyLock::new(|| {
    records(include_str!("divisions.tsv"))
        .filter_map(|record| {
            let (code, name) = (*record.first()?, *record.get(1)?);
            let rank = match code.len() {
                2 => Rank::Province,
                4 => Rank::City,
                6 => Rank::County,
                _ => return None,
            };
            Some(Division {
                code,
                name,
                rank,
                groups: record.get(2).copied().unwrap_or(""),
            })
        })
        .collect()
});

/// Full and short names → divisions, by code.
static NAMES: LazyLock<HashMap<&'static str, Vec<&'static Division>>> = LazyLock::new(|| {
    let mut names: HashMap<_, Vec<_>> = HashMap::new();
    for one in ALL.iter() {
        names.entry(one.name).or_default().push(one);
        if one.stem() != one.name {
            names.entry(one.stem()).or_default().push(one);
        }
    }
    names
});

impl Division {
    /// The name without 省, 市, 自治区: see [`stem`].
    pub fn stem(&self) -> &'static str {
        stem(self.name)
    }

    /// The province it is or lies in.
    pub fn province(&self) -> Option<&'static Self> {
        by_code(&self.code[..2])
    }

    /// The city it is or lies in; None for provinces and what they govern directly.
    pub fn city(&self) -> Option<&'static Self> {
        self.code.get(..4).and_then(by_code)
    }

    /// Whether it is, or lies in, a division.
    pub fn is_in(&self, other: &Self) -> bool {
        self.code.starts_with(other.code)
    }

    /// Whether its province belongs to a group: 东部, 中部, 西部, 东北, 东南沿海, 西北.
    pub fn in_group(&self, group: &str) -> bool {
        self.province()
            .is_some_and(|p| p.groups.split(' ').any(|g| g == group))
    }

    /// A municipality: a province that is a city.
    pub fn is_municipality(&self) -> bool {
        self.rank == Rank::Province && self.name.ends_with('市')
    }
}

/// All divisions, by code.
pub fn all() -> impl Iterator<Item = &'static Division> {
    ALL.iter()
}

/// The division of a code.
pub fn by_code(code: &str) -> Option<&'static Division> {
    let at = ALL.binary_search_by(|one| one.code.cmp(code)).ok()?;
    ALL.get(at)
}

/// All divisions of a name, full or without 省, 市, 县; provinces first, then cities, then counties.
pub fn named(name: &str) -> Vec<&'static Division> {
    let mut found = NAMES.get(name.trim()).cloned().unwrap_or_default();
    found.sort_by_key(|one| (one.rank, one.name != name, one.code));
    found
}

/// A province by its name: `甘肃省`, `甘肃`.
pub fn province(name: &str) -> Option<&'static Division> {
    named(name).into_iter().find(|d| d.rank == Rank::Province)
}

/// The one city of a name; where two have it, the one in `within`.
pub fn city(name: &str, within: Option<&Division>) -> Option<&'static Division> {
    only(name, Rank::City, within)
}

/// The one county of a name in `within`, or in the country; None where two have it.
pub fn county(name: &str, within: Option<&Division>) -> Option<&'static Division> {
    only(name, Rank::County, within)
}

fn only(name: &str, rank: Rank, within: Option<&Division>) -> Option<&'static Division> {
    let fits = |d: &&Division| d.rank == rank && within.is_none_or(|w| d.is_in(w));
    let mut found: Vec<_> = named(name).into_iter().filter(fits).collect();
    if found.iter().any(|d| d.name == name) {
        found.retain(|d| d.name == name); // 阿勒泰 the county-level city is not 阿勒泰地区
    }
    match found[..] {
        [one] => Some(one),
        _ => None,
    }
}

/// Peoples that stand in the names of autonomous areas without 族.
const PEOPLES: [&str; 6] = ["柯尔克孜", "哈萨克", "维吾尔", "塔吉克", "蒙古", "锡伯"];

/// The same with 族, longer ones before those that they end in.
const PEOPLES_ZU: [&str; 43] = [
    "柯尔克孜族",
    "达斡尔族",
    "哈萨克族",
    "维吾尔族",
    "鄂温克族",
    "布依族",
    "朝鲜族",
    "土家族",
    "哈尼族",
    "傈僳族",
    "拉祜族",
    "东乡族",
    "纳西族",
    "景颇族",
    "仫佬族",
    "布朗族",
    "撒拉族",
    "毛南族",
    "仡佬族",
    "锡伯族",
    "普米族",
    "保安族",
    "裕固族",
    "独龙族",
    "蒙古族",
    "回族",
    "藏族",
    "苗族",
    "彝族",
    "壮族",
    "侗族",
    "满族",
    "瑶族",
    "白族",
    "傣族",
    "黎族",
    "佤族",
    "畲族",
    "水族",
    "土族",
    "羌族",
    "怒族",
    "各族",
];

/// A division's name as people say it: without its rank and the peoples of an autonomous area.
/// 浙江省 → 浙江, 肃北蒙古族自治县 → 肃北, 赵县 → 赵县.
pub fn stem(name: &str) -> &str {
    let long = |text: &str| text.chars().nth(1).is_some();
    for rank in ["自治区", "自治州", "自治县", "自治旗"] {
        let Some(mut stem) = name.strip_suffix(rank) else {
            continue;
        };
        while let Some(rest) = PEOPLES_ZU
            .iter()
            .chain(&PEOPLES)
            .find_map(|people| stem.strip_suffix(people).filter(|rest| long(rest)))
        {
            stem = rest;
        }
        return stem.strip_suffix('族').unwrap_or(stem);
    }
    [
        "特别行政区",
        "地区",
        "林区",
        "新区",
        "省",
        "市",
        "县",
        "区",
        "盟",
    ]
    .iter()
    .find_map(|rank| name.strip_suffix(rank))
    .filter(|rest| long(rest))
    .unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_division_hangs_in_its_province() {
        let count = |rank| all().filter(|d| d.rank == rank).count();
        assert_eq!(
            [Rank::Province, Rank::City, Rank::County].map(count),
            [34, 333, 2978]
        );
        assert!(all().all(|d| d.province().is_some()));
        assert!(ALL.windows(2).all(|two| two[0].code < two[1].code));
    }

    #[test]
    fn places_lose_their_rank_but_not_their_name() {
        for (name, short) in [
            ("浙江省", "浙江"),
            ("内蒙古自治区", "内蒙古"),
            ("新疆维吾尔自治区", "新疆"),
            ("北京市", "北京"),
            ("沙市", "沙市"),
            ("海西蒙古族藏族自治州", "海西"),
            ("博尔塔拉蒙古自治州", "博尔塔拉"),
            ("阿克塞哈萨克族自治县", "阿克塞"),
            ("东乡族自治县", "东乡"),
            ("龙胜各族自治县", "龙胜"),
            ("浦东新区", "浦东"),
            ("赵县", "赵县"),
            ("香港特别行政区", "香港"),
        ] {
            assert_eq!(stem(name), short);
        }
    }

    #[test]
    fn lookup_with_and_without_the_rank() {
        let code = |d: Option<&Division>| d.map(|d| d.code);
        assert_eq!(code(province("甘肃")), Some("62"));
        assert_eq!(code(city("酒泉", None)), Some("6209"));
        assert_eq!(code(county("肃北", None)), Some("620923"));
        assert_eq!(code(county("朝阳区", None)), None); // 北京, 长春
        assert_eq!(code(county("朝阳区", province("北京"))), Some("110105"));
    }

    /// 国家统计局 2011-06-13.
    #[test]
    fn groups_of_provinces() {
        let count = |group| {
            all()
                .filter(|d| d.rank == Rank::Province && d.in_group(group))
                .count()
        };
        let counts = ["东部", "中部", "西部", "东北", "东南沿海", "西北"].map(count);
        assert_eq!(counts, [10, 6, 12, 3, 5, 6]);
        assert!(city("苏州市", None).is_some_and(|d| d.in_group("东南沿海")));
    }
}
