//! Labels: firms judged by hand.

use super::InputFile;
use super::firm_row::{self, Reader};
use super::link_cell::LinkCells;
use super::table::{self, Column, Wanted};
use crate::diag::{Checked, Kind, Warned};
use crate::model::{Chains, FirmLabel, Flag, LinkIx};

const WANTED: Wanted = Wanted {
    columns: &[Column::Name, Column::Must, Column::May, Column::Part],
    needed: &[&[Column::Name], &[Column::Must]],
};

/// Reads labels: 企业名称, 必须, 可以 (links by id or name, separated by ；、, or spaces), 组. A firm with
/// both columns empty belongs to no link. An id that no chain has, or of a classified link, is reported
/// and does not count.
///
/// # Errors
/// The file can't be read, or it lacks the column of firms or of 必须.
pub fn labels(file: &InputFile, chains: &Chains) -> Checked<Vec<FirmLabel>> {
    let mut warnings = Vec::new();
    let table = table::read(file, &WANTED, &mut warnings)?;
    let mut reader = Reader::new(&table, warnings);
    let mut links = LinkCells::new(chains);
    let mut labels = Vec::new();
    for row in table.rows() {
        let Some(firm) = row.optional(Column::Name) else {
            let (kind, column) = firm_row::lacks(Column::Name);
            reader.say(row, Some(column), kind);
            continue;
        };
        let mut list = |column: Column| -> Vec<LinkIx> {
            let (mut found, unknown) = links.list(row.get(column));
            for kind in unknown {
                reader.say(row, Some(column), kind);
            }
            found.retain(|ix| {
                let open = !chains.link(*ix).has(Flag::Classified);
                if !open {
                    let link = chains.link(*ix).name.clone();
                    reader.say(row, Some(column), Kind::LinkClassified { link });
                }
                open
            });
            found.sort_unstable();
            found.dedup();
            found
        };
        let (must, may) = (list(Column::Must), list(Column::May));
        labels.push(FirmLabel {
            row: row.reference().owned(),
            firm,
            must,
            may,
            part: row.optional(Column::Part),
        });
    }
    Ok(Warned {
        value: labels,
        warnings: reader.warnings,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::link_cell::fixture::chains;

    #[test]
    fn any_usual_separator_and_a_slip_with_its_place() {
        let text = "企业名称,必须,可以,组\n甲公司,QN01；QN02、塔筒,,tune\n乙公司,\"QN01, QN09\",QN02;QN01,\n";
        let Ok(read) = labels(&InputFile::new("标注.csv", text), &chains()) else {
            panic!()
        };
        let found: Vec<_> = read
            .value
            .iter()
            .map(|l| {
                (
                    l.firm.as_str(),
                    l.must.clone(),
                    l.may.clone(),
                    l.part.as_deref(),
                )
            })
            .collect();
        let ix = |all: &[usize]| -> Vec<LinkIx> { all.iter().map(|i| LinkIx(*i)).collect() };
        assert_eq!(
            found,
            [
                ("甲公司", ix(&[0, 1, 2]), ix(&[]), Some("tune")),
                ("乙公司", ix(&[0]), ix(&[0, 1]), None)
            ]
        );
        let said: Vec<String> = read.warnings.iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            ["标注.csv 第3行 B3 必须：没有环节 `QN09`，该编号不计"]
        );
    }
}
