//! 以商招商: a local firm → the gaps it could help with, and which target by which way.

use std::collections::HashMap;

use indexmap::IndexMap;

use super::Ask;
use super::matchmaker::path;
use crate::analyze::Situation;
use crate::model::{FirmIx, Introducer, LinkId, Target};

/// Targets shown for one introducer: those of its most pressing gaps.
const MOST: usize = 12;

#[derive(Default)]
struct Found {
    gaps: Vec<LinkId>,
    targets: Vec<(String, String)>,
}

/// Local firms that can introduce targets, those first that could help with most gaps.
///
/// A firm helps with a gap if its trade ties it to the link (it would buy, would supply, is of the
/// trade), or a target of the gap is of its own group. Of its group it names that target, else the
/// gap's best one. Gaps without targets don't count.
///
/// O(Σ over gaps of tied firms).
pub fn introducers(
    s: &Situation<'_>,
    asks: &[Option<Ask<'_>>],
    targets: &[Vec<Target>],
) -> Vec<Introducer> {
    let mut found: IndexMap<FirmIx, Found> = IndexMap::new();
    let rows = s.register.firms.iter().enumerate();
    let by_row: HashMap<u32, FirmIx> = rows.map(|(i, f)| (f.row.row, FirmIx(i))).collect();
    for (ask, targets) in asks.iter().zip(targets) {
        let (Some(ask), Some(best)) = (ask, targets.first()) else {
            continue;
        };
        for target in targets.iter().filter(|t| t.expansion_of.is_some()) {
            let own = target.matchmakers.first().map(|m| (m, by_row.get(&m.row)));
            if let Some((own, Some(firm))) = own {
                add(&mut found, *firm, ask, target, own.path.clone());
            }
        }
        for tie in &ask.ties {
            let done = found.get(&tie.firm).and_then(|f| f.gaps.last()) == Some(&ask.link.id);
            if !done {
                let way = path(s, ask.gap.link, tie);
                add(&mut found, tie.firm, ask, best, way);
            }
        }
    }
    let mut out: Vec<Introducer> = found
        .into_iter()
        .map(|(ix, found)| {
            let firm = &s.register.firms[ix.0];
            Introducer {
                name: firm.name.clone(),
                row: firm.row.row,
                county: firm.county.clone(),
                gaps: found.gaps,
                targets: found.targets,
            }
        })
        .collect();
    out.sort_by(|a, b| b.gaps.len().cmp(&a.gaps.len()).then(a.row.cmp(&b.row)));
    out
}

/// One more gap of a firm, with the target that it could introduce there; each target once.
fn add(
    found: &mut IndexMap<FirmIx, Found>,
    firm: FirmIx,
    ask: &Ask<'_>,
    target: &Target,
    path: String,
) {
    let entry = found.entry(firm).or_default();
    if entry.gaps.last() != Some(&ask.link.id) {
        entry.gaps.push(ask.link.id.clone());
    }
    let known = entry.targets.iter().any(|(name, _)| *name == target.name);
    if !known && entry.targets.len() < MOST {
        entry.targets.push((target.name.clone(), path));
    }
}
