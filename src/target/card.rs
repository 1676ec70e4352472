//! 项目卡: 招什么项目、为何盈利、瞄准谁 for one gap, line by line from rows and sources.
//!
//! Nothing is estimated: what the models, tables and settings don't say is named as unknown. Landing
//! places, targets and matchmakers stand beside the card in the gap.

mod economy;
mod trade;

use super::Ask;
use super::holders::Holders;
use crate::analyze::Situation;
use crate::model::{Action, Card, Gap, Target, Verdict};

/// What every card looks at.
pub struct Cards<'a> {
    /// The situation.
    pub s: &'a Situation<'a>,
    /// Verdicts of all links.
    pub verdicts: &'a [Verdict],
    /// Local firms by link.
    pub holders: &'a Holders<'a>,
    /// All gaps, most pressing first.
    pub gaps: &'a [Gap],
}

impl Cards<'_> {
    /// The card of a gap; None for 稳链, which asks for nobody (远期 has no [`Ask`]).
    pub fn card(&self, ask: &Ask<'_>, targets: &[Target]) -> Option<Card> {
        ask.invites().then(|| Card {
            project: self.project(ask),
            demand: self.demand(ask),
            inputs: self.inputs(ask),
            costs: self.costs(ask),
            policy: self.policy(ask),
            risks: self.risks(ask, targets),
        })
    }

    /// One sentence: what is to be built, for whom, of which products.
    fn project(&self, ask: &Ask<'_>) -> String {
        let link = ask.link;
        let name = &link.name;
        let chain = &self.s.chains.chain_of(ask.gap.link);
        let customers = self.customers(ask);
        let names: Vec<&str> = customers
            .iter()
            .take(3)
            .map(|ix| self.s.chains.link(*ix).name.as_str())
            .collect();
        let feeders = self.feeders(ask);
        let feeders: Vec<&str> = feeders
            .iter()
            .take(3)
            .map(|ix| self.s.chains.link(*ix).name.as_str())
            .collect();
        let segment = chain
            .segments
            .get(&link.segment)
            .map_or(link.segment.as_str(), String::as_str);
        let aim = match ask.gap.action {
            Action::Fill => format!("引进“{name}”项目，为本地“{}”就近配套", names.join("”“")),
            Action::Extend if feeders.is_empty() => {
                format!("引进“{name}”项目，向下游和后市场延伸")
            }
            Action::Extend => format!("引进“{name}”项目，承接本地“{}”向下延伸", feeders.join("”“")),
            Action::Build => format!("引进“{name}”项目，起步建设{}链的{segment}", chain.name),
            Action::Strengthen => {
                format!("支持本地“{name}”企业扩能提质，或引进同类项目，补强薄弱环节")
            }
            Action::Stabilise | Action::Defer | Action::None => format!("“{name}”项目"),
        };
        let mut terms: Vec<&str> = Vec::new();
        for term in &link.terms {
            let said = terms.iter().any(|t| term.contains(t)) || term == name;
            if !said && terms.len() < 4 {
                terms.push(term);
            }
        }
        if terms.is_empty() {
            aim
        } else {
            format!("{aim}；产品方向：{}（环节{}）", terms.join("、"), link.id)
        }
    }
}
