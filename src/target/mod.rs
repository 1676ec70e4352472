//! Gaps → firms to go after, ranked, each with its reasons; and what the office does with them.
//!
//! A firm that already holds the link here, itself or through its group, is no target for it; for a
//! further link it is one by 增资扩产, with its local company as matchmaker. Rules never read
//! ownership.

mod bundle;
mod campaign;
mod card;
mod caution;
mod channel;
mod clash;
mod gates;
mod holders;
mod introducer;
mod investor;
mod matchmaker;
mod origin;
mod presence;
mod prospect;
mod score;

use crate::analyze::{Analysis, Situation};
use crate::model::{
    Action, Bundle, Campaign, Card, FirmIx, Flag, Gap, Introducer, Investor, Label, Leader, Link,
    ListEntry, Policy, Target,
};
use gates::Answer;
use holders::Holders;
use matchmaker::Tie;
use presence::Presence;
pub use prospect::Prospects;
use prospect::{Index, Prospect};

/// A source and the date of what it says, which is not repeated where the source itself bears it.
fn cited(source: &str, date: &str) -> String {
    if source.contains(date) {
        source.to_owned()
    } else {
        format!("{source}，{date}")
    }
}

/// Everything that leads from the gaps outwards.
pub struct Outreach {
    /// Targets of every gap, best first, in the order of the gaps.
    pub targets: Vec<Vec<Target>>,
    /// 项目卡 of every gap that asks for somebody, in the order of the gaps.
    pub cards: Vec<Option<Card>>,
    /// Local firms that can introduce targets, most useful first.
    pub introducers: Vec<Introducer>,
    /// Who goes to whom.
    pub campaign: Campaign,
    /// Firms that could fill several gaps, best first.
    pub investors: Vec<Investor>,
    /// Gaps to fill together, best first.
    pub bundles: Vec<Bundle>,
}

/// What all targets of one gap share.
struct Ask<'a> {
    gap: &'a Gap,
    link: &'a Link,
    ties: Vec<Tie>,
    answer: Answer,
    new: Option<String>,
    fill: Option<String>,
}

impl Ask<'_> {
    /// Asks for a firm from outside, or for one that makes a weak link stronger.
    fn invites(&self) -> bool {
        self.gap.action.wants_newcomer() || self.gap.action == Action::Strengthen
    }
}

/// Looks for firms for every gap.
///
/// O(firms + holdings + Σ over gaps of prospects and tied firms).
pub fn outreach(s: &Situation<'_>, analysis: &Analysis, prospects: &Prospects<'_>) -> Outreach {
    let holders = Holders::new(s);
    let presence = Presence::new(s, prospects.leaders);
    let index = Index::new(s, prospects);
    let policy = &s.zone.policy;
    let asks: Vec<Option<Ask<'_>>> = analysis
        .gaps
        .iter()
        .map(|gap| {
            let link = s.chains.link(gap.link);
            let open = gap.action != Action::Defer && !link.has(Flag::Classified);
            open.then(|| Ask {
                gap,
                link,
                ties: matchmaker::ties(
                    s,
                    prospects.partners,
                    &analysis.verdicts,
                    &holders,
                    gap.link,
                ),
                answer: gates::judge(s, gap.link, link, prospects.records),
                new: policy.newness(link),
                fill: fills(policy, gap),
            })
        })
        .collect();
    let mut targets: Vec<Vec<Target>> = asks
        .iter()
        .map(|ask| {
            let Some(ask) = ask else {
                return Vec::new();
            };
            let mut found: Vec<Target> = index
                .of_link(s, ask.gap.link)
                .iter()
                .filter_map(|prospect| target(s, ask, prospect, &presence, &holders, &index))
                .collect();
            found.sort_by(|a, b| {
                b.score
                    .total_cmp(&a.score)
                    .then_with(|| a.name.cmp(&b.name))
            });
            found
        })
        .collect();
    let investors = investor::investors(s, &asks, &targets);
    for found in &mut targets {
        found.truncate(s.zone.thresholds.targets_per_gap);
    }
    let bundles = bundle::bundles(s, &analysis.verdicts, &holders, &asks, &targets);
    let cards = card::Cards {
        s,
        verdicts: &analysis.verdicts,
        holders: &holders,
        gaps: &analysis.gaps,
    };
    let cards = asks
        .iter()
        .zip(&targets)
        .map(|(ask, targets)| cards.card(ask.as_ref()?, targets))
        .collect();
    let introducers = introducer::introducers(s, &asks, &targets);
    let campaign = campaign::campaign(s, &asks, &targets, &index, prospects);
    Outreach {
        targets,
        cards,
        introducers,
        campaign,
        investors,
        bundles,
    }
}

