//! Each stage by itself, with criterion: `cargo bench --bench stages`.
//!
//! Registers are generated (10,000 firms, see `register.rs`); what comes after matching runs on the
//! built-in example of Jiuquan.

#![allow(clippy::unwrap_used, missing_docs, dead_code, reason = "a measurement")]

mod register;

use std::hint::black_box;

use bulian::diag::{Checked, Diagnostic};
use bulian::ingest::{self, InputFile};
use bulian::matching::Matcher;
use bulian::{builtin, chart, report, study};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

use register::Things;

const ROWS: usize = 10_000;

fn ok<T>(checked: Checked<T>) -> T {
    let words = |e: Vec<Diagnostic>| e[0].to_string();
    checked.map_err(words).unwrap().value
}

fn reading(c: &mut Criterion) {
    let mut bytes = Vec::new();
    register::csv(ROWS, Things::Mixed, &mut bytes).unwrap();
    let mut group = c.benchmark_group("read");
    group
        .sample_size(20)
        .throughput(Throughput::Bytes(bytes.len() as u64));
    group.bench_function("ByteRecord only", |b| {
        b.iter(|| {
            let mut reader = csv::ReaderBuilder::new()
                .flexible(true)
                .from_reader(bytes.as_slice());
            let mut record = csv::ByteRecord::new();
            let mut rows = 0;
            while reader.read_byte_record(&mut record).unwrap() {
                rows += 1;
            }
            rows
        });
    });
    let file = InputFile::new("r.csv", bytes);
    group.bench_function("register", |b| b.iter(|| ok(ingest::register(&file))));
    group.finish();
}

fn matching(c: &mut Criterion) {
    let inputs = ok(study::read(&builtin::example()));
    let mut bytes = Vec::new();
    register::csv(ROWS, Things::Mixed, &mut bytes).unwrap();
    let register = ok(ingest::register(&InputFile::new("r.csv", bytes)));
    let mut group = c.benchmark_group("match");
    group
        .sample_size(20)
        .throughput(Throughput::Elements(register.firms.len() as u64));
    group.bench_function("prepare", |b| {
        b.iter(|| Matcher::new(&inputs.chains).is_ok())
    });
    group.bench_function("register, phrases unknown", |b| {
        b.iter(|| {
            let matcher = Matcher::new(&inputs.chains)
                .map_err(|e| e.to_string())
                .unwrap();
            matcher.register(&register)
        });
    });
    let matcher = Matcher::new(&inputs.chains)
        .map_err(|e| e.to_string())
        .unwrap();
    group.bench_function("register, phrases known", |b| {
        b.iter(|| matcher.register(&register))
    });
    group.finish();
}

fn example(c: &mut Criterion) {
    let request = builtin::example();
    let value = ok(study::run(&request));
    let figures = chart::default_set(&value);
    let mut group = c.benchmark_group("example");
    group.sample_size(10);
    group.bench_function("study", |b| b.iter(|| ok(study::run(&request))));
    group.bench_function("charts, SVG", |b| b.iter(|| chart::default_set(&value)));
    group.bench_function("chart, PNG", |b| b.iter(|| chart::png(&figures[0].svg)));
    group.bench_function("page", |b| {
        b.iter(|| report::page::page(&value, black_box(&figures)))
    });
    group.bench_function("study.json", |b| b.iter(|| report::json::study(&value)));
    group.finish();
}

criterion_group!(benches, reading, matching, example);
criterion_main!(benches);
