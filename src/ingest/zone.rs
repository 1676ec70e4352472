//! `zone.yaml` → [`Zone`].

use indexmap::IndexMap;
use serde::Deserialize;

use super::InputFile;
use super::division;
use super::link_name::{Named, named};
use super::rules::{self, RawRules};
use super::yaml::{self, Document, FORMAT, RawSource, Text, nearest};
use crate::diag::{Checked, Diagnostic, Kind, Warned};
use crate::model::{
    Area, Chains, Demand, LinkIx, Neighbour, Park, Policy, RegisterInfo, Resource, Share, Squad,
    Thresholds, WanYuan, Zone,
};
use crate::standard::divisions::{self, Division, Rank};

#[derive(Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "bulian 地区设置（zone.yaml）")]
struct RawZone {
    /// 格式版本，现为 1
    #[serde(default = "current")]
    format: u32,
    /// 本区名称
    name: String,
    /// 省份全称
    province: Option<String>,
    /// 行政区划代码，如 "620900"
    #[expect(dead_code, reason = "the division's code, for readers and joins")]
    code: Option<Text>,
    /// 企业名录：是否完整、截至日期
    #[serde(default)]
    register: RawRegister,
    /// 来源：键 → 标题、发布者、日期、网址
    #[serde(default)]
    sources: IndexMap<String, RawSource>,
    /// 县市区
    #[serde(default)]
    counties: Vec<RawCounty>,
    /// 园区
    #[serde(default)]
    parks: Vec<RawPark>,
    /// 本地资源
    #[serde(default)]
    resources: Vec<RawResource>,
    /// 需求：不列入招商的电站等的装机、用量
    #[serde(default)]
    demand: Vec<RawDemand>,
    /// 周边可供的环节
    #[serde(default)]
    neighbours: Vec<RawNeighbour>,
    /// 阈值
    #[serde(default)]
    thresholds: RawThresholds,
    /// 优先级权重：名称 → 0—1
    #[serde(default)]
    weights: IndexMap<String, f64>,
    /// 规则：编号 → 设置，如 {R02: {on: false}}；excluded → {环节: 是否不列入招商}
    #[serde(default)]
    #[schemars(with = "IndexMap<String, IndexMap<String, serde_json::Value>>")]
    rules: RawRules,
    /// 招商小分队
    #[serde(default)]
    squads: Vec<RawSquad>,
}

fn current() -> u32 {
    FORMAT
}

#[derive(Default, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
struct RawRegister {
    /// 名录是否完整：完整记“缺失”，不完整记“未发现”
    #[serde(default)]
    complete: bool,
    /// 截至日期
    as_of: Option<Text>,
    /// 说明
    note: Option<String>,
}

#[derive(Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
struct RawCounty {
    /// 名称
    name: String,
    /// 行政区划代码
    code: Option<Text>,
    /// 主攻的链或环节
    #[serde(default)]
    focus: Vec<String>,
    /// 来源的键
    source: Option<String>,
    /// 说明
    #[expect(dead_code, reason = "a remark for readers of the file")]
    note: Option<String>,
}

#[derive(Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
struct RawPark {
    /// 名称
    name: String,
    /// 简称
    short: Option<String>,
    /// 所在县市区
    county: String,
    /// 主攻的链或环节
    #[serde(default)]
    focus: Vec<String>,
    /// 是否认定的化工园区
    chemical: Option<bool>,
    /// 来源的键
    source: Option<String>,
    /// 说明
    #[expect(dead_code, reason = "a remark for readers of the file")]
    note: Option<String>,
}

#[derive(Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
struct RawResource {
    /// 资源环节：`链名/环节名`
    link: String,
    /// 说明
    #[serde(default)]
    text: String,
    /// 来源的键
    source: String,
}

#[derive(Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
struct RawDemand {
    /// 环节：`链名/环节名`
    link: String,
    /// 数量
    value: f64,
    /// 单位
    unit: String,
    /// 年份
    year: Option<u16>,
    /// 来源的键
    source: String,
    /// 说明
    #[expect(dead_code, reason = "a remark for readers of the file")]
    note: Option<String>,
}

#[derive(Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
struct RawNeighbour {
    /// 环节：`链名/环节名`
    link: String,
    /// 地点
    place: String,
    /// 说明
    #[serde(default)]
    text: String,
    /// 来源的键
    source: Option<String>,
}

#[derive(Default, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
struct RawThresholds {
    /// 产能不足本地需求的这一比例即为薄弱，默认 0.75
    capacity_share: Option<f64>,
    /// 营业收入低于此数（万元）的企业视为小企业
    small_revenue: Option<f64>,
    /// 签约、在谈项目过多少天视为陈旧
    stale_days: Option<u32>,
    /// 在建项目过多少天视为陈旧
    stale_building_days: Option<u32>,
    /// 项目投资达到此数（万元）即可标“招强”；旧写法，今写 rules: {R08: {strong: …}}
    strong_investment: Option<f64>,
    /// 每个缺链列几家目标企业
    targets_per_gap: Option<usize>,
    /// 招商行动中每支小分队主责几家
    visits_per_squad: Option<usize>,
}

