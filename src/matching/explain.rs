//! How a firm was read: every item with every term met in it, and what became of each.

use serde::Serialize;

use super::items::{self, Item};
use super::read::Fate;
use super::{Matcher, aside, name};
use crate::model::{Field, Firm, Fit, Flag, LinkId, Role};

/// One item of a firm's texts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ItemRead {
    /// Field it stands in.
    pub field: Field,
    /// The item without parentheses.
    pub item: String,
    /// First character in the field, 0-based.
    pub at: usize,
    /// Share of revenue, 0..=1, where the field gives it.
    pub share: Option<f64>,
    /// A phrase of the registration catalogue: it names and never decides.
    pub generic: bool,
    /// Terms met, in the order of their ends.
    pub met: Vec<TermMet>,
}

/// One term met in an item.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TermMet {
    /// The term.
    pub term: String,
    /// The link that the term, or the upkeep of its product, leads to.
    pub link: LinkId,
    /// Short Chinese name of the link.
    pub name: String,
    /// What the firm does about it; null where the term does not count.
    pub role: Option<Role>,
    /// What became of it, in words.
    pub why: &'static str,
}

impl Matcher<'_> {
    /// Every item of a firm, field by field, as the matcher reads it; nothing of classified links.
    pub fn explain(&self, firm: &Firm) -> Vec<ItemRead> {
        let known = self.reader.terms.vocabulary();
        let name = name::item(&firm.name);
        let bare = name.as_ref().and_then(name::bare);
        let mut products = items::items(&firm.products, known);
        products.extend(aside::items(&firm.products, known));
        let named: Vec<Item> = name.into_iter().chain(bare).collect();
        let fields = [
            (Field::Products, products),
            (Field::Name, named),
            (Field::Scope, items::items(&firm.scope, known)),
        ];
        let each = |(field, items): (Field, Vec<Item>)| {
            items.into_iter().map(move |item| self.item(field, &item))
        };
        fields.into_iter().flat_map(each).collect()
    }

    fn item(&self, field: Field, item: &Item) -> ItemRead {
        let judged = self.reader.judge(item).into_iter();
        let met = judged.filter_map(|(hit, fate)| {
            let (link, role, why) = match fate {
                Fate::Read(r) => (r.link, Some(r.role), counted(field, item, r.fit)),
                Fate::Excluded => (
                    self.reader.terms.link(hit.term),
                    None,
                    "不计：有该环节的排除词",
                ),
                Fate::NotHead => (
                    self.reader.terms.link(hit.term),
                    None,
                    "不计：不是条目的中心词",
                ),
                Fate::Outdone => (
                    self.reader.terms.link(hit.term),
                    None,
                    "不计：另有更贴切的词",
                ),
                Fate::Elsewhere => (
                    self.reader.terms.link(hit.term),
                    None,
                    "不计：所写的活动不是该环节的",
                ),
            };
            let link = self.chains.link(link);
            let open = !link.has(Flag::Classified);
            open.then(|| TermMet {
                term: self.reader.terms.text(hit.term).to_owned(),
                link: link.id.clone(),
                name: link.name.clone(),
                role,
                why,
            })
        });
        ItemRead {
            met: met.collect(),
            field,
            item: item.text().to_owned(),
            at: item.at,
            share: item.share,
            generic: item.generic,
        }
    }
}

fn counted(field: Field, item: &Item, fit: Fit) -> &'static str {
    match fit {
        Fit::Head if item.generic && field == Field::Scope => "点到：登记通用语",
        Fit::Head => "计入：中心词",
        Fit::Named => "点到：零部件",
        Fit::Similar => "近似",
    }
}
