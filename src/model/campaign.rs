//! What the office does with the verdicts: project cards, investors, bundles, the campaign.

use serde::Serialize;

use super::{Label, LinkId, Matchmaker};

/// 项目卡: 招什么项目、为何盈利、瞄准谁, answered for one gap. Landing places, targets and
/// matchmakers stand beside it in the gap. Each line ends with its row or source.
#[derive(Clone, Debug, Default, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Card {
    /// 招什么项目: the proposed project in one sentence.
    pub project: String,
    /// 市场: local customers by name, quantities.
    pub demand: Vec<String>,
    /// 原料与配套: inputs on hand, with firms; inputs still to be brought in.
    pub inputs: Vec<String>,
    /// 成本与资源: shipping, power, resources; unknown is said as such.
    pub costs: Vec<String>,
    /// 政策依据: rules with their quotation.
    pub policy: Vec<String>,
    /// 风险与须核: gates, saturation, dependence, what is not known.
    pub risks: Vec<String>,
}

/// A firm that could fill several gaps (全产业链引进).
#[derive(Clone, Debug, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Investor {
    /// Legal name.
    pub name: String,
    /// Province.
    pub province: String,
    /// The gaps it could fill, most pressing first; at least two.
    pub gaps: Vec<LinkId>,
    /// Sum of the priorities of these gaps.
    pub weight: f64,
    /// Why, in words.
    pub reason: String,
}

/// Firms of several gaps that supply one another: bring them together.
#[derive(Clone, Debug, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Bundle {
    /// The customer whose inputs the bundle completes, or the gap it is built around.
    pub around: LinkId,
    /// Gaps to fill together, supplier first: the smallest set.
    pub gaps: Vec<LinkId>,
    /// One proposed firm for each gap, in the same order; null where no target is known.
    pub firms: Vec<Option<String>>,
    /// Why, in words.
    pub reason: String,
}

/// A contact on record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Contact {
    /// Day.
    pub date: Option<String>,
    /// Team.
    pub team: Option<String>,
    /// 事项
    pub matter: String,
    /// 结论
    pub conclusion: Option<String>,
    /// Row of the records table.
    pub row: u32,
}

/// 撞单: two teams after one firm in the same period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Clash {
    /// The firm.
    pub firm: String,
    /// The teams.
    pub teams: Vec<String>,
    /// First and last day of the contacts.
    pub from: String,
    /// Last day.
    pub to: String,
    /// What to do, in words.
    pub reason: String,
}

/// One firm in a squad's plan.
#[derive(Clone, Debug, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Visit {
    /// Legal name.
    pub firm: String,
    /// Province.
    pub province: String,
    /// City.
    pub city: Option<String>,
    /// Gaps it is wanted for, most pressing first.
    pub gaps: Vec<LinkId>,
    /// Chains of these gaps, by id.
    pub chains: Vec<String>,
    /// 三键.
    pub labels: Vec<Label>,
    /// Best score among its gaps, 0..=100.
    pub score: f64,
    /// 带队招商, 小分队招商, 节会招商 or 以商招商.
    pub channel: String,
    /// The squad that leads. Equal to the plan's squad, or another one where the firm is in two plans.
    pub lead: String,
    /// Contacts so far, oldest first.
    pub contacts: Vec<Contact>,
    /// The next step.
    pub next: String,
    /// Who can introduce it.
    pub matchmaker: Option<Matchmaker>,
    /// What to prepare.
    pub prepare: Vec<String>,
}

/// The plan of one squad.
#[derive(Clone, Debug, PartialEq, Serialize, schemars::JsonSchema)]
pub struct SquadPlan {
    /// Name of the squad; [`NOBODY`](Self::NOBODY) for regions no squad covers.
    pub squad: String,
    /// Provinces it covers.
    pub regions: Vec<String>,
    /// Firms, grouped by province, best first.
    pub visits: Vec<Visit>,
    /// Further firms of its provinces, beyond what the squads can lead.
    pub waiting: usize,
}

impl SquadPlan {
    /// Name of the plan of firms that no squad covers.
    pub const NOBODY: &str = "未分队";
}

/// 招商行动: who goes to whom.
#[derive(Clone, Debug, Default, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Campaign {
    /// One plan for each squad.
    pub plans: Vec<SquadPlan>,
    /// 撞单 found in the records.
    pub clashes: Vec<Clash>,
}

/// 以商招商: a local firm and all it could help with.
#[derive(Clone, Debug, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Introducer {
    /// The local firm.
    pub name: String,
    /// Row of the register.
    pub row: u32,
    /// County.
    pub county: Option<String>,
    /// Gaps it could help with, most pressing first.
    pub gaps: Vec<LinkId>,
    /// Target → way to it in words, in the order of the gaps.
    pub targets: Vec<(String, String)>,
}
