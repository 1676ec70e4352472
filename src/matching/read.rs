//! One item against the terms: whose head is it, and what does the firm do with it.

use super::activity::{self, Activities};
use super::items::Item;
use super::terms::{Hit, Terms};
use crate::model::{Chains, LinkIx, Nature, Role};

/// What an item says about a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The link.
    pub link: LinkIx,
    /// The term that is met.
    pub term: usize,
    /// What the firm does about it.
    pub role: Role,
    /// The term is the head of the item; otherwise it is only named.
    pub head: bool,
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
];

/// Endings that make a part of the thing of it: the thing is named, not more.
const PART_TAILS: &[&str] = &["零部件", "配件", "部件", "元器件", "备件", "附件", "组件"];

/// Reads one item. The longest term that is the head wins; several links only where they tie.
pub fn read(terms: &Terms, chains: &Chains, item: &Item) -> Vec<Reading> {
    let text = item.text.as_str();
    let hits: Vec<Hit> = terms
        .find(text)
        .filter(|hit| !terms.excluded(terms.link(hit.term), text))
        .collect();
    if hits.is_empty() {
        return Vec::new();
    }
    // The object stands inside the text; its end is where its head ends.
    let object_end = text
        .find(item.object.as_str())
        .map_or(text.len(), |at| at + item.object.len());
    let mut heads: Vec<(Hit, Over)> = Vec::new();
    for hit in &hits {
        let tail = &text[hit.end..];
        if hit.end > object_end {
            // 热处理加工: behind a term that holds an activity itself, more of them may follow.
            let rest = activity::strip(tail);
            if is_plain_tail(tail) {
                heads.push((*hit, Over::Whole));
            } else if rest.object.is_empty() {
                heads.push((*hit, Over::And(rest.leading.or(rest.trailing))));
            }
        } else if is_plain_tail(tail) || is_plain_tail(&text[hit.end..object_end]) {
            heads.push((*hit, Over::No));
        }
    }
    // A term that reaches over the activity (光伏电站运维) says more than the bare object (光伏电站).
    let longest = heads
        .iter()
        .map(|(hit, _)| (hit.end, hit.end - hit.start))
        .max();
    if let Some(longest) = longest {
        return heads
            .iter()
            .filter(|(hit, _)| (hit.end, hit.end - hit.start) == longest)
            .filter_map(|(hit, over)| reading(terms, chains, item, *hit, *over))
            .collect();
    }
    hits.iter()
        .filter(|hit| {
            hit.end <= object_end && PART_TAILS.contains(&text[hit.end..object_end].trim())
        })
        .max_by_key(|hit| hit.end - hit.start)
        .map(|hit| Reading {
            link: terms.link(hit.term),
            term: hit.term,
            role: Role::Produce,
            head: false,
            stated: item.activities.make,
        })
        .into_iter()
        .collect()
}

fn is_plain_tail(tail: &str) -> bool {
    let mut tail = tail.trim();
    while let Some(rest) = PLAIN_TAILS.iter().find_map(|t| tail.strip_suffix(t)) {
        tail = rest.trim_end();
    }
    tail.is_empty()
}

/// The role that the activities give for the link's nature; None where they point elsewhere
/// (安装, 维修, 运输, 回收 of a product is not the product).
fn reading(terms: &Terms, chains: &Chains, item: &Item, hit: Hit, over: Over) -> Option<Reading> {
    let link = terms.link(hit.term);
    let nature = chains.link(link).nature;
    let (role, stated) = role(nature, item.activities, over)?;
    Some(Reading {
        link,
        term: hit.term,
        role,
        head: true,
        stated,
    })
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
            if a.make {
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
                Some((Role::Produce, false))
            }
        }
    }
}
