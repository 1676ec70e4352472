//! A chain model as it is written.

use indexmap::IndexMap;
use serde::Deserialize;

use crate::ingest::yaml::{RawSource, Text};
use crate::model::{Burden, Flag, Nature, Stage, SupplyKind};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawChain {
    pub format: u32,
    pub id: String,
    pub name: String,
    pub en: String,
    #[serde(default)]
    pub scope: String,
    pub as_of: Option<Text>,
    #[serde(default)]
    pub sources: IndexMap<String, RawSource>,
    pub segments: IndexMap<String, String>,
    pub links: IndexMap<String, RawLink>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawLink {
    pub id: String,
    pub same_as: Option<String>,
    pub en: Option<String>,
    pub segment: Option<String>,
    pub stage: Option<RawStage>,
    pub nature: Option<Nature>,
    #[serde(default)]
    pub codes: Vec<String>,
    #[serde(default)]
    pub terms: Vec<String>,
    #[serde(default)]
    pub exclude: Vec<String>,
    #[serde(default)]
    pub inputs: Vec<RawInput>,
    #[serde(default)]
    pub flags: Vec<Flag>,
    #[serde(default)]
    pub strategic: bool,
    pub ship: Option<RawShip>,
    pub unit: Option<String>,
    pub split_from: Option<String>,
    pub note: Option<String>,
    pub source: Option<String>,
}

#[derive(Clone, Copy, Deserialize)]
pub(super) enum RawStage {
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
pub(super) enum RawInput {
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
                let full =
                    RawRelation::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
                Ok(RawInput::Full(Box::new(full)))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRelation {
    pub link: Option<String>,
    pub any: Option<Vec<String>>,
    #[serde(default = "material")]
    pub kind: SupplyKind,
    #[serde(default)]
    pub optional: bool,
    pub per_unit: Option<RawAmount>,
    pub unit: Option<String>,
    pub source: Option<String>,
    #[expect(
        dead_code,
        reason = "kept in the model file for readers; the source carries the date"
    )]
    pub year: Option<u16>,
    #[expect(dead_code, reason = "a remark for readers of the model file")]
    pub note: Option<String>,
}

fn material() -> SupplyKind {
    SupplyKind::Material
}

#[derive(Clone, Copy, Deserialize)]
#[serde(untagged)]
pub(super) enum RawAmount {
    One(f64),
    Range([f64; 2]),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawShip {
    pub bulky: Option<RawBurden>,
    pub value: Option<RawBurden>,
    #[serde(default)]
    pub fragile: bool,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum RawBurden {
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
