//! Which link a row speaks of.

use std::collections::HashMap;

use super::InputFile;
use super::firm_row::Reader;
use super::table::{self, Column, Row, Table, Wanted, text};
use crate::diag::{Checked, Kind, Warned};
use crate::model::{Chains, LinkIx};

/// Names less like than this are not offered: `0` nothing in common, `1` the same.
const LIKE: f64 = 0.4;

/// Reads a table whose rows speak of links: each row is used or reported.
///
/// # Errors
/// The file can't be read, or it lacks a column that is needed.
pub fn rows<'a, T>(
    file: &InputFile,
    wanted: &Wanted,
    chains: &'a Chains,
    one: impl Fn(Row<'_>, &Table, &mut Reader<'_>, &mut LinkCells<'a>) -> Result<T, (Kind, Column)>,
) -> Checked<Vec<T>> {
    let mut warnings = Vec::new();
    let table = table::read(file, wanted, &mut warnings)?;
    let mut reader = Reader::new(&table, warnings);
    let mut links = LinkCells::new(chains);
    let mut out = Vec::with_capacity(table.len());
    for row in table.rows() {
        match one(row, &table, &mut reader, &mut links) {
            Ok(value) => out.push(value),
            Err((kind, column)) => reader.say(row, Some(column), kind),
        }
    }
    Ok(Warned {
        value: out,
        warnings: reader.warnings,
    })
}

/// Finds links for rows; remembers what it was asked before.
pub struct LinkCells<'a> {
    chains: &'a Chains,
    known: HashMap<String, Option<LinkIx>>,
}

impl<'a> LinkCells<'a> {
    /// Over all chains.
    pub fn new(chains: &'a Chains) -> Self {
        Self {
            chains,
            known: HashMap::new(),
        }
    }

    /// The link of a row, by 环节编号, else by 环节; `Ok(None)` where both are empty.
    ///
    /// # Errors
    /// [`Kind::RowUnknownLink`], with the nearest name and the column it stands in.
    pub fn of(&mut self, row: Row<'_>) -> Result<Option<LinkIx>, (Kind, Column)> {
        let mut unknown = None;
        for column in [Column::LinkId, Column::Link] {
            let cell = row.get(column);
            if text::says_nothing(cell) {
                continue;
            }
            match self.find(cell) {
                Some(link) => return Ok(Some(link)),
                None => unknown = Some((text::one_line(cell), column)),
            }
        }
        match unknown {
            None => Ok(None),
            Some((name, column)) => {
                let nearest = self.nearest(&name);
                Err((Kind::RowUnknownLink { name, nearest }, column))
            }
        }
    }

    /// The links of a list, `QN05；QN07、清洁能源/光伏玻璃`, and what of it is no link.
    pub fn list(&mut self, cell: &str) -> (Vec<LinkIx>, Vec<Kind>) {
        let (mut links, mut unknown) = (Vec::new(), Vec::new());
        let ends = |c: char| "；;、，,".contains(c) || c.is_whitespace();
        for name in cell.split(ends).filter(|name| !text::says_nothing(name)) {
            match self.find(name) {
                Some(link) => links.push(link),
                None => {
                    let (name, nearest) = (name.to_owned(), self.nearest(name));
                    unknown.push(Kind::LabelUnknownLink { name, nearest });
                }
            }
        }
        (links, unknown)
    }

    fn find(&mut self, cell: &str) -> Option<LinkIx> {
        if let Some(known) = self.known.get(cell) {
            return *known;
        }
        let squeezed = text::squeeze(cell);
        let found = self
            .chains
            .find(cell)
            .or_else(|| self.chains.find(&squeezed))
            .or_else(|| self.chains.find(&squeezed.to_uppercase()))
            // 链名 - 环节, 链名·环节: other signs for the stroke between chain and link.
            .or_else(|| {
                self.chains
                    .find(&squeezed.replace(['-', '·', '\\', '>', '_', ':', '—'], "/"))
            });
        self.known.insert(cell.to_owned(), found);
        found
    }

    /// The full name most like it: of the whole, or of its part behind the stroke.
    fn nearest(&self, name: &str) -> Option<String> {
        let short = name.rsplit('/').next().unwrap_or(name);
        let mut best: Option<(f64, LinkIx)> = None;
        for (ix, link) in self.chains.iter() {
            let names =
                std::iter::once(&link.name).chain(link.aliases.iter().map(|alias| &alias.name));
            let like = names
                .map(|own| strsim::normalized_damerau_levenshtein(short, own))
                .fold(0.0, f64::max);
            if like >= LIKE && best.is_none_or(|(top, _)| like > top) {
                best = Some((like, ix));
            }
        }
        best.map(|(_, ix)| self.chains.full_name(ix))
    }
}

#[cfg(test)]
pub mod fixture {
    //! A chain of three links for the tests of tables.

    use crate::model::{Chain, Chains, Link, LinkId, Nature, Stage};

    fn link(id: &str, name: &str) -> Option<Link> {
        Some(Link {
            id: LinkId::new(id, "QN")?,
            name: name.into(),
            en: String::new(),
            chain: 0,
            segment: "wind".into(),
            stage: Stage::Midstream,
            nature: Nature::Product,
            codes: Vec::new(),
            terms: Vec::new(),
            exclude: Vec::new(),
            context: Vec::new(),
            inputs: Vec::new(),
            flags: Vec::new(),
            strategic: false,
            ship: None,
            unit: None,
            split_from: None,
            note: None,
            aliases: Vec::new(),
        })
    }

    /// 清洁能源: 风电叶片 QN01, 风电整机 QN02, 塔筒 QN03.
    pub fn chains() -> Chains {
        let chain = Chain {
            id: "QN".into(),
            name: "清洁能源".into(),
            en: String::new(),
            scope: String::new(),
            as_of: None,
            segments: indexmap::IndexMap::new(),
            sources: indexmap::IndexMap::new(),
        };
        let links = [("QN01", "风电叶片"), ("QN02", "风电整机"), ("QN03", "塔筒")];
        Chains {
            chains: vec![chain],
            links: links
                .iter()
                .filter_map(|(id, name)| link(id, name))
                .collect(),
        }
    }
}
