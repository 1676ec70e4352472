//! Firms to go after, with reasons.

use serde::{Deserialize, Serialize};

use super::{LinkId, ListEntry, Signal};

/// 三键: why a target is worth it.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Label {
    /// 招强: a dated list entry, or a project of 10亿 or more
    Strong,
    /// 引新: a strategic or high-tech link
    New,
    /// 补链: the action is 补链, 延链 or 建链
    Fill,
}

impl Label {
    /// The Chinese word.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Strong => "招强",
            Self::New => "引新",
            Self::Fill => "补链",
        }
    }
}

/// The answer of the four gates 目录, 环保, 安全, 技术.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Admission {
    /// 可引进
    Admissible,
    /// 待核
    ToCheck,
    /// 不可
    Refused,
}

impl Admission {
    /// The Chinese word.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Admissible => "可引进",
            Self::ToCheck => "待核",
            Self::Refused => "不可",
        }
    }
}

/// How a local firm is tied to a target, strongest first.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// 同一集团
    Group,
    /// 下游: it would buy.
    Customer,
    /// 上游: it would supply.
    Supplier,
    /// 同业
    Peer,
    /// 协作: it shares customers, processes, plant or a site with the link's firms.
    Partner,
}

impl Way {
    /// The Chinese word.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Group => "同一集团",
            Self::Customer => "下游客户",
            Self::Supplier => "上游供方",
            Self::Peer => "同业",
            Self::Partner => "协作关系",
        }
    }
}

/// 红娘: a local firm that can introduce the target.
#[derive(Clone, Debug, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Matchmaker {
    /// The local firm.
    pub name: String,
    /// The link it holds.
    pub link: LinkId,
    /// How it is tied to the target.
    pub way: Way,
    /// The way from it to the target, in words.
    pub path: String,
    /// Row of the register.
    pub row: u32,
}

/// A firm to go after for a gap.
#[derive(Clone, Debug, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Target {
    /// Legal name.
    pub name: String,
    /// Short name.
    pub short: String,
    /// Exchange ticker.
    pub ticker: Option<String>,
    /// Province.
    pub province: String,
    /// City.
    pub city: Option<String>,
    /// 0..=100; the sum of the parts named in `reasons`.
    pub score: f64,
    /// What it makes, in its own words; of a pool firm its 主营产品.
    pub products: Vec<String>,
    /// Published lists it stands in, latest first; empty for a pool firm.
    pub lists: Vec<ListEntry>,
    /// Signs that it is expanding or moving, with date and source; empty for a pool firm.
    pub signals: Vec<Signal>,
    /// 带队招商, 小分队招商, 节会招商 or 以商招商.
    pub channel: String,
    /// Which rule gave the channel.
    pub channel_reason: String,
    /// 三键.
    pub labels: Vec<Label>,
    /// Which rule gave each label.
    pub label_reasons: Vec<String>,
    /// Why this firm.
    pub reasons: Vec<String>,
    /// Already in the zone with another link: 增资扩产.
    pub expansion_of: Option<String>,
    /// Four gates.
    pub admission: Admission,
    /// What the gates, and the rules, ask to be done first.
    pub conditions: Vec<String>,
    /// Whether the county is on record as consulted; null where no rule asks for it.
    pub consulted: Option<bool>,
    /// Who can introduce it.
    pub matchmakers: Vec<Matchmaker>,
    /// What it rests on, and of when.
    pub basis: String,
}
