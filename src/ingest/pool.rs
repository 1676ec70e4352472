//! Firms that could be attracted, listed by the office.

use super::InputFile;
use super::firm_row::Reader;
use super::seen::{Keys, Seen};
use super::table::{self, Column, Wanted};
use crate::diag::{Checked, Warned};
use crate::model::Candidate;
use crate::standard::place;

const WANTED: Wanted = Wanted {
    columns: &[
        Column::Name,
        Column::Credit,
        Column::Province,
        Column::City,
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
        Column::Ticker,
        Column::Short,
    ],
    needed: &[&[Column::Name]],
};

/// Reads candidates; each row is used or reported, as in a register. A table with a header and no
/// rows is empty, not wrong. A province left out follows from the city.
///
/// # Errors
/// The file can't be read, or it has no column of names.
pub fn pool(file: &InputFile) -> Checked<Vec<Candidate>> {
    let mut warnings = Vec::new();
    let table = table::read(file, &WANTED, &mut warnings)?;
    let mut reader = Reader::new(&table, warnings);
    let mut seen = Seen::default();
    let mut candidates: Vec<Candidate> = Vec::with_capacity(table.len());
    for row in table.rows() {
        let Some(firm) = reader.firm(row) else {
            continue;
        };
        let (keys, firm) = (Keys::of(&firm), firm.owned());
        match seen.meet(&keys, &firm.name) {
            Some(kind) => reader.say(row, None, kind),
            None => candidates.push(Candidate {
                firm,
                province: row.optional(Column::Province).or_else(|| {
                    let place = place::read(row.get(Column::City));
                    place.province.map(|p| p.name.to_owned())
                }),
                city: row.optional(Column::City),
                ticker: row.optional(Column::Ticker),
                short: row.optional(Column::Short),
            }),
        }
    }
    Ok(Warned {
        value: candidates,
        warnings: reader.warnings,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::WanYuan;

    #[test]
    fn a_pool_of_candidates() {
        let text = "公司名称,简称,证券代码,省份,城市,主要产品,营业收入（亿元）\n\
            金风科技股份有限公司,金风科技,002202.SZ,新疆维吾尔自治区,乌鲁木齐市,风力发电机组,504\n\
            金风科技股份有限公司,,,,,,\n";
        let Ok(read) = pool(&InputFile::new("候选.csv", text)) else {
            panic!()
        };
        let [one] = read.value.as_slice() else {
            panic!("{:?}", read.value)
        };
        assert_eq!(one.firm.revenue, Some(WanYuan(5_040_000.0)));
        assert_eq!(
            (
                one.short.as_deref(),
                one.ticker.as_deref(),
                one.city.as_deref()
            ),
            (Some("金风科技"), Some("002202.SZ"), Some("乌鲁木齐市"))
        );
        assert_eq!(read.warnings.len(), 1);
    }
}
