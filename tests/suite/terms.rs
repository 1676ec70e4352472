//! Terms of the models against the matcher: a firm that says just the term holds the link.

use bulian::ingest::InputFile;
use bulian::study::{self, Request};

/// Terms that the matcher cannot meet alone: they are verbs, or stand inside a longer term of another
/// link. The number may only fall.
const UNREACHABLE: usize = 9;

#[test]
fn every_term_alone_leads_to_its_own_link() {
    let mut request: Request = bulian::builtin::example();
    let chains = bulian::ingest::chains(&request.chains)
        .map_err(|e| e[0].to_string())
        .unwrap()
        .value;
    let terms: Vec<(String, String)> = chains
        .links
        .iter()
        .flat_map(|l| l.terms.iter().map(|t| (t.clone(), l.id.to_string())))
        .collect();
    let rows: Vec<String> = terms
        .iter()
        .enumerate()
        .map(|(i, (t, _))| format!("第{i}号企业,{t}"))
        .collect();
    let register = format!("企业名称,主营产品\n{}\n", rows.join("\n"));
    request.register = InputFile::new("terms.csv", register);
    let inputs = study::read(&request)
        .map_err(|e| e[0].to_string())
        .unwrap()
        .value;
    let holdings = study::holdings(&inputs)
        .map_err(|e| e.to_string())
        .unwrap()
        .value;
    let missed: Vec<String> = terms
        .iter()
        .enumerate()
        .filter(|(i, (_, id))| {
            !holdings
                .iter()
                .any(|h| h.firm.0 == *i && inputs.chains.link(h.link).id.as_str() == id)
        })
        .map(|(_, (term, id))| format!("{id} {term}"))
        .collect();
    assert!(
        missed.len() <= UNREACHABLE,
        "{} terms miss: {missed:?}",
        missed.len()
    );
}
