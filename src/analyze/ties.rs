//! Holdings, projects and demand sorted by link once, for every rule to look at.

use indexmap::IndexSet;
use jiff::civil::Date;

use crate::model::{
    Capacity, Demand, FirmIx, Flag, Grade, Holding, LinkIx, Nature, Project, Role, Status,
};

use super::Situation;

/// What stands at one link.
#[derive(Default)]
pub struct AtLink<'a> {
    /// Firms that do what the link's nature asks for, 证据充分 or 较可信.
    pub holders: Vec<&'a Holding>,
    /// Firms that do, of 待复核.
    pub leads: Vec<&'a Holding>,
    /// Firms that stand still (停产), 证据充分 or 较可信.
    pub idle: Vec<&'a Holding>,
    /// Firms whose plant is being built.
    pub building: Vec<&'a Holding>,
    /// Firms that trade in it, 证据充分 or 较可信.
    pub traders: Vec<&'a Holding>,
    /// Projects at it.
    pub projects: Vec<&'a Project>,
    /// Declared demand of it.
    pub demand: Vec<&'a Demand>,
    /// Reported capacity of it.
    pub capacity: Vec<&'a Capacity>,
}

/// Everything by link.
pub struct Ties<'a> {
    at: Vec<AtLink<'a>>,
}

impl<'a> Ties<'a> {
    /// Sorts everything. O(holdings + projects + demand + capacity).
    pub fn new(s: &Situation<'a>) -> Self {
        let mut at: Vec<AtLink<'a>> = s.chains.indices().map(|_| AtLink::default()).collect();
        for holding in s.holdings {
            if s.chains.link(holding.link).has(Flag::Classified) {
                continue; // nothing of it reaches a reason, a neighbour or a chart
            }
            let entry = &mut at[holding.link.0];
            match stand(s, holding) {
                Stand::Holder => entry.holders.push(holding),
                Stand::Building => entry.building.push(holding),
                Stand::Idle => entry.idle.push(holding),
                Stand::Trader => entry.traders.push(holding),
                Stand::Lead => entry.leads.push(holding),
            }
        }
        for project in s.projects {
            if s.chains.link(project.link).has(Flag::Classified) {
                continue;
            }
            at[project.link.0].projects.push(project);
        }
        for demand in &s.zone.demand {
            if let Some(link) = demand.link {
                at[link.0].demand.push(demand);
            }
        }
        for (link, capacity) in s.capacity {
            at[link.0].capacity.push(capacity);
        }
        for entry in &mut at {
            let best = |a: &&Holding, b: &&Holding| {
                b.grade
                    .cmp(&a.grade)
                    .then_with(|| b.score.total_cmp(&a.score))
                    .then_with(|| a.firm.cmp(&b.firm))
            };
            entry.holders.sort_by(best);
            entry.leads.sort_by(best);
        }
        Self { at }
    }

    /// What stands at a link.
    pub fn at(&self, link: LinkIx) -> &AtLink<'a> {
        &self.at[link.0]
    }
}

/// As what a firm counts at a link.
pub enum Stand {
    /// Carries it.
    Holder,
    /// Its plant is being built.
    Building,
    /// Stands still.
    Idle,
    /// Trades in it.
    Trader,
    /// To be reviewed.
    Lead,
}

/// As what the firm of a pair counts at its link.
pub fn stand(s: &Situation<'_>, holding: &Holding) -> Stand {
    let suits = suits(s.chains.link(holding.link).nature, holding.role);
    match s.register.firms[holding.firm.0].status {
        // That it may trade decides nothing, so what its scope says is enough.
        Status::Active | Status::NotStated
            if holding.role == Role::Trade && holding.scope_only && !suits =>
        {
            Stand::Trader
        }
        _ if holding.grade < Grade::Likely => Stand::Lead,
        Status::Suspended => Stand::Idle,
        Status::Building if suits => Stand::Building,
        Status::Active | Status::NotStated | Status::Unverified if suits => Stand::Holder,
        _ if holding.role == Role::Trade => Stand::Trader,
        _ => Stand::Lead,
    }
}

/// Whether a role is what a link's nature asks for: a product is made, a service is done, a mine,
/// utility or station is run.
fn suits(nature: Nature, role: Role) -> bool {
    match nature {
        Nature::Service => role == Role::Service,
        Nature::Product | Nature::Resource => role == Role::Produce,
        Nature::Utility | Nature::Facility => role == Role::Produce || role == Role::Service,
    }
}

/// The groups, or firms without one, of some holders, each once.
pub fn groups<'a>(s: &Situation<'a>, holders: &[&Holding]) -> Vec<&'a str> {
    let of = |h: &&Holding| {
        let firm = &s.register.firms[h.firm.0];
        firm.group.as_deref().unwrap_or(&firm.name)
    };
    let unique: IndexSet<&str> = holders.iter().map(of).collect();
    unique.into_iter().collect()
}

/// `甲公司（企业名录.xlsx第5行）、乙公司（第7行）等3家`: at most `most` names with their rows.
pub fn name_firms(s: &Situation<'_>, firms: &[FirmIx], most: usize) -> String {
    let shown: Vec<String> = firms
        .iter()
        .take(most)
        .map(|ix| {
            let firm = &s.register.firms[ix.0];
            match firm.row.row {
                0 => firm.name.clone(), // supposed by `whatif`
                row => format!("{}（名录第{row}行）", firm.name),
            }
        })
        .collect();
    let rest = if firms.len() > most {
        format!("等{}家", firms.len())
    } else {
        String::new()
    };
    format!("{}{rest}", shown.join("、"))
}

/// A date with year, and perhaps month and day, which default to 1; None where it has no year.
fn day(date: &str) -> Option<Date> {
    let mut parts = date
        .split(['-', '/', '.', '年', '月', '日'])
        .filter(|p| !p.is_empty());
    let year: i16 = parts.next()?.trim().parse().ok()?;
    let month: i8 = parts
        .next()
        .and_then(|p| p.trim().parse().ok())
        .unwrap_or(1);
    let day: i8 = parts
        .next()
        .and_then(|p| p.trim().parse().ok())
        .unwrap_or(1);
    Date::new(year, month, day).ok()
}

/// Whether news of `date` is older than `limit` days on the day of the report; unknown dates are.
pub fn is_stale(date: Option<&str>, today: &str, limit: u32) -> bool {
    match (date.and_then(day), day(today)) {
        (Some(then), Some(now)) => {
            (now - then).get_days() > i32::try_from(limit).unwrap_or(i32::MAX)
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_in_days() {
        assert!(!is_stale(Some("2024-08-14"), "2026-06-30", 730));
        assert!(is_stale(Some("2024-02-11"), "2026-06-30", 730));
        assert!(is_stale(None, "2026-06-30", 730));
        assert!(is_stale(Some("不详"), "2026-06-30", 730));
    }
}
