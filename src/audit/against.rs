//! Leaders against a table of firms: legal name, ticker, province, city.

use std::collections::HashMap;

use crate::diag::{Diagnostic, Finding};
use crate::ingest::{LeadersFile, key_of_name};
use crate::model::{Candidate, Leader};

/// Cities that are provinces: their districts are not compared.
const MUNICIPALITIES: [&str; 4] = ["北京", "上海", "天津", "重庆"];

/// Every disagreement, in the order of the leaders; a firm is found by ticker, else by name.
pub fn against(file: &LeadersFile, pool: &[Candidate]) -> Vec<Diagnostic> {
    let mut by_ticker: HashMap<&str, &Candidate> = HashMap::new();
    let mut by_name: HashMap<String, &Candidate> = HashMap::new();
    for candidate in pool {
        if let Some(ticker) = candidate.ticker.as_deref() {
            by_ticker.entry(ticker).or_insert(candidate);
        }
        let key = key_of_name(&candidate.firm.name);
        by_name.entry(key).or_insert(candidate);
    }
    let mut out = Vec::new();
    for (n, leader) in file.leaders.iter().enumerate() {
        let ticker = leader.ticker.as_deref();
        let found = ticker
            .and_then(|t| by_ticker.get(t))
            .or_else(|| by_name.get(&key_of_name(&leader.name)));
        match (found, ticker) {
            (Some(candidate), _) => {
                for (key, finding) in differences(leader, candidate) {
                    out.push(file.at(finding, n, &[key]));
                }
            }
            (None, Some(ticker)) if on_mainland(ticker) => {
                let finding = Finding::LeaderNotInPool {
                    name: leader.name.clone(),
                    ticker: ticker.to_owned(),
                };
                out.push(file.at(finding, n, &["ticker"]));
            }
            (None, _) => {}
        }
    }
    out
}

/// Field of the file and what is to be said about it. Where a side says nothing, nothing is said,
/// but for a ticker that only the pool knows.
fn differences(leader: &Leader, candidate: &Candidate) -> Vec<(&'static str, Finding)> {
    let mut out = Vec::new();
    let mut say = |key, field, ours: &str, theirs: &str| {
        let finding = Finding::LeaderDiffers {
            name: leader.name.clone(),
            field,
            ours: ours.to_owned(),
            theirs: theirs.to_owned(),
        };
        out.push((key, finding));
    };
    if key_of_name(&leader.name) != key_of_name(&candidate.firm.name) {
        say("name", "企业名称", &leader.name, &candidate.firm.name);
    }
    if let Some(theirs) = candidate.ticker.as_deref() {
        let ours = leader.ticker.as_deref().unwrap_or_default();
        if ours != theirs {
            say("ticker", "股票代码", ours, theirs);
        }
    }
    if let Some(theirs) = candidate.province.as_deref()
        && !same_place(&leader.province, theirs)
    {
        say("province", "省份", &leader.province, theirs);
    }
    let municipality = MUNICIPALITIES
        .iter()
        .any(|m| leader.province.starts_with(m));
    if let (Some(ours), Some(theirs)) = (leader.city.as_deref(), candidate.city.as_deref())
        && !municipality
        && !same_place(ours, theirs)
    {
        say("city", "城市", ours, theirs);
    }
    out
}

/// 新疆 and 新疆维吾尔自治区 are the same, 湖州 and 湖州市 too.
fn same_place(a: &str, b: &str) -> bool {
    let (a, b) = (a.trim(), b.trim());
    a.starts_with(b.trim_end_matches(['省', '市']))
        || b.starts_with(a.trim_end_matches(['省', '市']))
}

fn on_mainland(ticker: &str) -> bool {
    [".SH", ".SZ", ".BJ"]
        .iter()
        .any(|end| ticker.ends_with(end))
}

#[cfg(test)]
mod tests {
    use crate::audit::against::against;
    use crate::audit::fixture;
    use crate::ingest::{InputFile, pool};

    #[test]
    fn every_disagreement_once() {
        let (chains, _) = fixture::chains("");
        let firms = "  - {name: 甲股份有限公司, short: 甲, ticker: 600001.SH, province: 新疆维吾尔自治区, city: 哈密市, links: [], basis: A, date: 2026}\n  \
             - {name: 乙有限公司, short: 乙, province: 浙江省, city: 湖州市, links: [], basis: A, date: 2026}\n";
        let file = fixture::leaders(&chains, "{}", firms);
        let table = "企业名称,股票代码,省份,城市\n甲集团股份有限公司,600001.SH,新疆,乌鲁木齐\n乙有限公司,600002.SH,浙江,湖州\n";
        let Ok(pool) = pool(&InputFile::new("p.csv", table)) else {
            panic!()
        };
        let found: Vec<String> = against(&file, &pool.value)
            .iter()
            .map(|d| d.kind.to_string())
            .collect();
        assert_eq!(
            found,
            [
                "领军企业 `甲股份有限公司` 的企业名称写作“甲股份有限公司”，对照表为“甲集团股份有限公司”",
                "领军企业 `甲股份有限公司` 的城市写作“哈密市”，对照表为“乌鲁木齐”",
                "领军企业 `乙有限公司` 的股票代码写作“”，对照表为“600002.SH”",
            ]
        );
    }
}
