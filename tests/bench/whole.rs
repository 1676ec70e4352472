//! The whole program on generated registers, against only reading the same file.
//!
//! `cargo bench --bench whole [-- CSV_ROWS… [dense:CSV_ROWS]… [xlsx:ROWS]…]`; without arguments 10,000,
//! 100,000 and 1,000,000 rows of CSV and 100,000 of XLSX; `dense` is a register in which every thing
//! is a term of the models, which has no limit. The floor of CSV is the file read as
//! `csv::ByteRecord`s, that of XLSX is calamine reading its only sheet. Each time is the least of three.
//! Peak memory is the kernel's high-water mark of the process (Linux). Files go to the target folder.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    missing_docs,
    dead_code,
    reason = "a measurement"
)]

mod register;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{fs, io, thread};

use calamine::{Reader, Xlsx};
use register::Things;

/// Times the floor a run may take, by kind: DESIGN.md, "Numbers to hold".
const CSV_LIMIT: f64 = 5.0;
const XLSX_LIMIT: f64 = 1.5;
/// Peak memory a CSV may take, bytes.
const MEMORY_LIMIT: u64 = 1 << 30;
const RUNS: usize = 3;

fn least(mut once: impl FnMut() -> Duration) -> f64 {
    (0..RUNS)
        .map(|_| once().as_secs_f64())
        .fold(f64::MAX, f64::min)
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn read_csv(path: &Path) {
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_path(path)
        .unwrap();
    let mut record = csv::ByteRecord::new();
    while reader.read_byte_record(&mut record).unwrap() {}
}

fn read_xlsx(path: &Path) {
    let mut book: Xlsx<_> = calamine::open_workbook(path).unwrap();
    let sheet = book.sheet_names()[0].clone();
    assert!(book.worksheet_range(&sheet).unwrap().height() > 1);
}

/// `bulian match` on a file: its time and its peak memory.
fn matched(path: &Path, out: &Path) -> (Duration, u64) {
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_bulian"))
        .args(["match", "--format", "csv", "--quiet", "--out"])
        .args([out, path])
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    let done = loop {
        if let Some(done) = child.try_wait().unwrap() {
            break done;
        }
        let kilobytes = fs::read_to_string(&status).ok().and_then(|text| {
            let line = text.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
            line.trim().trim_end_matches(" kB").parse::<u64>().ok()
        });
        peak = peak.max(kilobytes.unwrap_or(0) * 1024);
        thread::sleep(Duration::from_millis(2));
    };
    assert!(done.success());
    (start.elapsed(), peak)
}

fn measure(name: &str, path: &Path, read: fn(&Path), limit: f64, memory: u64) {
    let out = path.with_extension("matched.csv");
    read(path); // into the page cache
    let floor = least(|| timed(|| read(path)));
    let mut peak = 0;
    let whole = least(|| {
        let (time, high) = matched(path, &out);
        peak = peak.max(high);
        time
    });
    let bytes = fs::metadata(path).unwrap().len();
    println!(
        "{name}: {:.0} MB, only reading {floor:.3} s, match {whole:.3} s = {:.2} times (limit {limit}), peak {} MiB",
        bytes as f64 / 1e6,
        whole / floor,
        peak >> 20
    );
    fs::remove_file(out).unwrap();
    // Starting the program costs the same whatever the file: short files say nothing of the limit.
    if floor > 0.1 {
        assert!(whole <= limit * floor, "{name}: {:.2} times", whole / floor);
    }
    assert!(peak <= memory, "{name}: {} MiB", peak >> 20);
}

fn main() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let given: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| !a.starts_with('-'))
        .collect();
    let wanted = if given.is_empty() {
        ["10000", "100000", "1000000", "xlsx:100000"]
            .map(String::from)
            .to_vec()
    } else {
        given
    };
    for one in wanted {
        if let Some(rows) = one.strip_prefix("xlsx:") {
            let path = folder.join(format!("register-{rows}.xlsx"));
            fs::write(&path, register::xlsx(rows.parse().unwrap()).unwrap()).unwrap();
            measure(
                &format!("XLSX, {rows} rows"),
                &path,
                read_xlsx,
                XLSX_LIMIT,
                u64::MAX,
            );
            fs::remove_file(path).unwrap();
        } else {
            let (things, rows, limit) = match one.strip_prefix("dense:") {
                Some(rows) => (Things::Dense, rows, f64::INFINITY),
                None => (Things::Mixed, one.as_str(), CSV_LIMIT),
            };
            let path = folder.join(format!("register-{rows}.csv"));
            let file = io::BufWriter::new(fs::File::create(&path).unwrap());
            register::csv(rows.parse().unwrap(), things, file).unwrap();
            let name = format!("CSV {things:?}, {rows} rows");
            measure(&name, &path, read_csv, limit, MEMORY_LIMIT);
            fs::remove_file(path).unwrap();
        }
    }
}
