//! 招商行动 as rows: for the sheet, and for `bulian campaign`.

use crate::model::{Contact, LinkId, SquadPlan, Visit};
use crate::study::Study;

/// Columns of the list.
pub const HEADER: [&str; 15] = [
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

/// A visit of a plan.
pub fn row(study: &Study, plan: &SquadPlan, visit: &Visit) -> [String; 15] {
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
pub fn contact(contact: &Contact) -> String {
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
