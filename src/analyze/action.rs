//! Action: what an uncovered or fragile link asks for.
//!
//! For a product or a service that is neither excluded nor 支撑, in this order:
//!
//! - **补链** not here, and a customer that is present needs it (required material relation);
//! - **延链** not here, and a product link that is here feeds it (required material relation) with at
//!   least half of its required inputs here, or the waste or aftermarket of a present link calls
//!   for it. A resource alone never makes 延链, nor does one generic part among many inputs;
//! - **建链**, per segment: no product or service of the segment is here, and a sourced resource or
//!   an excluded customer's demand adjoins it;
//! - **强链** 薄弱; **稳链** 已有, carried by one group, with a customer that is present;
//! - **远期** none of these, with the steps to the nearest link that is here.
//!
//! Energy, service and optional relations and 待复核 pairs inform the reasons and never trigger.

use indexmap::{IndexMap, IndexSet};

use crate::model::{
    Action, Coverage, Flag, Input, Link, LinkIx, Nature, Supplier, SupplyKind, Verdict,
};

use super::Situation;
use super::ties::{Ties, groups, name_firms};

/// Fills in actions and their reasons.
pub fn decide(s: &Situation<'_>, ties: &Ties<'_>, verdicts: &mut [Verdict]) {
    let build = segments_to_build(s, ties, verdicts);
    let decided: Vec<(Action, Vec<String>)> = s
        .chains
        .iter()
        .map(|(ix, link)| {
            if link.has(Flag::Classified) {
                (Action::None, Vec::new())
            } else if link.can_be_gap() {
                one(s, ties, verdicts, &build, ix)
            } else {
                standing(s, verdicts, ix)
            }
        })
        .collect();
    for (verdict, (action, reasons)) in verdicts.iter_mut().zip(decided) {
        verdict.action = action;
        verdict.action_reasons = reasons;
    }
}

/// (chain, segment) → why it can be built.
type Buildable<'a> = IndexMap<(usize, &'a str), String>;

fn one(
    s: &Situation<'_>,
    ties: &Ties<'_>,
    verdicts: &[Verdict],
    build: &Buildable<'_>,
    ix: LinkIx,
) -> (Action, Vec<String>) {
    let link = s.chains.link(ix);
    match verdicts[ix.0].coverage {
        Coverage::Weak => {
            let mut reasons = vec![format!("薄弱：{}", verdicts[ix.0].coverage_reason)];
            reasons.extend(customers_in_words(s, ties, verdicts, ix));
            (Action::Strengthen, reasons)
        }
        Coverage::Covered => match sole_group(s, ties, ix) {
            Some(group) => {
                let customers = customers_in_words(s, ties, verdicts, ix);
                if customers.is_empty() {
                    (Action::None, Vec::new())
                } else {
                    let mut reasons = vec![format!("只有{group}一家（集团）承担，一旦外迁即断链")];
                    reasons.extend(customers);
                    (Action::Stabilise, reasons)
                }
            }
            None => (Action::None, Vec::new()),
        },
        Coverage::Building | Coverage::TradeOnly | Coverage::Missing | Coverage::NotFound => {
            let mut note = Vec::new();
            if verdicts[ix.0].coverage == Coverage::Building {
                note.push(format!(
                    "已有在建：{}，建成后复核",
                    verdicts[ix.0].coverage_reason
                ));
            }
            let (action, mut reasons) = absent(s, ties, verdicts, build, ix, link);
            let near = s.zone.neighbours.iter().filter(|n| n.link == Some(ix));
            note.extend(near.map(|n| format!("邻市可供：{}{}", n.place, n.text)));
            reasons.extend(note);
            (action, reasons)
        }
    }
}

/// A link that nobody here carries.
fn absent(
    s: &Situation<'_>,
    ties: &Ties<'_>,
    verdicts: &[Verdict],
    build: &Buildable<'_>,
    ix: LinkIx,
    link: &Link,
) -> (Action, Vec<String>) {
    let needed_by = customers_in_words(s, ties, verdicts, ix);
    if !needed_by.is_empty() {
        return (Action::Fill, needed_by);
    }
    if let Some(reasons) = extends(s, ties, verdicts, ix, link) {
        return (Action::Extend, reasons);
    }
    if let Some(why) = build.get(&(link.chain, link.segment.as_str())) {
        return (Action::Build, vec![why.clone()]);
    }
    let reason = match verdicts[ix.0].nearest {
        Some((steps, near)) => {
            let firms: Vec<_> = ties.at(near).holders.iter().map(|h| h.firm).collect();
            let (name, who) = (s.chains.full_name(near), name_firms(s, &firms, 1));
            format!("本地尚无直接上下游，距最近的已有环节「{name}」（{who}）{steps}步")
        }
        None => "与本地已有环节没有联系".to_owned(),
    };
    (Action::Defer, vec![reason])
}

