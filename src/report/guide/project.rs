//! 项目卡: one gap as a project.

use super::chain::place_name;
use super::{Book, words};
use crate::study::{GapView, LinkView};

/// Firms named on a card.
const FIRMS: usize = 3;
/// Lines of one kind on a card; the workbook has them all.
const LINES: usize = 5;

impl Book<'_> {
    /// The card of a gap that has one.
    pub(super) fn project(&mut self, gap: &GapView) {
        self.doc.item(&format!("{}项目", gap.name));
        let caption = format!("项目卡：{}", gap.name);
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
            format!(
                "{}（{}，得分{}，准入{}）",
                target.name,
                labels.join("、"),
                target.score,
                target.admission.zh()
            )
        });
        let mut targets: Vec<String> = targets.collect();
        if targets.is_empty() {
            targets.push("领军企业库和候选企业库中暂无对应企业，待补充。".to_owned());
        }
        let first = gap.targets.iter().find(|t| !t.matchmakers.is_empty());
        let matchmakers = first.map_or(Vec::new(), |target| {
            let makers = target.matchmakers.iter().take(FIRMS);
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
        vec![
            ("招什么项目", vec![card.project.clone()]),
            ("市场需求", cut(&card.demand)),
            ("原料与配套", cut(&card.inputs)),
            ("成本与资源", cut(&card.costs)),
            ("建议承接地", landing),
            ("目标企业", targets),
            ("红娘企业", matchmakers),
            ("政策依据", cut(&card.policy)),
            ("风险与须核", cut(&card.risks)),
        ]
    }

    fn reduced(&self, gap: &GapView) -> Vec<(&'static str, Vec<String>)> {
        let study = self.study;
        let Some(card) = &gap.card else {
            return Vec::new();
        };
        let project = if card.project.is_empty() {
            format!("引进「{}」项目", gap.name)
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
        let conditions =
            "项目须符合产业指导目录和环保、安全、技术要求，手续依法依规办理。".to_owned();
        vec![
            ("招什么项目", vec![project]),
            ("市场需求", vec![demand]),
            ("原料与配套", inputs),
            ("成本与资源", cut(&card.costs)),
            ("建议承接地", landing),
            ("准入条件", vec![conditions]),
        ]
    }
}

/// The first lines, and how many there are.
fn cut(lines: &[String]) -> Vec<String> {
    let mut out: Vec<String> = lines.iter().take(LINES).cloned().collect();
    if lines.len() > LINES {
        out.push(format!("（另有{}条，见《补链清单》）", lines.len() - LINES));
    }
    out
}
