//! Firms that could be attracted.

use serde::Serialize;

use super::LinkIx;

/// An entry in a published list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct ListEntry {
    /// 中国500强, 民营500强, 单项冠军 …
    pub name: String,
    /// Year of the list.
    pub year: u16,
    /// Who says so.
    pub source: String,
}

/// A company of the firm that is already in the region.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct LocalFirm {
    /// Legal name.
    pub name: String,
    /// County or city.
    pub place: Option<String>,
    /// Who says so.
    pub source: String,
    /// When.
    pub date: String,
}

/// A sign that the firm is expanding or moving.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Signal {
    /// What.
    pub text: String,
    /// Where.
    pub place: Option<String>,
    /// How much, as the source says.
    pub amount: Option<String>,
    /// Who says so.
    pub source: String,
    /// When.
    pub date: String,
}

/// How far to trust a sign of intention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// 高
    High,
    /// 中
    Middle,
    /// 低
    Low,
}

impl Trust {
    /// 高, 中, 低.
    pub fn zh(self) -> &'static str {
        match self {
            Self::High => "高",
            Self::Middle => "中",
            Self::Low => "低",
        }
    }
}

impl Signal {
    /// Who says so, and how long ago: what the firm itself discloses or an authority publishes is 高, a
    /// report is 中, a reprint or a guess 低; one step less when it is older than two years on the
    /// day, and 低 without a source.
    ///
    /// On 2026-06-30 an annual report of 2025-12-31 is 高, a newspaper of 2025-10 is 中 and one of
    /// 2023 is 低.
    pub fn trust(&self, today: &str) -> Trust {
        const OWN: [&str; 6] = ["年度报告", "公告", "公示", "招股", "批复", "环评"];
        const WEAK: [&str; 2] = ["转载", "推断"];
        let says = |words: &[&str]| words.iter().any(|w| self.source.contains(w));
        let year = |day: &str| day.get(..4).and_then(|y| y.parse::<i32>().ok());
        let old = match (year(today), year(&self.date)) {
            // Same month and day two years on, as texts: 2024-06 is not older than 2026-06-30.
            (Some(now), Some(then)) => {
                now - then > 2
                    || (now - then == 2 && self.date.get(4..) < today.get(4..self.date.len()))
            }
            _ => true,
        };
        match (self.source.is_empty() || says(&WEAK), says(&OWN), old) {
            (true, _, _) | (false, false, true) => Trust::Low,
            (false, true, true) | (false, false, false) => Trust::Middle,
            (false, true, false) => Trust::High,
        }
    }
}

/// A leading firm of the country, or a firm of the pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leader {
    /// Legal name.
    pub name: String,
    /// Short name.
    pub short: String,
    /// Exchange ticker.
    pub ticker: Option<String>,
    /// Province, full name.
    pub province: String,
    /// City.
    pub city: Option<String>,
    /// Stem that its subsidiaries carry in their names.
    pub group: Option<String>,
    /// What it makes, of our links.
    pub links: Vec<LinkIx>,
    /// What it makes, in its own words.
    pub products: Vec<String>,
    /// Lists it stands in.
    pub lists: Vec<ListEntry>,
    /// Its companies in the region.
    pub local: Vec<LocalFirm>,
    /// Signs of expansion.
    pub signals: Vec<Signal>,
    /// What all this rests on.
    pub basis: String,
    /// As of when.
    pub date: String,
}

#[cfg(test)]
mod tests {
    use super::{Signal, Trust};

    #[test]
    fn a_sign_is_trusted_by_who_says_it_and_when() {
        let trust = |source: &str, date: &str| {
            let signal = Signal {
                text: "扩产".to_owned(),
                place: None,
                amount: None,
                source: source.to_owned(),
                date: date.to_owned(),
            };
            signal.trust("2026-06-30")
        };
        assert_eq!(trust("上市公司2025年年度报告", "2025-12-31"), Trust::High);
        assert_eq!(trust("上市公司2023年年度报告", "2023-12-31"), Trust::Middle);
        assert_eq!(trust("甘肃日报", "2025-10"), Trust::Middle);
        // Two years to the day are not more than two years.
        assert_eq!(trust("甘肃日报", "2024-06-30"), Trust::Middle);
        assert_eq!(trust("甘肃日报", "2024-06-29"), Trust::Low);
        assert_eq!(trust("甘肃日报", "2024-06"), Trust::Middle);
        assert_eq!(trust("每日甘肃（转载）", "2026-01-01"), Trust::Low);
        assert_eq!(trust("", "2026-01-01"), Trust::Low);
        assert_eq!(trust("甘肃日报", "上半年"), Trust::Low);
    }
}
