//! One item against the terms: whose head is it, and what does the firm do with it.

use std::ops::Range;
use std::sync::{Arc, LazyLock};

use super::activity::{self, Activities};
use super::items::Item;
use super::memo::Memory;
use super::similar::{Common, Similar};
use super::terms::{Hit, Met, Terms};
use super::words::{Ends, plain};
use crate::diag::Diagnostic;
use crate::model::{Chains, Fit, Input, LinkIx, Nature, Role, Supplier, SupplyKind};
use indexmap::IndexMap;

/// What an item says about a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The link.
    pub link: LinkIx,
    /// The term that is met.
    pub term: usize,
    /// What the firm does about it.
    pub role: Role,
    /// Whether the term is the head of the item or only named.
    pub fit: Fit,
    /// The activity is said in so many words.
    pub stated: bool,
}

/// Endings after the head that change nothing.
const PLAIN_TAILS: &[&str] = &[
    "系列产品",
    "类产品",
    "产品",
    "系列",
    "成品",
    "业务",
    "项目",
    "服务",
    "等",
    "类",
    "一体化",
    "产业",
    "板块",
    "分部",
    "收入",
    "小计",
];

/// Endings that make a part of the thing of it: the thing is named, not more.
const PART_TAILS: &[&str] = &["零部件", "配件", "部件", "元器件", "备件", "附件", "组件"];

/// Work that a term may name itself, and that is no activity elsewhere: 奶牛饲养, 牲畜屠宰, 煤炭洗选.
const DOING: &[&str] = &[
    "饲养", "屠宰", "洗选", "洗煤", "栽培", "育苗", "制种", "育种", "育肥", "轧花", "炼铁", "炼钢",
    "繁育", "培育", "铸造", "锻造", "炼焦", "酿造", "酿酒", "采掘", "提炼", "提取", "纺纱", "印染",
    "鞣制", "灌装", "充装",
];

static DOING_ENDS: LazyLock<Ends> = LazyLock::new(|| Ends::new(&plain(DOING)));

/// Words of upkeep: what is done with the product of another link.
const UPKEEP: &[&str] = &[
    "维修", "维护", "检修", "修理", "运维", "保养", "清洗", "技改",
];

/// What became of a term met in an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It counts.
    Read(Reading),
    /// A word of the item says that it is not this link's thing.
    Excluded,
    /// It is not the head: the item speaks of something else.
    NotHead,
    /// Another term stands nearer to the end or is longer.
    Outdone,
    /// It is the head, and the activity points to another link.
    Elsewhere,
}

/// What lies on the desk while items are read.
#[derive(Default)]
pub struct Bench {
    /// Of texts read before.
    met: Memory<Met>,
    common: Common,
    hits: Vec<(Hit, Fate)>,
    /// Positions of the hits that are the head.
    heads: Vec<(usize, Over)>,
}

/// Reads items against the terms of all links.
pub struct Reader<'a> {
    /// All chains.
    pub chains: &'a Chains,
    /// All terms.
    pub terms: Terms,
    similar: Similar,
    /// Product → the service link that keeps it up.
    upkeep: IndexMap<LinkIx, LinkIx>,
}

impl<'a> Reader<'a> {
    /// Prepares the terms. A service link keeps up the products that it requires as `aftermarket`.
    ///
    /// # Errors
    /// If the models hold more terms than the automaton can take.
    pub fn new(chains: &'a Chains) -> Result<Self, Diagnostic> {
        let mut upkeep = IndexMap::new();
        for (ix, link) in chains.iter().filter(|(_, l)| l.nature == Nature::Service) {
            let kept = |i: &&Input| i.kind == SupplyKind::Aftermarket && !i.optional;
            for input in link.inputs.iter().filter(kept) {
                for supplier in &input.suppliers {
                    if let Supplier::Link(product) = supplier {
                        upkeep.entry(*product).or_insert(ix);
                    }
                }
            }
        }
        let terms = Terms::new(chains)?;
        Ok(Self {
            chains,
            similar: Similar::new(&terms),
            terms,
            upkeep,
        })
    }

    /// Reads one item. The longest term that is the head wins; several links only where they tie.
    pub fn read(&self, item: &Item<'_>, bench: &mut Bench) -> Vec<Reading> {
        let met = self.met(&item.text, &mut bench.met);
        self.readings(item, &met, bench)
    }

    /// The same by what stands in the item, for those that hardly come again.
    pub fn readings(&self, item: &Item<'_>, met: &Met, bench: &mut Bench) -> Vec<Reading> {
        let read = self.judge(item, met, bench).iter();
        read.filter_map(|(_, fate)| match fate {
            Fate::Read(reading) => Some(*reading),
            Fate::Excluded | Fate::NotHead | Fate::Outdone | Fate::Elsewhere => None,
        })
        .collect()
    }

