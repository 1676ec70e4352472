//! 撞单: two teams after one firm in the same period, found in the records.
//!
//! Contacts of a firm that name a team and a day, in the order of the days, fall into periods: a gap of
//! more than `days` (rule R17) begins a new one. A period with two teams is a 撞单.
//!
//! Worked example, 90 days: 一队 on 1 March and 二队 on 20 April (50 days) clash; had 二队 come on
//! 1 July (122 days), they would not.

use indexmap::{IndexMap, IndexSet};
use jiff::civil::Date;

use crate::ingest::key_of_name;
use crate::model::{Clash, Policy, Record};

/// Day, record, team.
type Dated<'a> = (Date, &'a Record, &'a str);

/// Every 撞单, in the order in which the records first name the firm; none where the rule is off.
/// `legal` gives the legal name of a firm that is written short; None where it is not known.
///
/// O(records · log records).
pub fn clashes(
    policy: &Policy,
    records: &[Record],
    legal: impl Fn(&str) -> Option<String>,
) -> Vec<Clash> {
    let Some((rule, clashes)) = policy.clashes() else {
        return Vec::new();
    };
    let mut by_firm: IndexMap<String, (String, Vec<Dated<'_>>)> = IndexMap::new();
    for record in records {
        let (Some(firm), Some(team)) = (&record.firm, &record.team) else {
            continue;
        };
        if let Some(date) = record.date.as_deref().and_then(day) {
            let name = legal(firm).unwrap_or_else(|| firm.clone());
            let entry = by_firm.entry(key_of_name(&name));
            entry
                .or_insert((name, Vec::new()))
                .1
                .push((date, record, team));
        }
    }
    let mut out = Vec::new();
    for (name, mut contacts) in by_firm.into_values() {
        contacts.sort_by_key(|(date, record, _)| (*date, record.row.row));
        let near = |a: &Dated<'_>, b: &Dated<'_>| {
            (b.0 - a.0).get_days() <= i32::try_from(clashes.days).unwrap_or(i32::MAX)
        };
        for period in contacts.chunk_by(near) {
            let teams: IndexSet<&str> = period.iter().map(|(_, _, team)| *team).collect();
            let (Some(first), Some(last)) = (period.first(), period.last()) else {
                continue;
            };
            if teams.len() < 2 {
                continue;
            }
            let rows: Vec<String> = period.iter().map(|c| c.1.row.row.to_string()).collect();
            let names: Vec<&str> = teams.iter().copied().collect();
            out.push(Clash {
                firm: name.clone(),
                teams: names.iter().map(|t| (*t).to_owned()).collect(),
                from: first.0.to_string(),
                to: last.0.to_string(),
                reason: format!(
                    "{}同期接触该企业（台账第{}行），由商务部门协调，定一支主责、其余配合{}",
                    names.join("、"),
                    rows.join("、"),
                    rule.cite()
                ),
            });
        }
    }
    out
}

/// A day; of a month or a year its first.
fn day(text: &str) -> Option<Date> {
    let full = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.to_owned(),
    };
    full.parse().ok()
}
