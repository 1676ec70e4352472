//! County view: what each county and park has of each chain, what its own firms need and nobody there
//! makes, and what another county of the zone makes already (相互补台: buy there first).
//!
//! Worked example: 整机 is made in 甲县 and needs 叶片 and 塔筒; 叶片 is made in 乙县, 塔筒 nowhere. 甲县 misses
//! both; 叶片 is to be bought in 乙县; 塔筒 is a gap of the zone.

use indexmap::{IndexMap, IndexSet};

use crate::model::{
    County, CountyChain, FirmIx, Flag, Gap, InZoneSupply, Input, LinkId, LinkIx, ParkPlace,
    Supplier,
};

use super::Situation;
use super::places::{AtPlace, Place, Places};

/// Name of the county of firms without one.
const UNKNOWN: &str = "未注明";
/// Firms named for a supply.
const NAMED: usize = 5;

/// Counties in the order of the settings, then those only the register names, then 未注明.
///
/// O(counties × relations).
pub fn counties(s: &Situation<'_>, places: &Places<'_>, gaps: &[Gap]) -> Vec<County> {
    let mut out: Vec<County> = places
        .counties
        .iter()
        .enumerate()
        .map(|(n, place)| county(s, places, gaps, n, place))
        .collect();
    let firms_at = |at: &AtPlace| at.unknown.clone();
    let held = Held::new(s, places, firms_at);
    if !held.firms.is_empty() {
        out.push(County {
            name: UNKNOWN.to_owned(),
            parks: Vec::new(),
            firms: held.firms.len(),
            chains: chains(s, &held, &[], |_| false),
            gaps: Vec::new(),
            in_zone: Vec::new(),
        });
    }
    out
}

fn county(
    s: &Situation<'_>,
    places: &Places<'_>,
    gaps: &[Gap],
    n: usize,
    place: &Place<'_>,
) -> County {
    let held = Held::new(s, places, |at| {
        at.county.get(&n).cloned().unwrap_or_default()
    });
    let needs = held.needs(s);
    let missing: Vec<LinkIx> = unique(needs.iter().map(|(link, _)| *link));
    let lands = |gap: &&Gap, park: Option<&str>| {
        let first = gap.landing.first();
        first.is_some_and(|l| {
            l.county == place.name && (park.is_none() || l.park.as_deref() == park)
        })
    };
    let gaps_in = |park: Option<&str>| -> Vec<LinkId> {
        let here = gaps.iter().filter(|gap| lands(gap, park));
        here.map(|gap| s.chains.link(gap.link).id.clone()).collect()
    };
    let parks = s
        .zone
        .parks
        .iter()
        .enumerate()
        .filter(|(_, park)| places.county(&park.county) == Some(n))
        .map(|(p, park)| {
            let held = Held::new(s, places, |at| at.park.get(&p).cloned().unwrap_or_default());
            let missing = unique(held.needs(s).into_iter().map(|(link, _)| link));
            ParkPlace {
                name: park.name.clone(),
                focus: park.focus.clone(),
                chemical: park.chemical,
                here: ids(s, held.links.keys()),
                missing: ids(s, &missing),
                gaps: gaps_in(Some(&park.name)),
            }
        })
        .collect();
    County {
        name: place.name.to_owned(),
        parks,
        firms: held.firms.len(),
        chains: chains(s, &held, &missing, |chain| place.focuses(&[chain])),
        gaps: gaps_in(None),
        in_zone: needs
            .into_iter()
            .filter_map(|(link, customer)| supply(s, places, n, link, customer))
            .collect(),
    }
}

