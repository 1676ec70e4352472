//! What must be settled before a project of a link is invited: four gates and the landing place.
//!
//! The gates judge the link and the place where it lands, never the firm, and their owner is never
//! read. 可引进 needs a recorded pass of every gate for one place; 待核 is the answer without; 不可
//! where a gate refuses, the link is backward capacity, or no place of the zone may take it.
//!
//! Of several records of one gate the latest counts, also one that decides nothing. A record with a county speaks of that county, one
//! without of every place; several counties are judged apart and the best answer is the link's.

use indexmap::IndexMap;

use super::caution;
use crate::analyze::{Site, Situation, same_place, site};
use crate::model::{Admission, Gates, Link, LinkIx, Record, Rule};

/// The answer for a link.
pub struct Answer {
    /// 可引进, 待核, 不可.
    pub admission: Admission,
    /// What it rests on and what is still to be done, each with its rule.
    pub conditions: Vec<String>,
    /// Whether the county is on record as consulted; None where no rule asks for it.
    pub consulted: Option<bool>,
}

/// Admission of a project of the link, and what is still to be done.
pub fn judge(s: &Situation<'_>, ix: LinkIx, link: &Link, records: &[Record]) -> Answer {
    let policy = &s.zone.policy;
    let records: Vec<&Record> = records.iter().filter(|r| r.link == Some(ix)).collect();
    let site = site(s, link);
    let (mut admission, mut conditions) = match policy.gates() {
        Some((rule, gates)) => through(rule, gates, &records, &site),
        None => (Admission::ToCheck, Vec::new()),
    };
    conditions.extend(site.condition());
    match site {
        Site::Nowhere(_) => admission = Admission::Refused,
        Site::Unknown(_) => admission = worse(admission, Admission::ToCheck),
        Site::Anywhere | Site::Parks { .. } => {}
    }
    if let Some(clause) = caution::backward(policy, ix) {
        admission = Admission::Refused;
        conditions.insert(0, clause);
    }
    let (consulted, consultation) = caution::consultation(policy, link, &records);
    conditions.extend(consultation);
    conditions.extend(caution::saturated(policy, ix));
    conditions.extend(caution::land_yield(policy));
    Answer {
        admission,
        conditions,
        consulted,
    }
}

/// The gates at the best place, in words.
fn through(
    rule: &Rule,
    gates: &Gates,
    records: &[&Record],
    site: &Site,
) -> (Admission, Vec<String>) {
    let spoken: Vec<&Record> = records
        .iter()
        .copied()
        .filter(|r| gates.gates.keys().any(|gate| r.matter.contains(gate)))
        .collect();
    let mut places: Vec<Option<&str>> = Vec::new();
    let mut conditions = Vec::new();
    for record in &spoken {
        let Some(county) = record.county.as_deref() else {
            continue;
        };
        if let Some(why) = site.refuses(county) {
            conditions.push(format!("台账第{}行不作数：{why}", record.row.row));
        } else if !places.contains(&Some(county)) {
            places.push(Some(county));
        }
    }
    if places.is_empty() {
        places.push(None);
    }
    let answers = places
        .into_iter()
        .map(|place| at_place(rule, gates, &spoken, place));
    let best = answers.reduce(|a, b| if better(b.0, a.0) { b } else { a });
    let (admission, words) = best.unwrap_or((Admission::ToCheck, String::new()));
    conditions.insert(0, words);
    (admission, conditions)
}

/// The gates at one place.
fn at_place(
    rule: &Rule,
    gates: &Gates,
    records: &[&Record],
    place: Option<&str>,
) -> (Admission, String) {
    let here = |r: &&&Record| match (r.county.as_deref(), place) {
        (Some(county), Some(place)) => same_place(county, place),
        (Some(_), None) => false,
        (None, _) => true,
    };
    let mut passed: IndexMap<&str, &Record> = IndexMap::new();
    let mut open = Vec::new();
    for (gate, evidence) in &gates.gates {
        // The newest dated record counts; of records without a date, or of one day, the last.
        let latest = records
            .iter()
            .filter(here)
            .filter(|r| r.matter.contains(gate))
            .max_by_key(|r| (r.date.clone(), r.row.row));
        let said = latest.and_then(|r| r.conclusion.as_deref()).unwrap_or("");
        match (latest, answer(gates, said)) {
            (Some(record), Some(false)) => {
                return (Admission::Refused, refusal(rule, gates, gate, record));
            }
            (Some(record), Some(true)) => {
                passed.insert(gate, record);
            }
            _ if said.is_empty() => open.push(format!("{gate}（{evidence}）")),
            _ => open.push(format!("{gate}（{evidence}；记录为“{said}”）")),
        }
    }
    let place = place.map(|p| format!("，落地{p}")).unwrap_or_default();
    if open.is_empty() {
        let rows: Vec<String> = passed
            .iter()
            .map(|(gate, record)| format!("{gate}第{}行", record.row.row))
            .collect();
        let words = format!("四门均已核{place}：台账{}{}", rows.join("、"), rule.cite());
        (Admission::Admissible, words)
    } else {
        let words = format!(
            "四门待核{place}：{}尚无通过记录{}",
            open.join("、"),
            rule.cite()
        );
        (Admission::ToCheck, words)
    }
}

fn refusal(rule: &Rule, gates: &Gates, gate: &str, record: &Record) -> String {
    let said = record.conclusion.as_deref().unwrap_or_default();
    let place = record
        .county
        .as_deref()
        .map(|county| format!("（{county}）"))
        .unwrap_or_default();
    let clause = if gates.clause.iter().any(|word| said.contains(word)) {
        ""
    } else {
        "，未写明所依条款，须补"
    };
    format!(
        "{gate}不通过{place}：{said}（台账第{}行）{clause}{}",
        record.row.row,
        rule.cite()
    )
}

/// What a conclusion says: pass, refusal, or neither. A pass is one of the rule's words and nothing
/// else, a refusal begins with one: 暂缓通过 and 待整改后通过 are neither.
fn answer(gates: &Gates, conclusion: &str) -> Option<bool> {
    let said = conclusion.trim().trim_end_matches(['。', '！', '.']);
    if gates.pass.iter().any(|word| said == word) {
        Some(true)
    } else if gates
        .refuse
        .iter()
        .any(|word| said.starts_with(word.as_str()))
    {
        Some(false)
    } else {
        None
    }
}

fn better(a: Admission, b: Admission) -> bool {
    rank(a) > rank(b)
}

fn worse(a: Admission, b: Admission) -> Admission {
    if better(a, b) { b } else { a }
}

fn rank(admission: Admission) -> u8 {
    match admission {
        Admission::Refused => 0,
        Admission::ToCheck => 1,
        Admission::Admissible => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_words_open_or_shut_a_gate() {
        let words = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect();
        let gates = Gates {
            gates: IndexMap::new(),
            pass: words(&["通过", "符合"]),
            refuse: words(&["不予通过", "不符合"]),
            clause: Vec::new(),
        };
        assert_eq!(answer(&gates, "通过"), Some(true));
        assert_eq!(answer(&gates, " 符合。"), Some(true));
        assert_eq!(answer(&gates, "不予通过：能耗超标"), Some(false));
        for open in ["尚未符合", "暂缓通过", "待整改后通过", "", "正在审查"] {
            assert_eq!(answer(&gates, open), None, "{open}");
        }
    }
}
