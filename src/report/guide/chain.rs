//! A chapter for each chain: 现状, 图谱, 缺链, 项目, 目标方向.

use super::{Book, words};
use crate::model::{Action, Coverage, Grade, ProjectStage, Share, Stage, Target};
use crate::report::docx::{Table, slim, wide};
use crate::standard::divisions;
use crate::study::{ChainView, GapView, LinkView, ProjectAtLink, Study};

/// Gaps in the table of a chain.
const GAPS: usize = 8;
/// Cards in full.
const CARDS: usize = 3;
/// Links that are here, in the table. The map has to stand on the next page.
const HERE: usize = 10;
/// Projects, in the table.
const PROJECTS: usize = 5;
/// Firms at a link.
const LOCAL: usize = 2;
/// Gaps of which targets are named.
const WANTED: usize = 6;
/// Targets of a gap.
const FIRMS: usize = 3;
/// The channel that is usual, said once above the table.
const USUAL: &str = "小分队招商";

impl Book<'_> {
    /// A chain's chapter.
    pub(super) fn chain(&mut self, chain: &ChainView) -> Result<(), String> {
        let study = self.study;
        self.doc.chapter(&format!("{}产业链", chain.name));
        self.present(chain);
        self.map(chain)?;
        let gaps = words::pressing(study, &chain.id);
        self.gaps(chain, &gaps);
        let cards: Vec<&GapView> = gaps
            .iter()
            .copied()
            .filter(|g| g.card.is_some())
            .take(CARDS)
            .collect();
        self.doc.section("重点招商项目");
        self.projects(chain);
        if cards.is_empty() {
            self.doc
                .text("本链目前没有条件具备的招商项目，待基础条件变化后再行策划。");
        } else {
            let rest = gaps.iter().filter(|g| g.card.is_some()).count() - cards.len();
            let more = match (rest, self.internal) {
                (0, true) => String::new(),
                (n, true) => format!("其余{n}个项目的资料见《补链清单》。"),
                (_, false) => {
                    "项目均须符合产业指导目录和环保、安全、技术要求，手续依法依规办理。".to_owned()
                }
            };
            let common = if self.internal && !self.shared.is_empty() {
                "各项目共同的事项见摘要，卡上不再重复。"
            } else {
                ""
            };
            self.doc.text(&format!(
                "以下按优先级列出{}个重点项目。{common}{more}",
                cards.len()
            ));
            for gap in cards {
                self.project(gap);
            }
        }
        self.doc.section("目标方向");
        if self.internal {
            self.targets(chain, &gaps);
        } else {
            self.directions(chain, &gaps);
        }
        Ok(())
    }

    fn present(&mut self, chain: &ChainView) {
        let study = self.study;
        self.doc.section("产业现状");
        let segments: Vec<&str> = chain.segments.values().map(String::as_str).collect();
        let share = Share::of(chain.links_here, chain.links_counted);
        let share = share.map_or(String::new(), |s| format!("，完整度{s}"));
        let own: Vec<&LinkView> = own(study, chain);
        let stages: Vec<String> = [Stage::Upstream, Stage::Midstream, Stage::Downstream]
            .into_iter()
            .filter_map(|stage| {
                let of: Vec<&&LinkView> = own
                    .iter()
                    .filter(|l| l.stage == stage && words::counts(l))
                    .collect();
                let here = of.iter().filter(|l| l.coverage.is_here()).count();
                (!of.is_empty()).then(|| format!("{}{}个，已有{here}个", stage.zh(), of.len()))
            })
            .collect();
        self.doc.text(&format!(
            "{}产业链由{}{}条细分链组成，可招商的产品与服务环节{}个，本地已有{}个{share}；其中{}。",
            chain.name,
            segments.join("、"),
            segments.len(),
            chain.links_counted,
            chain.links_here,
            stages.join("；")
        ));
        let here: Vec<&LinkView> = own
            .iter()
            .copied()
            .filter(|l| l.coverage.is_here())
            .collect();
        if here.is_empty() {
            let partial = if study.zone.register_complete {
                ""
            } else {
                "名录不完整，这不等于本地没有，应先补充名录再作判断。"
            };
            self.doc
                .text(&format!("企业名录中未见承担本链环节的企业。{partial}"));
        } else {
            let table = self.doc.next_table();
            let more = if here.len() > HERE {
                format!("，表中列企业较多的{HERE}个")
            } else {
                String::new()
            };
            self.doc.text(&format!(
                "本地已有的环节（含支撑环节和不列入招商的环节）共{}个，见{table}{more}。",
                here.len()
            ));
            let caption = format!("{}产业链已有环节", chain.name);
            self.doc.table(&caption, &here_table(here, self.internal));
        }
        let mut rest = Vec::new();
        let building = named(&own, Coverage::Building);
        if !building.is_empty() {
            rest.push(format!("在建的环节有{}", words::some(&building, 6, "个")));
        }
        let traded = named(&own, Coverage::TradeOnly);
        if !traded.is_empty() {
            rest.push(format!(
                "只有贸易企业、没有生产企业的环节有{}",
                words::some(&traded, 6, "个")
            ));
        }
        let support: Vec<&str> = own
            .iter()
            .filter(|l| l.stage == Stage::Support && !l.coverage.is_here() && !l.excluded)
            .map(|l| l.name.as_str())
            .collect();
        if !support.is_empty() {
            rest.push(format!(
                "{}的支撑环节有{}，可随主导项目一并考虑",
                words::absent(study),
                words::some(&support, 4, "个")
            ));
        }
        if !rest.is_empty() {
            self.doc.text(&format!("{}。", rest.join("；")));
        }
    }

    fn projects(&mut self, chain: &ChainView) {
        let mut all: Vec<(&LinkView, &ProjectAtLink)> = Vec::new();
        for link in own(self.study, chain) {
            let ahead = |p: &&ProjectAtLink| p.stage != ProjectStage::Running;
            all.extend(link.projects.iter().filter(ahead).map(|p| (link, p)));
        }
        if all.is_empty() {
            return;
        }
        // The latest news first; ties in the order of the models.
        all.sort_by(|a, b| b.1.date.cmp(&a.1.date));
        let table = self.doc.next_table();
        let more = if all.len() > PROJECTS {
            format!("（共{}个，列消息较新的{PROJECTS}个）", all.len())
        } else {
            String::new()
        };
        self.doc.text(&format!(
            "在谈、签约和在建项目见{table}{more}；注“须核”的消息已久，须核实现状。"
        ));
        let rows = all.iter().take(PROJECTS).map(|(link, p)| {
            let stage = if p.stale {
                format!("{}\n（须核）", p.stage.zh())
            } else {
                p.stage.zh().to_owned()
            };
            vec![
                p.name.clone(),
                link.name.clone(),
                stage,
                p.investment_wan.map_or("未注明".to_owned(), words::money),
                p.county.clone().unwrap_or_else(|| "未注明".to_owned()),
                p.date.clone().unwrap_or_else(|| "未注明".to_owned()),
            ]
        });
        let columns = vec![
            wide("项目", 3.4),
            wide("环节", 1.8),
            slim("阶段", 1.2),
            slim("投资额", 1.3),
            slim("县市区", 1.4),
            slim("消息日期", 1.8),
        ];
        let caption = format!("{}产业链在谈、签约和在建项目", chain.name);
        self.doc
            .table(&caption, &Table::new(columns, rows.collect()));
    }

    fn map(&mut self, chain: &ChainView) -> Result<(), String> {
        self.doc.section("产业链图谱");
        let name = if self.internal {
            format!("产业链图-{}", chain.name)
        } else {
            format!("产业链图-{}-全景", chain.name)
        };
        let caption = format!("{}{}产业链图谱", self.study.zone.name, chain.name);
        let Some(figure) = self.refer(&name, &caption) else {
            self.doc.text("本链没有可画的环节。");
            return Ok(());
        };
        let targets = if self.internal {
            "，其下列首选目标企业"
        } else {
            ""
        };
        self.doc.text(&format!(
            "{}产业链各环节及其供需关系见{figure}，右上角有对策的为缺链环节{targets}。",
            chain.name
        ));
        self.figures()
    }

    fn gaps(&mut self, chain: &ChainView, gaps: &[&GapView]) {
        let study = self.study;
        self.doc.section("缺链分析");
        let mut later: Vec<&str> = study
            .gaps
            .iter()
            .filter(|g| g.chain == chain.id && g.action == Action::Defer)
            .filter(|g| study.link(&g.link).is_some_and(words::open))
            .map(|g| g.name.as_str())
            .collect();
        later.dedup();
        if gaps.is_empty() {
            self.doc
                .text("按现有名录，本链没有条件具备、须立即补强的环节。");
        } else {
            let counts: Vec<String> = Action::ALL
                .into_iter()
                .filter(|a| *a != Action::Defer)
                .filter_map(|action| {
                    let n = gaps.iter().filter(|g| g.action == action).count();
                    (n > 0).then(|| format!("{}{n}个", action.zh()))
                })
                .collect();
            let table = self.doc.next_table();
            let more = match (gaps.len().saturating_sub(GAPS), self.internal) {
                (0, _) => String::new(),
                (n, true) => format!("表中列优先级前{GAPS}位，其余{n}个见《补链清单》。"),
                (n, false) => format!("表中列优先级前{GAPS}位，其余{n}个不逐一列出。"),
            };
            self.doc.text(&format!(
                "本链须采取对策的环节共{}个（{}），见{table}。{more}",
                gaps.len(),
                counts.join("、")
            ));
            let caption = format!("{}产业链缺链环节", chain.name);
            let mut rows = gap_table(study, gaps, self.internal);
            if let Some(text) = self.partial() {
                rows = rows.noted(format!("注：{text}"));
            }
            self.doc.table(&caption, &rows);
        }
        if !later.is_empty() {
            self.doc.text(&format!(
                "列入远期的环节有{}，补链、延链、建链的条件尚不具备，暂不作为招商重点。",
                words::some(&later, 8, "个")
            ));
        }
    }

    fn targets(&mut self, chain: &ChainView, gaps: &[&GapView]) {
        let wanted: Vec<&GapView> = gaps
            .iter()
            .copied()
            .filter(|g| !g.targets.is_empty())
            .take(WANTED)
            .collect();
        if wanted.is_empty() {
            self.doc.text("领军企业库和候选企业库中暂无对应本链缺链环节的企业，可补充候选企业名单后重新筛选。");
            return;
        }
        let table = self.doc.next_table();
        self.doc.text(&format!(
            "对缺链环节按产品契合、实力、投资动向、与本地企业的联系等打分，优先级较高的环节各列前{FIRMS}家，见{table}；渠道未注明的由小分队对接。企业动向会变，出访前应先联系确认。"
        ));
        let rows = wanted
            .iter()
            .flat_map(|gap| gap.targets.iter().take(FIRMS).map(move |t| (gap, t)))
            .map(|(gap, target)| {
                vec![
                    gap.name.clone(),
                    target.name.clone(),
                    place(target),
                    target
                        .labels
                        .iter()
                        .map(|l| l.zh())
                        .collect::<Vec<_>>()
                        .join("\n"),
                    facts(target),
                ]
            });
        let columns = vec![
            wide("环节", 1.5),
            wide("目标企业", 2.5),
            slim("所在地", 1.5),
            slim("三键", 0.8),
            wide("产品与动向", 5.0),
        ];
        let caption = format!("{}产业链目标企业", chain.name);
        let mut rows = Table::new(columns, rows.collect()).grouped();
        let shown: usize = wanted.iter().map(|g| g.targets.len().min(FIRMS)).sum();
        let all: usize = gaps.iter().map(|g| g.targets.len()).sum();
        if all > shown {
            rows = rows.noted(format!(
                "注：本链目标企业共{all}家次，其余及各家得分、依据、前置条件见《补链清单》。"
            ));
        }
        self.doc.table(&caption, &rows);
    }

    fn directions(&mut self, chain: &ChainView, gaps: &[&GapView]) {
        let study = self.study;
        let wanted: Vec<&GapView> = gaps
            .iter()
            .copied()
            .filter(|g| g.action.wants_newcomer())
            .take(GAPS)
            .collect();
        if wanted.is_empty() {
            self.doc
                .text("本链现阶段以扶持本地企业做强做优为主，欢迎有意合作的企业洽谈。");
            return;
        }
        let table = self.doc.next_table();
        self.doc.text(&format!(
            "欢迎从事下列环节的企业来{}投资兴业，与本地上下游企业配套合作，方向见{table}。各类企业一视同仁，项目须符合产业指导目录和环保、安全、技术要求。",
            study.zone.name
        ));
        let rows = wanted.iter().map(|gap| {
            let customers = words::customers(study, &gap.link);
            let inputs = words::inputs(study, &gap.link);
            let ready: Vec<&LinkView> = inputs.into_iter().filter(|l| words::on_hand(l)).collect();
            let or = |names: &[&str]| {
                if names.is_empty() {
                    "—".to_owned()
                } else {
                    words::some(names, 4, "个环节")
                }
            };
            let places: Vec<String> = gap.landing.iter().take(2).map(place_name).collect();
            vec![
                gap.name.clone(),
                or(&words::names(&customers)),
                or(&words::names(&ready)),
                if places.is_empty() {
                    "待定".to_owned()
                } else {
                    places.join("\n")
                },
            ]
        });
        let columns = vec![
            wide("招引方向", 2.1),
            wide("本地需求环节", 2.2),
            wide("本地可供投入", 1.9),
            wide("建议承接地", 4.0),
        ];
        let caption = format!("{}产业链招引方向", chain.name);
        self.doc
            .table(&caption, &Table::new(columns, rows.collect()));
    }
}

