//! `rules:` of `zone.yaml`: what the zone sets anew in the city's rule set.
//!
//! ```yaml
//! rules:
//!   R02: {on: false}                         # a switch
//!   R08: {floor: 5000}                       # a setting of the rule's effect
//!   excluded: {清洁能源/光热电站: false}        # one link, whatever the rules say
//! ```
//!
//! An effect's settings are merged as values and read again, so that a zone can set exactly what
//! `policy.yaml` can, with the same checks.

use indexmap::IndexMap;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_yaml::{Mapping, Value};

use super::policy::{links_of, named, out_of_range};
use super::yaml::{Document, in_chinese, nearest};
use crate::diag::{Diagnostic, Kind};
use crate::model::{Chains, Change, Effect, LinkIx, Policy, Rule};

/// Settings of a zone: rule id, or `excluded`, → value.
pub type RawRules = IndexMap<String, Value>;

/// Key of single links.
const EXCLUDED: &str = "excluded";

/// The rule set with the zone's settings over it, and what is wrong with them.
///
/// `strong` is `thresholds.strong_investment`, the older place of the size from which a project is
/// 招强, 万元; a setting of the rule itself wins.
pub fn in_force(
    base: &Policy,
    raw: &RawRules,
    strong: Option<f64>,
    chains: &Chains,
    document: &Document,
) -> (Policy, Vec<Diagnostic>) {
    let mut set = Setter {
        policy: base.clone(),
        document,
        errors: Vec::new(),
    };
    if let Some(strong) = strong {
        set.strong(strong);
    }
    for (id, value) in raw.iter().filter(|(id, _)| *id != EXCLUDED) {
        set.rule(id, value);
    }
    set.policy.named = named(&set.policy.rules, chains);
    if let Some(value) = raw.get(EXCLUDED) {
        set.single(value, chains);
    }
    set.links_known(raw, chains);
    (set.policy, set.errors)
}

struct Setter<'a> {
    policy: Policy,
    document: &'a Document,
    errors: Vec<Diagnostic>,
}

impl Setter<'_> {
    fn error(&mut self, kind: Kind, at: &[&str]) {
        self.errors
            .push(Diagnostic::at(kind, self.document.key(at)));
    }

    fn shape(&mut self, rule: &str, what: String, at: &[&str]) {
        let rule = rule.to_owned();
        let place = self.document.place(at);
        self.errors
            .push(Diagnostic::at(Kind::RuleShape { rule, what }, place));
    }

    fn strong(&mut self, strong: f64) {
        let at = ["thresholds", "strong_investment"];
        let place = |rule: &&mut Rule| matches!(rule.effect, Effect::Size(_));
        let Some(rule) = self.policy.rules.iter_mut().find(place) else {
            return;
        };
        let Effect::Size(size) = &mut rule.effect else {
            return;
        };
        if size.strong != strong {
            self.policy.changes.push(Change {
                rule: rule.id.clone(),
                setting: "strong".to_owned(),
                from: words(&Value::from(size.strong)),
                to: words(&Value::from(strong)),
            });
            size.strong = strong;
            size.large = size.large.min(strong);
        }
        let (id, wrong) = (rule.id.clone(), out_of_range(&rule.effect));
        if let Some(what) = wrong {
            self.shape(&id, what, &at);
        }
    }

    fn rule(&mut self, id: &str, value: &Value) {
        let Some(at) = self.policy.rules.iter().position(|rule| rule.id == id) else {
            let nearest = nearest(id, self.policy.rules.iter().map(|r| r.id.as_str()));
            let name = id.to_owned();
            self.error(Kind::UnknownRule { name, nearest }, &["rules", id]);
            return;
        };
        let Some(settings) = value.as_mapping() else {
            self.shape(
                id,
                "应写成 {设置: 值}，如 {on: false}".to_owned(),
                &["rules", id],
            );
            return;
        };
        for (key, value) in settings {
            let key = key.as_str().unwrap_or_default();
            let mut rule = self.policy.rules[at].clone();
            match set(&mut rule, key, value) {
                Ok(from) => {
                    let (from, to) = (words(&from), words(value));
                    if from != to {
                        self.policy
                            .changes
                            .retain(|c| c.rule != id || c.setting != key);
                        self.policy.changes.push(Change {
                            rule: id.to_owned(),
                            setting: key.to_owned(),
                            from,
                            to,
                        });
                    }
                    self.policy.rules[at] = rule;
                }
                Err(Wrong::Setting(known)) => {
                    let (rule, name) = (id.to_owned(), key.to_owned());
                    self.error(
                        Kind::UnknownSetting { rule, name, known },
                        &["rules", id, key],
                    );
                }
                Err(Wrong::Value(what)) => self.shape(id, what, &["rules", id, key]),
            }
        }
        if let Some(what) = out_of_range(&self.policy.rules[at].effect) {
            self.shape(id, what, &["rules", id]);
        }
    }

    /// Single links: over what the rules say.
    fn single(&mut self, value: &Value, chains: &Chains) {
        let first = self
            .policy
            .rules
            .iter()
            .find(|rule| matches!(rule.effect, Effect::Exclude(_)))
            .map_or_else(String::new, |rule| rule.id.clone());
        let Ok(links) = serde_yaml::from_value::<IndexMap<String, bool>>(value.clone()) else {
            let what = "excluded 应写成 {链/环节: true 或 false}".to_owned();
            self.shape(&first, what, &["rules", EXCLUDED]);
            return;
        };
        for (name, excluded) in links {
            let Some(ix) = chains.find(&name) else {
                continue; // reported with the other names
            };
            let named = &mut self.policy.named.excluded;
            let before: Option<&(bool, String)> = named.get(&ix);
            let from = before.is_some_and(|(excluded, _)| *excluded);
            let rule = before.map_or_else(|| first.clone(), |(_, rule)| rule.clone());
            if from != excluded {
                self.policy.changes.push(Change {
                    rule: rule.clone(),
                    setting: format!("excluded·{name}"),
                    from: from.to_string(),
                    to: excluded.to_string(),
                });
            }
            let entry: (LinkIx, (bool, String)) = (ix, (excluded, rule));
            named.insert(entry.0, entry.1);
        }
    }

    /// Every link that the zone's own settings name exists, or is of a chain that is not loaded.
    fn links_known(&mut self, raw: &RawRules, chains: &Chains) {
        let mut wanted: Vec<(Vec<String>, String)> = Vec::new();
        for (id, value) in raw {
            let keys: Vec<&str> = value
                .as_mapping()
                .into_iter()
                .flat_map(Mapping::keys)
                .filter_map(Value::as_str)
                .collect();
            if id == EXCLUDED {
                let at = |key: &&str| vec!["rules".to_owned(), id.clone(), (*key).to_owned()];
                wanted.extend(keys.iter().map(|key| (at(key), (*key).to_owned())));
            } else if keys
                .iter()
                .any(|k| ["links", "saturated", "backward"].contains(k))
            {
                let rule = self.policy.rule(id);
                let names = rule.map(|rule| links_of(&rule.effect)).unwrap_or_default();
                let at = vec!["rules".to_owned(), id.clone()];
                wanted.extend(names.into_iter().map(|name| (at.clone(), name.to_owned())));
            }
        }
        let names: Vec<String> = chains.indices().map(|ix| chains.full_name(ix)).collect();
        for (at, name) in wanted {
            let chain = name.split_once('/').map_or("", |(chain, _)| chain);
            let elsewhere = super::chain::TEN.iter().any(|(_, ten)| *ten == chain)
                && !chains.chains.iter().any(|c| c.name == chain);
            if chains.find(&name).is_none() && !elsewhere {
                let nearest = nearest(&name, names.iter().map(String::as_str));
                let at: Vec<&str> = at.iter().map(String::as_str).collect();
                self.error(Kind::UnknownLink { name, nearest }, &at);
            }
        }
    }
}

