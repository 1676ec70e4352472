//! Where a firm comes from: the groups of provinces that investment promotion looks at.

use crate::model::Policy;

/// The north-west: neighbours to whom distance is no matter.
const NORTH_WEST: [&str; 6] = ["陕西", "甘肃", "青海", "宁夏", "新疆", "内蒙古"];

/// The group of the rule set that a province is in, with the rule: `东南沿海`, `（规则 R13）`.
pub fn preferred<'a>(policy: &'a Policy, province: &str) -> Option<(&'a str, String)> {
    let (rule, origin) = policy.origin()?;
    let among = |list: &[String]| list.iter().any(|p| province.starts_with(p.as_str()));
    let (name, _) = origin.regions.iter().find(|(_, list)| among(list))?;
    Some((name, rule.cite()))
}

/// Whether a place named in a signal is in the north-west.
pub fn is_north_west(place: &str) -> bool {
    NORTH_WEST.iter().any(|p| place.contains(p))
}
