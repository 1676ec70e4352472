//! What a verdict means around it: how stable a rank is, how capacities balance, what a county has,
//! which links work side by side.

use indexmap::IndexMap;
use serde::Serialize;

use super::{LinkId, LinkIx, Share};

/// How a gap's rank stands up when the weights of its parts are drawn at random.
#[derive(Clone, Debug, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Stability {
    /// Number of drawn weightings.
    pub draws: usize,
    /// 5 % quantile of the rank, 1-based.
    pub best: usize,
    /// 95 % quantile of the rank.
    pub worst: usize,
    /// Share of the draws in which the gap is among the first ten.
    pub top_ten: Share,
}

/// One input of a link in physical units: what is made here against what is needed here.
#[derive(Clone, Debug, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Balance {
    /// The input.
    pub supplier: LinkId,
    /// Who needs it.
    pub customer: LinkId,
    /// What the published capacities of the supplier add up to, in `unit`.
    pub supply: f64,
    /// What the customers need, in `unit`: lower and upper end (equal where the source gives one).
    pub need: (f64, f64),
    /// Supply ÷ need, lower and upper end; may exceed 1.
    pub ratio: (f64, f64),
    /// Need − supply where positive, lower and upper end; (0, 0) where there is enough.
    pub short: (f64, f64),
    /// Physical unit of supply and need.
    pub unit: String,
    /// Year of the figures.
    pub year: Option<u16>,
    /// The sum in words: `2,450套 ÷ 2,600套 = 94.2%，缺150套`.
    pub reason: String,
    /// Who says so.
    pub source: String,
}

/// What a county, or the part of it in a park, has of a chain.
#[derive(Clone, Debug, PartialEq, Serialize, schemars::JsonSchema)]
pub struct CountyChain {
    /// Links held by its own firms (已有 or 薄弱 on their evidence).
    pub here: Vec<LinkId>,
    /// Links that those need (required material relations) and nobody in the county makes.
    pub missing: Vec<LinkId>,
    /// Firms that hold them.
    pub firms: usize,
    /// True where the county concentrates on the chain.
    pub focus: bool,
}

/// A link the county lacks and another county of the zone has: buy there first (相互补台).
#[derive(Clone, Debug, PartialEq, Serialize, schemars::JsonSchema)]
pub struct InZoneSupply {
    /// The link a covered customer of the county needs.
    pub link: LinkId,
    /// The customer in the county.
    pub customer: LinkId,
    /// Where it is made: county and firms.
    pub from: Vec<(String, Vec<String>)>,
}

/// A county of the zone, or the firms of whom no county is known.
#[derive(Clone, Debug, PartialEq, Serialize, schemars::JsonSchema)]
pub struct County {
    /// Name; 未注明 for firms without one.
    pub name: String,
    /// Parks in it.
    pub parks: Vec<ParkPlace>,
    /// Its firms that hold a link.
    pub firms: usize,
    /// Chain id → what it has of it.
    pub chains: IndexMap<String, CountyChain>,
    /// Gaps of the zone whose first landing suggestion is this county, most pressing first.
    pub gaps: Vec<LinkId>,
    /// What it can buy inside the zone instead of inviting a newcomer.
    pub in_zone: Vec<InZoneSupply>,
}

/// A park of a county.
#[derive(Clone, Debug, PartialEq, Serialize, schemars::JsonSchema)]
pub struct ParkPlace {
    /// Name.
    pub name: String,
    /// Chains it concentrates on, by name.
    pub focus: Vec<String>,
    /// A recognised chemical park; null where the settings do not say.
    pub chemical: Option<bool>,
    /// Links held by the firms whose rows name it.
    pub here: Vec<LinkId>,
    /// Links that those need (required material relations) and nobody in the park makes.
    pub missing: Vec<LinkId>,
    /// Gaps suggested to land in it, most pressing first.
    pub gaps: Vec<LinkId>,
}

/// A place for a gap's project, best first.
#[derive(Clone, Debug, PartialEq, Serialize, schemars::JsonSchema)]
pub struct LandingPlace {
    /// County.
    pub county: String,
    /// Park, where one fits.
    pub park: Option<String>,
    /// Suppliers and customers of the link already there.
    pub neighbours: Vec<LinkId>,
    /// Why there, and what is to be checked.
    pub reasons: Vec<String>,
}

/// Why links are partners (横向协作).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum PartnerBy {
    /// 同工艺
    Process,
    /// 共同客户
    Customer,
    /// 共用支撑
    Support,
    /// 共用装备设施
    Equipment,
    /// 同原料
    Material,
    /// 同园共生
    Site,
}

impl PartnerBy {
    /// The Chinese word.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Process => "同工艺",
            Self::Customer => "共同客户",
            Self::Support => "共用支撑",
            Self::Equipment => "共用装备设施",
            Self::Material => "同原料",
            Self::Site => "同园共生",
        }
    }
}

/// Links whose firms work side by side without supplying one another (协作关系).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partner {
    /// Two or more links.
    pub links: Vec<LinkIx>,
    /// What they share.
    pub by: PartnerBy,
    /// One sentence.
    pub why: String,
    /// Who says so; None where it is common knowledge of the trade.
    pub source: Option<String>,
}
