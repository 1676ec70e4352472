//! `leaders.yaml` → leading firms of the country.

use indexmap::IndexMap;
use serde::Deserialize;

use super::InputFile;
use super::division;
use super::link_name::{Named, named};
use super::yaml::{self, Document, FORMAT, RawSource, Text, nearest};
use crate::diag::{Checked, Diagnostic, Kind, Place, Warned};
use crate::model::{Chains, Leader, LinkIx, ListEntry, LocalFirm, Signal, Source};

#[derive(Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "bulian 领军企业名录（chains/leaders.yaml）")]
struct RawFile {
    /// 格式版本，现为 1
    format: u32,
    /// 名录的日期
    as_of: Option<Text>,
    /// 来源：键 → 标题、发布者、日期、网址
    sources: IndexMap<String, RawSource>,
    /// 没有领军企业可列的环节：`链名/环节名` → 原因
    #[serde(default)]
    none: IndexMap<String, String>,
    /// 领军企业
    leaders: Vec<RawLeader>,
}

#[derive(Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
struct RawLeader {
    /// 企业全称，以工商登记为准
    name: String,
    /// 简称
    short: String,
    /// 股票代码，如 600438.SH
    ticker: Option<String>,
    /// 总部所在省份全称
    province: String,
    /// 总部所在城市
    city: Option<String>,
    /// 集团字号：子公司名称里会出现的字
    group: Option<String>,
    /// 环节：`链名/环节名`
    links: Vec<String>,
    /// 产品，企业自己的说法
    #[serde(default)]
    products: Vec<String>,
    /// 入选的名单
    #[serde(default)]
    lists: Vec<RawList>,
    /// 已在本地区的子公司
    #[serde(default)]
    local: Vec<RawLocal>,
    /// 扩产、迁移等投资动向
    #[serde(default)]
    signals: Vec<RawSignal>,
    /// 依据：来源的键
    basis: String,
    /// 依据的日期
    date: Text,
}

#[derive(Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
struct RawList {
    /// 名单名称，如 中国民营企业500强
    name: String,
    /// 年份
    year: u16,
    /// 来源的键
    source: String,
}

#[derive(Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
struct RawLocal {
    /// 企业全称
    name: String,
    /// 县市区
    county: Option<String>,
    /// 城市
    city: Option<String>,
    /// 来源的键
    source: String,
    /// 日期
    date: Text,
}

#[derive(Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
struct RawSignal {
    /// 内容
    text: String,
    /// 地点
    place: Option<String>,
    /// 金额，按来源的说法
    amount: Option<Text>,
    /// 来源的键
    source: String,
    /// 日期
    date: Text,
}

/// The JSON Schema of `leaders.yaml`.
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(RawFile)
}

/// A list of leading firms as a file: the firms, and what is said about the list itself.
pub struct LeadersFile {
    /// The firms, in file order.
    pub leaders: Vec<Leader>,
    /// Links that have no leading firm.
    pub none: Vec<Without>,
    /// Date of the list.
    pub as_of: Option<String>,
    document: Document,
}

impl LeadersFile {
    /// A diagnostic at a field of the n-th firm.
    pub fn at(&self, kind: impl Into<Kind>, n: usize, field: &[&str]) -> Diagnostic {
        let n = n.to_string();
        let mut path = vec!["leaders", n.as_str()];
        path.extend(field);
        Diagnostic::at(kind.into(), self.document.place(&path))
    }

    /// A diagnostic at an entry of `none:`.
    pub fn at_none(&self, kind: impl Into<Kind>, without: &Without) -> Diagnostic {
        Diagnostic::at(kind.into(), self.document.key(&["none", &without.name]))
    }
}

/// A link that has no leading firm, and why.
pub struct Without {
    /// The link.
    pub link: LinkIx,
    /// As written.
    pub name: String,
    /// Why.
    pub reason: String,
}

/// Reads leading firms against the loaded chains. Links of chains that are not loaded are left out,
/// with one notice for each such chain; sources are put into words.
///
/// # Errors
/// Syntax, unknown links, undeclared sources, a firm registered twice: all of them, with places.
pub fn leaders(file: &InputFile, chains: &Chains) -> Checked<Vec<Leader>> {
    let Warned { value, warnings } = leaders_file(file, chains)?;
    Ok(Warned {
        value: value.leaders,
        warnings,
    })
}

/// As [`leaders`], with what the file says about itself.
///
/// # Errors
/// As [`leaders`].
pub fn leaders_file(file: &InputFile, chains: &Chains) -> Checked<LeadersFile> {
    let (raw, document) = yaml::parse::<RawFile>(file)?;
    let sources = raw
        .sources
        .iter()
        .map(|(k, s)| (k.as_str(), s.clone().into()))
        .collect();
    let mut reader = Reader {
        chains,
        document: &document,
        sources,
        elsewhere: IndexMap::new(),
        errors: Vec::new(),
    };
    if raw.format != FORMAT {
        let kind = Kind::FormatVersion {
            found: raw.format,
            wanted: FORMAT,
        };
        reader
            .errors
            .push(Diagnostic::at(kind, document.place(&["format"])));
    }
    let mut seen: IndexMap<String, ()> = IndexMap::new();
    let mut out = Vec::new();
    for (i, leader) in raw.leaders.iter().enumerate() {
        let n = i.to_string();
        if seen.insert(super::key_of_name(&leader.name), ()).is_some() {
            let kind = Kind::DuplicateLeader {
                name: leader.name.clone(),
            };
            reader.errors.push(Diagnostic::at(
                kind,
                document.place(&["leaders", &n, "name"]),
            ));
        }
        out.push(reader.leader(&n, leader));
    }
    let mut none = Vec::new();
    for (name, reason) in &raw.none {
        let place = document.key(&["none", name]);
        if let Some(link) = reader.link(name, place) {
            let (name, reason) = (name.clone(), reason.clone());
            none.push(Without { link, name, reason });
        }
    }
    let warnings = reader
        .elsewhere
        .iter()
        .map(|(chain, (example, count))| {
            let (chain, example) = (chain.clone(), example.clone());
            Diagnostic::in_file(
                Kind::ChainNotLoaded {
                    chain,
                    example,
                    count: *count,
                },
                &file.name,
            )
        })
        .collect();
    if reader.errors.is_empty() {
        Ok(Warned {
            value: LeadersFile {
                leaders: out,
                none,
                as_of: raw.as_of.map(|t| t.0),
                document,
            },
            warnings,
        })
    } else {
        Err(reader.errors)
    }
}

