//! How well a firm fits a gap: fixed points, each with its reason; 0..=100.
//!
//! | what | points |
//! |---|---|
//! | fit: the link is its main product / one of its products / a pool pair that is only 较可信 | 40 / 30 / 20 |
//! | strength: a dated list entry; else a revenue of 10亿元 or more | 15; 10 |
//! | strength: listed company | 5 |
//! | newness: a strategic or high-tech link | 10 |
//! | intention: a dated project in the north-west / elsewhere | 15 / 5 |
//! | ties: a matchmaker of its own group / by supply / of the same trade | 10 / 6 / 3 |
//! | origin: 东南沿海 or 中东部 | 5 |
//!
//! Worked example: main product (40), in a list (15), listed (5), strategic link (10), a project in 新疆 (15),
//! a local customer (6), 江苏 (5): 96.

use crate::analyze::Situation;
use crate::model::{Leader, Link, ListEntry, Matchmaker, Policy, Signal, Way};

use super::origin;
use super::prospect::{Fit, Prospect};

/// Yearly revenue from which a firm of the pool counts as strong, 万元.
const LARGE_REVENUE: f64 = 100_000.0;

/// Score of a prospect and its reasons; `new` says why the link is 引新.
pub fn score(
    s: &Situation<'_>,
    link: &Link,
    new: Option<&str>,
    prospect: &Prospect<'_>,
    matchmaker: Option<&Matchmaker>,
) -> (f64, Vec<String>) {
    let policy = &s.zone.policy;
    let mut points = 0.0;
    let mut reasons = Vec::new();
    let mut add = |p: f64, why: String| {
        points += p;
        reasons.push(why);
    };
    let products = prospect
        .leader
        .map(|l| l.products.join("、"))
        .filter(|p| !p.is_empty());
    let made = products.map(|p| format!("，产品：{p}")).unwrap_or_default();
    let (name, basis) = (&link.name, &prospect.basis);
    match prospect.fit {
        Fit::Main => add(40.0, format!("主营即“{name}”{made}（{basis}）")),
        Fit::One => add(30.0, format!("产品含“{name}”{made}（{basis}）")),
        Fit::Likely => add(20.0, format!("可能从事“{name}”，须核（{basis}）")),
    }
    if let Some(why) = prospect.leader.and_then(|l| listed(policy, l)) {
        add(15.0, why);
    } else if let Some(revenue) = prospect.revenue.filter(|r| r.0 >= LARGE_REVENUE) {
        add(
            10.0,
            format!("年营业收入{:.1}亿元（候选企业库）", revenue.0 / 10_000.0),
        );
    }
    if let Some(ticker) = prospect.ticker {
        add(5.0, format!("上市公司（{ticker}）"));
    }
    if let Some(why) = new {
        add(10.0, format!("属{why}"));
    }
    if let Some((signal, near)) = prospect.leader.and_then(intention) {
        let rest: String = [&signal.place, &signal.amount]
            .into_iter()
            .flatten()
            .map(|word| format!("，{word}"))
            .collect();
        add(
            if near { 15.0 } else { 5.0 },
            format!(
                "投资动向：{}{rest}（{}）",
                signal.text,
                super::cited(&signal.source, &signal.date)
            ),
        );
    }
    if let Some(first) = matchmaker {
        let p = match first.way {
            Way::Group => 10.0,
            Way::Customer | Way::Supplier => 6.0,
            Way::Peer | Way::Partner => 3.0,
        };
        add(
            p,
            format!(
                "红娘：{}（名录第{}行），{}",
                first.name, first.row, first.path
            ),
        );
    }
    if let Some((region, cite)) = origin::preferred(policy, prospect.province) {
        add(5.0, format!("来自{region}（{}）{cite}", prospect.province));
    }
    (points, reasons)
}

