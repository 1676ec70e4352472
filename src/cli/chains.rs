//! `bulian chains`: what the models hold.

use super::args::{Chains, Format};
use super::{Failure, Outcome, internal, lower, print_bytes, render};
use crate::diag::{Diagnostic, Kind};
use crate::report::chains::{CHAIN_HEADER, LINK_HEADER, chain_rows, link_rows};
use crate::report::csv::with_bom;
use crate::report::json::pretty;
use crate::{builtin, ingest};

/// All chains, or the links of one.
pub fn chains(args: &Chains) -> Outcome {
    let mut files = builtin::chains();
    if let Some(own) = &args.chains {
        files.extend(lower::own_chains(own)?);
    }
    let chains = ingest::chains(&files)?.value;
    let bytes = match &args.chain {
        None => {
            let rows = chain_rows(&chains);
            let cells: Vec<_> = rows.iter().map(|r| r.cells()).collect();
            show(args.output.format, &CHAIN_HEADER, &cells, &rows, 60)
        }
        Some(name) => {
            let named =
                |c: &crate::model::Chain| c.name == *name || c.id.eq_ignore_ascii_case(name);
            let Some(c) = chains.chains.iter().position(named) else {
                let all: Vec<String> = chains
                    .chains
                    .iter()
                    .map(|c| format!("{} {}", c.id, c.name))
                    .collect();
                let what = format!("没有产业链 `{name}`；可用的有 {}", all.join("、"));
                return Err(Failure::Io(vec![Diagnostic::new(Kind::Usage { what })]));
            };
            let rows = link_rows(&chains, c);
            let cells: Vec<_> = rows.iter().map(|r| r.cells()).collect();
            show(args.output.format, &LINK_HEADER, &cells, &rows, 36)
        }
    };
    print_bytes(&internal(bytes)?)
}

fn show<const N: usize>(
    format: Format,
    header: &[&str; N],
    cells: &[[String; N]],
    rows: &impl serde::Serialize,
    most: usize,
) -> Result<Vec<u8>, String> {
    match format {
        Format::Csv => Ok(with_bom(header, cells)),
        Format::Json => pretty(rows),
        Format::Table => {
            let cells: Vec<Vec<String>> = cells.iter().map(|row| row.to_vec()).collect();
            Ok(render::table(header, &cells, most).into_bytes())
        }
    }
}
