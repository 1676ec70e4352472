//! 招商路径: 以商招商, 小分队, 节会, 全产业链引进.

use std::collections::BTreeMap;

use super::{Book, words};
use crate::model::{LinkId, SquadPlan, Visit};
use crate::report::docx::{Table, slim, wide};
use crate::standard::divisions;
use crate::study::Study;

/// Local firms named.
const INTRODUCERS: usize = 10;
/// Firms of a squad named.
const VISITS: usize = 5;
/// Investors and bundles named.
const MOST: usize = 8;

impl Book<'_> {
    /// 招商路径
    pub(super) fn routes(&mut self) -> Result<(), String> {
        self.doc.chapter("招商路径");
        if !self.internal {
            self.general();
            return Ok(());
        }
        let channels = channels(self.study);
        if !channels.is_empty() {
            let figure = self.refer("目标企业来源地", "目标企业来源地分布");
            let figure = figure.map_or(String::new(), |n| format!("，来源地分布见{n}"));
            self.doc.text(&format!(
                "目标企业按建议渠道分：{}{figure}。同一企业在不同环节渠道不同的，分别计入。",
                channels.join("，")
            ));
        }
        self.introducers();
        self.squads();
        self.fairs();
        self.together();
        self.policy();
        self.figures()
    }

    /// What is said to everybody: names no firm and no event.
    fn general(&mut self) {
        self.doc.section("以商招商");
        self.doc.text("发挥落户企业熟悉行业、了解本地的优势，请其向上下游客户、供应商和同行介绍本地产业基础和配套需求。上下相关、业务同行的企业可结伴投资，形成集群。");
        self.doc.section("小分队招商");
        self.doc.text("按区域和产业链组织招商小分队上门对接，人员固定、责任到人、跟踪连续。有投资意向的企业可提出环节、规模、用地、用能和配套要求，由对口小分队负责衔接。");
        self.doc.section("节会招商");
        self.doc.text("借助节会、展会和行业会议推介产业链项目，会前对接意向、会中洽谈签约、会后跟踪落地。具体活动以主办单位发布的信息为准。");
    }

    fn introducers(&mut self) {
        let study = self.study;
        self.doc.section("以商招商");
        if study.introducers.is_empty() {
            self.doc.text("名录中暂未发现与目标企业有供需、同业或集团联系的本地企业，可由行业协会、商会先行引荐。");
            return;
        }
        let table = self.doc.next_table();
        self.doc.text(&format!(
            "落户企业是最好的红娘。经比对，本地有{}家企业与目标企业存在供需、同业、协作或集团联系，可出面引荐；能助力环节较多的{}家见{table}。请企业出面前，应先征得其同意，并备好项目卡和供需资料。",
            study.introducers.len(),
            study.introducers.len().min(INTRODUCERS)
        ));
        let rows = study.introducers.iter().take(INTRODUCERS).map(|firm| {
            let gaps = link_names(study, &firm.gaps);
            let targets: Vec<&str> = firm.targets.iter().map(|(name, _)| name.as_str()).collect();
            vec![
                firm.name.clone(),
                firm.county.clone().unwrap_or_else(|| "未注明".to_owned()),
                words::some(&gaps, 3, "个"),
                words::some(&targets, 2, "家"),
            ]
        });
        let columns = vec![
            wide("本地企业", 2.6),
            slim("县市区", 1.3),
            wide("可助力的环节", 3.0),
            wide("可引荐的企业", 3.6),
        ];
        let rows = Table::new(columns, rows.collect())
            .noted("注：联系路径（名录行号、环节、供需关系）逐条见《补链清单》。");
        self.doc.table("以商招商红娘企业", &rows);
    }

    fn squads(&mut self) {
        let study = self.study;
        self.doc.section("小分队招商");
        let plans: Vec<&SquadPlan> = study
            .campaign
            .plans
            .iter()
            .filter(|p| !p.visits.is_empty())
            .collect();
        if plans.is_empty() {
            self.doc.text("地区设置未列招商小分队，或暂无可安排的目标企业。设定小分队及其负责省份后，可自动分派企业、排出次序。");
            return;
        }
        let squads = plans
            .iter()
            .filter(|p| p.squad != SquadPlan::NOBODY)
            .count();
        self.doc.text(&format!(
            "目标企业按来源地分派给{squads}支队伍，一家企业只由一支队伍主责，每队按得分先后安排。人员固定、责任到人，接触情况随时登记，保证对接连续。以下各列前{VISITS}家，全部名单见《补链清单》。"
        ));
        for plan in plans {
            let nobody = plan.squad == SquadPlan::NOBODY;
            let title = if nobody {
                "尚无队伍负责的企业"
            } else {
                &plan.squad
            };
            self.doc.item(title);
            let lead: Vec<&Visit> = plan
                .visits
                .iter()
                .filter(|v| v.lead == plan.squad)
                .collect();
            let with = plan.visits.len() - lead.len();
            let with = if with > 0 {
                format!("，配合其他队伍{with}家")
            } else {
                String::new()
            };
            let waiting = if plan.waiting > 0 {
                format!("，另有{}家待安排", plan.waiting)
            } else {
                String::new()
            };
            let regions = plan.regions.join("、");
            self.doc.text(&if nobody {
                format!(
                    "{regions}没有队伍负责，有目标企业{}家，须另行指定。",
                    lead.len()
                )
            } else {
                format!("负责{regions}，主责{}家{with}{waiting}。", lead.len())
            });
            let mut best = lead;
            best.sort_by(|a, b| {
                b.score
                    .total_cmp(&a.score)
                    .then_with(|| a.firm.cmp(&b.firm))
            });
            let rows: Vec<Vec<String>> = best
                .iter()
                .take(VISITS)
                .map(|v| visit_row(study, v))
                .collect();
            if rows.is_empty() {
                continue;
            }
            let columns = vec![
                wide("目标企业", 2.7),
                slim("省份", 0.9),
                wide("对接环节", 2.0),
                slim("渠道", 1.5),
                wide("下一步", 3.9),
            ];
            self.doc.table(
                &if nobody {
                    title.to_owned()
                } else {
                    format!("{title}首批对接企业")
                },
                &Table::new(columns, rows),
            );
        }
        let clashes = &study.campaign.clashes;
        if !clashes.is_empty() {
            self.doc.item("撞单协调");
            for clash in clashes {
                self.doc
                    .text(&format!("{}：{}。", clash.firm, clash.reason));
            }
        }
    }

    fn fairs(&mut self) {
        self.doc.section("节会招商");
        let mut reasons: Vec<&str> = Vec::new();
        let targets = self.study.gaps.iter().flat_map(|g| &g.targets);
        for target in targets.filter(|t| t.channel == "节会招商") {
            if !reasons.contains(&target.channel_reason.as_str()) {
                reasons.push(&target.channel_reason);
            }
        }
        let which = if reasons.is_empty() {
            String::new()
        } else {
            format!("按招商规则，{}。", reasons.join("；"))
        };
        self.doc.text(&format!(
            "节会招商重在会前准备：按产业链梳理可签约项目，先行对接意向企业；会中安排考察园区、与上下游企业见面；会后一月内回访，签约项目列入跟踪。{which}具体活动和时间以主办单位发布的信息为准。"
        ));
    }

    fn together(&mut self) {
        let study = self.study;
        if study.investors.is_empty() && study.bundles.is_empty() {
            return;
        }
        self.doc.section("全产业链引进");
        if !study.investors.is_empty() {
            let table = self.doc.next_table();
            self.doc.text(&format!(
                "下列企业能承担多个缺链环节，宜作整体谋划，见{table}。"
            ));
            let rows = study.investors.iter().take(MOST).map(|investor| {
                vec![
                    investor.name.clone(),
                    divisions::stem(&investor.province).to_owned(),
                    words::some(&link_names(study, &investor.gaps), 6, "个"),
                ]
            });
            let columns = vec![
                wide("企业", 3.0),
                slim("省份", 0.9),
                wide("可承担的缺链环节", 5.0),
            ];
            self.doc
                .table("可承担多个环节的企业", &Table::new(columns, rows.collect()));
        }
        if !study.bundles.is_empty() {
            let table = self.doc.next_table();
            self.doc.text(&format!(
                "下列环节宜一并引进，引进后有关本地环节的必需投入即可全部本地化，见{table}。"
            ));
            let rows = study.bundles.iter().take(MOST).map(|bundle| {
                let around = std::slice::from_ref(&bundle.around);
                let gaps = bundle.gaps.iter().zip(&bundle.firms).map(|(gap, firm)| {
                    let name = link_names(study, std::slice::from_ref(gap)).join("");
                    let firm = firm.as_deref().unwrap_or("企业待寻");
                    format!("{name}：{firm}")
                });
                vec![
                    link_names(study, around).join(""),
                    gaps.collect::<Vec<_>>().join("\n"),
                ]
            });
            let columns = vec![
                wide("服务的环节", 2.2),
                wide("一并引进的环节与建议企业", 6.0),
            ];
            self.doc
                .table("组团引进方案", &Table::new(columns, rows.collect()));
        }
    }
}

