//! The pairs for the planner: those to decide, with what 确认 would change, and those decided.

use super::view::ReviewView;
use crate::analyze::{Effect, Situation};
use crate::matching::Decided;
use crate::model::{Grade, Holding, evidence_words};

/// Changed links named in an effect.
const NAMED: usize = 3;

/// Open pairs, those first that change most, then those of the best evidence; then the verdicts in
/// force, so that the sheet given back keeps them.
pub fn reviews(s: &Situation<'_>, effects: &[Effect], decided: &[Decided]) -> Vec<ReviewView> {
    let mut open: Vec<(f64, ReviewView)> = effects.iter().map(|e| open(s, e)).collect();
    open.sort_by(|(score_a, a), (score_b, b)| {
        b.changes
            .cmp(&a.changes)
            .then_with(|| score_b.total_cmp(score_a))
            .then_with(|| (a.row, &a.link).cmp(&(b.row, &b.link)))
    });
    let open = open.into_iter().map(|(_, view)| view);
    open.chain(decided.iter().map(|d| taken(s, d))).collect()
}

fn open(s: &Situation<'_>, effect: &Effect) -> (f64, ReviewView) {
    let holding = &s.holdings[effect.pair];
    let mut words: Vec<String> = effect
        .changes
        .iter()
        .take(NAMED)
        .map(|change| change.words(s))
        .collect();
    if effect.changes.len() > NAMED {
        words.push(format!("另有{}个环节", effect.changes.len() - NAMED));
    }
    let view = ReviewView {
        effect: words.join("；"),
        changes: effect.changes.len(),
        ..pair(s, holding)
    };
    (holding.score, view)
}

fn pair(s: &Situation<'_>, holding: &Holding) -> ReviewView {
    let firm = &s.register.firms[holding.firm.0];
    let link = s.chains.link(holding.link);
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

fn taken(s: &Situation<'_>, decided: &Decided) -> ReviewView {
    let firm = &s.register.firms[decided.firm.0];
    let link = s.chains.link(decided.link);
    ReviewView {
        firm: firm.name.clone(),
        row: firm.row.row,
        link: link.id.clone(),
        name: link.name.clone(),
        grade: decided.seen.as_ref().map_or(Grade::Review, |h| h.grade),
        evidence: match &decided.seen {
            Some(holding) => evidence_words(&holding.evidence),
            None => "机器未见依据".to_owned(),
        },
        effect: String::new(),
        changes: 0,
        decision: Some(decided.decision),
        note: decided.note.clone(),
    }
}
