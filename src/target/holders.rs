//! The register's firms by link, for whoever looks for local partners of a link.

use crate::analyze::Situation;
use crate::model::{FirmIx, Flag, Grade, Holding, LinkIx, Role, Status};

/// Firms at work that make or do a link, 证据充分 or 较可信: those at work before
/// those being built, best first; nothing of classified links.
pub struct Holders<'a> {
    at: Vec<Vec<&'a Holding>>,
    main: Vec<Option<LinkIx>>,
}

impl<'a> Holders<'a> {
    /// O(holdings · log holdings).
    pub fn new(s: &Situation<'a>) -> Self {
        let mut at: Vec<Vec<&Holding>> = s.chains.indices().map(|_| Vec::new()).collect();
        let mut main = vec![None; s.register.firms.len()];
        for holding in s.holdings {
            let firm = &s.register.firms[holding.firm.0];
            if s.chains.link(holding.link).has(Flag::Classified) {
                continue;
            }
            main[holding.firm.0].get_or_insert(holding.link);
            let sure = holding.grade >= Grade::Likely && holding.role != Role::Trade;
            if sure && firm.status != Status::Suspended {
                at[holding.link.0].push(holding);
            }
        }
        for held in &mut at {
            let building = |h: &Holding| s.register.firms[h.firm.0].status == Status::Building;
            held.sort_by(|a, b| {
                building(a)
                    .cmp(&building(b))
                    .then_with(|| b.grade.cmp(&a.grade))
                    .then_with(|| b.score.total_cmp(&a.score))
                    .then_with(|| a.firm.cmp(&b.firm))
            });
        }
        Self { at, main }
    }

    /// Firms of a link.
    pub fn at(&self, link: LinkIx) -> impl Iterator<Item = FirmIx> + '_ {
        self.at[link.0].iter().map(|h| h.firm)
    }

    /// The first link of a firm, whatever the grade; None where it has none.
    pub fn main(&self, firm: FirmIx) -> Option<LinkIx> {
        self.main[firm.0]
    }

    /// `甲公司（名录第5行）、乙公司（名录第7行）等3家`: at most `most` names; empty for none.
    pub fn names(&self, s: &Situation<'_>, link: LinkIx, most: usize) -> String {
        let all: Vec<FirmIx> = self.at(link).collect();
        crate::analyze::name_firms(s, &all, most)
    }
}
