//! Chain models: YAML files → [`Chains`], every reference resolved.

use indexmap::IndexMap;
use serde::Deserialize;

use super::InputFile;
use super::yaml::{self, Document, FORMAT, RawSource, Text, nearest};
use crate::diag::{Checked, Diagnostic, Kind, Warned};
use crate::model::{
    Alias, Burden, Chain, Chains, Flag, IndustryCode, Input, Link, LinkId, LinkIx, Nature, Quantity, Shipping, Stage,
    Supplier, SupplyKind,
};

/// The ten chains, in their official order: id and name.
pub const TEN: [(&str, &str); 10] = [
    ("JN", "节能环保"),
    ("QC", "清洁生产"),
    ("QN", "清洁能源"),
    ("NY", "循环农业"),
    ("ZY", "中医中药"),
    ("WL", "文化旅游"),
    ("TD", "通道物流"),
    ("JM", "军民融合"),
    ("SJ", "数据信息"),
    ("ZZ", "先进制造"),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawChain {
    format: u32,
    id: String,
    name: String,
    en: String,
    #[serde(default)]
    scope: String,
    as_of: Option<Text>,
    #[serde(default)]
    sources: IndexMap<String, RawSource>,
    segments: IndexMap<String, String>,
    links: IndexMap<String, RawLink>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLink {
    id: String,
    same_as: Option<String>,
    en: Option<String>,
    segment: Option<String>,
    stage: Option<RawStage>,
    nature: Option<Nature>,
    #[serde(default)]
    codes: Vec<String>,
    #[serde(default)]
    terms: Vec<String>,
    #[serde(default)]
    exclude: Vec<String>,
    #[serde(default)]
    inputs: Vec<RawInput>,
    #[serde(default)]
    flags: Vec<Flag>,
    #[serde(default)]
    strategic: bool,
    ship: Option<RawShip>,
    unit: Option<String>,
    split_from: Option<String>,
    note: Option<String>,
    source: Option<String>,
}

#[derive(Clone, Copy, Deserialize)]
enum RawStage {
    #[serde(rename = "上游")]
    Upstream,
    #[serde(rename = "中游")]
    Midstream,
    #[serde(rename = "下游")]
    Downstream,
    #[serde(rename = "支撑")]
    Support,
}

impl From<RawStage> for Stage {
    fn from(raw: RawStage) -> Self {
        match raw {
            RawStage::Upstream => Self::Upstream,
            RawStage::Midstream => Self::Midstream,
            RawStage::Downstream => Self::Downstream,
            RawStage::Support => Self::Support,
        }
    }
}

/// A bare name or a full relation. Not `untagged`: that would hide which field is wrong.
enum RawInput {
    Plain(String),
    Full(Box<RawRelation>),
}

impl<'de> Deserialize<'de> for RawInput {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = RawInput;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("环节名，或 {link: …} / {any: […]}")
            }
            fn visit_str<E>(self, v: &str) -> Result<RawInput, E> {
                Ok(RawInput::Plain(v.to_owned()))
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<RawInput, A::Error> {
                let full = RawRelation::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
                Ok(RawInput::Full(Box::new(full)))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRelation {
    link: Option<String>,
    any: Option<Vec<String>>,
    #[serde(default = "material")]
    kind: SupplyKind,
    #[serde(default)]
    optional: bool,
    per_unit: Option<RawAmount>,
    unit: Option<String>,
    source: Option<String>,
    #[expect(dead_code, reason = "kept in the model file for readers; the source carries the date")]
    year: Option<u16>,
    #[expect(dead_code, reason = "a remark for readers of the model file")]
    note: Option<String>,
}

fn material() -> SupplyKind {
    SupplyKind::Material
}

#[derive(Clone, Copy, Deserialize)]
#[serde(untagged)]
enum RawAmount {
    One(f64),
    Range([f64; 2]),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawShip {
    bulky: Option<RawBurden>,
    value: Option<RawBurden>,
    #[serde(default)]
    fragile: bool,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum RawBurden {
    High,
    Medium,
    Low,
}

impl From<RawBurden> for Burden {
    fn from(raw: RawBurden) -> Self {
        match raw {
            RawBurden::High => Self::High,
            RawBurden::Medium => Self::Medium,
            RawBurden::Low => Self::Low,
        }
    }
}

/// Reads chain models together. A later file replaces an earlier one of the same chain id, so a
/// planner's own model overrides a built-in one.
///
/// # Errors
/// Every problem found, each with its place; a reference into one of the ten chains that is not
/// among the files is a notice.
pub fn chains(files: &[InputFile]) -> Checked<Chains> {
    let mut errors = Vec::new();
    let mut raws: Vec<(RawChain, Document)> = Vec::new();
    for file in files {
        match yaml::parse::<RawChain>(file) {
            Ok((raw, document)) => {
                if raw.format != FORMAT {
                    let kind = Kind::FormatVersion { found: raw.format, wanted: FORMAT };
                    errors.push(Diagnostic::at(kind, document.place(&["format"])));
                }
                raws.retain(|(old, _)| old.id != raw.id);
                raws.push((raw, document));
            }
            Err(found) => errors.extend(found),
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let order = |id: &str| TEN.iter().position(|(ten, _)| *ten == id).unwrap_or(TEN.len());
    raws.sort_by(|(a, _), (b, _)| order(&a.id).cmp(&order(&b.id)).then_with(|| a.id.cmp(&b.id)));
    Resolver::new(&raws).run()
}

/// What a name in a chain leads to.
#[derive(Clone, Copy)]
enum Named<'a> {
    Link(LinkIx),
    AliasOf(&'a str),
}

struct Resolver<'a> {
    raws: &'a [(RawChain, Document)],
    /// (chain position, key) → what it is.
    names: IndexMap<(usize, &'a str), Named<'a>>,
    errors: Vec<Diagnostic>,
    warnings: Vec<Diagnostic>,
    /// Chains referred to but not loaded → first example and count.
    elsewhere: IndexMap<String, (String, usize)>,
}

impl<'a> Resolver<'a> {
    fn new(raws: &'a [(RawChain, Document)]) -> Self {
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
        Self { raws, names, errors: Vec::new(), warnings: Vec::new(), elsewhere: IndexMap::new() }
    }

    fn run(mut self) -> Checked<Chains> {
        let mut out = Chains::default();
        let mut ids: IndexMap<String, String> = IndexMap::new();
        let mut terms: IndexMap<String, String> = IndexMap::new();
        for (c, (raw, document)) in self.raws.iter().enumerate() {
            for (key, link) in &raw.links {
                let at = ["links", key.as_str()];
                let full = format!("{}/{key}", raw.name);
                match LinkId::new(&link.id, &raw.id) {
                    None => {
                        let kind = Kind::BadId { id: link.id.clone(), chain: raw.id.clone() };
                        self.error(kind, document.place(&["links", key, "id"]));
                    }
                    Some(id) => {
                        if let Some(other) = ids.insert(link.id.clone(), full.clone()) {
                            let kind = Kind::DuplicateId { id: link.id.clone(), other };
                            self.error(kind, document.place(&["links", key, "id"]));
                        }
                        if link.same_as.is_none()
                            && let Some(link) = self.link(c, key, id, link)
                        {
                            out.links.push(link);
                        }
                    }
                }
                if key.contains('/') {
                    let what = "名称里不能有「/」".to_owned();
                    self.error(Kind::LinkShape { link: key.clone(), what }, document.key(&at));
                }
                for (i, term) in link.terms.iter().enumerate() {
                    match terms.get(term) {
                        Some(other) => {
                            let place = document.place(&["links", key, "terms", &i.to_string()]);
                            let kind = Kind::TermTwice { term: term.clone(), other: other.clone() };
                            self.warnings.push(Diagnostic::at(kind, place));
                        }
                        None => {
                            terms.insert(term.clone(), full.clone());
                        }
                    }
                }
            }
            out.chains.push(Chain {
                id: raw.id.clone(),
                name: raw.name.clone(),
                en: raw.en.clone(),
                scope: raw.scope.clone(),
                as_of: raw.as_of.clone().map(|t| t.0),
                segments: raw.segments.clone(),
                sources: raw.sources.iter().map(|(k, s)| (k.clone(), s.clone().into())).collect(),
            });
        }
        if self.errors.is_empty() {
            self.aliases(&mut out);
        }
        for (chain, (example, count)) in std::mem::take(&mut self.elsewhere) {
            self.warnings.push(Diagnostic::new(Kind::ChainNotLoaded { chain, example, count }));
        }
        if self.errors.is_empty() { Ok(Warned { value: out, warnings: self.warnings }) } else { Err(self.errors) }
    }

    fn error(&mut self, kind: Kind, place: crate::diag::Place) {
        self.errors.push(Diagnostic::at(kind, place));
    }

    fn link(&mut self, c: usize, key: &str, id: LinkId, raw: &RawLink) -> Option<Link> {
        let raws = self.raws;
        let (chain, document) = &raws[c];
        let shape = |what: &str| Kind::LinkShape { link: key.to_owned(), what: what.to_owned() };
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
            match IndustryCode::parse(code) {
                Some(parsed) => codes.push(parsed),
                None => {
                    let place = document.place(&["links", key, "codes", &i.to_string()]);
                    self.error(Kind::BadCode { code: code.clone() }, place);
                }
            }
        }
        if let Some(source) = &raw.source {
            self.check_source(c, source, &["links", key, "source"]);
        }
        let inputs = raw.inputs.iter().enumerate().filter_map(|(i, input)| self.input(c, key, i, input)).collect();
        Some(Link {
            split_from: raw.split_from.as_deref().and_then(|from| LinkId::new(from, &chain.id)),
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

    fn input(&mut self, c: usize, key: &str, i: usize, raw: &RawInput) -> Option<Input> {
        let (_, document) = &self.raws[c];
        let n = i.to_string();
        let at = ["links", key, "inputs", n.as_str()];
        let (names, relation) = match raw {
            RawInput::Plain(name) => (vec![(name.as_str(), document.place(&at))], None),
            RawInput::Full(relation) => {
                let names = match (&relation.link, &relation.any) {
                    (Some(link), None) => {
                        vec![(link.as_str(), document.place(&["links", key, "inputs", &n, "link"]))]
                    }
                    (None, Some(any)) if !any.is_empty() => any
                        .iter()
                        .enumerate()
                        .map(|(j, name)| {
                            (name.as_str(), document.place(&["links", key, "inputs", &n, "any", &j.to_string()]))
                        })
                        .collect(),
                    _ => {
                        let what = "每个输入写 link 或 any 之一".to_owned();
                        self.error(Kind::LinkShape { link: key.to_owned(), what }, document.place(&at));
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
                    self.error(Kind::SelfSupply { link: key.to_owned() }, place);
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

    fn quantity(&mut self, c: usize, key: &str, n: &str, relation: &RawRelation) -> Option<Quantity> {
        let amount = relation.per_unit?;
        let (_, document) = &self.raws[c];
        let (Some(unit), Some(source)) = (&relation.unit, &relation.source) else {
            let what = "per_unit 要同时写明 unit 和 source".to_owned();
            let place = document.place(&["links", key, "inputs", n, "per_unit"]);
            self.error(Kind::LinkShape { link: key.to_owned(), what }, place);
            return None;
        };
        self.check_source(c, source, &["links", key, "inputs", n, "source"]);
        let (low, high) = match amount {
            RawAmount::One(x) => (x, x),
            RawAmount::Range([low, high]) => (low, high),
        };
        Some(Quantity { low, high, unit: unit.clone(), source: source.clone() })
    }

    /// A name as written in chain `c`.
    fn resolve(&mut self, c: usize, name: &str) -> Result<Supplier, Kind> {
        let raws = self.raws;
        let (target, key) = match name.split_once('/') {
            None => (c, name),
            Some((chain, key)) => match raws.iter().position(|(raw, _)| raw.name == chain) {
                Some(found) => (found, key),
                None if TEN.iter().any(|(_, ten)| *ten == chain) => {
                    let entry = self.elsewhere.entry(chain.to_owned()).or_insert_with(|| (name.to_owned(), 0));
                    entry.1 += 1;
                    return Ok(Supplier::Elsewhere(name.to_owned()));
                }
                None => {
                    let nearest = nearest(chain, TEN.iter().map(|(_, ten)| *ten));
                    return Err(Kind::UnknownChain { name: chain.to_owned(), nearest });
                }
            },
        };
        match self.names.get(&(target, key)).copied() {
            Some(Named::Link(ix)) => Ok(Supplier::Link(ix)),
            Some(Named::AliasOf(other)) => {
                if let Some(Named::AliasOf(_)) = self.lookup(target, other) {
                    return Err(Kind::AliasOfAlias { name: other.to_owned() });
                }
                self.resolve(target, other)
            }
            None => {
                let (raw, _) = &raws[target];
                let prefix = if target == c { String::new() } else { format!("{}/", raw.name) };
                let nearest = nearest(key, raw.links.keys().map(String::as_str)).map(|n| format!("{prefix}{n}"));
                Err(Kind::UnknownLink { name: name.to_owned(), nearest })
            }
        }
    }

    fn lookup(&self, c: usize, name: &str) -> Option<Named<'a>> {
        let (target, key) = match name.split_once('/') {
            None => (c, name),
            Some((chain, key)) => (self.raws.iter().position(|(raw, _)| raw.name == chain)?, key),
        };
        self.names.get(&(target, key)).copied()
    }

    fn check_segment(&mut self, c: usize, key: &str, segment: &str) {
        let (raw, document) = &self.raws[c];
        if !raw.segments.contains_key(segment) {
            let nearest = nearest(segment, raw.segments.keys().map(String::as_str));
            let kind = Kind::UnknownSegment { name: segment.to_owned(), nearest };
            self.error(kind, document.place(&["links", key, "segment"]));
        }
    }

    fn check_source(&mut self, c: usize, source: &str, at: &[&str]) {
        let (raw, document) = &self.raws[c];
        if !raw.sources.contains_key(source) {
            let nearest = nearest(source, raw.sources.keys().map(String::as_str));
            self.error(Kind::UnknownSource { name: source.to_owned(), nearest }, document.place(at));
        }
    }

    /// Hangs every alias on its link.
    fn aliases(&mut self, out: &mut Chains) {
        let raws = self.raws;
        for (c, (raw, document)) in raws.iter().enumerate() {
            for (key, link) in &raw.links {
                let Some(target) = &link.same_as else { continue };
                if link.nature.is_some() || !link.terms.is_empty() || !link.inputs.is_empty() || !link.codes.is_empty()
                {
                    let what = "别名（same_as）不能再写 nature、codes、terms、inputs".to_owned();
                    self.error(Kind::LinkShape { link: key.clone(), what }, document.key(&["links", key]));
                    continue;
                }
                if let Some(segment) = &link.segment {
                    self.check_segment(c, key, segment);
                }
                match self.resolve(c, target) {
                    Ok(Supplier::Link(ix)) => {
                        let Some(id) = LinkId::new(&link.id, &raw.id) else { continue };
                        let stage = link.stage.map_or(out.links[ix.0].stage, Into::into);
                        let alias = Alias { id, chain: c, name: key.clone(), stage, segment: link.segment.clone() };
                        out.links[ix.0].aliases.push(alias);
                    }
                    Ok(Supplier::Elsewhere(_)) => {}
                    Err(kind) => self.error(kind, document.place(&["links", key, "same_as"])),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "format: 1\nid: QN\nname: 清洁能源\nen: x\nsegments: {pv: 光伏}\nlinks:\n";

    fn read(links: &str) -> Checked<Chains> {
        chains(&[InputFile::new("qn.yaml", format!("{HEAD}{links}").as_bytes())])
    }

    fn errors(links: &str) -> Vec<String> {
        read(links).err().unwrap_or_default().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn unknown_names_say_where_and_which_was_meant() {
        let found = errors(
            "  光伏玻璃: {id: QN05, segment: pv, stage: 上游, nature: product}\n  \
             光伏组件: {id: QN11, segment: pv, stage: 中游, nature: product, inputs: [光伏玻璃片]}\n",
        );
        assert_eq!(found, ["qn.yaml:8:76：未定义的环节 `光伏玻璃片`"]);
    }

    #[test]
    fn other_chains_resolve_when_they_land() {
        let link = "  光伏玻璃: {id: QN05, segment: pv, stage: 上游, nature: product, inputs: [清洁生产/硅石采选]}\n";
        let read = read(link).map_err(|e| e[0].to_string()).expect("reads");
        assert_eq!(read.value.links[0].inputs[0].suppliers, [Supplier::Elsewhere("清洁生产/硅石采选".into())]);
        assert_eq!(read.warnings.len(), 1);
    }

    #[test]
    fn duplicate_ids_and_bad_segments_are_all_reported() {
        let found = errors(
            "  甲: {id: QN05, segment: pv, stage: 上游, nature: product}\n  \
             乙: {id: QN05, segment: vp, stage: 上游, nature: product}\n",
        );
        assert_eq!(
            found,
            ["qn.yaml:8:12：编号 `QN05` 已用于环节 `清洁能源/甲`", "qn.yaml:8:27：未定义的细分链 `vp`"]
        );
    }

    #[test]
    fn an_alias_stays_one_node() {
        let links = "  甲: {id: QN01, segment: pv, stage: 上游, nature: product}\n  \
                     乙: {id: QN02, same_as: 甲, stage: 中游}\n  \
                     丙: {id: QN03, segment: pv, stage: 下游, nature: product, inputs: [乙]}\n";
        let chains = read(links).map_err(|e| e[0].to_string()).expect("reads").value;
        assert_eq!(chains.links.len(), 2);
        assert_eq!(chains.links[1].inputs[0].suppliers, [Supplier::Link(LinkIx(0))]);
        assert_eq!(chains.find("QN02"), Some(LinkIx(0)));
    }
}
