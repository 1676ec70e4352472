//! `bulian match`: which firm holds which link.

use super::args::{Format, Inputs, Match};
use super::{Outcome, internal, lower, print_bytes, render, write};
use crate::diag::Warned;
use crate::report::csv::{MATCH_HEADER, match_rows, with_bom};
use crate::study;

/// One row per firm and link, on standard output or into a file.
pub fn match_register(args: &Match) -> Outcome {
    let inputs = Inputs {
        register: Some(args.register.clone()),
        chains: args.chains.clone(),
        review: args.review.clone(),
        ..Inputs::default()
    };
    let request = lower::request(None, &inputs)?;
    let Warned {
        value: inputs,
        mut warnings,
    } = study::read(&request)?;
    let Warned {
        value: holdings,
        warnings: reviewed,
    } = study::holdings(&inputs)?;
    warnings.extend(reviewed);
    let rows = match_rows(&inputs.chains, &inputs.register, &holdings);
    if !args.quiet {
        eprint!("{}", render::diagnostics(&warnings, super::colour(), ""));
        let register = &inputs.register;
        eprintln!(
            "读入{}行 = 采用{}家 + 未采用{}行；企业—环节{}对",
            register.rows_in,
            register.firms.len(),
            register.rows_reported,
            rows.len()
        );
    }
    let bytes = match args.format {
        Format::Csv => internal(with_bom(&MATCH_HEADER, &rows))?,
        Format::Json => {
            let objects: Vec<serde_json::Map<String, serde_json::Value>> = rows
                .iter()
                .map(|row| {
                    MATCH_HEADER
                        .iter()
                        .zip(row)
                        .map(|(k, v)| ((*k).to_owned(), v.as_str().into()))
                        .collect()
                })
                .collect();
            internal(serde_json::to_vec_pretty(&objects).map_err(|e| e.to_string()))?
        }
        Format::Table => {
            let rows: Vec<Vec<String>> = rows.iter().map(|row| row[..9].to_vec()).collect();
            render::table(&MATCH_HEADER[..9], &rows, 36).into_bytes()
        }
    };
    match &args.out {
        Some(path) => Ok(write::write(path, &bytes)?),
        None => print_bytes(&bytes),
    }
}
