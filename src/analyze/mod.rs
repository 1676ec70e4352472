//! Verdicts: coverage, action and priority of every link, each with its reasons in words.
//!
//! One rule or measure per file. [`analyze`] runs coverage, then action, then the measures of each
//! gap; nothing here reads text or ranks firms.

mod action;
mod coverage;
mod measures;
mod size;
mod ties;

use crate::graph::ChainGraph;
use crate::model::{Capacity, Chains, Gap, Holding, LinkIx, Project, Register, Verdict, Zone};

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
}

/// Runs the analysis.
pub fn analyze(s: &Situation<'_>) -> Analysis {
    let ties = ties::Ties::new(s);
    let verdicts = decide(s, &ties);
    let gaps = measures::gaps(s, &ties, &verdicts);
    Analysis { verdicts, gaps }
}

/// Coverage and action of all links, without the measures: what if a pair were otherwise?
pub fn verdicts(s: &Situation<'_>) -> Vec<Verdict> {
    decide(s, &ties::Ties::new(s))
}

fn decide(s: &Situation<'_>, ties: &ties::Ties) -> Vec<Verdict> {
    let mut verdicts = coverage::verdicts(s, ties);
    action::decide(s, ties, &mut verdicts);
    verdicts
}

pub use coverage::project_is_stale;
pub use measures::weight;
pub use size::size_of;
