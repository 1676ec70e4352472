//! 数据质量: rows in = rows used + rows reported, and what was noticed.

use super::index::Index;
use super::sheet::{Cell, Sheet, Table, column};
use crate::study::QualityIssue;

/// The table: what was noticed in cells, then about models and settings.
pub fn table(index: &Index<'_>) -> Table {
    let (study, q) = (index.study, &index.study.data_quality);
    let complete = if study.zone.register_complete {
        "完整"
    } else {
        "不完整，查不到的环节记为“未发现”"
    };
    let columns: Vec<String> = q
        .columns
        .iter()
        .map(|(ours, theirs)| {
            if ours == theirs {
                ours.clone()
            } else {
                format!("{ours}←{theirs}")
            }
        })
        .collect();
    let mut rows: Vec<Vec<Cell>> = q.issues.iter().map(issue).collect();
    rows.extend(study.notices.iter().map(|notice| {
        let mut row = vec![Cell::text("模型与设置"), Cell::text("提示"), Cell::Empty];
        row.extend([Cell::text(notice), Cell::Empty, Cell::Empty]);
        row
    }));
    let found = if rows.is_empty() {
        "未发现问题。"
    } else {
        ""
    };
    Table {
        sheet: Sheet::Quality,
        note: format!(
            "{}：读入{}行 = 采用{}行 + 未采用{}行；采用的企业中{}家不属于任何环节。截至{}；{complete}。\n识别的列：{}。{found}",
            q.register,
            q.rows_in,
            q.rows_used,
            q.rows_reported,
            q.firms_without_link,
            study.zone.register_as_of.as_deref().unwrap_or("日期未注明"),
            columns.join("、"),
        ),
        columns: vec![
            column("位置", 32.0),
            column("行", 8.0),
            column("级别", 8.0),
            column("该行", 10.0),
            column("说明", 56.0),
            column("处理建议", 56.0),
            column("代码", 22.0),
        ],
        fixed: 0,
        rows,
    }
}

fn issue(issue: &QualityIssue) -> Vec<Cell> {
    vec![
        Cell::text(&issue.place),
        issue
            .row
            .map_or(Cell::Empty, |r| Cell::Number(f64::from(r))),
        Cell::text(match issue.severity.as_str() {
            "error" => "错误",
            "warning" => "注意",
            _ => "提示",
        }),
        Cell::text(match (issue.row, issue.row_dropped) {
            (None, _) => "",
            (Some(_), true) => "未采用",
            (Some(_), false) => "已采用",
        }),
        Cell::text(&issue.message),
        Cell::some(issue.help.as_deref()),
        Cell::text(&issue.code),
    ]
}
