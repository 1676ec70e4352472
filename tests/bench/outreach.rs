//! Time of analysis and targets: ten chains, 10,000 firms, a pool of 5,000. Must be within 1 s.
//!
//! `cargo bench --bench outreach [-- POOL.csv]`. Firms are made up from the terms of the models, three
//! a firm, of every second link, so that half of the links are crowded and half are gaps; a real pool
//! may be given instead.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement")]

use std::time::Instant;

use bulian::analyze::{Situation, analyze};
use bulian::diag::{Checked, Diagnostic};
use bulian::graph::ChainGraph;
use bulian::ingest::{self, InputFile};
use bulian::matching::Matcher;
use bulian::model::Register;
use bulian::target::{Prospects, outreach};
use bulian::{builtin, study};

/// The longest it may take, s.
const LIMIT: f64 = 1.0;

fn ok<T>(checked: Checked<T>) -> T {
    let words = |e: Vec<Diagnostic>| e[0].to_string();
    checked.map_err(words).unwrap().value
}

/// `count` firms with three products each, spread over all terms by a fixed stride.
fn firms(terms: &[&str], count: usize, name: &str) -> String {
    let mut out = "企业名称,省份,主营产品\n".to_owned();
    for i in 0..count {
        let product = |k: usize| terms[(i * 7919 + k * 104_729) % terms.len()];
        let (a, b, c) = (product(0), product(1), product(2));
        out += &format!("{name}{i}有限公司,江苏省,{a}；{b}；{c}\n");
    }
    out
}

fn main() {
    let example = builtin::example();
    let inputs = ok(study::read(&example));
    let chains = &inputs.chains;
    let terms_of = |every: usize| -> Vec<&str> {
        let chosen = chains.iter().filter(|(ix, _)| ix.0 % every == 0);
        let terms = chosen.flat_map(|(_, l)| l.terms.iter().map(String::as_str));
        terms.collect()
    };
    let register = ok(ingest::register(&InputFile::new(
        "r.csv",
        firms(&terms_of(2), 10_000, "本地"),
    )));
    let given = std::env::args().skip(1).find(|a| !a.starts_with('-'));
    let pool = match given {
        Some(path) => InputFile::new("pool.csv", std::fs::read(path).unwrap()),
        None => InputFile::new("pool.csv", firms(&terms_of(1), 5_000, "外地")),
    };
    let pool = ok(ingest::pool(&pool));
    let leaders = ok(ingest::leaders(&example.leaders, chains));
    let partners = ok(ingest::partners(&example.partners, chains));
    let matcher = Matcher::new(chains).map_err(|e| e.to_string()).unwrap();
    let holdings = matcher.register(&register);
    let pool_firms = Register {
        firms: pool.iter().map(|c| c.firm.clone()).collect(),
        ..Register::default()
    };
    let pool_holdings = matcher.register(&pool_firms);
    let graph = ChainGraph::new(chains);
    let situation = Situation {
        chains,
        graph: &graph,
        zone: &inputs.zone,
        register: &register,
        holdings: &holdings,
        projects: &[],
        capacity: &[],
        date: "2026-06-30",
    };
    let prospects = Prospects {
        leaders: &leaders,
        pool: &pool,
        pool_holdings: &pool_holdings,
        records: &[],
        partners: &partners,
    };
    let mut best = f64::MAX;
    for _ in 0..5 {
        let start = Instant::now();
        let analysis = analyze(&situation);
        let middle = start.elapsed().as_secs_f64();
        let out = outreach(&situation, &analysis, &prospects);
        let all = start.elapsed().as_secs_f64();
        best = best.min(all);
        println!(
            "analysis {:.0} ms, targets {:.0} ms: {} firms, {} pairs, {} of the pool with {} pairs, {} gaps, {} targets",
            middle * 1e3,
            (all - middle) * 1e3,
            register.firms.len(),
            holdings.len(),
            pool.len(),
            pool_holdings.len(),
            analysis.gaps.len(),
            out.targets.iter().map(Vec::len).sum::<usize>()
        );
    }
    assert!(best <= LIMIT, "{best:.2} s, more than {LIMIT} s");
}
