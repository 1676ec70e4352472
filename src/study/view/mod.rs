//! [`Study`]: the one result of a run, and the contract of `study.json`.
//!
//! Everything that charts, workbook and guide show is read from here. Tokens are English and
//! lower-case (`not-found`, `fill`), names and reasons are Chinese. `bulian schema study` prints
//! the JSON Schema of this module.

use indexmap::IndexMap;
use serde::Serialize;

use crate::model::{
    Action, Balance, Bundle, Campaign, Card, Change, County, Coverage, Credibility, Decision,
    Evidence, Flag, Grade, Introducer, Investor, Label, LandingPlace, LinkId, Nature, Part,
    PartnerBy, Policy, ProjectStage, Role, RowRef, Rule, Share, Source, Stability, Stage, Status,
    SupplyKind, Target,
};

/// The result of a run. `format` rises when a field changes meaning or goes.
#[derive(Clone, Debug, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Study {
    /// Version of this contract.
    pub format: u32,
    /// Program and version that made it.
    pub generator: String,
    /// Day of the report, `2026-06-30`.
    pub date: String,
    /// The zone.
    pub zone: ZoneView,
    /// The rule set in force; reasons cite it as `（规则 R04）`.
    pub policy: PolicyView,
    /// What was read, in the order of the pipeline.
    pub inputs: Vec<InputView>,
    /// The chains.
    pub chains: Vec<ChainView>,
    /// Every link, chain by chain in the order of the models.
    pub links: Vec<LinkView>,
    /// Every supply relation between two links.
    pub supplies: Vec<SupplyView>,
    /// Horizontal relations: links whose firms work side by side.
    pub partners: Vec<PartnerView>,
    /// Links that ask for something, most pressing first; 远期 last.
    pub gaps: Vec<GapView>,
    /// Capacity balances in physical units, tightest first.
    pub balances: Vec<Balance>,
    /// Counties in the order of the zone's settings.
    pub counties: Vec<County>,
    /// Firms that could fill several gaps, best first.
    pub investors: Vec<Investor>,
    /// Gaps to fill together, best first.
    pub bundles: Vec<Bundle>,
    /// Local firms that can introduce targets, most useful first.
    pub introducers: Vec<Introducer>,
    /// Who goes to whom.
    pub campaign: Campaign,
    /// Pairs a planner should decide, those first that would change most; then those decided.
    pub reviews: Vec<ReviewView>,
    /// Firms of the register that hold at least one link, in the order of their rows.
    pub firms: Vec<FirmView>,
    /// Rows in, used and reported.
    pub data_quality: DataQuality,
    /// Everything noticed about models and settings, in words.
    pub notices: Vec<String>,
}

/// The zone in a study.
#[derive(Clone, Debug, PartialEq, Serialize, schemars::JsonSchema)]
pub struct ZoneView {
    /// Name.
    pub name: String,
    /// Province.
    pub province: Option<String>,
    /// Whether the register is complete: 缺失 if so, 未发现 if not.
    pub register_complete: bool,
    /// Date of the register.
    pub register_as_of: Option<String>,
    /// Remark on the register.
    pub register_note: Option<String>,
    /// Sources of the zone's statements.
    pub sources: IndexMap<String, Source>,
    /// Thresholds and weights in force.
    pub settings: SettingsView,
}

/// Thresholds and weights of a run.
#[derive(Clone, Debug, PartialEq, Serialize, schemars::JsonSchema)]
pub struct SettingsView {
    /// Known capacity below this share of local demand is 薄弱.
    pub capacity_share: Share,
    /// Yearly revenue below which a firm is small, 万元.
    pub small_revenue_wan: f64,
    /// Days after which 签约 and 在谈 are stale.
    pub stale_days: u32,
    /// Days after which a site is no longer taken to be building.
    pub stale_building_days: u32,
    /// Investment from which a project is 招强, 万元; null where the rule on sizes is off.
    pub strong_investment_wan: Option<f64>,
    /// Targets listed for a gap.
    pub targets_per_gap: usize,
    /// Weight of each measure of a gap's priority, by key.
    pub weights: IndexMap<String, f64>,
}

/// The rule set in a study.
#[derive(Clone, Debug, PartialEq, Serialize, schemars::JsonSchema)]
pub struct PolicyView {
    /// Title.
    pub title: String,
    /// Version.
    pub version: String,
    /// Day of the version.
    pub as_of: Option<String>,
    /// The rules as they are in force, with their quotations.
    pub rules: Vec<Rule>,
    /// What the zone has set anew.
    pub changes: Vec<Change>,
}

impl PolicyView {
    /// Of a rule set.
    pub fn of(policy: &Policy) -> Self {
        Self {
            title: policy.title.clone(),
            version: policy.version.clone(),
            as_of: policy.as_of.clone(),
            rules: policy.rules.clone(),
            changes: policy.changes.clone(),
        }
    }
}

/// A kind of input of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct InputView {
    /// What it is: 企业名录, 产业链模型 …
    pub what: String,
    /// Names of its files, without folders.
    pub files: Vec<String>,
    /// How many of `unit` were used.
    pub used: usize,
    /// What is counted: 家, 个环节 …
    pub unit: String,
    /// The latest date, or year, that its rows or its file give; null where they give none.
    pub latest: Option<String>,
}

