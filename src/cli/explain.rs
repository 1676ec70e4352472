//! `bulian explain`: the story of a firm or a link.

use std::fmt::Write as _;

use super::args::{Explain, ExplainFormat};
use super::firm_story::{firm_story, standing};
use super::{Outcome, internal, lower, print_bytes};
use crate::builtin;
use crate::diag::{Diagnostic, Kind};
use crate::matching::Matcher;
use crate::model::{Action, Firm, LinkId};
use crate::report::xlsx::project_words;
use crate::study::{self, AliasView, FirmView, LinkView, Study};

/// Explains from a workspace folder, from flags, or from the built-in example.
pub fn explain(args: &Explain) -> Outcome {
    let request = if args.dir.is_none() && args.inputs.register.is_none() {
        builtin::example()
    } else {
        lower::request(args.dir.as_deref(), &args.inputs)?
    };
    let study = study::run(&request)?.value;
    let inputs = study::read(&request)?.value;
    let matcher = Matcher::new(&inputs.chains)?;
    let links = find_links(&study, &args.name);
    let firms: Vec<(&Firm, Option<&FirmView>)> = inputs
        .register
        .firms
        .iter()
        .filter(|f| f.name.contains(args.name.as_str()))
        .map(|f| (f, study.firms.iter().find(|v| v.row == f.row)))
        .collect();
    if links.is_empty() && firms.is_empty() {
        let near = near(&study, &args.name);
        return Err(Diagnostic::new(Kind::NothingNamed {
            name: args.name.clone(),
            near,
        })
        .into());
    }
    if args.output.format == ExplainFormat::Json {
        let firms: Vec<_> = firms
            .iter()
            .map(|(firm, view)| {
                let (name, items) = (&firm.name, matcher.explain(firm));
                serde_json::json!({ "name": name, "firm": view, "items": items })
            })
            .collect();
        let value = serde_json::json!({ "links": links, "firms": firms });
        return print_bytes(&internal(
            serde_json::to_vec_pretty(&value).map_err(|e| e.to_string()),
        )?);
    }
    let mut out = String::new();
    for link in links {
        link_story(&mut out, &study, link);
    }
    for (firm, view) in firms.iter().take(10) {
        firm_story(&mut out, firm, *view, &matcher.explain(firm));
    }
    if firms.len() > 10 {
        let _ = writeln!(
            out,
            "…… 另有{}家同名相近的企业，请写得更全",
            firms.len() - 10
        );
    }
    print_bytes(out.as_bytes())
}

fn find_links<'a>(study: &'a Study, asked: &str) -> Vec<&'a LinkView> {
    let (chain, name) = match asked.split_once('/') {
        Some((chain, name)) => (Some(chain), name),
        None => (None, asked),
    };
    let of_chain = |id: &str| {
        chain.is_none_or(|wanted| {
            study
                .chain(id)
                .is_some_and(|c| c.name == wanted || c.id == wanted)
        })
    };
    study
        .links
        .iter()
        .filter(|l| {
            let own = (l.name == name || l.id.as_str() == name) && of_chain(&l.chain);
            let alias =
                |a: &AliasView| (a.name == name || a.id.as_str() == name) && of_chain(&a.chain);
            own || l.also.iter().any(alias)
        })
        .collect()
}

/// Names like the one asked for.
pub fn near(study: &Study, name: &str) -> Vec<String> {
    let mut all: Vec<(f64, &str)> = study
        .links
        .iter()
        .map(|l| l.name.as_str())
        .chain(study.firms.iter().map(|f| f.name.as_str()))
        .map(|n| {
            let contained = if n.contains(name) || name.contains(n) {
                0.5
            } else {
                0.0
            };
            (
                strsim::normalized_damerau_levenshtein(name, n) + contained,
                n,
            )
        })
        .filter(|(score, _)| *score >= 0.4)
        .collect();
    all.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    all.into_iter().take(5).map(|(_, n)| n.to_owned()).collect()
}

