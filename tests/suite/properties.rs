//! What must hold whatever the register says.

use std::collections::BTreeMap;

use bulian::model::Coverage;
use proptest::prelude::*;

use crate::support::Case;

fn firm() -> impl Strategy<Value = String> {
    let products = prop::sample::select(vec![
        "风电叶片",
        "风电叶片销售",
        "风力发电机组",
        "塔筒",
        "塔筒钢板",
        "环氧树脂制造",
        "风力发电",
        "定日镜",
        "糖果",
        "叶片回收",
    ]);
    let status = prop::sample::select(vec!["在业", "待核", "在建", "注销", ""]);
    let name = prop::sample::select(vec!["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛"]);
    (name, products, status).prop_map(|(n, p, s)| format!("{n}公司,{p},,{s}"))
}

fn rank(coverage: Coverage) -> usize {
    Coverage::ALL.iter().position(|c| *c == coverage).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_row_is_lost(firms in prop::collection::vec(firm(), 1..12)) {
        let mut case = Case { firms, ..Case::default() };
        case.firms.push("终公司,糖果".into()); // a register of closed firms only is refused
        let q = case.study().data_quality;
        prop_assert_eq!(q.rows_in, case.firms.len());
        prop_assert_eq!(q.rows_in, q.rows_used + q.rows_reported);
    }

    #[test]
    fn row_order_changes_no_verdict(firms in prop::collection::vec(firm(), 1..10), seed in any::<u64>()) {
        // One row a firm: which of two rows of the same firm counts does depend on the order.
        let mut unique: BTreeMap<String, String> = BTreeMap::new();
        for firm in firms {
            unique.insert(firm.split(',').next().unwrap().to_owned(), firm);
        }
        let mut firms: Vec<String> = unique.into_values().collect();
        firms.push("终公司,糖果".into());
        let before = Case { firms: firms.clone(), ..Case::default() }.study();
        let n = firms.len();
        firms.rotate_left(usize::try_from(seed % n as u64).unwrap());
        firms.reverse();
        let after = Case { firms, ..Case::default() }.study();
        for (a, b) in before.links.iter().zip(&after.links) {
            prop_assert_eq!((&a.id, a.coverage, a.action, a.leads), (&b.id, b.coverage, b.action, b.leads));
        }
        let gaps = |study: &bulian::study::Study| -> Vec<_> {
            let targets = |g: &bulian::study::GapView| -> Vec<_> {
                g.targets.iter().map(|t| (t.name.clone(), t.score)).collect()
            };
            study.gaps.iter().map(|g| (g.link.clone(), g.rank, g.priority, targets(g))).collect()
        };
        prop_assert_eq!(gaps(&before), gaps(&after));
    }

    #[test]
    fn an_active_firm_never_lowers_coverage(firms in prop::collection::vec(firm(), 1..8), product in 0usize..5) {
        let mut case = Case { firms, ..Case::default() };
        case.firms.push("终公司,糖果".into());
        let before = case.study();
        let product = ["风电叶片", "风力发电机组", "塔筒", "定日镜", "糖果"][product];
        case.firms.push(format!("新公司,{product},,在业"));
        let after = case.study();
        for (a, b) in before.links.iter().zip(&after.links) {
            prop_assert!(rank(b.coverage) <= rank(a.coverage), "{}: {:?} -> {:?}", a.name, a.coverage, b.coverage);
        }
    }

    #[test]
    fn a_firm_without_a_link_decides_nothing(firms in prop::collection::vec(firm(), 1..8), at in any::<prop::sample::Index>()) {
        let mut case = Case { firms, ..Case::default() };
        case.firms.push("终公司,糖果".into());
        let without = case.study();
        case.firms.insert(at.index(case.firms.len() + 1), "无关公司,糕点,,在业,无关集团,500000".into());
        let with = case.study();
        for (a, b) in without.links.iter().zip(&with.links) {
            prop_assert_eq!((&a.id, a.coverage, a.action, a.here, a.leads), (&b.id, b.coverage, b.action, b.here, b.leads));
        }
        let of = |study: &bulian::study::Study| -> Vec<_> {
            study.gaps.iter().map(|g| (g.link.clone(), g.rank, g.priority)).collect()
        };
        prop_assert_eq!(of(&without), of(&with));
    }

    #[test]
    fn every_target_belongs_to_a_gap_and_every_gap_to_a_link(firms in prop::collection::vec(firm(), 1..8)) {
        let mut case = Case { firms, ..Case::default() };
        case.firms.push("终公司,糖果".into());
        let study = case.study();
        for gap in &study.gaps {
            prop_assert!(study.link(&gap.link).is_some());
            prop_assert!(!gap.reasons.is_empty(), "{} has no reason", gap.name);
        }
    }
}
