//! Which firms of the register belong to a firm from outside.

use std::collections::HashMap;

use aho_corasick::AhoCorasick;
use indexmap::IndexSet;

use crate::analyze::Situation;
use crate::ingest::key_of_name;
use crate::model::{FirmIx, Grade, Leader, LinkIx, Role};

/// The register, ready to be asked for a group.
pub struct Presence {
    names: HashMap<String, FirmIx>,
    groups: HashMap<String, Vec<FirmIx>>,
    stems: HashMap<String, Vec<FirmIx>>,
    held: IndexSet<(FirmIx, LinkIx)>,
}

impl Presence {
    /// One pass over the register for the stems of all leaders: O(firms + holdings).
    pub fn new(s: &Situation<'_>, leaders: &[Leader]) -> Self {
        let patterns: Vec<String> = leaders
            .iter()
            .filter_map(stem)
            .collect::<IndexSet<_>>()
            .into_iter()
            .collect();
        let finder = AhoCorasick::new(&patterns).ok();
        let mut names = HashMap::new();
        let mut groups: HashMap<String, Vec<FirmIx>> = HashMap::new();
        let mut stems: HashMap<String, Vec<FirmIx>> = HashMap::new();
        for (i, firm) in s.register.firms.iter().enumerate() {
            let ix = FirmIx(i);
            let name = key_of_name(&firm.name);
            for found in finder.iter().flat_map(|f| f.find_overlapping_iter(&name)) {
                let of_stem = stems.entry(patterns[found.pattern()].clone()).or_default();
                if of_stem.last() != Some(&ix) {
                    of_stem.push(ix);
                }
            }
            if let Some(group) = &firm.group {
                groups.entry(key_of_name(group)).or_default().push(ix);
            }
            names.insert(name, ix);
        }
        let held = s
            .holdings
            .iter()
            .filter(|h| h.grade >= Grade::Likely && h.role != Role::Trade)
            .map(|h| (h.firm, h.link))
            .collect();
        Self {
            names,
            groups,
            stems,
            held,
        }
    }

    /// Whether a firm of the register does the link.
    pub fn holds(&self, firm: FirmIx, link: LinkIx) -> bool {
        self.held.contains(&(firm, link))
    }

    /// Firms of the register that are the firm itself, a known company of it, of its group by the
    /// register's own column, or carry its group's stem in their name. In the order of the rows.
    pub fn of(
        &self,
        s: &Situation<'_>,
        name: &str,
        short: &str,
        leader: Option<&Leader>,
    ) -> Vec<FirmIx> {
        let mut out: IndexSet<FirmIx> = IndexSet::new();
        let own = key_of_name(name);
        out.extend(self.names.get(&own));
        for local in leader.iter().flat_map(|l| &l.local) {
            out.extend(self.names.get(&key_of_name(&local.name)));
        }
        let stem = leader.and_then(stem);
        let brief = key_of_name(short);
        for key in [Some(&own), Some(&brief), stem.as_ref()]
            .into_iter()
            .flatten()
        {
            out.extend(self.groups.get(key).into_iter().flatten());
        }
        if let Some(stem) = &stem {
            out.extend(self.stems.get(stem).into_iter().flatten());
        }
        let mut out: Vec<FirmIx> = out.into_iter().collect();
        out.sort_unstable_by_key(|ix| (s.register.firms[ix.0].row.row, *ix));
        out
    }
}

/// What the companies of a leader's group carry in their names; at least two characters.
fn stem(leader: &Leader) -> Option<String> {
    let stem = key_of_name(leader.group.as_deref()?);
    (stem.chars().count() >= 2).then_some(stem)
}