/// County and park of a landing place.
pub(super) fn place_name(place: &crate::model::LandingPlace) -> String {
    match &place.park {
        Some(park) => format!("{}（{park}）", place.county),
        None => place.county.clone(),
    }
}

/// Links of a chain that may be shown.
fn own<'a>(study: &'a Study, chain: &ChainView) -> Vec<&'a LinkView> {
    let links = study.links.iter().filter(|l| l.chain == chain.id);
    links.filter(|l| words::open(l)).collect()
}

fn named<'a>(links: &[&'a LinkView], coverage: Coverage) -> Vec<&'a str> {
    let of = links.iter().filter(|l| l.coverage == coverage);
    of.map(|l| l.name.as_str()).collect()
}

fn here_table(mut here: Vec<&LinkView>, internal: bool) -> Table {
    here.sort_by_key(|l| std::cmp::Reverse(l.here));
    here.truncate(HERE);
    here.sort_by_key(|l| l.stage);
    let rows = here
        .iter()
        .map(|link| {
            let mut row = vec![
                link.name.clone(),
                link.stage.zh().to_owned(),
                link.coverage.zh().to_owned(),
                link.here.to_string(),
            ];
            if internal {
                let firms = link.firms.iter().filter(|f| f.grade > Grade::Review);
                let firms: Vec<&str> = firms.map(|f| f.name.as_str()).collect();
                row.push(words::some(&firms, LOCAL, "家"));
            }
            row
        })
        .collect();
    let mut columns = vec![
        wide("环节", 2.2),
        slim("位置", 0.9),
        slim("覆盖", 0.9),
        slim("企业数", 1.0),
    ];
    if internal {
        columns.push(wide("本地企业", 5.4));
    }
    Table::new(columns, rows)
}

