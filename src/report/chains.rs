//! The models as tables: all chains, or the links of one.

use serde::Serialize;

use crate::model::{Chains, Supplier};

/// Header of the table of chains.
pub const CHAIN_HEADER: [&str; 8] = [
    "编号",
    "产业链",
    "环节",
    "别名",
    "供需关系",
    "跨链",
    "细分链数",
    "细分链",
];

/// Header of the table of one chain's links.
pub const LINK_HEADER: [&str; 9] = [
    "编号",
    "环节",
    "细分链",
    "位置",
    "性质",
    "行业代码",
    "投入",
    "客户",
    "词",
];

/// A chain in numbers.
#[derive(Serialize)]
pub struct ChainRow {
    /// `QN`.
    pub id: String,
    /// Chinese name.
    pub name: String,
    /// Links of its own.
    pub links: usize,
    /// Links of other chains that it shows too.
    pub aliases: usize,
    /// Supplier–customer pairs whose customer is in the chain.
    pub relations: usize,
    /// Those of them whose supplier is in another chain.
    pub cross_chain: usize,
    /// Names of its segments.
    pub segments: Vec<String>,
}

/// A link, or the second place where one is shown.
#[derive(Serialize)]
pub struct LinkRow {
    /// `QN05`.
    pub id: String,
    /// Its name in this chain.
    pub name: String,
    /// `清洁生产/工业硅`, where it is a link of another chain.
    pub same_as: Option<String>,
    /// Name of its segment.
    pub segment: String,
    /// 上游, 中游, 下游, 支撑.
    pub stage: String,
    /// 产品, 服务, 资源, 公用工程, 设施.
    pub nature: String,
    /// Digits of GB/T 4754; `?` where uncertain.
    pub codes: Vec<String>,
    /// Inputs; several suppliers of which one will do are one input.
    pub inputs: usize,
    /// Links that it supplies.
    pub customers: usize,
    /// What firms call it.
    pub terms: Vec<String>,
}

/// All chains, in their order.
pub fn chain_rows(chains: &Chains) -> Vec<ChainRow> {
    let row = |(c, chain): (usize, &crate::model::Chain)| {
        let links = || chains.links.iter().filter(move |l| l.chain == c);
        let suppliers = || {
            let inputs = links().flat_map(|l| &l.inputs);
            inputs.flat_map(|i| &i.suppliers)
        };
        let foreign = |supplier: &&Supplier| match supplier {
            Supplier::Link(ix) => chains.link(*ix).chain != c,
            Supplier::Elsewhere(_) => true,
        };
        let aliases = chains.links.iter().flat_map(|l| &l.aliases);
        ChainRow {
            id: chain.id.clone(),
            name: chain.name.clone(),
            links: links().count(),
            aliases: aliases.filter(|a| a.chain == c).count(),
            relations: suppliers().count(),
            cross_chain: suppliers().filter(foreign).count(),
            segments: chain.segments.values().cloned().collect(),
        }
    };
    chains.chains.iter().enumerate().map(row).collect()
}

/// The links of the c-th chain in file order, then those it shows of other chains.
pub fn link_rows(chains: &Chains, c: usize) -> Vec<LinkRow> {
    let mut customers = vec![0usize; chains.links.len()];
    for link in &chains.links {
        let mut supplied: Vec<usize> = link
            .inputs
            .iter()
            .flat_map(|i| &i.suppliers)
            .filter_map(|s| match s {
                Supplier::Link(ix) => Some(ix.0),
                Supplier::Elsewhere(_) => None,
            })
            .collect();
        supplied.sort_unstable();
        supplied.dedup();
        for supplier in supplied {
            customers[supplier] += 1;
        }
    }
    let segment = |key: &str| {
        let name = chains.chains[c].segments.get(key);
        name.cloned().unwrap_or_else(|| key.to_owned())
    };
    let (mut own, mut shown) = (Vec::new(), Vec::new());
    for (ix, link) in chains.iter() {
        let row = || LinkRow {
            id: link.id.to_string(),
            name: link.name.clone(),
            same_as: None,
            segment: segment(&link.segment),
            stage: link.stage.zh().to_owned(),
            nature: link.nature.zh().to_owned(),
            codes: link
                .codes
                .iter()
                .map(|code| format!("{}{}", code.digits, if code.sure { "" } else { "?" }))
                .collect(),
            inputs: link.inputs.len(),
            customers: customers[ix.0],
            terms: link.terms.clone(),
        };
        if link.chain == c {
            own.push(row());
        }
        for alias in link.aliases.iter().filter(|a| a.chain == c) {
            shown.push(LinkRow {
                id: alias.id.to_string(),
                name: alias.name.clone(),
                same_as: Some(chains.full_name(ix)),
                segment: alias.segment.as_deref().map(segment).unwrap_or_default(),
                stage: alias.stage.zh().to_owned(),
                ..row()
            });
        }
    }
    own.extend(shown);
    own
}

impl ChainRow {
    /// Cells under [`CHAIN_HEADER`].
    pub fn cells(&self) -> [String; 8] {
        [
            self.id.clone(),
            self.name.clone(),
            self.links.to_string(),
            self.aliases.to_string(),
            self.relations.to_string(),
            self.cross_chain.to_string(),
            self.segments.len().to_string(),
            self.segments.join("、"),
        ]
    }
}

impl LinkRow {
    /// Cells under [`LINK_HEADER`].
    pub fn cells(&self) -> [String; 9] {
        let name = match &self.same_as {
            Some(other) => format!("{}（同 {other}）", self.name),
            None => self.name.clone(),
        };
        [
            self.id.clone(),
            name,
            self.segment.clone(),
            self.stage.clone(),
            self.nature.clone(),
            self.codes.join(" "),
            self.inputs.to_string(),
            self.customers.to_string(),
            self.terms.join("、"),
        ]
    }
}
