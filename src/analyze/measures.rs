//! Priority of a gap: a weighted mean of measures on fixed scales, each with its finding in words.
//!
//! | key | measure | 0 → 1 | weight |
//! |---|---|---|---|
//! | customers | present customers that need it | 0 → 5 or more | 0.30 |
//! | inputs | share of its required inputs that are here | 0 % → 100 % | 0.20 |
//! | completes | present customers it would complete alone | 0 → 3 or more | 0.15 |
//! | demand | capacity short of local demand | 0 % → 100 % | 0.10 |
//! | shipping | sense of making it near: bulky, cheap, fragile | 0 → 1 | 0.15 |
//! | newness | strategic or high-tech link | no → yes | 0.10 |
//!
//! A measure that cannot be computed is 不适用: it drops out, the other weights are renormalised, and
//! the share of known weight is shown.
//!
//! Worked example: 3 customers (3/5 = 0.6), 2 of 4 inputs (0.5), completes 1 (0.333), demand unknown,
//! shipping 1.0, strategic 1.0: (0.30·0.6 + 0.20·0.5 + 0.15·0.333 + 0.15·1 + 0.10·1) ÷ 0.90 = 0.6444 → 64.4.

use indexmap::IndexSet;

use crate::model::{
    Action, Burden, Gap, Input, LinkIx, Part, Share, Shipping, Supplier, Verdict, WEIGHT_KEYS, Zone,
};

use super::action::needs;
use super::ties::Ties;
use super::{Situation, coverage};

/// Customers from which the measure is full.
const FULL_CUSTOMERS: usize = 5;
/// Completed customers from which the measure is full.
const FULL_COMPLETES: usize = 3;

/// Default weights, in the order of [`WEIGHT_KEYS`].
const DEFAULT_WEIGHTS: [f64; 6] = [0.30, 0.20, 0.15, 0.10, 0.15, 0.10];

/// Every link that asks for something, most pressing first, 远期 last.
pub fn gaps(s: &Situation<'_>, ties: &Ties<'_>, verdicts: &[Verdict]) -> Vec<Gap> {
    let mut out: Vec<Gap> = s
        .chains
        .indices()
        .filter(|ix| verdicts[ix.0].action != Action::None)
        .map(|ix| gap(s, ties, verdicts, ix))
        .collect();
    out.sort_by(|a, b| {
        (a.action == Action::Defer)
            .cmp(&(b.action == Action::Defer))
            .then_with(|| b.priority.total_cmp(&a.priority))
            .then_with(|| a.link.cmp(&b.link))
    });
    out
}

fn gap(s: &Situation<'_>, ties: &Ties<'_>, verdicts: &[Verdict], ix: LinkIx) -> Gap {
    let [customers, inputs, completes, demand, shipping, newness] = WEIGHT_KEYS;
    let measured = [
        (
            customers,
            "本地需求方",
            customers_measure(s, ties, verdicts, ix),
        ),
        (inputs, "投入已备", inputs_measure(s, verdicts, ix)),
        (completes, "补齐下游", completes_measure(s, verdicts, ix)),
        (demand, "产能缺口", demand_measure(s, ties, ix)),
        (
            shipping,
            "就近配套",
            shipping_measure(s.chains.link(ix).ship),
        ),
        (newness, "战新高新", newness_measure(s, ix)),
    ];
    let parts: Vec<Part> = measured
        .into_iter()
        .map(|(key, name, (value, reason))| Part {
            key: key.to_owned(),
            name: name.to_owned(),
            value,
            weight: weight(s.zone, key),
            reason,
        })
        .collect();
    let (priority, known_weight) = combine(&parts);
    Gap {
        link: ix,
        action: verdicts[ix.0].action,
        priority,
        known_weight,
        parts,
        stability: None,
        landing: Vec::new(),
    }
}

