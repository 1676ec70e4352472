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
mod phrase;
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
    Chains, Credibility, Evidence, Field, Firm, FirmIx, Fit, Grade, Holding, IndustryCode, LinkIx,
    Nature, Register, Role, Status,
};
use context::Context;
pub use explain::{ItemRead, TermMet};
pub use items::half_width;
use items::{Book, Item};
use memo::{Memory, Print, Segment, Telling};
use phrase::Phrase;
use plain::Plain;
use read::{Reader, Reading};
use similar::Common;
pub use verdicts::{Decided, obey};

/// A code whose links are more than this recalls nobody.
const CODE_RECALL: usize = 2;

/// A scope of no more items than this says what the firm does, beside 主营产品 too.
const FEW: usize = 8;

/// A scope of no more items than this means each of them.
const ALL: usize = 4;

/// Firms read together.
const BATCH: usize = 64;

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
struct Desk {
    /// 主营产品 and 经营范围 are not read alike.
    products: Memory<Segment>,
    scopes: Memory<Segment>,
    phrases: Memory<Phrase>,
    plain: Plain,
    common: Common,
}

/// Segments remembered: what is worth it comes again soon, and all of it should stay in a near cache.
const SEGMENTS: usize = 1 << 12;

/// Phrases remembered: more come again, and to take one apart and look for its terms costs far more.
const PHRASES: usize = 1 << 17;

impl Default for Desk {
    fn default() -> Self {
        Self {
            products: Memory::new(SEGMENTS),
            scopes: Memory::new(SEGMENTS),
            phrases: Memory::new(PHRASES),
            plain: Plain::default(),
            common: Common::default(),
        }
    }
}

/// What is matched of a firm.
#[derive(Clone, Copy)]
struct Subject<'t> {
    name: &'t str,
    products: &'t str,
    scope: &'t str,
    codes: &'t [IndustryCode],
    status: Status,
    role: Option<Role>,
    credibility: Option<Credibility>,
}

impl<'t> Subject<'t> {
    fn of<S: AsRef<str>>(firm: &'t Firm<S>) -> Self {
        Self {
            name: firm.name.as_ref(),
            products: firm.products.as_ref(),
            scope: firm.scope.as_ref(),
            codes: &firm.codes,
            status: firm.status,
            role: firm.role,
            credibility: firm.credibility,
        }
    }
}

/// Evidence for one link while a firm is read.
#[derive(Clone, Copy)]
struct Clue<'t> {
    link: LinkIx,
    /// What the firm does about it, as far as this goes.
    role: Role,
    evidence: Evidence<&'t str>,
}

/// What a firm's name says.
struct Named {
    item: Option<Item>,
    readings: Vec<Reading>,
    /// The firm sells what it does not say it makes.
    trader: bool,
}

/// What the segments of a field say.
#[derive(Default)]
struct Said {
    /// Number of items.
    items: usize,
    /// First characters of the items that open a list: the firm's trade is written first.
    leading: Vec<usize>,
    /// Those that say something, each with its first character in the field.
    telling: Vec<(usize, Arc<Segment>)>,
}

impl Said {
    /// Whether the field says more of a link than one item among many others: its first item, or several.
    fn stresses(&self, evidence: &[Evidence<&str>]) -> bool {
        let heads = evidence.iter().filter(|e| e.fit == Fit::Head);
        let leads = |e: &Evidence<&str>| self.leading.contains(&e.at);
        self.items <= ALL || heads.clone().nth(1).is_some() || heads.clone().any(leads)
    }

