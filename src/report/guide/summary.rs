//! 摘要: what was found, in numbers; the links that ask for it most.

use super::{Book, words};
use crate::model::{Action, Share};
use crate::report::docx::{Table, slim, wide};
use crate::study::{GapView, Study};

/// Gaps named in the summary.
const TOP: usize = 10;

impl Book<'_> {
    /// 一、摘要
    pub(super) fn summary(&mut self) -> Result<(), String> {
        let study = self.study;
        self.doc.chapter("摘要");
        for text in opening(study, self.internal) {
            self.doc.text(&text);
        }
        if let Some(text) = self.partial() {
            self.doc.text(text);
        }
        let table = self.doc.next_table();
        self.doc
            .text(&format!("各产业链的环节覆盖和对策见{table}。"));
        let rows = chains(study, self.internal).noted(
            "注：环节数为可招商的产品与服务环节，不含支撑环节和不列入招商的环节；补链、延链、建链为须从外引进，强链、稳链为本地已有而须扶持，远期为条件尚不具备。",
        );
        self.doc.table("各产业链环节覆盖与对策", &rows);
        let top: Vec<&GapView> = study
            .gaps
            .iter()
            .filter(|g| g.action.wants_newcomer())
            .filter(|g| study.link(&g.link).is_some_and(words::open))
            .take(TOP)
            .collect();
        if top.is_empty() {
            self.doc
                .text("按现有资料，尚没有须从外引进的环节；企业名录补充后应重新分析。");
            return Ok(());
        }
        self.doc.section("首先要补的环节");
        let table = self.doc.next_table();
        let figure = self.refer("缺链优先级", "缺链优先级得分构成");
        let figure = figure.map_or(String::new(), |n| format!("，得分构成见{n}"));
        self.doc.text(&format!(
            "按本地需求、投入条件、接通供需、就近配套等测算优先级（方法见附录一），排在前{}位的环节见{table}{figure}。",
            top.len()
        ));
        let caption = format!("优先级前{}位的缺链环节", top.len());
        self.doc
            .table(&caption, &top_table(study, &top, self.internal));
        if self.internal && !self.shared.is_empty() {
            self.doc.section("各项目共同的事项");
            self.doc
                .text("下列事项多数项目相同，后文项目卡不再重复；卡上另有说明的，以卡上为准。");
            for line in self.shared.clone() {
                match line.split_once('：') {
                    Some((lead, said)) => {
                        self.doc
                            .point(&format!("{lead}。"), &format!("{}。", words::dated(said)));
                    }
                    None => self.doc.text(&format!("{}。", words::dated(&line))),
                }
            }
        }
        self.figures()
    }
}

fn opening(study: &Study, internal: bool) -> Vec<String> {
    let quality = &study.data_quality;
    let as_of = study.zone.register_as_of.as_deref();
    let as_of = as_of.map_or(String::new(), |d| format!("（截至{}）", words::date(d)));
    let (counted, here) = totals(study);
    let share = Share::of(here, counted).map_or(String::new(), |s| format!("，占{s}"));
    let newcomers = |action: Action| count(study, None, action);
    let (fill, extend, build) = (
        newcomers(Action::Fill),
        newcomers(Action::Extend),
        newcomers(Action::Build),
    );
    let answers = if internal {
        "回答招什么项目、为何盈利、瞄准哪些企业三个问题，供招商工作使用"
    } else {
        "说明缺什么环节、本地有何配套、项目落在何处，供投资者参考"
    };
    let mut out = vec![
        format!(
            "本指南依据{}企业名录{as_of}编制，将名录中的{}家企业与{}条产业链模型逐环节比对，{answers}。",
            study.zone.name,
            quality.rows_used,
            study.chains.len()
        ),
        format!(
            "{}条产业链共有可招商的产品与服务环节{counted}个，本地已有{here}个{share}。须从外引进的环节{}个，其中补链{fill}个、延链{extend}个、建链{build}个；条件尚不具备、列入远期的{}个。",
            study.chains.len(),
            fill + extend + build,
            newcomers(Action::Defer)
        ),
    ];
    if internal {
        let firms = targets(study);
        if firms > 0 {
            out.push(format!(
                "对上述环节共提出目标企业{firms}家，逐家列明理由、所需核实事项和对接渠道；可为引荐的本地企业{}家。",
                study.introducers.len()
            ));
        }
    }
    out
}

/// Distinct firms that are targets.
fn targets(study: &Study) -> usize {
    let names: std::collections::BTreeSet<&str> = study
        .gaps
        .iter()
        .flat_map(|g| &g.targets)
        .map(|t| t.name.as_str())
        .collect();
    names.len()
}

fn totals(study: &Study) -> (usize, usize) {
    let sum = |of: fn(&crate::study::ChainView) -> usize| study.chains.iter().map(of).sum();
    (sum(|c| c.links_counted), sum(|c| c.links_here))
}

fn count(study: &Study, chain: Option<&str>, action: Action) -> usize {
    let gaps = study.gaps.iter();
    gaps.filter(|g| g.action == action && chain.is_none_or(|id| g.chain == id))
        .count()
}

fn chains(study: &Study, internal: bool) -> Table {
    // 稳链 is about single firms: not for the public.
    let actions: Vec<Action> = Action::ALL
        .into_iter()
        .filter(|a| internal || *a != Action::Stabilise)
        .collect();
    let line = |name: &str, counted: usize, here: usize, chain: Option<&str>| {
        let share = Share::of(here, counted).map_or("—".to_owned(), |s| s.to_string());
        let mut row = vec![
            name.to_owned(),
            counted.to_string(),
            here.to_string(),
            share,
        ];
        row.extend(
            actions
                .iter()
                .map(|action| count(study, chain, *action).to_string()),
        );
        row
    };
    let mut rows: Vec<Vec<String>> = study
        .chains
        .iter()
        .map(|c| line(&c.name, c.links_counted, c.links_here, Some(&c.id)))
        .collect();
    let (counted, here) = totals(study);
    rows.push(line("合计", counted, here, None));
    let mut columns = vec![
        slim("产业链", 2.0),
        slim("环节数", 1.3),
        slim("已有", 1.0),
        slim("完整度", 1.4),
    ];
    columns.extend(actions.iter().map(|action| slim(action.zh(), 1.0)));
    Table::new(columns, rows)
}

fn top_table(study: &Study, top: &[&GapView], internal: bool) -> Table {
    let rows = top
        .iter()
        .enumerate()
        .map(|(n, gap)| {
            let chain = study.chain(&gap.chain).map_or("", |c| c.name.as_str());
            let mut row = vec![
                (n + 1).to_string(),
                gap.name.clone(),
                chain.to_owned(),
                gap.action.zh().to_owned(),
                format!("{:.1}", gap.priority),
                words::ground(study, gap),
            ];
            if internal {
                let targets = gap.targets.iter().take(3).map(|t| t.short.as_str());
                row.push(targets.collect::<Vec<_>>().join("、"));
            }
            row
        })
        .collect();
    let mut columns = vec![
        slim("序号", 0.8),
        wide("环节", 2.2),
        slim("产业链", 1.5),
        slim("对策", 1.0),
        slim("优先级", 1.1),
        wide("主要依据", 3.6),
    ];
    if internal {
        columns.push(wide("首选目标企业", 2.6));
    }
    Table::new(columns, rows)
}