fn link_story(out: &mut String, study: &Study, link: &LinkView) {
    let chain = study.chain(&link.chain);
    let segment = chain
        .and_then(|c| c.segments.get(&link.segment))
        .map_or("", String::as_str);
    let chain = chain.map_or("", |c| c.name.as_str());
    let _ = writeln!(
        out,
        "{} {}　{chain}·{segment}·{}　{}",
        link.id,
        link.name,
        link.stage.zh(),
        link.nature.zh()
    );
    let _ = writeln!(
        out,
        "覆盖：{}——{}",
        link.coverage.zh(),
        link.coverage_reason
    );
    if link.action == Action::None {
        let _ = writeln!(out, "对策：无");
    } else {
        let _ = writeln!(out, "对策：{}", link.action.zh());
    }
    for reason in &link.reasons {
        let _ = writeln!(out, "  · {reason}");
    }
    let names = |ids: Vec<(&LinkId, bool)>| -> String {
        let words = |(id, optional): &(&LinkId, bool)| {
            let other = study.link(id);
            let name = other.map_or(id.as_str(), |l| l.name.as_str());
            let here = other.is_some_and(|l| l.coverage.is_here());
            format!(
                "{name}{}{}",
                if here { "（本地有）" } else { "" },
                if *optional { "（可选）" } else { "" }
            )
        };
        ids.iter().map(words).collect::<Vec<_>>().join("、")
    };
    let inputs: Vec<_> = study
        .supplies
        .iter()
        .filter(|s| s.to == link.id)
        .map(|s| (&s.from, s.optional))
        .collect();
    let outputs: Vec<_> = study
        .supplies
        .iter()
        .filter(|s| s.from == link.id)
        .map(|s| (&s.to, s.optional))
        .collect();
    if !inputs.is_empty() {
        let _ = writeln!(out, "上游：{}", names(inputs));
    }
    if !outputs.is_empty() {
        let _ = writeln!(out, "下游：{}", names(outputs));
    }
    for firm in &link.firms {
        let county = firm.county.as_deref().unwrap_or("县市区未注明");
        let _ = writeln!(
            out,
            "企业：{}（第{}行，{county}）{}",
            firm.name,
            firm.row,
            standing(firm.role, firm.grade, firm.score)
        );
    }
    for project in &link.projects {
        let _ = writeln!(out, "项目：{}", project_words(project));
    }
    surroundings(out, study, link);
    if let Some(gap) = study.gap(&link.id) {
        let _ = writeln!(
            out,
            "优先级：{:.1}，排第{}；已知权重{}",
            gap.priority, gap.rank, gap.known_weight
        );
        if let Some(s) = &gap.stability {
            let _ = writeln!(
                out,
                "  换{}种权重：九成情况排第{}至{}，进入前十的占{}",
                s.draws, s.best, s.worst, s.top_ten
            );
        }
        for part in &gap.parts {
            let value = part
                .value
                .map_or("不适用".to_owned(), |v| format!("{:.2}", v.get()));
            let _ = writeln!(
                out,
                "  {}（权重{:.2}）{value}：{}",
                part.name, part.weight, part.reason
            );
        }
        for place in &gap.landing {
            let park = place
                .park
                .as_deref()
                .map(|p| format!("·{p}"))
                .unwrap_or_default();
            let _ = writeln!(out, "落地：{}{park}", place.county);
            let _ = writeln!(out, "  {}", place.reasons.join("；"));
        }
        for (n, target) in gap.targets.iter().enumerate() {
            let labels: Vec<&str> = target.labels.iter().map(|l| l.zh()).collect();
            let _ = writeln!(
                out,
                "目标{} {}　{:.0}分　{}",
                n + 1,
                target.name,
                target.score,
                labels.join("、")
            );
            let _ = writeln!(out, "  {}", target.reasons.join("；"));
            let _ = writeln!(
                out,
                "  {}：{}",
                target.admission.zh(),
                target.conditions.join("；")
            );
        }
    }
    let _ = writeln!(out);
}

/// What it still lacks, how capacities balance, which pairs are to be decided.
fn surroundings(out: &mut String, study: &Study, link: &LinkView) {
    if let Some(lacks) = link.lacks.as_ref().filter(|lacks| !lacks.is_empty()) {
        let name = |id: &LinkId| study.link(id).map_or("", |l| l.name.as_str());
        let names: Vec<&str> = lacks.iter().map(name).collect();
        let count = names.len();
        let _ = writeln!(out, "配套齐全还缺{count}项：{}", names.join("、"));
    }
    for balance in &study.balances {
        if balance.supplier == link.id || balance.customer == link.id {
            let supplier = study.link(&balance.supplier).map_or("", |l| &l.name);
            let _ = writeln!(out, "产能：“{supplier}”{}", balance.reason);
            let _ = writeln!(out, "  来源：{}", balance.source);
        }
    }
    for review in study.reviews.iter().filter(|r| r.link == link.id) {
        let _ = match review.decision {
            Some(decision) => writeln!(
                out,
                "复核：{}（第{}行）已{}",
                review.firm,
                review.row,
                decision.zh()
            ),
            None if review.changes == 0 => {
                writeln!(
                    out,
                    "待复核：{}（第{}行），确认不改变结论",
                    review.firm, review.row
                )
            }
            None => writeln!(
                out,
                "待复核：{}（第{}行），确认则{}",
                review.firm, review.row, review.effect
            ),
        };
    }
}
