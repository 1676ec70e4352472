//! The supply graph over all chains, cycles and all. The only owner of petgraph's node indices.

use std::collections::VecDeque;

use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

use crate::model::{Chains, Input, LinkIx, Supplier};

/// Supplier link → customer link; the edge knows which input of the customer it serves.
pub struct ChainGraph<'a> {
    chains: &'a Chains,
    graph: DiGraph<LinkIx, usize>,
}

impl<'a> ChainGraph<'a> {
    /// Builds the graph: one node per link, one edge per supplier of an input.
    ///
    /// O(V + E).
    pub fn new(chains: &'a Chains) -> Self {
        let mut graph = DiGraph::with_capacity(chains.links.len(), chains.links.len() * 2);
        for ix in chains.indices() {
            graph.add_node(ix); // node n is link n: both count from 0 in the same order
        }
        for (customer, link) in chains.iter() {
            for (n, input) in link.inputs.iter().enumerate() {
                for supplier in &input.suppliers {
                    if let Supplier::Link(supplier) = supplier {
                        graph.add_edge(node(*supplier), node(customer), n);
                    }
                }
            }
        }
        Self { chains, graph }
    }

    /// The chains it was built from.
    pub fn chains(&self) -> &'a Chains {
        self.chains
    }

    /// Customers of a link with the input that it serves, in the order of the models.
    pub fn customers(&self, link: LinkIx) -> Vec<(LinkIx, &'a Input)> {
        let mut out: Vec<(LinkIx, usize)> = self
            .graph
            .edges_directed(node(link), Direction::Outgoing)
            .map(|edge| (self.graph[edge.target()], *edge.weight()))
            .collect();
        out.sort_unstable();
        out.into_iter()
            .map(|(customer, n)| (customer, &self.chains.link(customer).inputs[n]))
            .collect()
    }

    /// Links that feed a link, with the input they serve, in the order of the model.
    pub fn suppliers(&self, link: LinkIx) -> Vec<(LinkIx, &'a Input)> {
        let inputs = &self.chains.link(link).inputs;
        let pairs = |input: &'a Input| {
            input.suppliers.iter().filter_map(move |s| match s {
                Supplier::Link(ix) => Some((*ix, input)),
                Supplier::Elsewhere(_) => None,
            })
        };
        inputs.iter().flat_map(pairs).collect()
    }

    /// Steps from every link to the nearest of some links, along relations in either direction, and
    /// which one that is.
    ///
    /// Breadth-first from all of them at once; of two equally near the one that stands first in the
    /// models; None where there is no way. O(V + E).
    pub fn steps(&self, from: impl IntoIterator<Item = LinkIx>) -> Vec<Option<(usize, LinkIx)>> {
        let mut steps: Vec<Option<(usize, LinkIx)>> = vec![None; self.graph.node_count()];
        let mut queue = VecDeque::new();
        for link in from {
            if steps[link.0].is_none() {
                steps[link.0] = Some((0, link));
                queue.push_back(node(link));
            }
        }
        while let Some(at) = queue.pop_front() {
            let next = steps[at.index()].map(|(n, origin)| (n + 1, origin));
            for neighbour in self.graph.neighbors_undirected(at) {
                if steps[neighbour.index()].is_none() {
                    steps[neighbour.index()] = next;
                    queue.push_back(neighbour);
                }
            }
        }
        steps
    }

    /// Sets of links that supply one another in a loop (Tarjan 1972), largest first. O(V + E).
    pub fn loops(&self) -> Vec<Vec<LinkIx>> {
        let mut out: Vec<Vec<LinkIx>> = petgraph::algo::tarjan_scc(&self.graph)
            .into_iter()
            .filter(|set| set.len() > 1)
            .map(|set| {
                let mut links: Vec<LinkIx> = set.into_iter().map(|n| self.graph[n]).collect();
                links.sort_unstable();
                links
            })
            .collect();
        out.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        out
    }
}

fn node(link: LinkIx) -> NodeIndex {
    NodeIndex::new(link.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::{InputFile, chains};

    /// 甲 → 乙 → 丙 → 乙 (a loop), 丁 alone.
    fn mini() -> Chains {
        let link = |name: &str, n: usize, inputs: &str| {
            format!(
                "  {name}: {{id: QN0{n}, segment: s, stage: 中游, nature: product, inputs: [{inputs}]}}\n"
            )
        };
        let text = format!(
            "format: 1\nid: QN\nname: 清洁能源\nen: x\nsegments: {{s: 段}}\nlinks:\n{}{}{}{}",
            link("甲", 1, ""),
            link("乙", 2, "甲, 丙"),
            link("丙", 3, "乙"),
            link("丁", 4, "")
        );
        chains(&[InputFile::new("mini.yaml", text.as_bytes())])
            .map_err(|e| e[0].to_string())
            .expect("reads")
            .value
    }

    #[test]
    fn neighbours_steps_and_loops() {
        let chains = mini();
        let graph = ChainGraph::new(&chains);
        let names = |found: Vec<(LinkIx, &Input)>| -> Vec<&str> {
            found
                .into_iter()
                .map(|(ix, _)| chains.link(ix).name.as_str())
                .collect()
        };
        assert_eq!(names(graph.customers(LinkIx(0))), ["乙"]);
        assert_eq!(names(graph.suppliers(LinkIx(1))), ["甲", "丙"]);
        let origin = LinkIx(0);
        let at = |n| Some((n, origin));
        assert_eq!(graph.steps([origin]), [at(0), at(1), at(2), None]);
        assert_eq!(graph.loops(), [[LinkIx(1), LinkIx(2)]]);
    }
}
