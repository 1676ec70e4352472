//! What the program talks about: chains and links, firms, evidence, verdicts, targets.
//!
//! Plain checked values; after `ingest` no function checks them again. Imports `diag` only.

mod campaign;
mod chain;
mod evidence;
mod firm;
mod gap;
mod ids;
mod label;
mod leader;
mod outlook;
mod policy;
mod record;
mod target;
mod units;
mod zone;

pub use campaign::{
    Bundle, Campaign, Card, Clash, Contact, Introducer, Investor, SquadPlan, Visit,
};
pub use chain::{
    Alias, Burden, Chain, Chains, Flag, InContext, Input, Link, LinkIx, Nature, Quantity, Shipping,
    Source, Stage, Supplier, SupplyKind,
};
pub use evidence::{
    Evidence, Field, Fit, Grade, Holding, Role, each_evidence_word, evidence_words,
};
pub use firm::{Credibility, Firm, FirmIx, Project, ProjectStage, Register, RowRef, Status};
pub use gap::{Action, Coverage, Gap, Part, Verdict};
pub use ids::{CodeError, CreditCode, IndustryCode, LinkId};
pub use label::FirmLabel;
pub use leader::{Leader, ListEntry, LocalFirm, Signal};
pub use outlook::{
    Balance, County, CountyChain, InZoneSupply, LandingPlace, ParkPlace, Partner, PartnerBy,
    Stability,
};
pub use policy::{
    Change, Channels, Clashes, Consult, Effect, Exclude, Exempt, Fill, Gates, LandYield, Landing,
    Named, Need, Neutral, New, Origin, Policy, Quote, Rule, Saturation, Size, Strong,
};
pub use record::{Candidate, Decision, Record, Review};
pub use target::{Admission, Label, Matchmaker, Target, Way};
pub use units::{Capacity, Share, WanYuan};
pub use zone::{
    Area, Demand, MEASURES, Measure, Neighbour, Park, RegisterInfo, Resource, Squad, Thresholds,
    Weights, Zone,
};
