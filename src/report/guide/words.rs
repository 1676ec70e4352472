//! Turns of phrase that every chapter uses.

use crate::model::{Action, Coverage, Flag, LinkId, Nature, Stage, SupplyKind};
use crate::study::{GapView, LinkView, Study};

/// `2026-06-30` → `2026年6月30日`; what is no day stays as it is.
pub fn date(day: &str) -> String {
    let parts: Vec<Option<u32>> = day.split('-').map(|p| p.parse().ok()).collect();
    match parts.as_slice() {
        [Some(y), Some(m), Some(d)] => format!("{y}年{m}月{d}日"),
        [Some(y), Some(m)] => format!("{y}年{m}月"),
        [Some(y)] => format!("{y}年"),
        _ => day.to_owned(),
    }
}

/// Days inside a text, written out: `（2025-12-31）` → `（2025年12月31日）`. Word and LibreOffice break lines
/// in the middle of the short form.
pub fn dated(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(at);
        let end = from
            .find(|c: char| !c.is_ascii_digit() && c != '-')
            .unwrap_or(from.len());
        let (token, after) = from.split_at(end);
        out.push_str(before);
        let digits: Vec<usize> = token.split('-').map(str::len).collect();
        let apart = !before.ends_with(|c: char| c.is_ascii_alphanumeric() || "-./=".contains(c));
        if apart && digits == [4, 2, 2] {
            out.push_str(&date(token));
        } else {
            out.push_str(token);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// `甲、乙、丙等9个`, or all of them where there are no more than `most`.
pub fn some(names: &[&str], most: usize, unit: &str) -> String {
    let shown: Vec<&str> = names.iter().take(most).copied().collect();
    if names.len() > most {
        format!("{}等{}{unit}", shown.join("、"), names.len())
    } else {
        shown.join("、")
    }
}

/// Whether a link may be shown in a list.
pub fn open(link: &LinkView) -> bool {
    !link.flags.contains(&Flag::Classified)
}

/// Whether a link counts in the completeness of its chain: a product or service that can be invited.
pub fn counts(link: &LinkView) -> bool {
    matches!(link.nature, Nature::Product | Nature::Service)
        && !link.excluded
        && link.stage != Stage::Support
}

/// Required material relations from or to a link, the other end's id.
fn ends<'a>(
    study: &'a Study,
    end: impl Fn(&'a LinkId, &'a LinkId) -> Option<&'a LinkId>,
) -> Vec<&'a LinkView> {
    let mut found: Vec<&LinkView> = Vec::new();
    for supply in &study.supplies {
        let counts = supply.kind == SupplyKind::Material && !supply.optional;
        let other = end(&supply.from, &supply.to).filter(|_| counts);
        let Some(link) = other.and_then(|id| study.link(id)).filter(|l| open(l)) else {
            continue;
        };
        if !found.iter().any(|l| l.id == link.id) {
            found.push(link);
        }
    }
    found
}

/// Present customers that need a link.
pub fn customers<'a>(study: &'a Study, of: &'a LinkId) -> Vec<&'a LinkView> {
    let mut found = ends(study, |from, to| (from == of).then_some(to));
    found.retain(|l| l.present || l.coverage.is_here());
    found
}

/// What a link needs, here or not.
pub fn inputs<'a>(study: &'a Study, of: &'a LinkId) -> Vec<&'a LinkView> {
    ends(study, |from, to| (to == of).then_some(from))
}

/// Whether an input is on hand: made here, or a resource of the zone.
pub fn on_hand(link: &LinkView) -> bool {
    link.coverage.is_here() || !link.resources.is_empty()
}

/// Names of links.
pub fn names<'a>(links: &[&'a LinkView]) -> Vec<&'a str> {
    links.iter().map(|l| l.name.as_str()).collect()
}