/// A chain in a study.
#[derive(Clone, Debug, PartialEq, Serialize, schemars::JsonSchema)]
pub struct ChainView {
    /// Two letters.
    pub id: String,
    /// Chinese name.
    pub name: String,
    /// English name.
    pub en: String,
    /// Segment key → Chinese name, in drawing order.
    pub segments: IndexMap<String, String>,
    /// Product and service links that can be gaps (neither excluded nor 支撑; aliases left out).
    pub links_counted: usize,
    /// Of those, 已有 or 薄弱.
    pub links_here: usize,
}

/// A firm at a link.
#[derive(Clone, Debug, PartialEq, Serialize, schemars::JsonSchema)]
pub struct FirmAtLink {
    /// Name.
    pub name: String,
    /// What it does about the link.
    pub role: Role,
    /// How sure.
    pub grade: Grade,
    /// 0..=1.
    pub score: f64,
    /// Row of the register.
    pub row: u32,
    /// County.
    pub county: Option<String>,
    /// Whether it is at work.
    pub status: Status,
}

/// A project at a link.
#[derive(Clone, Debug, PartialEq, Serialize, schemars::JsonSchema)]
pub struct ProjectAtLink {
    /// Name.
    pub name: String,
    /// Firm.
    pub firm: Option<String>,
    /// How far it is.
    pub stage: ProjectStage,
    /// True where the news is too old to rely on (`stale_days`, `stale_building_days`).
    pub stale: bool,
    /// Investment, 万元.
    pub investment_wan: Option<f64>,
    /// Band of its size by the rule set; null where the investment is not known.
    pub size: Option<String>,
    /// Below the zone's floor, or exempt from it; null where neither.
    pub size_remark: Option<String>,
    /// County.
    pub county: Option<String>,
    /// Date of the news.
    pub date: Option<String>,
    /// Who says so.
    pub source: Option<String>,
    /// Row of the projects table.
    pub row: u32,
}

/// Another place where the link is shown.
#[derive(Clone, Debug, PartialEq, Serialize, schemars::JsonSchema)]
pub struct AliasView {
    /// Its id there.
    pub id: LinkId,
    /// Chain id.
    pub chain: String,
    /// Its name there.
    pub name: String,
    /// Its stage there.
    pub stage: Stage,
    /// Its segment there.
    pub segment: Option<String>,
}

/// A link in a study.
#[derive(Clone, Debug, PartialEq, Serialize, schemars::JsonSchema)]
pub struct LinkView {
    /// `QN05`.
    pub id: LinkId,
    /// Chain id.
    pub chain: String,
    /// Short Chinese name.
    pub name: String,
    /// English name.
    pub en: String,
    /// Segment key.
    pub segment: String,
    /// Where it stands.
    pub stage: Stage,
    /// What "has it" means.
    pub nature: Nature,
    /// GB/T 4754-2017 codes as in the model (`C3042?`: uncertain).
    pub codes: Vec<String>,
    /// Properties that rules look at.
    pub flags: Vec<Flag>,
    /// Strategic emerging industry.
    pub strategic: bool,
    /// Other places where it is shown.
    pub also: Vec<AliasView>,
    /// What the register shows.
    pub coverage: Coverage,
    /// Not a matter of investment promotion.
    pub excluded: bool,
    /// Present as a customer: here, or excluded with its demand declared.
    pub present: bool,
    /// What it asks for.
    pub action: Action,
    /// Smallest set of missing required inputs that, once here, would make it complete; empty where
    /// nothing is missing, null where it is no present customer.
    pub lacks: Option<Vec<LinkId>>,
    /// Steps to the nearest link that is here; null where there is no way.
    pub steps: Option<usize>,
    /// Why this coverage.
    pub coverage_reason: String,
    /// Why this action.
    pub reasons: Vec<String>,
    /// Firms of grade 证据充分 and 较可信, best first, then 待复核.
    pub firms: Vec<FirmAtLink>,
    /// How many of them carry the link: at work, in the role its nature asks for, 证据充分 or 较可信.
    pub here: usize,
    /// How many of them are 待复核 (线索).
    pub leads: usize,
    /// Projects at it.
    pub projects: Vec<ProjectAtLink>,
    /// Resources of the zone that are this link, with source.
    pub resources: Vec<String>,
    /// 饱和: who says so; null where nobody does. Not 落后产能.
    pub saturated: Option<String>,
    /// 落后产能: by which clause; null where it is not.
    pub backward: Option<String>,
}

/// A supply relation in a study.
#[derive(Clone, Debug, PartialEq, Serialize, schemars::JsonSchema)]
pub struct SupplyView {
    /// Supplier.
    pub from: LinkId,
    /// Customer.
    pub to: LinkId,
    /// What flows.
    pub kind: SupplyKind,
    /// Wanted but not needed.
    pub optional: bool,
    /// Alternatives of one input carry the same number; null for a single supplier.
    pub any: Option<usize>,
}

