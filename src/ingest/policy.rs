//! `policy.yaml` → [`Policy`].

use indexmap::{IndexMap, IndexSet};
use serde::Deserialize;

use super::InputFile;
use super::yaml::{self, Document, FORMAT, RawSource, Text, nearest};
use crate::diag::{Checked, Diagnostic, Kind, Warned};
use crate::model::{Chains, Effect, Flag, LinkIx, Named, Policy, Quote, Rule, Source};

#[derive(Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "bulian 招商规则集（chains/policy.yaml）")]
struct RawPolicy {
    /// 格式版本，现为 1
    format: u32,
    /// 标题
    title: String,
    /// 版本
    version: Text,
    /// 版本的日期
    as_of: Option<Text>,
    /// 来源：键 → 标题、发布者、日期、网址
    sources: IndexMap<String, RawSource>,
    /// 规则：编号（如 R04）→ 规则
    rules: IndexMap<String, RawRule>,
}

#[derive(Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
struct RawRule {
    /// 几个字说明这条规则
    title: String,
    /// 依据的原文，至少一句
    quotes: Vec<RawQuote>,
    /// 别处的数，只供参考
    #[serde(default)]
    precedents: Vec<RawQuote>,
    /// 本处怎样理解，市里还要定什么
    note: Option<String>,
    /// 是否起作用
    #[serde(default = "on")]
    on: bool,
    /// 作用：一种作用及其设置
    #[schemars(with = "Effect")]
    #[serde(with = "serde_yaml::with::singleton_map")]
    effect: Effect,
}

fn on() -> bool {
    true
}

#[derive(Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
struct RawQuote {
    /// 原文
    text: String,
    /// 来源的键
    source: String,
    /// 摘录编号
    row: Option<u32>,
}

/// The JSON Schema of `policy.yaml`.
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(RawPolicy)
}

/// Reads a rule set against the loaded chains. A link of a chain that is not loaded is passed over;
/// one that the loaded model of its chain lacks is a warning, since a zone's own model may lack it.
///
/// # Errors
/// Syntax, ids not of the form `R04`, rules without a quotation, undeclared sources, two rules with
/// the same effect, settings out of range: all of them, with places.
pub fn policy(file: &InputFile, chains: &Chains) -> Checked<Policy> {
    let (raw, document) = yaml::parse::<RawPolicy>(file)?;
    let mut errors = Vec::new();
    if raw.format != FORMAT {
        let kind = Kind::FormatVersion {
            found: raw.format,
            wanted: FORMAT,
        };
        errors.push(Diagnostic::at(kind, document.place(&["format"])));
    }
    let sources: IndexMap<&str, Source> = raw
        .sources
        .iter()
        .map(|(key, source)| (key.as_str(), source.clone().into()))
        .collect();
    let mut rules: Vec<Rule> = Vec::new();
    for (id, rule) in &raw.rules {
        let shape = |what: String| Kind::RuleShape {
            rule: id.clone(),
            what,
        };
        let mut wrong = |kind: Kind, at: &[&str]| {
            errors.push(Diagnostic::at(kind, document.place(at)));
        };
        let digits = id.strip_prefix('R').unwrap_or_default();
        if digits.len() < 2 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            wrong(shape("编号应如 R04".to_owned()), &["rules", id]);
        }
        if rule.quotes.is_empty() {
            wrong(shape("缺原文".to_owned()), &["rules", id, "quotes"]);
        }
        if let Some(what) = out_of_range(&rule.effect) {
            wrong(shape(what), &["rules", id, "effect"]);
        }
        let same = |other: &&Rule| {
            !matches!(rule.effect, Effect::Exclude(_))
                && std::mem::discriminant(&other.effect) == std::mem::discriminant(&rule.effect)
        };
        if let Some(other) = rules.iter().find(same) {
            let what = format!("与规则 {} 的作用相同，只能有一条", other.id);
            wrong(shape(what), &["rules", id, "effect"]);
        }
        let mut quotes = |list: &[RawQuote], name: &str| -> Vec<Quote> {
            let quote = |(i, quote): (usize, &RawQuote)| {
                let source = sources.get(quote.source.as_str());
                if source.is_none() {
                    let kind = Kind::UnknownSource {
                        name: quote.source.clone(),
                        nearest: nearest(&quote.source, sources.keys().copied()),
                    };
                    wrong(kind, &["rules", id, name, &i.to_string(), "source"]);
                }
                Quote {
                    text: quote.text.clone(),
                    source: source.map(ToString::to_string).unwrap_or_default(),
                    row: quote.row,
                }
            };
            list.iter().enumerate().map(quote).collect()
        };
        rules.push(Rule {
            id: id.clone(),
            title: rule.title.clone(),
            quotes: quotes(&rule.quotes, "quotes"),
            precedents: quotes(&rule.precedents, "precedents"),
            note: rule.note.clone(),
            on: rule.on,
            effect: rule.effect.clone(),
        });
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let named = named(&rules, chains);
    let value = Policy {
        title: raw.title,
        version: raw.version.0,
        as_of: raw.as_of.map(|date| date.0),
        rules,
        changes: Vec::new(),
        named,
    };
    Ok(Warned {
        warnings: absent(&value, chains, &document),
        value,
    })
}

