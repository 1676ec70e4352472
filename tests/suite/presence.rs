//! Which local firms belong to a target: known companies, the register's group, the stem of a name.

use crate::support::{Case, MINI};

const LEADER: &str = "{name: 金风科技股份有限公司, short: 金风科技, province: 新疆维吾尔自治区, city: 乌鲁木齐市, group: 金风, links: [塔筒], \
    local: [{name: 酒泉某某叶片厂, county: 肃州区, source: AR, date: 2025-12-31}], basis: AR, date: 2025-12-31}";

/// Names of the matchmakers of the leader as a target for 塔筒, that are of its own group.
fn group(firms: &[&str]) -> Vec<String> {
    let mut case = Case::firms(firms);
    case.leaders = LEADER.to_owned();
    case.model = MINI.to_owned();
    let study = case.study();
    let gap = study.gaps.iter().find(|g| g.link.as_str() == "ZZ03");
    let targets = gap.map(|g| g.targets.as_slice()).unwrap_or_default();
    let of = targets.iter().find(|t| t.name.starts_with("金风"));
    let own = |m: &&bulian::model::Matchmaker| m.path.starts_with("同一集团");
    of.map(|t| {
        t.matchmakers
            .iter()
            .filter(own)
            .map(|m| m.name.clone())
            .collect()
    })
    .unwrap_or_default()
}

#[test]
fn by_stem_known_company_and_group() {
    let found = group(&[
        "甘肃金风风电设备制造有限公司,风力发电机组",
        "酒泉某某叶片厂,风电叶片",
        "玉门某某公司,风机维修,,,金风",
    ]);
    assert_eq!(
        found,
        [
            "甘肃金风风电设备制造有限公司",
            "酒泉某某叶片厂",
            "玉门某某公司"
        ]
    );
}

#[test]
fn a_stem_elsewhere_in_the_name_or_another_trade_is_nobodys() {
    // 黄金风机 holds the two characters inside; 金风餐饮 does nothing in the leader's chain.
    let found = group(&[
        "酒泉黄金风机制造有限公司,风力发电机组",
        "酒泉金风餐饮有限公司,面馆",
    ]);
    assert!(found.is_empty(), "{found:?}");
}
