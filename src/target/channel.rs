//! 招商渠道: by which of the four ways a target is approached, and by which rule.
//!
//! In this order: a company of its own is here (以商招商); it stands in a list whose firms the city's
//! leaders call on, or has a project of 招强 size (带队招商); the chain has its fair (节会招商); else
//! 小分队招商.

use crate::analyze::Situation;
use crate::model::{Leader, LinkIx};

use super::score;

/// The channel and its reason.
///
/// Worked example: a firm of 中国500强 without a company here → 带队招商; with one → 以商招商.
pub fn channel(
    s: &Situation<'_>,
    link: LinkIx,
    leader: Option<&Leader>,
    here: Option<&str>,
) -> (&'static str, String) {
    let policy = &s.zone.policy;
    let Some((rule, channels)) = policy.channels() else {
        return ("小分队招商", "未设渠道规则，由小分队对接".to_owned());
    };
    let cite = rule.cite();
    if let Some(here) = here {
        return (
            "以商招商",
            format!("本市已有{here}，由该企业牵线、增资扩产{cite}"),
        );
    }
    let led = |name: &str| channels.led.iter().any(|word| name.contains(word));
    let list = leader
        .iter()
        .flat_map(|l| &l.lists)
        .find(|entry| led(&entry.name));
    if let Some(entry) = list {
        return (
            "带队招商",
            format!("{}年{}，宜由市领导带队{cite}", entry.year, entry.name),
        );
    }
    if let Some(project) = leader.and_then(|l| score::large_project(policy, l)) {
        let (text, amount) = (&project.signal.text, project.amount);
        return (
            "带队招商",
            format!("有投资{amount:.1}亿元的项目（{text}），宜由市领导带队{cite}"),
        );
    }
    let chain = &s.chains.chain_of(link).name;
    match channels.fairs.get(chain) {
        Some(fairs) => ("节会招商", format!("{chain}链可借{fairs}邀请{cite}")),
        None => ("小分队招商", format!("由小分队上门对接{cite}")),
    }
}
