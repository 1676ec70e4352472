//! `补链清单.xlsx`: twelve sheets, one a file, that lead to one another.

mod about;
mod about_words;
mod anchor;
mod campaign;
mod cards;
mod counties;
mod format;
mod gaps;
mod index;
mod introducers;
mod links;
mod overview;
mod positions;
mod quality;
mod reviews;
pub(super) mod sheet;
mod targets;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::report::Picture;
use crate::study::{ProjectAtLink, Study};
use index::Index;
use sheet::{ROW_LIMIT, Run, Sheet, Table};

/// The workbook, and what a sheet can't hold.
pub struct Book {
    /// The file.
    pub bytes: Vec<u8>,
    /// Tables with more rows than Excel takes, whole, as CSV, by name of the sheet.
    pub overflow: Vec<(&'static str, Vec<u8>)>,
}

/// Writes the workbook. Same study and pictures, same bytes.
///
/// # Errors
/// What the writer refuses, in words: a picture that is none.
pub fn workbook(study: &Study, pictures: &[Picture<'_>]) -> Result<Book, String> {
    let index = Index::new(study);
    let mut tables: Vec<Table> = vec![
        links::table(&index),
        gaps::table(&index),
        cards::table(&index),
        targets::table(&index),
        introducers::table(&index),
        campaign::table(&index),
        positions::table(&index),
        counties::table(&index),
        reviews::table(&index),
        quality::table(&index),
    ];
    let bytes = write(&index, pictures, &tables).map_err(|e| e.to_string())?;
    let bytes = anchor::by_size(bytes)?;
    tables.retain(|table| table.rows.len() > ROW_LIMIT);
    let overflow = tables
        .iter()
        .map(|table| Ok((table.sheet.name(), super::csv::table(table)?)))
        .collect::<Result<_, String>>()?;
    Ok(Book { bytes, overflow })
}

fn write(
    index: &Index<'_>,
    pictures: &[Picture<'_>],
    tables: &[Table],
) -> Result<Vec<u8>, XlsxError> {
    let study = index.study;
    let run = Run {
        zone: &study.zone.name,
        date: &study.date,
    };
    let mut workbook = Workbook::new();
    let title: String = study.zone.name.chars().take(200).collect();
    workbook.set_properties(
        &DocProperties::new()
            .set_title(format!("{title}补链清单"))
            .set_author(&study.generator)
            .set_creation_datetime(&date_time(&study.date)?),
    );
    about::add(&mut workbook, &run, index)?;
    overview::add(&mut workbook, &run, index, pictures)?;
    for table in tables {
        let sheet = sheet::add(&mut workbook, &run, table)?;
        if table.sheet == Sheet::Reviews {
            reviews::drop_downs(sheet, &study.reviews)?;
        }
    }
    workbook.save_to_buffer()
}

/// Day of the report; a fixed day where it can't be read, so that bytes stay the same.
fn date_time(date: &str) -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::parse_from_str(date).or_else(|_| ExcelDateTime::from_ymd(2000, 1, 1))
}

/// `项目“…”在建（5亿元，2024-02-11）`
pub fn project_words(project: &ProjectAtLink) -> String {
    let amount = project
        .investment_wan
        .map(|w| format!("{}亿元", (w / 100.0).round() / 100.0));
    let facts: Vec<String> = [
        amount,
        project.date.clone(),
        project.stale.then(|| "须核现状".to_owned()),
        project.size_remark.clone(),
    ]
    .into_iter()
    .flatten()
    .collect();
    let facts = if facts.is_empty() {
        String::new()
    } else {
        format!("（{}）", facts.join("，"))
    };
    format!("{}{}{facts}", project.name, project.stage.zh())
}
