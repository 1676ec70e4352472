//! Names in chain models → links, and every way that can fail.

use indexmap::IndexMap;

use super::TEN;
use super::raw::{RawAmount, RawChain, RawInput, RawLink, RawRelation};
use crate::diag::{Checked, Diagnostic, Kind, Warned};
use crate::ingest::yaml::{Document, nearest};
use crate::model::{
    Alias, Burden, Chain, Chains, InContext, IndustryCode, Input, Link, LinkId, LinkIx, Quantity,
    Shipping, Supplier, SupplyKind,
};
use crate::standard::gbt4754::{self, Fault};

/// What a name in a chain leads to.
#[derive(Clone, Copy)]
enum Named<'a> {
    Link(LinkIx),
    AliasOf(&'a str),
}

/// Resolves all chains together.
pub(super) struct Resolver<'a> {
    raws: &'a [(RawChain, Document)],
    /// (chain position, key) → what it is.
    names: IndexMap<(usize, &'a str), Named<'a>>,
    errors: Vec<Diagnostic>,
    warnings: Vec<Diagnostic>,
    /// Chains referred to but not loaded → first example and count.
    elsewhere: IndexMap<String, (String, usize)>,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(raws: &'a [(RawChain, Document)]) -> Self {
        let mut names = IndexMap::new();
        let mut next = 0;
        for (c, (raw, _)) in raws.iter().enumerate() {
            for (key, link) in &raw.links {
                let named = match &link.same_as {
                    Some(target) => Named::AliasOf(target),
                    None => {
                        next += 1;
                        Named::Link(LinkIx(next - 1))
                    }
                };
                names.insert((c, key.as_str()), named);
            }
        }
        Self {
            raws,
            names,
            errors: Vec::new(),
            warnings: Vec::new(),
            elsewhere: IndexMap::new(),
        }
    }

    pub(super) fn run(mut self) -> Checked<Chains> {
        let mut out = Chains::default();
        let mut ids: IndexMap<String, String> = IndexMap::new();
        for (c, (raw, document)) in self.raws.iter().enumerate() {
            self.check_chain(c);
            for (key, link) in &raw.links {
                let at = ["links", key.as_str()];
                let full = format!("{}/{key}", raw.name);
                match LinkId::new(&link.id, &raw.id) {
                    None => {
                        let kind = Kind::BadId {
                            id: link.id.clone(),
                            chain: raw.id.clone(),
                        };
                        self.error(kind, document.place(&["links", key, "id"]));
                    }
                    Some(id) => {
                        if let Some(other) = ids.insert(link.id.clone(), full.clone()) {
                            let kind = Kind::DuplicateId {
                                id: link.id.clone(),
                                other,
                            };
                            self.error(kind, document.place(&["links", key, "id"]));
                        }
                        if link.same_as.is_none()
                            && let Some(link) = self.link(c, key, id, link)
                        {
                            out.links.push(link);
                        }
                    }
                }
                if key.contains('/') || key.trim().is_empty() {
                    let what = "名称不能为空，也不能有“/”".to_owned();
                    self.error(
                        Kind::LinkShape {
                            link: key.clone(),
                            what,
                        },
                        document.key(&at),
                    );
                }
            }
            out.chains.push(Chain {
                id: raw.id.clone(),
                name: raw.name.clone(),
                en: raw.en.clone(),
                scope: raw.scope.clone(),
                as_of: raw.as_of.clone().map(|t| t.0),
                segments: raw.segments.clone(),
                sources: raw
                    .sources
                    .iter()
                    .map(|(k, s)| (k.clone(), s.clone().into()))
                    .collect(),
            });
        }
        if self.errors.is_empty() {
            self.aliases(&mut out);
        }
        for (chain, (example, count)) in std::mem::take(&mut self.elsewhere) {
            self.warnings.push(Diagnostic::new(Kind::ChainNotLoaded {
                chain,
                example,
                count,
            }));
        }
        if self.errors.is_empty() {
            Ok(Warned {
                value: out,
                warnings: self.warnings,
            })
        } else {
            Err(self.errors)
        }
    }

    /// Id and name go into file names and references: two capital letters; a short plain name, once.
    fn check_chain(&mut self, c: usize) {
        let raws = self.raws;
        let (raw, document) = &raws[c];
        if raw.id.len() != 2 || !raw.id.bytes().all(|b| b.is_ascii_uppercase()) {
            let what = format!("编号 `{}` 应为两个大写字母", raw.id);
            self.error(Kind::ChainShape { what }, document.place(&["id"]));
        }
        let plain = |c: char| c.is_alphanumeric() || "（）()·-".contains(c);
        let length = raw.name.chars().count();
        if !(1..=20).contains(&length) || !raw.name.chars().all(plain) {
            let what = "名称应为1—20个字，不含 / \\ : 等符号".to_owned();
            self.error(Kind::ChainShape { what }, document.place(&["name"]));
        }
        if raws[..c].iter().any(|(other, _)| other.name == raw.name) {
            let what = format!("名称 `{}` 与另一条链相同", raw.name);
            self.error(Kind::ChainShape { what }, document.place(&["name"]));
        }
    }

    fn error(&mut self, kind: Kind, place: crate::diag::Place) {
        self.errors.push(Diagnostic::at(kind, place));
    }

    fn link(&mut self, c: usize, key: &str, id: LinkId, raw: &RawLink) -> Option<Link> {
        let raws = self.raws;
        let (chain, document) = &raws[c];
        let shape = |what: &str| Kind::LinkShape {
            link: key.to_owned(),
            what: what.to_owned(),
        };
        let here = document.key(&["links", key]);
        let (Some(stage), Some(nature)) = (raw.stage, raw.nature) else {
            self.error(shape("缺少 stage 或 nature"), here);
            return None;
        };
        let Some(segment) = raw.segment.clone() else {
            self.error(shape("缺少 segment"), here);
            return None;
        };
        self.check_segment(c, key, &segment);
        let mut codes = Vec::new();
        for (i, code) in raw.codes.iter().enumerate() {
            match code_of(code) {
                Ok(parsed) => codes.push(parsed),
                Err(kind) => {
                    let place = document.place(&["links", key, "codes", &i.to_string()]);
                    self.error(kind, place);
                }
            }
        }
        if let Some(source) = &raw.source {
            self.check_source(c, source, &["links", key, "source"]);
        }
        let inputs = raw
            .inputs
            .iter()
            .enumerate()
            .filter_map(|(i, input)| self.input(c, key, i, input))
            .collect();
        let context = self.context(c, key, raw);
        Some(Link {
            split_from: raw
                .split_from
                .as_deref()
                .and_then(|from| LinkId::new(from, &chain.id)),
            id,
            name: key.to_owned(),
            en: raw.en.clone().unwrap_or_default(),
            chain: c,
            segment,
            stage: stage.into(),
            nature,
            codes,
            terms: raw.terms.clone(),
            exclude: raw.exclude.clone(),
            context,
            inputs,
            flags: raw.flags.clone(),
            strategic: raw.strategic,
            ship: raw.ship.as_ref().map(|ship| Shipping {
                bulky: ship.bulky.map_or(Burden::Medium, Into::into),
                value: ship.value.map_or(Burden::Medium, Into::into),
                fragile: ship.fragile,
            }),
            unit: raw.unit.clone(),
            note: raw.note.clone(),
            aliases: Vec::new(),
        })
    }

    /// Words that wait for others; each is read as a term of the link itself.
    fn context(&mut self, c: usize, key: &str, raw: &RawLink) -> Vec<InContext> {
        let (_, document) = &self.raws[c];
        for (n, said) in raw.context.iter().enumerate() {
            if !raw.terms.contains(&said.term) {
                let what = format!("context 的 as 要写本环节 terms 里的词，没有“{}”", said.term);
                let kind = Kind::LinkShape {
                    link: key.to_owned(),
                    what,
                };
                let place = document.place(&["links", key, "context", &n.to_string(), "as"]);
                self.error(kind, place);
            }
        }
        let all = raw.context.iter().map(|said| InContext {
            words: said.words.clone(),
            with: said.with.clone(),
            without: said.without.clone(),
            term: said.term.clone(),
        });
        all.collect()
    }

    fn input(&mut self, c: usize, key: &str, i: usize, raw: &RawInput) -> Option<Input> {
        let (_, document) = &self.raws[c];
        let n = i.to_string();
        let at = ["links", key, "inputs", n.as_str()];
        let (names, relation) = match raw {
            RawInput::Plain(name) => (vec![(name.as_str(), document.place(&at))], None),
            RawInput::Full(relation) => {
                let names = match (&relation.link, &relation.any) {
                    (Some(link), None) => {
                        vec![(
                            link.as_str(),
                            document.place(&["links", key, "inputs", &n, "link"]),
                        )]
                    }
                    (None, Some(any)) if !any.is_empty() => any
                        .iter()
                        .enumerate()
                        .map(|(j, name)| {
                            (
                                name.as_str(),
                                document.place(&[
                                    "links",
                                    key,
                                    "inputs",
                                    &n,
                                    "any",
                                    &j.to_string(),
                                ]),
                            )
                        })
                        .collect(),
                    _ => {
                        let what = "每个输入写 link 或 any 之一".to_owned();
                        self.error(
                            Kind::LinkShape {
                                link: key.to_owned(),
                                what,
                            },
                            document.place(&at),
                        );
                        return None;
                    }
                };
                (names, Some(relation))
            }
        };
        let own = self.names.get(&(c, key)).copied();
        let mut suppliers = Vec::new();
        for (name, place) in names {
            match self.resolve(c, name) {
                Ok(Supplier::Link(ix)) if matches!(own, Some(Named::Link(me)) if me == ix) => {
                    self.error(
                        Kind::SelfSupply {
                            link: key.to_owned(),
                        },
                        place,
                    );
                }
                Ok(supplier) => {
                    if !suppliers.contains(&supplier) {
                        suppliers.push(supplier);
                    }
                }
                Err(kind) => self.error(kind, place),
            }
        }
        let quantity = relation.and_then(|r| self.quantity(c, key, &n, r));
        (!suppliers.is_empty()).then(|| Input {
            suppliers,
            kind: relation.map_or(SupplyKind::Material, |r| r.kind),
            optional: relation.is_some_and(|r| r.optional),
            quantity,
        })
    }

    fn quantity(
        &mut self,
        c: usize,
        key: &str,
        n: &str,
        relation: &RawRelation,
    ) -> Option<Quantity> {
        let amount = relation.per_unit?;
        let (_, document) = &self.raws[c];
        let (Some(unit), Some(source)) = (&relation.unit, &relation.source) else {
            let what = "per_unit 要同时写明 unit 和 source".to_owned();
            let place = document.place(&["links", key, "inputs", n, "per_unit"]);
            self.error(
                Kind::LinkShape {
                    link: key.to_owned(),
                    what,
                },
                place,
            );
            return None;
        };
        self.check_source(c, source, &["links", key, "inputs", n, "source"]);
        let (low, high) = match amount {
            RawAmount::One(x) => (x, x),
            RawAmount::Range([low, high]) => (low, high),
        };
        Some(Quantity {
            low,
            high,
            unit: unit.clone(),
            source: source.clone(),
        })
    }

    /// A name as written in chain `c`.
    fn resolve(&mut self, c: usize, name: &str) -> Result<Supplier, Kind> {
        let raws = self.raws;
        let (target, key) = match name.split_once('/') {
            None => (c, name),
            Some((chain, key)) => match raws.iter().position(|(raw, _)| raw.name == chain) {
                Some(found) => (found, key),
                None if TEN.iter().any(|(_, ten)| *ten == chain) => {
                    let entry = self
                        .elsewhere
                        .entry(chain.to_owned())
                        .or_insert_with(|| (name.to_owned(), 0));
                    entry.1 += 1;
                    return Ok(Supplier::Elsewhere(name.to_owned()));
                }
                None => {
                    let nearest = nearest(chain, TEN.iter().map(|(_, ten)| *ten));
                    return Err(Kind::UnknownChain {
                        name: chain.to_owned(),
                        nearest,
                    });
                }
            },
        };
        match self.names.get(&(target, key)).copied() {
            Some(Named::Link(ix)) => Ok(Supplier::Link(ix)),
            Some(Named::AliasOf(other)) => {
                if let Some(Named::AliasOf(_)) = self.lookup(target, other) {
                    return Err(Kind::AliasOfAlias {
                        name: other.to_owned(),
                    });
                }
                self.resolve(target, other)
            }
            None => {
                let (raw, _) = &raws[target];
                let prefix = if target == c {
                    String::new()
                } else {
                    format!("{}/", raw.name)
                };
                let nearest = nearest(key, raw.links.keys().map(String::as_str))
                    .map(|n| format!("{prefix}{n}"));
                Err(Kind::UnknownLink {
                    name: name.to_owned(),
                    nearest,
                })
            }
        }
    }

    fn lookup(&self, c: usize, name: &str) -> Option<Named<'a>> {
        let (target, key) = match name.split_once('/') {
            None => (c, name),
            Some((chain, key)) => (
                self.raws.iter().position(|(raw, _)| raw.name == chain)?,
                key,
            ),
        };
        self.names.get(&(target, key)).copied()
    }

    fn check_segment(&mut self, c: usize, key: &str, segment: &str) {
        let (raw, document) = &self.raws[c];
        if !raw.segments.contains_key(segment) {
            let nearest = nearest(segment, raw.segments.keys().map(String::as_str));
            let kind = Kind::UnknownSegment {
                name: segment.to_owned(),
                nearest,
            };
            self.error(kind, document.place(&["links", key, "segment"]));
        }
    }

    fn check_source(&mut self, c: usize, source: &str, at: &[&str]) {
        let (raw, document) = &self.raws[c];
        if !raw.sources.contains_key(source) {
            let nearest = nearest(source, raw.sources.keys().map(String::as_str));
            self.error(
                Kind::UnknownSource {
                    name: source.to_owned(),
                    nearest,
                },
                document.place(at),
            );
        }
    }

    /// Hangs every alias on its link.
    fn aliases(&mut self, out: &mut Chains) {
        let raws = self.raws;
        for (c, (raw, document)) in raws.iter().enumerate() {
            for (key, link) in &raw.links {
                let Some(target) = &link.same_as else {
                    continue;
                };
                if link.nature.is_some()
                    || !link.terms.is_empty()
                    || !link.inputs.is_empty()
                    || !link.codes.is_empty()
                    || !link.context.is_empty()
                {
                    let what =
                        "别名（same_as）不能再写 nature、codes、terms、context、inputs".to_owned();
                    self.error(
                        Kind::LinkShape {
                            link: key.clone(),
                            what,
                        },
                        document.key(&["links", key]),
                    );
                    continue;
                }
                if let Some(segment) = &link.segment {
                    self.check_segment(c, key, segment);
                }
                match self.resolve(c, target) {
                    Ok(Supplier::Link(ix)) => {
                        let Some(id) = LinkId::new(&link.id, &raw.id) else {
                            continue;
                        };
                        let stage = link.stage.map_or(out.links[ix.0].stage, Into::into);
                        let alias = Alias {
                            id,
                            chain: c,
                            name: key.clone(),
                            stage,
                            segment: link.segment.clone(),
                        };
                        out.links[ix.0].aliases.push(alias);
                    }
                    Ok(Supplier::Elsewhere(_)) => {}
                    Err(kind) => self.error(kind, document.place(&["links", key, "same_as"])),
                }
            }
        }
    }
}

/// A code of a model: it must be in the standard, under its own letter. `?` marks an uncertain one.
fn code_of(text: &str) -> Result<IndustryCode, Kind> {
    let code = text.trim().trim_end_matches('?');
    let bad = || Kind::BadCode {
        code: text.to_owned(),
    };
    match gbt4754::verify(code) {
        Ok(_) => IndustryCode::parse(text).ok_or_else(bad),
        Err(Fault::Form) => Err(bad()),
        Err(Fault::Section(meant)) => Err(Kind::CodeSection {
            code: code.to_owned(),
            meant: meant.to_string(),
        }),
        Err(Fault::Unknown { parent, former }) => {
            let now = former.and_then(|f| gbt4754::industry(f.now?));
            Err(Kind::UnknownCode {
                code: code.to_owned(),
                former: former.map(|f| f.name.to_owned()),
                near: now.or(parent).map(|i| i.to_string()),
            })
        }
    }
}
