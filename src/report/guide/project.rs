//! 项目卡: one gap as a project.

use indexmap::IndexMap;

use super::chain::place_name;
use super::{Book, words};
use crate::model::Admission;
use crate::study::{GapView, LinkView, Study};

/// Targets named on a card.
const FIRMS: usize = 3;
/// Matchmakers named on a card.
const MATCHMAKERS: usize = 2;
/// Lines of one kind on a card; the workbook has them all.
const LINES: usize = 4;
/// Cards from which on lines that most of them share are said once.
const MANY: usize = 10;

/// What more than half of all cards say in the same words, when there are many: said once.
pub(super) fn shared(study: &Study) -> Vec<String> {
    let cards = study.gaps.iter().filter_map(|g| g.card.as_ref());
    let mut counts: IndexMap<&str, usize> = IndexMap::new();
    let mut all = 0;
    for card in cards {
        all += 1;
        for line in card.demand.iter().chain(&card.costs).chain(&card.risks) {
            *counts.entry(line).or_default() += 1;
        }
    }
    let most = counts
        .into_iter()
        .filter(|(_, n)| all >= MANY && n * 2 > all);
    most.map(|(line, _)| line.to_owned()).collect()
}

/// What a rule is about, of a line of a card's policy: `补链：“…”` → `补链`.
fn heading(line: &str) -> &str {
    line.split_once('：').map_or(line, |(head, _)| head)
}

impl Book<'_> {
    /// The card of a gap that has one.
    pub(super) fn project(&mut self, gap: &GapView) {
        let caption = format!("{}项目卡", gap.name);
        let title = format!("{}　{}", gap.name, gap.action.zh());
        let (title, rows) = if self.internal {
            let rank = format!("优先级{:.1}（全市第{}位）", gap.priority, gap.rank);
            (format!("{title}　{rank}"), self.full(gap))
        } else {
            (title, self.reduced(gap))
        };
        let rows: Vec<(&str, Vec<String>)> = rows
            .into_iter()
            .filter(|(_, lines)| !lines.is_empty())
            .collect();
        self.doc.card(&caption, &title, &rows);
    }

    fn full(&self, gap: &GapView) -> Vec<(&'static str, Vec<String>)> {
        let Some(card) = &gap.card else {
            return Vec::new();
        };
        let targets = gap.targets.iter().take(FIRMS).map(|target| {
            let labels: Vec<&str> = target.labels.iter().map(|l| l.zh()).collect();
            // 待核 is the rule, and said with what all cards share.
            let admission = match target.admission {
                Admission::ToCheck => String::new(),
                Admission::Admissible | Admission::Refused => {
                    format!("，准入{}", target.admission.zh())
                }
            };
            format!(
                "{}（{}，得分{}{admission}）",
                target.name,
                labels.join("、"),
                target.score
            )
        });
        let mut targets: Vec<String> = targets.collect();
        if targets.is_empty() {
            targets.push("领军企业库和候选企业库中暂无对应企业，待补充。".to_owned());
        }
        let first = gap.targets.iter().find(|t| !t.matchmakers.is_empty());
        let matchmakers = first.map_or(Vec::new(), |target| {
            let makers = target.matchmakers.iter().take(MATCHMAKERS);
            makers
                .map(|m| {
                    format!(
                        "{}（名录第{}行）：{}，可引荐{}",
                        m.name, m.row, m.path, target.short
                    )
                })
                .collect()
        });
        let landing: Vec<String> = gap
            .landing
            .iter()
            .take(2)
            .map(|place| {
                let reason = place
                    .reasons
                    .first()
                    .map_or(String::new(), |r| format!("：{r}"));
                format!("{}{reason}", place_name(place))
            })
            .collect();
        let policy: Vec<&str> = card.policy.iter().map(|line| heading(line)).collect();
        let policy = if policy.is_empty() {
            Vec::new()
        } else {
            vec![format!("{}（原文见“招商路径”一章）", policy.join("；"))]
        };
        vec![
            ("招什么项目", vec![card.project.clone()]),
            ("市场需求", self.cut(&card.demand)),
            ("原料与配套", self.cut(&card.inputs)),
            ("成本与资源", self.cut(&card.costs)),
            ("建议承接地", landing),
            ("目标企业", targets),
            ("红娘企业", matchmakers),
            ("政策依据", policy),
            ("风险与须核", self.cut(&card.risks)),
        ]
    }

    /// The first lines that are not said elsewhere, and how many more there are.
    fn cut(&self, lines: &[String]) -> Vec<String> {
        let own: Vec<&String> = lines.iter().filter(|l| !self.shared.contains(l)).collect();
        let mut out: Vec<String> = own.iter().take(LINES).map(|l| words::dated(l)).collect();
        if own.len() > LINES {
            out.push(format!("（另有{}条，见《补链清单》）", own.len() - LINES));
        }
        out
    }

    fn reduced(&self, gap: &GapView) -> Vec<(&'static str, Vec<String>)> {
        let study = self.study;
        let Some(card) = &gap.card else {
            return Vec::new();
        };
        let project = if card.project.is_empty() {
            format!("引进“{}”项目", gap.name)
        } else {
            card.project.clone()
        };
        let customers = words::customers(study, &gap.link);
        let firms: usize = customers.iter().map(|l| l.here).sum();
        let demand = if customers.is_empty() {
            "本地暂无直接需求环节，产品面向市外市场，须由投资方测算。".to_owned()
        } else {
            let names = words::names(&customers);
            let firms = if firms > 0 {
                format!("，涉及本地企业{firms}家次")
            } else {
                String::new()
            };
            format!(
                "本地{}需要该产品或服务{firms}；用量由供需双方洽谈确定。",
                words::some(&names, 5, "个环节")
            )
        };
        let (ready, wanting): (Vec<&LinkView>, Vec<&LinkView>) = words::inputs(study, &gap.link)
            .into_iter()
            .partition(|l| words::on_hand(l));
        let mut inputs = Vec::new();
        if !ready.is_empty() {
            inputs.push(format!(
                "本地可供：{}",
                words::some(&words::names(&ready), 6, "项")
            ));
        }
        if !wanting.is_empty() {
            inputs.push(format!(
                "须外购或同步引进：{}",
                words::some(&words::names(&wanting), 6, "项")
            ));
        }
        let landing = gap.landing.iter().take(3).map(place_name).collect();
        vec![
            ("招什么项目", vec![project]),
            ("市场需求", vec![demand]),
            ("原料与配套", inputs),
            ("成本与资源", card.costs.clone()),
            ("建议承接地", landing),
        ]
    }
}
