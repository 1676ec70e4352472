//! Print-quality charts of a study: SVG with text, and PNG at 300 dpi.
//!
//! Each figure is one file that turns a [`Study`] into a [`Figure`]; all share the page
//! (`canvas`), the palette and marks (`style`) and what stands around a body (`frame`).

mod canvas;
mod chain_map;
mod coverage_matrix;
mod facts;
#[cfg(test)]
mod fixture;
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
        .map(|chain| {
            vec![
                chain_map::draw(study, chain),
                gaps_by_stage::draw(study, chain),
            ]
        })
        .collect();
    let mut figures: Vec<Figure> = of_chains.into_iter().flatten().collect();
    figures.push(coverage_matrix::draw(study));
    figures.push(priorities::draw(study));
    figures
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All text between tags.
    fn words(svg: &str) -> String {
        svg.split('<')
            .filter_map(|part| part.split_once('>'))
            .map(|(_, text)| text)
            .collect()
    }

    #[test]
    fn a_study_gives_two_figures_a_chain_and_two_of_all() {
        let names: Vec<String> = default_set(&fixture::study())
            .into_iter()
            .map(|f| f.name)
            .collect();
        let expected = [
            "产业链图-清洁能源",
            "缺链与目标企业-清洁能源",
            "产业链图-先进制造",
            "缺链与目标企业-先进制造",
            "产业链覆盖矩阵",
            "缺链优先级",
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
            // All figures of the fixture are as wide as A4.
            assert!(
                figure.svg.contains("viewBox=\"0 0 3508 "),
                "{}",
                figure.name
            );
            let right = 3508.0 - f64::from(frame::MARGIN) + 2.0;
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
        assert_eq!(default_set(&study).len(), 6);
        study.chains.clear();
        assert_eq!(default_set(&study).len(), 2);
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