/// The zone's weight of a measure, else the default.
pub fn weight(zone: &Zone, key: &str) -> f64 {
    let default = WEIGHT_KEYS
        .iter()
        .position(|k| *k == key)
        .map_or(0.0, |i| DEFAULT_WEIGHTS[i]);
    zone.weights.get(key).copied().unwrap_or(default)
}

/// Weighted mean of the known parts, 0..=100 to one decimal, and the share of known weight.
fn combine(parts: &[Part]) -> (f64, Share) {
    let all: f64 = parts.iter().map(|p| p.weight).sum();
    let known: f64 = parts
        .iter()
        .filter(|p| p.value.is_some())
        .map(|p| p.weight)
        .sum();
    if known <= 0.0 || all <= 0.0 {
        return (0.0, Share::ZERO);
    }
    let sum: f64 = parts
        .iter()
        .filter_map(|p| p.value.map(|v| p.weight * v.get()))
        .sum();
    (
        (sum / known * 1000.0).round() / 10.0,
        Share::new(known / all),
    )
}

type Measured = (Option<Share>, String);

fn customers_measure(
    s: &Situation<'_>,
    ties: &Ties<'_>,
    verdicts: &[Verdict],
    ix: LinkIx,
) -> Measured {
    let needing: IndexSet<LinkIx> = s
        .graph
        .customers(ix)
        .into_iter()
        .filter(|(customer, input)| needs(verdicts, ix, *customer, input))
        .map(|(customer, _)| customer)
        .collect();
    if needing.is_empty() {
        return (Some(Share::ZERO), "本地没有必需它的环节".to_owned());
    }
    let firms: IndexSet<_> = needing
        .iter()
        .flat_map(|c| ties.at(*c).holders.iter().map(|h| h.firm))
        .collect();
    let names: Vec<&str> = needing
        .iter()
        .take(4)
        .map(|c| s.chains.link(*c).name.as_str())
        .collect();
    let more = if needing.len() > 4 { "等" } else { "" };
    let reason = format!(
        "{}{more}{}个环节必需，涉及本地企业{}家",
        names.join("、"),
        needing.len(),
        firms.len()
    );
    (
        Share::of(needing.len().min(FULL_CUSTOMERS), FULL_CUSTOMERS),
        reason,
    )
}

fn inputs_measure(s: &Situation<'_>, verdicts: &[Verdict], ix: LinkIx) -> Measured {
    let required: Vec<&Input> = s
        .chains
        .link(ix)
        .inputs
        .iter()
        .filter(|i| i.is_required_material())
        .collect();
    if required.is_empty() {
        return (None, "模型没有列出必需投入，不适用".to_owned());
    }
    let here = |supplier: &Supplier| match supplier {
        Supplier::Link(ix) => is_here(s, verdicts, *ix),
        Supplier::Elsewhere(_) => false,
    };
    let have = required
        .iter()
        .filter(|i| i.suppliers.iter().any(here))
        .count();
    (
        Share::of(have, required.len()),
        format!("必需投入{}项，本地已有或有资源{have}项", required.len()),
    )
}

/// A link that firms carry here, or a resource that lies here.
fn is_here(s: &Situation<'_>, verdicts: &[Verdict], link: LinkIx) -> bool {
    verdicts[link.0].coverage.is_here() || s.zone.resources.iter().any(|r| r.link == Some(link))
}

