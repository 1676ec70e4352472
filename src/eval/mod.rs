//! The matcher against firms judged by hand: precision, recall, F1, and every error with its reason.
//!
//! A pair counts as found when it is graded 证据充分 or 较可信 and its role is not 贸易: that of a trader says
//! that the firm sells the thing and does not belong to the link. Of the pairs of the judged firms
//!
//! - hits: found and under 必须;
//! - false hits: found and under neither 必须 nor 可以;
//! - misses: under 必须 and not found.
//!
//! Precision = hits ÷ (hits + false hits), recall = hits ÷ (hits + misses),
//! F1 = 2 hits ÷ (2 hits + false hits + misses); unknown where the divisor is 0. A pair under 可以 is
//! neutral. A link shown in several chains is one link and counts in the chain it belongs to.
//!
//! Worked example (the test below): A must L1, may L2; B must L1; C belongs nowhere. Found: A–L1, A–L2,
//! C–L3. Hits 1, false hits 1, misses 1: precision 1/2, recall 1/2, F1 2/4.

use indexmap::{IndexMap, IndexSet};
use serde::Serialize;

use crate::diag::{CellPlace, Diagnostic, Kind, Place, Warned};
use crate::ingest::key_of_name;
use crate::model::{
    Chains, Evidence, FirmIx, FirmLabel, Flag, Grade, Holding, LinkId, LinkIx, Register, Role,
};

/// Counts of one whole, chain or link.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Found and right.
    pub hits: usize,
    /// Found and wrong.
    pub false_hits: usize,
    /// Right and not found.
    pub misses: usize,
}

impl Tally {
    /// hits ÷ (hits + false hits).
    pub fn precision(self) -> Option<f64> {
        share(self.hits, self.hits + self.false_hits)
    }

    /// hits ÷ (hits + misses).
    pub fn recall(self) -> Option<f64> {
        share(self.hits, self.hits + self.misses)
    }

    /// 2 hits ÷ (2 hits + false hits + misses).
    pub fn f1(self) -> Option<f64> {
        share(2 * self.hits, 2 * self.hits + self.false_hits + self.misses)
    }

    fn add(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Hit => self.hits += 1,
            Outcome::FalseHit => self.false_hits += 1,
            Outcome::Miss => self.misses += 1,
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of firms and links")]
fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// Counts with what they are of.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Score {
    /// Id of the chain or link; empty for the whole.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Found and right.
    pub hits: usize,
    /// Found and wrong.
    pub false_hits: usize,
    /// Right and not found.
    pub misses: usize,
    /// 0..=1.
    pub precision: Option<f64>,
    /// 0..=1.
    pub recall: Option<f64>,
    /// 0..=1.
    pub f1: Option<f64>,
}

impl Score {
    fn of(id: &str, name: &str, tally: Tally) -> Self {
        Self {
            id: id.to_owned(),
            name: name.to_owned(),
            hits: tally.hits,
            false_hits: tally.false_hits,
            misses: tally.misses,
            precision: tally.precision(),
            recall: tally.recall(),
            f1: tally.f1(),
        }
    }
}

/// A pair that the matcher and the reader see differently.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mistake {
    /// Not found, else found and wrong.
    pub missed: bool,
    /// The firm.
    pub firm: String,
    /// Its row in the register.
    pub row: u32,
    /// The link.
    pub link: LinkId,
    /// Its name with its chain.
    pub name: String,
    /// What the matcher says of the pair, where it says anything; a miss may be 待复核.
    pub seen: Option<Seen>,
    /// 主营产品 of the firm, else its 经营范围.
    pub text: String,
}

/// A pair as the matcher sees it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Seen {
    /// What the firm does about the link.
    pub role: Role,
    /// How sure.
    pub grade: Grade,
    /// 0..=1.
    pub score: f64,
    /// Strongest first.
    pub evidence: Vec<Evidence>,
}

/// One part of the labels: all of them, or one 组.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Part {
    /// 全部, else as in the column 组.
    pub name: String,
    /// Firms judged and found in the register.
    pub firms: usize,
    /// All pairs.
    pub total: Score,
    /// Chains with any pair, in the order of the ten.
    pub chains: Vec<Score>,
    /// Links with any pair, in the order of the chains.
    pub links: Vec<Score>,
    /// Misses and false hits, in the order of the labels.
    pub mistakes: Vec<Mistake>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Hit,
    FalseHit,
    Miss,
}

