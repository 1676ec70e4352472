//! Priority of a gap: a weighted mean of measures on fixed scales, each with its finding in words.
//!
//! One measure a file, with its formula, unit, complexity and an example worked by hand. Names and
//! default weights stand in [`MEASURES`]; a zone sets its own weights by key.
//!
//! A measure that cannot be computed is 不适用: it drops out, the other weights are renormalised, and
//! the share of known weight is shown:
//!
//! > priority = 100 × Σ wᵢ vᵢ ÷ Σ wᵢ over the known parts, known weight = Σ known wᵢ ÷ Σ wᵢ
//!
//! Worked example: weights 0.5, 0.3, 0.2; values 0.6, unknown, 1.0: (0.30 + 0.20) ÷ 0.7 = 0.714 → 71.4,
//! known weight 70 %.

mod bundle;
mod completes;
mod customers;
mod demand;
mod inputs;
mod loss;
mod newness;
mod relations;
mod resource;
mod shipping;
mod stability;

use crate::model::{Action, Gap, Input, LinkIx, MEASURES, Part, Share, Supplier, Verdict, Zone};

use super::Situation;
use super::balance::Balances;
use super::rules::Levels;
use super::ties::Ties;

pub use bundle::lacks;

/// What a measure looks at.
pub struct Ground<'a> {
    /// The situation.
    pub s: &'a Situation<'a>,
    /// Everything by link.
    pub ties: &'a Ties<'a>,
    /// Capacity balances.
    pub balances: &'a Balances,
    /// Coverage of every link.
    pub levels: &'a Levels,
    /// Verdicts on every link.
    pub verdicts: &'a [Verdict],
}

/// A value on the measure's fixed scale, None where it does not apply, and the finding in words.
type Measured = (Option<Share>, String);

/// The measures, in the order of [`MEASURES`].
const ALL: [fn(&Ground<'_>, LinkIx) -> Measured; MEASURES.len()] = [
    customers::measure,
    inputs::measure,
    relations::measure,
    completes::measure,
    loss::measure,
    demand::measure,
    shipping::measure,
    resource::measure,
    newness::measure,
];

/// Every link that asks for something, most pressing first, 远期 last, each with its stability.
pub fn gaps(g: &Ground<'_>) -> Vec<Gap> {
    let mut out: Vec<Gap> =
        g.s.chains
            .indices()
            .filter(|ix| g.verdicts[ix.0].action != Action::None)
            .map(|ix| gap(g, ix))
            .collect();
    out.sort_by(|a, b| {
        (a.action == Action::Defer)
            .cmp(&(b.action == Action::Defer))
            .then_with(|| b.priority.total_cmp(&a.priority))
            .then_with(|| a.link.cmp(&b.link))
    });
    stability::fill(&mut out);
    out
}

fn gap(g: &Ground<'_>, ix: LinkIx) -> Gap {
    let parts: Vec<Part> = MEASURES
        .iter()
        .zip(ALL)
        .map(|(measure, of)| {
            let (value, reason) = of(g, ix);
            Part {
                key: measure.key.to_owned(),
                name: measure.name.to_owned(),
                value,
                weight: weight(g.s.zone, measure.key),
                reason,
            }
        })
        .collect();
    let (priority, known_weight) = combine(&parts);
    Gap {
        link: ix,
        action: g.verdicts[ix.0].action,
        priority,
        known_weight,
        parts,
        stability: None,
        landing: Vec::new(),
    }
}

/// The zone's weight of a measure, else the default.
pub fn weight(zone: &Zone, key: &str) -> f64 {
    let default = MEASURES.iter().find(|m| m.key == key);
    let own = zone.weights.get(key).copied();
    own.unwrap_or(default.map_or(0.0, |m| m.weight))
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

impl<'a> Ground<'a> {
    /// Required relations of present customers that only this link can satisfy, in the order of the
    /// models.
    fn relations(&self, ix: LinkIx) -> impl Iterator<Item = (LinkIx, &'a Input)> {
        let all = self.s.graph.customers(ix).into_iter();
        all.filter(move |(customer, input)| self.levels.needs(ix, *customer, input))
    }

    /// Whether firms carry a link here, or it is a resource that lies here.
    fn is_here(&self, link: LinkIx) -> bool {
        let lies_here = || self.s.zone.resources.iter().any(|r| r.link == Some(link));
        self.levels.here(link) || lies_here()
    }

    /// Whether one of the suppliers of an input is here.
    fn is_met(&self, input: &Input) -> bool {
        input.suppliers.iter().any(|supplier| match supplier {
            Supplier::Link(link) => self.is_here(*link),
            Supplier::Elsewhere(_) => false,
        })
    }

    /// The required inputs of a link.
    fn required(&self, ix: LinkIx) -> impl Iterator<Item = &'a Input> {
        let inputs = self.s.chains.link(ix).inputs.iter();
        inputs.filter(|input| input.is_required_material())
    }

    fn name(&self, ix: LinkIx) -> &'a str {
        &self.s.chains.link(ix).name
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
        let parts = [part(Some(0.6), 0.5), part(None, 0.3), part(Some(1.0), 0.2)];
        let (priority, known) = combine(&parts);
        assert_eq!(priority, 71.4);
        assert_eq!(known.to_string(), "70%");
    }

    #[test]
    fn nothing_known_is_no_priority() {
        assert_eq!(combine(&[part(None, 1.0)]), (0.0, Share::ZERO));
    }

    #[test]
    fn the_default_weights_add_up_to_one() {
        let sum: f64 = MEASURES.iter().map(|m| m.weight).sum();
        assert!((sum - 1.0).abs() < 1e-9, "{sum}");
    }
}
