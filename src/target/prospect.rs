//! Firms that could be attracted, by link: leaders and the zone's own pool, each firm once.

use std::collections::HashMap;

use crate::analyze::Situation;
use crate::ingest::key_of_name;
use crate::model::{Candidate, Grade, Holding, Leader, LinkIx, Partner, Record, Role, WanYuan};

/// Who could be attracted, and what the office has noted about it.
#[derive(Clone, Copy)]
pub struct Prospects<'a> {
    /// Leading firms of the country.
    pub leaders: &'a [Leader],
    /// The zone's own pool.
    pub pool: &'a [Candidate],
    /// Firm–link pairs of the pool.
    pub pool_holdings: &'a [Holding],
    /// Contacts and consultations.
    pub records: &'a [Record],
    /// Links whose firms work side by side.
    pub partners: &'a [Partner],
}

/// How well a firm's trade fits a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// 主营
    Main,
    /// One of its products.
    One,
    /// A pool firm of which the pair is only 较可信.
    Likely,
}

/// One firm that could be attracted, leader or pool.
pub struct Prospect<'a> {
    /// Legal name.
    pub name: &'a str,
    /// Short name.
    pub short: &'a str,
    /// Exchange ticker.
    pub ticker: Option<&'a str>,
    /// Province.
    pub province: &'a str,
    /// City.
    pub city: Option<&'a str>,
    /// What is known of it as a leader; also where the pool brought it to this link.
    pub leader: Option<&'a Leader>,
    /// 主营产品 of a pool firm, else empty.
    pub products: &'a str,
    /// Yearly revenue of a pool firm, where given.
    pub revenue: Option<WanYuan>,
    /// How well its trade fits.
    pub fit: Fit,
    /// Its links, best first.
    pub links: Vec<LinkIx>,
    /// What it rests on.
    pub basis: String,
}

/// All prospects by link.
pub struct Index<'a> {
    prospects: Prospects<'a>,
    by_key: HashMap<String, &'a Leader>,
    legal: HashMap<String, &'a str>,
    leaders: Vec<Vec<&'a Leader>>,
    pool: Vec<Vec<&'a Holding>>,
    keys: Vec<String>,
    links: Vec<Vec<LinkIx>>,
    records: HashMap<String, Vec<&'a Record>>,
}

impl<'a> Index<'a> {
    /// O(leaders + pool + records).
    pub fn new(s: &Situation<'_>, prospects: &Prospects<'a>) -> Self {
        let mut leaders: Vec<Vec<&Leader>> = s.chains.indices().map(|_| Vec::new()).collect();
        let mut by_key = HashMap::new();
        for leader in prospects.leaders {
            for link in &leader.links {
                leaders[link.0].push(leader);
            }
            by_key.insert(key_of_name(&leader.name), leader);
        }
        let mut legal = HashMap::new();
        let pool_names = prospects
            .pool
            .iter()
            .map(|c| (&c.firm.name, c.short.as_ref()));
        let names = prospects.leaders.iter().map(|l| (&l.name, Some(&l.short)));
        for (name, short) in names.chain(pool_names) {
            for written in [Some(name), short].into_iter().flatten() {
                legal.entry(key_of_name(written)).or_insert(name.as_str());
            }
        }
        let mut pool: Vec<Vec<&Holding>> = s.chains.indices().map(|_| Vec::new()).collect();
        let mut links = vec![Vec::new(); prospects.pool.len()];
        for holding in prospects.pool_holdings {
            if holding.grade >= Grade::Likely && holding.role != Role::Trade {
                pool[holding.link.0].push(holding);
                links[holding.firm.0].push(holding.link);
            }
        }
        let mut records: HashMap<String, Vec<&Record>> = HashMap::new();
        for record in prospects.records {
            if let Some(firm) = &record.firm {
                records.entry(key_of_name(firm)).or_default().push(record);
            }
        }
        let keys = prospects.pool.iter().map(|c| key_of_name(&c.firm.name));
        Self {
            prospects: *prospects,
            by_key,
            legal,
            leaders,
            pool,
            keys: keys.collect(),
            links,
            records,
        }
    }

    /// The legal name of a firm as somebody wrote it, in full or short; None for a stranger.
    pub fn legal(&self, written: &str) -> Option<String> {
        let name = self.legal.get(&key_of_name(written))?;
        Some((*name).to_owned())
    }

    /// Contacts on record with a firm, by its legal or short name, in the order of the rows.
    pub fn records(&self, name: &str, short: &str) -> Vec<&'a Record> {
        let (name, short) = (key_of_name(name), key_of_name(short));
        let mut out: Vec<&Record> = self.records.get(&name).cloned().unwrap_or_default();
        if short != name {
            out.extend(self.records.get(&short).into_iter().flatten());
        }
        out.sort_by_key(|r| r.row.row);
        out
    }

    /// Leaders, then pool firms, that make the link; a firm in both counts once, as a leader.
    pub fn of_link(&self, s: &Situation<'_>, link: LinkIx) -> Vec<Prospect<'a>> {
        let mut out: Vec<Prospect<'a>> = self.leaders[link.0]
            .iter()
            .map(|leader| Prospect {
                name: &leader.name,
                short: &leader.short,
                ticker: leader.ticker.as_deref(),
                province: &leader.province,
                city: leader.city.as_deref(),
                leader: Some(leader),
                products: "",
                revenue: None,
                fit: if leader.links.first() == Some(&link) {
                    Fit::Main
                } else {
                    Fit::One
                },
                links: leader.links.clone(),
                basis: super::cited(&leader.basis, &leader.date),
            })
            .collect();
        for holding in &self.pool[link.0] {
            let leader = self.by_key.get(&self.keys[holding.firm.0]).copied();
            if leader.is_some_and(|l| l.links.contains(&link)) {
                continue;
            }
            let candidate = &self.prospects.pool[holding.firm.0];
            let links = &self.links[holding.firm.0];
            out.push(Prospect {
                name: &candidate.firm.name,
                short: candidate.short.as_deref().unwrap_or(&candidate.firm.name),
                ticker: candidate.ticker.as_deref(),
                province: candidate.province.as_deref().unwrap_or(""),
                city: candidate.city.as_deref(),
                leader,
                products: &candidate.firm.products,
                revenue: candidate.firm.revenue,
                fit: match holding.grade {
                    Grade::Strong if links.first() == Some(&link) => Fit::Main,
                    Grade::Strong => Fit::One,
                    Grade::Likely | Grade::Review => Fit::Likely,
                },
                links: links.clone(),
                basis: format!(
                    "候选企业库{}：{}",
                    candidate.firm.row,
                    evidence_words(s, holding)
                ),
            });
        }
        out
    }
}

fn evidence_words(s: &Situation<'_>, holding: &Holding) -> String {
    let name = &s.chains.link(holding.link).name;
    match holding.evidence.first() {
        Some(e) => format!("{}“{}”对应{name}", e.field.zh(), e.item),
        None => name.clone(),
    }
}