#[derive(Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
struct RawSquad {
    /// 名称
    name: String,
    /// 负责的省份
    #[serde(default)]
    regions: Vec<String>,
}

/// The JSON Schema of `zone.yaml`.
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(RawZone)
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
        match named(self.chains, name) {
            Named::Link(ix) => return Some(ix),
            Named::Elsewhere(chain) => {
                let kind = Kind::ChainNotLoaded {
                    chain,
                    example: name.to_owned(),
                    count: 1,
                };
                self.warnings
                    .push(Diagnostic::at(kind, self.document.place(at)));
            }
            Named::Unknown(kind) => self.error(kind, at),
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
        if let Some(date) = &zone.register.as_of
            && date.len() == 10
            && date.parse::<jiff::civil::Date>().is_err()
        {
            let name = "as_of".to_owned();
            let range = "日历上有的日期，如 2026-06-30".to_owned();
            self.error(
                Kind::OutOfRange {
                    name,
                    found: date.clone(),
                    range,
                },
                &["register", "as_of"],
            );
        }
        self.places();
        for (key, weight) in &raw.weights {
            if !(0.0..=1.0).contains(weight) {
                let kind = Kind::OutOfRange {
                    name: key.clone(),
                    found: weight.to_string(),
                    range: "0—1".into(),
                };
                self.error(kind, &["weights", key]);
            }
            let keys = crate::model::MEASURES.map(|m| m.key);
            if !keys.contains(&key.as_str()) {
                let nearest = nearest(key, keys);
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
            self.number("value", d.value, &["demand", &n, "value"]);
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

    /// A quantity is a number that is not negative.
    fn number(&mut self, name: &str, value: f64, at: &[&str]) {
        if !value.is_finite() || value < 0.0 {
            let (name, found) = (name.to_owned(), value.to_string());
            let range = "0 和正数".to_owned();
            self.error(Kind::OutOfRange { name, found, range }, at);
        }
    }

    /// Province and counties must be divisions; a development zone is none and need not be.
    fn places(&mut self) {
        let raw = self.raw;
        let province = raw.province.as_deref().and_then(divisions::province);
        if let Some(name) = &raw.province
            && province.is_none()
        {
            let names = division::names(Rank::Province, None);
            self.place(name, None, nearest(name, names), &["province"]);
        }
        let within = divisions::city(&raw.name, province).or(province);
        let own = |name: &str| raw.counties.iter().any(|c| c.name == name);
        for (i, county) in raw.counties.iter().enumerate() {
            self.county(&county.name, within, &["counties", &i.to_string(), "name"]);
        }
        for (i, park) in raw.parks.iter().enumerate() {
            if !own(&park.county) {
                self.county(&park.county, within, &["parks", &i.to_string(), "county"]);
            }
        }
    }

    fn county(&mut self, name: &str, within: Option<&'static Division>, at: &[&str]) {
        let zone = ["开发区", "新区", "园区", "经开区", "高新区", "示范区"];
        let known = divisions::named(name)
            .iter()
            .any(|d| d.rank == Rank::County && within.is_none_or(|w| d.is_in(w)));
        if !known && !zone.iter().any(|z| name.ends_with(z)) {
            let near = nearest(name, division::names(Rank::County, within));
            self.place(name, within, near, at);
        }
    }

    fn place(
        &mut self,
        name: &str,
        within: Option<&Division>,
        nearest: Option<String>,
        at: &[&str],
    ) {
        let kind = Kind::ZonePlace {
            name: name.to_owned(),
            within: within.map(|w| w.name.to_owned()),
            nearest,
        };
        self.warnings
            .push(Diagnostic::at(kind, self.document.place(at)));
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
        for (name, value) in [
            ("small_revenue", raw.small_revenue),
            ("strong_investment", raw.strong_investment),
        ] {
            if let Some(value) = value {
                self.number(name, value, &["thresholds", name]);
            }
        }
        if let Some(value) = raw.small_revenue {
            out.small_revenue = WanYuan(value);
        }
        out.stale_days = raw.stale_days.unwrap_or(out.stale_days);
        out.stale_building_days = raw.stale_building_days.unwrap_or(out.stale_building_days);
        out.targets_per_gap = raw.targets_per_gap.unwrap_or(out.targets_per_gap);
        out.visits_per_squad = raw.visits_per_squad.unwrap_or(out.visits_per_squad);
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
    fn places_are_checked_with_the_nearest_name() {
        let text = "name: 酒泉市\nprovince: 甘肃\ncounties:\n  - {name: 肃洲区}\n  - {name: 酒泉经开区}\nparks:\n  - {name: 某园, county: 朝阳区}\n";
        let read = read(text).map_err(|e| e[0].to_string()).expect("reads");
        let found: Vec<String> = read
            .warnings
            .iter()
            .map(|w| format!("{w} {}", w.kind.help().unwrap_or_default()))
            .collect();
        assert_eq!(
            found,
            [
                "zone.yaml:4:12：行政区划里没有 `肃洲区`（在酒泉市内）；照所写的采用 是否想写 `肃州区`？",
                "zone.yaml:7:24：行政区划里没有 `朝阳区`（在酒泉市内）；照所写的采用 "
            ]
        );
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
