//! What the figures say about a link, in few words.

use indexmap::IndexSet;

use crate::model::{Action, Coverage, LinkId, ProjectStage, SupplyKind, Target};
use crate::standard::divisions;
use crate::study::{GapView, LinkView, Study};

/// `本地3家 线索2家`, empty where there is nothing to count.
pub fn presence(link: &LinkView) -> String {
    let mut parts = Vec::new();
    let firms = link.here;
    if firms > 0 {
        parts.push(format!("本地{firms}家"));
    }
    if link.leads > 0 {
        parts.push(format!("线索{}家", link.leads));
    }
    let building = link
        .projects
        .iter()
        .filter(|p| p.stage == ProjectStage::Building && !p.stale)
        .count();
    if building > 0 {
        parts.push(format!("在建{building}个"));
    }
    let talks = link
        .projects
        .iter()
        .filter(|p| matches!(p.stage, ProjectStage::Signed | ProjectStage::Negotiating) && !p.stale)
        .count();
    if talks > 0 {
        parts.push(format!("在谈{talks}个"));
    }
    if parts.is_empty() && !link.resources.is_empty() {
        parts.push("本地有资源".to_owned());
    }
    parts.join(" ")
}

/// `福莱特（浙江嘉兴）`; a municipality only once, 本地增资 marked.
pub fn target_words(target: &Target) -> String {
    let province = divisions::stem(&target.province);
    let city = target
        .city
        .as_deref()
        .map(divisions::stem)
        .filter(|c| *c != province)
        .unwrap_or("");
    let plus = if target.expansion_of.is_some() {
        "，增资"
    } else {
        ""
    };
    if province.is_empty() && city.is_empty() {
        return target.short.clone();
    }
    format!("{}（{province}{city}{plus}）", target.short)
}

/// Names of links, without repetition, in the order of the models.
fn names<'a>(study: &'a Study, ids: impl Iterator<Item = &'a LinkId>) -> Vec<String> {
    let wanted: IndexSet<&LinkId> = ids.collect();
    study
        .links
        .iter()
        .filter(|l| wanted.contains(&l.id))
        .map(|l| l.name.clone())
        .collect()
}

/// Why a gap is one, as label and link names: who needs it, or what it goes on from.
pub fn why(study: &Study, gap: &GapView) -> (&'static str, Vec<String>) {
    let here = |id: &LinkId| study.link(id).is_some_and(|l| l.present);
    let customers = || {
        let required = study
            .supplies
            .iter()
            .filter(|s| s.from == gap.link && s.kind == SupplyKind::Material && !s.optional);
        names(study, required.map(|s| &s.to).filter(|id| here(id)))
    };
    let suppliers = || {
        let feeding = study.supplies.iter().filter(|s| {
            s.to == gap.link && !matches!(s.kind, SupplyKind::Energy | SupplyKind::Service)
        });
        names(study, feeding.map(|s| &s.from).filter(|id| here(id)))
    };
    match gap.action {
        Action::Fill | Action::Strengthen | Action::Stabilise => ("本地需求", customers()),
        Action::Extend => ("承接本地", suppliers()),
        // The segment's reason, not the link's neighbours, makes it 建链: it is told in words.
        Action::Build => ("", Vec::new()),
        Action::Defer | Action::None => ("相邻环节", Vec::new()),
    }
}

/// Number of links of a coverage.
pub fn count<'a>(links: impl Iterator<Item = &'a LinkView>, coverage: Coverage) -> usize {
    links.filter(|l| l.coverage == coverage).count()
}
