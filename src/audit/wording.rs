//! Links whose terms no firm of a table uses: likely our words, not theirs.

use rayon::prelude::*;

use super::Models;
use crate::diag::{Diagnostic, Finding};
use crate::matching::Matcher;
use crate::model::{Candidate, Field, FirmIx, LinkIx, Nature};

/// Products and services that no firm of the pool is matched to by a word.
pub fn unused(models: Models<'_>, matcher: &Matcher<'_>, pool: &[Candidate]) -> Vec<Diagnostic> {
    let named: Vec<Vec<LinkIx>> = pool
        .par_iter()
        .enumerate()
        .map(|(n, candidate)| {
            let holdings = matcher.firm(&candidate.firm, FirmIx(n)).into_iter();
            holdings
                .filter(|h| h.evidence.iter().any(|e| e.field != Field::Code))
                .map(|h| h.link)
                .collect()
        })
        .collect();
    let mut used = vec![false; models.chains.links.len()];
    for link in named.into_iter().flatten() {
        used[link.0] = true;
    }
    models
        .chains
        .iter()
        .filter(|(ix, link)| {
            matches!(link.nature, Nature::Product | Nature::Service)
                && !link.terms.is_empty()
                && !used[ix.0]
        })
        .map(|(_, link)| {
            let finding = Finding::TermsUnused {
                link: link.name.clone(),
            };
            models.places.at(finding, link, &["terms"])
        })
        .collect()
}
