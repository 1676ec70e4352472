//! 就近配套: whether it makes sense to make it near its customers.
//!
//! > value = 0.5 × bulk + 0.3 × (1 − value per kilogram) + 0.2 if fragile, bulk and value 0, 0.5 or 1
//!
//! From the model's `ship:`; 不适用 without. 0 where `neighbours:` of the zone supply it: what is made next
//! door need not be made here to be near.
//!
//! Worked example: glass (bulky, cheap, fragile): 0.5 + 0.3 + 0.2 = 1; silver paste (none of it): 0. O(1).

use crate::model::{Burden, LinkIx, Share, Shipping};

use super::{Ground, Measured};

/// The measure.
pub fn measure(g: &Ground<'_>, ix: LinkIx) -> Measured {
    let near = g.s.zone.neighbours.iter().find(|n| n.link == Some(ix));
    match (g.s.chains.link(ix).ship, near) {
        (Some(_), Some(near)) => (
            Some(Share::ZERO),
            format!("{}已可就近供应，不急补", near.place),
        ),
        (Some(ship), None) => of(ship),
        (None, _) => (None, "模型没有运输特性，不适用".to_owned()),
    }
}

fn of(ship: Shipping) -> Measured {
    let scale = |burden: Burden| match burden {
        Burden::Low => 0.0,
        Burden::Medium => 0.5,
        Burden::High => 1.0,
    };
    let value = 0.5 * scale(ship.bulky)
        + 0.3 * (1.0 - scale(ship.value))
        + if ship.fragile { 0.2 } else { 0.0 };
    let bulk = match ship.bulky {
        Burden::High => "体积重量大",
        Burden::Medium => "运输负担中等",
        Burden::Low => "便于运输",
    };
    let price = match ship.value {
        Burden::High => "单位价值高",
        Burden::Medium => "单位价值中等",
        Burden::Low => "单位价值低",
    };
    let fragile = if ship.fragile { "，易损" } else { "" };
    let verdict = if value >= 0.6 {
        "，宜就近配套"
    } else if value <= 0.25 {
        "，外购亦可，不急补"
    } else {
        ""
    };
    (
        Some(Share::new(value)),
        format!("{bulk}，{price}{fragile}{verdict}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glass_is_made_near_and_silver_paste_is_shipped() {
        let glass = Shipping {
            bulky: Burden::High,
            value: Burden::Low,
            fragile: true,
        };
        let paste = Shipping {
            bulky: Burden::Low,
            value: Burden::High,
            fragile: false,
        };
        assert_eq!(of(glass).0, Some(Share::ONE));
        assert_eq!(of(paste).0, Some(Share::ZERO));
    }
}