/// The sign of intention that says most: the latest in the north-west (true), else the latest.
fn intention(leader: &Leader) -> Option<(&Signal, bool)> {
    let near = |signal: &Signal| {
        signal.place.as_deref().is_some_and(origin::is_north_west)
            || origin::is_north_west(&signal.text)
    };
    let best = |a: &&Signal, b: &&Signal| {
        (near(a), &a.date)
            .cmp(&(near(b), &b.date))
            .then(std::cmp::Ordering::Greater) // of two alike the first
    };
    let signal = leader.signals.iter().max_by(best)?;
    Some((signal, near(signal)))
}

/// The latest entry of a list that the rule on 招强 counts, in words.
fn listed(policy: &Policy, leader: &Leader) -> Option<String> {
    let (rule, strong) = policy.strong()?;
    let counts = |entry: &&ListEntry| {
        let lists = &strong.lists;
        lists.is_empty() || lists.iter().any(|word| entry.name.contains(word))
    };
    let list = leader.lists.iter().filter(counts).max_by_key(|e| e.year)?;
    let (year, name, source) = (list.year, &list.name, &list.source);
    Some(format!("{year}年{name}（{source}）{}", rule.cite()))
}

/// Why a firm is 招强: a dated list entry, or a project from the band of the size rule on.
pub fn strong(s: &Situation<'_>, leader: Option<&Leader>) -> Option<String> {
    let leader = leader?;
    let policy = &s.zone.policy;
    policy.strong()?; // off: nobody is 招强
    if let Some(why) = listed(policy, leader) {
        return Some(why);
    }
    let Large {
        signal,
        amount,
        limit,
    } = large_project(policy, leader)?;
    let (rule, _) = policy.size()?;
    Some(format!(
        "项目投资{amount:.1}亿元，达到{limit}亿元（{}）{}",
        super::cited(&signal.source, &signal.date),
        rule.cite()
    ))
}

/// A project of 招强 size.
pub struct Large<'a> {
    /// What it is.
    pub signal: &'a Signal,
    /// Its investment, 亿元.
    pub amount: f64,
    /// Where the band begins, 亿元.
    limit: f64,
}

/// The firm's first project from the band of the size rule on.
pub fn large_project<'a>(policy: &Policy, leader: &'a Leader) -> Option<Large<'a>> {
    let (_, size) = policy.size()?;
    let limit = size.strong / 10_000.0;
    leader.signals.iter().find_map(|signal| {
        let amount = signal.amount.as_deref().and_then(hundred_millions)?;
        (amount >= limit).then_some(Large {
            signal,
            amount,
            limit,
        })
    })
}

/// `12.5亿元` → 12.5, `125000万元` → 12.5; None for other wordings and
/// currencies, and for money that is no investment: raised, ordered, contracted.
fn hundred_millions(amount: &str) -> Option<f64> {
    let number: String = amount
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(|c| c.is_ascii_digit() || *c == '.' || *c == ',')
        .collect();
    let value: f64 = number.replace(',', "").parse().ok()?;
    let other = [
        "募集",
        "合同",
        "中标",
        "采购",
        "订单",
        "授信",
        "注册资本",
        "美元",
        "欧元",
        "港",
    ];
    if other.iter().any(|word| amount.contains(word)) {
        None
    } else if amount.contains("亿") {
        Some(value)
    } else if amount.contains('万') {
        Some(value / 10_000.0)
    } else if amount.contains('元') {
        Some(value / 1e8)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::hundred_millions;

    #[test]
    fn amounts_in_hundred_millions() {
        assert_eq!(hundred_millions("12.5亿元"), Some(12.5));
        assert_eq!(hundred_millions("约125000万元"), Some(12.5));
        assert_eq!(hundred_millions("3亿美元"), None);
        assert_eq!(hundred_millions("不详"), None);
        assert_eq!(
            hundred_millions("1,250,000,000.00元（累计投入）"),
            Some(12.5)
        );
        assert_eq!(hundred_millions("募集不超过15.56亿元"), None);
    }
}