    fn met(&self, text: &str, memory: &mut Memory<Met>) -> Arc<Met> {
        memory.get(text).unwrap_or_else(|| {
            let met = Arc::new(self.terms.find(text));
            memory.met(text, &met);
            met
        })
    }

    /// Every term met in an item and what became of it.
    pub fn judge<'b>(&self, item: &Item<'_>, met: &Met, bench: &'b mut Bench) -> &'b [(Hit, Fate)] {
        let text = item.text.as_ref();
        let Bench { hits, heads, .. } = bench;
        hits.clear();
        if met.hits.is_empty() {
            return hits;
        }
        heads.clear();
        hits.extend(met.hits.iter().map(|hit| (*hit, Fate::NotHead)));
        let words = met.words.as_slice();
        let Range {
            start: object_start,
            end: object_end,
        } = item.object;
        for (n, (hit, fate)) in hits.iter_mut().enumerate() {
            if self.terms.excluded(self.terms.link(hit.term), words) {
                *fate = Fate::Excluded;
                continue;
            }
            let tail = &text[hit.end..];
            if hit.end > object_end {
                // 热处理加工: behind a term that holds an activity itself, more of them may follow.
                let rest = activity::strip(tail);
                if is_plain_tail(tail) {
                    heads.push((n, Over::Whole));
                } else if rest.object.is_empty() {
                    heads.push((n, Over::And(rest.leading.or(rest.trailing))));
                }
            } else if is_plain_tail(tail) || is_plain_tail(&text[hit.end..object_end]) {
                heads.push((n, Over::No));
            }
        }
        // A term that reaches over the activity (光伏电站运维) says more than the bare object (光伏电站).
        let rank = |n: usize| (hits[n].0.end, hits[n].0.end - hits[n].0.start);
        let longest = heads.iter().map(|(n, _)| rank(*n)).max();
        for (n, over) in heads.iter() {
            let hit = hits[*n].0;
            hits[*n].1 = if Some((hit.end, hit.end - hit.start)) == longest {
                self.reading(item, hit, *over)
                    .map_or(Fate::Elsewhere, Fate::Read)
            } else {
                Fate::Outdone
            };
        }
        let some_head = !heads.is_empty();
        let outside =
            |word: &str| text[..object_start].contains(word) || text[object_end..].contains(word);
        let read = |(_, fate): &(Hit, Fate)| matches!(fate, Fate::Read(_));
        let spoken = text[..object_start].ends_with(['修', '洗', '擦']);
        if item.activities.service
            && (spoken || UPKEEP.iter().any(|word| outside(word)))
            && !hits.iter().any(read)
        {
            self.keep_up(hits, item, words);
        } else if !some_head {
            self.name_part(hits, item, object_end);
        }
        hits
    }

    /// 风力发电机组维修 is work of the link that keeps turbines up. The words that exclude a link may
    /// stand in the activity here, not in the object.
    fn keep_up(&self, hits: &mut [(Hit, Fate)], item: &Item<'_>, words: &[u32]) {
        let object_end = item.object.end;
        let longest = hits
            .iter_mut()
            .filter(|(hit, _)| {
                hit.end <= object_end && is_plain_tail(&item.text[hit.end..object_end])
            })
            .max_by_key(|(hit, _)| hit.end - hit.start);
        let Some((hit, fate)) = longest else { return };
        let product = self.terms.link(hit.term);
        let Some(server) = self.upkeep.get(&product) else {
            return;
        };
        let object = self.terms.words(item.object());
        if !self.terms.excluded(product, &object) && !self.terms.excluded(*server, words) {
            *fate = Fate::Read(Reading {
                link: *server,
                term: hit.term,
                role: Role::Service,
                fit: Fit::Head,
                stated: true,
            });
        }
    }

    /// 变压器配件 names the transformer and is none.
    fn name_part(&self, hits: &mut [(Hit, Fate)], item: &Item<'_>, object_end: usize) {
        let part = hits
            .iter_mut()
            .filter(|(hit, fate)| {
                *fate != Fate::Excluded
                    && hit.end <= object_end
                    && PART_TAILS.contains(&item.text[hit.end..object_end].trim())
            })
            .max_by_key(|(hit, _)| hit.end - hit.start);
        if let Some((hit, fate)) = part {
            *fate = Fate::Read(Reading {
                link: self.terms.link(hit.term),
                term: hit.term,
                role: Role::Produce,
                fit: Fit::Named,
                stated: item.activities.make,
            });
        }
    }

