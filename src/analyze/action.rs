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

use crate::model::{Action, Coverage, Flag, Input, LinkIx, Nature, Supplier, SupplyKind, Verdict};

use super::Situation;
use super::rules::{Levels, Rules, calls};
use super::ties::{Ties, groups, name_firms};

/// Fills in actions and their reasons.
pub fn decide(s: &Situation<'_>, ties: &Ties<'_>, levels: &Levels, verdicts: &mut [Verdict]) {
    let rules = Rules::new(s);
    let build = segments_to_build(s, ties, levels);
    let decided: Vec<(Action, Vec<String>)> = s
        .chains
        .iter()
        .map(|(ix, link)| {
            let action = rules.action(levels, ix);
            let verdict = &verdicts[ix.0];
            let reasons = if link.has(Flag::Classified) {
                Vec::new()
            } else if link.can_be_gap() {
                let case = Case {
                    s,
                    ties,
                    levels,
                    ix,
                };
                case.reasons(action, verdict, &rules, &build)
            } else {
                standing(s, levels, ix)
            };
            (action, reasons)
        })
        .collect();
    for (verdict, (action, reasons)) in verdicts.iter_mut().zip(decided) {
        verdict.action = action;
        verdict.action_reasons = reasons;
    }
}

/// (chain, segment) → why it can be built.
type Buildable<'a> = IndexMap<(usize, &'a str), String>;

/// One link whose action is to be put in words.
struct Case<'a> {
    s: &'a Situation<'a>,
    ties: &'a Ties<'a>,
    levels: &'a Levels,
    ix: LinkIx,
}

