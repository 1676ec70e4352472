//! One row of a register or a pool → a firm, or the reason why it is none.

mod name;
mod status;

pub use name::note;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use foldhash::fast::FixedState;

use self::name::name;
use self::status::{Word, status};
use super::table::{Column, Layout, Row, Table, Unknown, date, money, text};
use crate::diag::{Diagnostic, Kind};
use crate::model::{CodeError, Credibility, CreditCode, Firm, IndustryCode, Role, Status, WanYuan};
use crate::standard::gbt4754::{self, Fault};

/// What to say of a row that lacks a column it cannot do without.
pub fn lacks(column: Column) -> (Kind, Column) {
    let name = column.zh().to_owned();
    (Kind::RowIncomplete { column: name }, column)
}

/// Names of the standard itself, which some write into the cell.
const EDITIONS: [&str; 6] = [
    "GB/T4754-2017",
    "GB/T 4754-2017",
    "GB/T4754-2011",
    "GB/T 4754-2011",
    "GB/T4754",
    "GB/T 4754",
];

/// Columns of a firm.
pub const COLUMNS: [Column; 15] = [
    Column::Name,
    Column::Credit,
    Column::County,
    Column::Park,
    Column::Code,
    Column::Products,
    Column::Scope,
    Column::Status,
    Column::Group,
    Column::Revenue,
    Column::Role,
    Column::Credibility,
    Column::Source,
    Column::SourceDate,
    Column::Note,
];

/// Reads the rows of one table into firms.
pub struct Reader<'a> {
    layout: &'a Layout,
    /// What was noticed, in the order of the rows.
    pub warnings: Vec<Diagnostic>,
    unit_asked: bool,
    /// Status cells met, each with what it says: a register has few.
    statuses: Vec<(&'a str, Word)>,
    /// The same of cells with industry codes that nothing is wrong with.
    codes: HashMap<&'a str, Arc<[IndustryCode]>, FixedState>,
}

/// Status cells that are remembered.
const STATUSES: usize = 16;

impl<'a> Reader<'a> {
    /// For a table; `warnings` are those met so far.
    pub fn new(table: &'a Table, warnings: Vec<Diagnostic>) -> Self {
        Self {
            layout: &table.layout,
            warnings,
            unit_asked: false,
            statuses: Vec::new(),
            codes: HashMap::default(),
        }
    }

    fn status(&mut self, cell: &'a str) -> Word {
        if let Some((_, word)) = self.statuses.iter().find(|(known, _)| *known == cell) {
            return *word;
        }
        let word = status(cell);
        if self.statuses.len() < STATUSES {
            self.statuses.push((cell, word));
        }
        word
    }

    /// The firm of a row; None where the row is not used, which is reported by one warning.
    pub fn firm(&mut self, row: Row<'a>) -> Option<Firm<Cow<'a, str>>> {
        let reason = match name(row) {
            Err(kind) => Err((kind, None)),
            Ok(name) => match self.status(row.get(Column::Status)) {
                Word::Closed => {
                    let (name, status) = (name.into_owned(), row.get(Column::Status));
                    let status = text::one_line(status);
                    Err((Kind::FirmClosed { name, status }, Some(Column::Status)))
                }
                Word::Open(status) => Ok((name, status)),
                Word::Unknown => {
                    let allowed = "存续、在产、在建、筹建、停产、注销、吊销、待核";
                    self.not_in_list(row, Column::Status, allowed);
                    Ok((name, Status::NotStated))
                }
            },
        };
        match reason {
            Ok((name, status)) => Some(self.rest(row, name, status)),
            Err((kind, column)) => {
                self.say(row, column, kind);
                None
            }
        }
    }

    fn rest(&mut self, row: Row<'a>, name: Cow<'a, str>, status: Status) -> Firm<Cow<'a, str>> {
        Firm {
            row: row.reference(),
            name,
            credit: self.credit(row),
            county: row.line(Column::County),
            park: row.line(Column::Park),
            codes: self.codes(row),
            products: Cow::Borrowed(matter(row.get(Column::Products))),
            scope: Cow::Borrowed(matter(row.get(Column::Scope))),
            status,
            group: row.line(Column::Group),
            revenue: self.revenue(row),
            role: self.role(row),
            credibility: self.credibility(row),
            source: row.line(Column::Source),
            source_date: self.date(row, Column::SourceDate),
        }
    }

