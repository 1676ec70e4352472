//! Links that nothing feeds and that feed nothing.

use std::collections::HashSet;

use super::Models;
use crate::diag::{Diagnostic, Finding};
use crate::model::{LinkIx, Supplier};

/// Links without any relation of any kind, in the order of the chains.
pub fn isolated(models: Models<'_>) -> Vec<Diagnostic> {
    let links = &models.chains.links;
    let supplies: HashSet<LinkIx> = links
        .iter()
        .flat_map(|link| &link.inputs)
        .flat_map(|input| &input.suppliers)
        .filter_map(|supplier| match supplier {
            Supplier::Link(ix) => Some(*ix),
            Supplier::Elsewhere(_) => None,
        })
        .collect();
    models
        .chains
        .iter()
        .filter(|(ix, link)| link.inputs.is_empty() && !supplies.contains(ix))
        .map(|(_, link)| {
            let finding = Finding::Isolated {
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
    fn a_link_by_itself() {
        let links = "  甲: {id: QN01, segment: s, stage: 上游, nature: product, terms: [甲物]}\n";
        assert_eq!(
            found(links),
            ["m.yaml:7:3：环节 `甲` 与其他环节没有任何供需关系"]
        );
    }
}
