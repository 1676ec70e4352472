//! Action as a function of coverage: which rule applies to a link, without a word.
//!
//! `action.rs` puts the answer in words; `review.rs` asks what it would be if one link's coverage were
//! another. The rules are stated at the head of `action.rs`.

use indexmap::{IndexMap, IndexSet};

use crate::model::{Action, Coverage, Flag, Input, LinkIx, Nature, Supplier, SupplyKind, Verdict};

use super::Situation;

/// What the rules look at, link by link.
#[derive(Clone)]
pub struct Levels {
    /// What the register shows.
    pub coverage: Vec<Coverage>,
    /// Here, or excluded with its demand declared.
    pub present: Vec<bool>,
    /// Carried by one group.
    pub sole: Vec<bool>,
}

impl Levels {
    /// 已有 or 薄弱.
    pub fn here(&self, link: LinkIx) -> bool {
        self.coverage[link.0].is_here()
    }

    /// Whether one of the suppliers of an input is here.
    pub fn met(&self, input: &Input) -> bool {
        input.suppliers.iter().any(|supplier| match supplier {
            Supplier::Link(link) => self.here(*link),
            Supplier::Elsewhere(_) => false,
        })
    }

    /// Whether a present customer needs this supplier.
    pub fn needs(&self, supplier: LinkIx, customer: LinkIx, input: &Input) -> bool {
        self.present[customer.0] && waits_for(input, supplier, |link| self.here(link))
    }
}

/// Whether a present customer needs this supplier, by the verdicts.
pub fn needs(verdicts: &[Verdict], supplier: LinkIx, customer: LinkIx, input: &Input) -> bool {
    let here = |link: LinkIx| verdicts[link.0].coverage.is_here();
    verdicts[customer.0].present && waits_for(input, supplier, here)
}

/// A required material input that no other supplier meets. An input with alternatives is met by any of
/// them: a customer that has another alternative here doesn't need this one.
fn waits_for(input: &Input, supplier: LinkIx, here: impl Fn(LinkIx) -> bool) -> bool {
    input.is_required_material()
        && !input.suppliers.iter().any(|other| match other {
            Supplier::Link(other) => *other != supplier && here(*other),
            Supplier::Elsewhere(_) => false,
        })
}

/// The rules over one set of models and one zone.
pub struct Rules<'a> {
    s: &'a Situation<'a>,
    segments: Vec<Vec<LinkIx>>,
    of: Vec<usize>,
    /// Links of which a sourced resource is a required input.
    sourced: IndexSet<LinkIx>,
}

impl<'a> Rules<'a> {
    /// Sorts the links by segment. O(V + E).
    pub fn new(s: &'a Situation<'a>) -> Self {
        let mut keys: IndexMap<(usize, &str), Vec<LinkIx>> = IndexMap::new();
        let mut of = Vec::with_capacity(s.chains.links.len());
        for (ix, link) in s.chains.iter() {
            let entry = keys.entry((link.chain, link.segment.as_str()));
            of.push(entry.index());
            entry.or_default().push(ix);
        }
        let resources = s.zone.resources.iter().filter_map(|r| r.link);
        let sourced = resources
            .filter(|link| s.chains.link(*link).nature == Nature::Resource)
            .flat_map(|link| s.graph.customers(link))
            .filter(|(_, input)| input.is_required_material())
            .map(|(customer, _)| customer)
            .collect();
        Self {
            s,
            segments: keys.into_values().collect(),
            of,
            sourced,
        }
    }

    /// The links of a link's segment.
    pub fn segment(&self, link: LinkIx) -> &[LinkIx] {
        &self.segments[self.of[link.0]]
    }

