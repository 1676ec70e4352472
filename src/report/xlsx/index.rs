//! Which row of which sheet shows what, so that sheets can lead to one another; names of ids.

use std::collections::HashMap;

use super::sheet::{Place, Sheet};
use super::{cards, counties};
use crate::model::{Label, LinkId};
use crate::study::{LinkView, Study};

/// A study and the places of its parts. The maps are only looked up, never gone through.
pub struct Index<'a> {
    /// The study.
    pub study: &'a Study,
    links: HashMap<&'a str, usize>,
    gaps: HashMap<&'a str, usize>,
    cards: HashMap<&'a str, usize>,
    /// First target of a gap.
    gap_targets: HashMap<&'a str, usize>,
    /// First row of a firm among the targets.
    targets: HashMap<&'a str, usize>,
    introducers: HashMap<u32, usize>,
    visits: HashMap<&'a str, usize>,
    /// First position of a firm, by row of the register.
    firms: HashMap<u32, usize>,
    counties: HashMap<&'a str, usize>,
}

impl<'a> Index<'a> {
    /// Of a study; O(its size).
    pub fn new(study: &'a Study) -> Self {
        let mut index = Self {
            study,
            links: numbered(study.links.iter().map(|l| l.id.as_str())),
            gaps: numbered(study.gaps.iter().map(|g| g.link.as_str())),
            cards: HashMap::new(),
            gap_targets: HashMap::new(),
            targets: HashMap::new(),
            introducers: numbered(study.introducers.iter().map(|i| i.row)),
            visits: HashMap::new(),
            firms: HashMap::new(),
            counties: HashMap::new(),
        };
        let carded = study.gaps.iter().filter(|g| g.card.is_some());
        for (n, gap) in carded.enumerate() {
            index.cards.insert(gap.link.as_str(), n * cards::ROWS);
        }
        let mut row = 0;
        for gap in &study.gaps {
            if !gap.targets.is_empty() {
                index.gap_targets.insert(gap.link.as_str(), row);
            }
            for target in &gap.targets {
                index.targets.entry(target.name.as_str()).or_insert(row);
                row += 1;
            }
        }
        row = 0;
        for plan in &study.campaign.plans {
            for visit in &plan.visits {
                // The plan that leads is the one to show.
                let first = index.visits.entry(visit.firm.as_str()).or_insert(row);
                if visit.lead == plan.squad {
                    *first = row;
                }
                row += 1;
            }
        }
        row = 0;
        for firm in &study.firms {
            index.firms.insert(firm.row.row, row);
            row += firm.positions.len();
        }
        row = 0;
        for county in &study.counties {
            index.counties.insert(county.name.as_str(), row);
            row += counties::rows_of(county);
        }
        index
    }

    /// A link.
    pub fn link(&self, id: &LinkId) -> Option<&'a LinkView> {
        let n = self.links.get(id.as_str())?;
        self.study.links.get(*n)
    }

    /// Name of a link; empty where it is not of this study.
    pub fn name(&self, id: &LinkId) -> &'a str {
        self.link(id).map_or("", |l| l.name.as_str())
    }

    /// Names of links, `、` between them.
    pub fn names(&self, ids: &[LinkId]) -> String {
        let names: Vec<&str> = ids.iter().map(|id| self.name(id)).collect();
        names.join("、")
    }

    /// Name of a chain.
    pub fn chain(&self, id: &str) -> &'a str {
        self.study.chain(id).map_or("", |c| c.name.as_str())
    }

    /// Its row in 环节覆盖.
    pub fn to_link(&self, id: &LinkId) -> Option<Place> {
        place(Sheet::Links, self.links.get(id.as_str()))
    }

    /// Its row in 缺链清单.
    pub fn to_gap(&self, id: &LinkId) -> Option<Place> {
        place(Sheet::Gaps, self.gaps.get(id.as_str()))
    }

    /// Its 项目卡.
    pub fn to_card(&self, id: &LinkId) -> Option<Place> {
        place(Sheet::Cards, self.cards.get(id.as_str()))
    }

    /// Its first row in 目标企业.
    pub fn to_targets(&self, id: &LinkId) -> Option<Place> {
        place(Sheet::Targets, self.gap_targets.get(id.as_str()))
    }

    /// First row of a firm in 目标企业.
    pub fn to_target(&self, firm: &str) -> Option<Place> {
        place(Sheet::Targets, self.targets.get(firm))
    }

    /// A local firm, by row of the register, in 以商招商.
    pub fn to_introducer(&self, row: u32) -> Option<Place> {
        place(Sheet::Introducers, self.introducers.get(&row))
    }

    /// A firm in 招商行动.
    pub fn to_visit(&self, firm: &str) -> Option<Place> {
        place(Sheet::Campaign, self.visits.get(firm))
    }

    /// A local firm, by row of the register, in 本地企业链位.
    pub fn to_firm(&self, row: u32) -> Option<Place> {
        place(Sheet::Positions, self.firms.get(&row))
    }

    /// A county in 县市区.
    pub fn to_county(&self, name: &str) -> Option<Place> {
        place(Sheet::Counties, self.counties.get(name))
    }
}

fn place(sheet: Sheet, row: Option<&usize>) -> Option<Place> {
    row.map(|row| Place { sheet, row: *row })
}

fn numbered<T: std::hash::Hash + Eq>(all: impl Iterator<Item = T>) -> HashMap<T, usize> {
    all.enumerate().map(|(n, key)| (key, n)).collect()
}

/// 三键, `、` between them.
pub fn labels(labels: &[Label]) -> String {
    let words: Vec<&str> = labels.iter().map(|l| l.zh()).collect();
    words.join("、")
}

/// `浙江省宁波市`; a municipality only once.
pub fn seat(province: &str, city: Option<&str>) -> String {
    let city = city.filter(|city| *city != province).unwrap_or_default();
    format!("{province}{city}")
}