/// Present customers that need the link, one sentence each. An input with alternatives is satisfied
/// by any of them: a customer that has another alternative here doesn't need this one.
fn customers_in_words(
    s: &Situation<'_>,
    ties: &Ties<'_>,
    verdicts: &[Verdict],
    ix: LinkIx,
) -> Vec<String> {
    s.graph
        .customers(ix)
        .into_iter()
        .filter(|(customer, input)| needs(verdicts, ix, *customer, input))
        .map(|(customer, _)| {
            let name = s.chains.full_name(customer);
            let who = who_is_there(s, ties, customer);
            if s.chains.link(customer).excluded() {
                let cite = s.zone.policy.exclusion(customer);
                format!("下游「{name}」（不列入招商，作需求）必需：{who}{cite}")
            } else {
                format!("本地「{name}」必需：{who}")
            }
        })
        .collect()
}

/// Whether a present customer needs this supplier.
pub fn needs(verdicts: &[Verdict], supplier: LinkIx, customer: LinkIx, input: &Input) -> bool {
    input.is_required_material()
        && verdicts[customer.0].present
        && !input.suppliers.iter().any(|other| match other {
            Supplier::Link(other) => *other != supplier && verdicts[other.0].coverage.is_here(),
            Supplier::Elsewhere(_) => false,
        })
}

/// Why the link extends what is here; None where it doesn't.
fn extends(
    s: &Situation<'_>,
    ties: &Ties<'_>,
    verdicts: &[Verdict],
    ix: LinkIx,
    link: &Link,
) -> Option<Vec<String>> {
    let mut reasons = Vec::new();
    let required: Vec<&Input> = link
        .inputs
        .iter()
        .filter(|i| i.is_required_material())
        .collect();
    let is_here = |supplier: &Supplier| match supplier {
        Supplier::Link(ix) => verdicts[ix.0].coverage.is_here(),
        Supplier::Elsewhere(_) => false,
    };
    let have = required
        .iter()
        .filter(|i| i.suppliers.iter().any(&is_here))
        .count();
    let fed_by: IndexSet<LinkIx> = required
        .iter()
        .flat_map(|i| &i.suppliers)
        .filter_map(|supplier| match supplier {
            Supplier::Link(from) => Some(*from),
            Supplier::Elsewhere(_) => None,
        })
        .filter(|from| {
            verdicts[from.0].coverage.is_here() && s.chains.link(*from).nature == Nature::Product
        })
        .collect();
    if !fed_by.is_empty() && have * 2 >= required.len() {
        for from in fed_by {
            let firms: Vec<_> = ties.at(from).holders.iter().map(|h| h.firm).collect();
            let name = s.chains.full_name(from);
            reasons.push(format!(
                "本地「{name}」可直接供料：{}",
                name_firms(s, &firms, 3)
            ));
        }
        reasons.push(format!("必需投入{}项，本地已有{have}项", required.len()));
    }
    for (from, input) in s.graph.suppliers(ix) {
        let calls =
            matches!(input.kind, SupplyKind::Waste | SupplyKind::Aftermarket) && !input.optional;
        if calls && verdicts[from.0].present {
            let name = s.chains.full_name(from);
            let what = if input.kind == SupplyKind::Waste {
                "的废弃物待处理"
            } else {
                "的存量待服务"
            };
            let who = who_is_there(s, ties, from);
            reasons.push(format!("本地「{name}」{what}：{who}"));
        }
    }
    (!reasons.is_empty()).then_some(reasons)
}

/// The firms at a link, or, where no firm shows it, its declared demand.
fn who_is_there(s: &Situation<'_>, ties: &Ties<'_>, ix: LinkIx) -> String {
    let at = ties.at(ix);
    if !at.holders.is_empty() {
        let firms: Vec<_> = at.holders.iter().map(|h| h.firm).collect();
        return name_firms(s, &firms, 3);
    }
    let words = |d: &&crate::model::Demand| {
        let year = d.year.map(|y| format!("{y}年")).unwrap_or_default();
        format!(
            "{year}{}{}，来源：{}",
            d.value,
            d.unit,
            s.zone.source_text(&d.source)
        )
    };
    at.demand.iter().map(words).collect::<Vec<_>>().join("；")
}

