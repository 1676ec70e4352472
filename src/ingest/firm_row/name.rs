//! Whether a row is a firm's at all, by its name: totals, remarks and headings are not.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

use crate::diag::Kind;
use crate::ingest::table::{Column, Row, text};

/// The firm's name, or why the row is not a firm's.
pub fn name<'a>(row: Row<'a>) -> Result<Cow<'a, str>, Kind> {
    let cell = row.get(Column::Name);
    let note = |text: &str| Kind::RowNotAFirm {
        text: shortened(&text::one_line(text)),
    };
    if cell.is_empty() || text::says_nothing(cell) {
        // 合计 often stands in the column before.
        return match row.cells().next() {
            Some(first) if is_note(first) => Err(note(first)),
            _ => Err(Kind::RowWithoutName),
        };
    }
    let alone = row.cells().nth(1).is_none();
    let numbering = cell.chars().count() < 2 || cell.bytes().all(|byte| byte.is_ascii_digit());
    if is_note(cell) || row.repeats_header(Column::Name) || numbering || alone && is_heading(cell) {
        return Err(note(cell));
    }
    // A total may be called by its county: 合计 | 肃州区.
    match row.cells().next() {
        Some(first) if has_total(first) && is_total(&text::squeeze(first)) => Err(note(first)),
        _ => Ok(text::line(cell)),
    }
}

/// The report on a row that is a total, a remark, a signature or a repeated header; None where it
/// may be data. For tables that are not about firms alone.
pub fn note(row: Row<'_>) -> Option<Kind> {
    let first = row.cells().next()?;
    let note =
        is_note(first) || row.repeats_header(Column::Link) || row.repeats_header(Column::Name);
    note.then(|| Kind::RowNotAFirm {
        text: shortened(&text::one_line(first)),
    })
}

fn shortened(text: &str) -> String {
    let mut chars = text.chars();
    let mut short: String = chars.by_ref().take(40).collect();
    if chars.next().is_some() {
        short.push('…');
    }
    short
}

const TOTALS: [&str; 5] = ["合计", "小计", "总计", "共计", "累计"];

/// Whether a cell can be a total: all their words end so.
fn has_total(cell: &str) -> bool {
    cell.contains('计')
}

fn is_total(text: &str) -> bool {
    TOTALS.iter().any(|total| {
        text.ends_with(total)
            || text.strip_prefix(total).is_some_and(|rest| {
                rest.starts_with([':', '(', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
            })
    })
}

/// Words that begin a remark where a number, a colon or a point follows.
const REMARKS: &[&str] = &[
    "注",
    "备注",
    "说明",
    "填表说明",
    "注释",
    "附注",
    "注意",
    "数据来源",
    "资料来源",
    "来源",
    "单位",
    "日期",
    "电话",
];

/// Words that begin a remark or a signature whatever follows.
const SIGNATURES: &[&str] = &[
    "填表人",
    "填报人",
    "制表人",
    "审核人",
    "负责人",
    "单位负责人",
    "统计负责人",
    "填表日期",
    "填报日期",
    "填报单位",
    "填报时间",
    "制表单位",
    "制表日期",
    "联系人",
    "联系电话",
    "统计时间",
    "填表单位",
    "审核:",
    "制表:",
    "复核:",
    "以下空白",
];

/// Words that are a remark when they stand alone.
const ALONE: &[&str] = &["备注", "以上"];

/// Signs before a remark.
const MARKS: [char; 3] = ['(', '*', '※'];

/// What a remark may begin with: most firms are told apart by their first character.
static FIRST: LazyLock<HashSet<char>> = LazyLock::new(|| {
    let words = [REMARKS, SIGNATURES, ALONE].into_iter().flatten();
    words.filter_map(|word| word.chars().next()).collect()
});

/// A total, a remark or the signature below a table.
fn is_note(cell: &str) -> bool {
    // A sign, full-width or not, and white space are no Chinese characters.
    let other = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c) && !FIRST.contains(&c);
    if cell.starts_with(other) && !has_total(cell) {
        return false;
    }
    let text = text::squeeze(cell);
    let text = text.trim_start_matches(MARKS);
    is_total(text)
        || ALONE.contains(&text)
        || SIGNATURES.iter().any(|word| text.starts_with(word))
        || REMARKS.iter().any(|word| {
            text.strip_prefix(word).is_some_and(|rest| {
                rest.trim_start_matches(|c: char| c.is_ascii_digit())
                    .starts_with([':', '、', '.'])
            })
        })
}

/// `一、肃州区（35家）` alone in its row.
fn is_heading(cell: &str) -> bool {
    let text = text::squeeze(cell);
    let bare = text.trim_start_matches('(');
    let rest =
        bare.trim_start_matches(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']);
    rest.len() < bare.len() && rest.starts_with(['、', ')', '.', ','])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_are_no_firm() {
        for note in [
            "合 计",
            "肃州区小计",
            "合计：35家",
            "注：数据截至2024年底",
            "备注",
            "填表人：张三",
            "说明1、口径",
            "（注：略）",
        ] {
            assert!(is_note(note), "{note}");
        }
        for firm in [
            "累计电子有限公司",
            "注能科技有限公司",
            "备注文化公司",
            "酒泉说明书印务有限公司",
            "合计划公司",
        ] {
            assert!(!is_note(firm), "{firm}");
        }
        assert!(is_heading("一、肃州区（35家）") && is_heading("（二）玉门市"));
        assert!(!is_heading("一汽解放") && !is_heading("三一重能"));
    }
}
