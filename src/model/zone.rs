//! The zone: its places, resources, demand, settings.

use indexmap::IndexMap;

use super::{LinkIx, Policy, Share, Source, WanYuan};

/// What is known of the register as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RegisterInfo {
    /// True where every enterprise of the zone is in it.
    pub complete: bool,
    /// Date of the data.
    pub as_of: Option<String>,
    /// A remark.
    pub note: Option<String>,
}

/// A county of the zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// Name.
    pub name: String,
    /// Code of the division.
    pub code: Option<String>,
    /// Chains it concentrates on, by name.
    pub focus: Vec<String>,
}

/// A park.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Park {
    /// Name.
    pub name: String,
    /// Short name.
    pub short: Option<String>,
    /// County.
    pub county: String,
    /// Chains it concentrates on, by name.
    pub focus: Vec<String>,
    /// A recognised chemical park; None where the settings do not say.
    pub chemical: Option<bool>,
}

/// A resource that lies in the zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// The resource link; None where its chain is not loaded.
    pub link: Option<LinkIx>,
    /// As written.
    pub name: String,
    /// What there is.
    pub text: String,
    /// Who says so.
    pub source: String,
}

/// Demand that is there although no firm of the register shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Demand {
    /// The link that demands; None where its chain is not loaded.
    pub link: Option<LinkIx>,
    /// As written.
    pub name: String,
    /// How much.
    pub value: f64,
    /// Of what.
    pub unit: String,
    /// When.
    pub year: Option<u16>,
    /// Who says so.
    pub source: String,
}

/// A supply just outside the zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Neighbour {
    /// The link; None where its chain is not loaded.
    pub link: Option<LinkIx>,
    /// As written.
    pub name: String,
    /// Where.
    pub place: String,
    /// What there is.
    pub text: String,
    /// Who says so.
    pub source: Option<String>,
}

/// Cut-offs of the verdicts.
#[derive(Clone, Debug, PartialEq)]
pub struct Thresholds {
    /// Known capacity below this share of local demand is 薄弱.
    pub capacity_share: Share,
    /// Yearly revenue below which a firm is small (规模以上工业: 2,000万元).
    pub small_revenue: WanYuan,
    /// Days after which 签约 and 在谈 are stale.
    pub stale_days: u32,
    /// Days after which a site that began building is no longer taken to be building (5 years).
    pub stale_building_days: u32,
    /// Targets listed for a gap.
    pub targets_per_gap: usize,
    /// Firms that one squad leads in the campaign.
    pub visits_per_squad: usize,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            capacity_share: Share::new(0.75),
            small_revenue: WanYuan(2_000.0),
            stale_days: 730,
            stale_building_days: 1_826,
            targets_per_gap: 8,
            visits_per_squad: 30,
        }
    }
}

/// A fixed team sent to a region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Squad {
    /// Name.
    pub name: String,
    /// Provinces it covers.
    pub regions: Vec<String>,
}

/// A measure that makes up a gap's priority.
pub struct Measure {
    /// Key in `zone.yaml` `weights`.
    pub key: &'static str,
    /// Chinese name.
    pub name: &'static str,
    /// Default weight, 0..=1; all of them add up to 1.
    pub weight: f64,
}

const fn measure(key: &'static str, name: &'static str, weight: f64) -> Measure {
    Measure { key, name, weight }
}

/// The measures in the order they are shown.
pub const MEASURES: [Measure; 9] = [
    measure("customers", "本地需求方", 0.20),
    measure("inputs", "投入已备", 0.15),
    measure("relations", "接通供需", 0.10),
    measure("completes", "补齐下游", 0.15),
    measure("loss", "断链损失", 0.10),
    measure("demand", "产能缺口", 0.10),
    measure("shipping", "就近配套", 0.10),
    measure("resource", "资源能源", 0.05),
    measure("newness", "战新高新", 0.05),
];

/// Weights of the parts of a gap's priority, by key of the measure.
pub type Weights = IndexMap<String, f64>;

/// The zone.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Zone {
    /// Name.
    pub name: String,
    /// Province, full name.
    pub province: Option<String>,
    /// The register as a whole.
    pub register: RegisterInfo,
    /// Sources it cites.
    pub sources: IndexMap<String, Source>,
    /// Counties.
    pub counties: Vec<Area>,
    /// Parks.
    pub parks: Vec<Park>,
    /// Resources.
    pub resources: Vec<Resource>,
    /// Declared demand.
    pub demand: Vec<Demand>,
    /// Supplies just outside.
    pub neighbours: Vec<Neighbour>,
    /// Cut-offs.
    pub thresholds: Thresholds,
    /// Weights set by the zone; measures not named keep their default.
    pub weights: Weights,
    /// Teams and the provinces they cover.
    pub squads: Vec<Squad>,
    /// The rule set in force here: the city's, with what the zone has set anew.
    pub policy: Policy,
}

impl Zone {
    /// A source in words, or the key itself where the zone has no such source.
    pub fn source_text(&self, key: &str) -> String {
        self.sources
            .get(key)
            .map_or_else(|| key.to_owned(), ToString::to_string)
    }
}