/// Segments of which no product or service is here, and that a sourced resource or an excluded
/// customer's demand adjoins.
fn segments_to_build<'a>(
    s: &Situation<'a>,
    ties: &Ties<'_>,
    verdicts: &[Verdict],
) -> Buildable<'a> {
    let mut alive: IndexSet<(usize, &str)> = IndexSet::new();
    let mut adjoining: IndexMap<(usize, &'a str), Vec<String>> = IndexMap::new();
    for (ix, link) in s.chains.iter() {
        let segment = (link.chain, link.segment.as_str());
        let counted = matches!(link.nature, Nature::Product | Nature::Service) && !link.excluded();
        if !counted {
            continue;
        }
        if verdicts[ix.0].coverage.is_here() {
            alive.insert(segment);
        }
        for (from, input) in s.graph.suppliers(ix) {
            for resource in s.zone.resources.iter().filter(|r| r.link == Some(from)) {
                if s.chains.link(from).nature == Nature::Resource && input.is_required_material() {
                    let source = s.zone.source_text(&resource.source);
                    let why = format!(
                        "本地有资源「{}」{}，来源：{source}",
                        s.chains.full_name(from),
                        resource.text
                    );
                    adjoining.entry(segment).or_default().push(why);
                }
            }
        }
        for (customer, input) in s.graph.customers(ix) {
            let excluded = s.chains.link(customer).excluded() && verdicts[customer.0].present;
            if excluded && input.is_required_material() {
                let name = s.chains.full_name(customer);
                let why = format!(
                    "本地有「{name}」的需求（{}）",
                    who_is_there(s, ties, customer)
                );
                adjoining.entry(segment).or_default().push(why);
            }
        }
    }
    adjoining
        .into_iter()
        .filter(|(segment, _)| !alive.contains(segment))
        .map(|(segment, why)| {
            let name = s.chains.chains[segment.0]
                .segments
                .get(segment.1)
                .map_or(segment.1, String::as_str);
            let unique: IndexSet<String> = why.into_iter().collect();
            let words: Vec<String> = unique.into_iter().take(3).collect();
            (
                segment,
                format!("细分链「{name}」本地尚无企业；{}", words.join("；")),
            )
        })
        .collect()
}

/// The one group, or firm, that carries the link; None where there are several.
fn sole_group(s: &Situation<'_>, ties: &Ties<'_>, ix: LinkIx) -> Option<String> {
    match groups(s, &ties.at(ix).holders).as_slice() {
        [only] => Some((*only).to_owned()),
        _ => None,
    }
}

/// Links that are never a gap: 支撑, resources, utilities, facilities, excluded ones.
fn standing(s: &Situation<'_>, verdicts: &[Verdict], ix: LinkIx) -> (Action, Vec<String>) {
    let link = s.chains.link(ix);
    let here = verdicts[ix.0].coverage.is_here();
    let reason = if link.excluded() {
        let cite = s.zone.policy.exclusion(ix);
        format!("不列入招商范围，仅作需求环节{cite}")
    } else {
        match (link.nature, link.stage) {
            (Nature::Resource, _) => {
                let sourced: Vec<String> = s
                    .zone
                    .resources
                    .iter()
                    .filter(|r| r.link == Some(ix))
                    .map(|r| format!("{}，来源：{}", r.text, s.zone.source_text(&r.source)))
                    .collect();
                let near = s.zone.neighbours.iter().find(|n| n.link == Some(ix));
                match (here || !sourced.is_empty(), near) {
                    (true, _) if sourced.is_empty() => "资源：有（企业在采）".to_owned(),
                    (true, _) => format!("资源：有，{}", sourced.join("；")),
                    (false, Some(n)) => format!("资源：外购（{}{}）", n.place, n.text),
                    (false, None) => "资源：未见记载".to_owned(),
                }
            }
            (Nature::Utility | Nature::Facility, _) => {
                "公共配套，属争资或公共建设，不列入缺链".to_owned()
            }
            (Nature::Product | Nature::Service, _) if here => String::new(),
            (Nature::Product | Nature::Service, _) => "技术配套，单列，不列入缺链".to_owned(),
        }
    };
    (
        Action::None,
        if reason.is_empty() {
            Vec::new()
        } else {
            vec![reason]
        },
    )
}
