//! 红娘: local firms that can introduce a firm from outside.
//!
//! Ranked by the tie, then by how sure their own place in the chain is:
//!
//! 1. a company of the target's own group, or known as its company here (同一集团);
//! 2. a firm that would buy from the link (下游);
//! 3. a firm that would supply it, or hand it its waste (上游);
//! 4. a firm of the same trade: of the link itself, or of another link of the target (同业);
//! 5. a firm of a link that works side by side with this one: `partners.yaml` says how (协作关系).
//!
//! Energy relations and optional ones tie nobody. Worked example, a mini chain 树脂 → 叶片 → 整机: for a
//! target of 叶片, a local 整机 firm comes before a local 树脂 firm, and its own local 塔筒 firm before both.

use indexmap::IndexSet;

use super::holders::Holders;
use crate::analyze::Situation;
use crate::model::{FirmIx, LinkIx, Matchmaker, Partner, SupplyKind, Verdict, Way};

/// Matchmakers shown for a target.
const MOST: usize = 3;
/// Firms of one neighbouring link among a gap's ties.
const MOST_OF_LINK: usize = 40;

/// A local firm tied to the trade of a link.
#[derive(Clone, Copy, Debug)]
pub struct Tie {
    /// The firm.
    pub firm: FirmIx,
    /// Its own link.
    pub link: LinkIx,
    /// How.
    pub way: Way,
}

/// Local firms tied to whoever does the link: buyers, suppliers, peers, partners; each firm once.
///
/// O(degree × firms of a link).
pub fn ties(
    s: &Situation<'_>,
    partners: &[Partner],
    verdicts: &[Verdict],
    holders: &Holders<'_>,
    link: LinkIx,
) -> Vec<Tie> {
    let mut seen: IndexSet<FirmIx> = IndexSet::new();
    let mut out = Vec::new();
    let mut add = |at: LinkIx, way: Way| {
        for firm in holders.at(at).take(MOST_OF_LINK) {
            if seen.insert(firm) {
                out.push(Tie {
                    firm,
                    link: at,
                    way,
                });
            }
        }
    };
    let here = |ix: LinkIx| verdicts[ix.0].coverage.is_here();
    for (customer, input) in s.graph.customers(link) {
        if !input.optional && input.kind != SupplyKind::Energy && here(customer) {
            add(customer, Way::Customer);
        }
    }
    for (supplier, input) in s.graph.suppliers(link) {
        let feeds = matches!(input.kind, SupplyKind::Material | SupplyKind::Waste);
        if !input.optional && feeds && here(supplier) {
            add(supplier, Way::Supplier);
        }
    }
    add(link, Way::Peer);
    let beside = partners.iter().filter(|p| p.links.contains(&link));
    for other in beside.flat_map(|p| &p.links) {
        if *other != link && here(*other) {
            add(*other, Way::Partner);
        }
    }
    out
}

/// Who can introduce one target, best first, and how it is tied.
///
/// `group`: companies of its own here; `others`: its further links; `own`: whether a local firm is the
/// target itself, which introduces nobody.
pub fn find(
    s: &Situation<'_>,
    holders: &Holders<'_>,
    link: LinkIx,
    ties: &[Tie],
    group: &[FirmIx],
    others: &[LinkIx],
    own: impl Fn(FirmIx) -> bool,
) -> Vec<Matchmaker> {
    let mut all: Vec<Tie> = Vec::new();
    let mut seen: IndexSet<FirmIx> = IndexSet::new();
    let mut take = |tie: Tie| {
        if all.len() < MOST && !own(tie.firm) && seen.insert(tie.firm) {
            all.push(tie);
        }
    };
    for firm in group {
        if let Some(own) = holders.main(*firm) {
            take(Tie {
                firm: *firm,
                link: own,
                way: Way::Group,
            });
        }
    }
    ties.iter().copied().for_each(&mut take);
    for other in others.iter().filter(|other| **other != link) {
        for firm in holders.at(*other).take(MOST) {
            take(Tie {
                firm,
                link: *other,
                way: Way::Peer,
            });
        }
    }
    all.into_iter()
        .map(|tie| {
            let row = &s.register.firms[tie.firm.0];
            Matchmaker {
                name: row.name.clone(),
                link: s.chains.link(tie.link).id.clone(),
                way: tie.way,
                path: path(s, link, &tie),
                row: row.row.row,
            }
        })
        .collect()
}

/// The way from a local firm to a target of the link, in words.
pub fn path(s: &Situation<'_>, link: LinkIx, tie: &Tie) -> String {
    let name = &s.chains.link(link).name;
    let own = &s.chains.link(tie.link).name;
    match tie.way {
        Way::Group => format!("同一集团，在本市从事“{own}”"),
        Way::Customer => format!("从事“{own}”，是“{name}”的需求方"),
        Way::Supplier => format!("从事“{own}”，可为“{name}”供料"),
        Way::Peer => format!("同业，同做“{own}”"),
        Way::Partner => format!("从事“{own}”，与“{name}”有协作关系"),
    }
}
