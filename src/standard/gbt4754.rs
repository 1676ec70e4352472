//! GB/T 4754—2017, the classification of industries: every code with its name.
//!
//! A code is a section letter alone, or 2, 3 or 4 digits (大类, 中类, 小类), with or without the letter
//! of its section before them. Level and parent follow from the code. Source and date stand in
//! `gbt4754.tsv`; the amendment of 2019 is not in it.

use std::sync::LazyLock;

use indexmap::IndexMap;

use super::records;

/// How far a code goes into detail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// 门类, one letter.
    Section,
    /// 大类, two digits.
    Division,
    /// 中类, three digits.
    Group,
    /// 小类, four digits.
    Class,
}

/// One entry of the standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Industry {
    /// The letter of a section, else the digits: `C`, `34`, `3415`.
    pub code: &'static str,
    /// Chinese name.
    pub name: &'static str,
    /// Letter of its section.
    pub section: char,
    /// Its level.
    pub level: Level,
}

/// A code of the edition of 2011 that the edition of 2017 does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Former {
    /// Its digits.
    pub code: &'static str,
    /// Its name of 2011.
    pub name: &'static str,
    /// Digits of the entry of 2017 that has the same name, where there is one.
    pub now: Option<&'static str>,
}

/// Why a text is no code of the standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Neither a section letter nor 2 to 4 digits with or without one.
    Form,
    /// The digits are there, but under another letter.
    Section(Industry),
    /// No such digits in the edition of 2017.
    Unknown {
        /// The nearest entry above it that there is.
        parent: Option<Industry>,
        /// What it was in the edition of 2011, where we know.
        former: Option<Former>,
    },
}

static INDUSTRIES: LazyLock<IndexMap<&'static str, Industry>> = LazyLock::new(|| {
    records(include_str!("gbt4754.tsv"))
        .filter_map(|record| match record[..] {
            [code, name, section] => Some((
                code,
                Industry {
                    code,
                    name,
                    section: section.chars().next()?,
                    level: level(code)?,
                },
            )),
            _ => None,
        })
        .collect()
});

static FORMER: LazyLock<IndexMap<&'static str, Former>> = LazyLock::new(|| {
    records(include_str!("gbt4754_2011.tsv"))
        .filter_map(|record| match record[..] {
            [code, name, now] => {
                let now = (!now.is_empty()).then_some(now);
                Some((code, Former { code, name, now }))
            }
            _ => None,
        })
        .collect()
});

fn level(code: &str) -> Option<Level> {
    let digits = code.bytes().all(|b| b.is_ascii_digit());
    match (code.len(), digits) {
        (1, false) => Some(Level::Section),
        (2, true) => Some(Level::Division),
        (3, true) => Some(Level::Group),
        (4, true) => Some(Level::Class),
        _ => None,
    }
}

/// Letter, where there is one, and digits, empty for a section: `C3415` → (C, 3415).
pub fn parse(text: &str) -> Option<(Option<char>, &str)> {
    let text = text.trim();
    let letter = text.chars().next().filter(char::is_ascii_uppercase);
    let digits = &text[letter.map_or(0, char::len_utf8)..];
    let good = (2..=4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    let section = letter.is_some_and(|l| l <= 'T') && digits.is_empty();
    (section || good && letter.is_none_or(|l| l <= 'T')).then_some((letter, digits))
}

/// The entry of a code, or why there is none; the section letter, where written, must agree.
///
/// # Errors
/// What is wrong, with what is nearest.
pub fn verify(text: &str) -> Result<Industry, Fault> {
    let (letter, digits) = parse(text).ok_or(Fault::Form)?;
    let code = if digits.is_empty() {
        text.trim()
    } else {
        digits
    };
    match INDUSTRIES.get(code) {
        Some(found) if letter.is_none_or(|l| l == found.section) => Ok(*found),
        Some(found) => Err(Fault::Section(*found)),
        None => Err(Fault::Unknown {
            parent: (2..code.len())
                .rev()
                .find_map(|n| INDUSTRIES.get(&code[..n]))
                .copied(),
            former: FORMER.get(code).copied(),
        }),
    }
}

/// The entry of a code, the section letter optional: `3415`, `C3415`, `C34`, `C`.
pub fn industry(code: &str) -> Option<Industry> {
    verify(code).ok()
}

impl Industry {
    /// The entry one level up; None for a section.
    pub fn parent(&self) -> Option<Self> {
        match self.level {
            Level::Section => None,
            Level::Division => industry(self.section.encode_utf8(&mut [0; 4])),
            Level::Group | Level::Class => industry(&self.code[..self.code.len() - 1]),
        }
    }

    /// Letter and digits: `C3415`.
    pub fn full_code(&self) -> String {
        match self.level {
            Level::Section => self.code.to_owned(),
            _ => format!("{}{}", self.section, self.code),
        }
    }
}

/// Letter, digits and name: `C3415 风能原动设备制造`.
impl std::fmt::Display for Industry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.full_code(), self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_standard_is_there_and_hangs_together() {
        let count = |level| INDUSTRIES.values().filter(|i| i.level == level).count();
        let counts = [Level::Section, Level::Division, Level::Group, Level::Class].map(count);
        assert_eq!(counts, [20, 97, 473, 1381]);
        for one in INDUSTRIES.values() {
            let parent = one.parent();
            assert_eq!(parent.is_none(), one.level == Level::Section, "{one}");
            assert!(parent.is_none_or(|p| p.section == one.section), "{one}");
        }
        assert_eq!(FORMER.len(), 57);
        for old in FORMER.values() {
            assert!(industry(old.code).is_none(), "{}", old.code);
            let now = old.now.map(industry);
            assert!(
                now.is_none_or(|now| now.is_some_and(|n| n.name == old.name)),
                "{}",
                old.code
            );
        }
    }

    #[test]
    fn codes_with_and_without_their_letter() {
        for text in ["3415", "C3415", " C3415 "] {
            let found = industry(text).map(|i| i.to_string());
            assert_eq!(found.as_deref(), Some("C3415 风能原动设备制造"));
        }
        let up = industry("3415").and_then(|i| i.parent()?.parent()?.parent());
        assert_eq!(up.map(|i| (i.code, i.name)), Some(("C", "制造业")));
        assert_eq!(industry("D44").map(|i| i.level), Some(Level::Division));
    }

    #[test]
    fn what_is_wrong_is_said() {
        for bad in [
            "", "C3", "34155", "U34", "c3415", "34一5", "Ｃ34", "7", "CC",
        ] {
            assert_eq!(verify(bad), Err(Fault::Form), "{bad}");
        }
        assert!(matches!(verify("D3415"), Err(Fault::Section(i)) if i.section == 'C'));
        let Err(Fault::Unknown { parent, former }) = verify("C3150") else {
            panic!("3150 is of 2011")
        };
        assert_eq!(parent.map(|p| p.code), Some("31"));
        assert_eq!(
            former.map(|f| (f.name, f.now)),
            Some(("铁合金冶炼", Some("3140")))
        );
        let none = Fault::Unknown {
            parent: None,
            former: None,
        };
        assert_eq!(verify("9999"), Err(none));
    }
}
