//! What `bulian check` found, for people and for programs.

use std::fmt::Write as _;

use indexmap::IndexMap;
use serde_json::{Value, json};

use super::check::Counts;
use super::render;
use crate::diag::{Diagnostic, Place, Severity};
use crate::report::json::pretty;

/// Messages of one kind shown on the screen; `--format json` has all.
const SHOWN: usize = 10;

/// Errors in full, then warnings and notices kind by kind.
pub fn findings(found: &[Diagnostic], colour: bool) -> String {
    let of = |severity: Severity| -> Vec<Diagnostic> {
        let those = found.iter().filter(|d| d.severity() == severity);
        those.cloned().collect()
    };
    let mut out = render::diagnostics(&of(Severity::Error), colour, "");
    for severity in [Severity::Warning, Severity::Notice] {
        for (code, those) in by_kind(&of(severity)) {
            let help = those[0].kind.help().unwrap_or_default();
            let _ = writeln!(out, "{} {code}（{}条）{help}", word(severity), those.len());
            for diagnostic in those.iter().take(SHOWN) {
                let _ = writeln!(out, "  {diagnostic}");
            }
            if those.len() > SHOWN {
                let rest = those.len() - SHOWN;
                let _ = writeln!(out, "  …… 另有{rest}条，用 --format json 看全部");
            }
        }
    }
    out
}

/// That there is no error, how much was looked at, and how much of each kind was found.
pub fn summary(found: &[Diagnostic], counts: &Option<Counts>) -> String {
    let mut out = String::from("没有错误");
    if let Some(c) = counts {
        let _ = write!(
            out,
            "：{}条链，{}个环节（另有{}个别名），{}条供需关系",
            c.chains, c.links, c.aliases, c.relations
        );
        if c.leaders > 0 {
            let _ = write!(out, "，领军企业{}家", c.leaders);
        }
        if c.partners > 0 {
            let _ = write!(out, "，协作关系{}组", c.partners);
        }
    }
    let count = |severity| found.iter().filter(|d| d.severity() == severity).count();
    let _ = writeln!(
        out,
        "；警告{}条，提示{}条",
        count(Severity::Warning),
        count(Severity::Notice)
    );
    for (code, those) in by_kind(found) {
        let _ = writeln!(
            out,
            "  {} {code} {}",
            word(those[0].severity()),
            those.len()
        );
    }
    out
}

/// Everything as one object: `counts`, `kinds` (code → how many), `found`.
///
/// # Errors
/// None in practice.
pub fn json(found: &[Diagnostic], counts: &Option<Counts>) -> Result<Vec<u8>, String> {
    let kinds: IndexMap<&str, usize> = by_kind(found)
        .into_iter()
        .map(|(code, those)| (code, those.len()))
        .collect();
    let counts = counts.as_ref().map(|c| {
        json!({
            "chains": c.chains, "links": c.links, "aliases": c.aliases,
            "relations": c.relations, "leaders": c.leaders, "partners": c.partners,
        })
    });
    let found: Vec<Value> = found.iter().map(object).collect();
    pretty(&json!({ "counts": counts, "kinds": kinds, "found": found }))
}

fn object(diagnostic: &Diagnostic) -> Value {
    let severity = match diagnostic.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Notice => "notice",
    };
    let (file, line, column) = match diagnostic.place() {
        Some(Place::File(name)) => (Some(name.clone()), None, None),
        Some(Place::Text { source, span }) => {
            let (line, column) = source.line_column(span.start);
            (Some(source.name.clone()), Some(line), Some(column))
        }
        Some(Place::Cell(cell)) => (
            Some(cell.file.clone()),
            usize::try_from(cell.row).ok(),
            None,
        ),
        None => (None, None, None),
    };
    json!({
        "severity": severity,
        "code": diagnostic.kind.code(),
        "file": file,
        "line": line,
        "column": column,
        "message": diagnostic.kind.to_string(),
        "help": diagnostic.kind.help(),
    })
}

/// Grouped by code, in the order first met; worse ones first.
fn by_kind(found: &[Diagnostic]) -> IndexMap<&'static str, Vec<&Diagnostic>> {
    let mut out: IndexMap<&'static str, Vec<&Diagnostic>> = IndexMap::new();
    for diagnostic in found {
        out.entry(diagnostic.kind.code())
            .or_default()
            .push(diagnostic);
    }
    out.sort_by(|_, a, _, b| b[0].severity().cmp(&a[0].severity())); // stable
    out
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "错误",
        Severity::Warning => "警告",
        Severity::Notice => "提示",
    }
}
