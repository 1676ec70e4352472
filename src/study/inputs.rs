//! What a run has read, for the reader of a result: file, how much of it was used, how recent it is.

use super::view::InputView;
use super::{Inputs, Request};
use crate::ingest::InputFile;

/// Every kind of input that was given, in the order of the pipeline.
pub fn inputs(request: &Request, read: &Inputs) -> Vec<InputView> {
    let chains: Vec<&InputFile> = request.chains.iter().collect();
    let review: Vec<&InputFile> = request.review.iter().collect();
    let one = |file: &Option<InputFile>| -> Vec<String> { names(file) };
    let register = &read.register;
    let mut out = vec![
        view(
            "企业名录",
            names([&request.register]),
            (register.firms.len(), "家企业"),
            read.zone.register.as_of.clone(),
        ),
        view(
            "本区设置",
            one(&request.zone),
            (read.zone.counties.len(), "个县市区"),
            latest(read.zone.sources.values().map(|s| &s.date)),
        ),
        view(
            "项目表",
            one(&request.projects),
            (read.projects.len(), "个项目"),
            latest(read.projects.iter().map(|p| &p.date)),
        ),
        view(
            "台账",
            one(&request.records),
            (read.records.len(), "条记录"),
            latest(read.records.iter().map(|r| &r.date)),
        ),
        view(
            "候选企业库",
            one(&request.pool),
            (read.pool.len(), "家企业"),
            latest(read.pool.iter().map(|c| &c.firm.source_date)),
        ),
        view(
            "产能表",
            one(&request.capacity),
            (read.capacity.len(), "条产能"),
            read.capacity
                .iter()
                .filter_map(|(_, c)| c.year)
                .max()
                .map(|y| y.to_string()),
        ),
        view("复核表", names(review), (read.review.len(), "条判定"), None),
        view(
            "产业链模型",
            names(chains),
            (read.chains.links.len(), "个环节"),
            None,
        ),
        view(
            "领军企业库",
            names([&request.leaders]),
            (read.leaders.len(), "家企业"),
            read.leaders.iter().map(|l| l.date.clone()).max(),
        ),
        view(
            "协作关系",
            names([&request.partners]),
            (read.partners.len(), "组"),
            None,
        ),
        view(
            "招商规则集",
            names([&request.policy]),
            (read.zone.policy.rules.len(), "条规则"),
            read.zone.policy.as_of.clone(),
        ),
    ];
    out.retain(|input| !input.files.is_empty());
    out
}

fn view(
    what: &str,
    files: Vec<String>,
    (used, unit): (usize, &str),
    latest: Option<String>,
) -> InputView {
    InputView {
        what: what.to_owned(),
        files,
        used,
        unit: unit.to_owned(),
        latest,
    }
}

fn names<'a>(files: impl IntoIterator<Item = &'a InputFile>) -> Vec<String> {
    let name = |file: &InputFile| {
        let name = file.name.rsplit(['/', '\\']).next();
        name.unwrap_or_default().to_owned()
    };
    files.into_iter().map(name).collect()
}

/// Dates are written `2026-06-30`, `2026-06` or `2026`: the greatest text is the latest.
fn latest<'a>(dates: impl Iterator<Item = &'a Option<String>>) -> Option<String> {
    dates.flatten().max().cloned()
}
