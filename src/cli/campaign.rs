//! `bulian campaign`: who goes to whom, squad by squad.

use std::fmt::Write as _;

use super::args::{Campaign, Format};
use super::{Failure, Outcome, internal, lower, print_bytes, render};
use crate::builtin;
use crate::diag::{Diagnostic, Kind};
use crate::model::{Clash, SquadPlan, Visit};
use crate::report::campaign::{HEADER, row};
use crate::report::csv::with_bom;
use crate::report::json::pretty;
use crate::study::{self, Study};

/// Of them, those that fit on a screen.
const ON_SCREEN: [usize; 8] = [1, 2, 4, 5, 8, 9, 11, 12];

/// Plans from a workspace folder, from flags, or from the built-in example.
pub fn campaign(args: &Campaign) -> Outcome {
    let request = if args.dir.is_none() && args.inputs.register.is_none() {
        builtin::example()
    } else {
        lower::request(args.dir.as_deref(), &args.inputs)?
    };
    let study = study::run(&request)?.value;
    let all = &study.campaign.plans;
    let plans: Vec<&SquadPlan> = match &args.squad {
        None => all.iter().collect(),
        Some(name) => {
            let exact: Vec<&SquadPlan> = all.iter().filter(|p| p.squad == *name).collect();
            let part = || all.iter().filter(|p| p.squad.contains(name.as_str()));
            if exact.is_empty() {
                part().collect()
            } else {
                exact
            }
        }
    };
    if let (Some(name), true) = (&args.squad, plans.is_empty()) {
        let names: Vec<&str> = all.iter().map(|p| p.squad.as_str()).collect();
        let what = format!("没有小分队 `{name}`；现有 {}", names.join("、"));
        return Err(Failure::Io(vec![Diagnostic::new(Kind::Usage { what })]));
    }
    let bytes = match args.output.format {
        Format::Json => {
            let clashes = clashes(&study, &plans);
            pretty(&serde_json::json!({ "plans": plans, "clashes": clashes }))
        }
        Format::Csv => {
            let rows: Vec<[String; 15]> = plans
                .iter()
                .flat_map(|plan| plan.visits.iter().map(|v| row(&study, plan, v)))
                .collect();
            Ok(with_bom(&HEADER, &rows))
        }
        Format::Table => Ok(tables(&study, &plans).into_bytes()),
    };
    print_bytes(&internal(bytes)?)
}

/// 撞单 of the firms in some plans.
fn clashes<'a>(study: &'a Study, plans: &[&SquadPlan]) -> Vec<&'a Clash> {
    let planned = |c: &&Clash| {
        let of = |v: &Visit| v.firm == c.firm;
        plans.iter().any(|p| p.visits.iter().any(of))
    };
    study.campaign.clashes.iter().filter(planned).collect()
}

fn tables(study: &Study, plans: &[&SquadPlan]) -> String {
    let mut out = String::new();
    let header = ON_SCREEN.map(|c| HEADER[c]);
    for plan in plans {
        let led = plan.visits.iter().filter(|v| v.lead == plan.squad).count();
        let waiting = match plan.waiting {
            0 => String::new(),
            n => format!("，另有{n}家后备"),
        };
        let _ = writeln!(
            out,
            "{}（{}）：{}家，主责{led}家{waiting}",
            plan.squad,
            plan.regions.join("、"),
            plan.visits.len()
        );
        let rows: Vec<Vec<String>> = plan
            .visits
            .iter()
            .map(|visit| {
                let row = row(study, plan, visit);
                ON_SCREEN.iter().map(|c| row[*c].clone()).collect()
            })
            .collect();
        out += &render::table(&header, &rows, 36);
        out.push('\n');
    }
    for clash in clashes(study, plans) {
        let _ = writeln!(
            out,
            "撞单：{}，{}至{}：{}",
            clash.firm, clash.from, clash.to, clash.reason
        );
    }
    out
}
