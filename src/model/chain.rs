//! Chains, links and their supply relations, all chains together and resolved.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::{IndustryCode, LinkId};

/// Position of a link in [`Chains::links`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LinkIx(pub usize);

/// Where a link stands in its segment.
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
pub enum Stage {
    /// 上游
    Upstream,
    /// 中游
    Midstream,
    /// 下游
    Downstream,
    /// 支撑: horizontal service
    Support,
}

impl Stage {
    /// All stages, in drawing order.
    pub const ALL: [Self; 4] = [
        Self::Upstream,
        Self::Midstream,
        Self::Downstream,
        Self::Support,
    ];

    /// The Chinese word.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Upstream => "上游",
            Self::Midstream => "中游",
            Self::Downstream => "下游",
            Self::Support => "支撑",
        }
    }
}

/// What "has it" means for a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Nature {
    /// Somebody makes it here.
    Product,
    /// Somebody does it here.
    Service,
    /// It lies here: a mine, land, heritage.
    Resource,
    /// Power, water, steam, pipes.
    Utility,
    /// A station, depot or park is run here.
    Facility,
}

impl Nature {
    /// The Chinese word.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Product => "产品",
            Self::Service => "服务",
            Self::Resource => "资源",
            Self::Utility => "公用工程",
            Self::Facility => "设施",
        }
    }
}

/// A property of a link that rules look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Flag {
    /// Not a matter of investment promotion (风光电 stations); a customer all the same.
    Excluded,
    /// Allocated by government or franchised: consult the county first.
    PublicResource,
    /// Environment or safety sensitive.
    Environment,
    /// Classified: never exported.
    Classified,
    /// Needs a licence; exported as usual.
    Licensed,
    /// High technical threshold.
    HighTech,
}

/// What flows along a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SupplyKind {
    /// Material or component.
    Material,
    /// Power, heat.
    Energy,
    /// Engineering, transport, testing …
    Service,
    /// The supplier's waste is the customer's feed.
    Waste,
    /// The customer serves what the supplier has made.
    Aftermarket,
}

impl SupplyKind {
    /// The Chinese word.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Material => "物料",
            Self::Energy => "能源",
            Self::Service => "服务",
            Self::Waste => "废弃物",
            Self::Aftermarket => "后市场",
        }
    }
}

/// How heavy a burden freight is, or how much a kilogram is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Burden {
    /// 低
    Low,
    /// 中
    Medium,
    /// 高
    High,
}

/// How a product travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shipping {
    /// Freight burden by bulk.
    pub bulky: Burden,
    /// Value per kilogram.
    pub value: Burden,
    /// Breaks easily.
    pub fragile: bool,
}

/// A quantity per unit of the customer's output.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// Least.
    pub low: f64,
    /// Most; equal to `low` for a single number.
    pub high: f64,
    /// Unit, `t/t`.
    pub unit: String,
    /// Key of the source in the chain.
    pub source: String,
}

/// The supplying end of an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Supplier {
    /// A link of a loaded chain.
    Link(LinkIx),
    /// A link of a chain that is not loaded: `清洁生产/工业硅`. Unknown, never covered.
    Elsewhere(String),
}

/// One input of a link: any one of the suppliers will do.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// At least one; more than one where `any:` is written.
    pub suppliers: Vec<Supplier>,
    /// What flows.
    pub kind: SupplyKind,
    /// Wanted but not needed.
    pub optional: bool,
    /// Per unit of output, where a source says.
    pub quantity: Option<Quantity>,
}

impl Input {
    /// A required material relation: the only kind that makes a gap.
    pub fn is_required_material(&self) -> bool {
        self.kind == SupplyKind::Material && !self.optional
    }
}

/// A second place where a link is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias {
    /// Its id there.
    pub id: LinkId,
    /// Position of that chain in [`Chains::chains`].
    pub chain: usize,
    /// Its name there.
    pub name: String,
    /// Its stage there.
    pub stage: Stage,
    /// Key of its segment there.
    pub segment: Option<String>,
}

