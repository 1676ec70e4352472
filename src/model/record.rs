//! What the office has noted down: contacts, verdicts on pairs, candidate firms.

use serde::Serialize;

use super::{Firm, LinkIx, RowRef};

/// A contact with a firm, or a consultation with a county.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Where it stands.
    pub row: RowRef,
    /// Day.
    pub date: Option<String>,
    /// Firm.
    pub firm: Option<String>,
    /// Link.
    pub link: Option<LinkIx>,
    /// County.
    pub county: Option<String>,
    /// Team.
    pub team: Option<String>,
    /// 事项
    pub matter: String,
    /// 结论
    pub conclusion: Option<String>,
    /// Who says so.
    pub source: Option<String>,
}

/// What the planner decided on a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    /// 确认
    Confirmed,
    /// 否决
    Vetoed,
}

impl Decision {
    /// The Chinese word.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Confirmed => "确认",
            Self::Vetoed => "否决",
        }
    }
}

/// A decided pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// Where it stands.
    pub row: RowRef,
    /// Firm, by name.
    pub firm: String,
    /// Link.
    pub link: LinkIx,
    /// The decision.
    pub decision: Decision,
    /// A remark.
    pub note: Option<String>,
}

/// A firm of the pool: could be attracted.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// As a firm of a register.
    pub firm: Firm,
    /// Province, as given.
    pub province: Option<String>,
    /// City, as given.
    pub city: Option<String>,
    /// Exchange ticker.
    pub ticker: Option<String>,
    /// Short name.
    pub short: Option<String>,
}
