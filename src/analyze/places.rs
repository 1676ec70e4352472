//! Which links stand in which county and park.

use std::collections::BTreeMap;

use crate::model::{Area, FirmIx, LinkIx, Park};

use super::Situation;
use super::site::same_place;
use super::ties::Ties;

/// Firms that hold a link, by place.
#[derive(Default)]
pub struct AtPlace {
    /// Position of a county in [`Places::counties`] → firms there.
    pub county: BTreeMap<usize, Vec<FirmIx>>,
    /// Position of a park in the zone's settings → firms there.
    pub park: BTreeMap<usize, Vec<FirmIx>>,
    /// Firms of whom no county is known.
    pub unknown: Vec<FirmIx>,
}

/// Counties, and the holders of every link by county and park.
pub struct Places<'a> {
    /// Counties of the settings, then those that only rows of the register name.
    pub counties: Vec<Place<'a>>,
    at: Vec<AtPlace>,
}

/// A county.
pub struct Place<'a> {
    /// Name.
    pub name: &'a str,
    /// What the settings say of it; None where only the register names it.
    pub area: Option<&'a Area>,
}

impl Place<'_> {
    /// Whether it concentrates on one of these chains.
    pub fn focuses(&self, chains: &[&str]) -> bool {
        self.area.is_some_and(|area| on(&area.focus, chains))
    }
}

/// Whether one of the chains is in focus.
pub fn on(focus: &[String], chains: &[&str]) -> bool {
    focus.iter().any(|chain| chains.contains(&chain.as_str()))
}

impl<'a> Places<'a> {
    /// Sorts all holders by place. O(firms × (counties + parks) + holdings).
    pub fn new(s: &Situation<'a>, ties: &Ties<'a>) -> Self {
        let area = |area: &'a Area| Place {
            name: &area.name,
            area: Some(area),
        };
        let mut counties: Vec<Place<'a>> = s.zone.counties.iter().map(area).collect();
        let mut find = |name: &'a str| -> Option<usize> {
            let name = name.trim();
            if name.is_empty() {
                return None;
            }
            let known = counties.iter().position(|c| same_place(c.name, name));
            known.or_else(|| {
                counties.push(Place { name, area: None });
                Some(counties.len() - 1)
            })
        };
        for park in &s.zone.parks {
            find(&park.county);
        }
        let of_firm: Vec<(Option<usize>, Option<usize>)> = s
            .register
            .firms
            .iter()
            .map(|firm| {
                let park = firm.park.as_deref().and_then(|text| {
                    let named =
                        |p: &Park| text.contains(&p.name) || p.short.as_deref() == Some(text);
                    s.zone.parks.iter().position(named)
                });
                let by_park = park.map(|p| s.zone.parks[p].county.as_str());
                let county = firm.county.as_deref().or(by_park).and_then(&mut find);
                (county, park)
            })
            .collect();
        let at = s
            .chains
            .indices()
            .map(|link| {
                let mut here = AtPlace::default();
                for holding in &ties.at(link).holders {
                    let (county, park) = of_firm[holding.firm.0];
                    match county {
                        Some(county) => here.county.entry(county).or_default().push(holding.firm),
                        None => here.unknown.push(holding.firm),
                    }
                    if let Some(park) = park {
                        here.park.entry(park).or_default().push(holding.firm);
                    }
                }
                here
            })
            .collect();
        Self { counties, at }
    }

    /// The holders of a link.
    pub fn at(&self, link: LinkIx) -> &AtPlace {
        &self.at[link.0]
    }

    /// The position of a county.
    pub fn county(&self, name: &str) -> Option<usize> {
        self.counties.iter().position(|c| same_place(c.name, name))
    }
}