    /// A warning at a row or one of its cells.
    pub fn say(&mut self, row: Row<'_>, column: Option<Column>, kind: Kind) {
        self.warnings.push(row.diagnostic(kind, column));
    }

    /// The date of a cell; one that can't be read is reported and unknown.
    pub fn date(&mut self, row: Row<'_>, column: Column) -> Option<String> {
        let cell = row.get(column);
        date(cell).unwrap_or_else(|()| {
            self.say(
                row,
                Some(column),
                Kind::NotADate {
                    text: text::one_line(cell),
                },
            );
            None
        })
    }

    /// An amount of money; what can't be read or converted is reported and unknown.
    pub fn money(&mut self, row: Row<'_>, column: Column) -> Option<WanYuan> {
        let cell = row.get(column);
        let text = || text::one_line(cell);
        match money(cell, self.layout.unit(column)) {
            Ok(amount) => return amount,
            Err(Unknown::Unreadable) => {
                self.say(row, Some(column), Kind::NotANumber { text: text() })
            }
            // A foreign column is reported once, at its header.
            Err(Unknown::Foreign)
                if self.layout.unit(column) == Some(super::table::MoneyUnit::Foreign) => {}
            Err(Unknown::Foreign) => {
                self.say(row, Some(column), Kind::ForeignMoney { text: text() })
            }
            Err(Unknown::NoUnit) if self.unit_asked => {}
            Err(Unknown::NoUnit) => {
                self.unit_asked = true;
                let header = self
                    .layout
                    .columns
                    .get(&column)
                    .map_or(column.zh(), |head| &head.text);
                self.warnings.push(Diagnostic::at(
                    Kind::NoUnit {
                        column: header.to_owned(),
                    },
                    self.layout.place(self.layout.header_row, Some(column)),
                ));
            }
        }
        None
    }

    fn not_in_list(&mut self, row: Row<'_>, column: Column, allowed: &str) {
        let text = text::one_line(row.get(column));
        self.say(
            row,
            Some(column),
            Kind::NotInList {
                text,
                allowed: allowed.to_owned(),
            },
        );
    }

    fn credit(&mut self, row: Row<'_>) -> Option<CreditCode> {
        let cell = row.get(Column::Credit);
        if text::says_nothing(cell) {
            return None;
        }
        if let Ok(credit) = CreditCode::new(cell) {
            return Some(credit);
        }
        // `="9162…"`, `'9162…` and spaces between groups are ways to keep Excel from rounding it.
        let code: String = text::squeeze(cell)
            .chars()
            .filter(|c| {
                !matches!(
                    c,
                    '=' | '"' | '\'' | '-' | '\u{2018}' | '\u{2019}' | '\u{201c}' | '\u{201d}'
                )
            })
            .flat_map(char::to_uppercase)
            .collect();
        let (kind, credit) = match CreditCode::new(&code) {
            Ok(credit) => return Some(credit),
            Err(CodeError::Character(wrong)) => match slip(&code) {
                Some(meant) => (
                    Kind::CreditCodeSlip {
                        code,
                        meant: meant.as_str().to_owned(),
                    },
                    Some(meant),
                ),
                None => (
                    Kind::CreditCode {
                        why: CodeError::Character(wrong).to_string(),
                        code,
                    },
                    None,
                ),
            },
            Err(why) => (
                Kind::CreditCode {
                    why: why.to_string(),
                    code,
                },
                None,
            ),
        };
        self.say(row, Some(Column::Credit), kind);
        credit
    }

    fn codes(&mut self, row: Row<'a>) -> Arc<[IndustryCode]> {
        let cell = row.get(Column::Code);
        if let Some(codes) = self.codes.get(cell) {
            return Arc::clone(codes);
        }
        let noticed = self.warnings.len();
        let codes: Arc<[IndustryCode]> = match text::says_nothing(cell) {
            true => Arc::default(),
            false => self.read_codes(row, cell).into(),
        };
        if self.warnings.len() == noticed {
            self.codes.insert(cell, Arc::clone(&codes));
        }
        codes
    }

