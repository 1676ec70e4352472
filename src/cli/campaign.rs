//! `bulian campaign`: who goes to whom, squad by squad.

use std::fmt::Write as _;

use super::args::{Campaign, Format};
use super::{Failure, Outcome, internal, lower, print_bytes, render};
use crate::builtin;
use crate::diag::{Diagnostic, Kind};
use crate::model::{Clash, Contact, LinkId, SquadPlan, Visit};
use crate::report::csv::with_bom;
use crate::report::json::pretty;
use crate::study::{self, Study};

/// Columns of the list.
const HEADER: [&str; 15] = [
    "小分队",
    "主责",
    "省份",
    "城市",
    "企业",
    "得分",
    "三键",
    "产业链",
    "缺链环节",
    "渠道",
    "已有接触",
    "红娘",
    "下一步",
    "准备",
    "撞单",
];
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
    let bytes = match args.format {
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

fn row(study: &Study, plan: &SquadPlan, visit: &Visit) -> [String; 15] {
    let link = |id: &LinkId| {
        study
            .link(id)
            .map_or_else(|| id.to_string(), |l| l.name.clone())
    };
    let gaps: Vec<String> = visit.gaps.iter().map(link).collect();
    let chains: Vec<&str> = visit
        .chains
        .iter()
        .map(|id| study.chain(id).map_or(id.as_str(), |c| c.name.as_str()))
        .collect();
    let labels: Vec<&str> = visit.labels.iter().map(|l| l.zh()).collect();
    let contacts: Vec<String> = visit.contacts.iter().map(contact).collect();
    let clash = study.campaign.clashes.iter().find(|c| c.firm == visit.firm);
    let matchmaker = visit.matchmaker.as_ref();
    [
        plan.squad.clone(),
        visit.lead.clone(),
        visit.province.clone(),
        visit.city.clone().unwrap_or_default(),
        visit.firm.clone(),
        format!("{:.0}", visit.score),
        labels.join("、"),
        chains.join("、"),
        gaps.join("、"),
        visit.channel.clone(),
        contacts.join("；"),
        matchmaker.map_or_else(String::new, |m| {
            format!("{}（第{}行）：{}", m.name, m.row, m.path)
        }),
        visit.next.clone(),
        visit.prepare.join("；"),
        clash.map(|c| c.reason.clone()).unwrap_or_default(),
    ]
}

/// `2026-05-12 一队 电话对接：有意向（台账第2行）`
fn contact(contact: &Contact) -> String {
    let date = contact.date.as_deref().unwrap_or("日期不详");
    let team = contact.team.as_deref().unwrap_or("队伍不详");
    let said = contact
        .conclusion
        .as_deref()
        .map(|c| format!("：{c}"))
        .unwrap_or_default();
    format!(
        "{date} {team} {}{said}（台账第{}行）",
        contact.matter, contact.row
    )
}
