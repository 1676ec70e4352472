//! What a planner's 确认 of a 待复核 pair would change: whose coverage, whose action.
//!
//! Confirming a pair gives it the top grade, so the firm counts at the link as what it is there: holder,
//! builder or trader. Only that link's coverage can change, and with it the actions around it
//! (`Rules::around`); those alone are worked out anew. Pairs of one link that lead to the same coverage
//! share one answer, so 10,000 pairs cost little more than the links they are of. Exact: a test holds it
//! against a full run with the pair confirmed.
//!
//! Worked example: 叶片 未发现 with one lead, 整机 here: 确认 makes 叶片 稳链 (one group, a customer here), no
//! longer 补链, and its input 树脂 补链: 2 links change.

use indexmap::IndexMap;

use crate::model::{Action, Coverage, Flag, Grade, Holding, LinkIx, Role};

use super::Situation;
use super::balance::Balances;
use super::coverage::{is_present, level};
use super::rules::{Levels, Rules};
use super::ties::{AtLink, Stand, Ties, groups, stand};

/// A link before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The link.
    pub link: LinkIx,
    /// Coverage before and after.
    pub coverage: (Coverage, Coverage),
    /// Action before and after.
    pub action: (Action, Action),
}

impl Change {
    /// `叶片：未发现→已有，补链→稳链`
    pub fn words(&self, s: &Situation<'_>) -> String {
        let mut words = Vec::new();
        let (before, after) = self.coverage;
        if before != after {
            words.push(format!("{}→{}", before.zh(), after.zh()));
        }
        let (before, after) = self.action;
        if before != after {
            let word = |action: Action| match action {
                Action::None => "无须补",
                other => other.zh(),
            };
            words.push(format!("{}→{}", word(before), word(after)));
        }
        format!("{}：{}", s.chains.link(self.link).name, words.join("，"))
    }
}

/// What 确认 of one pair would change.
pub struct Effect {
    /// Position of the pair in the holdings.
    pub pair: usize,
    /// The links that change, the pair's own first.
    pub changes: Vec<Change>,
}

/// The effect of every 待复核 pair, those that change most links first, then in the order of the pairs.
///
/// What a firm's confirmed pair makes of its link depends on its role, its status, its group and whether it
/// is small, so it is found once for each such kind: O(pairs + kinds × holders + outcomes × neighbours).
pub fn effects(
    s: &Situation<'_>,
    ties: &Ties<'_>,
    balances: &Balances,
    levels: &Levels,
) -> Vec<Effect> {
    let rules = Rules::new(s);
    let small = s.zone.thresholds.small_revenue.0;
    let mut outcomes: IndexMap<Kind<'_>, Outcome> = IndexMap::new();
    let mut known: IndexMap<(LinkIx, Outcome), Vec<Change>> = IndexMap::new();
    let mut trial = levels.clone();
    let mut out: Vec<Effect> = Vec::new();
    for (pair, holding) in s.holdings.iter().enumerate() {
        let link = holding.link;
        let trader = matches!(stand(s, holding), Stand::Trader);
        if holding.grade != Grade::Review || trader || s.chains.link(link).has(Flag::Classified) {
            continue;
        }
        let firm = &s.register.firms[holding.firm.0];
        let kind = Kind {
            link,
            role: holding.role,
            status: firm.status.zh(),
            small: firm.revenue.map(|r| r.0 < small),
            group: firm.group.as_deref(),
        };
        let outcome = *outcomes
            .entry(kind)
            .or_insert_with(|| outcome(s, ties, balances, holding));
        let changes = known.entry((link, outcome)).or_insert_with(|| {
            trial.coverage[link.0] = outcome.coverage;
            trial.present[link.0] = outcome.present;
            trial.sole[link.0] = outcome.sole;
            let found = changes(&rules, levels, &trial, link);
            trial.coverage[link.0] = levels.coverage[link.0];
            trial.present[link.0] = levels.present[link.0];
            trial.sole[link.0] = levels.sole[link.0];
            found
        });
        out.push(Effect {
            pair,
            changes: changes.clone(),
        });
    }
    out.sort_by_key(|effect| std::cmp::Reverse(effect.changes.len())); // stable
    out
}

/// What of a pair its outcome depends on.
#[derive(PartialEq, Eq, Hash)]
struct Kind<'a> {
    link: LinkIx,
    role: Role,
    status: &'static str,
    small: Option<bool>,
    group: Option<&'a str>,
}

/// What a link is once a pair is confirmed.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Outcome {
    coverage: Coverage,
    present: bool,
    sole: bool,
}

fn outcome(s: &Situation<'_>, ties: &Ties<'_>, balances: &Balances, holding: &Holding) -> Outcome {
    let link = holding.link;
    let confirmed = Holding {
        grade: Grade::Strong,
        scope_only: false,
        evidence: Vec::new(),
        ..*holding
    };
    let at = with(s, ties.at(link), &confirmed);
    let coverage = level(s, &at, balances, link).coverage;
    Outcome {
        coverage,
        present: is_present(s, &at, coverage, link),
        sole: groups(s, &at.holders).len() == 1,
    }
}

fn changes(rules: &Rules<'_>, before: &Levels, after: &Levels, link: LinkIx) -> Vec<Change> {
    if before.coverage[link.0] == after.coverage[link.0]
        && before.present[link.0] == after.present[link.0]
        && before.sole[link.0] == after.sole[link.0]
    {
        return Vec::new();
    }
    let change = |ix: LinkIx| Change {
        link: ix,
        coverage: (before.coverage[ix.0], after.coverage[ix.0]),
        action: (rules.action(before, ix), rules.action(after, ix)),
    };
    rules
        .around(link)
        .into_iter()
        .map(change)
        .filter(|c| c.coverage.0 != c.coverage.1 || c.action.0 != c.action.1)
        .collect()
}

/// What stands at the link once the pair is confirmed; leads, which decide nothing, are left out.
fn with<'a>(s: &Situation<'_>, at: &AtLink<'a>, confirmed: &'a Holding) -> AtLink<'a> {
    let mut out = AtLink {
        holders: at.holders.clone(),
        building: at.building.clone(),
        traders: at.traders.clone(),
        projects: at.projects.clone(),
        demand: at.demand.clone(),
        ..AtLink::default()
    };
    match stand(s, confirmed) {
        Stand::Holder => out.holders.push(confirmed),
        Stand::Building => out.building.push(confirmed),
        Stand::Trader => out.traders.push(confirmed),
        Stand::Idle | Stand::Lead => {}
    }
    out
}
