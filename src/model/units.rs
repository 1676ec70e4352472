//! Quantities with units, never bare numbers.

use serde::Serialize;

/// A share between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, schemars::JsonSchema)]
#[serde(transparent)]
pub struct Share(f64);

impl Share {
    /// None.
    pub const ZERO: Self = Self(0.0);
    /// All.
    pub const ONE: Self = Self(1.0);

    /// Clamped into 0..=1; NaN becomes 0.
    pub fn new(value: f64) -> Self {
        if value.is_nan() {
            Self(0.0)
        } else {
            Self(value.clamp(0.0, 1.0))
        }
    }

    /// `part` of `whole`; None where the whole is nothing.
    pub fn of(part: usize, whole: usize) -> Option<Self> {
        #[expect(
            clippy::cast_precision_loss,
            reason = "counts of links and firms are far below 2^52"
        )]
        (whole > 0).then(|| Self::new(part as f64 / whole as f64))
    }

    /// The number.
    pub fn get(self) -> f64 {
        self.0
    }
}

impl std::fmt::Display for Share {
    /// `94.2%`, without a trailing `.0`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let tenths = (self.0 * 1000.0).round() / 10.0;
        if tenths.fract() == 0.0 {
            write!(f, "{tenths:.0}%")
        } else {
            write!(f, "{tenths:.1}%")
        }
    }
}

/// An amount of money, 万元.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, schemars::JsonSchema)]
#[serde(transparent)]
pub struct WanYuan(pub f64);

/// A published or reported capacity: who, how much, of what, when, who says so.
#[derive(Clone, Debug, PartialEq)]
pub struct Capacity {
    /// A firm's name, or 全市.
    pub holder: String,
    /// How much.
    pub amount: f64,
    /// Physical unit.
    pub unit: String,
    /// Year it holds for.
    pub year: Option<u16>,
    /// Source as given.
    pub source: Option<String>,
    /// True for planned capacity (规划值).
    pub planned: bool,
}

#[cfg(test)]
mod tests {
    use super::Share;

    #[test]
    fn shares_print_as_planners_write_them() {
        assert_eq!(
            Share::of(2450, 2600).map(|s| s.to_string()),
            Some("94.2%".into())
        );
        assert_eq!(Share::of(3, 4).map(|s| s.to_string()), Some("75%".into()));
        assert_eq!(Share::of(0, 0), None);
        assert_eq!(Share::new(f64::NAN), Share::ZERO);
    }
}
