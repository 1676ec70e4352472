//! Statements older than they should be, against the date of their own file: no clock is looked at.

use crate::diag::{Diagnostic, Finding};
use crate::ingest::LeadersFile;
use crate::model::Zone;

/// Years after which a statement about a firm or a demand is worth checking again.
const YEARS: i16 = 5;

/// What a firm makes, and its companies here. Signals age by themselves: they are shown with their date.
pub fn leaders(file: &LeadersFile) -> Vec<Diagnostic> {
    let Some(now) = file.as_of.as_deref().and_then(year) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for (n, leader) in file.leaders.iter().enumerate() {
        if let Some(finding) = stale(
            &format!("领军企业 `{}` 的依据", leader.name),
            &leader.date,
            now,
        ) {
            out.push(file.at(finding, n, &["date"]));
        }
        for (j, local) in leader.local.iter().enumerate() {
            if let Some(finding) = stale(
                &format!("本地子公司 `{}` 的依据", local.name),
                &local.date,
                now,
            ) {
                out.push(file.at(finding, n, &["local", &j.to_string(), "date"]));
            }
        }
    }
    out
}

/// Declared demand, against the date of the register.
pub fn zone(zone: &Zone, file: &str) -> Vec<Diagnostic> {
    let Some(now) = zone.register.as_of.as_deref().and_then(year) else {
        return Vec::new();
    };
    let demand = zone.demand.iter().filter_map(|demand| {
        let date = demand.year?.to_string();
        stale(&format!("环节 `{}` 的需求", demand.name), &date, now)
    });
    demand
        .map(|finding| Diagnostic::in_file(finding.into(), file))
        .collect()
}

fn stale(what: &str, date: &str, now: i16) -> Option<Finding> {
    let year = year(date)?;
    (now - year > YEARS).then(|| Finding::Stale {
        what: what.to_owned(),
        year,
        now,
        limit: YEARS,
    })
}

/// The year of `2024`, `2024-08`, `2024-08-14`.
fn year(date: &str) -> Option<i16> {
    date.get(..4)?
        .parse()
        .ok()
        .filter(|y| (1900..2200).contains(y))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_years_are_allowed() {
        assert_eq!(stale("x", "2021", 2026), None);
        assert!(stale("x", "2020-12-31", 2026).is_some());
        assert_eq!(stale("x", "去年", 2026), None);
    }
}
