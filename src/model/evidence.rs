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
///
/// Its texts are its own, or `&str` while a firm is matched.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, schemars::JsonSchema)]
#[schemars(rename = "Evidence")]
pub struct Evidence<S = String> {
    /// Field it stands in.
    pub field: Field,
    /// The item of the field, or the code.
    pub item: S,
    /// The term or code of the link that it meets.
    pub term: S,
    /// How the term stands in the item.
    pub fit: Fit,
    /// First character of the item in the field, 0-based.
    pub at: usize,
    /// Weight, 0..=1; weights of a pair combine as 1 − Π(1 − wᵢ).
    pub weight: f64,
}

/// `主营产品“风电叶片”含“叶片”；行业代码3415`: the evidence of a pair in words.
pub fn evidence_words<S: AsRef<str>>(evidence: &[Evidence<S>]) -> String {
    let mut words = String::with_capacity(evidence.len() * 64);
    each_evidence_word(evidence, |word| words.push_str(word));
    words
}

/// The same piece by piece.
pub fn each_evidence_word<S: AsRef<str>>(evidence: &[Evidence<S>], mut add: impl FnMut(&str)) {
    for (n, e) in evidence.iter().enumerate() {
        if n > 0 {
            add("；");
        }
        let (item, term) = (e.item.as_ref(), e.term.as_ref());
        match (e.field, e.fit) {
            (Field::Code, _) => ["行业代码", item].into_iter().for_each(&mut add),
            (Field::Review, _) => ["人工", item].into_iter().for_each(&mut add),
            (field, Fit::Similar) => [field.zh(), "“", item, "”近似“", term, "”"]
                .into_iter()
                .for_each(&mut add),
            (field, Fit::Head | Fit::Named) if item == term => {
                [field.zh(), "“", item, "”"].into_iter().for_each(&mut add)
            }
            (field, Fit::Head | Fit::Named) => [field.zh(), "“", item, "”含“", term, "”"]
                .into_iter()
                .for_each(&mut add),
        }
    }
}

/// A firm holds a link.
#[derive(Clone, Debug, PartialEq)]
pub struct Holding<S = String> {
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
    pub evidence: Vec<Evidence<S>>,
}

impl Holding<&str> {
    /// With texts of its own.
    pub fn owned(&self) -> Holding {
        let own = |e: &Evidence<&str>| Evidence {
            field: e.field,
            item: e.item.to_owned(),
            term: e.term.to_owned(),
            fit: e.fit,
            at: e.at,
            weight: e.weight,
        };
        Holding {
            firm: self.firm,
            link: self.link,
            role: self.role,
            grade: self.grade,
            score: self.score,
            scope_only: self.scope_only,
            evidence: self.evidence.iter().map(own).collect(),
        }
    }
}
