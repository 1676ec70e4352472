//! 全产业链引进: firms that could fill several gaps.

use indexmap::IndexMap;

use super::Ask;
use crate::analyze::Situation;
use crate::model::{Admission, Investor, LinkIx, Target};

/// Investors shown.
const MOST: usize = 40;
/// Gaps named in a reason.
const NAMED: usize = 6;

/// Firms among the targets of at least two gaps that ask for somebody, those first whose gaps weigh
/// most together: the sum of the gaps' priorities.
///
/// `found` holds every target of a gap, not only those that are listed with it. Worked example: gaps
/// 叶片 41.3 and 塔筒 30.2, a firm that makes both weighs 71.5.
///
/// O(targets).
pub fn investors(
    s: &Situation<'_>,
    asks: &[Option<Ask<'_>>],
    found: &[Vec<Target>],
) -> Vec<Investor> {
    let mut by_name: IndexMap<&str, (&Target, Vec<&Ask<'_>>)> = IndexMap::new();
    for (ask, targets) in asks.iter().zip(found) {
        let Some(ask) = ask.as_ref().filter(|ask| ask.invites()) else {
            continue;
        };
        let open = |t: &&Target| t.admission != Admission::Refused;
        for target in targets.iter().filter(open) {
            let entry = by_name.entry(&target.name);
            entry.or_insert((target, Vec::new())).1.push(ask);
        }
    }
    let mut out: Vec<Investor> = by_name
        .into_values()
        .filter(|(_, asks)| asks.len() >= 2)
        .map(|(target, asks)| {
            let weight: f64 = asks.iter().map(|ask| ask.gap.priority).sum();
            Investor {
                name: target.name.clone(),
                province: target.province.clone(),
                gaps: asks.iter().map(|ask| ask.link.id.clone()).collect(),
                weight: (weight * 10.0).round() / 10.0,
                reason: reason(s, target, &asks),
            }
        })
        .collect();
    out.sort_by(|a, b| {
        b.weight
            .total_cmp(&a.weight)
            .then_with(|| a.name.cmp(&b.name))
    });
    out.truncate(MOST);
    out
}

fn reason(s: &Situation<'_>, target: &Target, asks: &[&Ask<'_>]) -> String {
    let names: Vec<&str> = asks.iter().map(|ask| ask.link.name.as_str()).collect();
    let more = if names.len() > NAMED { "等" } else { "" };
    let shown = &names[..names.len().min(NAMED)];
    let mut words = vec![format!(
        "可承担“{}”{more}{}个环节",
        shown.join("”“"),
        names.len()
    )];
    let feeds: Vec<String> = asks
        .iter()
        .flat_map(|customer| {
            let of = |ix: LinkIx| asks.iter().find(|a| a.gap.link == ix);
            let suppliers = s.graph.suppliers(customer.gap.link);
            let own = suppliers
                .into_iter()
                .filter(|(_, input)| input.is_required_material())
                .filter_map(move |(ix, _)| of(ix));
            own.map(|supplier| format!("{}供{}", supplier.link.name, customer.link.name))
                .collect::<Vec<_>>()
        })
        .collect();
    if !feeds.is_empty() {
        let feeds = &feeds[..feeds.len().min(3)];
        words.push(format!("自成上下游：{}", feeds.join("、")));
    }
    if let Some(here) = &target.expansion_of {
        words.push(format!("本市已有其企业{here}，可谈增资扩产"));
    }
    words.push(format!("依据：{}", target.basis));
    words.join("；")
}
