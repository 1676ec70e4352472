//! Verdicts on links.

use serde::{Deserialize, Serialize};

use super::{LandingPlace, LinkIx, Share, Stability};

/// What the register shows for a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Coverage {
    /// 已有
    Covered,
    /// 薄弱
    Weak,
    /// 在建
    Building,
    /// 仅贸易
    TradeOnly,
    /// 缺失: the register is complete and shows nobody
    Missing,
    /// 未发现: the register is partial and shows nobody
    NotFound,
}

impl Coverage {
    /// All, best first.
    pub const ALL: [Self; 6] = [
        Self::Covered,
        Self::Weak,
        Self::Building,
        Self::TradeOnly,
        Self::Missing,
        Self::NotFound,
    ];

    /// The Chinese word.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Covered => "已有",
            Self::Weak => "薄弱",
            Self::Building => "在建",
            Self::TradeOnly => "仅贸易",
            Self::Missing => "缺失",
            Self::NotFound => "未发现",
        }
    }

    /// Somebody here makes or does it: 已有 or 薄弱.
    pub fn is_here(self) -> bool {
        matches!(self, Self::Covered | Self::Weak)
    }
}

/// What an uncovered or fragile link asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// 补链
    Fill,
    /// 延链
    Extend,
    /// 建链
    Build,
    /// 强链
    Strengthen,
    /// 稳链
    Stabilise,
    /// 远期
    Defer,
    /// Nothing to do.
    None,
}

impl Action {
    /// All that ask for something, most pressing first.
    pub const ALL: [Self; 6] = [
        Self::Fill,
        Self::Extend,
        Self::Build,
        Self::Strengthen,
        Self::Stabilise,
        Self::Defer,
    ];

    /// The Chinese word.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Fill => "补链",
            Self::Extend => "延链",
            Self::Build => "建链",
            Self::Strengthen => "强链",
            Self::Stabilise => "稳链",
            Self::Defer => "远期",
            Self::None => "—",
        }
    }

    /// Asks for a firm from outside now: 补链, 延链, 建链.
    pub fn wants_newcomer(self) -> bool {
        matches!(self, Self::Fill | Self::Extend | Self::Build)
    }
}

/// Coverage and action of one link, with the reasons in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// What the register shows.
    pub coverage: Coverage,
    /// What that asks for.
    pub action: Action,
    /// Present as a customer: here, or excluded with its demand declared.
    pub present: bool,
    /// For a present customer the smallest set of missing required inputs that, once here, would
    /// make it complete (`any:` respected); empty where nothing is missing, None where it is not
    /// present or a missing input stands in a chain that is not loaded.
    pub lacks: Option<Vec<LinkIx>>,
    /// Steps to the nearest link that is here, and which; None where there is no way. 0 for a link
    /// that is here itself.
    pub nearest: Option<(usize, LinkIx)>,
    /// Firms that carry it: the role its nature asks for, at work, 证据充分 or 较可信.
    pub here: usize,
    /// Firms of grade 待复核 (线索).
    pub leads: usize,
    /// Why this coverage.
    pub coverage_reason: String,
    /// Why this action.
    pub action_reasons: Vec<String>,
}

/// One part of a gap's priority.
#[derive(Clone, Debug, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Part {
    /// Key of the measure, as in `zone.yaml` `weights`.
    pub key: String,
    /// Chinese name of the measure.
    pub name: String,
    /// 0..=1 on the measure's fixed scale; null where it does not apply.
    pub value: Option<Share>,
    /// Weight, 0..=1.
    pub weight: f64,
    /// The finding in words, with its unit.
    pub reason: String,
}

/// A link that asks for something, with its priority.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    /// The link.
    pub link: LinkIx,
    /// What it asks for.
    pub action: super::Action,
    /// Weighted mean of the known parts, 0..=100.
    pub priority: f64,
    /// Share of the weights that could be computed.
    pub known_weight: Share,
    /// The parts.
    pub parts: Vec<Part>,
    /// How the rank stands up to other weights; None for 远期.
    pub stability: Option<Stability>,
    /// Where its project could land, best first; empty for 稳链 and 远期.
    pub landing: Vec<LandingPlace>,
}