impl Case<'_> {
    fn reasons(
        &self,
        action: Action,
        verdict: &Verdict,
        rules: &Rules<'_>,
        build: &Buildable<'_>,
    ) -> Vec<String> {
        let link = self.s.chains.link(self.ix);
        let mut reasons = match action {
            Action::None => Vec::new(),
            Action::Strengthen => {
                let mut reasons = vec![format!("薄弱：{}", verdict.coverage_reason)];
                reasons.extend(self.customers());
                reasons
            }
            Action::Stabilise => {
                let only = groups(self.s, &self.ties.at(self.ix).holders).join("、");
                let mut reasons = vec![format!("只有{only}一家（集团）承担，一旦外迁即断链")];
                reasons.extend(self.customers());
                reasons
            }
            Action::Fill => self.customers(),
            Action::Extend => self.extends(rules),
            Action::Build => {
                let why = build.get(&(link.chain, link.segment.as_str()));
                why.cloned().into_iter().collect()
            }
            Action::Defer => vec![self.far(verdict)],
        };
        if !self.levels.here(self.ix) {
            let near = self.s.zone.neighbours.iter();
            let near = near.filter(|n| n.link == Some(self.ix));
            if verdict.coverage == Coverage::Building {
                reasons.push(format!("已有在建：{}，建成后复核", verdict.coverage_reason));
            }
            reasons.extend(near.map(|n| format!("邻市可供：{}{}", n.place, n.text)));
        }
        reasons
    }

    fn far(&self, verdict: &Verdict) -> String {
        match verdict.nearest {
            Some((steps, near)) => {
                let firms: Vec<_> = self.ties.at(near).holders.iter().map(|h| h.firm).collect();
                let (name, who) = (self.s.chains.full_name(near), name_firms(self.s, &firms, 1));
                format!("本地尚无直接上下游，距最近的已有环节“{name}”（{who}）{steps}步")
            }
            None => "与本地已有环节没有联系".to_owned(),
        }
    }

    /// Present customers that need the link, one sentence each.
    fn customers(&self) -> Vec<String> {
        let s = self.s;
        s.graph
            .customers(self.ix)
            .into_iter()
            .filter(|(customer, input)| self.levels.needs(self.ix, *customer, input))
            .map(|(customer, _)| {
                let name = s.chains.full_name(customer);
                let who = who_is_there(s, self.ties, customer);
                if s.chains.link(customer).excluded() {
                    let cite = s.zone.policy.exclusion(customer);
                    format!("下游“{name}”（不列入招商，作需求）必需：{who}{cite}")
                } else {
                    format!("本地“{name}”必需：{who}")
                }
            })
            .collect()
    }

    /// Who feeds the link, and whose waste or stock calls for it.
    fn extends(&self, rules: &Rules<'_>) -> Vec<String> {
        let s = self.s;
        let mut reasons = Vec::new();
        if rules.feeds(self.levels, self.ix) {
            let inputs = s.chains.link(self.ix).inputs.iter();
            let required: Vec<&Input> = inputs.filter(|i| i.is_required_material()).collect();
            let have = required.iter().filter(|i| self.levels.met(i)).count();
            let suppliers = required.iter().flat_map(|i| &i.suppliers);
            let fed_by: IndexSet<LinkIx> = suppliers
                .filter_map(|supplier| match supplier {
                    Supplier::Link(from) => Some(*from),
                    Supplier::Elsewhere(_) => None,
                })
                .filter(|from| {
                    self.levels.here(*from) && s.chains.link(*from).nature == Nature::Product
                })
                .collect();
            for from in fed_by {
                let firms: Vec<_> = self.ties.at(from).holders.iter().map(|h| h.firm).collect();
                let name = s.chains.full_name(from);
                let who = name_firms(s, &firms, 3);
                reasons.push(format!("本地“{name}”可直接供料：{who}"));
            }
            reasons.push(format!("必需投入{}项，本地已有{have}项", required.len()));
        }
        for (from, input) in s.graph.suppliers(self.ix) {
            if calls(self.levels, from, input) {
                let name = s.chains.full_name(from);
                let what = if input.kind == SupplyKind::Waste {
                    "的废弃物待处理"
                } else {
                    "的存量待服务"
                };
                let who = who_is_there(s, self.ties, from);
                reasons.push(format!("本地“{name}”{what}：{who}"));
            }
        }
        reasons
    }
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
fn segments_to_build<'a>(s: &Situation<'a>, ties: &Ties<'_>, levels: &Levels) -> Buildable<'a> {
    let mut alive: IndexSet<(usize, &str)> = IndexSet::new();
    let mut adjoining: IndexMap<(usize, &'a str), Vec<String>> = IndexMap::new();
    for (ix, link) in s.chains.iter() {
        let segment = (link.chain, link.segment.as_str());
        let counted = matches!(link.nature, Nature::Product | Nature::Service) && !link.excluded();
        if !counted {
            continue;
        }
        if levels.here(ix) {
            alive.insert(segment);
        }
        for (from, input) in s.graph.suppliers(ix) {
            for resource in s.zone.resources.iter().filter(|r| r.link == Some(from)) {
                if s.chains.link(from).nature == Nature::Resource && input.is_required_material() {
                    let source = s.zone.source_text(&resource.source);
                    let why = format!(
                        "本地有资源“{}”{}，来源：{source}",
                        s.chains.full_name(from),
                        resource.text
                    );
                    adjoining.entry(segment).or_default().push(why);
                }
            }
        }
        for (customer, input) in s.graph.customers(ix) {
            let excluded = s.chains.link(customer).excluded() && levels.present[customer.0];
            if excluded && input.is_required_material() {
                let name = s.chains.full_name(customer);
                let why = format!(
                    "本地有“{name}”的需求（{}）",
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
                format!("细分链“{name}”本地尚无企业；{}", words.join("；")),
            )
        })
        .collect()
}

/// Links that are never a gap: 支撑, resources, utilities, facilities, excluded ones.
fn standing(s: &Situation<'_>, levels: &Levels, ix: LinkIx) -> Vec<String> {
    let link = s.chains.link(ix);
    let here = levels.here(ix);
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
    if reason.is_empty() {
        Vec::new()
    } else {
        vec![reason]
    }
}