impl Book<'_> {
    /// What the cards cite, each once.
    fn policy(&mut self) {
        let mut lines: Vec<&str> = Vec::new();
        let cards = self.study.gaps.iter().filter_map(|g| g.card.as_ref());
        for line in cards.flat_map(|card| &card.policy) {
            if !lines.contains(&line.as_str()) {
                lines.push(line);
            }
        }
        if lines.is_empty() {
            return;
        }
        self.doc.section("政策依据");
        let table = self.doc.next_table();
        self.doc
            .text(&format!("项目卡所引的招商规则及其原文见{table}。"));
        let rows = lines.iter().map(|line| {
            let (what, text) = line.split_once('：').unwrap_or((line, "未注明"));
            vec![what.to_owned(), text.to_owned()]
        });
        let columns = vec![wide("事项", 2.4), wide("原文与出处", 6.4)];
        self.doc
            .table("项目卡所引政策依据", &Table::new(columns, rows.collect()));
    }
}

fn visit_row(study: &Study, visit: &Visit) -> Vec<String> {
    vec![
        visit.firm.clone(),
        divisions::stem(&visit.province).to_owned(),
        words::some(&link_names(study, &visit.gaps), 3, "个"),
        visit.channel.clone(),
        words::dated(&visit.next),
    ]
}

fn link_names<'a>(study: &'a Study, ids: &[LinkId]) -> Vec<&'a str> {
    let links = ids.iter().filter_map(|id| study.link(id));
    links.map(|l| l.name.as_str()).collect()
}

/// `小分队招商210家`, most firms first.
fn channels(study: &Study) -> Vec<String> {
    let mut firms: BTreeMap<&str, std::collections::BTreeSet<&str>> = BTreeMap::new();
    for target in study.gaps.iter().flat_map(|g| &g.targets) {
        firms
            .entry(&target.channel)
            .or_default()
            .insert(&target.name);
    }
    let mut counts: Vec<(&str, usize)> = firms.into_iter().map(|(c, f)| (c, f.len())).collect();
    counts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    counts
        .into_iter()
        .map(|(channel, n)| format!("{channel}{n}家"))
        .collect()
}