/// Why a setting can't be made.
enum Wrong {
    /// No such setting; these there are.
    Setting(Vec<String>),
    /// Not a value of it.
    Value(String),
}

/// Sets one setting of a rule; its former value.
fn set(rule: &mut Rule, key: &str, value: &Value) -> Result<Value, Wrong> {
    if key == "on" {
        let on = value
            .as_bool()
            .ok_or_else(|| Wrong::Value("on 应为 true 或 false".to_owned()))?;
        return Ok(Value::from(std::mem::replace(&mut rule.on, on)));
    }
    match &mut rule.effect {
        Effect::Exclude(effect) => merge(effect, key, value),
        Effect::Consult(effect) => merge(effect, key, value),
        Effect::Gates(effect) => merge(effect, key, value),
        Effect::Landing(effect) => merge(effect, key, value),
        Effect::Neutral(effect) => merge(effect, key, value),
        Effect::Size(effect) => merge(effect, key, value),
        Effect::Exempt(effect) => merge(effect, key, value),
        Effect::Strong(effect) => merge(effect, key, value),
        Effect::New(effect) => merge(effect, key, value),
        Effect::Fill(effect) => merge(effect, key, value),
        Effect::Origin(effect) => merge(effect, key, value),
        Effect::Saturation(effect) => merge(effect, key, value),
        Effect::LandYield(effect) => merge(effect, key, value),
        Effect::Channels(effect) => merge(effect, key, value),
        Effect::Clashes(effect) => merge(effect, key, value),
    }
}

fn merge<T: Serialize + DeserializeOwned>(
    effect: &mut T,
    key: &str,
    value: &Value,
) -> Result<Value, Wrong> {
    let refuse = |error: serde_yaml::Error| Wrong::Value(in_chinese(&error.to_string()));
    let Value::Mapping(mut settings) = serde_yaml::to_value(&*effect).map_err(refuse)? else {
        return Err(Wrong::Setting(vec!["on".to_owned()]));
    };
    let Some(from) = settings.get(key).cloned() else {
        let own = settings.keys().filter_map(Value::as_str).map(str::to_owned);
        return Err(Wrong::Setting(
            ["on".to_owned()].into_iter().chain(own).collect(),
        ));
    };
    settings.insert(Value::from(key), value.clone());
    *effect = serde_yaml::from_value(Value::Mapping(settings)).map_err(refuse)?;
    Ok(from)
}

/// A value on one line; whole numbers without a point.
fn words(value: &Value) -> String {
    match value {
        Value::Number(number) => number.as_f64().unwrap_or_default().to_string(),
        other => serde_json::to_string(other).unwrap_or_default(),
    }
}
