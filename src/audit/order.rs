//! Stages the wrong way round inside a segment.

use super::Models;
use crate::diag::{Diagnostic, Finding};
use crate::graph::ChainGraph;
use crate::model::{LinkIx, Stage, Supplier};

/// Links that need a material of a later stage of their own segment, unless the two are on a loop of
/// required materials (scrap, recycled seed …). 支撑 has no place in the order.
pub fn order(models: Models<'_>) -> Vec<Diagnostic> {
    let chains = models.chains;
    let graph = ChainGraph::new(chains);
    let mut out = Vec::new();
    for (ix, link) in chains.iter() {
        for (n, input) in link.inputs.iter().enumerate() {
            if !input.is_required_material() || link.stage == Stage::Support {
                continue;
            }
            for supplier in &input.suppliers {
                let Supplier::Link(supplier) = *supplier else {
                    continue;
                };
                let other = chains.link(supplier);
                let same = (other.chain, &other.segment) == (link.chain, &link.segment);
                let later = other.stage != Stage::Support && other.stage > link.stage;
                if same && later && !feeds(&graph, ix, supplier) {
                    let finding = Finding::StageOrder {
                        link: link.name.clone(),
                        stage: link.stage.zh(),
                        supplier: other.name.clone(),
                        later: other.stage.zh(),
                    };
                    let field = ["inputs", &n.to_string()];
                    out.push(models.places.at(finding, link, &field));
                }
            }
        }
    }
    out
}

/// Whether required materials lead from one link to another. O(V + E).
fn feeds(graph: &ChainGraph<'_>, from: LinkIx, to: LinkIx) -> bool {
    let mut seen = vec![false; graph.chains().links.len()];
    let mut open = vec![from];
    while let Some(at) = open.pop() {
        if at == to {
            return true;
        }
        if std::mem::replace(&mut seen[at.0], true) {
            continue;
        }
        let next = graph.customers(at).into_iter();
        open.extend(
            next.filter(|(_, i)| i.is_required_material())
                .map(|(c, _)| c),
        );
    }
    false
}

#[cfg(test)]
mod tests {
    use crate::audit::fixture::found;

    #[test]
    fn an_upstream_fed_by_a_downstream_unless_in_a_loop() {
        let links = |more: &str| {
            format!(
                "  甲: {{id: QN01, segment: s, stage: 上游, nature: product, terms: [甲物], inputs: [乙]}}\n  \
                 乙: {{id: QN02, segment: s, stage: 下游, nature: product, terms: [乙物]{more}}}\n"
            )
        };
        assert_eq!(
            found(&links("")),
            ["m.yaml:7:79：上游环节 `甲` 必需下游环节 `乙` 的物料，上下游颠倒"]
        );
        assert!(found(&links(", inputs: [甲]")).is_empty());
    }
}
