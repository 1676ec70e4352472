//! Landing suggestions: in which county and park a gap's project could land, best first.
//!
//! Each park, and each county for itself, gets points:
//!
//! | what speaks for it | points |
//! |---|---|
//! | suppliers and customers of the link in the park | 3 each, up to 3 links |
//! | suppliers and customers of the link in the county | 2 each, up to 3 links |
//! | the park concentrates on the chain | 3 |
//! | the county concentrates on the chain | 2 |
//! | the firms that hold the link now are there (强链) | 4 |
//!
//! Material, waste and aftermarket relations count; power and services come to any place. A chemical
//! link lands in recognised chemical parks only (`site.rs`). Of a county without a fitting park the
//! county itself is suggested; a place for which nothing speaks is not.
//!
//! Worked example: 叶片 in 瓜州县·北大桥园, where 整机 and 树脂 are made (2 × 3 + 2 × 2), the park (3) and the
//! county (2) concentrating on 先进制造: 15 points.

use indexmap::IndexSet;

use crate::model::{Action, FirmIx, Flag, Gap, LandingPlace, Link, LinkIx, Park, SupplyKind};

use super::Situation;
use super::places::{Places, on};
use super::site::{Site, site};

/// Places shown for a gap.
const MOST: usize = 3;
/// Neighbour links that earn points.
const FULL: usize = 3;

/// Places for every gap but 稳链 and 远期, in the order of the gaps.
///
/// O(gaps × (parks + counties) × neighbours).
pub fn suggest(s: &Situation<'_>, places: &Places<'_>, gaps: &mut [Gap]) {
    for gap in gaps {
        if gap.action.wants_newcomer() || gap.action == Action::Strengthen {
            gap.landing = of_gap(s, places, gap);
        }
    }
}

fn of_gap(s: &Situation<'_>, places: &Places<'_>, gap: &Gap) -> Vec<LandingPlace> {
    let link = s.chains.link(gap.link);
    let site = site(s, link);
    if matches!(site, Site::Nowhere(_)) {
        return Vec::new();
    }
    let case = Case {
        s,
        places,
        link,
        ix: gap.link,
        neighbours: neighbours(s, gap.link),
        chains: chains_of(s, link),
        site,
    };
    let mut found: Vec<(usize, LandingPlace)> = Vec::new();
    for county in 0..places.counties.len() {
        let mut parks = s
            .zone
            .parks
            .iter()
            .enumerate()
            .filter(|(_, p)| places.county(&p.county) == Some(county))
            .filter_map(|(n, park)| case.in_park(county, n, park))
            .peekable();
        if parks.peek().is_some() {
            found.extend(parks);
        } else if !matches!(case.site, Site::Parks { .. }) {
            found.extend(case.in_county(county));
        }
    }
    found.sort_by_key(|(points, _)| std::cmp::Reverse(*points)); // stable: then as in the settings
    found.truncate(MOST);
    found.into_iter().map(|(_, place)| place).collect()
}

/// Links that it buys from or sells to, in the order of the models.
fn neighbours(s: &Situation<'_>, link: LinkIx) -> IndexSet<LinkIx> {
    let near = |kind: SupplyKind| match kind {
        SupplyKind::Material | SupplyKind::Waste | SupplyKind::Aftermarket => true,
        SupplyKind::Energy | SupplyKind::Service => false,
    };
    s.graph
        .suppliers(link)
        .into_iter()
        .chain(s.graph.customers(link))
        .filter(|(other, input)| *other != link && near(input.kind))
        .map(|(other, _)| other)
        .collect()
}

/// Names of the chains a link is shown in.
pub fn chains_of<'a>(s: &Situation<'a>, link: &Link) -> Vec<&'a str> {
    let also = link.aliases.iter().map(|a| a.chain);
    std::iter::once(link.chain)
        .chain(also)
        .map(|c| s.chains.chains[c].name.as_str())
        .collect()
}

/// One gap and all that is looked at for it.
struct Case<'a> {
    s: &'a Situation<'a>,
    places: &'a Places<'a>,
    link: &'a Link,
    ix: LinkIx,
    neighbours: IndexSet<LinkIx>,
    chains: Vec<&'a str>,
    site: Site,
}

