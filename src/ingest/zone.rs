//! `zone.yaml` → [`Zone`].

use indexmap::IndexMap;
use serde::Deserialize;

use super::InputFile;
use super::rules::{self, RawRules};
use super::yaml::{self, Document, FORMAT, RawSource, Text, nearest};
use crate::diag::{Checked, Diagnostic, Kind, Warned};
use crate::model::{
    Area, Chains, Demand, LinkIx, Neighbour, Park, Policy, RegisterInfo, Resource, Share, Squad,
    Thresholds, WanYuan, Zone,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawZone {
    #[serde(default = "current")]
    format: u32,
    name: String,
    province: Option<String>,
    #[expect(dead_code, reason = "the division's code, for readers and joins")]
    code: Option<Text>,
    #[serde(default)]
    register: RawRegister,
    #[serde(default)]
    sources: IndexMap<String, RawSource>,
    #[serde(default)]
    counties: Vec<RawCounty>,
    #[serde(default)]
    parks: Vec<RawPark>,
    #[serde(default)]
    resources: Vec<RawResource>,
    #[serde(default)]
    demand: Vec<RawDemand>,
    #[serde(default)]
    neighbours: Vec<RawNeighbour>,
    #[serde(default)]
    thresholds: RawThresholds,
    #[serde(default)]
    weights: IndexMap<String, f64>,
    #[serde(default)]
    rules: RawRules,
    #[serde(default)]
    squads: Vec<RawSquad>,
}

fn current() -> u32 {
    FORMAT
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRegister {
    #[serde(default)]
    complete: bool,
    as_of: Option<Text>,
    note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCounty {
    name: String,
    code: Option<Text>,
    #[serde(default)]
    focus: Vec<String>,
    source: Option<String>,
    #[expect(dead_code, reason = "a remark for readers of the file")]
    note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPark {
    name: String,
    short: Option<String>,
    county: String,
    #[serde(default)]
    focus: Vec<String>,
    chemical: Option<bool>,
    source: Option<String>,
    #[expect(dead_code, reason = "a remark for readers of the file")]
    note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawResource {
    link: String,
    #[serde(default)]
    text: String,
    source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDemand {
    link: String,
    value: f64,
    unit: String,
    year: Option<u16>,
    source: String,
    #[expect(dead_code, reason = "a remark for readers of the file")]
    note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawNeighbour {
    link: String,
    place: String,
    #[serde(default)]
    text: String,
    source: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawThresholds {
    capacity_share: Option<f64>,
    small_revenue: Option<f64>,
    stale_days: Option<u32>,
    stale_building_days: Option<u32>,
    /// The older place of the size rule's `strong`.
    strong_investment: Option<f64>,
    targets_per_gap: Option<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSquad {
    name: String,
    #[serde(default)]
    regions: Vec<String>,
}

/// Reads the zone's settings against the loaded chains and the city's rule set.
///
/// # Errors
/// Syntax, unknown links and rules, undeclared sources, settings out of range: all of them, with places.
pub fn zone(file: &InputFile, chains: &Chains, policy: &Policy) -> Checked<Zone> {
    let (raw, document) = yaml::parse::<RawZone>(file)?;
    let mut reader = Reader {
        chains,
        raw: &raw,
        document: &document,
        errors: Vec::new(),
        warnings: Vec::new(),
    };
    if raw.format != FORMAT {
        reader.error(
            Kind::FormatVersion {
                found: raw.format,
                wanted: FORMAT,
            },
            &["format"],
        );
    }
    let mut zone = reader.zone();
    let strong = raw.thresholds.strong_investment;
    let (policy, wrong) = rules::in_force(policy, &raw.rules, strong, chains, &document);
    zone.policy = policy;
    reader.errors.extend(wrong);
    if reader.errors.is_empty() {
        Ok(Warned {
            value: zone,
            warnings: reader.warnings,
        })
    } else {
        Err(reader.errors)
    }
}

struct Reader<'a> {
    chains: &'a Chains,
    raw: &'a RawZone,
    document: &'a Document,
    errors: Vec<Diagnostic>,
    warnings: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn error(&mut self, kind: Kind, at: &[&str]) {
        self.errors
            .push(Diagnostic::at(kind, self.document.place(at)));
    }

    /// A link by name; None, with a notice, where its chain is not loaded.
    fn link(&mut self, name: &str, at: &[&str]) -> Option<LinkIx> {
        if let Some(ix) = self.chains.find(name) {
            return Some(ix);
        }
        let chain = name.split_once('/').map(|(chain, _)| chain);
        let ten = super::chain::TEN.iter().any(|(_, ten)| Some(*ten) == chain);
        let loaded = self
            .chains
            .chains
            .iter()
            .any(|c| Some(c.name.as_str()) == chain);
        if ten && !loaded {
            let chain = chain.unwrap_or_default().to_owned();
            let kind = Kind::ChainNotLoaded {
                chain,
                example: name.to_owned(),
                count: 1,
            };
            self.warnings
                .push(Diagnostic::at(kind, self.document.place(at)));
        } else {
            let names: Vec<String> = self
                .chains
                .indices()
                .map(|ix| self.chains.full_name(ix))
                .collect();
            let nearest = nearest(name, names.iter().map(String::as_str));
            self.error(
                Kind::UnknownLink {
                    name: name.to_owned(),
                    nearest,
                },
                at,
            );
        }
        None
    }

    fn source(&mut self, key: Option<&str>, at: &[&str]) {
        let raw = self.raw;
        if let Some(key) = key
            && !raw.sources.contains_key(key)
        {
            let nearest = nearest(key, raw.sources.keys().map(String::as_str));
            self.error(
                Kind::UnknownSource {
                    name: key.to_owned(),
                    nearest,
                },
                at,
            );
        }
    }

    fn focus(&mut self, focus: &[String], list: &str, i: &str) {
        for (j, name) in focus.iter().enumerate() {
            let known = super::chain::TEN.iter().any(|(_, ten)| ten == name)
                || self.chains.chains.iter().any(|c| c.name == *name);
            if !known {
                let nearest = nearest(name, super::chain::TEN.iter().map(|(_, ten)| *ten));
                let kind = Kind::UnknownChain {
                    name: name.clone(),
                    nearest,
                };
                self.error(kind, &[list, i, "focus", &j.to_string()]);
            }
        }
    }

    fn zone(&mut self) -> Zone {
        let raw = self.raw;
        let mut zone = Zone {
            name: raw.name.clone(),
            province: raw.province.clone(),
            register: RegisterInfo {
                complete: raw.register.complete,
                as_of: raw.register.as_of.clone().map(|t| t.0),
                note: raw.register.note.clone(),
            },
            sources: raw
                .sources
                .iter()
                .map(|(k, s)| (k.clone(), s.clone().into()))
                .collect(),
            thresholds: self.thresholds(),
            weights: raw.weights.clone(),
            ..Zone::default()
        };
        for (key, weight) in &raw.weights {
            if !(0.0..=1.0).contains(weight) {
                let kind = Kind::OutOfRange {
                    name: key.clone(),
                    found: weight.to_string(),
                    range: "0—1".into(),
                };
                self.error(kind, &["weights", key]);
            }
            if !crate::model::WEIGHT_KEYS.contains(&key.as_str()) {
                let nearest = nearest(key, crate::model::WEIGHT_KEYS);
                self.error(
                    Kind::UnknownWeight {
                        name: key.clone(),
                        nearest,
                    },
                    &["weights", key],
                );
            }
        }
        for (i, county) in raw.counties.iter().enumerate() {
            let n = i.to_string();
            self.focus(&county.focus, "counties", &n);
            self.source(county.source.as_deref(), &["counties", &n, "source"]);
            let code = county.code.clone().map(|t| t.0);
            zone.counties.push(Area {
                name: county.name.clone(),
                code,
                focus: county.focus.clone(),
            });
        }
        for (i, park) in raw.parks.iter().enumerate() {
            let n = i.to_string();
            self.focus(&park.focus, "parks", &n);
            self.source(park.source.as_deref(), &["parks", &n, "source"]);
            zone.parks.push(Park {
                name: park.name.clone(),
                short: park.short.clone(),
                county: park.county.clone(),
                focus: park.focus.clone(),
                chemical: park.chemical,
            });
        }
        for (i, r) in raw.resources.iter().enumerate() {
            let n = i.to_string();
            self.source(Some(&r.source), &["resources", &n, "source"]);
            let link = self.link(&r.link, &["resources", &n, "link"]);
            let (name, text, source) = (r.link.clone(), r.text.clone(), r.source.clone());
            zone.resources.push(Resource {
                link,
                name,
                text,
                source,
            });
        }
        for (i, d) in raw.demand.iter().enumerate() {
            let n = i.to_string();
            self.source(Some(&d.source), &["demand", &n, "source"]);
            let link = self.link(&d.link, &["demand", &n, "link"]);
            zone.demand.push(Demand {
                link,
                name: d.link.clone(),
                value: d.value,
                unit: d.unit.clone(),
                year: d.year,
                source: d.source.clone(),
            });
        }
        for (i, r) in raw.neighbours.iter().enumerate() {
            let n = i.to_string();
            self.source(r.source.as_deref(), &["neighbours", &n, "source"]);
            let link = self.link(&r.link, &["neighbours", &n, "link"]);
            let (name, place) = (r.link.clone(), r.place.clone());
            zone.neighbours.push(Neighbour {
                link,
                name,
                place,
                text: r.text.clone(),
                source: r.source.clone(),
            });
        }
        zone.squads = raw
            .squads
            .iter()
            .map(|s| Squad {
                name: s.name.clone(),
                regions: s.regions.clone(),
            })
            .collect();
        zone
    }

    fn thresholds(&mut self) -> Thresholds {
        let raw = &self.raw.thresholds;
        let mut out = Thresholds::default();
        if let Some(share) = raw.capacity_share {
            if (0.0..=1.0).contains(&share) {
                out.capacity_share = Share::new(share);
            } else {
                let name = "capacity_share".to_owned();
                let kind = Kind::OutOfRange {
                    name,
                    found: share.to_string(),
                    range: "0—1".into(),
                };
                self.error(kind, &["thresholds", "capacity_share"]);
            }
        }
        if let Some(value) = raw.small_revenue {
            out.small_revenue = WanYuan(value);
        }
        out.stale_days = raw.stale_days.unwrap_or(out.stale_days);
        out.stale_building_days = raw.stale_building_days.unwrap_or(out.stale_building_days);
        out.targets_per_gap = raw.targets_per_gap.unwrap_or(out.targets_per_gap);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Checked<Zone> {
        zone(
            &InputFile::new("zone.yaml", text.as_bytes()),
            &Chains::default(),
            &Policy::default(),
        )
    }

    #[test]
    fn a_name_is_enough() {
        let zone = read("name: 某某区\n")
            .map_err(|e| e[0].to_string())
            .expect("reads")
            .value;
        assert!(!zone.register.complete);
        assert_eq!(zone.thresholds, Thresholds::default());
    }

    #[test]
    fn settings_are_checked_with_their_place() {
        let text = "name: 某区\nthresholds: {capacity_share: 75}\ncounties:\n  - {name: 甲县, focus: [清洁能原]}\n";
        let found: Vec<String> = read(text)
            .err()
            .unwrap_or_default()
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(
            found,
            [
                "zone.yaml:2:30：`capacity_share` 为 75，应在 0—1 之间",
                "zone.yaml:4:24：未定义的产业链 `清洁能原`"
            ]
        );
    }
}
