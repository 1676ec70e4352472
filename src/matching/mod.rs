//! Firm → links, with evidence, role and grade.
//!
//! Fields weigh differently: 主营产品 > 企业名称 > 经营范围 > 行业代码 (see `grade.rs`). A term counts in full
//! only as the head of its item (`items.rs`, `read.rs`); what the firm does with the thing gives its
//! role. A code recalls and supports, it never decides.

mod activity;
mod aside;
mod context;
mod explain;
mod generic;
mod grade;
mod items;
mod memo;
mod name;
mod negation;
mod openings;
mod percent;
mod plain;
mod read;
mod similar;
mod terms;
mod verdicts;
mod words;

use std::cell::RefCell;
use std::sync::Arc;

use indexmap::IndexMap;
use rayon::prelude::*;
use thread_local::ThreadLocal;

use crate::diag::Diagnostic;
use crate::model::{
    Chains, Credibility, Evidence, Field, Firm, FirmIx, Fit, Grade, Holding, LinkIx, Nature,
    Register, Role, Status,
};
use context::Context;
pub use explain::{ItemRead, TermMet};
use items::Item;
pub use items::half_width;
use memo::{Memory, Segment, Telling};
use plain::Plain;
use read::{Bench, Reader, Reading};
pub use verdicts::{Decided, obey};

/// A code whose links are more than this recalls nobody.
const CODE_RECALL: usize = 2;

/// A scope of no more items than this says what the firm does, beside 主营产品 too.
const FEW: usize = 8;

/// Everything that can be prepared before the first firm.
pub struct Matcher<'a> {
    chains: &'a Chains,
    reader: Reader<'a>,
    context: Context<'a>,
    /// Digits of a code → links, with the model's sureness.
    codes: IndexMap<String, Vec<(LinkIx, bool)>>,
    desks: ThreadLocal<RefCell<Desk>>,
}

/// What a thread has before it while it reads: what it remembers, and what it writes on.
#[derive(Default)]
struct Desk {
    /// 主营产品 and 经营范围 are not read alike.
    products: Memory<Segment>,
    scopes: Memory<Segment>,
    plain: Plain,
    bench: Bench,
}

/// Evidence for one link while a firm is read.
#[derive(Clone, Copy)]
struct Clue<'t> {
    link: LinkIx,
    /// What the firm does about it, as far as this goes.
    role: Role,
    evidence: Evidence<&'t str>,
}

/// What the segments of a field say.
#[derive(Default)]
struct Said {
    /// Number of items.
    items: usize,
    /// Those that say something, each with its first character in the field.
    telling: Vec<(usize, Arc<Segment>)>,
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
        let reader = Reader::new(chains)?;
        Ok(Self {
            chains,
            context: Context::new(chains, &reader.terms),
            reader,
            codes,
            desks: ThreadLocal::new(),
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
        self.held(firm, ix, |held| held.iter().map(Holding::owned).collect())
    }

    /// What `then` makes of a firm's links, best first; their evidence is still that of the texts read.
    pub fn held<T>(&self, firm: &Firm, ix: FirmIx, then: impl FnOnce(&[Holding<&str>]) -> T) -> T {
        let mut desk = self.desks.get_or_default().borrow_mut();
        let name = name::item(&firm.name);
        let sells = |n: &Item<'_>| n.activities.trade && !n.activities.make;
        let trader = name::shop(&firm.name) || name.as_ref().is_some_and(sells);
        let products = self.said(&mut desk, Field::Products, &firm.products);
        let scope = self.said(&mut desk, Field::Scope, &firm.scope);
        let mut clues: Vec<Clue<'_>> = Vec::new();
        self.text(&mut clues, Field::Products, &products, (firm, trader));
        if let Some(name) = &name {
            let (found, whole) = self.named(name, &mut desk.bench);
            for mut reading in found {
                // 某某风力发电 runs a station; 某某风电科技 may do anything with wind.
                let nature = self.chains.link(reading.link).nature;
                if !whole && !matches!(nature, Nature::Product | Nature::Service) {
                    reading.fit = Fit::Named;
                }
                let weight = weight(Field::Name, name, reading, 1);
                clues.push(self.clue((Field::Name, 0), name, reading, weight, trader));
            }
        }
        drop(desk);
        self.text(&mut clues, Field::Scope, &scope, (firm, trader));
        self.by_code(&mut clues, firm);
        clues.sort_by_key(|clue| clue.link);
        // A scope of many items says what a firm may do: where the firm says what it does, that is not enough.
        let stands_back = !firm.products.is_empty() && scope.items > FEW;
        let by_link = clues.chunk_by(|a, b| a.link == b.link);
        let mut out: Vec<Holding<&str>> = by_link
            .filter_map(|clues| self.holding((firm, stands_back), ix, clues))
            .collect();
        out.sort_by(best_first);
        then(&out)
    }

    /// What a name says, and whether it does with all its words or only without those that say nothing.
    fn named(&self, name: &Item<'_>, bench: &mut Bench) -> (Vec<Reading>, bool) {
        let head = |found: &[Reading]| found.iter().any(|r| r.fit == Fit::Head);
        let terms = &self.reader.terms;
        let met = terms.find(&name.text);
        let found = self.reader.readings(name, &met, bench);
        if met.hits.is_empty() {
            return (found, false); // and no part of it meets a term
        }
        if head(&found) {
            return (found, true);
        }
        let mut read = |item: &Item<'_>| {
            let met = terms.find(&item.text);
            self.reader.readings(item, &met, bench)
        };
        let placeless = name::placeless(name);
        let (name, found) = match &placeless {
            Some(placeless) => (placeless, read(placeless)),
            None => (name, found),
        };
        if head(&found) {
            return (found, true);
        }
        let Some(bare) = name::bare(name) else {
            return (found, false);
        };
        let mut found = read(&bare);
        if !found.is_empty() {
            let words = terms.words(&name.text);
            found.retain(|r| !terms.excluded(r.link, &words)); // 餐饮设备 is no 餐饮
        }
        (found, false)
    }

