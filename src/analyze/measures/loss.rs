//! 断链损失: what would lose its supplier here if the one group that carries the link left.
//!
//! > value = min(1, required relations of present customers that only this link satisfies ÷ 5)
//!
//! 0 where several groups carry it: the others stay. 不适用 where nobody does: there is nothing to lose.
//!
//! Worked example: one group makes all 叶片, 整机 needs it: 1 ÷ 5 = 0.2. O(customers + holders).

use crate::model::{LinkIx, Share};

use super::super::ties::groups;
use super::{Ground, Measured};

/// Relations from which the measure is full.
const FULL: usize = 5;

/// The measure.
pub fn measure(g: &Ground<'_>, ix: LinkIx) -> Measured {
    let groups = groups(g.s, &g.ties.at(ix).holders);
    match groups.as_slice() {
        [] => (None, "本地尚无企业，不存在断链，不适用".to_owned()),
        [only] => {
            let losing: Vec<&str> = g.relations(ix).map(|(c, _)| g.name(c)).collect();
            let reason = if losing.is_empty() {
                format!("{only}外迁，本地没有环节断供")
            } else {
                format!("{only}外迁，“{}”即断供", losing.join("”“"))
            };
            (Share::of(losing.len().min(FULL), FULL), reason)
        }
        several => {
            let count = several.len();
            let reason = format!("{count}家（集团）承担，一家外迁不致断链");
            (Some(Share::ZERO), reason)
        }
    }
}