/// One step of a chain; a node of the graph.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Stable identifier.
    pub id: LinkId,
    /// Short Chinese name, unique in its chain.
    pub name: String,
    /// English name.
    pub en: String,
    /// Position of its chain in [`Chains::chains`].
    pub chain: usize,
    /// Key of its segment.
    pub segment: String,
    /// Where it stands.
    pub stage: Stage,
    /// What "has it" means.
    pub nature: Nature,
    /// GB/T 4754-2017.
    pub codes: Vec<IndustryCode>,
    /// What firms call it.
    pub terms: Vec<String>,
    /// Words that say it is something else.
    pub exclude: Vec<String>,
    /// Words that mean it beside others only.
    pub context: Vec<InContext>,
    /// What it needs.
    pub inputs: Vec<Input>,
    /// Properties that rules look at.
    pub flags: Vec<Flag>,
    /// Strategic emerging industry.
    pub strategic: bool,
    /// How it travels.
    pub ship: Option<Shipping>,
    /// Unit of capacity.
    pub unit: Option<String>,
    /// The older link it was split from.
    pub split_from: Option<LinkId>,
    /// A remark.
    pub note: Option<String>,
    /// Other places where it is shown.
    pub aliases: Vec<Alias>,
}

/// Words of 主营产品 that say their link only beside others: 制剂 is medicine beside 原料药 and a pesticide
/// beside 原药.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InContext {
    /// What the product is called.
    pub words: Vec<String>,
    /// One of these is in the firm's name or products.
    pub with: Vec<String>,
    /// None of these is.
    pub without: Vec<String>,
    /// The term of the link as which it is read.
    pub term: String,
}

impl Link {
    /// Whether it carries a flag.
    pub fn has(&self, flag: Flag) -> bool {
        self.flags.contains(&flag)
    }

    /// Not a matter of investment promotion.
    pub fn excluded(&self) -> bool {
        self.has(Flag::Excluded)
    }

    /// A product or service that can be a gap: neither excluded nor 支撑.
    pub fn can_be_gap(&self) -> bool {
        matches!(self.nature, Nature::Product | Nature::Service)
            && !self.excluded()
            && self.stage != Stage::Support
    }
}

/// Where a statement comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Source {
    /// Title.
    pub title: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// When: year, month or day.
    pub date: Option<String>,
    /// Address.
    pub url: Option<String>,
}

impl std::fmt::Display for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.title)?;
        let rest: Vec<&str> = [&self.publisher, &self.date]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        if rest.is_empty() {
            Ok(())
        } else {
            write!(f, "（{}）", rest.join("，"))
        }
    }
}

/// A chain model without its links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// Two letters.
    pub id: String,
    /// Chinese name.
    pub name: String,
    /// English name.
    pub en: String,
    /// What belongs to it.
    pub scope: String,
    /// Date of the model.
    pub as_of: Option<String>,
    /// Key → Chinese name, in drawing order.
    pub segments: IndexMap<String, String>,
    /// Sources it cites.
    pub sources: IndexMap<String, Source>,
}

/// All loaded chains, resolved: every reference leads to a link or says that it can't.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chains {
    /// The chains, in the order of the ten.
    pub chains: Vec<Chain>,
    /// All links, chain by chain in file order; an alias is not a link.
    pub links: Vec<Link>,
}

impl Chains {
    /// The link at a position.
    pub fn link(&self, ix: LinkIx) -> &Link {
        &self.links[ix.0]
    }

    /// All positions.
    pub fn indices(&self) -> impl Iterator<Item = LinkIx> + use<> {
        (0..self.links.len()).map(LinkIx)
    }

    /// Links with their positions.
    pub fn iter(&self) -> impl Iterator<Item = (LinkIx, &Link)> {
        self.links
            .iter()
            .enumerate()
            .map(|(i, link)| (LinkIx(i), link))
    }

    /// The chain of a link.
    pub fn chain_of(&self, ix: LinkIx) -> &Chain {
        &self.chains[self.link(ix).chain]
    }

    /// `清洁能源/光伏玻璃`.
    pub fn full_name(&self, ix: LinkIx) -> String {
        format!("{}/{}", self.chain_of(ix).name, self.link(ix).name)
    }

    /// Finds a link by id (`QN05`, also of an alias), full name or, where it is unique, short name.
    pub fn find(&self, text: &str) -> Option<LinkIx> {
        let text = text.trim();
        let named = |l: &Link| {
            l.id.as_str() == text
                || l.aliases.iter().any(|a| {
                    a.id.as_str() == text
                        || format!("{}/{}", self.chains[a.chain].name, a.name) == text
                })
        };
        if let Some((ix, _)) = self
            .iter()
            .find(|(ix, l)| named(l) || self.full_name(*ix) == text)
        {
            return Some(ix);
        }
        let mut by_name = self
            .iter()
            .filter(|(_, l)| l.name == text || l.aliases.iter().any(|a| a.name == text));
        match (by_name.next(), by_name.next()) {
            (Some((ix, _)), None) => Some(ix),
            _ => None,
        }
    }
}
