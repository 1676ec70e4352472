//! `bulian whatif`: what changes if links are filled or firms leave (引进一个带动一批).
//!
//! The study is made twice, as it is and as supposed, and the two are compared. A link is filled by a
//! supposed firm that does what the link's nature asks for; a firm leaves with every link it holds.

use std::sync::Arc;

use indexmap::{IndexMap, IndexSet};
use serde::Serialize;

use crate::diag::{Checked, Diagnostic, Kind, Warned};
use crate::ingest::key_of_name;
use crate::model::{
    Action, Coverage, Firm, FirmIx, Flag, Grade, Holding, LinkId, LinkIx, Nature, Role, RowRef,
    Status, SupplyKind,
};

use super::view::{GapView, Study};
use super::{Inputs, Matched, Request, conclude, read};

/// Targets named for a follower.
const TARGETS: usize = 3;

/// What is supposed.
#[derive(Clone, Debug, Default)]
pub struct Supposed {
    /// Links to fill, by name, full name or id.
    pub add: Vec<String>,
    /// Firms to leave, by name or an unmistakable part of it.
    pub remove: Vec<String>,
}

/// What changes.
#[derive(Clone, Debug, PartialEq, Serialize, schemars::JsonSchema)]
pub struct WhatIf {
    /// Links filled.
    pub added: Vec<LinkId>,
    /// Firms gone.
    pub removed: Vec<String>,
    /// Action in Chinese → number of links that ask for it, before and after.
    pub actions: IndexMap<String, (usize, usize)>,
    /// Links whose coverage or action changes, in the order of the models.
    pub changes: Vec<LinkChange>,
    /// Gaps to go for next: those newly 补链, 延链 or 建链, and those that supply or buy from a filled link;
    /// most pressing first.
    pub followers: Vec<Follower>,
}

/// A link before and after.
#[derive(Clone, Debug, PartialEq, Serialize, schemars::JsonSchema)]
pub struct LinkChange {
    /// The link.
    pub link: LinkId,
    /// Short Chinese name.
    pub name: String,
    /// Coverage before and after.
    pub coverage: (Coverage, Coverage),
    /// Action before and after.
    pub action: (Action, Action),
    /// Why the action after; empty where there is none.
    pub reason: String,
}

/// A gap that can be filled next.
#[derive(Clone, Debug, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Follower {
    /// The link.
    pub link: LinkId,
    /// Short Chinese name.
    pub name: String,
    /// What it asks for.
    pub action: Action,
    /// Rank before and after; null where it was not in the list.
    pub rank: (Option<usize>, usize),
    /// Why it follows.
    pub reason: String,
    /// Firms to go after.
    pub firms: Vec<String>,
}

/// Compares the study as it is with the study as supposed.
///
/// # Errors
/// Every error of every input; a link or firm that nothing or more than one thing is called.
pub fn what_if(request: &Request, supposed: &Supposed) -> Checked<WhatIf> {
    let Warned {
        value: mut inputs,
        warnings,
    } = read(request)?;
    let mut matched = Matched::new(&inputs)?;
    let mut errors = Vec::new();
    let mut take = |found: Result<usize, Diagnostic>| found.map_err(|e| errors.push(e)).ok();
    let add: IndexSet<LinkIx> = supposed
        .add
        .iter()
        .filter_map(|name| take(link(&inputs, name)))
        .map(LinkIx)
        .collect();
    let remove: IndexSet<FirmIx> = supposed
        .remove
        .iter()
        .filter_map(|name| take(firm(&inputs, name)))
        .map(FirmIx)
        .collect();
    if !errors.is_empty() {
        return Err(errors);
    }
    let before = conclude(&inputs, &matched, &request.date, &[]);
    matched.holdings.retain(|h| !remove.contains(&h.firm));
    for link in &add {
        let firm = FirmIx(inputs.register.firms.len());
        matched.holdings.push(filled(&inputs, *link, firm));
        let name = format!("拟引进的{}企业", inputs.chains.link(*link).name);
        inputs.register.firms.push(newcomer(name));
    }
    let after = conclude(&inputs, &matched, &request.date, &[]);
    let id = |ix: &LinkIx| inputs.chains.link(*ix).id.clone();
    let added: Vec<LinkId> = add.iter().map(id).collect();
    let name = |ix: &FirmIx| inputs.register.firms[ix.0].name.clone();
    let value = WhatIf {
        removed: remove.iter().map(name).collect(),
        actions: actions(&before, &after),
        changes: changes(&before, &after),
        followers: followers(&before, &after, &added),
        added,
    };
    Ok(Warned { value, warnings })
}

