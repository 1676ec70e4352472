//! 本地需求方: who here needs the link, how many, how big, how much.
//!
//! > number = min(1, customers ÷ 10), size = min(1, their known revenue ÷ 10亿元);
//! > value = mean of both, or number alone where no size is known
//!
//! Customers are the firms at present links that need it (required material relations, no other
//! supplier here), and each such link without a firm whose demand `zone.yaml` declares. A sourced
//! quantity — that demand, or a customer link's capacity of the whole zone — is full size.
//!
//! Worked example: 3 firms with 2亿元 of known revenue between them: (0.3 + 0.2) ÷ 2 = 0.25; a station
//! without a firm, 1,045万千瓦 declared: (0.1 + 1) ÷ 2 = 0.55. O(customers × their firms).

use indexmap::IndexSet;

use crate::model::{Capacity, FirmIx, LinkIx, Share};

use super::super::balance::number;
use super::{Ground, Measured};

/// Customers from which the number is full.
const FULL_NUMBER: f64 = 10.0;
/// Revenue from which the size is full, 万元.
const FULL_REVENUE: f64 = 100_000.0;
/// Customers and quantities named.
const NAMED: usize = 4;

/// The measure.
pub fn measure(g: &Ground<'_>, ix: LinkIx) -> Measured {
    let links: IndexSet<LinkIx> = g.relations(ix).map(|(customer, _)| customer).collect();
    if links.is_empty() {
        return (Some(Share::ZERO), "本地没有必需它的环节".to_owned());
    }
    let mut firms: IndexSet<FirmIx> = IndexSet::new();
    let mut declared = 0;
    let mut quantities = Vec::new();
    for link in &links {
        let at = g.ties.at(*link);
        firms.extend(at.holders.iter().map(|h| h.firm));
        if at.holders.is_empty() {
            declared += 1;
        }
        let demand = at.demand.iter().map(|d| (d.value, d.unit.as_str(), d.year));
        let zone_wide = |c: &&&Capacity| c.holder == "全市" && !c.planned;
        let capacity = at.capacity.iter().filter(zone_wide).max_by_key(|c| c.year);
        let capacity = capacity.map(|c| (c.amount, c.unit.as_str(), c.year));
        quantities.extend(demand.chain(capacity).map(|(amount, unit, year)| {
            let year = year.map(|y| format!("（{y}年）")).unwrap_or_default();
            format!("{}{}{unit}{year}", g.name(*link), number(amount, 2))
        }));
    }
    let revenues: Vec<f64> = firms
        .iter()
        .filter_map(|firm| g.s.register.firms[firm.0].revenue.map(|r| r.0))
        .collect();
    let revenue: f64 = revenues.iter().sum();
    let value = value(
        firms.len() + declared,
        (!revenues.is_empty()).then_some(revenue),
        !quantities.is_empty(),
    );
    let names: Vec<&str> = links.iter().take(NAMED).map(|c| g.name(*c)).collect();
    let more = if links.len() > NAMED { "等" } else { "" };
    let mut reason = format!(
        "{}{more}{}个环节必需，涉及本地企业{}家",
        names.join("、"),
        links.len(),
        firms.len()
    );
    if !revenues.is_empty() {
        let known = revenues.len();
        let sum = number(revenue, 0);
        reason = format!("{reason}，其中{known}家营业收入合计{sum}万元");
    }
    if !quantities.is_empty() {
        quantities.truncate(NAMED);
        reason = format!("{reason}；需求规模：{}", quantities.join("、"));
    }
    (Some(value), reason)
}

/// The formula; `revenue` in 万元.
fn value(customers: usize, revenue: Option<f64>, quantity: bool) -> Share {
    #[expect(
        clippy::cast_precision_loss,
        reason = "counts of firms are far below 2^52"
    )]
    let number = (customers as f64 / FULL_NUMBER).min(1.0);
    let size = match (revenue, quantity) {
        (_, true) => Some(1.0),
        (Some(revenue), false) => Some((revenue / FULL_REVENUE).min(1.0)),
        (None, false) => None,
    };
    Share::new(size.map_or(number, |size| f64::midpoint(number, size)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worked_examples() {
        assert_eq!(value(3, Some(20_000.0), false), Share::new(0.25));
        assert_eq!(value(1, None, true), Share::new(0.55));
        assert_eq!(value(3, None, false), Share::new(0.3));
        assert_eq!(value(40, Some(1e9), false), Share::ONE);
    }
}
