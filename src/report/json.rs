//! `study.json` and its schema.

use crate::study::Study;

/// The study as JSON, indented, with a final newline.
///
/// # Errors
/// None in practice: a study has only strings, numbers and lists.
pub fn study(study: &Study) -> Result<Vec<u8>, String> {
    pretty(study)
}

/// Any value as JSON, indented, with a final newline.
///
/// # Errors
/// None in practice.
pub fn pretty(value: &impl serde::Serialize) -> Result<Vec<u8>, String> {
    let mut out = serde_json::to_vec_pretty(value).map_err(|e| e.to_string())?;
    out.push(b'\n');
    Ok(out)
}

/// The JSON Schema of `study.json`.
///
/// # Errors
/// None in practice.
pub fn schema() -> Result<Vec<u8>, String> {
    pretty(&schemars::schema_for!(Study))
}
