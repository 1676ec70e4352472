//! Firm → links, with evidence, role and grade.
//!
//! Fields weigh differently: 主营产品 > 企业名称 > 经营范围 > 行业代码 (see `grade.rs`). A term counts in full
//! only as the head of its item (`items.rs`, `read.rs`); what the firm does with the thing gives its
//! role. A code recalls and supports, it never decides.

mod activity;
mod aside;
mod explain;
mod generic;
mod grade;
mod items;
mod memo;
mod name;
mod negation;
mod percent;
mod read;
mod similar;
mod terms;
mod verdicts;

use std::sync::Arc;

use indexmap::IndexMap;
use rayon::prelude::*;

use crate::diag::Diagnostic;
use crate::model::{
    Chains, Credibility, Evidence, Field, Firm, FirmIx, Fit, Grade, Holding, LinkIx, Nature,
    Register, Role, Status,
};
pub use explain::{ItemRead, TermMet};
use items::Item;
pub use items::half_width;
use memo::{Memo, Segment, Telling};
use read::{Reader, Reading};
pub use verdicts::{Decided, obey};

/// A code whose links are more than this recalls nobody.
const CODE_RECALL: usize = 2;

/// Everything that can be prepared before the first firm.
pub struct Matcher<'a> {
    chains: &'a Chains,
    reader: Reader<'a>,
    /// Digits of a code → links, with the model's sureness.
    codes: IndexMap<String, Vec<(LinkIx, bool)>>,
    /// 主营产品 and 经营范围 are not read alike.
    products: Memo,
    scopes: Memo,
}

/// Evidence for one link while a firm is read.
#[derive(Default)]
struct Pile {
    make: Vec<Evidence>,
    service: Vec<Evidence>,
    trade: Vec<Evidence>,
}

impl<'a> Matcher<'a> {
    /// Prepares the automaton and the code index.
    ///
    /// # Errors
    /// If the models hold more terms than the automaton can take.
    pub fn new(chains: &'a Chains) -> Result<Self, Diagnostic> {
        let mut codes: IndexMap<String, Vec<(LinkIx, bool)>> = IndexMap::new();
        for (ix, link) in chains.iter() {
            for code in &link.codes {
                codes
                    .entry(code.digits.clone())
                    .or_default()
                    .push((ix, code.sure));
            }
        }
        Ok(Self {
            chains,
            reader: Reader::new(chains)?,
            codes,
            products: Memo::default(),
            scopes: Memo::default(),
        })
    }

    /// All firms of a register, over all cores; the order is that of the rows, whatever the cores do.
    pub fn register(&self, register: &Register) -> Vec<Holding> {
        let each: Vec<Vec<Holding>> = register
            .firms
            .par_iter()
            .enumerate()
            .map(|(i, firm)| self.firm(firm, FirmIx(i)))
            .collect();
        each.into_iter().flatten().collect()
    }

    /// One firm: its links, best first.
    pub fn firm(&self, firm: &Firm, ix: FirmIx) -> Vec<Holding> {
        let mut piles: IndexMap<LinkIx, Pile> = IndexMap::new();
        let name = name::item(&firm.name);
        let trader = name
            .as_ref()
            .is_some_and(|n| n.activities.trade && !n.activities.make);
        self.text(&mut piles, Field::Products, &firm.products, trader);
        if let Some(name) = name {
            let mut found = self.reader.read(&name);
            let whole = found.iter().any(|r| r.fit == Fit::Head);
            if !whole && let Some(bare) = name::bare(&name) {
                found = self.reader.read(&bare);
                found.retain(|r| !self.reader.terms.excluded(r.link, &name.text)); // 餐饮设备 is no 餐饮
            }
            for mut reading in found {
                // 某某风力发电 runs a station; 某某风电科技 may do anything with wind.
                let nature = self.chains.link(reading.link).nature;
                if !whole && !matches!(nature, Nature::Product | Nature::Service) {
                    reading.fit = Fit::Named;
                }
                let weight = weight(Field::Name, &name, reading, 1);
                self.put(&mut piles, (Field::Name, 0), &name, reading, weight, trader);
            }
        }
        self.text(&mut piles, Field::Scope, &firm.scope, trader);
        self.by_code(&mut piles, firm);
        let mut out: Vec<Holding> = piles
            .into_iter()
            .filter_map(|(link, pile)| self.holding(firm, ix, link, pile))
            .collect();
        out.sort_by(best_first);
        out
    }

    fn items(&self, field: &str) -> Vec<Item> {
        items::items(field, &|text| self.reader.terms.is_term(text))
    }

    /// Items in the parentheses of 主营产品, which count too.
    fn asides(&self, field: &str) -> Vec<Item> {
        aside::items(field, &|text| self.reader.terms.is_term(text))
    }

    fn text(&self, piles: &mut IndexMap<LinkIx, Pile>, field: Field, text: &str, trader: bool) {
        let memo = if field == Field::Products {
            &self.products
        } else {
            &self.scopes
        };
        let (mut at, mut count) = (0, 0);
        let mut telling: Vec<(usize, Arc<Segment>)> = Vec::new();
        for segment in memo::segments(text) {
            let read = || self.segment(field, self.items(segment), segment.chars().count());
            let said = memo.segment(segment, read);
            let from = at;
            (at, count) = (at + said.chars, count + said.items);
            if !said.telling.is_empty() {
                telling.push((from, said));
            }
        }
        if field == Field::Products {
            let said = self.segment(field, self.asides(text), 0);
            count += said.items;
            telling.push((0, Arc::new(said)));
        }
        for (from, segment) in &telling {
            for said in &segment.telling {
                self.tell(piles, field, (said, *from), count, trader);
            }
        }
    }

