//! Leaders that are missing, needlessly excused, or idle.

use std::collections::HashSet;

use super::Models;
use crate::diag::{Diagnostic, Finding};
use crate::ingest::LeadersFile;
use crate::model::{LinkIx, Nature};

/// Leading firms that a campaign for a product wants at least.
const WANTED: usize = 2;

/// How many leaders each link has, over all files.
fn counts(models: Models<'_>, files: &[LeadersFile]) -> Vec<usize> {
    let mut counts = vec![0; models.chains.links.len()];
    for leader in files.iter().flat_map(|f| &f.leaders) {
        let links: HashSet<LinkIx> = leader.links.iter().copied().collect();
        for ix in models.chains.indices().filter(|ix| links.contains(ix)) {
            counts[ix.0] += 1;
        }
    }
    counts
}

/// Products that can be a gap and have too few leaders, unless `none:` says why.
pub fn missing(models: Models<'_>, files: &[LeadersFile]) -> Vec<Diagnostic> {
    let excused: HashSet<LinkIx> = files
        .iter()
        .flat_map(|f| &f.none)
        .map(|without| without.link)
        .collect();
    let counts = counts(models, files);
    let mut out = Vec::new();
    for (ix, link) in models.chains.iter() {
        let wanted = link.nature == Nature::Product && link.can_be_gap();
        if !wanted || excused.contains(&ix) || counts[ix.0] >= WANTED {
            continue;
        }
        let name = link.name.clone();
        let finding = match counts[ix.0] {
            0 => Finding::NoLeader { link: name },
            _ => Finding::OneLeader { link: name },
        };
        out.push(models.places.at(finding, link, &[]));
    }
    out
}

/// Entries of `none:` for links that have leaders enough.
pub fn needless(models: Models<'_>, files: &[LeadersFile]) -> Vec<Diagnostic> {
    let counts = counts(models, files);
    let mut out = Vec::new();
    for file in files {
        for without in &file.none {
            let found = counts[without.link.0];
            if found >= WANTED {
                let finding = Finding::NoneNeedless {
                    link: without.name.clone(),
                    found,
                };
                out.push(file.at_none(finding, without));
            }
        }
    }
    out
}

/// Firms that stand at no link.
pub fn idle(file: &LeadersFile) -> Vec<Diagnostic> {
    let idle = |(n, leader): (usize, &crate::model::Leader)| {
        let name = leader.name.clone();
        leader
            .links
            .is_empty()
            .then(|| file.at(Finding::LeaderIdle { name }, n, &["name"]))
    };
    file.leaders.iter().enumerate().filter_map(idle).collect()
}

#[cfg(test)]
mod tests {
    use crate::audit::fixture::leaders_found;

    const LINKS: &str = "  甲: {id: QN01, segment: s, stage: 上游, nature: product, terms: [甲物]}\n  \
         乙: {id: QN02, segment: s, stage: 下游, nature: product, terms: [乙物], inputs: [甲]}\n";

    fn firm(name: &str, links: &str) -> String {
        format!(
            "  - {{name: {name}, short: {name}, province: 甘肃省, links: [{links}], basis: A, date: 2026}}\n"
        )
    }

    #[test]
    fn two_leaders_a_product_or_a_reason() {
        let firms = firm("子", "甲") + &firm("丑", "");
        assert_eq!(
            leaders_found(LINKS, "{}", &firms),
            [
                "m.yaml:7:3：产品环节 `甲` 只有1家领军企业，宜有2家以上",
                "m.yaml:8:3：产品环节 `乙` 没有领军企业，缺链时无从招引",
                "l.yaml:7:12：领军企业 `丑` 没有环节，不会成为任何缺链的目标",
            ]
        );
        let firms = firm("子", "甲, 乙") + &firm("丑", "乙");
        assert_eq!(
            leaders_found(LINKS, "{清洁能源/甲: 无, 清洁能源/乙: 无}", &firms),
            ["l.yaml:4:19：环节 `清洁能源/乙` 已有2家领军企业，none 里的说明多余"]
        );
    }
}
