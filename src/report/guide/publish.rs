//! What of a study may be published: a study of its own, without the rest.
//!
//! Emptied: firms of the register and outside, projects, contacts, evidence, rows, classified links
//! and everything that mentions one of them. Kept: links, counts, verdicts, places, settings.

use std::collections::BTreeSet;

use aho_corasick::AhoCorasick;

use super::words;
use crate::model::{Action, Campaign, Card, LinkId};
use crate::study::{GapView, LinkView, Study};

/// The study without what is not for publication.
pub fn publish(study: &Study) -> Study {
    let closed: BTreeSet<LinkId> = study
        .links
        .iter()
        .filter(|l| !words::open(l))
        .map(|l| l.id.clone())
        .collect();
    let screen = Screen::new(study);
    let shut = Screen::of(closed_names(study).collect());
    let mut out = study.clone();
    for chain in &mut out.chains {
        let gone = study.links.iter().filter(|l| l.chain == chain.id);
        let gone: Vec<&LinkView> = gone
            .filter(|l| closed.contains(&l.id) && words::counts(l))
            .collect();
        chain.links_counted -= gone.len().min(chain.links_counted);
        let here = gone.iter().filter(|l| l.coverage.is_here()).count();
        chain.links_here -= here.min(chain.links_here);
    }
    let open = |id: &LinkId| !closed.contains(id);
    out.links.retain(|l| open(&l.id));
    for link in &mut out.links {
        link.coverage_reason.clear();
        link.reasons.clear();
        link.firms.clear();
        link.leads = 0;
        link.projects.clear();
        screen.lines(&mut link.resources);
        link.saturated = None;
        link.backward = None;
        link.also.retain(|a| open(&a.id));
        if let Some(lacks) = &mut link.lacks {
            lacks.retain(open);
        }
    }
    out.supplies.retain(|s| open(&s.from) && open(&s.to));
    out.partners.clear();
    // 稳链 is about one firm by its nature.
    out.gaps
        .retain(|g| open(&g.link) && g.action != Action::Stabilise);
    for gap in &mut out.gaps {
        reduce(gap, &screen, &shut, &open);
    }
    out.balances.clear();
    for county in &mut out.counties {
        county.in_zone.clear();
        county.gaps.retain(open);
        for own in county.chains.values_mut() {
            own.here.retain(open);
            own.missing.retain(open);
        }
        for park in &mut county.parks {
            park.here.retain(open);
            park.missing.retain(open);
            park.gaps.retain(open);
        }
    }
    out.investors.clear();
    out.bundles.clear();
    out.introducers.clear();
    out.campaign = Campaign::default();
    out.reviews.clear();
    out.firms.clear();
    out.data_quality.issues.clear();
    out.data_quality.columns.clear();
    out.data_quality.register.clear();
    out.notices.clear();
    out.policy.changes.clear();
    out.policy.rules.clear();
    out.zone.register_note = out.zone.register_note.filter(|n| screen.clean(n));
    out.zone.sources.retain(|_, s| screen.clean(&s.to_string()));
    out
}

fn reduce(gap: &mut GapView, screen: &Screen, shut: &Screen, open: &impl Fn(&LinkId) -> bool) {
    gap.reasons.clear();
    gap.targets.clear();
    for part in &mut gap.parts {
        part.reason.clear();
    }
    for place in &mut gap.landing {
        place.neighbours.retain(open);
        place.reasons.clear();
    }
    gap.card = gap.card.take().map(|card| {
        let mut costs = card.costs;
        screen.lines(&mut costs);
        // What is not known yet is for the office to find out, not for the reader.
        costs.retain(|line| !line.contains("不详") && !line.contains("未载"));
        Card {
            // Made of links and words of the models: a firm's short name in it (太阳能) is a word.
            project: Some(card.project)
                .filter(|p| shut.clean(p))
                .unwrap_or_default(),
            costs,
            ..Card::default()
        }
    });
}

/// Names and ids of the links that may not be shown.
fn closed_names(study: &Study) -> impl Iterator<Item = &str> {
    let closed = study.links.iter().filter(|l| !words::open(l));
    closed.flat_map(|l| [l.name.as_str(), l.id.as_str()])
}

/// Names that may not be printed.
struct Screen(Option<AhoCorasick>);

impl Screen {
    fn new(study: &Study) -> Self {
        let mut names: BTreeSet<&str> = BTreeSet::new();
        for firm in &study.firms {
            names.insert(&firm.name);
            names.extend(firm.group.as_deref());
        }
        for link in &study.links {
            for project in &link.projects {
                names.insert(&project.name);
                names.extend(project.firm.as_deref());
            }
            names.extend(link.firms.iter().map(|f| f.name.as_str()));
        }
        for gap in &study.gaps {
            for target in &gap.targets {
                names.extend([target.name.as_str(), target.short.as_str()]);
                names.extend(target.expansion_of.as_deref());
            }
        }
        names.extend(["名录第", "台账第", "项目表第"]);
        names.extend(closed_names(study));
        Self::of(names)
    }

    fn of(mut names: BTreeSet<&str>) -> Self {
        names.retain(|n| n.chars().count() > 1);
        // Without an automaton nothing passes.
        Self(AhoCorasick::new(names).ok())
    }

    /// Whether a text names none of them.
    fn clean(&self, text: &str) -> bool {
        self.0.as_ref().is_some_and(|names| !names.is_match(text))
    }

    /// Keeps the lines that name none.
    fn lines(&self, lines: &mut Vec<String>) {
        lines.retain(|line| self.clean(line));
    }
}