/// Why a gap asks for what it asks, in one sentence without names of firms.
pub fn ground(study: &Study, gap: &GapView) -> String {
    let customers = customers(study, &gap.link);
    let quoted = |links: &[&LinkView]| {
        let names: Vec<&str> = names(links);
        some(&names, 3, "个环节")
    };
    match gap.action {
        Action::Fill if !customers.is_empty() => {
            format!("本地{}必需", quoted(&customers))
        }
        Action::Extend => {
            let feeders = inputs(study, &gap.link);
            let feeders: Vec<&LinkView> = feeders
                .into_iter()
                .filter(|l| l.coverage.is_here())
                .collect();
            if feeders.is_empty() {
                "承接本地产品的后市场和废弃物利用".to_owned()
            } else {
                format!("本地{}可供料，向下延伸", quoted(&feeders))
            }
        }
        Action::Build => build(study, gap),
        Action::Strengthen => "本地已有企业，规模或能力不足".to_owned(),
        Action::Stabilise if !customers.is_empty() => {
            format!("只有一家（集团）承担，{}依赖其供应", quoted(&customers))
        }
        Action::Stabilise => "只有一家（集团）承担".to_owned(),
        Action::Fill | Action::Defer | Action::None => String::new(),
    }
}

/// The segment that is empty, and what of it the zone has: resources it takes up, links that wait for it.
fn build(study: &Study, gap: &GapView) -> String {
    let link = study.link(&gap.link);
    let segment = link.and_then(|l| study.chain(&l.chain)?.segments.get(&l.segment));
    let segment = segment.map_or(String::new(), |name| format!("“{name}”"));
    let resources: Vec<&LinkView> = inputs(study, &gap.link)
        .into_iter()
        .filter(|l| !l.resources.is_empty())
        .collect();
    let customers = customers(study, &gap.link);
    let has = match (resources.as_slice(), customers.as_slice()) {
        ([], []) => "所在细分链有资源或需求条件".to_owned(),
        ([], customers) => format!("{}有需求", some(&names(customers), 3, "个环节")),
        (resources, _) => format!("有{}资源", some(&names(resources), 3, "项")),
    };
    format!("细分链{segment}尚属空白，本地{has}")
}

/// The word for what is not here, by the register: 缺失 or 未发现.
pub fn absent(study: &Study) -> &'static str {
    if study.zone.register_complete {
        Coverage::Missing.zh()
    } else {
        Coverage::NotFound.zh()
    }
}

/// Gaps of a chain that ask for something now, most pressing first.
pub fn pressing<'a>(study: &'a Study, chain: &str) -> Vec<&'a GapView> {
    let open = |gap: &&GapView| study.link(&gap.link).is_some_and(open);
    study
        .gaps
        .iter()
        .filter(|g| g.chain == chain && g.action != Action::Defer)
        .filter(open)
        .collect()
}

/// Money, 万元 → `1.5亿元`.
pub fn money(wan: f64) -> String {
    let yi = (wan / 100.0).round() / 100.0;
    format!("{yi}亿元")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_out() {
        assert_eq!(date("2026-06-30"), "2026年6月30日");
        assert_eq!(date("2023"), "2023年");
        assert_eq!(date("上半年"), "上半年");
    }

    #[test]
    fn days_inside_a_text_are_written_out_and_nothing_else() {
        assert_eq!(dated("甲（2025-12-31）乙"), "甲（2025年12月31日）乙");
        assert_eq!(dated("2026-03-20开工"), "2026年3月20日开工");
        for same in [
            "0937-2612345",
            "2024-2026年",
            "id=2024-01-02",
            "12345-01-02",
            "GB-2017-01-02",
        ] {
            assert_eq!(dated(same), same);
        }
    }

    #[test]
    fn long_lists_say_how_many() {
        assert_eq!(some(&["甲", "乙", "丙"], 2, "家"), "甲、乙等3家");
        assert_eq!(some(&["甲", "乙"], 2, "家"), "甲、乙");
        assert_eq!(money(21_400.0), "2.14亿元");
    }
}
