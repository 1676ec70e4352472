//! 战新高新: a link of a strategic emerging or high-tech industry by the rule set: 1, else 0. O(1).

use crate::model::{LinkIx, Share};

use super::{Ground, Measured};

/// The measure.
pub fn measure(g: &Ground<'_>, ix: LinkIx) -> Measured {
    match g.s.zone.policy.newness(g.s.chains.link(ix)) {
        Some(why) => (Some(Share::ONE), why),
        None => (Some(Share::ZERO), "不属战新、高新环节".to_owned()),
    }
}