fn gap_table(study: &Study, gaps: &[&GapView], internal: bool) -> Table {
    let rows = gaps
        .iter()
        .take(GAPS)
        .map(|gap| {
            let mut row = vec![
                gap.name.clone(),
                gap.stage.zh().to_owned(),
                gap.action.zh().to_owned(),
                gap.coverage.zh().to_owned(),
                format!("{:.1}", gap.priority),
                words::ground(study, gap),
            ];
            if internal {
                row.insert(0, gap.rank.to_string());
            }
            row
        })
        .collect();
    let mut columns = vec![
        wide("环节", 2.0),
        slim("位置", 0.9),
        slim("对策", 0.9),
        slim("覆盖", 1.0),
        slim("优先级", 1.0),
        wide("主要依据", 4.1),
    ];
    if internal {
        columns.insert(0, slim("全市位次", 1.2));
    }
    Table::new(columns, rows)
}

/// Province and city; the province is shortened before a city, as in 内蒙古鄂尔多斯市.
fn place(target: &Target) -> String {
    match &target.city {
        Some(city) if *city != target.province => {
            format!("{}\n{city}", divisions::stem(&target.province))
        }
        Some(_) | None => target.province.clone(),
    }
}

/// What it makes, where it is listed, what it is about to do.
fn facts(target: &Target) -> String {
    let mut out = Vec::new();
    if !target.products.is_empty() {
        let products: Vec<&str> = target.products.iter().map(String::as_str).collect();
        out.push(format!(
            "产品：{}",
            products
                .iter()
                .take(3)
                .copied()
                .collect::<Vec<_>>()
                .join("、")
        ));
    }
    let lists = target.lists.iter().take(1);
    out.extend(lists.map(|l| format!("{}年{}", l.year, l.name)));
    let signals = target.signals.iter().take(1);
    out.extend(signals.map(|s| format!("动向：{}（{}）", s.text, s.date)));
    if target.expansion_of.is_some() {
        out.push("本地已有其企业，可谈增资扩产".to_owned());
    }
    if target.channel != USUAL {
        out.push(format!("渠道：{}", target.channel));
    }
    words::dated(&out.join("；"))
}
