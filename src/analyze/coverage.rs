//! Coverage: what the register shows for a link, in this order of precedence.
//!
//! 1. **已有** a firm of the role that the link's nature asks for, 证据充分 or 较可信, and not 薄弱;
//! 2. **薄弱** known capacity below a set share of local demand (default 75 %); or every such firm known
//!    to be below the size threshold; or only 经营范围 evidence;
//! 3. **在建** a project has begun building (签约, 在谈 and a building site of five years ago are shown
//!    beside, with their age);
//! 4. **仅贸易** firms sell it, nobody makes it;
//! 5. **缺失** when the register is complete, **未发现** when not (待复核 pairs are 线索).
//!
//! Worked example (chain-reference §5): 主机 2,600 台, 叶片 2,450 套, one set a turbine: 2,450 ÷ 2,600 =
//! 94.2 %, above 75 %, so 叶片 is not 薄弱; 2015: 发电机 950 for 3,050 台 = 31.1 %, so 发电机 is.

use crate::model::{
    Action, Capacity, Coverage, FirmIx, LinkIx, Project, ProjectStage, Quantity, Share, Verdict,
};

use super::Situation;
use super::ties::{Ties, is_stale, name_firms};

/// Coverage of every link, with its reason; actions are still [`Action::None`].
pub fn verdicts(s: &Situation<'_>, ties: &Ties<'_>) -> Vec<Verdict> {
    let mut out: Vec<Verdict> = s
        .chains
        .indices()
        .map(|link| verdict(s, ties, link))
        .collect();
    let here: Vec<LinkIx> = s
        .chains
        .indices()
        .filter(|ix| out[ix.0].coverage.is_here())
        .collect();
    for (verdict, nearest) in out.iter_mut().zip(s.graph.steps(here)) {
        verdict.nearest = nearest;
    }
    out
}

fn verdict(s: &Situation<'_>, ties: &Ties<'_>, ix: LinkIx) -> Verdict {
    let at = ties.at(ix);
    let firms =
        |list: &[&crate::model::Holding]| -> Vec<FirmIx> { list.iter().map(|h| h.firm).collect() };
    let mut leads = String::new();
    if !at.idle.is_empty() {
        leads = format!(
            "；另有停产{}家：{}",
            at.idle.len(),
            name_firms(s, &firms(&at.idle), 3)
        );
    }
    if !at.leads.is_empty() {
        leads = format!("{leads}；另有线索{}家待复核", at.leads.len());
    }
    let (coverage, reason) = if !at.holders.is_empty() {
        let names = name_firms(s, &firms(&at.holders), 3);
        match weakness(s, ties, ix) {
            Some(why) => (Coverage::Weak, format!("{names}；{why}{leads}")),
            None => (Coverage::Covered, format!("{names}{leads}")),
        }
    } else if let Some(project) = building(s, &at.projects) {
        (Coverage::Building, format!("{}{leads}", describe(project)))
    } else if !at.building.is_empty() {
        (
            Coverage::Building,
            format!(
                "{}，状态为在建{leads}",
                name_firms(s, &firms(&at.building), 3)
            ),
        )
    } else if !at.traders.is_empty() {
        let names = name_firms(s, &firms(&at.traders), 3);
        (
            Coverage::TradeOnly,
            format!("{names}只经销，没有本地生产{leads}"),
        )
    } else {
        let mut reason = if s.zone.register.complete {
            "名录完整，没有企业从事该环节".to_owned()
        } else {
            "名录不完整，未发现从事该环节的企业".to_owned()
        };
        if !at.idle.is_empty() {
            let idle = name_firms(s, &firms(&at.idle), 3);
            reason = format!("{reason}；停产{}家：{idle}", at.idle.len());
        }
        if !at.leads.is_empty() {
            let names = name_firms(s, &firms(&at.leads), 3);
            reason = format!("{reason}；线索{}家待复核：{names}", at.leads.len());
        }
        let coverage = if s.zone.register.complete {
            Coverage::Missing
        } else {
            Coverage::NotFound
        };
        (coverage, reason)
    };
    let pending: Vec<String> = at
        .projects
        .iter()
        .filter(|p| is_pending(s, p))
        .map(|p| {
            let stale = project_is_stale(s, p);
            format!(
                "{}{}",
                describe(p),
                if stale {
                    "，时间已久，须核现状"
                } else {
                    ""
                }
            )
        })
        .collect();
    let reason = if pending.is_empty() {
        reason
    } else {
        format!("{reason}；{}", pending.join("；"))
    };
    let excluded_demand = s.chains.link(ix).excluded() && !at.demand.is_empty();
    Verdict {
        coverage,
        action: Action::None,
        present: coverage.is_here() || excluded_demand,
        lacks: None,
        nearest: None,
        here: at.holders.len(),
        leads: at.leads.len(),
        coverage_reason: reason,
        action_reasons: Vec::new(),
    }
}

