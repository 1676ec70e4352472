//! 招商行动: which squad goes to which firm, with whom, and what comes next.
//!
//! The firms are the best targets of each gap that asks for a newcomer (补链, 延链, 建链) or for more
//! strength (强链), in the order of the gaps. A squad plans for the provinces it covers. One squad leads
//! a firm: the one that was last in contact with it (接触史按企业连续), else of those that cover its
//! province the one that leads fewest so far, up to `visits_per_squad`; the rest wait. A firm in two
//! plans stands in both, with who leads.
//!
//! Worked example: 甲队 covers 江苏, 乙队 江苏 and 浙江; three firms of 江苏, then one of 浙江. 甲 leads the
//! first (none leads any), 乙 the second (0 < 1), 甲 the third, 乙 the last: two and two.

use indexmap::IndexMap;

use super::clash::clashes;
use super::prospect::Index;
use super::{Ask, Prospects};
use crate::analyze::Situation;
use crate::model::{
    Admission, Campaign, Clash, Contact, Label, Record, Squad, SquadPlan, Target, Visit,
};
use crate::standard::divisions::Division;
use crate::standard::place;

/// Targets of one gap that go into the plans.
const OF_GAP: usize = 3;

/// A firm to visit, and the gaps it is wanted for.
struct Wanted<'a> {
    asks: Vec<&'a Ask<'a>>,
    /// With its best score.
    best: &'a Target,
    province: Option<&'static Division>,
    records: Vec<&'a Record>,
    labels: Vec<Label>,
}

/// The plans of all squads. O(targets × squads).
pub fn campaign<'a>(
    s: &Situation<'_>,
    asks: &'a [Option<Ask<'a>>],
    targets: &'a [Vec<Target>],
    index: &Index<'a>,
    prospects: &Prospects<'a>,
) -> Campaign {
    let clashes = clashes(&s.zone.policy, prospects.records, |firm| index.legal(firm));
    let wanted = wanted(asks, targets, index);
    let squads = &s.zone.squads;
    let regions: Vec<Vec<Option<&Division>>> = squads
        .iter()
        .map(|q| q.regions.iter().map(|r| place::read(r).province).collect())
        .collect();
    let covers =
        |q: usize, w: &Wanted<'_>| w.province.is_some() && regions[q].contains(&w.province);
    let covering: Vec<Vec<usize>> = wanted
        .iter()
        .map(|w| (0..squads.len()).filter(|q| covers(*q, w)).collect())
        .collect();
    let leads = leads(
        squads,
        &wanted,
        &covering,
        s.zone.thresholds.visits_per_squad,
    );
    let visit = |i: usize| visit(s, &wanted[i], leads[i].map(|q| &squads[q]), &clashes);
    let mut plans: Vec<SquadPlan> = Vec::new();
    for (q, squad) in squads.iter().enumerate() {
        let mut rows: Vec<(usize, Visit)> = (0..wanted.len())
            .filter(|i| leads[*i].is_some())
            .filter(|i| covering[*i].contains(&q) || leads[*i] == Some(q))
            .map(|i| {
                let at = regions[q].iter().position(|r| *r == wanted[i].province);
                (at.unwrap_or(usize::MAX), visit(i))
            })
            .collect();
        sort(&mut rows);
        plans.push(SquadPlan {
            squad: squad.name.clone(),
            regions: squad.regions.clone(),
            visits: rows.into_iter().map(|(_, v)| v).collect(),
            waiting: (0..wanted.len())
                .filter(|i| leads[*i].is_none() && covering[*i].contains(&q))
                .count(),
        });
    }
    let mut rest: Vec<(usize, Visit)> = Vec::new();
    let mut provinces: IndexMap<&str, usize> = IndexMap::new();
    let uncovered = |i: &usize| leads[*i].is_none() && covering[*i].is_empty();
    for i in (0..wanted.len()).filter(uncovered) {
        let next = provinces.len();
        let at = *provinces.entry(&wanted[i].best.province).or_insert(next);
        rest.push((at, visit(i)));
    }
    if !rest.is_empty() {
        sort(&mut rest);
        plans.push(SquadPlan {
            squad: SquadPlan::NOBODY.to_owned(),
            regions: provinces.keys().map(|p| (*p).to_owned()).collect(),
            visits: rest.into_iter().map(|(_, v)| v).collect(),
            waiting: 0,
        });
    }
    Campaign { plans, clashes }
}

/// By province in the order of the plan, best first.
fn sort(rows: &mut [(usize, Visit)]) {
    rows.sort_by(|(p, a), (q, b)| {
        p.cmp(q)
            .then_with(|| b.score.total_cmp(&a.score))
            .then_with(|| a.firm.cmp(&b.firm))
    });
}

/// Firms to visit, in the order of their most pressing gaps; refused ones are left out.
fn wanted<'a>(
    asks: &'a [Option<Ask<'a>>],
    targets: &'a [Vec<Target>],
    index: &Index<'a>,
) -> Vec<Wanted<'a>> {
    let mut out: IndexMap<&str, Wanted<'a>> = IndexMap::new();
    for (ask, targets) in asks.iter().zip(targets) {
        let Some(ask) = ask.as_ref().filter(|ask| ask.invites()) else {
            continue;
        };
        let open = |t: &&Target| t.admission != Admission::Refused;
        for target in targets.iter().filter(open).take(OF_GAP) {
            let entry = out.entry(&target.name).or_insert_with(|| Wanted {
                asks: Vec::new(),
                best: target,
                province: place::read(&target.province).province,
                records: index.records(&target.name, &target.short),
                labels: Vec::new(),
            });
            entry.asks.push(ask);
            if target.score > entry.best.score {
                entry.best = target;
            }
            for label in &target.labels {
                if !entry.labels.contains(label) {
                    entry.labels.push(*label);
                }
            }
        }
    }
    for entry in out.values_mut() {
        entry.labels.sort_unstable();
    }
    out.into_values().collect()
}

