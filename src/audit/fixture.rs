//! A small chain and its leaders, for the tests of the checks.

use super::Models;
use crate::ingest::{self, ChainPlaces, InputFile, LeadersFile};
use crate::model::Chains;

/// A chain of one segment, from the lines of its links (from line 7 on).
pub fn chains(links: &str) -> (Chains, ChainPlaces) {
    let links = if links.is_empty() { " {}\n" } else { links };
    let text =
        format!("format: 1\nid: QN\nname: 清洁能源\nen: x\nsegments: {{s: 段}}\nlinks:\n{links}");
    ingest::models(&[InputFile::new("m.yaml", text)])
        .map_err(|e| e[0].to_string())
        .expect("reads")
        .value
}

/// Leaders with a `none:` mapping, from the lines of the firms.
pub fn leaders(chains: &Chains, none: &str, firms: &str) -> LeadersFile {
    let text = format!(
        "format: 1\nas_of: 2026-01-01\nsources: {{A: {{title: 年报}}}}\nnone: {none}\nleaders:\n{firms}"
    );
    ingest::leaders_file(&InputFile::new("l.yaml", text), chains)
        .map_err(|e| e[0].to_string())
        .expect("reads")
        .value
}

/// What the checks of models say, in words.
pub fn found(links: &str) -> Vec<String> {
    let (chains, places) = chains(links);
    let models = Models {
        chains: &chains,
        places: &places,
    };
    super::chains(models)
        .iter()
        .map(ToString::to_string)
        .collect()
}

/// What the checks of leaders say, in words.
pub fn leaders_found(links: &str, none: &str, firms: &str) -> Vec<String> {
    let (chains, places) = chains(links);
    let file = leaders(&chains, none, firms);
    let models = Models {
        chains: &chains,
        places: &places,
    };
    let found = super::leaders(models, &[file]);
    found.iter().map(ToString::to_string).collect()
}
