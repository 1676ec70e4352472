//! Where a firm comes from: the groups of provinces that investment promotion looks at.

use crate::model::Policy;
use crate::standard::divisions::{self, Rank};
use crate::standard::place;

/// The group of the rule set that a province is in, with the rule: `东南沿海`, `（规则 R13）`.
pub fn preferred<'a>(policy: &'a Policy, province: &str) -> Option<(&'a str, String)> {
    let (rule, origin) = policy.origin()?;
    let full = place::read(province).province.map_or(province, |d| d.name);
    let among = |list: &[String]| list.iter().any(|p| full.starts_with(p.as_str()));
    let (name, _) = origin.regions.iter().find(|(_, list)| among(list))?;
    Some((name, rule.cite()))
}

/// Whether a text about a project names a province of the north-west, neighbours to whom distance is
/// no matter, or begins with a place in one.
pub fn is_north_west(text: &str) -> bool {
    let begins = place::read(text).province;
    begins.is_some_and(|p| p.in_group("西北"))
        || divisions::all()
            .any(|d| d.rank == Rank::Province && d.in_group("西北") && text.contains(d.stem()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins() {
        assert!(is_north_west("拟在新疆建厂") && is_north_west("酒泉市"));
        assert!(!is_north_west("江苏如东"));
    }
}
