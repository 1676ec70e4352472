//! Terms that can't do their work: taken by another link, struck out by their own link, or not there.

use indexmap::IndexMap;

use super::Models;
use crate::diag::{Diagnostic, Finding};
use crate::matching::half_width;
use crate::model::{LinkIx, Nature};

/// A term as the matcher sees it: half width, without case.
fn folded(term: &str) -> String {
    term.chars()
        .map(half_width)
        .collect::<String>()
        .to_ascii_lowercase()
}

/// Terms of two links. The matcher takes the longest term that is the head of an item, so two terms
/// contend only when they are the same; then the link that stands first has it.
pub fn twice(models: Models<'_>) -> Vec<Diagnostic> {
    let mut owners: IndexMap<String, LinkIx> = IndexMap::new();
    let mut out = Vec::new();
    for (ix, link) in models.chains.iter() {
        for (n, term) in link.terms.iter().enumerate() {
            let owner = *owners.entry(folded(term)).or_insert(ix);
            if owner != ix {
                let finding = Finding::TermTwice {
                    term: term.clone(),
                    other: models.chains.full_name(owner),
                };
                let field = ["terms", &n.to_string()];
                out.push(models.places.at(finding, link, &field));
            }
        }
    }
    out
}

/// Terms that hold an excluded word of their own link: 风电主轴 beside `exclude: [电主轴]`.
pub fn excluded(models: Models<'_>) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for link in &models.chains.links {
        for (n, term) in link.terms.iter().enumerate() {
            let half: String = term.chars().map(half_width).collect();
            let word = link.exclude.iter().find(|word| {
                let word: String = word.chars().map(half_width).collect();
                half.contains(&word)
            });
            if let Some(word) = word {
                let finding = Finding::TermExcluded {
                    term: term.clone(),
                    word: word.clone(),
                };
                let field = ["terms", &n.to_string()];
                out.push(models.places.at(finding, link, &field));
            }
        }
    }
    out
}

/// Products and services without a term. Resources, utilities and facilities may come from the zone's
/// settings instead.
pub fn none(models: Models<'_>) -> Vec<Diagnostic> {
    let bare =
        models.chains.links.iter().filter(|l| {
            matches!(l.nature, Nature::Product | Nature::Service) && l.terms.is_empty()
        });
    bare.map(|link| {
        let finding = Finding::NoTerms {
            link: link.name.clone(),
        };
        models.places.at(finding, link, &[])
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use crate::audit::fixture::found;

    #[test]
    fn the_same_term_is_the_same_in_any_width_and_case() {
        let links = "  甲: {id: QN01, segment: s, stage: 上游, nature: product, terms: [LNG, 乙醇]}\n  \
             乙: {id: QN02, segment: s, stage: 中游, nature: product, terms: [ｌｎｇ, 无水乙醇], inputs: [甲]}\n";
        assert_eq!(
            found(links),
            ["m.yaml:8:65：词“ｌｎｇ”已属于环节 `清洁能源/甲`，写在这里不起作用"]
        );
    }

    #[test]
    fn a_term_struck_out_by_its_own_link() {
        let links = "  甲: {id: QN01, segment: s, stage: 上游, nature: product, terms: [风电主轴], exclude: [电主轴]}\n  \
             乙: {id: QN02, segment: s, stage: 中游, nature: service, inputs: [甲]}\n";
        assert_eq!(
            found(links),
            [
                "m.yaml:7:65：词“风电主轴”含有本环节的排除词“电主轴”，永远匹配不到",
                "m.yaml:8:3：环节 `乙` 没有词（terms），名录里的企业匹配不到它"
            ]
        );
    }
}
