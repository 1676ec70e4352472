//! 投入已备: the share of the link's own required inputs that are here.
//!
//! > value = required inputs with a supplier here ÷ required inputs
//!
//! An input with alternatives (`any:`) is met by any of them; a resource that lies here counts. 不适用
//! where the model lists no required input.
//!
//! Worked example: 整机 needs 塔筒 and 叶片, 叶片 is made here: 1 ÷ 2 = 0.5. O(inputs × suppliers).

use crate::model::{LinkIx, Share};

use super::{Ground, Measured};

/// The measure.
pub fn measure(g: &Ground<'_>, ix: LinkIx) -> Measured {
    let all = g.required(ix).count();
    let have = g.required(ix).filter(|input| g.is_met(input)).count();
    match Share::of(have, all) {
        Some(share) => (
            Some(share),
            format!("必需投入{all}项，本地已有或有资源{have}项"),
        ),
        None => (None, "模型没有列出必需投入，不适用".to_owned()),
    }
}
