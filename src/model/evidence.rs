//! Which firm holds which link, and how we know.

use serde::{Deserialize, Serialize};

use super::{FirmIx, LinkIx};

/// What a firm does about a link.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// 生产: makes it, runs it
    Produce,
    /// 服务: does it for others
    Service,
    /// 贸易: sells what others make
    Trade,
}

impl Role {
    /// The Chinese word.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Produce => "生产",
            Self::Service => "服务",
            Self::Trade => "贸易",
        }
    }
}

/// How sure the machine is of a firm–link pair.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// 待复核
    Review,
    /// 较可信
    Likely,
    /// 证据充分
    Strong,
}

impl Grade {
    /// The Chinese word.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Strong => "证据充分",
            Self::Likely => "较可信",
            Self::Review => "待复核",
        }
    }
}

/// The field of the register a piece of evidence stands in.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// 主营产品
    Products,
    /// 企业名称
    Name,
    /// 经营范围
    Scope,
    /// 行业代码
    Code,
    /// 人工复核
    Review,
}

impl Field {
    /// The column's Chinese name.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Products => "主营产品",
            Self::Name => "企业名称",
            Self::Scope => "经营范围",
            Self::Code => "行业代码",
            Self::Review => "人工复核",
        }
    }
}

/// How a term stands in its item.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Fit {
    /// It is the head: the item speaks of it.
    Head,
    /// The item names it, and may speak of something else.
    Named,
    /// The item looks like it; never more than 待复核.
    Similar,
}

/// One piece of evidence for a pair.
#[derive(Clone, Debug, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Evidence {
    /// Field it stands in.
    pub field: Field,
    /// The item of the field, or the code.
    pub item: String,
    /// The term or code of the link that it meets.
    pub term: String,
    /// How the term stands in the item.
    pub fit: Fit,
    /// First character of the item in the field, 0-based.
    pub at: usize,
    /// Weight, 0..=1; weights of a pair combine as 1 − Π(1 − wᵢ).
    pub weight: f64,
}

/// `主营产品「风电叶片」含「叶片」；行业代码3415`: the evidence of a pair in words.
pub fn evidence_words(evidence: &[Evidence]) -> String {
    let words = |e: &Evidence| match e.field {
        Field::Code => format!("行业代码{}", e.item),
        Field::Review => format!("人工{}", e.item),
        Field::Products | Field::Name | Field::Scope => {
            let (field, item, term) = (e.field.zh(), &e.item, &e.term);
            match e.fit {
                Fit::Similar => format!("{field}「{item}」近似「{term}」"),
                Fit::Head | Fit::Named if item == term => format!("{field}「{item}」"),
                Fit::Head | Fit::Named => format!("{field}「{item}」含「{term}」"),
            }
        }
    };
    evidence.iter().map(words).collect::<Vec<_>>().join("；")
}

/// A firm holds a link.
#[derive(Clone, Debug, PartialEq)]
pub struct Holding {
    /// The firm.
    pub firm: FirmIx,
    /// The link.
    pub link: LinkIx,
    /// What it does about it.
    pub role: Role,
    /// How sure.
    pub grade: Grade,
    /// 0..=1.
    pub score: f64,
    /// Only 经营范围 speaks for it.
    pub scope_only: bool,
    /// Strongest first.
    pub evidence: Vec<Evidence>,
}
