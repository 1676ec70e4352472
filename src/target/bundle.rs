//! 打包招商: gaps that only make sense together.
//!
//! Two kinds. **A customer that is here** and lacks two or more required inputs: the smallest set of
//! gaps that gives it all of them. **A gap** whose own required inputs are gaps too: these, and the gap
//! itself. Of an input with alternatives (`any:`) one is enough; of several smallest sets the one of
//! the highest priorities is taken. An input that no gap can supply (a resource, a utility, a chain
//! that is not loaded) stays to be bought and is named. Customers that lack the same set share a bundle.
//!
//! Worked example: 整机 is here and needs 塔筒 and 叶片, both missing: {塔筒, 叶片}. If it needed (甲 or 乙) and
//! (乙 or 丙), the smallest set would be {乙}, one gap, and no bundle.

use std::collections::HashMap;

use indexmap::IndexSet;

use super::Ask;
use super::holders::Holders;
use crate::analyze::Situation;
use crate::model::{Action, Bundle, Input, LinkIx, Supplier, Target, Verdict};

/// Bundles shown.
const MOST: usize = 20;
/// Open inputs beyond which a customer is no bundle any more.
const MOST_INPUTS: usize = 8;

/// What a bundle is made from.
struct Field<'a> {
    s: &'a Situation<'a>,
    verdicts: &'a [Verdict],
    holders: &'a Holders<'a>,
    gaps: HashMap<LinkIx, (usize, &'a Ask<'a>)>,
    targets: &'a [Vec<Target>],
}

