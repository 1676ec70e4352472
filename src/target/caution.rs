//! Rules that ask for something before a project is invited: consultation, market, land.

use crate::model::{Link, LinkIx, Need, Policy, Record};

/// Whether the county has been consulted, and that in words; nothing where no rule asks for it.
///
/// Only a record that holds all that the rule needs counts; what the best one lacks is named.
pub fn consultation(
    policy: &Policy,
    link: &Link,
    records: &[&Record],
) -> (Option<bool>, Option<String>) {
    let Some((rule, consult)) = policy.consult() else {
        return (None, None);
    };
    if !link.has(consult.flag) {
        return (None, None);
    }
    let lacks = |record: &Record| -> Vec<&str> {
        let missing = |need: &Need| match need {
            Need::County => record.county.is_none().then_some("县市区"),
            Need::Date => record.date.is_none().then_some("日期"),
            Need::Conclusion => record.conclusion.is_none().then_some("结论"),
        };
        consult.needs.iter().filter_map(missing).collect()
    };
    let spoken = records
        .iter()
        .filter(|r| consult.matters.iter().any(|word| r.matter.contains(word)))
        .map(|r| (r, lacks(r)))
        .min_by(|(a, x), (b, y)| x.len().cmp(&y.len()).then_with(|| b.date.cmp(&a.date)));
    let cite = rule.cite();
    let Some((record, lacking)) = spoken else {
        let words = format!("公共资源或特许经营，慎重对接：待与县市区沟通{cite}");
        return (Some(false), Some(words));
    };
    let row = record.row.row;
    if lacking.is_empty() {
        let said: Vec<&str> = [&record.date, &record.conclusion]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        let words = format!(
            "公共资源或特许经营，已与{}沟通（{}，台账第{row}行）{cite}",
            record.county.as_deref().unwrap_or("县市区"),
            said.join("，"),
        );
        (Some(true), Some(words))
    } else {
        let words = format!(
            "公共资源或特许经营，慎重对接：沟通记录缺{}（台账第{row}行），不作数{cite}",
            lacking.join("、")
        );
        (Some(false), Some(words))
    }
}

/// 落后产能: why the link is refused; None where it is not.
pub fn backward(policy: &Policy, ix: LinkIx) -> Option<String> {
    let (rule, _) = policy.saturation()?;
    let clause = policy.named.backward.get(&ix)?;
    Some(format!("属落后产能：{clause}{}", rule.cite()))
}

/// 饱和: an argument is wanted, nothing is refused.
pub fn saturated(policy: &Policy, ix: LinkIx) -> Option<String> {
    let (rule, _) = policy.saturation()?;
    let why = policy.named.saturated.get(&ix)?;
    Some(format!(
        "市场饱和（{why}），须论证市场；饱和不是落后产能，不影响准入{}",
        rule.cite()
    ))
}

/// What the zone asks of the land, where it has set anything.
pub fn land_yield(policy: &Policy) -> Option<String> {
    let (rule, land) = policy.land_yield()?;
    let words: Vec<String> = [
        ("投资", land.investment),
        ("产出", land.output),
        ("税收", land.tax),
    ]
    .into_iter()
    .filter_map(|(what, least)| Some(format!("亩均{what}不低于{}万元", least?)))
    .collect();
    (!words.is_empty()).then(|| format!("园区门槛：{}{}", words.join("、"), rule.cite()))
}
