//! tmp
#![allow(missing_docs, clippy::print_stdout, clippy::unwrap_used, dead_code)]
mod register;
use std::time::Instant;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    match a[1].as_str() {
        "csv" => register::csv(
            a[2].parse().unwrap(),
            std::io::BufWriter::new(std::fs::File::create(&a[3]).unwrap()),
        )
        .unwrap(),
        "xlsx" => std::fs::write(&a[3], register::xlsx(a[2].parse().unwrap()).unwrap()).unwrap(),
        "floor" => {
            let t = Instant::now();
            let mut r = csv::ReaderBuilder::new()
                .flexible(true)
                .from_path(&a[2])
                .unwrap();
            let mut rec = csv::ByteRecord::new();
            let mut n = 0;
            while r.read_byte_record(&mut rec).unwrap() {
                n += 1;
            }
            println!("{n} {:?}", t.elapsed());
        }
        _ => {}
    }
}
