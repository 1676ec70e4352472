//! Which firms of the register belong to a firm from outside.
//!
//! A company is named 行政区划 + 字号 + 行业 + 组织形式: 甘肃｜金风｜风电设备制造｜有限公司 is of 金风. A group's stem
//! counts only where the 字号 stands: 酒泉交通合作社 is not of 通合. Two characters may be anybody's: 酒泉金风餐饮 is of
//! 金风 only if it works in a chain of the leader's links.

use std::collections::{HashMap, HashSet};

use aho_corasick::AhoCorasick;
use indexmap::IndexSet;

use crate::analyze::Situation;
use crate::ingest::key_of_name;
use crate::model::{FirmIx, Grade, Leader, LinkIx, Role};
use crate::standard::divisions;

/// The register, ready to be asked for a group.
pub struct Presence {
    names: HashMap<String, FirmIx>,
    groups: HashMap<String, Vec<FirmIx>>,
    stems: HashMap<String, Vec<FirmIx>>,
    held: IndexSet<(FirmIx, LinkIx)>,
    /// Chains in which a firm holds a link.
    chains: HashSet<(FirmIx, usize)>,
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
        let places: HashSet<&str> = divisions::all()
            .flat_map(|d| [d.name, d.stem()])
            .filter(|name| name.chars().count() >= 2)
            .collect();
        let finder = AhoCorasick::new(&patterns).ok();
        let mut names = HashMap::new();
        let mut groups: HashMap<String, Vec<FirmIx>> = HashMap::new();
        let mut stems: HashMap<String, Vec<FirmIx>> = HashMap::new();
        for (i, firm) in s.register.firms.iter().enumerate() {
            let ix = FirmIx(i);
            let name = key_of_name(&firm.name);
            let mut starts: Option<Vec<usize>> = None; // few names hold a stem
            for found in finder.iter().flat_map(|f| f.find_overlapping_iter(&name)) {
                let starts = starts.get_or_insert_with(|| brands(&name, &places));
                if !starts.contains(&found.start()) {
                    continue;
                }
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
        let chains = s
            .holdings
            .iter()
            .filter(|h| h.grade >= Grade::Likely)
            .map(|h| (h.firm, s.chains.link(h.link).chain))
            .collect();
        Self {
            names,
            groups,
            stems,
            held,
            chains,
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
            let near = |firm: &&FirmIx| {
                let links = leader.iter().flat_map(|l| &l.links);
                let mut chains = links.map(|ix| s.chains.link(*ix).chain);
                chains.any(|chain| self.chains.contains(&(**firm, chain)))
            };
            let sure = stem.chars().count() > 2;
            let of_stem = self.stems.get(stem).into_iter().flatten();
            out.extend(of_stem.filter(|firm| sure || near(firm)));
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

/// Where the 字号 of a name may begin: at its start, and behind each division it starts with
/// (甘肃省酒泉市…) or what is called 省, 市, 县 or 区.
fn brands(name: &str, places: &HashSet<&str>) -> Vec<usize> {
    /// Characters of the longest names: 积石山保安族东乡族撒拉族自治县.
    const LONGEST: usize = 15;
    let mut out = vec![0];
    let mut at = 0;
    loop {
        let ends = name[at..]
            .char_indices()
            .map(|(i, c)| at + i + c.len_utf8());
        let place = ends
            .take(LONGEST)
            .filter(|end| places.contains(&name[at..*end]))
            .last();
        // A place that the standard does not have: 某某新区….
        let suffix = |(i, c): (usize, char)| "省市县区".contains(c).then(|| at + i + c.len_utf8());
        let unknown = || name[at..].char_indices().take(5).find_map(suffix);
        let Some(end) = place.or_else(unknown) else {
            return out;
        };
        at = end;
        out.push(at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_brand_stands_behind_the_place() {
        let places: HashSet<&str> = divisions::all().flat_map(|d| [d.name, d.stem()]).collect();
        let behind = |name: &str| -> Vec<String> {
            let starts = brands(name, &places).into_iter();
            starts
                .map(|at| name[at..].chars().take(2).collect())
                .collect()
        };
        assert_eq!(behind("甘肃金风风电设备制造有限公司"), ["甘肃", "金风"]);
        assert_eq!(behind("甘肃省酒泉市金风公司"), ["甘肃", "酒泉", "金风"]);
        assert_eq!(behind("某某新区金风公司"), ["某某", "金风"]);
        assert_eq!(behind("中材科技(酒泉)风电叶片有限公司"), ["中材"]);
    }
}