    fn said(&self, desk: &mut Desk, field: Field, text: &str) -> Said {
        let mut all = Said::default();
        let mut at = 0;
        for text in memo::segments(text) {
            let segment = self.remembered(desk, field, text);
            let from = at;
            at += segment.chars;
            all.items += segment.items;
            if !segment.telling.is_empty() {
                all.telling.push((from, segment));
            }
        }
        if field == Field::Products {
            let asides = aside::items(text, self.reader.terms.vocabulary());
            if !asides.is_empty() {
                let aside = self.segment(field, asides, 0, &mut desk.bench);
                all.items += aside.items;
                all.telling.push((0, Arc::new(aside)));
            }
        }
        all
    }

    fn remembered(&self, desk: &mut Desk, field: Field, text: &str) -> Arc<Segment> {
        let Desk {
            products,
            scopes,
            plain,
            bench,
        } = desk;
        let memory = match field {
            Field::Products => products,
            _ => scopes,
        };
        memory.get(text).unwrap_or_else(|| {
            plain.read(text);
            let mut items = Vec::new();
            items::each(plain, self.reader.terms.vocabulary(), &mut items);
            let segment = Arc::new(self.segment(field, items, plain.chars.len(), bench));
            memory.met(text, &segment);
            segment
        })
    }

    fn text<'t>(
        &'t self,
        clues: &mut Vec<Clue<'t>>,
        field: Field,
        all: &'t Said,
        (firm, trader): (&Firm, bool),
    ) {
        for (from, segment) in &all.telling {
            for said in &segment.telling {
                self.tell(clues, field, (said, *from), all.items, (firm, trader));
            }
        }
    }

    fn segment(
        &self,
        field: Field,
        items: Vec<Item<'_>>,
        chars: usize,
        bench: &mut Bench,
    ) -> Segment {
        let count = items.len();
        let telling = items.into_iter().filter_map(|item| {
            let readings = self.reader.read(&item, bench);
            let similar = (readings.is_empty() && field == Field::Products)
                .then(|| self.reader.similar(&item, bench))
                .flatten();
            let opens = || field == Field::Products && self.context.knows(item.object());
            let tells = !readings.is_empty() || similar.is_some() || opens();
            tells.then(|| Telling {
                item: item.owned(),
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

    fn tell<'t>(
        &'t self,
        clues: &mut Vec<Clue<'t>>,
        field: Field,
        (said, from): (&'t Telling, usize),
        items: usize,
        (firm, trader): (&Firm, bool),
    ) {
        let item = &said.item;
        if field == Field::Products && said.readings.is_empty() {
            for term in self.context.read(item.object(), firm) {
                if let Some(reading) = self.reader.as_term(item, term) {
                    let weight = weight(field, item, reading, items);
                    clues.push(self.clue((field, from), item, reading, weight, trader));
                }
            }
        }
        if let Some((reading, like)) = said.similar {
            let weight = grade::similar_weight(like);
            clues.push(self.clue((field, from), item, reading, weight, trader));
        }
        for reading in &said.readings {
            let mut reading = *reading;
            if item.generic && field == Field::Scope {
                reading.fit = Fit::Named;
            }
            let weight = weight(field, item, reading, items);
            clues.push(self.clue((field, from), item, reading, weight, trader));
        }
    }

    /// `from` is where the segment of the item begins.
    fn clue<'t>(
        &'t self,
        (field, from): (Field, usize),
        item: &'t Item<'_>,
        reading: Reading,
        weight: f64,
        trader: bool,
    ) -> Clue<'t> {
        // 某某商贸: what it does not say it makes, it sells.
        let product = matches!(
            self.chains.link(reading.link).nature,
            Nature::Product | Nature::Resource
        );
        let sells = trader && product && !item.activities.make;
        let role = match reading.role {
            Role::Produce if sells => Role::Trade,
            role => role,
        };
        let evidence = Evidence {
            field,
            item: item.text.as_ref(),
            term: self.reader.terms.text(reading.term),
            fit: reading.fit,
            at: from + item.at,
            weight,
        };
        Clue {
            link: reading.link,
            role,
            evidence,
        }
    }

    fn by_code<'t>(&self, clues: &mut Vec<Clue<'t>>, firm: &'t Firm) {
        for code in &firm.codes {
            let Some(links) = self.codes.get(&code.digits) else {
                continue;
            };
            for (link, sure) in links {
                let recall = links.len() <= CODE_RECALL && *sure;
                if !recall && !clues.iter().any(|clue| clue.link == *link) {
                    continue;
                }
                let evidence = Evidence {
                    field: Field::Code,
                    item: code.digits.as_str(),
                    term: code.digits.as_str(),
                    fit: Fit::Named,
                    at: 0,
                    weight: grade::code_weight(links.len(), *sure),
                };
                let role = match self.chains.link(*link).nature {
                    Nature::Service => Role::Service,
                    Nature::Product | Nature::Resource | Nature::Utility | Nature::Facility => {
                        Role::Produce
                    }
                };
                let link = *link;
                clues.push(Clue {
                    link,
                    role,
                    evidence,
                });
            }
        }
    }

    /// What the clues for one link come to.
    fn holding<'t>(
        &self,
        (firm, stands_back): (&Firm, bool),
        ix: FirmIx,
        clues: &[Clue<'t>],
    ) -> Option<Holding<&'t str>> {
        // The strongest thing it is said to do; what it makes outranks what it also sells.
        const RANK: [Role; 3] = [Role::Produce, Role::Service, Role::Trade];
        let says = |role: Role, head: bool| {
            let mut own = clues.iter().filter(|clue| clue.role == role);
            own.any(|clue| !head || clue.evidence.fit == Fit::Head)
        };
        let head = RANK.into_iter().find(|role| says(*role, true));
        let said = head.or_else(|| RANK.into_iter().find(|role| says(*role, false)))?;
        let of_role = clues.iter().filter(|clue| clue.role == said);
        let mut evidence: Vec<Evidence<&str>> = of_role.map(|clue| clue.evidence).collect();
        let role = match firm.role {
            Some(Role::Trade) if said == Role::Produce => Role::Trade, // the register says so itself
            _ => said,
        };
        evidence.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.at.cmp(&b.at)));
        evidence.dedup_by(|a, b| a.field == b.field && a.item == b.item);
        let scope_only = evidence
            .iter()
            .all(|e| e.field == Field::Scope || e.field == Field::Code);
        let backed = firm.status != Status::Unverified && firm.credibility != Some(Credibility::P);
        // 某某直升机 whose products are all something else is called so, not more.
        let contradicted =
            !firm.products.is_empty() && evidence.iter().all(|e| e.field == Field::Name);
        // A scope of many items says what a firm may do. Where the firm says what it does, or the scope only
        // that it sells, which every second scope says, that is not enough.
        let coded = evidence.iter().any(|e| e.field == Field::Code);
        let licence = scope_only && (role == Role::Trade || stands_back && !coded);
        let grade = if backed && !contradicted && !licence {
            grade::grade(&evidence)
        } else {
            Grade::Review
        };
        Some(Holding {
            firm: ix,
            link: clues.first()?.link,
            role,
            grade,
            score: grade::score(&evidence),
            scope_only,
            evidence,
        })
    }
}

fn weight(field: Field, item: &Item<'_>, reading: Reading, items: usize) -> f64 {
    grade::term_weight(field, reading.fit, reading.stated, items, item.share)
}

/// Order of a firm's links.
fn best_first<S>(a: &Holding<S>, b: &Holding<S>) -> std::cmp::Ordering {
    b.grade
        .cmp(&a.grade)
        .then_with(|| b.score.total_cmp(&a.score))
        .then_with(|| a.link.cmp(&b.link))
}
