//! Identifiers that are checked when they are made.

use serde::{Deserialize, Serialize};

/// Stable identifier of a link: two capital letters of the chain and a number, `QN05`.
#[derive(
    Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(transparent)]
pub struct LinkId(String);

impl LinkId {
    /// Checks the form; `chain` is the two-letter id the link must carry.
    pub fn new(text: &str, chain: &str) -> Option<Self> {
        let digits = text.strip_prefix(chain)?;
        let good = (2..=3).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        good.then(|| Self(text.to_owned()))
    }

    /// The text, `QN05`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for LinkId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A code of GB/T 4754-2017: section letter and 2 to 4 digits (大类, 中类, 小类).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct IndustryCode {
    /// The digits, `3415`.
    pub digits: String,
    /// False where the model marks the code as uncertain (`C3042?`).
    pub sure: bool,
}

impl IndustryCode {
    /// Reads `C3415`, `3415`, `C3042?`; the letter is optional in registers.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (text, sure) = text.strip_suffix('?').map_or((text, true), |t| (t, false));
        let digits = text
            .strip_prefix(|c: char| c.is_ascii_uppercase() && c <= 'T')
            .unwrap_or(text);
        let good = (2..=4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        good.then(|| Self {
            digits: digits.to_owned(),
            sure,
        })
    }
}

/// A unified social credit code that passed the check of GB 32100-2015.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CreditCode([u8; 18]);

/// Which rule of GB 32100-2015 a code breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodeError {
    /// Not 18 characters.
    Length(usize),
    /// A character outside the alphabet.
    Character(char),
    /// The check character is wrong.
    Check {
        /// What it should be.
        expected: char,
    },
}

impl std::fmt::Display for CodeError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Length(n) => write!(f, "为 {n} 位，应为 18 位"),
            Self::Character(c) => write!(f, "含有不可用的字符“{c}”"),
            Self::Check { expected } => write!(f, "校验位不符，应为“{expected}”"),
        }
    }
}

impl CreditCode {
    /// Alphabet of GB 32100-2015, in the order of the values 0 to 30.
    const ALPHABET: &'static str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    /// Checks length, alphabet and check character.
    ///
    /// The check value is `31 − Σ Cᵢ·3^(i−1) mod 31` (31 counts as 0), GB 32100-2015 §4.6, taken
    /// over the first 17 characters.
    ///
    /// # Errors
    /// The first rule that is broken.
    pub fn new(text: &str) -> Result<Self, CodeError> {
        let text = text.trim();
        let mut code = [0; 18];
        let mut sum = 0;
        let mut weight = 1;
        let mut count = 0;
        let mut wrong = None;
        for c in text.chars().map(|c| c.to_ascii_uppercase()) {
            match (Self::value(c), code.get_mut(count)) {
                (Some((byte, value)), Some(place)) => {
                    *place = byte;
                    if count < 17 {
                        sum += value * weight;
                        weight = weight * 3 % 31;
                    }
                }
                (None, _) => wrong = wrong.or(Some(c)),
                (Some(_), None) => {}
            }
            count += 1;
        }
        if count != 18 {
            return Err(CodeError::Length(count));
        }
        if let Some(c) = wrong {
            return Err(CodeError::Character(c));
        }
        let expected = Self::ALPHABET.as_bytes()[(31 - sum % 31) % 31];
        match code[17] == expected {
            true => Ok(Self(code)),
            false => Err(CodeError::Check {
                expected: expected.into(),
            }),
        }
    }

    /// A character of the alphabet with its place.
    fn value(c: char) -> Option<(u8, usize)> {
        const VALUES: [u8; 128] = {
            let mut values = [u8::MAX; 128];
            let alphabet = CreditCode::ALPHABET.as_bytes();
            let mut i = 0u8;
            while (i as usize) < alphabet.len() {
                values[alphabet[i as usize] as usize] = i;
                i += 1;
            }
            values
        };
        let byte = u8::try_from(c).ok()?;
        let value = *VALUES.get(usize::from(byte))?;
        (value < u8::MAX).then_some((byte, value.into()))
    }

    /// The 18 characters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default() // the alphabet is ASCII
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn link_ids() {
        assert!(LinkId::new("QN05", "QN").is_some());
        for bad in ["QN5", "ZZ05", "QN0005", "QN", "qn05", "QN0a"] {
            assert!(LinkId::new(bad, "QN").is_none(), "{bad}");
        }
    }

    /// The standard's own example in annex A of GB 32100-2015 is 91350100M000100Y43.
    #[test]
    fn credit_code_of_the_standard() {
        assert!(CreditCode::new("91350100M000100Y43").is_ok());
        assert_eq!(
            CreditCode::new("91350100M000100Y44"),
            Err(CodeError::Check { expected: '3' })
        );
        assert_eq!(
            CreditCode::new("91350100M000100YI3"),
            Err(CodeError::Character('I'))
        );
        assert_eq!(CreditCode::new("9135"), Err(CodeError::Length(4)));
    }

    #[test]
    fn industry_codes() {
        assert_eq!(
            IndustryCode::parse("C3415").map(|c| c.digits),
            Some("3415".into())
        );
        assert_eq!(IndustryCode::parse("3415").map(|c| c.sure), Some(true));
        assert_eq!(IndustryCode::parse("C3042?").map(|c| c.sure), Some(false));
        for bad in ["C34155", "Z3415", "C", "34a5", ""] {
            assert!(IndustryCode::parse(bad).is_none(), "{bad}");
        }
    }
}
