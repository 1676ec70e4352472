//! Paper, margins, header and page number.

use super::paragraph::{Style, field, paragraph, run};
use super::xml::{El, el, val};

/// Twentieths of a point in a millimetre.
const TWIPS: f64 = 1440.0 / 25.4;

/// A length in twentieths of a point.
pub fn twips(mm: f64) -> i64 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "lengths on paper are small"
    )]
    let twips = (mm * TWIPS).round() as i64;
    twips
}

/// Paper of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// A4 portrait; left and right margins as in GB/T 9704, the others smaller: there is no red head.
    Upright,
    /// A4 landscape for a figure.
    Wide,
    /// A3 landscape, to fold out.
    Folded,
}

impl Paper {
    /// Width and height, mm.
    fn size(self) -> (f64, f64) {
        match self {
            Self::Upright => (210.0, 297.0),
            Self::Wide => (297.0, 210.0),
            Self::Folded => (420.0, 297.0),
        }
    }

    /// Margins: top, bottom, left, right, mm.
    fn margins(self) -> [f64; 4] {
        match self {
            Self::Upright => [30.0, 28.0, 28.0, 26.0],
            Self::Wide | Self::Folded => [20.0, 18.0, 18.0, 18.0],
        }
    }

    /// Room for text, mm.
    pub fn room(self) -> (f64, f64) {
        let ((w, h), [top, bottom, left, right]) = (self.size(), self.margins());
        (w - left - right, h - top - bottom)
    }
}

/// How the pages of a section are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pages {
    /// The cover: no header, no number.
    None,
    /// The table of contents: Roman, from I.
    Front,
    /// The first section of the text: from 1.
    First,
    /// On from the section before.
    On,
}

/// Relationships of header and footer.
pub const HEADER: &str = "rIdHeader";
/// See [`HEADER`].
pub const FOOTER: &str = "rIdFooter";

/// `w:sectPr`, children in the order of the schema.
pub fn properties(paper: Paper, pages: Pages) -> El {
    let (w, h) = paper.size();
    let [top, bottom, left, right] = paper.margins();
    let part = |name: &'static str, id: &str| el(name).at("w:type", "default").at("r:id", id);
    let parts = (pages != Pages::None).then(|| {
        [
            part("w:headerReference", HEADER),
            part("w:footerReference", FOOTER),
        ]
    });
    let size = el("w:pgSz").at("w:w", twips(w)).at("w:h", twips(h));
    let size = match paper {
        Paper::Upright => size,
        Paper::Wide | Paper::Folded => size.at("w:orient", "landscape"),
    };
    let edge = match paper {
        Paper::Upright => (18.0, 18.0),
        Paper::Wide | Paper::Folded => (10.0, 9.0),
    };
    let margins = el("w:pgMar")
        .at("w:top", twips(top))
        .at("w:right", twips(right))
        .at("w:bottom", twips(bottom))
        .at("w:left", twips(left))
        .at("w:header", twips(edge.0))
        .at("w:footer", twips(edge.1))
        .at("w:gutter", 0);
    let numbers = match pages {
        Pages::None | Pages::On => None,
        Pages::Front => Some(el("w:pgNumType").at("w:fmt", "upperRoman").at("w:start", 1)),
        Pages::First => Some(el("w:pgNumType").at("w:fmt", "decimal").at("w:start", 1)),
    };
    el("w:sectPr")
        .all(parts.into_iter().flatten())
        .with(val("w:type", "nextPage"))
        .with(size)
        .with(margins)
        .all(numbers)
        .with(el("w:cols").at("w:space", 425))
}

/// The header of every page but the cover.
pub fn header(text: &str) -> El {
    part("w:hdr").with(paragraph(Style::Header).text(text).el())
}

/// The page number: — 1 —.
pub fn footer() -> El {
    let line = field("PAGE", "1")
        .into_iter()
        .fold(paragraph(Style::Footer).text("— "), |p, el| p.with(el));
    part("w:ftr").with(line.with(run(" —")).el())
}

fn part(name: &'static str) -> El {
    el(name)
        .at("xmlns:w", super::package::W)
        .at("xmlns:r", super::package::R)
}
