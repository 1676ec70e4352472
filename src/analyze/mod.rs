//! Verdicts: coverage, action and priority of every link, each with its reasons in words.
//!
//! One rule or measure per file. [`analyze`] runs coverage, then action, then the measures of each
//! gap; nothing here reads text or ranks firms.

mod action;
mod balance;
mod county;
mod coverage;
mod landing;
mod measures;
mod places;
mod review;
mod rules;
mod site;
mod size;
mod ties;

use rules::Levels;

use crate::graph::ChainGraph;
use crate::model::{
    Balance, Capacity, Chains, County, Gap, Holding, LinkIx, Project, Register, Verdict, Zone,
};

/// What the analysis looks at.
#[derive(Clone, Copy)]
pub struct Situation<'a> {
    /// The chain models.
    pub chains: &'a Chains,
    /// Their graph.
    pub graph: &'a ChainGraph<'a>,
    /// The zone.
    pub zone: &'a Zone,
    /// The register.
    pub register: &'a Register,
    /// Firm–link pairs.
    pub holdings: &'a [Holding],
    /// Projects.
    pub projects: &'a [Project],
    /// Reported capacities.
    pub capacity: &'a [(LinkIx, Capacity)],
    /// Day of the report.
    pub date: &'a str,
}

/// Verdicts of all links, by position, and the gaps, most pressing first.
pub struct Analysis {
    /// One verdict for each link.
    pub verdicts: Vec<Verdict>,
    /// Links that ask for something.
    pub gaps: Vec<Gap>,
    /// What 确认 of each 待复核 pair would change.
    pub reviews: Vec<review::Effect>,
    /// Capacity balances, tightest first.
    pub balances: Vec<Balance>,
    /// What each county has, needs and can buy in the zone.
    pub counties: Vec<County>,
}

/// Runs the analysis.
pub fn analyze(s: &Situation<'_>) -> Analysis {
    let ties = ties::Ties::new(s);
    let balances = balance::Balances::new(s, &ties);
    let mut verdicts = coverage::verdicts(s, &ties, &balances);
    let levels = Levels {
        coverage: verdicts.iter().map(|v| v.coverage).collect(),
        present: verdicts.iter().map(|v| v.present).collect(),
        sole: s
            .chains
            .indices()
            .map(|ix| ties::groups(s, &ties.at(ix).holders).len() == 1)
            .collect(),
    };
    action::decide(s, &ties, &levels, &mut verdicts);
    let ground = measures::Ground {
        s,
        ties: &ties,
        balances: &balances,
        levels: &levels,
        verdicts: &verdicts,
    };
    let mut gaps = measures::gaps(&ground);
    let lacks: Vec<_> = s
        .chains
        .indices()
        .map(|ix| measures::lacks(&ground, ix))
        .collect();
    for (verdict, lacks) in verdicts.iter_mut().zip(lacks) {
        verdict.lacks = lacks;
    }
    let places = places::Places::new(s, &ties);
    landing::suggest(s, &places, &mut gaps);
    let counties = county::counties(s, &places, &gaps);
    Analysis {
        verdicts,
        gaps,
        reviews: review::effects(s, &ties, &balances, &levels),
        balances: balances.all(),
        counties,
    }
}

pub use coverage::project_is_stale;
pub use measures::weight;
pub use review::{Change, Effect};
pub use rules::needs;
pub use site::{Site, is_chemical, same_place, site};
pub use size::size_of;
pub use ties::name_firms;
