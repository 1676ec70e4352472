//! A link named in a YAML file, `清洁能源/光伏玻璃`.

use super::yaml::nearest;
use crate::diag::Kind;
use crate::model::{Chains, LinkIx};

/// What a name leads to.
pub enum Named {
    /// A link of a loaded chain.
    Link(LinkIx),
    /// A link of one of the ten chains that is not loaded; the chain's name.
    Elsewhere(String),
    /// Nothing; with the nearest name.
    Unknown(Kind),
}

/// Looks a name up.
pub fn named(chains: &Chains, name: &str) -> Named {
    if let Some(ix) = chains.find(name) {
        return Named::Link(ix);
    }
    let chain = name.split_once('/').map_or("", |(chain, _)| chain);
    let loaded = chains.chains.iter().any(|c| c.name == chain);
    if !loaded && super::chain::TEN.iter().any(|(_, ten)| *ten == chain) {
        return Named::Elsewhere(chain.to_owned());
    }
    let names: Vec<String> = chains.indices().map(|ix| chains.full_name(ix)).collect();
    Named::Unknown(Kind::UnknownLink {
        name: name.to_owned(),
        nearest: nearest(name, names.iter().map(String::as_str)),
    })
}
