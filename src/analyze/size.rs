//! How big a project is, by the city's bands, and whether that is enough.
//!
//! The floor speaks of projects, never of firms; a link of high technology is exempt from it (捡芝麻).
//! Without a floor set by the zone no project is too small.

use crate::model::{Link, Policy, WanYuan};

/// Band of a project's investment, and a remark on the floor. None without a rule on sizes.
///
/// Worked example, floor 1亿元: 5000万元 in a plain link → 亿元以下, below the floor; in a high-tech
/// link → 亿元以下, exempt; 12亿元 → 10亿元以上, no remark.
pub fn size_of(
    policy: &Policy,
    link: &Link,
    investment: WanYuan,
) -> Option<(String, Option<String>)> {
    let (rule, size) = policy.size()?;
    let amount = |wan: f64| {
        if wan >= 10_000.0 {
            format!("{}亿元", wan / 10_000.0)
        } else {
            format!("{wan}万元")
        }
    };
    let band = if investment.0 >= size.strong {
        format!("{}以上", amount(size.strong))
    } else if investment.0 >= size.large {
        format!("{}以上", amount(size.large))
    } else {
        format!("{}以下", amount(size.large))
    };
    let remark = size
        .floor
        .filter(|floor| investment.0 < *floor)
        .map(|floor| {
            let below = format!("投资{}，低于门槛{}", amount(investment.0), amount(floor));
            match policy.exempt() {
                Some((exempt, e)) if e.flags.iter().any(|flag| link.has(*flag)) => format!(
                    "{below}{}；高新技术环节，豁免{}",
                    rule.cite(),
                    exempt.cite()
                ),
                _ => format!("{below}{}", rule.cite()),
            }
        });
    Some((format!("{band}{}", rule.cite()), remark))
}
