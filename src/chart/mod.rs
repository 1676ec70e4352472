//! Print-quality charts of a study: SVG with text, and PNG at 300 dpi.
//!
//! Each figure is one file that turns a [`Study`] into a [`Figure`]; all share the page
//! ([`canvas`]), the palette and marks ([`style`]) and what stands around a body (`frame`).

mod canvas;
mod chain_map;
mod coverage_matrix;
mod facts;
mod font;
mod frame;
mod gaps_by_stage;
mod layout;
mod priorities;
mod raster;
mod style;
mod svg;

pub use font::missing_glyphs;
pub use raster::png;

use rayon::prelude::*;

use crate::study::Study;

/// A finished figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Stem of the file, `产业链图-清洁能源`.
    pub name: String,
    /// Title as it stands on the figure.
    pub title: String,
    /// The SVG document.
    pub svg: String,
}

/// The figures of a plain run: for each chain its map and its gaps by stage, then the coverage
/// matrix and the priorities of all chains.
pub fn default_set(study: &Study) -> Vec<Figure> {
    let of_chains: Vec<Vec<Figure>> = study
        .chains
        .par_iter()
        .map(|chain| vec![chain_map::draw(study, chain), gaps_by_stage::draw(study, chain)])
        .collect();
    let mut figures: Vec<Figure> = of_chains.into_iter().flatten().collect();
    figures.push(coverage_matrix::draw(study));
    figures.push(priorities::draw(study));
    figures
}