/// Numbers of an effect that can't be; None where all can.
pub fn out_of_range(effect: &Effect) -> Option<String> {
    let bad = |value: &f64| !value.is_finite() || *value < 0.0;
    match effect {
        Effect::Size(size) => {
            let all = [Some(size.strong), Some(size.large), size.floor];
            if all.iter().flatten().any(bad) {
                Some("金额须为不小于0的数（万元）".to_owned())
            } else if size.strong < size.large {
                Some("strong 不能小于 large".to_owned())
            } else {
                None
            }
        }
        Effect::LandYield(land) => [land.investment, land.output, land.tax]
            .iter()
            .flatten()
            .any(bad)
            .then(|| "亩均数须为不小于0的数（万元/亩）".to_owned()),
        Effect::Gates(gates) if gates.gates.is_empty() || gates.pass.is_empty() => {
            Some("至少要有一门和一个表示通过的词".to_owned())
        }
        _ => None,
    }
}

/// The links that rules name, by position. The first rule that names a link decides; then the rule on
/// flagged links. A rule that is off says of the links it names that they are not excluded.
pub fn named(rules: &[Rule], chains: &Chains) -> Named {
    let mut out = Named::default();
    for rule in rules {
        match &rule.effect {
            Effect::Exclude(exclude) => {
                for ix in exclude.links.iter().filter_map(|name| chains.find(name)) {
                    out.excluded
                        .entry(ix)
                        .or_insert_with(|| (rule.on, rule.id.clone()));
                }
            }
            Effect::Saturation(all) if rule.on => {
                let found = |list: &IndexMap<String, String>| -> IndexMap<LinkIx, String> {
                    list.iter()
                        .filter_map(|(name, why)| Some((chains.find(name)?, why.clone())))
                        .collect()
                };
                out.saturated = found(&all.saturated);
                out.backward = found(&all.backward);
            }
            _ => {}
        }
    }
    let flagged = rules
        .iter()
        .find(|rule| matches!(&rule.effect, Effect::Exclude(exclude) if exclude.flagged));
    if let Some(rule) = flagged {
        for (ix, _) in chains.iter().filter(|(_, l)| l.has(Flag::Excluded)) {
            out.excluded
                .entry(ix)
                .or_insert_with(|| (rule.on, rule.id.clone()));
        }
    }
    out
}

/// Names of links in an effect.
pub fn links_of(effect: &Effect) -> IndexSet<&str> {
    match effect {
        Effect::Exclude(exclude) => exclude.links.iter().map(String::as_str).collect(),
        Effect::Saturation(all) => all
            .saturated
            .keys()
            .chain(all.backward.keys())
            .map(String::as_str)
            .collect(),
        _ => IndexSet::new(),
    }
}

fn absent(policy: &Policy, chains: &Chains, document: &Document) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for rule in &policy.rules {
        for name in links_of(&rule.effect) {
            let chain = name.split_once('/').map_or("", |(chain, _)| chain);
            let elsewhere = super::chain::TEN.iter().any(|(_, ten)| *ten == chain)
                && !chains.chains.iter().any(|c| c.name == chain);
            if chains.find(name).is_none() && !elsewhere {
                let kind = Kind::RuleLinkAbsent {
                    rule: rule.id.clone(),
                    name: name.to_owned(),
                };
                let place = document.place(&["rules", &rule.id, "effect"]);
                out.push(Diagnostic::at(kind, place));
            }
        }
    }
    out
}