fn link(inputs: &Inputs, name: &str) -> Result<usize, Diagnostic> {
    let chains = &inputs.chains;
    let found = chains.find(name);
    let open = found.filter(|ix| !chains.link(*ix).has(Flag::Classified));
    open.map(|ix| ix.0).ok_or_else(|| {
        let like = |ix: &LinkIx| {
            let link = chains.link(*ix);
            !link.has(Flag::Classified) && (link.name.contains(name) || name.contains(&link.name))
        };
        let near = chains.indices().filter(like);
        nothing(name, near.map(|ix| chains.full_name(ix)))
    })
}

fn firm(inputs: &Inputs, name: &str) -> Result<usize, Diagnostic> {
    let firms = &inputs.register.firms;
    let key = key_of_name(name);
    if let Some(exact) = firms.iter().position(|f| key_of_name(&f.name) == key) {
        return Ok(exact);
    }
    let like = |(_, f): &(usize, &Firm)| !key.is_empty() && key_of_name(&f.name).contains(&key);
    let found: Vec<(usize, &Firm)> = firms.iter().enumerate().filter(like).collect();
    match found.as_slice() {
        [(only, _)] => Ok(*only),
        several => Err(nothing(name, several.iter().map(|(_, f)| f.name.clone()))),
    }
}

fn nothing(name: &str, near: impl Iterator<Item = String>) -> Diagnostic {
    Diagnostic::new(Kind::NothingNamed {
        name: name.to_owned(),
        near: near.take(5).collect(),
    })
}

fn filled(inputs: &Inputs, link: LinkIx, firm: FirmIx) -> Holding {
    let role = match inputs.chains.link(link).nature {
        Nature::Service => Role::Service,
        Nature::Product | Nature::Resource | Nature::Utility | Nature::Facility => Role::Produce,
    };
    Holding {
        firm,
        link,
        role,
        grade: Grade::Strong,
        score: 1.0,
        scope_only: false,
        evidence: Vec::new(),
    }
}

fn newcomer(name: String) -> Firm {
    Firm {
        row: RowRef {
            file: String::new(),
            sheet: None,
            row: 0,
        },
        name,
        credit: None,
        county: None,
        park: None,
        codes: Arc::default(),
        products: String::new(),
        scope: String::new(),
        status: Status::Active,
        group: None,
        revenue: None,
        role: None,
        credibility: None,
        source: None,
        source_date: None,
    }
}

fn actions(before: &Study, after: &Study) -> IndexMap<String, (usize, usize)> {
    let count = |study: &Study, action| study.links.iter().filter(|l| l.action == action).count();
    Action::ALL
        .iter()
        .map(|a| (a.zh().to_owned(), (count(before, *a), count(after, *a))))
        .collect()
}

fn changes(before: &Study, after: &Study) -> Vec<LinkChange> {
    before
        .links
        .iter()
        .zip(&after.links)
        .filter(|(a, b)| a.coverage != b.coverage || a.action != b.action)
        .map(|(a, b)| LinkChange {
            link: b.id.clone(),
            name: b.name.clone(),
            coverage: (a.coverage, b.coverage),
            action: (a.action, b.action),
            reason: b.reasons.first().cloned().unwrap_or_default(),
        })
        .collect()
}

fn followers(before: &Study, after: &Study, added: &[LinkId]) -> Vec<Follower> {
    let tied = |gap: &GapView| -> Option<String> {
        let flows = |kind| !matches!(kind, SupplyKind::Energy | SupplyKind::Service);
        let relation = after.supplies.iter().find(|s| {
            let to = s.from == gap.link && added.contains(&s.to);
            let from = s.to == gap.link && added.contains(&s.from);
            (to || from) && flows(s.kind)
        })?;
        let other = if relation.from == gap.link {
            &relation.to
        } else {
            &relation.from
        };
        let name = after.link(other).map_or("", |l| l.name.as_str());
        Some(if relation.from == gap.link {
            format!("为拟引进的“{name}”供料")
        } else {
            format!("以拟引进的“{name}”为料")
        })
    };
    after
        .gaps
        .iter()
        .filter(|gap| gap.action.wants_newcomer())
        .filter_map(|gap| {
            let was = before.gap(&gap.link);
            let new = was.is_none_or(|was| !was.action.wants_newcomer());
            let first = || gap.reasons.first().cloned().unwrap_or_default();
            let reason = match (tied(gap), new) {
                (Some(tie), true) => format!("{tie}；新出现的缺口"),
                (Some(tie), false) => tie,
                (None, true) => first(),
                (None, false) => return None,
            };
            Some(Follower {
                link: gap.link.clone(),
                name: gap.name.clone(),
                action: gap.action,
                rank: (was.map(|was| was.rank), gap.rank),
                reason,
                firms: gap
                    .targets
                    .iter()
                    .take(TARGETS)
                    .map(|t| t.name.clone())
                    .collect(),
            })
        })
        .collect()
}