impl Case<'_> {
    fn in_park(&self, county: usize, n: usize, park: &Park) -> Option<(usize, LandingPlace)> {
        let must = match &self.site {
            Site::Parks { parks, .. } => {
                if !parks.iter().any(|(name, _)| *name == park.name) {
                    return None;
                }
                true
            }
            Site::Anywhere | Site::Unknown(_) | Site::Nowhere(_) => false,
        };
        let near = self.there(|link| self.places.at(link).park.get(&n));
        let own = self.places.at(self.ix).park.get(&n);
        let focus = on(&park.focus, &self.chains);
        if near.is_empty() && own.is_none() && !focus && !must {
            return None;
        }
        let mut reasons = Vec::new();
        let mut points = 3 * near.len().min(FULL);
        reasons.extend(own.map(|firms| self.own_words(firms)));
        points += if own.is_some() { 4 } else { 0 };
        reasons.extend(self.near_words(&near, ""));
        if focus {
            points += 3;
            reasons.push(format!("主攻{}", park.focus.join("、")));
        }
        let (more, around) = self.county(
            county,
            self.places.counties[county].name,
            &near,
            &mut reasons,
        );
        points += more;
        Some((
            points,
            self.place(county, Some(park.name.clone()), around, reasons),
        ))
    }

    fn in_county(&self, county: usize) -> Option<(usize, LandingPlace)> {
        let mut reasons = Vec::new();
        let own = self.places.at(self.ix).county.get(&county);
        reasons.extend(own.map(|firms| self.own_words(firms)));
        let (mut points, around) = self.county(county, "", &[], &mut reasons);
        points += if own.is_some() { 4 } else { 0 };
        if points == 0 {
            return None;
        }
        reasons.push("落哪个园区待定".to_owned());
        Some((points, self.place(county, None, around, reasons)))
    }

    /// Points and reasons of the county, and all neighbours in it; those of the park are not named
    /// again. `subject`: what the reasons name as theirs, nothing where the place is the county itself.
    fn county(
        &self,
        county: usize,
        subject: &str,
        in_park: &[Here<'_>],
        reasons: &mut Vec<String>,
    ) -> (usize, Vec<LinkIx>) {
        let place = &self.places.counties[county];
        let near = self.there(|link| self.places.at(link).county.get(&county));
        let all: Vec<LinkIx> = near.iter().map(|(link, _)| *link).collect();
        let mut points = 2 * near.len().min(FULL);
        let fresh: Vec<Here<'_>> = near
            .into_iter()
            .filter(|(link, _)| !in_park.iter().any(|(known, _)| known == link))
            .collect();
        reasons.extend(self.near_words(&fresh, subject));
        if let Some(area) = place.area.filter(|_| place.focuses(&self.chains)) {
            points += 2;
            reasons.push(format!("{subject}主攻{}", area.focus.join("、")));
        }
        (points, all)
    }

    fn place(
        &self,
        county: usize,
        park: Option<String>,
        neighbours: Vec<LinkIx>,
        mut reasons: Vec<String>,
    ) -> LandingPlace {
        reasons.extend(self.site.condition());
        if self.link.has(Flag::Environment) {
            reasons.push("环境安全敏感环节，园区规划环评和排污、能耗指标待核".to_owned());
        }
        let id = |ix: &LinkIx| self.s.chains.link(*ix).id.clone();
        LandingPlace {
            county: self.places.counties[county].name.to_owned(),
            park,
            neighbours: neighbours.iter().map(id).collect(),
            reasons,
        }
    }

    fn there<'b>(&self, at: impl Fn(LinkIx) -> Option<&'b Vec<FirmIx>>) -> Vec<Here<'b>> {
        let here = |link: &LinkIx| at(*link).map(|firms| (*link, firms.as_slice()));
        self.neighbours.iter().filter_map(here).collect()
    }

    fn own_words(&self, firms: &[FirmIx]) -> String {
        format!("本环节现有企业在此：{}", self.names(firms, 2))
    }

    /// `已有上下游2个环节：风电整机（甲公司）、树脂（乙公司）`, of the place itself or of a subject named.
    fn near_words(&self, near: &[Here<'_>], subject: &str) -> Option<String> {
        let words: Vec<String> = near
            .iter()
            .take(FULL)
            .map(|(link, firms)| {
                let name = &self.s.chains.link(*link).name;
                format!("{name}（{}）", self.names(firms, 1))
            })
            .collect();
        let more = if near.len() > FULL { "等" } else { "" };
        (!near.is_empty()).then(|| {
            format!(
                "{subject}已有上下游{}个环节：{}{more}",
                near.len(),
                words.join("、")
            )
        })
    }

    fn names(&self, firms: &[FirmIx], most: usize) -> String {
        super::ties::name_firms(self.s, firms, most)
    }
}

/// A neighbour and its firms at a place.
type Here<'a> = (LinkIx, &'a [FirmIx]);
