//! Diagnostics and tables → the terminal. The only place with `miette`.

use std::fmt::Write as _;

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteDiagnostic, NamedSource};
use unicode_width::UnicodeWidthStr;

use crate::diag::{Diagnostic, Place, Severity};

/// Row messages shown on the screen; the rest is in the 数据质量 sheet.
const ROWS_SHOWN: usize = 8;

/// All diagnostics, errors in full; messages about rows in one line each, the first few of them;
/// `rest` says where the others are.
pub fn diagnostics(found: &[Diagnostic], colour: bool, rest: &str) -> String {
    let mut out = String::new();
    let (rows, others): (Vec<_>, Vec<_>) = found
        .iter()
        .partition(|d| d.severity() < Severity::Error && d.cell().is_some());
    for diagnostic in others {
        out += &one(diagnostic, colour);
    }
    for diagnostic in rows.iter().take(ROWS_SHOWN) {
        let _ = writeln!(out, "  注意 {diagnostic}");
    }
    if rows.len() > ROWS_SHOWN {
        let _ = writeln!(out, "  …… 另有{}条{rest}", rows.len() - ROWS_SHOWN);
    }
    out
}

fn one(diagnostic: &Diagnostic, colour: bool) -> String {
    let severity = match diagnostic.severity() {
        Severity::Error => miette::Severity::Error,
        Severity::Warning => miette::Severity::Warning,
        Severity::Notice => miette::Severity::Advice,
    };
    let mut message = diagnostic.kind.to_string();
    let mut labels = Vec::new();
    let mut source = None;
    match diagnostic.place() {
        Some(Place::Text { source: text, span }) => {
            let at = (span.start, span.len().max(1));
            labels.push(LabeledSpan::new_primary_with_span(
                Some("这里".to_owned()),
                at,
            ));
            source = Some(NamedSource::new(&text.name, text.text.clone()));
        }
        Some(place) => message = format!("{place}：{message}"),
        None => {}
    }
    let mut report = MietteDiagnostic::new(message)
        .with_code(diagnostic.kind.code())
        .with_severity(severity);
    report.labels = (!labels.is_empty()).then_some(labels);
    report.help = diagnostic.kind.help();
    let theme = if colour {
        GraphicalTheme::unicode()
    } else {
        GraphicalTheme::unicode_nocolor()
    };
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_width(100)
        .with_context_lines(1);
    let report = miette::Report::new(report);
    let report = match source {
        Some(source) => report.with_source_code(source),
        None => report,
    };
    let mut out = String::new();
    // Writing to a string cannot fail; if the handler gives up, the plain sentence is left.
    if handler.render_report(&mut out, report.as_ref()).is_err() {
        let _ = writeln!(out, "{diagnostic}");
    }
    out
}

/// Rows as a table that lines up in Chinese; cells are cut at `most` half-width characters.
pub fn table(header: &[&str], rows: &[Vec<String>], most: usize) -> String {
    let cut = |cell: &str| -> String {
        let mut width = 0;
        let mut out = String::new();
        for c in cell.chars() {
            width += unicode_width::UnicodeWidthChar::width(c).unwrap_or(0);
            if width > most {
                out.push('…');
                break;
            }
            out.push(if c.is_control() { ' ' } else { c });
        }
        out
    };
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| row.iter().map(|cell| cut(cell)).collect())
        .collect();
    let widths: Vec<usize> = header
        .iter()
        .enumerate()
        .map(|(c, title)| {
            rows.iter()
                .filter_map(|r| r.get(c))
                .map(|s| s.width())
                .fold(title.width(), usize::max)
        })
        .collect();
    let mut out = String::new();
    let mut line = |cells: Vec<&str>| {
        let mut text = String::new();
        for (cell, width) in cells.iter().zip(&widths) {
            text += cell;
            text += &" ".repeat(width.saturating_sub(cell.width()) + 2);
        }
        let _ = writeln!(out, "{}", text.trim_end());
    };
    line(header.to_vec());
    for row in &rows {
        line(row.iter().map(String::as_str).collect());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Kind;

    #[test]
    fn tables_line_up_in_chinese() {
        let rows = vec![
            vec!["风电叶片".to_owned(), "1".to_owned()],
            vec!["PV".to_owned(), "22".to_owned()],
        ];
        assert_eq!(
            table(&["环节", "数"], &rows, 40),
            "环节      数\n风电叶片  1\nPV        22\n"
        );
    }

    #[test]
    fn an_unknown_link_is_underlined_where_it_stands() {
        let text = "inputs:\n  - {link: 正极材枓, per_unit: 1.2}\n".to_owned();
        let start = text.find('正').unwrap_or_default();
        let source = std::sync::Arc::new(crate::diag::SourceText {
            name: "battery.yaml".into(),
            text,
        });
        let kind = Kind::UnknownLink {
            name: "正极材枓".into(),
            nearest: Some("正极材料".into()),
        };
        let shown = one(
            &Diagnostic::at(
                kind,
                Place::Text {
                    source,
                    span: start..start + 12,
                },
            ),
            false,
        );
        insta::assert_snapshot!(shown, @r"
        chain::unknown_link

          × 未定义的环节 `正极材枓`
           ╭─[battery.yaml:2:12]
         1 │ inputs:
         2 │   - {link: 正极材枓, per_unit: 1.2}
           ·            ────┬───
           ·                ╰── 这里
           ╰────
          help: 是否想写 `正极材料`？
        ");
    }
}
