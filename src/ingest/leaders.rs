//! `leaders.yaml` → leading firms of the country.

use indexmap::IndexMap;
use serde::Deserialize;

use super::InputFile;
use super::yaml::{self, Document, FORMAT, RawSource, Text, nearest};
use crate::diag::{Checked, Diagnostic, Kind, Place, Warned};
use crate::model::{Chains, Leader, LinkIx, ListEntry, LocalFirm, Signal, Source};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    format: u32,
    as_of: Option<Text>,
    sources: IndexMap<String, RawSource>,
    #[serde(default)]
    none: IndexMap<String, String>,
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

    fn link(&mut self, name: &str, place: Place) -> Option<LinkIx> {
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
            self.errors.push(Diagnostic::at(kind, place));
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
        self.errors
            .push(Diagnostic::at(kind, self.document.place(at)));
        String::new()
    }
}