struct Reader<'a> {
    chains: &'a Chains,
    document: &'a Document,
    sources: IndexMap<&'a str, Source>,
    elsewhere: IndexMap<String, (String, usize)>,
    errors: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn leader(&mut self, n: &str, raw: &RawLeader) -> Leader {
        let links = raw
            .links
            .iter()
            .enumerate()
            .filter_map(|(j, name)| {
                let place = self
                    .document
                    .place(&["leaders", n, "links", &j.to_string()]);
                self.link(name, place)
            })
            .collect();
        let lists = raw
            .lists
            .iter()
            .enumerate()
            .map(|(j, list)| ListEntry {
                name: list.name.clone(),
                year: list.year,
                source: self.source(
                    &list.source,
                    &["leaders", n, "lists", &j.to_string(), "source"],
                ),
            })
            .collect();
        let local = raw
            .local
            .iter()
            .enumerate()
            .map(|(j, local)| LocalFirm {
                name: local.name.clone(),
                place: local.county.clone().or_else(|| local.city.clone()),
                source: self.source(
                    &local.source,
                    &["leaders", n, "local", &j.to_string(), "source"],
                ),
                date: local.date.0.clone(),
            })
            .collect();
        let signals = raw
            .signals
            .iter()
            .enumerate()
            .map(|(j, signal)| Signal {
                text: signal.text.clone(),
                place: signal.place.clone(),
                amount: signal.amount.clone().map(|t| t.0),
                source: self.source(
                    &signal.source,
                    &["leaders", n, "signals", &j.to_string(), "source"],
                ),
                date: signal.date.0.clone(),
            })
            .collect();
        self.places(n, raw);
        Leader {
            name: raw.name.clone(),
            short: raw.short.clone(),
            ticker: raw.ticker.clone(),
            province: raw.province.clone(),
            city: raw.city.clone(),
            group: raw.group.clone(),
            links,
            products: raw.products.clone(),
            lists,
            local,
            signals,
            basis: self.source(&raw.basis, &["leaders", n, "basis"]),
            date: raw.date.0.clone(),
        }
    }

    /// Province, city and the places of local companies must be divisions.
    fn places(&mut self, n: &str, raw: &RawLeader) {
        match division::province(&raw.province) {
            Err(kind) => self.error(kind, &["leaders", n, "province"]),
            Ok(province) => {
                if let Some(city) = &raw.city
                    && let Err(kind) = division::city(city, province)
                {
                    self.error(kind, &["leaders", n, "city"]);
                }
            }
        }
        for (j, local) in raw.local.iter().enumerate() {
            for (key, name) in [("county", &local.county), ("city", &local.city)] {
                if let Some(Err(kind)) = name.as_deref().map(division::anywhere) {
                    self.error(kind, &["leaders", n, "local", &j.to_string(), key]);
                }
            }
        }
    }

    fn error(&mut self, kind: Kind, at: &[&str]) {
        self.errors
            .push(Diagnostic::at(kind, self.document.place(at)));
    }

    fn link(&mut self, name: &str, place: Place) -> Option<LinkIx> {
        match named(self.chains, name) {
            Named::Link(ix) => return Some(ix),
            Named::Elsewhere(chain) => {
                let entry = self
                    .elsewhere
                    .entry(chain)
                    .or_insert_with(|| (name.to_owned(), 0));
                entry.1 += 1;
            }
            Named::Unknown(kind) => self.errors.push(Diagnostic::at(kind, place)),
        }
        None
    }

    /// A source in words.
    fn source(&mut self, key: &str, at: &[&str]) -> String {
        if let Some(source) = self.sources.get(key) {
            return source.to_string();
        }
        let nearest = nearest(key, self.sources.keys().copied());
        let kind = Kind::UnknownSource {
            name: key.to_owned(),
            nearest,
        };
        self.error(kind, at);
        String::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_held_against_the_divisions() {
        let text = "format: 1\nsources: {A: {title: 年报}}\nleaders:\n  \
            - {name: 甲, short: 甲, province: 江苏, links: [], basis: A, date: 2025}\n  \
            - {name: 乙, short: 乙, province: 江苏省, city: 杭州市, links: [], basis: A, date: 2025, local: [{name: 丙, county: 肃北, source: A, date: 2025}]}\n";
        let file = InputFile::new("leaders.yaml", text.as_bytes());
        let found: Vec<String> = leaders(&file, &Chains::default())
            .err()
            .unwrap_or_default()
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(
            found,
            [
                "leaders.yaml:4:35：行政区划里没有 `江苏`",
                "leaders.yaml:5:46：行政区划里没有 `杭州市`（在江苏省内）",
                "leaders.yaml:5:110：行政区划里没有 `肃北`"
            ]
        );
    }
}
