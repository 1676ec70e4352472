//! 接通供需: required relations of today's covered customers that filling the link would satisfy.
//!
//! > value = min(1, relations ÷ 5)
//!
//! Every relation belongs to one input of one customer, so the numbers of several links add up, and
//! the best k links are simply the k with the largest numbers — unless they are alternatives (`any:`)
//! of one input. A link that is here satisfies nothing more.
//!
//! Worked example: 塔料 is needed by 塔筒 and 定日镜, both here: 2 ÷ 5 = 0.4. O(customers).

use crate::model::{LinkIx, Share};

use super::{Ground, Measured};

/// Relations from which the measure is full.
const FULL: usize = 5;

/// The measure.
pub fn measure(g: &Ground<'_>, ix: LinkIx) -> Measured {
    if g.levels.here(ix) {
        return (Some(Share::ZERO), "本地已有，供需已接通".to_owned());
    }
    let count = g.relations(ix).count();
    let reason = if count == 0 {
        "补上后不直接接通本地供需".to_owned()
    } else {
        format!("补上可接通本地供需关系{count}条")
    };
    (Share::of(count.min(FULL), FULL), reason)
}
