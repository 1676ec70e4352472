//! A chain model as it is written.

use indexmap::IndexMap;
use serde::Deserialize;

use crate::ingest::yaml::{RawSource, Text};
use crate::model::{Burden, Flag, Nature, Stage, SupplyKind};

#[derive(Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "bulian 产业链模型（chains/*.yaml）")]
pub(super) struct RawChain {
    /// 格式版本，现为 1
    pub format: u32,
    /// 链编号，两个大写字母，如 QN；环节编号以它开头
    pub id: String,
    /// 链的中文名，跨链引用时写在“/”前面
    pub name: String,
    /// 英文名
    pub en: String,
    /// 范围：收什么，不收什么
    #[serde(default)]
    pub scope: String,
    /// 模型的日期，如 2026-11-23
    pub as_of: Option<Text>,
    /// 来源：键 → 标题、发布者、日期、网址
    #[serde(default)]
    pub sources: IndexMap<String, RawSource>,
    /// 细分链：键 → 中文名，按画图的顺序
    pub segments: IndexMap<String, String>,
    /// 环节：短名（本链内不重复，不含“/”）→ 内容
    pub links: IndexMap<String, RawLink>,
}

#[derive(Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawLink {
    /// 编号，如 QN05；一经使用不再改变含义
    pub id: String,
    /// 与另一链的环节是同一个：写 `链名/环节名`，只画不另算
    pub same_as: Option<String>,
    /// 英文名
    pub en: Option<String>,
    /// 细分链的键
    pub segment: Option<String>,
    /// 位置
    pub stage: Option<RawStage>,
    /// 性质：product 产品，service 服务，resource 资源，utility 公用工程，facility 设施
    pub nature: Option<Nature>,
    /// 行业代码（GB/T 4754-2017），如 C3415；没有把握时后面加 ?
    #[serde(default)]
    pub codes: Vec<String>,
    /// 企业自己的叫法，3—12 个，如产品名、经营范围用语；一个词只归一个环节
    #[serde(default)]
    pub terms: Vec<String>,
    /// 排除词：企业的这一项业务里出现它，就不算本环节
    #[serde(default)]
    pub exclude: Vec<String>,
    /// 单看说不清归属的叫法，与别的词同在才是本环节：“制剂”旁有“原料药”是药，有“原药”是农药；只看主营产品
    #[serde(default)]
    pub context: Vec<RawContext>,
    /// 投入：需要哪些环节的供给；直接写环节名即为必需的物料
    #[serde(default)]
    pub inputs: Vec<RawInput>,
    /// 标记：excluded 不列入招商，public-resource 公共资源，environment 环境敏感，classified 涉密，licensed 须许可，high-tech 技术门槛高
    #[serde(default)]
    pub flags: Vec<Flag>,
    /// 是否战略性新兴产业
    #[serde(default)]
    pub strategic: bool,
    /// 运输特点
    pub ship: Option<RawShip>,
    /// 产能单位
    pub unit: Option<String>,
    /// 由哪个环节拆出：原编号
    pub split_from: Option<String>,
    /// 说明
    pub note: Option<String>,
    /// 依据：来源的键
    pub source: Option<String>,
}

#[derive(Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawContext {
    /// 单看说不清归属的叫法
    pub words: Vec<String>,
    /// 企业名称或主营产品里有其中一个词
    pub with: Vec<String>,
    /// 企业名称和主营产品里没有这些词
    #[serde(default)]
    pub without: Vec<String>,
    /// 当作本环节的哪个叫法，须是 terms 里的词
    #[serde(rename = "as")]
    pub term: String,
}

#[derive(Clone, Copy, Deserialize, schemars::JsonSchema)]
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

impl schemars::JsonSchema for RawInput {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "RawInput".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "anyOf": [
                { "description": "供方环节；跨链写 `链名/环节名`", "type": "string" },
                generator.subschema_for::<RawRelation>(),
            ]
        })
    }
}

#[derive(Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRelation {
    /// 供方环节；跨链写 `链名/环节名`
    pub link: Option<String>,
    /// 几个供方有一个即可
    pub any: Option<Vec<String>>,
    /// 供什么：material 物料，energy 能源，service 服务，waste 废弃物，aftermarket 后市场
    #[serde(default = "material")]
    pub kind: SupplyKind,
    /// 可有可无；不写即为必需
    #[serde(default)]
    pub optional: bool,
    /// 单位用量：一个数，或 [低, 高]；须同时写 unit 和 source
    pub per_unit: Option<RawAmount>,
    /// 用量单位，如 t/t
    pub unit: Option<String>,
    /// 用量的来源：来源的键
    pub source: Option<String>,
    /// 用量的年份
    #[expect(
        dead_code,
        reason = "kept in the model file for readers; the source carries the date"
    )]
    pub year: Option<u16>,
    /// 说明
    #[expect(dead_code, reason = "a remark for readers of the model file")]
    pub note: Option<String>,
}

fn material() -> SupplyKind {
    SupplyKind::Material
}

#[derive(Clone, Copy, Deserialize, schemars::JsonSchema)]
#[serde(untagged)]
pub(super) enum RawAmount {
    One(f64),
    Range([f64; 2]),
}

#[derive(Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawShip {
    /// 体积负担
    pub bulky: Option<RawBurden>,
    /// 单位重量的价值
    pub value: Option<RawBurden>,
    /// 易碎
    #[serde(default)]
    pub fragile: bool,
}

#[derive(Clone, Copy, Deserialize, schemars::JsonSchema)]
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
