//! 待复核: the pairs a planner should decide, with what 确认 would change, then those decided.

use indexmap::IndexMap;

use crate::analyze::{Analysis, Situation};
use crate::ingest::key_of_name;
use crate::model::{
    Chains, FirmIx, Flag, Grade, Holding, LinkIx, Register, Review, evidence_words,
};

use super::view::ReviewView;

/// Changed links named.
const NAMED: usize = 4;

/// Pairs to decide, those first that would change most.
pub fn open(s: &Situation<'_>, analysis: &Analysis) -> Vec<ReviewView> {
    let view = |effect: &crate::analyze::Effect| {
        let holding = &s.holdings[effect.pair];
        let words: Vec<String> = effect
            .changes
            .iter()
            .take(NAMED)
            .map(|change| change.words(s))
            .collect();
        let more = match effect.changes.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!("；另有{more}个环节"),
        };
        ReviewView {
            effect: format!("{}{more}", words.join("；")),
            changes: effect.changes.len(),
            ..pair(s.register, s.chains, holding)
        }
    };
    analysis.reviews.iter().map(view).collect()
}

/// Pairs decided, in the order of their first verdict; of two verdicts on a pair the later counts.
///
/// `holdings` are those before the verdicts were obeyed: the grade shown is the machine's own. A pair
/// the machine does not see shows no evidence.
pub fn decided(
    register: &Register,
    chains: &Chains,
    holdings: &[Holding],
    reviews: &[Review],
) -> Vec<ReviewView> {
    if reviews.is_empty() {
        return Vec::new();
    }
    let mut firms: IndexMap<String, Vec<FirmIx>> = IndexMap::new();
    for (i, firm) in register.firms.iter().enumerate() {
        let named = firms.entry(key_of_name(&firm.name)).or_default();
        named.push(FirmIx(i));
    }
    let mut last: IndexMap<(FirmIx, LinkIx), &Review> = IndexMap::new();
    for review in reviews {
        for firm in firms.get(&key_of_name(&review.firm)).into_iter().flatten() {
            last.insert((*firm, review.link), review);
        }
    }
    let seen: IndexMap<(FirmIx, LinkIx), &Holding> =
        holdings.iter().map(|h| ((h.firm, h.link), h)).collect();
    last.into_iter()
        .filter(|((_, link), _)| !chains.link(*link).has(Flag::Classified))
        .map(|((firm, link), review)| {
            let unseen = Holding {
                firm,
                link,
                role: crate::model::Role::Produce,
                grade: Grade::Review,
                score: 0.0,
                scope_only: false,
                evidence: Vec::new(),
            };
            let holding = seen.get(&(firm, link)).copied().unwrap_or(&unseen);
            ReviewView {
                decision: Some(review.decision),
                note: review.note.clone(),
                ..pair(register, chains, holding)
            }
        })
        .collect()
}

fn pair(register: &Register, chains: &Chains, holding: &Holding) -> ReviewView {
    let firm = &register.firms[holding.firm.0];
    let link = chains.link(holding.link);
    ReviewView {
        firm: firm.name.clone(),
        row: firm.row.row,
        link: link.id.clone(),
        name: link.name.clone(),
        grade: holding.grade,
        evidence: evidence_words(&holding.evidence),
        effect: String::new(),
        changes: 0,
        decision: None,
        note: None,
    }
}
