//! 红娘: local firms that can introduce a firm from outside.

use indexmap::IndexSet;

use crate::analyze::Situation;
use crate::model::{FirmIx, Flag, Grade, Holding, LinkIx, Matchmaker, Role, Verdict};

/// Matchmakers shown for a target.
const MOST: usize = 3;

/// Local firms tied to a target of a link: of its own group first, then those that would buy from
/// the link, then those that would supply it. Ranked in that order, each firm once.
///
/// O(degree × holdings).
pub fn find(
    s: &Situation<'_>,
    verdicts: &[Verdict],
    link: LinkIx,
    group: &[FirmIx],
) -> Vec<Matchmaker> {
    let name = &s.chains.link(link).name;
    let mut out = Vec::new();
    let mut seen: IndexSet<FirmIx> = IndexSet::new();
    for firm in group {
        let open = |h: &&Holding| h.firm == *firm && !s.chains.link(h.link).has(Flag::Classified);
        let Some(own) = s.holdings.iter().find(open) else {
            continue;
        };
        let path = format!("同一集团，在本市从事{}", s.chains.link(own.link).name);
        push(s, &mut out, &mut seen, *firm, own.link, path);
    }
    for (customer, input) in s.graph.customers(link) {
        if !input.optional && verdicts[customer.0].coverage.is_here() {
            let path = format!(
                "从事「{}」，是「{name}」的需求方",
                s.chains.link(customer).name
            );
            neighbours(s, &mut out, &mut seen, customer, &path);
        }
    }
    for (supplier, input) in s.graph.suppliers(link) {
        if !input.optional && verdicts[supplier.0].coverage.is_here() {
            let path = format!(
                "从事「{}」，可为「{name}」供料",
                s.chains.link(supplier).name
            );
            neighbours(s, &mut out, &mut seen, supplier, &path);
        }
    }
    out.truncate(MOST);
    out
}

fn neighbours(
    s: &Situation<'_>,
    out: &mut Vec<Matchmaker>,
    seen: &mut IndexSet<FirmIx>,
    link: LinkIx,
    path: &str,
) {
    for holding in s.holdings {
        if holding.link == link && holding.grade >= Grade::Likely && holding.role != Role::Trade {
            push(s, out, seen, holding.firm, link, path.to_owned());
        }
    }
}

fn push(
    s: &Situation<'_>,
    out: &mut Vec<Matchmaker>,
    seen: &mut IndexSet<FirmIx>,
    firm: FirmIx,
    link: LinkIx,
    path: String,
) {
    if out.len() < MOST && seen.insert(firm) {
        let row = &s.register.firms[firm.0];
        out.push(Matchmaker {
            name: row.name.clone(),
            link: s.chains.link(link).id.clone(),
            path,
            row: row.row.row,
        });
    }
}
