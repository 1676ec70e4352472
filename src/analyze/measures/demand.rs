//! 产能缺口: how much of what local customers need the capacity here falls short of.
//!
//! > value = 1 − mean of the two ends of supply ÷ need, each at most 1
//!
//! From the tightest zone-wide balance (`balance.rs`); 不适用 without comparable figures.
//!
//! Worked example: 950 for 3,050: 1 − 0.311 = 0.689; 35 for 33–36: 1 − (0.972 + 1) ÷ 2 = 0.014. O(1).

use crate::model::{LinkIx, Share};

use super::{Ground, Measured};

/// The measure.
pub fn measure(g: &Ground<'_>, ix: LinkIx) -> Measured {
    match g.balances.tightest(ix) {
        Some(weighed) => (
            Some(value(weighed.balance.ratio)),
            weighed.balance.reason.clone(),
        ),
        None => (None, "没有可比的产能数据，不适用".to_owned()),
    }
}

fn value((low, high): (f64, f64)) -> Share {
    Share::new(1.0 - f64::midpoint(low.min(1.0), high.min(1.0)))
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn the_worked_examples() {
        let thousandths = |ratio| (value(ratio).get() * 1000.0).round();
        assert_eq!(thousandths((950.0 / 3050.0, 950.0 / 3050.0)), 689.0);
        assert_eq!(thousandths((35.0 / 36.0, 35.0 / 33.0)), 14.0);
    }
}
