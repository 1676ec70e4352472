//! The smallest set of missing inputs that would complete a present customer.
//!
//! Each missing input is a set of alternatives (`any:`); wanted is a smallest set of links that meets
//! every one of them (a minimum hitting set). Exact by branching on the alternatives of the first unmet
//! input, cutting where the best set so far cannot be beaten: O(alternatives ^ inputs with
//! alternatives), and a link has two or three of those.
//!
//! Worked example: missing 塔筒, (树脂 or 钢), (钢 or 铝): {塔筒, 钢} meets all three.

use crate::model::{Flag, LinkIx, Supplier};

use super::Ground;

/// The set, in the order of the models; empty where nothing is missing; None where the link is not
/// present or a missing input has no supplier that may be named.
pub fn lacks(g: &Ground<'_>, customer: LinkIx) -> Option<Vec<LinkIx>> {
    if !g.levels.present[customer.0] {
        return None;
    }
    let mut missing: Vec<Vec<LinkIx>> = Vec::new();
    for input in g.required(customer).filter(|input| !g.is_met(input)) {
        let choices: Vec<LinkIx> = input
            .suppliers
            .iter()
            .filter_map(|supplier| match supplier {
                Supplier::Link(link) => Some(*link),
                Supplier::Elsewhere(_) => None,
            })
            .filter(|link| !g.s.chains.link(*link).has(Flag::Classified))
            .collect();
        if choices.is_empty() {
            return None;
        }
        missing.push(choices);
    }
    Some(smallest(&missing))
}

fn smallest(missing: &[Vec<LinkIx>]) -> Vec<LinkIx> {
    let mut best = None;
    branch(missing, &mut Vec::new(), &mut best);
    let mut best = best.unwrap_or_default();
    best.sort_unstable();
    best
}

fn branch(missing: &[Vec<LinkIx>], chosen: &mut Vec<LinkIx>, best: &mut Option<Vec<LinkIx>>) {
    if best.as_ref().is_some_and(|b| chosen.len() >= b.len()) {
        return;
    }
    let unmet = missing
        .iter()
        .find(|m| !m.iter().any(|link| chosen.contains(link)));
    let Some(choices) = unmet else {
        *best = Some(chosen.clone());
        return;
    };
    for link in choices {
        chosen.push(*link);
        branch(missing, chosen, best);
        chosen.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(links: &[usize]) -> Vec<LinkIx> {
        links.iter().map(|n| LinkIx(*n)).collect()
    }

    #[test]
    fn alternatives_that_serve_two_inputs_are_preferred() {
        let missing = [set(&[0]), set(&[1, 2]), set(&[2, 3])];
        assert_eq!(smallest(&missing), set(&[0, 2]));
        assert_eq!(smallest(&[]), set(&[]));
    }

    #[test]
    fn it_is_as_small_as_trying_every_subset() {
        let missing = [set(&[4, 1]), set(&[1, 2]), set(&[2, 3, 0]), set(&[3, 4])];
        let meets = |mask: usize| {
            let has = |link: &LinkIx| mask & (1 << link.0) != 0;
            missing.iter().all(|m| m.iter().any(has))
        };
        let least = (0..32_usize)
            .filter(|m| meets(*m))
            .map(usize::count_ones)
            .min();
        assert_eq!(u32::try_from(smallest(&missing).len()).ok(), least);
    }
}
