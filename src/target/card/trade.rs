//! 市场 and 原料与配套: who here would buy, what is here to make it from.

use super::Cards;
use crate::analyze::needs;
use crate::model::{Capacity, Input, LinkIx, Nature, Quantity, Supplier, SupplyKind};
use crate::target::Ask;

/// Firms named for one neighbour.
const FIRMS: usize = 3;
/// Neighbours named in a list.
const LINKS: usize = 6;

impl Cards<'_> {
    /// Present links that need the gap's link.
    pub(super) fn customers(&self, ask: &Ask<'_>) -> Vec<LinkIx> {
        let mut out: Vec<LinkIx> = Vec::new();
        for (customer, input) in self.s.graph.customers(ask.gap.link) {
            let counts = if self.verdicts[ask.gap.link.0].coverage.is_here() {
                input.is_required_material() && self.verdicts[customer.0].present
            } else {
                needs(self.verdicts, ask.gap.link, customer, input)
            };
            if counts && !out.contains(&customer) {
                out.push(customer);
            }
        }
        out
    }

    /// Links that are here and feed the gap's link, its waste and aftermarket included.
    pub(super) fn feeders(&self, ask: &Ask<'_>) -> Vec<LinkIx> {
        let mut out: Vec<LinkIx> = Vec::new();
        for (supplier, input) in self.s.graph.suppliers(ask.gap.link) {
            let verdict = &self.verdicts[supplier.0];
            let feeds = match input.kind {
                SupplyKind::Material => verdict.coverage.is_here(),
                SupplyKind::Waste | SupplyKind::Aftermarket => verdict.present,
                SupplyKind::Energy | SupplyKind::Service => false,
            };
            if feeds && !input.optional && !out.contains(&supplier) {
                out.push(supplier);
            }
        }
        out
    }

    /// Customers by name, with rows and quantities; the balance of capacities; customers just outside.
    pub(super) fn demand(&self, ask: &Ask<'_>) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        let customers = self.customers(ask);
        for customer in customers.iter().take(LINKS) {
            out.push(self.customer(ask, *customer));
        }
        if customers.len() > LINKS {
            out.push(format!("另有{}个本地环节必需", customers.len() - LINKS));
        }
        if customers.is_empty() {
            out.push(
                "本地暂无以它为必需投入的环节，产品须面向区外市场，销售半径待企业论证".to_owned(),
            );
        }
        for (from, input) in self.s.graph.suppliers(ask.gap.link) {
            let calls = matches!(input.kind, SupplyKind::Waste | SupplyKind::Aftermarket);
            if calls && !input.optional && self.verdicts[from.0].present {
                let word = if input.kind == SupplyKind::Waste {
                    "废弃物待处理"
                } else {
                    "存量待服务"
                };
                let name = &self.s.chains.link(from).name;
                out.push(format!("本地“{name}”{word}：{}", self.who(from)));
            }
        }
        let balance = ask.gap.parts.iter().find(|p| p.key == "demand");
        match balance {
            Some(part) if part.value.is_some() => out.push(part.reason.clone()),
            _ => out.push("需求数量：没有可比的产能数据，须向需方企业核实年用量".to_owned()),
        }
        for (customer, input) in self.s.graph.customers(ask.gap.link) {
            for near in self.s.zone.neighbours.iter() {
                if near.link == Some(customer) && input.is_required_material() {
                    let name = &self.s.chains.link(customer).name;
                    out.push(format!(
                        "周边“{name}”：{}{}{}",
                        near.place,
                        near.text,
                        self.source(near.source.as_deref())
                    ));
                }
            }
        }
        out
    }

    /// `叶片：中材科技（酒泉）…（名录第3行）；2024年产能2,450套（来源…）；每套需1.2吨（…）`
    fn customer(&self, ask: &Ask<'_>, customer: LinkIx) -> String {
        let mut words = vec![format!(
            "{}：{}",
            self.s.chains.link(customer).name,
            self.who(customer)
        )];
        words.extend(self.capacity(customer));
        let inputs = &self.s.chains.link(customer).inputs;
        let quantity = inputs
            .iter()
            .filter(|i| i.suppliers.contains(&Supplier::Link(ask.gap.link)))
            .find_map(|i| i.quantity.as_ref());
        if let Some(quantity) = quantity {
            words.push(self.quantity(customer, quantity));
        }
        words.join("；")
    }

    fn quantity(&self, customer: LinkIx, q: &Quantity) -> String {
        let range = if q.low == q.high {
            q.low.to_string()
        } else {
            format!("{}—{}", q.low, q.high)
        };
        let source = self.s.chains.chain_of(customer).sources.get(&q.source);
        let source = source.map_or_else(|| q.source.clone(), ToString::to_string);
        format!("单位用量{range}{}（来源：{source}）", q.unit)
    }

    /// The latest zone-wide capacity of a link, in words.
    fn capacity(&self, ix: LinkIx) -> Option<String> {
        let all = self.s.capacity.iter().filter(|(link, _)| *link == ix);
        let zone_wide = all
            .map(|(_, c)| c)
            .filter(|c| c.holder == "全市" && !c.planned);
        let latest: &Capacity = zone_wide.max_by_key(|c| c.year)?;
        let year = latest.year.map(|y| format!("{y}年")).unwrap_or_default();
        let source = self.source(latest.source.as_deref());
        Some(format!(
            "{year}产能{}{}{source}",
            latest.amount, latest.unit
        ))
    }

    /// The firms at a link, or, where none shows it, its declared demand.
    pub(super) fn who(&self, ix: LinkIx) -> String {
        let firms = self.holders.names(self.s, ix, FIRMS);
        if !firms.is_empty() {
            return firms;
        }
        let declared = self.s.zone.demand.iter().filter(|d| d.link == Some(ix));
        let words: Vec<String> = declared
            .map(|d| {
                let year = d.year.map(|y| format!("{y}年")).unwrap_or_default();
                let source = self.source(Some(&d.source));
                format!("{year}{}{}{source}", d.value, d.unit)
            })
            .collect();
        words.join("；")
    }

    /// `（来源：…）`, or nothing.
    pub(super) fn source(&self, key: Option<&str>) -> String {
        key.map_or_else(String::new, |key| {
            format!("（来源：{}）", self.s.zone.source_text(key))
        })
    }

    /// Required inputs, each with where it comes from; then energy and services.
    pub(super) fn inputs(&self, ask: &Ask<'_>) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        let inputs = &ask.link.inputs;
        let required: Vec<&Input> = inputs.iter().filter(|i| i.is_required_material()).collect();
        let waste: Vec<&Input> = inputs
            .iter()
            .filter(|i| i.kind == SupplyKind::Waste)
            .collect();
        if required.is_empty() && waste.is_empty() {
            out.push("原料：模型没有列出必需物料，须由企业提供原料清单".to_owned());
        }
        for input in required {
            out.push(self.input(input));
        }
        for input in waste {
            out.push(format!("可利用的废弃物·{}", self.input(input)));
        }
        let services: Vec<&Input> = inputs
            .iter()
            .filter(|i| i.kind == SupplyKind::Service && !i.optional)
            .collect();
        for input in services {
            out.push(format!("配套服务·{}", self.input(input)));
        }
        out
    }

    /// Where one input comes from: here, a resource, just outside, or to be brought in.
    pub(super) fn input(&self, input: &Input) -> String {
        let mut names = Vec::new();
        let mut found = Vec::new();
        let mut near = Vec::new();
        let mut gap = None;
        let mut public = false;
        let several = input.suppliers.len() > 1;
        for supplier in &input.suppliers {
            let ix = match supplier {
                Supplier::Link(ix) => *ix,
                Supplier::Elsewhere(name) => {
                    names.push(name.as_str());
                    continue;
                }
            };
            let link = self.s.chains.link(ix);
            names.push(link.name.as_str());
            public |= matches!(link.nature, Nature::Utility | Nature::Facility);
            let which = if several {
                format!("“{}”", link.name)
            } else {
                String::new()
            };
            if self.verdicts[ix.0].coverage.is_here() {
                found.push(format!("本地已有{which}，{}", self.who(ix)));
            }
            for resource in self.s.zone.resources.iter().filter(|r| r.link == Some(ix)) {
                let source = self.source(Some(&resource.source));
                found.push(format!("本地有资源{which}，{}{source}", resource.text));
            }
            for n in self.s.zone.neighbours.iter().filter(|n| n.link == Some(ix)) {
                let source = self.source(n.source.as_deref());
                near.push(format!("{}{}{source}", n.place, n.text));
            }
            gap = gap.or_else(|| {
                self.gaps
                    .iter()
                    .position(|g| g.link == ix && g.action.wants_newcomer())
            });
        }
        let name = names.join("或");
        if !found.is_empty() {
            return format!("{name}：{}", found.join("；"));
        }
        let also = gap
            .map(|n| format!("（亦为缺链，列第{}位）", n + 1))
            .unwrap_or_default();
        if input.kind == SupplyKind::Waste {
            format!("{name}：名录未见，来源和收集量须先落实")
        } else if near.is_empty() && public {
            format!("{name}：名录未见，属公共配套，由承接园区核实或争取建设")
        } else if near.is_empty() {
            format!("{name}：本地未见，须外购或同步引进{also}")
        } else {
            format!("{name}：本地未见，周边可购，{}{also}", near.join("；"))
        }
    }
}