/// The latest project that has begun building and is not an old story.
fn building<'a>(s: &Situation<'_>, projects: &[&'a Project]) -> Option<&'a Project> {
    let alive = |p: &&&'a Project| p.stage == ProjectStage::Building && !project_is_stale(s, p);
    projects
        .iter()
        .filter(alive)
        .copied()
        .max_by(|a, b| a.date.cmp(&b.date))
}

/// Shown beside the verdict: not building yet, or building for so long that nobody knows.
fn is_pending(s: &Situation<'_>, project: &Project) -> bool {
    match project.stage {
        ProjectStage::Signed | ProjectStage::Negotiating => true,
        ProjectStage::Building => project_is_stale(s, project),
        ProjectStage::Running => false,
    }
}

/// Whether news of a project is too old to rely on: 签约 and 在谈 after `stale_days` or without a date,
/// 在建 after `stale_building_days`.
pub fn project_is_stale(s: &Situation<'_>, project: &Project) -> bool {
    let limits = &s.zone.thresholds;
    match project.stage {
        ProjectStage::Signed | ProjectStage::Negotiating => {
            is_stale(project.date.as_deref(), s.date, limits.stale_days)
        }
        ProjectStage::Building => {
            project.date.is_some()
                && is_stale(project.date.as_deref(), s.date, limits.stale_building_days)
        }
        ProjectStage::Running => false,
    }
}

/// `项目「…」（某公司）在建，2024-02-11，来源…`
fn describe(project: &Project) -> String {
    let firm = project
        .firm
        .as_ref()
        .map(|f| format!("（{f}）"))
        .unwrap_or_default();
    let date = project.date.as_deref().unwrap_or("日期不详");
    let source = project
        .source
        .as_ref()
        .map(|t| format!("，来源：{t}"))
        .unwrap_or_default();
    format!(
        "项目「{}」{firm}{}，{date}，项目表第{}行{source}",
        project.name,
        project.stage.zh(),
        project.row.row
    )
}

/// Why a link that is here is 薄弱; None where it is not, or nobody knows.
fn weakness(s: &Situation<'_>, ties: &Ties<'_>, ix: LinkIx) -> Option<String> {
    let at = ties.at(ix);
    if let Some((share, words)) = balance(s, ties, ix)
        && share.get() < s.zone.thresholds.capacity_share.get()
    {
        return Some(format!("{words}，低于{}", s.zone.thresholds.capacity_share));
    }
    let limit = s.zone.thresholds.small_revenue.0;
    let revenues: Vec<Option<f64>> = at
        .holders
        .iter()
        .map(|h| s.register.firms[h.firm.0].revenue.map(|r| r.0))
        .collect();
    if revenues.iter().all(|r| r.is_some_and(|r| r < limit)) {
        return Some(format!("营业收入都不到{limit:.0}万元（规模以下）"));
    }
    if at.holders.iter().all(|h| h.scope_only) {
        return Some("只有经营范围写到，没有主营产品或名称佐证".to_owned());
    }
    None
}

/// Capacity of a link ÷ what its local customers need, in physical units, with the words for it.
///
/// Needs a zone-wide capacity of the link and of a customer for the same year, and, where the two
/// have different units, a quantity per unit in the model; else it is not applicable. The scarcest
/// customer relation counts.
///
/// O(customers × capacities).
pub fn balance(s: &Situation<'_>, ties: &Ties<'_>, ix: LinkIx) -> Option<(Share, String)> {
    let mut worst: Option<(f64, String)> = None;
    for (customer, input) in s.graph.customers(ix) {
        // A quantity in the model says that the two are to be weighed against each other.
        let plain = input.is_required_material() && input.suppliers.len() == 1;
        if !plain && input.quantity.is_none() {
            continue;
        }
        let Some((supply, need)) = latest_pair(&ties.at(ix).capacity, &ties.at(customer).capacity)
        else {
            continue;
        };
        let Some(wanted) = wanted(supply, need, input.quantity.as_ref()) else {
            continue;
        };
        if wanted <= 0.0 {
            continue;
        }
        let share = supply.amount / wanted;
        if worst.as_ref().is_none_or(|(w, _)| share < *w) {
            let year = supply.year.map(|y| format!("{y}年")).unwrap_or_default();
            let percent = (share * 1000.0).round() / 10.0;
            let short = wanted - supply.amount;
            let gap = if short > 0.0 {
                format!("，短{short:.0}{}", supply.unit)
            } else {
                String::new()
            };
            let words = format!(
                "{year}产能{:.0}{}对「{}」需求{wanted:.0}{}，保障率{percent}%{gap}",
                supply.amount,
                supply.unit,
                s.chains.link(customer).name,
                supply.unit
            );
            worst = Some((share, words));
        }
    }
    worst.map(|(share, words)| (Share::new(share), words))
}

/// What the customer's capacity needs of the supplier's, in the supplier's unit; None where the units
/// cannot be compared. Without a quantity in the model only pieces (台, 套) count one for one.
fn wanted(supply: &Capacity, need: &Capacity, quantity: Option<&Quantity>) -> Option<f64> {
    let (supplied, supply_factor) = dimension(&supply.unit);
    let (needed, need_factor) = dimension(&need.unit);
    match quantity {
        None => (supplied == PIECE && needed == PIECE)
            .then(|| need.amount * need_factor / supply_factor),
        Some(quantity) => {
            let (of, per) = quantity.unit.split_once('/')?;
            let ((of, of_factor), (per, per_factor)) = (dimension(of), dimension(per));
            let same = of == supplied && per == needed;
            same.then(|| {
                need.amount * need_factor / per_factor * quantity.low * of_factor / supply_factor
            })
        }
    }
}

/// What pieces are counted in.
const PIECE: &str = "件";

/// A unit as base unit and factor: 万吨 → (吨, 1e4), GW → (千瓦, 1e6), 台 and 套 → pieces; `/年` is dropped.
fn dimension(unit: &str) -> (&str, f64) {
    let unit = unit.trim();
    let unit = unit.strip_suffix("/年").unwrap_or(unit);
    let (unit, factor) = match (unit.strip_prefix('万'), unit.strip_prefix('亿')) {
        (Some(rest), _) => (rest, 1e4),
        (_, Some(rest)) => (rest, 1e8),
        (None, None) => (unit, 1.0),
    };
    match unit {
        "台" | "套" | "台套" | "台（套）" | "支" | "件" => (PIECE, factor),
        "t" | "T" | "吨" => ("吨", factor),
        "kW" | "千瓦" => ("千瓦", factor),
        "MW" | "兆瓦" => ("千瓦", factor * 1e3),
        "GW" | "吉瓦" => ("千瓦", factor * 1e6),
        "kWh" | "千瓦时" => ("千瓦时", factor),
        "MWh" | "兆瓦时" => ("千瓦时", factor * 1e3),
        "GWh" | "吉瓦时" => ("千瓦时", factor * 1e6),
        "㎡" | "m2" | "平方米" => ("平方米", factor),
        other => (other, factor),
    }
}

/// Zone-wide capacities of both ends for the latest year that both have.
fn latest_pair<'a>(
    supply: &[&'a Capacity],
    need: &[&'a Capacity],
) -> Option<(&'a Capacity, &'a Capacity)> {
    let zone_wide = |c: &&&'a Capacity| c.holder == "全市" && !c.planned && c.year.is_some();
    let mut pairs: Vec<(&Capacity, &Capacity)> = Vec::new();
    for a in supply.iter().filter(zone_wide) {
        for b in need.iter().filter(zone_wide) {
            if a.year == b.year {
                pairs.push((a, b));
            }
        }
    }
    pairs.into_iter().max_by_key(|(a, _)| a.year)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn capacity(amount: f64, unit: &str) -> Capacity {
        Capacity {
            holder: "全市".to_owned(),
            amount,
            unit: unit.to_owned(),
            year: Some(2024),
            source: None,
            planned: false,
        }
    }

    fn per(low: f64, unit: &str) -> Quantity {
        Quantity {
            low,
            high: low,
            unit: unit.to_owned(),
            source: String::new(),
        }
    }

    #[test]
    fn units_are_compared_before_numbers() {
        let (silicon, poly) = (capacity(35.0, "万吨"), capacity(300_000.0, "吨"));
        // 30万吨 × 1.1 = 33万吨 (chain-reference §5)
        let need = wanted(&silicon, &poly, Some(&per(1.1, "t/t")));
        assert!(need.is_some_and(|n| (n - 33.0).abs() < 1e-9), "{need:?}");
        assert_eq!(wanted(&silicon, &poly, None), None); // not one for one
        let (blades, turbines) = (capacity(2450.0, "套"), capacity(2600.0, "台"));
        assert_eq!(wanted(&blades, &turbines, None), Some(2600.0));
        assert_eq!(wanted(&blades, &poly, Some(&per(1.0, "套/台"))), None);
    }
}