/// Holds the pairs of a register against labels: 全部 first, then each 组 in the order of its first row,
/// where there is any. Labels without their firm in the register are reported and do not count, firms
/// without label do not count either. O(firms + pairs + labels).
pub fn evaluate(
    chains: &Chains,
    register: &Register,
    holdings: &[Holding],
    labels: &[FirmLabel],
) -> Warned<Vec<Part>> {
    let mut warnings = Vec::new();
    let firms: IndexMap<String, FirmIx> = register
        .firms
        .iter()
        .enumerate()
        .map(|(i, firm)| (key_of_name(&firm.name), FirmIx(i)))
        .collect();
    let mut of_firm: IndexMap<FirmIx, Vec<&Holding>> = IndexMap::new();
    let open = |h: &&Holding| !chains.link(h.link).has(Flag::Classified);
    for holding in holdings.iter().filter(open) {
        of_firm.entry(holding.firm).or_default().push(holding);
    }
    let mut judged: IndexMap<FirmIx, &FirmLabel> = IndexMap::new();
    for label in labels {
        let problem = match firms.get(&key_of_name(&label.firm)) {
            None => Kind::LabelNoFirm {
                firm: label.firm.clone(),
            },
            Some(firm) => match judged.get(firm) {
                None => {
                    judged.insert(*firm, label);
                    continue;
                }
                Some(first) => Kind::LabelTwice {
                    firm: label.firm.clone(),
                    first: first.row.row,
                },
            },
        };
        warnings.push(Diagnostic::at(problem, place(label)));
    }
    let named: IndexSet<&str> = judged.values().filter_map(|l| l.part.as_deref()).collect();
    let part = |name: &str, of: Option<&str>| {
        let mut counts = Counts::default();
        let among = |l: &FirmLabel| of.is_none() || l.part.as_deref() == of;
        for (firm, label) in judged.iter().filter(|(_, label)| among(label)) {
            let held = of_firm.get(firm).map_or(&[][..], Vec::as_slice);
            counts.firm(chains, register, *firm, label, held);
        }
        counts.finish(chains, name)
    };
    let mut value = vec![part("全部", None)];
    value.extend(named.into_iter().map(|name| part(name, Some(name))));
    Warned { value, warnings }
}

#[derive(Default)]
struct Counts {
    firms: usize,
    total: Tally,
    links: IndexMap<LinkIx, Tally>,
    mistakes: Vec<Mistake>,
}

impl Counts {
    fn firm(
        &mut self,
        chains: &Chains,
        register: &Register,
        firm: FirmIx,
        label: &FirmLabel,
        held: &[&Holding],
    ) {
        self.firms += 1;
        let sure = |h: &&&Holding| h.grade >= Grade::Likely && h.role != Role::Trade;
        let found: IndexSet<LinkIx> = held.iter().filter(sure).map(|h| h.link).collect();
        let wrong = |ix: &LinkIx| !label.must.contains(ix) && !label.may.contains(ix);
        let outcomes = found
            .iter()
            .filter(|ix| !label.may.contains(ix) || label.must.contains(ix))
            .map(|ix| {
                (
                    *ix,
                    if wrong(ix) {
                        Outcome::FalseHit
                    } else {
                        Outcome::Hit
                    },
                )
            })
            .chain(
                label
                    .must
                    .iter()
                    .filter(|ix| !found.contains(*ix))
                    .map(|ix| (*ix, Outcome::Miss)),
            );
        for (link, outcome) in outcomes {
            self.total.add(outcome);
            self.links.entry(link).or_default().add(outcome);
            if outcome == Outcome::Hit {
                continue;
            }
            let row = &register.firms[firm.0];
            let text = [&row.products, &row.scope]
                .into_iter()
                .find(|text| !text.is_empty())
                .cloned()
                .unwrap_or_default();
            self.mistakes.push(Mistake {
                missed: outcome == Outcome::Miss,
                firm: row.name.clone(),
                row: row.row.row,
                link: chains.link(link).id.clone(),
                name: chains.full_name(link),
                seen: held.iter().find(|h| h.link == link).map(|h| Seen {
                    role: h.role,
                    grade: h.grade,
                    score: h.score,
                    evidence: h.evidence.clone(),
                }),
                text,
            });
        }
    }

    fn finish(mut self, chains: &Chains, name: &str) -> Part {
        self.links.sort_unstable_keys();
        let mut by_chain: IndexMap<usize, Tally> = IndexMap::new();
        for (ix, tally) in &self.links {
            let sum = by_chain.entry(chains.link(*ix).chain).or_default();
            sum.hits += tally.hits;
            sum.false_hits += tally.false_hits;
            sum.misses += tally.misses;
        }
        by_chain.sort_unstable_keys();
        Part {
            name: name.to_owned(),
            firms: self.firms,
            total: Score::of("", "合计", self.total),
            chains: by_chain
                .into_iter()
                .map(|(c, tally)| Score::of(&chains.chains[c].id, &chains.chains[c].name, tally))
                .collect(),
            links: self
                .links
                .into_iter()
                .map(|(ix, tally)| {
                    let link = chains.link(ix);
                    Score::of(link.id.as_str(), &link.name, tally)
                })
                .collect(),
            mistakes: self.mistakes,
        }
    }
}

fn place(label: &FirmLabel) -> Place {
    Place::Cell(CellPlace {
        file: label.row.file.clone(),
        sheet: label.row.sheet.clone(),
        row: label.row.row,
        column: None,
    })
}

#[cfg(test)]
mod tests;
