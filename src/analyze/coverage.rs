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
//! Worked example (balance.rs): 叶片 2,450 ÷ 2,600 = 94.2 %, above 75 %, so 叶片 is not 薄弱; 2015, 发电机
//! 950 ÷ 3,050 = 31.1 %, so 发电机 is. Of a range the better end is held against the threshold.

use crate::model::{Action, Coverage, FirmIx, LinkIx, Project, ProjectStage, Verdict};

use super::Situation;
use super::balance::Balances;
use super::ties::{AtLink, Ties, is_stale, name_firms};

/// Coverage of every link, with its reason; actions are still [`Action::None`].
pub fn verdicts(s: &Situation<'_>, ties: &Ties<'_>, balances: &Balances) -> Vec<Verdict> {
    let mut out: Vec<Verdict> = s
        .chains
        .indices()
        .map(|link| verdict(s, ties.at(link), balances, link))
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

fn verdict(s: &Situation<'_>, at: &AtLink<'_>, balances: &Balances, ix: LinkIx) -> Verdict {
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
    let level = level(s, at, balances, ix);
    let reason = match level.coverage {
        Coverage::Covered | Coverage::Weak => {
            let names = name_firms(s, &firms(&at.holders), 3);
            let why = level.weak.map(|why| format!("；{why}")).unwrap_or_default();
            format!("{names}{why}{leads}")
        }
        Coverage::Building => match level.site {
            Some(project) => format!("{}{leads}", describe(project)),
            None => {
                let names = name_firms(s, &firms(&at.building), 3);
                format!("{names}，状态为在建{leads}")
            }
        },
        Coverage::TradeOnly => {
            let names = name_firms(s, &firms(&at.traders), 3);
            format!("{names}只经销，没有本地生产{leads}")
        }
        Coverage::Missing | Coverage::NotFound => {
            let mut reason = if level.coverage == Coverage::Missing {
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
            reason
        }
    };
    let coverage = level.coverage;
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
    Verdict {
        coverage,
        action: Action::None,
        present: is_present(s, at, coverage, ix),
        lacks: None,
        nearest: None,
        here: at.holders.len(),
        leads: at.leads.len(),
        coverage_reason: reason,
        action_reasons: Vec::new(),
    }
}

/// Coverage, with what decided it.
pub struct Level<'a> {
    /// What the register shows.
    pub coverage: Coverage,
    /// Why it is 薄弱.
    weak: Option<String>,
    /// The project that makes it 在建.
    site: Option<&'a Project>,
}

/// The order of precedence at the head of this file, for a link with this much standing at it.
pub fn level<'a>(s: &Situation<'_>, at: &AtLink<'a>, balances: &Balances, ix: LinkIx) -> Level<'a> {
    let plain = |coverage| Level {
        coverage,
        weak: None,
        site: None,
    };
    if !at.holders.is_empty() {
        let weak = weakness(s, at, balances, ix);
        let coverage = if weak.is_some() {
            Coverage::Weak
        } else {
            Coverage::Covered
        };
        return Level {
            weak,
            ..plain(coverage)
        };
    }
    let site = building(s, &at.projects);
    if site.is_some() || !at.building.is_empty() {
        Level {
            site,
            ..plain(Coverage::Building)
        }
    } else if !at.traders.is_empty() {
        plain(Coverage::TradeOnly)
    } else if s.zone.register.complete {
        plain(Coverage::Missing)
    } else {
        plain(Coverage::NotFound)
    }
}

/// Present as a customer: here, or excluded with its demand declared.
pub fn is_present(s: &Situation<'_>, at: &AtLink<'_>, coverage: Coverage, ix: LinkIx) -> bool {
    coverage.is_here() || (s.chains.link(ix).excluded() && !at.demand.is_empty())
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

/// `项目“…”（某公司）在建，2024-02-11，来源…`
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
        "项目“{}”{firm}{}，{date}，项目表第{}行{source}",
        project.name,
        project.stage.zh(),
        project.row.row
    )
}

/// Why a link that is here is 薄弱; None where it is not, or nobody knows.
fn weakness(s: &Situation<'_>, at: &AtLink<'_>, balances: &Balances, ix: LinkIx) -> Option<String> {
    if let Some(weighed) = balances.tightest(ix)
        && weighed.balance.ratio.1 < s.zone.thresholds.capacity_share.get()
    {
        let limit = s.zone.thresholds.capacity_share;
        return Some(format!("{}，低于{limit}", weighed.balance.reason));
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
