//! 补齐下游: present customers whose required inputs would all be here with this link alone.
//!
//! > value = min(1, customers completed ÷ 3)
//!
//! Worked example: 整机 needs 塔筒 and 叶片, 叶片 is here: 塔筒 completes it: 1 ÷ 3 = 0.33; with neither here
//! it completes nothing (the smallest set is both, see `bundle.rs`). O(customers × inputs).

use indexmap::IndexSet;

use crate::model::{LinkIx, Share, Supplier};

use super::{Ground, Measured};

/// Customers from which the measure is full.
const FULL: usize = 3;

/// The measure.
pub fn measure(g: &Ground<'_>, ix: LinkIx) -> Measured {
    if g.levels.here(ix) {
        let reason = "本地已有，不增加配套齐全的下游".to_owned();
        return (Some(Share::ZERO), reason);
    }
    let alone = |customer: &LinkIx| {
        g.required(*customer)
            .all(|input| g.is_met(input) || input.suppliers.contains(&Supplier::Link(ix)))
    };
    let needing: IndexSet<LinkIx> = g.relations(ix).map(|(customer, _)| customer).collect();
    let completed: Vec<&str> = needing
        .iter()
        .filter(|customer| alone(customer))
        .map(|customer| g.name(*customer))
        .collect();
    let reason = if completed.is_empty() {
        "单独补上还不能使哪个下游配套齐全".to_owned()
    } else {
        format!("补上即可使“{}”必需投入全部本地化", completed.join("”“"))
    };
    (Share::of(completed.len().min(FULL), FULL), reason)
}
