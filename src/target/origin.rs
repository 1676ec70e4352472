//! Where a firm comes from: the groups of provinces that investment promotion looks at.

use crate::standard::divisions::{self, Rank};
use crate::standard::place;

/// 东南沿海, 中东部, or nothing.
pub fn preferred(province: &str) -> Option<&'static str> {
    let province = place::read(province).province?;
    if province.in_group("东南沿海") {
        Some("东南沿海")
    } else if province.in_group("东部") || province.in_group("中部") {
        Some("中东部")
    } else {
        None
    }
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
        assert_eq!(preferred("江苏省"), Some("东南沿海"));
        assert_eq!(preferred("江苏"), Some("东南沿海"));
        assert_eq!(preferred("湖北省"), Some("中东部"));
        assert_eq!(preferred("辽宁省"), None);
        assert_eq!(preferred(""), None);
        assert!(is_north_west("拟在新疆建厂") && is_north_west("酒泉市"));
        assert!(!is_north_west("江苏如东"));
    }
}