/// Which squad leads each firm; None where none covers it, or those that do lead `most` already.
fn leads(
    squads: &[Squad],
    wanted: &[Wanted<'_>],
    covering: &[Vec<usize>],
    most: usize,
) -> Vec<Option<usize>> {
    let squad = |r: &Record| {
        let team = r.team.as_deref()?;
        squads.iter().position(|q| q.name == team)
    };
    let known = |w: &Wanted<'_>| {
        let ours = w.records.iter().filter_map(|r| Some((r, squad(r)?)));
        let latest = ours.max_by_key(|(r, _)| (r.date.clone(), r.row.row));
        latest.map(|(_, q)| q)
    };
    let mut leads: Vec<Option<usize>> = wanted.iter().map(known).collect();
    let mut load = vec![0_usize; squads.len()];
    for lead in leads.iter().flatten() {
        load[*lead] += 1;
    }
    for (lead, covering) in leads.iter_mut().zip(covering) {
        if lead.is_none() {
            let free = covering.iter().copied().filter(|q| load[*q] < most);
            *lead = free.min_by_key(|q| (load[*q], *q));
            if let Some(lead) = lead {
                load[*lead] += 1;
            }
        }
    }
    leads
}

fn visit(s: &Situation<'_>, w: &Wanted<'_>, lead: Option<&Squad>, clashes: &[Clash]) -> Visit {
    let best = w.best;
    let lead = lead.map_or(SquadPlan::NOBODY, |q| q.name.as_str());
    let mut chains: Vec<String> = Vec::new();
    for ask in &w.asks {
        let chain = &s.chains.chains[ask.link.chain].id;
        if !chains.contains(chain) {
            chains.push(chain.clone());
        }
    }
    let mut contacts: Vec<Contact> = w
        .records
        .iter()
        .map(|r| Contact {
            date: r.date.clone(),
            team: r.team.clone(),
            matter: r.matter.clone(),
            conclusion: r.conclusion.clone(),
            row: r.row.row,
        })
        .collect();
    contacts.sort_by(|a, b| a.date.cmp(&b.date).then(a.row.cmp(&b.row)));
    let clash = clashes.iter().find(|c| c.firm == best.name);
    Visit {
        firm: best.name.clone(),
        province: best.province.clone(),
        city: best.city.clone(),
        gaps: w.asks.iter().map(|a| a.link.id.clone()).collect(),
        chains,
        labels: w.labels.clone(),
        score: best.score,
        channel: best.channel.clone(),
        lead: lead.to_owned(),
        next: next(best, &contacts, clash, lead),
        contacts,
        matchmaker: best.matchmakers.first().cloned(),
        prepare: prepare(s, w),
    }
}

/// The next step: settle a 撞单, take up the last contact, else open by the channel.
fn next(best: &Target, contacts: &[Contact], clash: Option<&Clash>, lead: &str) -> String {
    if let Some(clash) = clash {
        return format!(
            "撞单：先由商务部门协调{}，明确{lead}主责，再联系企业",
            clash.teams.join("、")
        );
    }
    if let Some(last) = contacts.last() {
        let date = last.date.as_deref().unwrap_or("日期不详");
        let row = last.row;
        return match &last.conclusion {
            Some(said) => format!(
                "承接{date}“{}”（{said}，台账第{row}行），约定下次会谈",
                last.matter
            ),
            None => format!(
                "{date}“{}”后无结论（台账第{row}行），先回访问明意向",
                last.matter
            ),
        };
    }
    let introduced = best
        .matchmakers
        .first()
        .map(|m| format!("请{}（名录第{}行）引荐，", m.name, m.row))
        .unwrap_or_default();
    match (best.channel.as_str(), &best.expansion_of) {
        ("以商招商", Some(here)) if *here == best.name => {
            format!("走访本地企业{here}，商谈就地增资扩产")
        }
        ("以商招商", Some(here)) => format!("请本地企业{here}出面约见其总部，商谈增资扩产"),
        ("带队招商", _) => format!("{introduced}约定后报请市领导带队拜访"),
        ("节会招商", _) => format!("{introduced}发节会邀请，会前先行约谈"),
        (_, _) => format!("{introduced}首次登门，递交项目卡"),
    }
}

/// What to take along.
fn prepare(s: &Situation<'_>, w: &Wanted<'_>) -> Vec<String> {
    let names: Vec<&str> = w.asks.iter().map(|a| a.link.name.as_str()).collect();
    let mut out = vec![format!("项目卡：{}", names.join("、"))];
    if let Some(first) = w.best.matchmakers.first() {
        out.push(format!(
            "{}的需求、供货或经营情况（名录第{}行）",
            first.name, first.row
        ));
    }
    if let Some(signal) = w.best.signals.iter().max_by(|a, b| a.date.cmp(&b.date)) {
        out.push(format!("其投资动向：{}（{}）", signal.text, signal.date));
    }
    if w.best.consulted == Some(false) {
        let cite = s.zone.policy.consult().map(|(rule, _)| rule.cite());
        out.push(format!(
            "公共资源或特许经营：先与县市区沟通并留台账{}",
            cite.unwrap_or_default()
        ));
    }
    if let (Admission::ToCheck, Some((rule, gates))) = (w.best.admission, s.zone.policy.gates()) {
        let gates: Vec<&str> = gates.gates.keys().map(String::as_str).collect();
        out.push(format!("{}四门准入材料{}", gates.join("、"), rule.cite()));
    }
    out
}
