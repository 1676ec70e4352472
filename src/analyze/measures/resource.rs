//! 资源能源: whether the resources and the energy the link lives on are here.
//!
//! > value = those that are here ÷ resources within two required steps upstream + its own energy inputs
//!
//! A resource is here where the settings source it or a firm mines it, energy where its link is carried.
//! 不适用 where the model names neither.
//!
//! Worked example: 反射镜 ← 硅石, which lies here; no energy input: 1 ÷ 1 = 1. O(inputs²).

use indexmap::IndexSet;

use crate::model::{Input, LinkIx, Nature, Share, Supplier, SupplyKind};

use super::{Ground, Measured};

/// The measure.
pub fn measure(g: &Ground<'_>, ix: LinkIx) -> Measured {
    let mut needed: IndexSet<LinkIx> = IndexSet::new();
    for near in suppliers(g.required(ix)) {
        let far: Vec<LinkIx> = suppliers(g.required(near)).collect();
        let both = std::iter::once(near).chain(far);
        needed.extend(both.filter(|l| g.s.chains.link(*l).nature == Nature::Resource));
    }
    let inputs = g.s.chains.link(ix).inputs.iter();
    needed.extend(suppliers(inputs.filter(|i| i.kind == SupplyKind::Energy)));
    let here: Vec<&str> = needed
        .iter()
        .filter(|link| g.is_here(**link))
        .map(|link| g.name(*link))
        .collect();
    match Share::of(here.len(), needed.len()) {
        None => (None, "模型没有列出所需资源、能源，不适用".to_owned()),
        Some(share) if here.is_empty() => {
            let names: Vec<&str> = needed.iter().map(|link| g.name(*link)).collect();
            (
                Some(share),
                format!("所需资源、能源（{}）本地未见", names.join("、")),
            )
        }
        Some(share) => (
            Some(share),
            format!(
                "所需资源、能源{}种，本地有{}",
                needed.len(),
                here.join("、")
            ),
        ),
    }
}

fn suppliers<'a>(inputs: impl Iterator<Item = &'a Input>) -> impl Iterator<Item = LinkIx> {
    inputs.flat_map(|input| {
        input.suppliers.iter().filter_map(|s| match s {
            Supplier::Link(link) => Some(*link),
            Supplier::Elsewhere(_) => None,
        })
    })
}