    /// What a link asks for. O(neighbours, and for 建链 the segment).
    pub fn action(&self, levels: &Levels, ix: LinkIx) -> Action {
        let link = self.s.chains.link(ix);
        if link.has(Flag::Classified) || !link.can_be_gap() {
            return Action::None;
        }
        match levels.coverage[ix.0] {
            Coverage::Weak => Action::Strengthen,
            Coverage::Covered if levels.sole[ix.0] && self.needed(levels, ix) => Action::Stabilise,
            Coverage::Covered => Action::None,
            Coverage::Building | Coverage::TradeOnly | Coverage::Missing | Coverage::NotFound => {
                if self.needed(levels, ix) {
                    Action::Fill
                } else if self.extends(levels, ix) {
                    Action::Extend
                } else if self.buildable(levels, ix) {
                    Action::Build
                } else {
                    Action::Defer
                }
            }
        }
    }

    fn needed(&self, levels: &Levels, ix: LinkIx) -> bool {
        let customers = self.s.graph.customers(ix);
        let mut customers = customers.into_iter();
        customers.any(|(customer, input)| levels.needs(ix, customer, input))
    }

    fn extends(&self, levels: &Levels, ix: LinkIx) -> bool {
        self.feeds(levels, ix)
            || self
                .s
                .graph
                .suppliers(ix)
                .into_iter()
                .any(|(from, input)| calls(levels, from, input))
    }

    /// Whether products that are here feed a link, at least half of its required inputs being here.
    pub fn feeds(&self, levels: &Levels, ix: LinkIx) -> bool {
        let inputs = self.s.chains.link(ix).inputs.iter();
        let required: Vec<&Input> = inputs.filter(|i| i.is_required_material()).collect();
        let have = required.iter().filter(|i| levels.met(i)).count();
        let by_product = |supplier: &Supplier| match supplier {
            Supplier::Link(from) => {
                levels.here(*from) && self.s.chains.link(*from).nature == Nature::Product
            }
            Supplier::Elsewhere(_) => false,
        };
        have * 2 >= required.len() && required.iter().any(|i| i.suppliers.iter().any(by_product))
    }

    /// Whether nothing of the link's segment is here and something adjoins it.
    fn buildable(&self, levels: &Levels, ix: LinkIx) -> bool {
        let counted = self.segment(ix).iter().filter(|ix| {
            let link = self.s.chains.link(**ix);
            matches!(link.nature, Nature::Product | Nature::Service) && !link.excluded()
        });
        let mut adjoined = false;
        for link in counted {
            if levels.here(*link) {
                return false;
            }
            adjoined =
                adjoined || self.sourced.contains(link) || self.adjoins_demand(levels, *link);
        }
        adjoined
    }

    fn adjoins_demand(&self, levels: &Levels, link: LinkIx) -> bool {
        let customers = self.s.graph.customers(link);
        customers.into_iter().any(|(customer, input)| {
            self.s.chains.link(customer).excluded()
                && levels.present[customer.0]
                && input.is_required_material()
        })
    }

    /// Every link whose action can change when the coverage of one does, that one among them.
    ///
    /// Its own; its suppliers' (whom it may need); its customers' (which it feeds, or whose waste or
    /// stock it is); its rivals' (other suppliers of an input it serves); those of its segment (建链);
    /// and, of an excluded link, those of its suppliers' segments (its demand adjoins them).
    pub fn around(&self, link: LinkIx) -> IndexSet<LinkIx> {
        let graph = self.s.graph;
        let mut out = IndexSet::from([link]);
        out.extend(self.segment(link));
        for (supplier, _) in graph.suppliers(link) {
            out.insert(supplier);
            if self.s.chains.link(link).excluded() {
                out.extend(self.segment(supplier));
            }
        }
        for (customer, input) in graph.customers(link) {
            out.insert(customer);
            out.extend(input.suppliers.iter().filter_map(|s| match s {
                Supplier::Link(rival) => Some(*rival),
                Supplier::Elsewhere(_) => None,
            }));
        }
        out
    }
}

/// Whether the waste or aftermarket of a present link calls for a customer of it.
pub fn calls(levels: &Levels, from: LinkIx, input: &Input) -> bool {
    matches!(input.kind, SupplyKind::Waste | SupplyKind::Aftermarket)
        && !input.optional
        && levels.present[from.0]
}