    fn read_codes(&mut self, row: Row<'_>, cell: &str) -> Vec<IndustryCode> {
        let text = text::nfkc(cell).to_ascii_uppercase();
        let text = match text.contains("GB") {
            true => EDITIONS.iter().fold(text, |t, name| t.replace(name, " ")),
            false => text,
        };
        let mut codes: Vec<IndustryCode> = Vec::new();
        for run in text.split(|c: char| !c.is_ascii_alphanumeric() && c != '?') {
            let Some(code) = IndustryCode::parse(run) else {
                continue;
            };
            let code = self.standard_code(row, run.trim_end_matches('?'), code);
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
        if codes.is_empty() {
            self.not_in_list(row, Column::Code, "GB/T 4754 代码，如 C3415");
        }
        codes
    }

    /// The code as the standard has it: one of 2011 by its successor; what is wrong is reported.
    fn standard_code(&mut self, row: Row<'_>, text: &str, code: IndustryCode) -> IndustryCode {
        let written = text.to_owned();
        let (kind, code) = match gbt4754::verify(text) {
            Ok(_) | Err(Fault::Form) => return code,
            Err(Fault::Section(meant)) => {
                let meant = meant.to_string();
                let kind = Kind::RowCodeSection {
                    code: written,
                    meant,
                };
                (kind, code)
            }
            Err(Fault::Unknown {
                former: Some(former),
                ..
            }) => {
                let now = former.now.and_then(gbt4754::industry);
                let kind = Kind::RowCodeFormer {
                    code: written,
                    name: former.name.to_owned(),
                    now: now.map(|i| i.to_string()),
                };
                let digits = now.map_or(code.digits, |i| i.code.to_owned());
                (kind, IndustryCode { digits, ..code })
            }
            Err(Fault::Unknown { parent, .. }) => {
                let parent = parent.map(|i| i.to_string());
                let kind = Kind::RowCode {
                    code: written,
                    parent,
                };
                (kind, code)
            }
        };
        self.say(row, Some(Column::Code), kind);
        code
    }

    fn revenue(&mut self, row: Row<'_>) -> Option<WanYuan> {
        self.money(row, Column::Revenue)
    }

    fn role(&mut self, row: Row<'_>) -> Option<Role> {
        let cell = row.get(Column::Role);
        if text::says_nothing(cell) {
            return None;
        }
        let any = |words: &[&str]| words.iter().any(|word| cell.contains(word));
        if any(&["生产", "制造", "加工"]) {
            Some(Role::Produce)
        } else if any(&["服务"]) {
            Some(Role::Service)
        } else if any(&["贸易", "销售", "商贸", "流通", "经销", "批发", "零售"]) {
            Some(Role::Trade)
        } else {
            self.not_in_list(row, Column::Role, "生产、服务、贸易");
            None
        }
    }

    fn credibility(&mut self, row: Row<'_>) -> Option<Credibility> {
        let cell = row.get(Column::Credibility);
        match text::squeeze(cell).to_ascii_uppercase().as_str() {
            "L2" => Some(Credibility::L2),
            "L1" => Some(Credibility::L1),
            "P" => Some(Credibility::P),
            other => {
                if !text::says_nothing(other) {
                    self.not_in_list(row, Column::Credibility, "L2、L1、P");
                }
                None
            }
        }
    }
}

/// Text that is matched: as written; nothing where it says so.
fn matter(cell: &str) -> &str {
    match text::says_nothing(cell) {
        true => "",
        false => cell,
    }
}

/// The code that was meant, where letters that no code has stand for digits like them.
fn slip(code: &str) -> Option<CreditCode> {
    let mended: String = code
        .chars()
        .map(|c| match c {
            'O' => '0',
            'I' => '1',
            'Z' => '2',
            'S' => '5',
            c => c,
        })
        .collect();
    CreditCode::new(&mended).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_mended_only_where_the_check_agrees() {
        assert_eq!(
            slip("9135O1OOM000100Y43").map(|c| c.as_str().to_owned()),
            Some("91350100M000100Y43".into())
        );
        assert_eq!(slip("9135O1OOM000100Y44"), None);
    }
}
