//! Which firms of the register belong to a firm from outside.

use indexmap::{IndexMap, IndexSet};

use crate::analyze::Situation;
use crate::ingest::key_of_name;
use crate::model::{FirmIx, Grade, Leader, LinkIx, Role};

/// The register, ready to be asked for a group.
pub struct Presence {
    names: IndexMap<String, FirmIx>,
    keys: Vec<(String, String)>,
    held: IndexSet<(FirmIx, LinkIx)>,
}

impl Presence {
    /// O(firms + holdings).
    pub fn new(s: &Situation<'_>) -> Self {
        let keys: Vec<(String, String)> = s
            .register
            .firms
            .iter()
            .map(|f| {
                (
                    key_of_name(&f.name),
                    f.group.as_deref().map(key_of_name).unwrap_or_default(),
                )
            })
            .collect();
        let names = keys
            .iter()
            .enumerate()
            .map(|(i, (name, _))| (name.clone(), FirmIx(i)))
            .collect();
        let held = s
            .holdings
            .iter()
            .filter(|h| h.grade >= Grade::Likely && h.role != Role::Trade)
            .map(|h| (h.firm, h.link))
            .collect();
        Self { names, keys, held }
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
        let brief = key_of_name(short);
        let stem = leader
            .and_then(|l| l.group.as_deref())
            .map(key_of_name)
            .filter(|stem| stem.chars().count() >= 2);
        out.extend(self.names.get(&own));
        for local in leader.iter().flat_map(|l| &l.local) {
            out.extend(self.names.get(&key_of_name(&local.name)));
        }
        for (i, (firm, group)) in self.keys.iter().enumerate() {
            let by_group = !group.is_empty()
                && (*group == own || *group == brief || stem.as_deref() == Some(group));
            let by_stem = stem.as_deref().is_some_and(|stem| firm.contains(stem));
            if by_group || by_stem {
                out.insert(FirmIx(i));
            }
        }
        let mut out: Vec<FirmIx> = out.into_iter().collect();
        out.sort_unstable_by_key(|ix| s.register.firms[ix.0].row.row);
        out
    }
}
