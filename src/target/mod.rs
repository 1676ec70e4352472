//! Gaps → firms to go after, ranked, each with its reasons.
//!
//! A firm that already holds the link here, itself or through its group, is no target for it; for a
//! further link it is one by 增资扩产, with its local company as matchmaker. Rules never read
//! ownership.

mod caution;
mod gates;
mod matchmaker;
mod origin;
mod presence;
mod score;

use crate::analyze::Situation;
use crate::model::{
    Action, Candidate, FirmIx, Flag, Gap, Grade, Holding, Label, Leader, Link, LinkIx, Policy,
    Record, Role, Target, Verdict,
};
use presence::Presence;

/// Who could be attracted, and what the office has noted about it.
#[derive(Clone, Copy)]
pub struct Prospects<'a> {
    /// Leading firms of the country.
    pub leaders: &'a [Leader],
    /// The zone's own pool.
    pub pool: &'a [Candidate],
    /// Firm–link pairs of the pool.
    pub pool_holdings: &'a [Holding],
    /// Contacts and consultations.
    pub records: &'a [Record],
}

/// One firm that could be attracted, leader or pool.
pub struct Prospect<'a> {
    name: &'a str,
    short: &'a str,
    ticker: Option<&'a str>,
    province: &'a str,
    city: Option<&'a str>,
    leader: Option<&'a Leader>,
    /// Main product of the firm, not a side line.
    main: bool,
    basis: String,
}

/// Targets of every gap, in the order of the gaps.
pub fn targets(
    s: &Situation<'_>,
    verdicts: &[Verdict],
    gaps: &[Gap],
    prospects: &Prospects<'_>,
) -> Vec<Vec<Target>> {
    let presence = Presence::new(s);
    gaps.iter()
        .map(|gap| {
            let link = s.chains.link(gap.link);
            if gap.action == Action::Defer || link.has(Flag::Classified) {
                return Vec::new();
            }
            let mut found: Vec<Target> = of_link(s, gap.link, prospects)
                .iter()
                .filter_map(|prospect| {
                    target(s, verdicts, gap, link, prospect, &presence, prospects)
                })
                .collect();
            found.sort_by(|a, b| {
                b.score
                    .total_cmp(&a.score)
                    .then_with(|| a.name.cmp(&b.name))
            });
            found.truncate(s.zone.thresholds.targets_per_gap);
            found
        })
        .collect()
}

/// Leaders and pool firms that make the link; a firm in both counts once, as a leader.
fn of_link<'a>(s: &Situation<'_>, link: LinkIx, prospects: &Prospects<'a>) -> Vec<Prospect<'a>> {
    let mut out: Vec<Prospect<'a>> = prospects
        .leaders
        .iter()
        .filter(|leader| leader.links.contains(&link))
        .map(|leader| Prospect {
            name: &leader.name,
            short: &leader.short,
            ticker: leader.ticker.as_deref(),
            province: &leader.province,
            city: leader.city.as_deref(),
            leader: Some(leader),
            main: leader.links.first() == Some(&link),
            basis: format!("{}，截至{}", leader.basis, leader.date),
        })
        .collect();
    let known: Vec<String> = out
        .iter()
        .map(|p| crate::ingest::key_of_name(p.name))
        .collect();
    for holding in prospects.pool_holdings {
        let sure = holding.grade >= Grade::Likely && holding.role != Role::Trade;
        let candidate = &prospects.pool[holding.firm.0];
        if holding.link != link
            || !sure
            || known.contains(&crate::ingest::key_of_name(&candidate.firm.name))
        {
            continue;
        }
        let first = prospects
            .pool_holdings
            .iter()
            .find(|h| h.firm == holding.firm)
            .map(|h| h.link);
        out.push(Prospect {
            name: &candidate.firm.name,
            short: candidate.short.as_deref().unwrap_or(&candidate.firm.name),
            ticker: candidate.ticker.as_deref(),
            province: candidate.province.as_deref().unwrap_or(""),
            city: candidate.city.as_deref(),
            leader: None,
            main: first == Some(link),
            basis: format!(
                "候选企业库{}：{}",
                candidate.firm.row,
                evidence_words(s, holding)
            ),
        });
    }
    out
}