/// Bundles, those first whose gaps press most on average.
///
/// O(links × inputs), and exponential only in the `any:` inputs of one link, of which there are few.
pub fn bundles(
    s: &Situation<'_>,
    verdicts: &[Verdict],
    holders: &Holders<'_>,
    asks: &[Option<Ask<'_>>],
    targets: &[Vec<Target>],
) -> Vec<Bundle> {
    let wanted = |ask: &&Ask<'_>| ask.gap.action.wants_newcomer();
    let gaps = asks
        .iter()
        .enumerate()
        .filter_map(|(i, ask)| Some((i, ask.as_ref().filter(wanted)?)))
        .map(|(i, ask)| (ask.gap.link, (i, ask)))
        .collect();
    let field = Field {
        s,
        verdicts,
        holders,
        gaps,
        targets,
    };
    let mut out: Vec<(f64, Bundle)> = s
        .chains
        .indices()
        .filter_map(|ix| field.around(ix))
        .collect();
    out.sort_by(|(p, a), (q, b)| {
        q.total_cmp(p)
            .then_with(|| a.gaps.len().cmp(&b.gaps.len()))
            .then_with(|| a.around.cmp(&b.around))
    });
    let mut all: Vec<Bundle> = Vec::new();
    for (_, bundle) in out {
        match all.iter_mut().find(|b| b.gaps == bundle.gaps) {
            Some(same) => {
                let name = s.chains.find(bundle.around.as_str());
                let name = name.map_or("", |ix| s.chains.link(ix).name.as_str());
                same.reason += &format!("；“{name}”也缺这几项");
            }
            None => all.push(bundle),
        }
    }
    all.truncate(MOST);
    all
}

impl Field<'_> {
    /// The bundle around a customer that is here or a gap; None where there is none.
    fn around(&self, ix: LinkIx) -> Option<(f64, Bundle)> {
        let verdict = &self.verdicts[ix.0];
        let own = self.gaps.get(&ix);
        if own.is_none() && !verdict.present {
            return None;
        }
        let link = self.s.chains.link(ix);
        let mut open: Vec<Vec<LinkIx>> = Vec::new();
        let mut bought: Vec<String> = Vec::new();
        for input in link.inputs.iter().filter(|i| i.is_required_material()) {
            if self.supplied(input) {
                continue;
            }
            let able: Vec<LinkIx> = suppliers(input)
                .filter(|from| self.gaps.contains_key(from) && *from != ix)
                .collect();
            if able.is_empty() {
                bought.push(self.names(input));
            } else {
                open.push(able);
            }
        }
        if open.is_empty() || open.len() > MOST_INPUTS {
            return None;
        }
        let mut set = self.smallest(&open)?;
        set.sort_unstable();
        if own.is_some() {
            set.push(ix);
        }
        if set.len() < 2 {
            return None;
        }
        let priorities = set
            .iter()
            .filter_map(|g| Some(self.gaps.get(g)?.1.gap.priority));
        #[expect(clippy::cast_precision_loss, reason = "a handful of gaps")]
        let mean = priorities.sum::<f64>() / set.len() as f64;
        let firms = self.firms(&set);
        let bundle = Bundle {
            around: link.id.clone(),
            gaps: set
                .iter()
                .map(|g| self.s.chains.link(*g).id.clone())
                .collect(),
            reason: self.reason(ix, own.is_some(), &set, &bought, &firms),
            firms: firms
                .into_iter()
                .map(|t| t.map(|t| t.name.clone()))
                .collect(),
        };
        Some((mean, bundle))
    }

    /// Whether firms or a resource of the zone supply an input.
    fn supplied(&self, input: &Input) -> bool {
        suppliers(input).any(|from| {
            let lies = self.s.zone.resources.iter().any(|r| r.link == Some(from));
            self.verdicts[from.0].coverage.is_here() || lies
        })
    }

    fn names(&self, input: &Input) -> String {
        let name = |supplier: &Supplier| match supplier {
            Supplier::Link(ix) => self.s.chains.link(*ix).name.clone(),
            Supplier::Elsewhere(name) => name.clone(),
        };
        let all: Vec<String> = input.suppliers.iter().map(name).collect();
        all.join("或")
    }

    /// The smallest set of gaps that supplies every open input, exactly; of several the one of the
    /// highest sum of priorities, then the first in the models.
    fn smallest(&self, open: &[Vec<LinkIx>]) -> Option<Vec<LinkIx>> {
        let mut sets: Vec<IndexSet<LinkIx>> = vec![IndexSet::new()];
        for able in open {
            let mut next: Vec<IndexSet<LinkIx>> = Vec::new();
            for set in &sets {
                if able.iter().any(|g| set.contains(g)) {
                    next.push(set.clone());
                    continue;
                }
                for gap in able {
                    let mut with = set.clone();
                    with.insert(*gap);
                    next.push(with);
                }
            }
            sets = next;
        }
        let weight = |set: &IndexSet<LinkIx>| -> f64 {
            let of = |g: &LinkIx| self.gaps.get(g).map_or(0.0, |(_, ask)| ask.gap.priority);
            set.iter().map(of).sum()
        };
        sets.into_iter()
            .min_by(|a, b| {
                a.len()
                    .cmp(&b.len())
                    .then_with(|| weight(b).total_cmp(&weight(a)))
            })
            .map(|set| set.into_iter().collect())
    }

    /// A firm for each gap: one that serves several of them where there is one, else the best.
    fn firms(&self, set: &[LinkIx]) -> Vec<Option<&Target>> {
        let of = |gap: &LinkIx| {
            self.gaps
                .get(gap)
                .map_or(&[][..], |(i, _)| &self.targets[*i])
        };
        let serves = |target: &Target| {
            let also = |gap: &&LinkIx| of(gap).iter().any(|t| t.name == target.name);
            set.iter().filter(also).count()
        };
        set.iter()
            .map(|gap| {
                let best = |(i, t): &(usize, &Target)| (serves(t), std::cmp::Reverse(*i));
                of(gap).iter().enumerate().max_by_key(best).map(|(_, t)| t)
            })
            .collect()
    }

    fn reason(
        &self,
        ix: LinkIx,
        is_gap: bool,
        set: &[LinkIx],
        bought: &[String],
        firms: &[Option<&Target>],
    ) -> String {
        let name = &self.s.chains.link(ix).name;
        let quoted = |list: &[LinkIx]| {
            let names = list.iter().map(|g| self.s.chains.link(*g).name.as_str());
            names.collect::<Vec<_>>().join("”“")
        };
        let mut words = Vec::new();
        if is_gap {
            let inputs = &set[..set.len() - 1];
            let action = self.verdicts[ix.0].action;
            words.push(format!(
                "引进“{name}”（{}）须同时有“{}”，本地都没有",
                if action == Action::None {
                    "缺链"
                } else {
                    action.zh()
                },
                quoted(inputs)
            ));
        } else {
            let who = self.holders.names(self.s, ix, 2);
            let who = if who.is_empty() {
                String::new()
            } else {
                format!("（{who}）")
            };
            words.push(format!("本地“{name}”{who}尚缺必需投入“{}”", quoted(set)));
        }
        if bought.is_empty() {
            words.push("一并引进后其必需投入全部本地化".to_owned());
        } else {
            words.push(format!("一并引进后仍须外购：{}", bought.join("、")));
        }
        let mut named: IndexSet<&str> = IndexSet::new();
        for target in firms.iter().flatten() {
            let count = firms
                .iter()
                .flatten()
                .filter(|t| t.name == target.name)
                .count();
            if count > 1 && named.insert(&target.name) {
                words.push(format!("{}一家可承担其中{count}项", target.short));
            }
        }
        words.join("；")
    }
}

fn suppliers(input: &Input) -> impl Iterator<Item = LinkIx> + '_ {
    input
        .suppliers
        .iter()
        .filter_map(|supplier| match supplier {
            Supplier::Link(ix) => Some(*ix),
            Supplier::Elsewhere(_) => None,
        })
}
