//! `bulian eval`: the matcher against firms judged by hand.

use std::fmt::Write as _;

use super::args::{Eval, Format, Inputs};
use super::{Outcome, internal, lower, print_bytes, render};
use crate::diag::{Diagnostic, Kind, Warned};
use crate::eval::{Mistake, Part, Score, evaluate};
use crate::report::csv::{evidence_words, with_bom};
use crate::report::json::pretty;
use crate::{ingest, study};

const HEADER: [&str; 13] = [
    "组",
    "类别",
    "编号",
    "名称",
    "企业",
    "行号",
    "命中",
    "误判",
    "漏判",
    "精确率",
    "召回率",
    "F1",
    "说明",
];

/// Prints figures per part, chain and link, and every mistake.
pub fn eval(args: &Eval) -> Outcome {
    let inputs = Inputs {
        register: Some(args.register.clone()),
        reading: args.reading.clone(),
        chains: args.chains.clone(),
        ..Inputs::default()
    };
    let request = lower::request(None, &inputs)?;
    let file = lower::read(&args.labels)?;
    let Warned {
        value: inputs,
        mut warnings,
    } = study::read(&request)?;
    let labels = ingest::labels(&file, &inputs.chains)?;
    warnings.extend(labels.warnings);
    let holdings = study::holdings(&inputs)?;
    warnings.extend(holdings.warnings);
    let done = evaluate(
        &inputs.chains,
        &inputs.register,
        &holdings.value,
        &labels.value,
    );
    warnings.extend(done.warnings);
    if !args.quiet {
        eprint!("{}", render::diagnostics(&warnings, super::colour(), ""));
    }
    let parts = done.value;
    let shown = match &args.part {
        None => 0,
        Some(name) => parts
            .iter()
            .position(|p| p.name == *name)
            .ok_or_else(|| no_part(name, &parts))?,
    };
    let listed = match &args.part {
        None => &parts[..],
        Some(_) => &parts[shown..=shown],
    };
    print_bytes(&match args.output.format {
        Format::Json => internal(pretty(&listed))?,
        Format::Csv => with_bom(&HEADER, &rows(listed)),
        Format::Table => story(&parts, &parts[shown]).into_bytes(),
    })
}

fn no_part(name: &str, parts: &[Part]) -> Diagnostic {
    let all: Vec<&str> = parts.iter().map(|p| p.name.as_str()).collect();
    let what = format!("标注表里没有组 `{name}`；有的是 {}", all.join("、"));
    Diagnostic::new(Kind::Usage { what })
}

fn rows(parts: &[Part]) -> Vec<[String; 13]> {
    let mut out = Vec::new();
    for part in parts {
        let figures = |kind: &str, score: &Score| {
            let [hits, false_hits, misses, precision, recall, f1] = cells(score);
            [
                part.name.clone(),
                kind.to_owned(),
                score.id.clone(),
                score.name.clone(),
                String::new(),
                String::new(),
                hits,
                false_hits,
                misses,
                precision,
                recall,
                f1,
                String::new(),
            ]
        };
        out.push(figures("合计", &part.total));
        out.extend(part.chains.iter().map(|c| figures("产业链", c)));
        out.extend(part.links.iter().map(|l| figures("环节", l)));
        out.extend(part.mistakes.iter().map(|m| {
            let mut row: [String; 13] = Default::default();
            row[0].clone_from(&part.name);
            row[1] = if m.missed { "漏判" } else { "误判" }.to_owned();
            row[2] = m.link.to_string();
            row[3].clone_from(&m.name);
            row[4].clone_from(&m.firm);
            row[5] = m.row.to_string();
            row[12] = why(m);
            row
        }));
    }
    out
}

fn story(parts: &[Part], all: &Part) -> String {
    let mut out = String::new();
    let header = ["", "命中", "误判", "漏判", "精确率", "召回率", "F1"];
    let line = |name: String, score: &Score| -> Vec<String> {
        std::iter::once(name).chain(cells(score)).collect()
    };
    let totals: Vec<_> = parts
        .iter()
        .map(|p| line(format!("{}（{}家）", p.name, p.firms), &p.total))
        .collect();
    out += &render::table(&header, &totals, 40);
    let named = |s: &Score| line(format!("{} {}", s.id, s.name), s);
    let chains: Vec<_> = all.chains.iter().map(named).collect();
    let wrong = |s: &&Score| s.false_hits + s.misses > 0;
    let links: Vec<_> = all.links.iter().filter(wrong).map(named).collect();
    let right = all.links.len() - links.len();
    let _ = write!(out, "\n各链\n{}", render::table(&header, &chains, 40));
    let _ = write!(
        out,
        "\n有误的环节（另有{right}个环节全对）\n{}",
        render::table(&header, &links, 40)
    );
    for (missed, title) in [(true, "漏判"), (false, "误判")] {
        let those: Vec<&Mistake> = all.mistakes.iter().filter(|m| m.missed == missed).collect();
        let _ = writeln!(out, "\n{title}{}对", those.len());
        for m in those {
            let _ = writeln!(out, "  {}（第{}行）　{} {}", m.firm, m.row, m.link, m.name);
            let _ = writeln!(out, "    {}", why(m));
        }
    }
    out
}

/// What the matcher saw, or that it saw nothing in which words.
fn why(mistake: &Mistake) -> String {
    match &mistake.seen {
        Some(seen) => format!(
            "{}·{}·{:.2}：{}",
            seen.role.zh(),
            seen.grade.zh(),
            seen.score,
            evidence_words(&seen.evidence)
        ),
        None if mistake.text.is_empty() => "没有依据：主营产品和经营范围都是空的".to_owned(),
        None => {
            let text: String = mistake.text.chars().take(60).collect();
            let more = if mistake.text.chars().nth(60).is_some() {
                "…"
            } else {
                ""
            };
            format!("没有依据：{}{more}", text.replace(char::is_whitespace, " "))
        }
    }
}

fn cells(score: &Score) -> [String; 6] {
    let share = |value: Option<f64>| value.map_or("—".to_owned(), |v| format!("{v:.3}"));
    [
        score.hits.to_string(),
        score.false_hits.to_string(),
        score.misses.to_string(),
        share(score.precision),
        share(score.recall),
        share(score.f1),
    ]
}