fn evidence_words(s: &Situation<'_>, holding: &Holding) -> String {
    let name = &s.chains.link(holding.link).name;
    match holding.evidence.first() {
        Some(e) => format!("{}「{}」对应{name}", e.field.zh(), e.item),
        None => name.clone(),
    }
}

fn target(
    s: &Situation<'_>,
    verdicts: &[Verdict],
    gap: &Gap,
    link: &Link,
    prospect: &Prospect<'_>,
    presence: &Presence,
    prospects: &Prospects<'_>,
) -> Option<Target> {
    let local: Vec<FirmIx> = presence.of(s, prospect.name, prospect.short, prospect.leader);
    let holds = |firm: &FirmIx| presence.holds(*firm, gap.link);
    if local.iter().any(holds) {
        return None;
    }
    let mut labels = Vec::new();
    let mut label_reasons = Vec::new();
    let mut label = |label: Label, why: String| {
        labels.push(label);
        label_reasons.push(format!("{}：{why}", label.zh()));
    };
    if let Some(why) = score::strong(s, prospect.leader) {
        label(Label::Strong, why);
    }
    let policy = &s.zone.policy;
    if let Some(why) = policy.newness(link) {
        label(Label::New, why);
    }
    if let Some(cite) = fills(policy, gap) {
        label(Label::Fill, format!("该环节为{}{cite}", gap.action.zh()));
    }
    let matchmakers = matchmaker::find(s, verdicts, gap.link, &local);
    let (score, mut reasons) = score::score(policy, link, prospect, &matchmakers);
    let expansion_of = local.first().map(|ix| s.register.firms[ix.0].name.clone());
    if let Some(here) = &expansion_of {
        reasons.push(format!("本市已有其企业{here}，可谈增资扩产"));
    } else if let Some(near) = prospect.leader.and_then(|l| l.local.first()) {
        let place = near.place.as_deref().unwrap_or("省内");
        reasons.push(format!(
            "在{place}有{}（{}，{}）",
            near.name, near.source, near.date
        ));
    }
    for record in prospects
        .records
        .iter()
        .filter(|r| r.firm.as_deref().is_some_and(|f| same(f, prospect)))
    {
        let date = record.date.as_deref().unwrap_or("日期不详");
        let team = record
            .team
            .as_deref()
            .map(|t| format!("，{t}"))
            .unwrap_or_default();
        reasons.push(format!(
            "已有接触：{date}{team}，{}（台账第{}行）",
            record.matter, record.row.row
        ));
    }
    let answer = gates::judge(s, gap.link, link, prospects.records);
    Some(Target {
        name: prospect.name.to_owned(),
        short: prospect.short.to_owned(),
        ticker: prospect.ticker.map(str::to_owned),
        province: prospect.province.to_owned(),
        city: prospect.city.map(str::to_owned),
        score,
        labels,
        label_reasons,
        reasons,
        expansion_of,
        admission: answer.admission,
        conditions: answer.conditions,
        consulted: answer.consulted,
        matchmakers,
        basis: prospect.basis.clone(),
    })
}

fn same(name: &str, prospect: &Prospect<'_>) -> bool {
    let key = crate::ingest::key_of_name(name);
    key == crate::ingest::key_of_name(prospect.name)
        || key == crate::ingest::key_of_name(prospect.short)
}

/// The rule by which a gap's action earns 补链; None where it doesn't.
fn fills(policy: &Policy, gap: &Gap) -> Option<String> {
    let (rule, fill) = policy.fill()?;
    fill.actions.contains(&gap.action).then(|| rule.cite())
}

/// 三键 of a gap itself, before any firm is named.
pub fn gap_labels(policy: &Policy, gap: &Gap, link: &Link) -> Vec<Label> {
    let mut out = Vec::new();
    if policy.newness(link).is_some() {
        out.push(Label::New);
    }
    if fills(policy, gap).is_some() {
        out.push(Label::Fill);
    }
    out
}
