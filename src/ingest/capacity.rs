//! Known capacities: who makes how much of what.

use super::InputFile;
use super::firm_row::{self, Reader};
use super::link_cell::{self, LinkCells};
use super::table::{Column, Row, Table, Wanted, number, text};
use crate::diag::{Checked, Kind};
use crate::model::{Capacity, Chains, LinkIx};

const WANTED: Wanted = Wanted {
    columns: &[
        Column::LinkId,
        Column::Link,
        Column::Holder,
        Column::Amount,
        Column::Unit,
        Column::Year,
        Column::Source,
        Column::Note,
    ],
    needed: &[&[Column::Link, Column::LinkId], &[Column::Amount]],
};

/// Reads capacities, each with its link, in the physical unit of its row. The holder is 全市 where
/// the row names none; a capacity is planned where holder, year or note say so. Each row is used or
/// reported (unknown link, no number, no unit).
///
/// # Errors
/// The file can't be read, or it has no column of links or of amounts.
pub fn capacity(file: &InputFile, chains: &Chains) -> Checked<Vec<(LinkIx, Capacity)>> {
    link_cell::rows(file, &WANTED, chains, one)
}

fn one(
    row: Row<'_>,
    table: &Table,
    reader: &mut Reader<'_>,
    links: &mut LinkCells<'_>,
) -> Result<(LinkIx, Capacity), (Kind, Column)> {
    if let Some(note) = firm_row::note(row) {
        return Err((note, Column::Link));
    }
    let link = links
        .of(row)?
        .ok_or_else(|| firm_row::lacks(Column::Link))?;
    let cell = row.get(Column::Amount);
    let header = table
        .layout
        .columns
        .get(&Column::Amount)
        .and_then(|head| head.aside.clone());
    let unit = row.optional(Column::Unit).or(header);
    let Some((amount, unit)) = amount(cell, unit) else {
        if !text::says_nothing(cell) {
            reader.say(
                row,
                Some(Column::Amount),
                Kind::NotANumber {
                    text: text::one_line(cell),
                },
            );
        }
        return Err(firm_row::lacks(Column::Amount));
    };
    let unit = unit.ok_or_else(|| firm_row::lacks(Column::Unit))?;
    let holder = row
        .optional(Column::Holder)
        .unwrap_or_else(|| "全市".to_owned());
    let said =
        [Column::Holder, Column::Year, Column::Amount, Column::Note].map(|column| row.get(column));
    let planned = said
        .iter()
        .any(|text| PLANNED.iter().any(|word| text.contains(word)));
    let year = year(row.get(Column::Year));
    Ok((
        link,
        Capacity {
            holder,
            amount,
            unit,
            year,
            source: row.optional(Column::Source),
            planned,
        },
    ))
}

/// Words that say a capacity is not there yet.
const PLANNED: [&str; 6] = ["规划", "计划", "在建", "拟建", "筹建", "待建"];

/// Number and unit: of the cell (`2600台`, `2.5万`) and of its column or header.
fn amount(cell: &str, unit: Option<String>) -> Option<(f64, Option<String>)> {
    let text = text::squeeze(cell);
    let (value, rest) = number(text.trim_start_matches(['约', '近', '≈', '~']))?;
    let rest = rest.split('(').next().unwrap_or_default();
    if value < 0.0 {
        return None;
    }
    match (rest, unit) {
        ("", unit) => Some((value, unit)),
        (rest, Some(unit)) if text::squeeze(&unit) == rest => Some((value, Some(unit))),
        ("万", Some(unit)) => Some((value * 1e4, Some(unit))),
        ("亿", Some(unit)) => Some((value * 1e8, Some(unit))),
        ("万" | "亿", None) => None,
        (rest, None) => Some((value, Some(rest.to_owned()))),
        // Two units that differ: which one is meant is not for us to say.
        (_, Some(_)) => None,
    }
}

/// The first year of a text, 1990 to 2100.
fn year(cell: &str) -> Option<u16> {
    let text = text::nfkc(cell);
    let mut runs = text.split(|c: char| !c.is_ascii_digit());
    runs.find_map(|run| {
        run.get(..4)?
            .parse()
            .ok()
            .filter(|year| (1990..=2100).contains(year))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::link_cell::fixture::chains;

    #[test]
    fn a_list_of_capacities() {
        let text = "环节编号,环节,主体,数量,单位,年份,来源,备注\n\
            QN02,,全市,2600,台,2024,J2,\n\
            ,风电叶片,甲公司,2450,套,2024年,,规划产能\n\
            QN01,,,若干,套,,,\n\
            QN99,,,5,套,,,\n\
            QN03,,,5,,,,\n";
        let Ok(read) = capacity(&InputFile::new("产能.csv", text), &chains()) else {
            panic!()
        };
        let [turbines, blades] = read.value.as_slice() else {
            panic!("{:?}", read.value)
        };
        assert_eq!(
            (
                turbines.0,
                turbines.1.amount,
                turbines.1.year,
                turbines.1.planned
            ),
            (LinkIx(1), 2600.0, Some(2024), false)
        );
        assert_eq!(
            (blades.0, blades.1.holder.as_str(), blades.1.planned),
            (LinkIx(0), "甲公司", true)
        );
        let codes: Vec<&str> = read
            .warnings
            .iter()
            .map(|warning| warning.kind.code())
            .collect();
        assert_eq!(
            codes,
            [
                "row::not_a_number",
                "row::incomplete",
                "row::unknown_link",
                "row::incomplete"
            ]
        );
    }

    #[test]
    fn amounts_and_units() {
        let unit = |text: &str| Some(text.to_owned());
        assert_eq!(amount("2,600", unit("台")), Some((2600.0, unit("台"))));
        assert_eq!(amount("2600台", None), Some((2600.0, unit("台"))));
        assert_eq!(amount("2600台", unit("台")), Some((2600.0, unit("台"))));
        assert_eq!(amount("2.5万", unit("吨")), Some((25_000.0, unit("吨"))));
        assert_eq!(amount("１２（规划）", unit("GW")), Some((12.0, unit("GW"))));
        assert_eq!(amount("12吨", unit("台")), None);
        assert_eq!(amount("较大", unit("台")), None);
    }

    #[test]
    fn years() {
        assert_eq!(
            [
                year("2024年"),
                year("2024-12-31"),
                year("规划2027"),
                year("去年")
            ],
            [Some(2024), Some(2024), Some(2027), None]
        );
    }
}
