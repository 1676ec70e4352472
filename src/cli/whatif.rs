//! `bulian whatif`: what changes if links are filled or firms leave.

use std::fmt::Write as _;

use super::args::{ExplainFormat, WhatIf};
use super::{Outcome, internal, lower, print_bytes, render};
use crate::builtin;
use crate::diag::{Diagnostic, Kind};
use crate::model::{Action, Coverage};
use crate::report::json::pretty;
use crate::study::{self, Supposed};

/// Cells are cut at this many half-width characters.
const MOST: usize = 60;

/// From a workspace folder, from flags, or from the built-in example.
pub fn whatif(args: &WhatIf) -> Outcome {
    if args.add.is_empty() && args.remove.is_empty() {
        let what = "请用 --add 写拟引进的环节，或用 --remove 写拟迁出的企业".to_owned();
        return Err(Diagnostic::new(Kind::Usage { what }).into());
    }
    let request = if args.dir.is_none() && args.inputs.register.is_none() {
        builtin::example()
    } else {
        lower::request(args.dir.as_deref(), &args.inputs)?
    };
    let supposed = Supposed {
        add: args.add.clone(),
        remove: args.remove.clone(),
    };
    let found = study::what_if(&request, &supposed)?.value;
    match args.output.format {
        ExplainFormat::Json => print_bytes(&internal(pretty(&found))?),
        ExplainFormat::Table => print_bytes(tables(&found).as_bytes()),
    }
}

fn tables(found: &study::WhatIf) -> String {
    let mut out = String::new();
    if !found.added.is_empty() {
        let ids: Vec<&str> = found.added.iter().map(|id| id.as_str()).collect();
        let names = found
            .changes
            .iter()
            .filter(|c| found.added.contains(&c.link));
        let names: Vec<&str> = names.map(|c| c.name.as_str()).collect();
        let names = if names.is_empty() {
            ids.join("、")
        } else {
            names.join("、")
        };
        let _ = writeln!(out, "假设引进：{names}");
    }
    if !found.removed.is_empty() {
        let _ = writeln!(out, "假设迁出：{}", found.removed.join("、"));
    }
    let counts: Vec<String> = found
        .actions
        .iter()
        .map(|(action, (before, after))| {
            if before == after {
                format!("{action}{before}")
            } else {
                format!("{action}{before}→{after}")
            }
        })
        .collect();
    let _ = writeln!(out, "各类环节数：{}\n", counts.join("，"));
    if found.changes.is_empty() {
        let _ = writeln!(out, "没有环节的覆盖或对策改变");
    } else {
        let _ = writeln!(out, "覆盖或对策改变的环节（{}个）", found.changes.len());
        let rows: Vec<Vec<String>> = found
            .changes
            .iter()
            .map(|c| {
                vec![
                    c.link.to_string(),
                    c.name.clone(),
                    arrow(c.coverage, Coverage::zh),
                    arrow(c.action, Action::zh),
                    c.reason.clone(),
                ]
            })
            .collect();
        out += &render::table(&["编号", "环节", "覆盖", "对策", "理由"], &rows, MOST);
    }
    if !found.followers.is_empty() {
        let _ = writeln!(
            out,
            "\n可接着引进（{}个环节，引进一个带动一批）",
            found.followers.len()
        );
        let rows: Vec<Vec<String>> = found
            .followers
            .iter()
            .map(|f| {
                let rank = match f.rank {
                    (Some(before), after) if before != after => format!("{before}→{after}"),
                    (_, after) => after.to_string(),
                };
                vec![
                    f.link.to_string(),
                    f.name.clone(),
                    f.action.zh().to_owned(),
                    rank,
                    f.reason.clone(),
                    f.firms.join("、"),
                ]
            })
            .collect();
        out += &render::table(
            &["编号", "环节", "对策", "优先次序", "为什么", "可找的企业"],
            &rows,
            MOST,
        );
    }
    out
}

/// `未发现→已有`, or the one word where nothing changes.
fn arrow<T: Copy + PartialEq>((before, after): (T, T), zh: impl Fn(T) -> &'static str) -> String {
    if before == after {
        zh(before).to_owned()
    } else {
        format!("{}→{}", zh(before), zh(after))
    }
}