/// Chain id → what is held and missing of it; chains with neither that are not in focus are left out.
fn chains(
    s: &Situation<'_>,
    held: &Held,
    missing: &[LinkIx],
    focus: impl Fn(&str) -> bool,
) -> IndexMap<String, CountyChain> {
    let mut out = IndexMap::new();
    for (c, chain) in s.chains.chains.iter().enumerate() {
        let of_chain = |ix: &&LinkIx| s.chains.link(**ix).chain == c;
        let here: Vec<LinkIx> = held.links.keys().filter(of_chain).copied().collect();
        let firms: IndexSet<FirmIx> = here.iter().flat_map(|ix| held.links[ix].clone()).collect();
        let found = CountyChain {
            here: ids(s, &here),
            missing: ids(s, missing.iter().filter(of_chain)),
            firms: firms.len(),
            focus: focus(&chain.name),
        };
        if found.focus || !found.here.is_empty() || !found.missing.is_empty() {
            out.insert(chain.id.clone(), found);
        }
    }
    out
}

/// Where else in the zone a missing input is made; None where nowhere.
fn supply(
    s: &Situation<'_>,
    places: &Places<'_>,
    county: usize,
    link: LinkIx,
    customer: LinkIx,
) -> Option<InZoneSupply> {
    let names = |firms: &[FirmIx]| -> Vec<String> {
        let name = |ix: &FirmIx| s.register.firms[ix.0].name.clone();
        firms.iter().take(NAMED).map(name).collect()
    };
    let at = places.at(link);
    let mut from: Vec<(String, Vec<String>)> = at
        .county
        .iter()
        .filter(|(n, _)| **n != county)
        .map(|(n, firms)| (places.counties[*n].name.to_owned(), names(firms)))
        .collect();
    if !at.unknown.is_empty() {
        from.push((UNKNOWN.to_owned(), names(&at.unknown)));
    }
    (!from.is_empty()).then(|| InZoneSupply {
        link: s.chains.link(link).id.clone(),
        customer: s.chains.link(customer).id.clone(),
        from,
    })
}

/// Links held at one place, with their firms.
struct Held {
    links: IndexMap<LinkIx, Vec<FirmIx>>,
    firms: IndexSet<FirmIx>,
}

impl Held {
    fn new(s: &Situation<'_>, places: &Places<'_>, at: impl Fn(&AtPlace) -> Vec<FirmIx>) -> Self {
        let links: IndexMap<LinkIx, Vec<FirmIx>> = s
            .chains
            .indices()
            .map(|link| (link, at(places.at(link))))
            .filter(|(_, firms)| !firms.is_empty())
            .collect();
        let firms = links.values().flatten().copied().collect();
        Self { links, firms }
    }

    /// Inputs that the links held need and nobody at the place makes, with the customer.
    fn needs(&self, s: &Situation<'_>) -> Vec<(LinkIx, LinkIx)> {
        let mut out = Vec::new();
        for customer in self.links.keys() {
            for input in &s.chains.link(*customer).inputs {
                if input.is_required_material() && !self.has_one_of(input) {
                    let open = |ix: &LinkIx| !s.chains.link(*ix).has(Flag::Classified);
                    let suppliers = input
                        .suppliers
                        .iter()
                        .filter_map(|supplier| match supplier {
                            Supplier::Link(link) => Some(*link),
                            Supplier::Elsewhere(_) => None,
                        });
                    out.extend(suppliers.filter(open).map(|link| (link, *customer)));
                }
            }
        }
        out
    }

    fn has_one_of(&self, input: &Input) -> bool {
        input.suppliers.iter().any(|supplier| match supplier {
            Supplier::Link(link) => self.links.contains_key(link),
            Supplier::Elsewhere(_) => false,
        })
    }
}

fn unique(links: impl Iterator<Item = LinkIx>) -> Vec<LinkIx> {
    let mut out: Vec<LinkIx> = links.collect();
    out.sort_unstable();
    out.dedup();
    out
}

fn ids<'a>(s: &Situation<'_>, links: impl IntoIterator<Item = &'a LinkIx>) -> Vec<LinkId> {
    let id = |ix: &LinkIx| s.chains.link(*ix).id.clone();
    links.into_iter().map(id).collect()
}