/// Present customers whose only missing required input is this link.
fn completes_measure(s: &Situation<'_>, verdicts: &[Verdict], ix: LinkIx) -> Measured {
    if verdicts[ix.0].coverage.is_here() {
        return (
            Some(Share::ZERO),
            "本地已有，不增加配套齐全的下游".to_owned(),
        );
    }
    let completed: Vec<&str> = s
        .graph
        .customers(ix)
        .into_iter()
        .filter(|(customer, input)| needs(verdicts, ix, *customer, input))
        .filter(|(customer, _)| {
            s.chains
                .link(*customer)
                .inputs
                .iter()
                .filter(|i| i.is_required_material())
                .all(|i| {
                    i.suppliers.iter().any(|supplier| match supplier {
                        Supplier::Link(other) => {
                            *other == ix || verdicts[other.0].coverage.is_here()
                        }
                        Supplier::Elsewhere(_) => false,
                    })
                })
        })
        .map(|(customer, _)| s.chains.link(customer).name.as_str())
        .collect();
    let reason = if completed.is_empty() {
        "单独补上还不能使哪个下游配套齐全".to_owned()
    } else {
        format!("补上即可使「{}」必需投入全部本地化", completed.join("」「"))
    };
    (
        Share::of(completed.len().min(FULL_COMPLETES), FULL_COMPLETES),
        reason,
    )
}

fn demand_measure(s: &Situation<'_>, ties: &Ties<'_>, ix: LinkIx) -> Measured {
    match coverage::balance(s, ties, ix) {
        Some((share, words)) => (Some(Share::new(1.0 - share.get())), words),
        None => (None, "没有可比的产能数据，不适用".to_owned()),
    }
}

/// Bulk counts half, low value three tenths, fragility two tenths.
fn shipping_measure(ship: Option<Shipping>) -> Measured {
    let Some(ship) = ship else {
        return (None, "模型没有运输特性，不适用".to_owned());
    };
    let scale = |burden: Burden| match burden {
        Burden::Low => 0.0,
        Burden::Medium => 0.5,
        Burden::High => 1.0,
    };
    let value = 0.5 * scale(ship.bulky)
        + 0.3 * (1.0 - scale(ship.value))
        + if ship.fragile { 0.2 } else { 0.0 };
    let bulk = match ship.bulky {
        Burden::High => "体积重量大",
        Burden::Medium => "运输负担中等",
        Burden::Low => "便于运输",
    };
    let price = match ship.value {
        Burden::High => "单位价值高",
        Burden::Medium => "单位价值中等",
        Burden::Low => "单位价值低",
    };
    let fragile = if ship.fragile { "，易损" } else { "" };
    let verdict = if value >= 0.6 {
        "，宜就近配套"
    } else if value <= 0.25 {
        "，外购亦可，不急补"
    } else {
        ""
    };
    (
        Some(Share::new(value)),
        format!("{bulk}，{price}{fragile}{verdict}"),
    )
}

fn newness_measure(s: &Situation<'_>, ix: LinkIx) -> Measured {
    let link = s.chains.link(ix);
    match s.zone.policy.newness(link) {
        Some(why) => (Some(Share::ONE), why),
        None => (Some(Share::ZERO), "不属战新、高新环节".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(value: Option<f64>, weight: f64) -> Part {
        Part {
            key: String::new(),
            name: String::new(),
            value: value.map(Share::new),
            weight,
            reason: String::new(),
        }
    }

    #[test]
    fn the_worked_example() {
        let parts = [
            part(Some(0.6), 0.30),
            part(Some(0.5), 0.20),
            part(Some(1.0 / 3.0), 0.15),
            part(None, 0.10),
            part(Some(1.0), 0.15),
            part(Some(1.0), 0.10),
        ];
        let (priority, known) = combine(&parts);
        assert_eq!(priority, 64.4);
        assert_eq!(known.to_string(), "90%");
    }

    #[test]
    fn nothing_known_is_no_priority() {
        assert_eq!(combine(&[part(None, 1.0)]), (0.0, Share::ZERO));
    }

    #[test]
    fn glass_is_made_near_and_silver_paste_is_shipped() {
        let glass = Shipping {
            bulky: Burden::High,
            value: Burden::Low,
            fragile: true,
        };
        let paste = Shipping {
            bulky: Burden::Low,
            value: Burden::High,
            fragile: false,
        };
        assert_eq!(shipping_measure(Some(glass)).0, Some(Share::ONE));
        assert_eq!(shipping_measure(Some(paste)).0, Some(Share::ZERO));
    }
}
