//! Where a firm comes from: the groups of provinces that investment promotion looks at.

/// 东部 as the statistics count it (国家统计局 2011年划分).
const EAST: [&str; 10] = [
    "北京", "天津", "河北", "上海", "江苏", "浙江", "福建", "山东", "广东", "海南",
];
/// 中部, ditto.
const CENTRE: [&str; 6] = ["山西", "安徽", "江西", "河南", "湖北", "湖南"];
/// 东南沿海
const SOUTH_EAST: [&str; 5] = ["上海", "江苏", "浙江", "福建", "广东"];
/// The north-west: neighbours to whom distance is no matter.
const NORTH_WEST: [&str; 6] = ["陕西", "甘肃", "青海", "宁夏", "新疆", "内蒙古"];

/// 东南沿海, 中东部, or nothing.
pub fn preferred(province: &str) -> Option<&'static str> {
    let among = |list: &[&str]| list.iter().any(|p| province.starts_with(p));
    if among(&SOUTH_EAST) {
        Some("东南沿海")
    } else if among(&EAST) || among(&CENTRE) {
        Some("中东部")
    } else {
        None
    }
}

/// Whether a place named in a signal is in the north-west.
pub fn is_north_west(place: &str) -> bool {
    NORTH_WEST.iter().any(|p| place.contains(p))
}
