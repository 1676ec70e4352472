//! One item against the terms: whose head is it, and what does the firm do with it.

use std::sync::LazyLock;

use super::activity::{self, Activities};
use super::items::Item;
use super::phrase::Phrase;
use super::similar::{Common, Similar};
use super::terms::{Hit, Terms};
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
    "相关产品",
    "加工产品",
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
    "制造业",
    "板块",
    "报告分部",
    "分部",
    "营销中心",
    "整机",
    "收入",
    "营业",
    "小计",
    "业",
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

/// What stands in a phrase, whatever is done with it.
#[derive(Debug, Default)]
pub struct Found {
    /// Every term met, in order of their ends, and how it stands.
    met: Vec<(Hit, Standing)>,
    /// Words of upkeep stand around the object.
    upkeep: bool,
    /// What that work is: the position of the product's term, and the link that keeps it up.
    kept_up: Option<(usize, Reading)>,
    /// Position of the term that names the whole of which this is a part; only where no term is the head.
    part: Option<usize>,
}

impl Found {
    /// No term is met.
    pub fn is_empty(&self) -> bool {
        self.met.is_empty()
    }
}

/// How a term stands in a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// A word of the phrase says that it is not this link's thing.
    Excluded,
    /// It is not the head.
    NotHead,
    /// It is a head, and another term stands nearer to the end or is longer.
    Outdone,
    /// It is the head.
    Head(Over),
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
    pub fn read(&self, item: &Item) -> Vec<Reading> {
        let found = self.found(&item.phrase);
        let heads = found
            .met
            .iter()
            .filter_map(|(hit, standing)| match standing {
                Standing::Head(over) => self.reading(item, *hit, *over),
                Standing::Excluded | Standing::NotHead | Standing::Outdone => None,
            });
        let mut read: Vec<Reading> = heads.collect();
        if read.is_empty() {
            read.extend(instead(found, item, &self.terms).map(|(_, reading)| reading));
        }
        read
    }

    /// Every term met in an item and what became of it.
    pub fn judge(&self, item: &Item) -> Vec<(Hit, Fate)> {
        let found = self.found(&item.phrase);
        let fate = |(hit, standing): &(Hit, Standing)| {
            let fate = match standing {
                Standing::Excluded => Fate::Excluded,
                Standing::NotHead => Fate::NotHead,
                Standing::Outdone => Fate::Outdone,
                Standing::Head(over) => self
                    .reading(item, *hit, *over)
                    .map_or(Fate::Elsewhere, Fate::Read),
            };
            (*hit, fate)
        };
        let mut fates: Vec<(Hit, Fate)> = found.met.iter().map(fate).collect();
        if !fates.iter().any(|(_, fate)| matches!(fate, Fate::Read(_)))
            && let Some((at, reading)) = instead(found, item, &self.terms)
        {
            fates[at].1 = Fate::Read(reading);
        }
        fates
    }

    /// What stands in a phrase.
    pub fn found<'p>(&self, phrase: &'p Phrase) -> &'p Found {
        phrase.found.get_or_init(|| self.look(phrase))
    }

    fn look(&self, phrase: &Phrase) -> Found {
        let (text, place) = (phrase.text(), phrase.place());
        let hits = self.terms.find(text);
        if hits.is_empty() {
            return Found::default();
        }
        let words = self.terms.words(text);
        let mut met: Vec<(Hit, Standing)> = hits
            .into_iter()
            .map(|hit| (hit, self.standing(hit, text, place.end, &words)))
            .collect();
        // A term that reaches over the activity (光伏电站运维) says more than the bare object (光伏电站).
        let rank = |hit: &Hit| (hit.end, hit.end - hit.start);
        let is_head = |standing: &Standing| matches!(standing, Standing::Head(_));
        let heads = met.iter().filter(|(_, standing)| is_head(standing));
        let longest = heads.map(|(hit, _)| rank(hit)).max();
        for (hit, standing) in &mut met {
            if is_head(standing) && Some(rank(hit)) != longest {
                *standing = Standing::Outdone;
            }
        }
        let around = [&text[..place.start], &text[place.end..]];
        let upkeep = around[0].ends_with(['修', '洗', '擦'])
            || UPKEEP
                .iter()
                .any(|word| around.iter().any(|text| text.contains(word)));
        Found {
            kept_up: upkeep.then(|| self.kept_up(&met, phrase, &words)).flatten(),
            upkeep,
            part: longest.is_none().then(|| part(&met, phrase)).flatten(),
            met,
        }
    }

    fn standing(&self, hit: Hit, text: &str, object_end: usize, words: &[u32]) -> Standing {
        if self.terms.excluded(self.terms.link(hit.term), words) {
            return Standing::Excluded;
        }
        let tail = &text[hit.end..];
        let changes_nothing =
            |tail: &str| is_plain_tail(tail) || names_device(&text[..hit.end], tail);
        let plain = changes_nothing(tail);
        if hit.end <= object_end {
            return match plain || changes_nothing(&text[hit.end..object_end]) {
                true => Standing::Head(Over::No),
                false => Standing::NotHead,
            };
        }
        if plain {
            return Standing::Head(Over::Whole);
        }
        // 热处理加工: behind a term that holds an activity itself, more of them may follow.
        let rest = activity::strip(tail);
        match rest.object.is_empty() {
            true => Standing::Head(Over::And(rest.leading.or(rest.trailing))),
            false => Standing::NotHead,
        }
    }

    /// 风力发电机组维修 is work of the link that keeps turbines up. The words that exclude a link may
    /// stand in the activity here, not in the object.
    fn kept_up(
        &self,
        met: &[(Hit, Standing)],
        phrase: &Phrase,
        words: &[u32],
    ) -> Option<(usize, Reading)> {
        let object_end = phrase.place().end;
        let ends =
            |hit: &Hit| hit.end <= object_end && is_plain_tail(&phrase.text()[hit.end..object_end]);
        let hits = met.iter().map(|(hit, _)| hit).enumerate();
        let (at, hit) = hits
            .filter(|(_, hit)| ends(hit))
            .max_by_key(|(_, hit)| hit.end - hit.start)?;
        let product = self.terms.link(hit.term);
        let server = *self.upkeep.get(&product)?;
        let object = self.terms.words(phrase.object());
        let other = self.terms.excluded(product, &object) || self.terms.excluded(server, words);
        (!other).then_some((
            at,
            Reading {
                link: server,
                term: hit.term,
                role: Role::Service,
                fit: Fit::Head,
                stated: true,
            },
        ))
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
    pub fn similar(&self, item: &Item, common: &mut Common) -> Option<(Reading, f64)> {
        let like = item
            .phrase
            .like
            .get_or_init(|| self.like(&item.phrase, common));
        let (term, like) = (*like)?;
        let link = self.terms.link(term);
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

    fn like(&self, phrase: &Phrase, common: &mut Common) -> Option<(usize, f64)> {
        let (term, like) = self.similar.nearest(phrase.object(), common)?;
        let link = self.terms.link(term);
        // 技术服务 is not 节能技术服务: an end that many things share says nothing of this one.
        let end = self.terms.text(term).ends_with(phrase.object());
        // 风电叶片模具 has been read already, and is not 风电叶片.
        let mut met = self.found(phrase).met.iter();
        let named = met.any(|(hit, _)| self.terms.link(hit.term) == link);
        let excluded = || self.terms.excluded(link, &self.terms.words(phrase.text()));
        (!end && !named && !excluded()).then_some((term, like))
    }

    /// The role that the activities give for the link's nature; None where they point elsewhere
    /// (安装, 维修, 运输, 回收 of a product is not the product).
    fn reading(&self, item: &Item, hit: Hit, over: Over) -> Option<Reading> {
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

/// What an item is read as of which no term is the head, with the position of the term.
fn instead(found: &Found, item: &Item, terms: &Terms) -> Option<(usize, Reading)> {
    if found.upkeep && item.activities.service {
        return found.kept_up;
    }
    let part = found.part?;
    let term = found.met[part].0.term;
    let reading = Reading {
        link: terms.link(term),
        term,
        role: Role::Produce,
        fit: Fit::Named,
        stated: item.activities.make,
    };
    Some((part, reading))
}

/// 变压器配件 names the transformer and is none.
fn part(met: &[(Hit, Standing)], phrase: &Phrase) -> Option<usize> {
    let object_end = phrase.place().end;
    let of_part = |(hit, standing): &(Hit, Standing)| {
        *standing != Standing::Excluded
            && hit.end <= object_end
            && PART_TAILS.contains(&phrase.text()[hit.end..object_end].trim())
    };
    let parts = met.iter().enumerate().filter(|(_, met)| of_part(met));
    let longest = parts.max_by_key(|(_, (hit, _))| hit.end - hit.start);
    longest.map(|(at, _)| at)
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
    // 润滑油-经销商 is 润滑油: what stands behind the dash is one kind of it.
    let tail = tail
        .split(['-', '—', '–', '‐'])
        .next()
        .unwrap_or(tail)
        .trim();
    // 甲醇50万吨 is 甲醇, 瓶装啤酒330ml*24 is 瓶装啤酒, 审计软件V4.0 is 审计软件.
    let unversioned = tail.trim_start_matches(['V', 'v']);
    let measured = unversioned.starts_with(|c: char| c.is_ascii_digit() || c == '“');
    if measured && tail.chars().all(is_measure) {
        return true;
    }
    // 金属硅553 is 金属硅.
    let tail = tail.trim_end_matches(|c: char| c.is_ascii_digit() || "#-.".contains(c));
    without_plain_tails(tail).is_empty()
}

/// 监护仪设备 is 监护仪; 锂电池设备 is no battery.
fn names_device(thing: &str, tail: &str) -> bool {
    thing.ends_with(['机', '器', '仪', '泵', '阀', '罐', '釜', '柜'])
        && matches!(without_plain_tails(tail.trim()), "设备" | "装备")
}

/// Signs of amounts, sizes and marks.
fn is_measure(c: char) -> bool {
    c.is_ascii_alphanumeric() || "#-.*×/“” 万亿千公吨斤克毫升套台件只瓶听罐箱袋".contains(c)
}

/// Whether a term names the activity itself (光伏电站运维).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
