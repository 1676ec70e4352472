//! Print-quality charts of a study: SVG with text, PNG at 300 dpi, vector PDF.
//!
//! Each figure is one file that turns a [`Study`] into a [`Figure`]; all share the page
//! (`canvas`), the palette and marks (`style`) and what stands around a body (`frame`).
//! [`draw`] gives the figures of a [`Kind`]; [`png()`], [`pdf()`] and [`outlined`] turn a figure into
//! other formats.

mod balances;
mod breaks;
mod canvas;
mod chain_map;
mod counties;
mod coverage_matrix;
mod facts;
mod firm_card;
#[cfg(test)]
mod fixture;
mod font;
mod frame;
mod gaps_by_stage;
mod kind;
mod layout;
mod origins;
mod outline;
mod palette;
mod pdf;
mod priorities;
#[cfg(test)]
mod quality_tests;
mod raster;
mod style;
mod svg;
mod tree;

pub use font::{closes, missing_glyphs, opens};
pub use kind::{Kind, Options, Paper, Variant};
pub use outline::outlined;
pub use pdf::pdf;
pub use raster::{inset, png};
pub use style::{Look, action_look, look};
pub use tree::undrawable;

use rayon::prelude::*;

use crate::study::{ChainView, Study};

/// A finished figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Stem of the file, `产业链图-清洁能源`.
    pub name: String,
    /// Title as it stands on the figure.
    pub title: String,
    /// The SVG document.
    pub svg: String,
    /// Size of its smallest text as printed, points.
    pub least_points: f64,
}

/// The figures of a kind: one, or one for each chain. None where the study has no such chain,
/// segment or firm.
pub fn draw(study: &Study, kind: Kind, options: &Options<'_>) -> Vec<Figure> {
    let wanted = |c: &&ChainView| options.chain.is_none_or(|id| c.id == id);
    let of_chains = |draw: &(dyn Fn(&ChainView) -> Option<Figure> + Sync)| -> Vec<Figure> {
        let chains: Vec<&ChainView> = study.chains.iter().filter(wanted).collect();
        chains.into_par_iter().filter_map(draw).collect()
    };
    match kind {
        Kind::Chain => of_chains(&|chain| chain_map::draw(study, chain, options)),
        Kind::Stages => of_chains(&|chain| Some(gaps_by_stage::draw(study, Some(chain), options))),
        Kind::Gaps => vec![gaps_by_stage::draw(study, None, options)],
        Kind::Matrix => vec![coverage_matrix::draw(study, options)],
        Kind::Priority => vec![priorities::draw(study, options)],
        Kind::Origin => vec![origins::draw(study, options)],
        Kind::County => vec![counties::draw(study, options)],
        Kind::Balance => vec![balances::draw(study, options)],
        Kind::Firm => firm_card::draw(study, options).into_iter().collect(),
    }
}

/// The figures of a plain run: a map of each chain, then what stands across the chains.
pub fn default_set(study: &Study) -> Vec<Figure> {
    const KINDS: [Kind; 7] = [
        Kind::Chain,
        Kind::Gaps,
        Kind::Matrix,
        Kind::Priority,
        Kind::Origin,
        Kind::County,
        Kind::Balance,
    ];
    let sets: Vec<Vec<Figure>> = KINDS
        .par_iter()
        .map(|kind| draw(study, *kind, &Options::default()))
        .collect();
    sets.concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::chart::tree::words;

    #[test]
    fn a_study_gives_a_map_a_chain_and_six_of_all() {
        let names: Vec<String> = default_set(&fixture::study())
            .into_iter()
            .map(|f| f.name)
            .collect();
        let expected = [
            "产业链图-清洁能源",
            "产业链图-先进制造",
            "缺链与目标企业",
            "产业链覆盖矩阵",
            "缺链优先级",
            "目标企业来源地",
            "县市区产业链",
            "产能平衡",
        ];
        assert_eq!(names, expected);
    }

    #[test]
    fn same_study_same_bytes() {
        assert_eq!(
            default_set(&fixture::study()),
            default_set(&fixture::study())
        );
    }

    #[test]
    fn every_character_can_be_drawn() {
        for figure in default_set(&fixture::study()) {
            assert!(
                missing_glyphs(&words(&figure.svg)).is_empty(),
                "{}",
                figure.name
            );
        }
    }

    #[test]
    fn no_text_leaves_the_page() {
        for figure in default_set(&fixture::study()) {
            let number = |line: &str, key: &str| -> f64 {
                let value = line
                    .split_once(key)
                    .and_then(|(_, rest)| rest.split('"').next());
                value.and_then(|v| v.parse().ok()).expect(key)
            };
            let size = figure.svg.split_once("viewBox=\"0 0 ").expect("a size").1;
            let width = size.split(' ').next().and_then(|w| w.parse::<f64>().ok());
            let right = width.expect("a width") - f64::from(frame::MARGIN) + 2.0;
            for line in figure.svg.lines().filter(|l| l.starts_with("<text")) {
                let text = words(line)
                    .replace("&lt;", "<")
                    .replace("&gt;", ">")
                    .replace("&amp;", "&");
                let wide = font::width(
                    &text,
                    number(line, "font-size=\""),
                    line.contains("font-weight"),
                );
                let x = number(line, " x=\"");
                let (from, to) = match () {
                    () if line.contains("\"middle\"") => (x - wide / 2.0, x + wide / 2.0),
                    () if line.contains("\"end\"") => (x - wide, x),
                    () => (x, x + wide),
                };
                assert!(
                    from >= f64::from(frame::MARGIN) - 2.0 && to <= right,
                    "{}: {text}",
                    figure.name
                );
            }
        }
    }

    #[test]
    fn hostile_names_stay_text_and_every_figure_is_svg() {
        for figure in default_set(&fixture::study()) {
            assert!(!figure.svg.contains("A<B>"), "{}", figure.name);
            let options = usvg::Options::default();
            assert!(
                usvg::Tree::from_str(&figure.svg, &options).is_ok(),
                "{}",
                figure.name
            );
        }
    }

    #[test]
    fn no_number_carries_noise() {
        for figure in default_set(&fixture::study()) {
            for value in figure.svg.split('"').filter(|v| v.parse::<f64>().is_ok()) {
                let decimals = value.split_once('.').map_or(0, |(_, d)| d.len());
                assert!(decimals <= 2, "{}: {value}", figure.name);
            }
        }
    }

    #[test]
    fn an_empty_study_is_drawn_too() {
        let mut study = fixture::study();
        study.links.clear();
        study.gaps.clear();
        study.supplies.clear();
        assert_eq!(default_set(&study).len(), 8);
        study.chains.clear();
        assert_eq!(default_set(&study).len(), 6);
    }

    #[test]
    fn links_of_every_coverage_are_marked_as_such() {
        let map = &default_set(&fixture::study())[0].svg;
        for class in [
            "covered",
            "weak",
            "building",
            "trade-only",
            "not-found",
            "excluded",
        ] {
            assert!(map.contains(&format!("class=\"link {class}\"")), "{class}");
        }
        assert!(words(map).contains("不招"));
        assert!(map.contains("relation back"));
    }
}
