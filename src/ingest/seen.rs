//! Which firms of a table were met before, in a few bytes a firm.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::BuildHasher;
use std::sync::LazyLock;

use foldhash::quality::FixedState;

use super::table::text;
use crate::diag::Kind;
use crate::model::Firm;

/// 128 bits of a text: among a million firms, two texts share them with a probability of 10⁻²⁷.
type Print = [u64; 2];

/// What tells a firm from others.
#[derive(Clone, Copy, Debug)]
pub struct Keys {
    /// Its row.
    pub row: u32,
    code: Option<Print>,
    name: Print,
}

impl Keys {
    /// Of a firm.
    pub fn of<S: AsRef<str>>(firm: &Firm<S>) -> Self {
        Self {
            row: firm.row.row,
            code: firm.credit.as_ref().map(|code| print(code.as_str())),
            name: print(&text::name_key(firm.name.as_ref())),
        }
    }
}

fn print(text: &str) -> Print {
    PRINTS.each_ref().map(|state| state.hash_one(text))
}

/// Two hashes that know nothing of one another.
static PRINTS: LazyLock<[FixedState; 2]> =
    LazyLock::new(|| [FixedState::with_seed(1), FixedState::with_seed(2)]);

/// Firms met so far, by credit code and by name: each with the row of the first.
#[derive(Default)]
pub struct Seen {
    by_code: HashMap<Print, u32, FixedState>,
    /// With whether the first has a code.
    by_name: HashMap<Print, (u32, bool), FixedState>,
}

impl Seen {
    /// Remembers a firm, or gives the report that it was there before.
    ///
    /// Two valid codes that differ are two firms, whatever their names.
    pub fn meet(&mut self, keys: &Keys, name: &str) -> Option<Kind> {
        let twice = |first: u32, by: &str| Kind::FirmTwice {
            name: name.to_owned(),
            first,
            by: by.to_owned(),
        };
        let code = keys.code.map(|code| self.by_code.entry(code));
        if let Some(Entry::Occupied(first)) = &code {
            return Some(twice(*first.get(), "信用代码"));
        }
        match self.by_name.entry(keys.name) {
            Entry::Occupied(met) => {
                let (first, coded) = *met.get();
                if !coded || keys.code.is_none() {
                    return Some(twice(first, "名称"));
                }
            }
            Entry::Vacant(place) => {
                place.insert((keys.row, keys.code.is_some()));
            }
        }
        if let Some(place) = code {
            place.or_insert(keys.row);
        }
        None
    }
}
