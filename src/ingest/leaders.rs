//! `leaders.yaml` → leading firms of the country.

use indexmap::IndexMap;
use serde::Deserialize;

use super::InputFile;
use super::division;
use super::yaml::{self, Document, FORMAT, RawSource, Text, nearest};
use crate::diag::{Checked, Diagnostic, Kind, Warned};
use crate::model::{Chains, Leader, LinkIx, ListEntry, LocalFirm, Signal, Source};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    format: u32,
    #[expect(
        dead_code,
        reason = "date of the file as a whole, for readers; each firm has its own"
    )]
    as_of: Option<Text>,
    sources: IndexMap<String, RawSource>,
    leaders: Vec<RawLeader>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLeader {
    name: String,
    short: String,
    ticker: Option<String>,
    province: String,
    city: Option<String>,
    group: Option<String>,
    links: Vec<String>,
    #[serde(default)]
    products: Vec<String>,
    #[serde(default)]
    lists: Vec<RawList>,
    #[serde(default)]
    local: Vec<RawLocal>,
    #[serde(default)]
    signals: Vec<RawSignal>,
    basis: String,
    date: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawList {
    name: String,
    year: u16,
    source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLocal {
    name: String,
    county: Option<String>,
    city: Option<String>,
    source: String,
    date: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSignal {
    text: String,
    place: Option<String>,
    amount: Option<Text>,
    source: String,
    date: Text,
}

/// Reads leading firms against the loaded chains. Links of chains that are not loaded are left out,
/// with one notice for each such chain; sources are put into words.
///
/// # Errors
/// Syntax, unknown links, undeclared sources, a firm registered twice: all of them, with places.
pub fn leaders(file: &InputFile, chains: &Chains) -> Checked<Vec<Leader>> {
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
            value: out,
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
            .filter_map(|(j, name)| self.link(name, &["leaders", n, "links", &j.to_string()]))
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

    fn link(&mut self, name: &str, at: &[&str]) -> Option<LinkIx> {
        if let Some(ix) = self.chains.find(name) {
            return Some(ix);
        }
        let chain = name.split_once('/').map_or("", |(chain, _)| chain);
        let loaded = self.chains.chains.iter().any(|c| c.name == chain);
        if !loaded && super::chain::TEN.iter().any(|(_, ten)| *ten == chain) {
            let entry = self
                .elsewhere
                .entry(chain.to_owned())
                .or_insert_with(|| (name.to_owned(), 0));
            entry.1 += 1;
        } else {
            let names: Vec<String> = self
                .chains
                .indices()
                .map(|ix| self.chains.full_name(ix))
                .collect();
            let nearest = nearest(name, names.iter().map(String::as_str));
            let kind = Kind::UnknownLink {
                name: name.to_owned(),
                nearest,
            };
            self.error(kind, at);
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
