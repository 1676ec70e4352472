//! 总览: the chains in numbers, with what presses most in each, and the charts that show it.

use rust_xlsxwriter::{Image, Workbook, Worksheet, XlsxError};

use super::format::Formats;
use super::index::Index;
use super::sheet::{self, Cell, Run, Sheet, Table, column};
use crate::model::{Action, Coverage, Share};
use crate::report::Picture;
use crate::study::{ChainView, GapView, LinkView};

/// Gaps named for a chain.
const NAMED: usize = 3;
/// Width of a picture, pixels of a screen.
const WIDE: f64 = 1_240.0;
/// Height of a row behind a picture, pixels.
const ROW: u32 = 20;

/// Adds the sheet: the table, a row of sums, the pictures one below another.
///
/// # Errors
/// A picture that is none.
pub fn add(
    workbook: &mut Workbook,
    run: &Run<'_>,
    index: &Index<'_>,
    pictures: &[Picture<'_>],
) -> Result<(), XlsxError> {
    let table = table(index);
    let sheet = sheet::add(workbook, run, &table)?;
    let mut row = u32::try_from(table.rows.len()).unwrap_or(0) + 3;
    sums(sheet, row, index)?;
    row += 2;
    let mut breaks = Vec::new();
    for picture in pictures {
        breaks.push(row);
        row = show(sheet, row, picture)?;
    }
    sheet.set_page_breaks(&breaks)?;
    Ok(())
}

/// Sets a picture and says in which row the next can stand.
fn show(sheet: &mut Worksheet, row: u32, picture: &Picture<'_>) -> Result<u32, XlsxError> {
    let image = Image::new_from_buffer(picture.png)?;
    let high = WIDE * image.height() / image.width();
    let image = image
        .set_scale_to_size(WIDE, high, true)
        .set_alt_text(picture.title);
    sheet.insert_image(row, 0, &image)?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a picture is some hundred rows high"
    )]
    let rows = (high / f64::from(ROW)).ceil() as u32;
    // Spreadsheets differ in the height of a row that says none: the next picture has to stand below.
    for row in row..=row + rows {
        sheet.set_row_height_pixels(row, ROW)?;
    }
    Ok(row + rows + 2)
}

fn table(index: &Index<'_>) -> Table {
    let study = index.study;
    let mut columns = vec![column("产业链", 13.0), column("环节", 7.0)];
    let coverage = [
        column("已有", 7.0),
        column("薄弱", 7.0),
        column("在建", 7.0),
        column("仅贸易", 7.0),
        column("未见", 7.0),
    ];
    columns.extend(coverage);
    columns.push(column("覆盖率", 8.0));
    columns.push(column("产品服务", 10.0));
    columns.extend(ACTIONS.map(|action| column(action.zh(), 7.0)));
    columns.push(column("目标企业", 8.0));
    columns.extend(["最紧要的缺链", "第二", "第三"].map(|title| column(title, 23.0)));
    Table {
        sheet: Sheet::Overview,
        note: format!(
            "名录采用{}家企业，{}家落在至少一个环节。环节不含不招商的，跨链共用的只计一次；\
             覆盖率 = （已有＋薄弱）÷ 环节数；“未见”即缺失或未发现。“产品服务”是其中能成为缺链的环节（不含支撑、资源、公用设施）：本地已有/全部。目标企业按家计，一家只计一次。点产业链看环节覆盖，点缺链看项目卡。",
            study.data_quality.rows_used,
            study.firms.len()
        ),
        columns,
        fixed: 1,
        rows: study.chains.iter().map(|chain| row(index, chain)).collect(),
    }
}

const ACTIONS: [Action; 6] = Action::ALL;

fn row(index: &Index<'_>, chain: &ChainView) -> Vec<Cell> {
    let study = index.study;
    let links: Vec<&LinkView> = counted(index).filter(|l| l.chain == chain.id).collect();
    let gaps: Vec<&GapView> = study.gaps.iter().filter(|g| g.chain == chain.id).collect();
    let first = study.links.iter().find(|l| l.chain == chain.id);
    let mut row = vec![Cell::link(
        &chain.name,
        first.and_then(|l| index.to_link(&l.id)),
    )];
    row.extend(numbers(
        &links,
        (chain.links_here, chain.links_counted),
        &gaps,
    ));
    let top = gaps
        .iter()
        .filter(|g| g.action != Action::Defer)
        .take(NAMED);
    row.extend(top.map(|gap| {
        let to = index.to_card(&gap.link).or(index.to_gap(&gap.link));
        Cell::link(format!("{}（{}）", gap.name, gap.action.zh()), to)
    }));
    row
}

/// Links, by coverage, share, products and services here and in all, by action, target firms.
fn numbers(links: &[&LinkView], (here, all): (usize, usize), gaps: &[&GapView]) -> Vec<Cell> {
    let of = |coverage: &[Coverage]| {
        let found = links.iter().filter(|l| coverage.contains(&l.coverage));
        found.count()
    };
    let (covered, weak) = (of(&[Coverage::Covered]), of(&[Coverage::Weak]));
    let mut firms: Vec<&str> = gaps
        .iter()
        .flat_map(|g| &g.targets)
        .map(|t| t.name.as_str())
        .collect();
    firms.sort_unstable();
    firms.dedup();
    let mut out = vec![
        Cell::count(links.len()),
        Cell::tally(covered),
        Cell::tally(weak),
        Cell::tally(of(&[Coverage::Building])),
        Cell::tally(of(&[Coverage::TradeOnly])),
        Cell::tally(of(&[Coverage::Missing, Coverage::NotFound])),
        Share::of(covered + weak, links.len())
            .map_or(Cell::Empty, |share| Cell::Share(share.get())),
        Cell::text(format!("{here}/{all}")),
    ];
    out.extend(ACTIONS.map(|action| {
        let asking = gaps.iter().filter(|g| g.action == action);
        Cell::tally(asking.count())
    }));
    out.push(Cell::tally(firms.len()));
    out
}

fn sums(sheet: &mut Worksheet, row: u32, index: &Index<'_>) -> Result<(), XlsxError> {
    let formats = Formats::new();
    let links: Vec<&LinkView> = counted(index).collect();
    let gaps: Vec<&GapView> = index.study.gaps.iter().collect();
    sheet.write_string_with_format(row, 0, "合计", &formats.sum)?;
    let chains = &index.study.chains;
    let sum = |n: fn(&ChainView) -> usize| chains.iter().map(n).sum();
    let wanted = (sum(|c| c.links_here), sum(|c| c.links_counted));
    for (c, cell) in (1u16..).zip(numbers(&links, wanted, &gaps)) {
        match cell {
            Cell::Text(text) => sheet.write_string_with_format(row, c, text, &formats.sum)?,
            Cell::Number(n) => sheet.write_number_with_format(row, c, n, &formats.sum)?,
            Cell::Share(n) => sheet.write_number_with_format(row, c, n, &formats.sum_share)?,
            Cell::Link(..) | Cell::Head(..) | Cell::Empty => {
                sheet.write_blank(row, c, &formats.sum)?
            }
        };
    }
    Ok(())
}

/// The links that the coverage matrix counts.
fn counted<'a>(index: &Index<'a>) -> impl Iterator<Item = &'a LinkView> {
    index.study.links.iter().filter(|link| !link.excluded)
}