    /// An item read as a term that it does not name.
    pub fn as_term(&self, item: &Item, term: usize) -> Option<Reading> {
        let hit = Hit {
            term,
            start: 0,
            end: 0,
        };
        self.reading(item, hit, Over::No)
    }

    /// What an item says that has no term as its head, but looks like one.
    pub fn similar(&self, item: &Item<'_>, bench: &mut Bench) -> Option<(Reading, f64)> {
        let (term, like) = self.similar.nearest(item.object(), &mut bench.common)?;
        let link = self.terms.link(term);
        // 技术服务 is not 节能技术服务: an end that many things share says nothing of this one.
        let end = self.terms.text(term).ends_with(item.object());
        // 风电叶片模具 has been read already, and is not 风电叶片.
        let met = self.met(&item.text, &mut bench.met);
        let named = |hit: &Hit| self.terms.link(hit.term) == link;
        let excluded = || self.terms.excluded(link, &self.terms.words(&item.text));
        if end || met.hits.iter().any(named) || excluded() {
            return None;
        }
        let (role, stated) = role(self.chains.link(link).nature, item.activities, Over::No)?;
        let reading = Reading {
            link,
            term,
            role,
            fit: Fit::Similar,
            stated,
        };
        Some((reading, like))
    }

    /// The role that the activities give for the link's nature; None where they point elsewhere
    /// (安装, 维修, 运输, 回收 of a product is not the product).
    fn reading(&self, item: &Item<'_>, hit: Hit, over: Over) -> Option<Reading> {
        let link = self.terms.link(hit.term);
        let (role, stated) = role(self.chains.link(link).nature, item.activities, over)?;
        let doing =
            item.activities.is_empty() && DOING_ENDS.strip(self.terms.text(hit.term)).is_some();
        Some(Reading {
            link,
            term: hit.term,
            role,
            fit: Fit::Head,
            stated: stated || doing,
        })
    }
}

static PLAIN_ENDS: LazyLock<Ends> = LazyLock::new(|| Ends::new(&plain(PLAIN_TAILS)));

/// A thing without the endings that change nothing: 制剂类 is 制剂.
pub fn without_plain_tails(text: &str) -> &str {
    let mut text = text;
    while let Some((rest, ())) = PLAIN_ENDS.strip(text) {
        text = rest.trim_end();
    }
    text
}

fn is_plain_tail(tail: &str) -> bool {
    // 金属硅553 is 金属硅, 甲醇50万吨 is 甲醇.
    let tail = tail.trim();
    let unit = match tail.bytes().next() {
        Some(first) if first.is_ascii_digit() => "万亿千吨t套台件只",
        _ => "",
    };
    let tail = tail.trim_end_matches(|c: char| unit.contains(c));
    let tail = tail.trim_end_matches(|c: char| c.is_ascii_digit() || "#-.".contains(c));
    without_plain_tails(tail).is_empty()
}

/// Whether a term names the activity itself (光伏电站运维).
#[derive(Clone, Copy)]
enum Over {
    /// It names the thing only.
    No,
    /// It does, and nothing follows.
    Whole,
    /// It does, and more activities follow (热处理加工).
    And(Activities),
}

/// Role and whether it is stated.
fn role(nature: Nature, all: Activities, over: Over) -> Option<(Role, bool)> {
    let by_nature = match nature {
        Nature::Service => Role::Service,
        Nature::Product | Nature::Resource | Nature::Utility | Nature::Facility => Role::Produce,
    };
    let a = match over {
        Over::No => all,
        Over::Whole => return Some((by_nature, true)),
        Over::And(more) if more.make || more.service || more.run => return Some((by_nature, true)),
        Over::And(more) => more,
    };
    match nature {
        Nature::Service => {
            let only_sold = a.trade && !a.service && !a.make && !a.run && !a.develop;
            let only_owned = a.own && !a.service && !a.run; // 酒店投资 runs no hotel
            if only_sold || only_owned {
                None
            } else {
                Some((Role::Service, true))
            }
        }
        Nature::Product | Nature::Resource => {
            if a.make || (a.run && !a.trade && nature == Nature::Resource) {
                Some((Role::Produce, true))
            } else if a.trade || a.run {
                Some((Role::Trade, true)) // 农药经营 is selling
            } else if a.service {
                None
            } else {
                Some((Role::Produce, false))
            }
        }
        Nature::Utility | Nature::Facility => {
            if a.make || a.run {
                Some((Role::Produce, true))
            } else if a.trade || a.service || a.develop {
                None
            } else {
                Some((Role::Produce, a.is_empty()))
            }
        }
    }
}
