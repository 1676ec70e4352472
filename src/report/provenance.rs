//! `provenance.json`: what a result was made from.

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::study::{Request, SettingsView, Study};

#[derive(Serialize)]
struct Provenance<'a> {
    generator: &'a str,
    date: &'a str,
    inputs: Vec<Input<'a>>,
    settings: &'a SettingsView,
    rows: Rows,
    outputs: &'a [(String, String)],
    dropped: Vec<Dropped<'a>>,
}

#[derive(Serialize)]
struct Input<'a> {
    file: &'a str,
    bytes: usize,
    sha256: String,
}

#[derive(Serialize)]
struct Rows {
    read: usize,
    used: usize,
    reported: usize,
}

#[derive(Serialize)]
struct Dropped<'a> {
    place: &'a str,
    code: &'a str,
    message: &'a str,
}

/// SHA-256 in hex.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect()
}

/// Inputs with hashes, settings in force, rows read and dropped, outputs with hashes.
///
/// # Errors
/// None in practice.
pub fn provenance(
    request: &Request,
    study: &Study,
    outputs: &[(String, String)],
) -> Result<Vec<u8>, String> {
    let inputs = request
        .files()
        .map(|f| Input {
            file: &f.name,
            bytes: f.bytes.len(),
            sha256: sha256(&f.bytes),
        })
        .collect();
    let quality = &study.data_quality;
    let value = Provenance {
        generator: &study.generator,
        date: &study.date,
        inputs,
        settings: &study.zone.settings,
        rows: Rows {
            read: quality.rows_in,
            used: quality.rows_used,
            reported: quality.rows_reported,
        },
        outputs,
        dropped: quality
            .issues
            .iter()
            .filter(|i| i.row_dropped)
            .map(|i| Dropped {
                place: &i.place,
                code: &i.code,
                message: &i.message,
            })
            .collect(),
    };
    let mut out = serde_json::to_vec_pretty(&value).map_err(|e| e.to_string())?;
    out.push(b'\n');
    Ok(out)
}
