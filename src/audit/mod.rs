//! Weaknesses of models and leaders that do not stop the program: one check a file.
//!
//! Pure: chains, leaders and where they stand in, [`Diagnostic`]s out, each a
//! [`Finding`](crate::diag::Finding). A check that cries wolf is worse than none: a warning can be
//! mended at once, everything else is a notice.

mod against;
mod dates;
mod isolated;
mod leaders;
mod order;
mod terms;
mod wording;

use crate::diag::Diagnostic;
use crate::ingest::{ChainPlaces, LeadersFile};
use crate::matching::Matcher;
use crate::model::{Candidate, Chains, Zone};

/// What is looked at: models and where they stand.
#[derive(Clone, Copy)]
pub struct Models<'a> {
    /// All chains, resolved.
    pub chains: &'a Chains,
    /// Where their links stand.
    pub places: &'a ChainPlaces,
}

/// The models by themselves: terms, relations, stages. In the order of the chains, check by check.
pub fn chains(models: Models<'_>) -> Vec<Diagnostic> {
    let mut out = terms::twice(models);
    out.extend(terms::excluded(models));
    out.extend(terms::none(models));
    out.extend(isolated::isolated(models));
    out.extend(order::order(models));
    out
}

/// The leaders against the models: who is missing, who is idle, what is old. All files together.
pub fn leaders(models: Models<'_>, files: &[LeadersFile]) -> Vec<Diagnostic> {
    let mut out = leaders::missing(models, files);
    out.extend(leaders::needless(models, files));
    for file in files {
        out.extend(leaders::idle(file));
        out.extend(dates::leaders(file));
    }
    out
}

/// A zone's own statements; `file` is the name to show.
pub fn zone(zone: &Zone, file: &str) -> Vec<Diagnostic> {
    dates::zone(zone, file)
}

/// Leaders and terms against a table of firms: who is written differently, which link nobody names.
///
/// # Errors
/// If the models hold more terms than the matcher can take.
pub fn pool(
    models: Models<'_>,
    files: &[LeadersFile],
    pool: &[Candidate],
) -> Result<Vec<Diagnostic>, Diagnostic> {
    let mut out: Vec<Diagnostic> = files
        .iter()
        .flat_map(|file| against::against(file, pool))
        .collect();
    out.extend(wording::unused(models, &Matcher::new(models.chains)?, pool));
    Ok(out)
}

#[cfg(test)]
mod fixture;
