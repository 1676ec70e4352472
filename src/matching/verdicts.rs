//! The planner's verdicts on firm–link pairs, obeyed.

use indexmap::IndexMap;

use super::best_first;
use crate::diag::{CellPlace, Diagnostic, Kind, Place};
use crate::ingest::key_of_name;
use crate::model::{
    Chains, Decision, Evidence, Field, FirmIx, Fit, Flag, Grade, Holding, LinkIx, Nature, Register,
    Review, Role,
};

/// A verdict in force.
#[derive(Clone, Debug, PartialEq)]
pub struct Decided {
    /// The firm.
    pub firm: FirmIx,
    /// The link.
    pub link: LinkIx,
    /// What was decided.
    pub decision: Decision,
    /// A remark.
    pub note: Option<String>,
    /// The pair as the matcher saw it, where it did.
    pub seen: Option<Holding>,
}

/// Obeys verdicts: a vetoed pair goes, a confirmed one gets the top grade. A verdict on a pair that the
/// matcher does not see adds it; of two verdicts on one pair the later counts.
///
/// Returns the verdicts in force, in the order of firms and links, and what was not as expected:
/// verdicts on firms that the register lacks, contradictions, classified links (not obeyed: nothing of
/// them is shown). O(holdings + verdicts).
pub fn obey(
    holdings: &mut Vec<Holding>,
    reviews: &[Review],
    register: &Register,
    chains: &Chains,
) -> (Vec<Decided>, Vec<Diagnostic>) {
    let (last, problems) = last(reviews, register, chains);
    if last.is_empty() {
        return (Vec::new(), problems);
    }
    let mut seen: IndexMap<(FirmIx, LinkIx), Holding> = IndexMap::new();
    holdings.retain(|h| {
        let named = last.contains_key(&(h.firm, h.link));
        if named {
            seen.insert((h.firm, h.link), h.clone());
        }
        !named
    });
    let mut decided = Vec::with_capacity(last.len());
    for ((firm, link), review) in last {
        let seen = seen.swap_remove(&(firm, link));
        if review.decision == Decision::Confirmed {
            holdings.push(confirmed(firm, link, review, seen.as_ref(), chains));
        }
        decided.push(Decided {
            firm,
            link,
            decision: review.decision,
            note: review.note.clone(),
            seen,
        });
    }
    holdings.sort_by(|a, b| a.firm.cmp(&b.firm).then_with(|| best_first(a, b)));
    decided.sort_by_key(|d| (d.firm, d.link));
    (decided, problems)
}

/// The last verdict on each pair.
fn last<'a>(
    reviews: &'a [Review],
    register: &Register,
    chains: &Chains,
) -> (IndexMap<(FirmIx, LinkIx), &'a Review>, Vec<Diagnostic>) {
    let mut last: IndexMap<(FirmIx, LinkIx), &Review> = IndexMap::new();
    let mut problems = Vec::new();
    if reviews.is_empty() {
        return (last, problems);
    }
    let mut firms: IndexMap<String, Vec<FirmIx>> = IndexMap::new();
    for (i, firm) in register.firms.iter().enumerate() {
        let named = firms.entry(key_of_name(&firm.name)).or_default();
        named.push(FirmIx(i));
    }
    for review in reviews {
        let link = chains.link(review.link);
        let mut say = |kind| problems.push(Diagnostic::at(kind, place(review)));
        if link.has(Flag::Classified) {
            let link = link.name.clone();
            say(Kind::LinkClassified { link });
            continue;
        }
        let Some(named) = firms.get(&key_of_name(&review.firm)) else {
            let firm = review.firm.clone();
            say(Kind::ReviewNoFirm { firm });
            continue;
        };
        for firm in named {
            let before = last.insert((*firm, review.link), review);
            if before.is_some_and(|b| b.decision != review.decision) {
                let (firm, link) = (review.firm.clone(), link.name.clone());
                say(Kind::ReviewConflict { firm, link });
            }
        }
    }
    (last, problems)
}

fn confirmed(
    firm: FirmIx,
    link: LinkIx,
    review: &Review,
    seen: Option<&Holding>,
    chains: &Chains,
) -> Holding {
    let by_nature = match chains.link(link).nature {
        Nature::Service => Role::Service,
        Nature::Product | Nature::Resource | Nature::Utility | Nature::Facility => Role::Produce,
    };
    let verdict = Evidence {
        field: Field::Review,
        item: format!("确认（{}）", review.row),
        term: chains.link(link).name.clone(),
        fit: Fit::Head,
        at: 0,
        weight: 1.0,
    };
    let rest = seen.iter().flat_map(|h| h.evidence.iter().cloned());
    Holding {
        firm,
        link,
        role: seen.map_or(by_nature, |h| h.role),
        grade: Grade::Strong,
        score: 1.0,
        scope_only: false,
        evidence: std::iter::once(verdict).chain(rest).collect(),
    }
}

fn place(review: &Review) -> Place {
    Place::Cell(CellPlace {
        file: review.row.file.clone(),
        sheet: review.row.sheet.clone(),
        row: review.row.row,
        column: None,
    })
}