    fn segment(&self, field: Field, items: Vec<Item>, chars: usize) -> Segment {
        let count = items.len();
        let telling = items.into_iter().filter_map(|item| {
            let readings = self.reader.read(&item);
            let similar = (readings.is_empty() && field == Field::Products)
                .then(|| self.reader.similar(&item))
                .flatten();
            let tells = !readings.is_empty() || similar.is_some();
            tells.then_some(Telling {
                item,
                readings,
                similar,
            })
        });
        Segment {
            chars,
            items: count,
            telling: telling.collect(),
        }
    }

    fn tell(
        &self,
        piles: &mut IndexMap<LinkIx, Pile>,
        field: Field,
        (said, from): (&Telling, usize),
        items: usize,
        trader: bool,
    ) {
        let item = &said.item;
        if let Some((reading, like)) = said.similar {
            let weight = grade::similar_weight(like);
            self.put(piles, (field, from), item, reading, weight, trader);
        }
        for reading in &said.readings {
            let mut reading = *reading;
            if item.generic && field == Field::Scope {
                reading.fit = Fit::Named;
            }
            let weight = weight(field, item, reading, items);
            self.put(piles, (field, from), item, reading, weight, trader);
        }
    }

    /// `from` is where the segment of the item begins.
    fn put(
        &self,
        piles: &mut IndexMap<LinkIx, Pile>,
        (field, from): (Field, usize),
        item: &Item,
        reading: Reading,
        weight: f64,
        trader: bool,
    ) {
        let pile = piles.entry(reading.link).or_default();
        let evidence = Evidence {
            field,
            item: item.text.clone(),
            term: self.reader.terms.text(reading.term).to_owned(),
            fit: reading.fit,
            at: from + item.at,
            weight,
        };
        // 某某商贸: what it does not say it makes, it sells.
        let product = matches!(
            self.chains.link(reading.link).nature,
            Nature::Product | Nature::Resource
        );
        let sells = trader && product && !item.activities.make;
        match reading.role {
            Role::Trade => pile.trade.push(evidence),
            Role::Produce if sells => pile.trade.push(evidence),
            Role::Produce => pile.make.push(evidence),
            Role::Service => pile.service.push(evidence),
        }
    }

    fn by_code(&self, piles: &mut IndexMap<LinkIx, Pile>, firm: &Firm) {
        for code in &firm.codes {
            let Some(links) = self.codes.get(&code.digits) else {
                continue;
            };
            for (link, sure) in links {
                let recall = links.len() <= CODE_RECALL && *sure;
                if !recall && !piles.contains_key(link) {
                    continue;
                }
                let evidence = Evidence {
                    field: Field::Code,
                    item: code.digits.clone(),
                    term: code.digits.clone(),
                    fit: Fit::Named,
                    at: 0,
                    weight: grade::code_weight(links.len(), *sure),
                };
                let pile = piles.entry(*link).or_default();
                match self.chains.link(*link).nature {
                    Nature::Service => pile.service.push(evidence),
                    Nature::Product | Nature::Resource | Nature::Utility | Nature::Facility => {
                        pile.make.push(evidence);
                    }
                }
            }
        }
    }

    fn holding(&self, firm: &Firm, ix: FirmIx, link: LinkIx, pile: Pile) -> Option<Holding> {
        let heads = |evidence: &[Evidence]| evidence.iter().any(|e| e.fit == Fit::Head);
        // The strongest thing it is said to do; what it makes outranks what it also sells.
        let (mut role, mut evidence) = if heads(&pile.make) {
            (Role::Produce, pile.make)
        } else if heads(&pile.service) {
            (Role::Service, pile.service)
        } else if heads(&pile.trade) {
            (Role::Trade, pile.trade)
        } else if !pile.make.is_empty() {
            (Role::Produce, pile.make)
        } else if !pile.service.is_empty() {
            (Role::Service, pile.service)
        } else {
            (Role::Trade, pile.trade)
        };
        if evidence.is_empty() {
            return None;
        }
        if firm.role == Some(Role::Trade) && role == Role::Produce {
            role = Role::Trade; // the register says so itself
        }
        evidence.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.at.cmp(&b.at)));
        evidence.dedup_by(|a, b| a.field == b.field && a.item == b.item);
        let scope_only = evidence
            .iter()
            .all(|e| e.field == Field::Scope || e.field == Field::Code);
        let backed = firm.status != Status::Unverified && firm.credibility != Some(Credibility::P);
        // 某某直升机 whose products are all something else is called so, not more.
        let contradicted =
            !firm.products.is_empty() && evidence.iter().all(|e| e.field == Field::Name);
        // A scope says what a firm may do. Where the firm says what it does, or the scope only that it sells,
        // which every second scope says, that is not enough.
        let coded = evidence.iter().any(|e| e.field == Field::Code);
        let licence = scope_only && (role == Role::Trade || !firm.products.is_empty() && !coded);
        let grade = if backed && !contradicted && !licence {
            grade::grade(&evidence)
        } else {
            Grade::Review
        };
        Some(Holding {
            firm: ix,
            link,
            role,
            grade,
            score: grade::score(&evidence),
            scope_only,
            evidence,
        })
    }
}

fn weight(field: Field, item: &Item, reading: Reading, items: usize) -> f64 {
    grade::term_weight(field, reading.fit, reading.stated, items, item.share)
}

/// Order of a firm's links.
fn best_first(a: &Holding, b: &Holding) -> std::cmp::Ordering {
    b.grade
        .cmp(&a.grade)
        .then_with(|| b.score.total_cmp(&a.score))
        .then_with(|| a.link.cmp(&b.link))
}