    fn of(segments: impl Iterator<Item = Arc<Segment>>) -> Self {
        let mut said = Self::default();
        let mut from = 0;
        for segment in segments {
            let at = from;
            from += segment.chars;
            if said.items == 0 || segment.opens {
                said.leading.extend(segment.first.map(|first| at + first));
            }
            said.items += segment.items;
            if !segment.telling.is_empty() {
                said.telling.push((at, segment));
            }
        }
        said
    }
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
        let parts = register.firms.par_chunks(BATCH).enumerate();
        let each: Vec<Vec<Holding>> = parts
            .map(|(i, firms)| self.owned(firms, FirmIx(i * BATCH)))
            .collect();
        each.into_iter().flatten().collect()
    }

    /// One firm: its links, best first.
    pub fn firm(&self, firm: &Firm, ix: FirmIx) -> Vec<Holding> {
        self.owned(std::slice::from_ref(firm), ix)
    }

    fn owned(&self, firms: &[Firm], first: FirmIx) -> Vec<Holding> {
        let mut all = Vec::new();
        self.each(firms, first, |_, held| {
            all.extend(held.iter().map(Holding::owned));
        });
        all
    }

    /// Calls `then` with the links of each of the firms, best first; their evidence is still that of the
    /// texts read.
    ///
    /// Field by field, not firm by firm: what reads a field stays in the nearest cache meanwhile.
    pub fn each<S: AsRef<str>>(
        &self,
        firms: &[Firm<S>],
        first: FirmIx,
        mut then: impl FnMut(&Firm<S>, &[Holding<&str>]),
    ) {
        for (n, firms) in firms.chunks(BATCH).enumerate() {
            let first = first.0 + n * BATCH;
            let subjects: Vec<Subject<'_>> = firms.iter().map(Subject::of).collect();
            let all = subjects.as_slice();
            let names: Vec<Named> = all.iter().map(|firm| self.name(firm.name)).collect();
            let said: [Vec<Said>; 2] = {
                let desk = &mut *self.desks.get_or_default().borrow_mut();
                let products: Vec<&str> = all.iter().map(|firm| firm.products).collect();
                let scopes: Vec<&str> = all.iter().map(|firm| firm.scope).collect();
                [
                    self.said(desk, Field::Products, &products),
                    self.said(desk, Field::Scope, &scopes),
                ]
            };
            for (i, (firm, subject)) in firms.iter().zip(all).enumerate() {
                let said = (&names[i], &said[0][i], &said[1][i]);
                then(firm, &self.held(*subject, FirmIx(first + i), said));
            }
        }
    }

    /// The links of a firm by what its texts say, best first.
    fn held<'t>(
        &'t self,
        firm: Subject<'t>,
        ix: FirmIx,
        (name, products, scope): (&'t Named, &'t Said, &'t Said),
    ) -> Vec<Holding<&'t str>> {
        let mut clues: Vec<Clue<'_>> = Vec::with_capacity(16); // more are few
        self.text(&mut clues, Field::Products, products, (firm, name.trader));
        if let Some(item) = &name.item {
            for reading in &name.readings {
                let weight = weight(Field::Name, item, *reading, 1);
                let from = (Field::Name, 0);
                clues.push(self.clue(from, item, *reading, weight, name.trader));
            }
        }
        self.text(&mut clues, Field::Scope, scope, (firm, name.trader));
        self.by_code(&mut clues, firm);
        clues.sort_by_key(|clue| clue.link);
        let by_link = clues.chunk_by(|a, b| a.link == b.link);
        let mut out: Vec<Holding<&str>> = by_link
            .filter_map(|clues| self.holding((firm, scope), ix, clues))
            .collect();
        out.sort_by(best_first);
        out
    }

    fn name(&self, name: &str) -> Named {
        let item = name::item(name);
        let sells = |n: &Item| n.activities.trade && !n.activities.make;
        let trader = name::shop(name) || item.as_ref().is_some_and(sells);
        let (mut readings, whole) = match &item {
            Some(item) => self.named(item),
            None => (Vec::new(), true),
        };
        for reading in &mut readings {
            // 某某风力发电 runs a station; 某某风电科技 may do anything with wind.
            let nature = self.chains.link(reading.link).nature;
            if !whole && !matches!(nature, Nature::Product | Nature::Service) {
                reading.fit = Fit::Named;
            }
        }
        Named {
            item,
            readings,
            trader,
        }
    }

    /// What a name says, and whether it does with all its words or only without those that say nothing.
    fn named(&self, name: &Item) -> (Vec<Reading>, bool) {
        let head = |found: &[Reading]| found.iter().any(|r| r.fit == Fit::Head);
        let found = self.reader.read(name);
        if self.reader.found(&name.phrase).is_empty() {
            return (found, false); // and no part of it meets a term
        }
        if head(&found) {
            return (found, true);
        }
        let placeless = name::placeless(name);
        let (name, found) = match &placeless {
            Some(placeless) => (placeless, self.reader.read(placeless)),
            None => (name, found),
        };
        if head(&found) {
            return (found, true);
        }
        let Some(bare) = name::bare(name) else {
            return (found, false);
        };
        let mut found = self.reader.read(&bare);
        if !found.is_empty() {
            let words = self.reader.terms.words(name.text());
            found.retain(|r| !self.reader.terms.excluded(r.link, &words)); // 餐饮设备 is no 餐饮
        }
        (found, false)
    }

    /// What texts of a field say. Those of their segments that are not remembered are first taken apart, then read,
    /// all of them.
    fn said(&self, desk: &mut Desk, field: Field, texts: &[&str]) -> Vec<Said> {
        let known = self.reader.terms.vocabulary();
        let memory = match field {
            Field::Products => &mut desk.products,
            _ => &mut desk.scopes,
        };
        let mut segments: Vec<Option<Arc<Segment>>> = Vec::new();
        let mut new: Vec<(usize, (&str, Print))> = Vec::new();
        let mut ends = Vec::with_capacity(texts.len());
        for text in texts {
            for text in memo::segments(text) {
                let segment = memory.get(text);
                if let Err(print) = segment {
                    new.push((segments.len(), (text, print)));
                }
                segments.push(segment.ok());
            }
            ends.push(segments.len());
        }
        let phrases = &mut desk.phrases;
        let apart = new.iter().map(|(_, (text, _))| {
            desk.plain.read(text);
            let mut items = Vec::new();
            items::each(&desk.plain, &mut Book { known, phrases }, &mut items);
            (items, desk.plain.chars.len())
        });
        let apart: Vec<(Vec<Item>, usize)> = apart.collect();
        for ((at, text), (items, chars)) in new.into_iter().zip(apart) {
            let segment = Arc::new(Segment {
                chars,
                items: items.len(),
                first: items.first().map(|item| item.at),
                opens: memo::opens_list(text.0),
                telling: self.telling(field, items, &mut desk.common),
            });
            memory.met(text, &segment);
            segments[at] = Some(segment);
        }
        let mut segments = segments.into_iter();
        let mut from = 0;
        let mut each = Vec::with_capacity(texts.len());
        for (text, end) in texts.iter().zip(ends) {
            let mut said = Said::of(segments.by_ref().take(end - from).flatten());
            from = end;
            if field == Field::Products {
                let asides = aside::items(text, known);
                if !asides.is_empty() {
                    said.items += asides.len();
                    let telling = self.telling(field, asides, &mut desk.common);
                    let aside = Segment {
                        telling,
                        ..Segment::default()
                    };
                    said.telling.push((0, Arc::new(aside)));
                }
            }
            each.push(said);
        }
        each
    }

    fn text<'t>(
        &'t self,
        clues: &mut Vec<Clue<'t>>,
        field: Field,
        all: &'t Said,
        (firm, trader): (Subject<'_>, bool),
    ) {
        for (from, segment) in &all.telling {
            for said in &segment.telling {
                self.tell(clues, field, (said, *from), all.items, (firm, trader));
            }
        }
    }

    /// Those of the items that say something.
    fn telling(&self, field: Field, items: Vec<Item>, common: &mut Common) -> Vec<Telling> {
        let telling = items.into_iter().filter_map(|item| {
            let readings = self.reader.read(&item);
            let similar = (readings.is_empty() && field == Field::Products)
                .then(|| self.reader.similar(&item, common))
                .flatten();
            let opens = || field == Field::Products && self.context.knows(item.object());
            let tells = !readings.is_empty() || similar.is_some() || opens();
            tells.then(|| Telling {
                item,
                readings,
                similar,
            })
        });
        telling.collect()
    }

    fn tell<'t>(
        &'t self,
        clues: &mut Vec<Clue<'t>>,
        field: Field,
        (said, from): (&'t Telling, usize),
        items: usize,
        (firm, trader): (Subject<'_>, bool),
    ) {
        let item = &said.item;
        if field == Field::Products && said.readings.is_empty() {
            for term in self
                .context
                .read(item.object(), &[firm.products, firm.name])
            {
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
        item: &'t Item,
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
            item: item.text(),
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

    fn by_code<'t>(&self, clues: &mut Vec<Clue<'t>>, firm: Subject<'t>) {
        for code in firm.codes {
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
        (firm, scope): (Subject<'_>, &Said),
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
        // that it sells, which every second scope says, or names it once among other things, that is not
        // enough. Of readers' labels for such pairs, seven in 157 say that the firm does it.
        let coded = evidence.iter().any(|e| e.field == Field::Code);
        let stands_back = !firm.products.is_empty() && scope.items > FEW;
        let licence = scope_only
            && (role == Role::Trade || !coded && (stands_back || !scope.stresses(&evidence)));
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

fn weight(field: Field, item: &Item, reading: Reading, items: usize) -> f64 {
    grade::term_weight(field, reading.fit, reading.stated, items, item.share)
}

/// Order of a firm's links.
fn best_first<S>(a: &Holding<S>, b: &Holding<S>) -> std::cmp::Ordering {
    b.grade
        .cmp(&a.grade)
        .then_with(|| b.score.total_cmp(&a.score))
        .then_with(|| a.link.cmp(&b.link))
}
