//! Contacts with firms and consultations with counties.

use super::InputFile;
use super::firm_row::{self, Reader};
use super::link_cell::{self, LinkCells};
use super::table::{Column, Row, Wanted};
use crate::diag::{Checked, Kind};
use crate::model::{Chains, Record};

const WANTED: Wanted = Wanted {
    columns: &[
        Column::Date,
        Column::Name,
        Column::LinkId,
        Column::Link,
        Column::County,
        Column::Team,
        Column::Matter,
        Column::Conclusion,
        Column::Source,
        Column::Note,
    ],
    needed: &[
        &[Column::Matter],
        &[Column::Name, Column::Link, Column::LinkId, Column::County],
    ],
};

/// Reads records; each row is used or reported (nothing noted, about nobody, unknown link).
///
/// # Errors
/// The file can't be read, or it has no column of matters or none that says whom they concern.
pub fn records(file: &InputFile, chains: &Chains) -> Checked<Vec<Record>> {
    link_cell::rows(file, &WANTED, chains, |row, _, reader, links| {
        record(row, reader, links)
    })
}

fn record(
    row: Row<'_>,
    reader: &mut Reader<'_>,
    links: &mut LinkCells<'_>,
) -> Result<Record, (Kind, Column)> {
    if let Some(note) = firm_row::note(row) {
        return Err((note, Column::Name));
    }
    let matter = row
        .optional(Column::Matter)
        .ok_or_else(|| firm_row::lacks(Column::Matter))?;
    let link = links.of(row)?;
    let (firm, county) = (row.optional(Column::Name), row.optional(Column::County));
    if firm.is_none() && county.is_none() && link.is_none() {
        return Err(firm_row::lacks(Column::Name));
    }
    Ok(Record {
        row: row.reference().owned(),
        date: reader.date(row, Column::Date),
        firm,
        link,
        county,
        team: row.optional(Column::Team),
        matter,
        conclusion: row.optional(Column::Conclusion),
        source: row.optional(Column::Source),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::link_cell::fixture::chains;
    use crate::model::LinkIx;

    #[test]
    fn a_list_of_records() {
        let text = "日期,企业名称,环节,县市区,队伍,事项,结论\n\
            2024/8/14,甲公司,风电叶片,,一队,电话对接,有意向\n\
            ,,塔筒,肃州区,,会商,同意\n\
            ,,,,,会商,\n\
            ,乙公司,,,,,\n\
            ,丙公司,叶轮机,,,来访,\n";
        let Ok(read) = records(&InputFile::new("台账.csv", text), &chains()) else {
            panic!()
        };
        let [call, council] = read.value.as_slice() else {
            panic!("{:?}", read.value)
        };
        assert_eq!(
            (call.date.as_deref(), call.link, call.team.as_deref()),
            (Some("2024-08-14"), Some(LinkIx(0)), Some("一队"))
        );
        assert_eq!(
            (council.county.as_deref(), council.conclusion.as_deref()),
            (Some("肃州区"), Some("同意"))
        );
        let codes: Vec<&str> = read
            .warnings
            .iter()
            .map(|warning| warning.kind.code())
            .collect();
        assert_eq!(
            codes,
            ["row::incomplete", "row::incomplete", "row::unknown_link"]
        );
    }
}
