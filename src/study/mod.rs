//! [`run`]: all bytes in, one [`Study`] out.
//!
//! The only place that knows the order of the stages.

mod assemble;
mod inputs;
mod reviews;
mod view;
mod whatif;

pub use view::{
    AliasView, ChainView, DataQuality, FirmAtLink, FirmView, GapView, InputView, LinkView,
    PartnerView, PolicyView, Position, ProjectAtLink, QualityIssue, ReviewView, SettingsView,
    Study, SupplyView, ZoneView,
};

pub use whatif::{Follower, LinkChange, Supposed, WhatIf, what_if};

use crate::analyze::{self, Situation};
use crate::diag::{Checked, Diagnostic, Warned};
use crate::graph::ChainGraph;
use crate::ingest::{self, InputFile};
use crate::matching::{self, Decided, Matcher};
use crate::model::{
    Candidate, Capacity, Chains, Flag, Holding, Leader, LinkIx, Partner, Project, Record, Register,
    Review, Zone,
};
use crate::target::{self, Prospects};

/// Version of `study.json`.
pub const FORMAT: u32 = 1;

/// Everything a run looks at: nothing else reaches the result.
#[derive(Clone, Debug)]
pub struct Request {
    /// Day of the report, `2026-06-30`.
    pub date: String,
    /// Chain models; a later file replaces an earlier one of the same chain.
    pub chains: Vec<InputFile>,
    /// Leading firms.
    pub leaders: InputFile,
    /// Horizontal relations between links.
    pub partners: InputFile,
    /// The city's rule set.
    pub policy: InputFile,
    /// The register.
    pub register: InputFile,
    /// The zone's settings; defaults without.
    pub zone: Option<InputFile>,
    /// Projects.
    pub projects: Option<InputFile>,
    /// Candidate firms.
    pub pool: Option<InputFile>,
    /// Capacities.
    pub capacity: Option<InputFile>,
    /// Contacts and consultations.
    pub records: Option<InputFile>,
    /// Verdicts on pairs; a later file outranks an earlier one.
    pub review: Vec<InputFile>,
}

impl Request {
    /// All input files, in a fixed order.
    pub fn files(&self) -> impl Iterator<Item = &InputFile> {
        self.chains
            .iter()
            .chain([&self.leaders, &self.partners, &self.policy])
            .chain(&self.zone)
            .chain([&self.register])
            .chain(&self.projects)
            .chain(&self.pool)
            .chain(&self.capacity)
            .chain(&self.records)
            .chain(&self.review)
    }
}

/// Everything read and checked.
pub struct Inputs {
    /// The chain models, with the zone's exclusions applied.
    pub chains: Chains,
    /// The zone.
    pub zone: Zone,
    /// The register.
    pub register: Register,
    leaders: Vec<Leader>,
    partners: Vec<Partner>,
    projects: Vec<Project>,
    pool: Vec<Candidate>,
    capacity: Vec<(LinkIx, Capacity)>,
    records: Vec<Record>,
    review: Vec<Review>,
}

/// Reads every input, collecting the errors of all before giving up.
///
/// # Errors
/// Every error of every file.
pub fn read(request: &Request) -> Checked<Inputs> {
    let mut gather = Gather::default();
    let mut chains = gather
        .take(ingest::chains(&request.chains))
        .unwrap_or_default();
    if !gather.errors.is_empty() {
        return Err(gather.errors); // nothing else can be resolved without the models
    }
    let policy = gather
        .take(ingest::policy(&request.policy, &chains))
        .unwrap_or_default();
    let zone = match &request.zone {
        Some(_) if !gather.errors.is_empty() => Zone::default(), // its rules can't be read
        Some(file) => gather
            .take(ingest::zone(file, &chains, &policy))
            .unwrap_or_default(),
        None => Zone {
            name: "本区".to_owned(),
            policy,
            ..Zone::default()
        },
    };
    for (link, (excluded, _)) in &zone.policy.named.excluded {
        let flags = &mut chains.links[link.0].flags;
        flags.retain(|flag| *flag != Flag::Excluded);
        if *excluded {
            flags.push(Flag::Excluded);
        }
    }
    let leaders = gather
        .take(ingest::leaders(&request.leaders, &chains))
        .unwrap_or_default();
    let partners = gather
        .take(ingest::partners(&request.partners, &chains))
        .unwrap_or_default();
    let register = gather
        .take(ingest::register(&request.register))
        .unwrap_or_default();
    let projects = gather.optional(
        request
            .projects
            .as_ref()
            .map(|f| ingest::projects(f, &chains)),
    );
    let pool = gather.optional(request.pool.as_ref().map(ingest::pool));
    let capacity = gather.optional(
        request
            .capacity
            .as_ref()
            .map(|f| ingest::capacity(f, &chains)),
    );
    let records = gather.optional(
        request
            .records
            .as_ref()
            .map(|f| ingest::records(f, &chains)),
    );
    let review = request
        .review
        .iter()
        .flat_map(|f| gather.optional(Some(ingest::review(f, &chains))))
        .collect();
    if gather.errors.is_empty() {
        let value = Inputs {
            chains,
            zone,
            register,
            leaders,
            partners,
            projects,
            pool,
            capacity,
            records,
            review,
        };
        Ok(Warned {
            value,
            warnings: gather.warnings,
        })
    } else {
        Err(gather.errors)
    }
}

