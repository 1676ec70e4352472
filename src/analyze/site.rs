//! Where a project of a link may land: chemical links in recognised chemical parks only.
//!
//! A zone that says of no park whether it is recognised is not known (待核); one that says of every
//! park that it is not has no place for a chemical link (不可).

use crate::model::{Landing, Link};

use super::Situation;

/// Where a link may land.
pub enum Site {
    /// No rule on it.
    Anywhere,
    /// In these parks only.
    Parks {
        /// Park and its county.
        parks: Vec<(String, String)>,
        /// `（规则 R06）`
        cite: String,
    },
    /// The settings do not say; in words.
    Unknown(String),
    /// No park of the zone will do; in words.
    Nowhere(String),
}

impl Site {
    /// What it asks for, in words.
    pub fn condition(&self) -> Option<String> {
        match self {
            Self::Anywhere => None,
            Self::Parks { parks, cite } => {
                let names: Vec<&str> = parks.iter().map(|(park, _)| park.as_str()).collect();
                let names = names.join("、");
                Some(format!("化工环节，只能落在认定的化工园区：{names}{cite}"))
            }
            Self::Unknown(words) | Self::Nowhere(words) => Some(words.clone()),
        }
    }

    /// Why nothing may land in a county; None where it may, or where nobody knows.
    pub fn refuses(&self, county: &str) -> Option<String> {
        match self {
            Self::Parks { parks, cite } if !parks.iter().any(|(_, c)| same_place(c, county)) => {
                Some(format!("{county}没有认定的化工园区{cite}"))
            }
            _ => None,
        }
    }
}

/// Where a link may land.
pub fn site(s: &Situation<'_>, link: &Link) -> Site {
    let Some((rule, landing)) = s.zone.policy.landing() else {
        return Site::Anywhere;
    };
    if !is_chemical(landing, link) {
        return Site::Anywhere;
    }
    let parks: Vec<(String, String)> = s
        .zone
        .parks
        .iter()
        .filter(|p| p.chemical == Some(true))
        .map(|p| (p.name.clone(), p.county.clone()))
        .collect();
    let cite = rule.cite();
    let what = "化工环节，只能落在认定的化工园区：";
    let none = !s.zone.parks.is_empty() && s.zone.parks.iter().all(|p| p.chemical == Some(false));
    if !parks.is_empty() {
        Site::Parks { parks, cite }
    } else if none {
        Site::Nowhere(format!("{what}本区设置的园区都未经认定，没有落地处{cite}"))
    } else {
        Site::Unknown(format!("{what}本区设置未写明哪个园区经认定，待核{cite}"))
    }
}

/// Whether a rule on landing speaks of the link.
pub fn is_chemical(landing: &Landing, link: &Link) -> bool {
    let main = link.codes.first().map_or("", |code| code.digits.as_str());
    link.has(landing.flag)
        && landing
            .codes
            .iter()
            .any(|code| main.starts_with(code.as_str()))
}

/// Whether two names are of one county: 肃北县 and 肃北蒙古族自治县.
pub fn same_place(a: &str, b: &str) -> bool {
    let stem = |name: &str| -> String {
        let short = name.trim().trim_end_matches(['县', '市', '区']);
        short.chars().take(2).collect()
    };
    let (x, y) = (stem(a), stem(b));
    a == b || (x.chars().count() == 2 && x == y)
}

#[cfg(test)]
mod tests {
    use super::same_place;

    #[test]
    fn a_county_by_its_short_name() {
        assert!(same_place("肃北县", "肃北蒙古族自治县"));
        assert!(same_place("玉门", "玉门市"));
        assert!(!same_place("金塔县", "瓜州县"));
        assert!(!same_place("", "瓜州县"));
    }
}
