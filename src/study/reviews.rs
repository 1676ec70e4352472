//! The pairs for the planner: those to decide, with what 确认 would change, and those decided.
//!
//! The effect of a pair is found by deciding all links once more with the pair confirmed. Verdicts look at
//! a firm's state, revenue and group, so it is the same for every firm that takes up a link in the same
//! role and is alike in these, and found once for each such kind. A link that is 已有 without 稳链 stays as it is: nothing is computed there.
//! O(kinds of open pairs × (pairs + links)).

use indexmap::IndexMap;

use super::view::ReviewView;
use crate::analyze::{self, Situation};
use crate::matching::Decided;
use crate::model::{Action, Coverage, Flag, Grade, Holding, LinkIx, Role, Verdict, evidence_words};

/// Other links named in an effect.
const NAMED: usize = 2;

/// What of a pair its effect depends on: link, role, state, revenue, group.
type Alike<'a> = (LinkIx, Role, &'static str, Option<u64>, Option<&'a str>);

/// Open pairs, those first that change most, then those of the best evidence; then the verdicts in
/// force, so that the sheet given back keeps them.
pub fn reviews(s: &Situation<'_>, now: &[Verdict], decided: &[Decided]) -> Vec<ReviewView> {
    let mut holdings = s.holdings.to_vec();
    let mut effects: IndexMap<Alike<'_>, (String, usize)> = IndexMap::new();
    let mut open: Vec<(f64, ReviewView)> = Vec::new();
    for (n, holding) in s.holdings.iter().enumerate() {
        let link = s.chains.link(holding.link);
        if holding.grade != Grade::Review || link.has(Flag::Classified) {
            continue;
        }
        let firm = &s.register.firms[holding.firm.0];
        let key = (
            holding.link,
            holding.role,
            firm.status.zh(),
            firm.revenue.map(|r| r.0.to_bits()),
            firm.group.as_deref(),
        );
        if !effects.contains_key(&key) {
            let effect = effect(s, now, &mut holdings, n);
            effects.insert(key, effect);
        }
        let (effect, changes) = effects.get(&key).cloned().unwrap_or_default();
        let mut view = view(s, holding);
        (view.effect, view.changes) = (effect, changes);
        open.push((holding.score, view));
    }
    open.sort_by(|(score_a, a), (score_b, b)| {
        b.changes
            .cmp(&a.changes)
            .then_with(|| score_b.total_cmp(score_a))
            .then_with(|| (a.row, &a.link).cmp(&(b.row, &b.link)))
    });
    let open = open.into_iter().map(|(_, view)| view);
    open.chain(decided.iter().map(|d| taken(s, d))).collect()
}

fn view(s: &Situation<'_>, holding: &Holding) -> ReviewView {
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

/// What confirming the pair at a position would change: in words, and at how many links.
fn effect(
    s: &Situation<'_>,
    now: &[Verdict],
    holdings: &mut [Holding],
    at: usize,
) -> (String, usize) {
    let link = holdings[at].link;
    let before = &now[link.0];
    if before.coverage == Coverage::Covered && before.action != Action::Stabilise {
        return Default::default();
    }
    let (grade, scope_only) = (holdings[at].grade, holdings[at].scope_only);
    (holdings[at].grade, holdings[at].scope_only) = (Grade::Strong, false);
    let then = analyze::verdicts(&Situation { holdings, ..*s });
    (holdings[at].grade, holdings[at].scope_only) = (grade, scope_only);
    let changed = |ix: &LinkIx| {
        let (a, b) = (&now[ix.0], &then[ix.0]);
        let open = !s.chains.link(*ix).has(Flag::Classified);
        open && (a.coverage != b.coverage || a.action != b.action)
    };
    let words = |ix: LinkIx| {
        let (a, b) = (&now[ix.0], &then[ix.0]);
        let mut parts = Vec::new();
        if a.coverage != b.coverage {
            parts.push(format!("{}→{}", a.coverage.zh(), b.coverage.zh()));
        }
        if a.action != b.action {
            parts.push(format!("{}→{}", a.action.zh(), b.action.zh()));
        }
        format!("{}{}", s.chains.link(ix).name, parts.join("、"))
    };
    let mut all: Vec<LinkIx> = s.chains.indices().filter(changed).collect();
    all.sort_by_key(|ix| (*ix != link, *ix));
    let mut said: Vec<String> = all.iter().take(1 + NAMED).map(|ix| words(*ix)).collect();
    if all.len() > said.len() {
        said.push(format!("另{}个环节", all.len() - said.len()));
    }
    (said.join("；"), all.len())
}