#[derive(Default)]
struct Gather {
    errors: Vec<Diagnostic>,
    warnings: Vec<Diagnostic>,
}

impl Gather {
    fn take<T>(&mut self, checked: Checked<T>) -> Option<T> {
        match checked {
            Ok(warned) => {
                self.warnings.extend(warned.warnings);
                Some(warned.value)
            }
            Err(errors) => {
                self.errors.extend(errors);
                None
            }
        }
    }

    fn optional<T>(&mut self, checked: Option<Checked<Vec<T>>>) -> Vec<T> {
        checked
            .and_then(|checked| self.take(checked))
            .unwrap_or_default()
    }
}

/// Firm–link pairs of the register, the planner's verdicts obeyed.
///
/// # Errors
/// If the models hold more terms than the matcher can take.
pub fn holdings(inputs: &Inputs) -> Result<Warned<Vec<Holding>>, Diagnostic> {
    let matcher = Matcher::new(&inputs.chains)?;
    let (value, _, warnings) = obeyed(&matcher, inputs);
    Ok(Warned { value, warnings })
}

fn obeyed(matcher: &Matcher<'_>, inputs: &Inputs) -> (Vec<Holding>, Vec<Decided>, Vec<Diagnostic>) {
    let mut holdings = matcher.register(&inputs.register);
    let (decided, problems) = matching::obey(
        &mut holdings,
        &inputs.review,
        &inputs.register,
        &inputs.chains,
    );
    (holdings, decided, problems)
}

/// Runs all stages.
///
/// # Errors
/// Every error of every input: there is no study of a broken one.
pub fn run(request: &Request) -> Checked<Study> {
    let Warned {
        value: inputs,
        mut warnings,
    } = read(request)?;
    let matched = Matched::new(&inputs)?;
    warnings.extend(matched.warnings.iter().cloned());
    let mut value = conclude(&inputs, &matched, &request.date, &warnings);
    value.inputs = inputs::inputs(request, &inputs);
    Ok(Warned { value, warnings })
}

/// The register and the pool matched to the chains, the planner's verdicts obeyed.
struct Matched {
    holdings: Vec<Holding>,
    pool_holdings: Vec<Holding>,
    decided: Vec<Decided>,
    warnings: Vec<Diagnostic>,
}

impl Matched {
    fn new(inputs: &Inputs) -> Result<Self, Vec<Diagnostic>> {
        let matcher = Matcher::new(&inputs.chains).map_err(|e| vec![e])?;
        let (holdings, decided, warnings) = obeyed(&matcher, inputs);
        let pool_firms = Register {
            firms: inputs.pool.iter().map(|c| c.firm.clone()).collect(),
            ..Register::default()
        };
        Ok(Self {
            pool_holdings: matcher.register(&pool_firms),
            holdings,
            decided,
            warnings,
        })
    }
}

/// Everything after matching.
fn conclude(inputs: &Inputs, matched: &Matched, date: &str, warnings: &[Diagnostic]) -> Study {
    let graph = ChainGraph::new(&inputs.chains);
    let situation = Situation {
        chains: &inputs.chains,
        graph: &graph,
        zone: &inputs.zone,
        register: &inputs.register,
        holdings: &matched.holdings,
        projects: &inputs.projects,
        capacity: &inputs.capacity,
        date,
    };
    let analysis = analyze::analyze(&situation);
    let prospects = Prospects {
        leaders: &inputs.leaders,
        pool: &inputs.pool,
        pool_holdings: &matched.pool_holdings,
        records: &inputs.records,
        partners: &inputs.partners,
    };
    let outreach = target::outreach(&situation, &analysis, &prospects);
    let mut study = assemble::assemble(&situation, &analysis, outreach, &inputs.partners, warnings);
    study.reviews = reviews::reviews(&situation, &analysis.reviews, &matched.decided);
    study
}