/// A link that asks for something.
#[derive(Clone, Debug, PartialEq, Serialize, schemars::JsonSchema)]
pub struct GapView {
    /// The link.
    pub link: LinkId,
    /// Short Chinese name.
    pub name: String,
    /// Chain id.
    pub chain: String,
    /// Where it stands.
    pub stage: Stage,
    /// What the register shows.
    pub coverage: Coverage,
    /// What it asks for.
    pub action: Action,
    /// Place in the list, 1-based.
    pub rank: usize,
    /// 0..=100.
    pub priority: f64,
    /// Share of the weights that could be computed.
    pub known_weight: Share,
    /// The parts.
    pub parts: Vec<Part>,
    /// 三键 of the gap itself.
    pub labels: Vec<Label>,
    /// Why, with rows and sources.
    pub reasons: Vec<String>,
    /// How the rank stands up to other weights; null for 远期.
    pub stability: Option<Stability>,
    /// 项目卡; null for 远期 and 稳链.
    pub card: Option<Card>,
    /// Where its project could land, best first.
    pub landing: Vec<LandingPlace>,
    /// Firms to go after, best first.
    pub targets: Vec<Target>,
}

/// A horizontal relation in a study.
#[derive(Clone, Debug, PartialEq, Serialize, schemars::JsonSchema)]
pub struct PartnerView {
    /// Two or more links.
    pub links: Vec<LinkId>,
    /// What they share.
    pub by: PartnerBy,
    /// One sentence.
    pub why: String,
    /// Who says so; null where it is common knowledge of the trade.
    pub source: Option<String>,
}

/// A pair for the planner to decide, or already decided.
#[derive(Clone, Debug, PartialEq, Serialize, schemars::JsonSchema)]
pub struct ReviewView {
    /// Firm.
    pub firm: String,
    /// Row of the register.
    pub row: u32,
    /// The link.
    pub link: LinkId,
    /// Short Chinese name of the link.
    pub name: String,
    /// The machine's grade.
    pub grade: Grade,
    /// Evidence in words.
    pub evidence: String,
    /// What 确认 would change, in words; empty where nothing.
    pub effect: String,
    /// Number of links whose coverage or action 确认 would change.
    pub changes: usize,
    /// The verdict in force; null where none was taken.
    pub decision: Option<Decision>,
    /// Remark given with it.
    pub note: Option<String>,
}

/// One position of a firm.
#[derive(Clone, Debug, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Position {
    /// The link.
    pub link: LinkId,
    /// Short Chinese name.
    pub name: String,
    /// Chain id.
    pub chain: String,
    /// What it does about it.
    pub role: Role,
    /// How sure.
    pub grade: Grade,
    /// 0..=1.
    pub score: f64,
    /// Strongest first.
    pub evidence: Vec<Evidence>,
}

/// A firm of the register and its chain positions.
#[derive(Clone, Debug, PartialEq, Serialize, schemars::JsonSchema)]
pub struct FirmView {
    /// Name.
    pub name: String,
    /// Where it stands.
    pub row: RowRef,
    /// County.
    pub county: Option<String>,
    /// Park.
    pub park: Option<String>,
    /// Whether it is at work.
    pub status: Status,
    /// Group.
    pub group: Option<String>,
    /// How far the row is backed.
    pub credibility: Option<Credibility>,
    /// Who says so.
    pub source: Option<String>,
    /// When.
    pub source_date: Option<String>,
    /// Its links, best first.
    pub positions: Vec<Position>,
}

/// A thing noticed in an input table.
#[derive(Clone, Debug, PartialEq, Serialize, schemars::JsonSchema)]
pub struct QualityIssue {
    /// `error`, `warning` or `notice`.
    pub severity: String,
    /// Stable code of the message.
    pub code: String,
    /// Place, in words.
    pub place: String,
    /// Row, where there is one.
    pub row: Option<u32>,
    /// True where the row was not used.
    pub row_dropped: bool,
    /// The message.
    pub message: String,
    /// The repair.
    pub help: Option<String>,
}

/// Rows in = rows used + rows reported.
#[derive(Clone, Debug, PartialEq, Serialize, schemars::JsonSchema)]
pub struct DataQuality {
    /// File of the register.
    pub register: String,
    /// Rows below the header.
    pub rows_in: usize,
    /// Firms used.
    pub rows_used: usize,
    /// Rows reported and not used.
    pub rows_reported: usize,
    /// Firms used that hold no link of any chain.
    pub firms_without_link: usize,
    /// Our column → header in the file.
    pub columns: IndexMap<String, String>,
    /// Everything noticed, in the order of the rows.
    pub issues: Vec<QualityIssue>,
}

impl Study {
    /// The link of an id.
    pub fn link(&self, id: &LinkId) -> Option<&LinkView> {
        self.links.iter().find(|link| link.id == *id)
    }

    /// The gap at a link.
    pub fn gap(&self, id: &LinkId) -> Option<&GapView> {
        self.gaps.iter().find(|gap| gap.link == *id)
    }

    /// The chain of an id.
    pub fn chain(&self, id: &str) -> Option<&ChainView> {
        self.chains.iter().find(|chain| chain.id == id)
    }
}