fn target(
    s: &Situation<'_>,
    ask: &Ask<'_>,
    prospect: &Prospect<'_>,
    presence: &Presence,
    holders: &Holders<'_>,
    index: &Index<'_>,
) -> Option<Target> {
    let local: Vec<FirmIx> = presence.of(s, prospect.name, prospect.short, prospect.leader);
    let link = ask.gap.link;
    if local.iter().any(|firm| presence.holds(*firm, link)) {
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
    if let Some(why) = &ask.new {
        label(Label::New, why.clone());
    }
    if let Some(cite) = &ask.fill {
        label(
            Label::Fill,
            format!("该环节为{}{cite}", ask.gap.action.zh()),
        );
    }
    let own = |firm: FirmIx| s.register.firms[firm.0].name == prospect.name;
    let matchmakers = matchmaker::find(s, holders, link, &ask.ties, &local, &prospect.links, own);
    let (score, mut reasons) = score::score(
        s,
        ask.link,
        ask.new.as_deref(),
        prospect,
        matchmakers.first(),
    );
    let expansion_of = local.first().map(|ix| s.register.firms[ix.0].name.clone());
    if let Some(here) = &expansion_of {
        reasons.push(if here == prospect.name {
            "即本市企业，可谈就地增资扩产".to_owned()
        } else {
            format!("本市已有其企业{here}，可谈增资扩产")
        });
    } else if let Some(near) = prospect.leader.and_then(|l| l.local.first()) {
        let place = near.place.as_deref().unwrap_or("省内");
        reasons.push(format!(
            "在{place}有{}（{}）",
            near.name,
            cited(&near.source, &near.date)
        ));
    }
    for record in index.records(prospect.name, prospect.short) {
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
    let (channel, channel_reason) =
        channel::channel(s, link, prospect.leader, expansion_of.as_deref());
    Some(Target {
        name: prospect.name.to_owned(),
        short: prospect.short.to_owned(),
        ticker: prospect.ticker.map(str::to_owned),
        province: prospect.province.to_owned(),
        city: prospect.city.map(str::to_owned),
        score,
        products: prospect
            .leader
            .map_or_else(|| items(prospect.products), |l| l.products.clone()),
        lists: latest_first(prospect.leader),
        signals: prospect
            .leader
            .map(|l| l.signals.clone())
            .unwrap_or_default(),
        channel: channel.to_owned(),
        channel_reason,
        labels,
        label_reasons,
        reasons,
        expansion_of,
        admission: ask.answer.admission,
        conditions: ask.answer.conditions.clone(),
        consulted: ask.answer.consulted,
        matchmakers,
        basis: prospect.basis.clone(),
    })
}

fn latest_first(leader: Option<&Leader>) -> Vec<ListEntry> {
    let mut lists = leader.map(|l| l.lists.clone()).unwrap_or_default();
    lists.sort_by_key(|entry| std::cmp::Reverse(entry.year));
    lists
}

/// The items of a list of products as the office writes it.
fn items(products: &str) -> Vec<String> {
    products
        .split(['；', ';', '、', '，', ','])
        .map(str::trim)
        .filter(|item| !item.is_empty())
        .map(str::to_owned)
        .collect()
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
