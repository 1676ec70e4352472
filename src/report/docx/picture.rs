//! Pictures in the line of text.

use super::paragraph::{Paragraph, Style, paragraph};
use super::xml::{El, el};

/// English metric units in a millimetre.
const EMU: f64 = 36_000.0;

const A: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const PIC: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";

/// Width and height within a room that keep the proportions of so many pixels.
pub fn fit((w, h): (u32, u32), (room_w, room_h): (f64, f64)) -> (f64, f64) {
    let (w, h) = (f64::from(w.max(1)), f64::from(h.max(1)));
    let scale = (room_w / w).min(room_h / h);
    (w * scale, h * scale)
}

/// Pixels of a PNG, as its header says.
pub fn pixels(png: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize| -> Option<u32> {
        let bytes: [u8; 4] = png.get(at..at + 4)?.try_into().ok()?;
        Some(u32::from_be_bytes(bytes))
    };
    (png.get(12..16)? == b"IHDR").then_some((number(16)?, number(20)?))
}

/// Relationship of the n-th picture, 1-based.
pub fn relation(n: usize) -> String {
    format!("rIdPicture{n}")
}

/// The paragraph of the n-th picture, 1-based, so many mm large; `about` is read out to the blind.
pub fn picture(n: usize, (w, h): (f64, f64), about: &str) -> Paragraph {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "lengths on paper are small"
    )]
    let [w, h] = [w, h].map(|mm| (mm * EMU).round() as i64);
    let name = format!("图{n}");
    let fill = el("pic:blipFill")
        .with(el("a:blip").at("r:embed", relation(n)))
        .with(el("a:stretch").with(el("a:fillRect")));
    let place = el("a:xfrm")
        .with(el("a:off").at("x", 0).at("y", 0))
        .with(el("a:ext").at("cx", w).at("cy", h));
    let shape = el("pic:spPr")
        .with(place)
        .with(el("a:prstGeom").at("prst", "rect").with(el("a:avLst")));
    let names = el("pic:nvPicPr")
        .with(el("pic:cNvPr").at("id", n).at("name", &name))
        .with(el("pic:cNvPicPr"));
    let picture = el("pic:pic")
        .at("xmlns:pic", PIC)
        .with(names)
        .with(fill)
        .with(shape);
    let data = el("a:graphicData").at("uri", PIC).with(picture);
    let inline: El = el("wp:inline")
        .at("distT", 0)
        .at("distB", 0)
        .at("distL", 0)
        .at("distR", 0)
        .with(el("wp:extent").at("cx", w).at("cy", h))
        .with(
            el("wp:docPr")
                .at("id", n)
                .at("name", &name)
                .at("descr", about),
        )
        .with(el("a:graphic").at("xmlns:a", A).with(data));
    let drawing = el("w:drawing").with(inline);
    paragraph(Style::Picture).with(el("w:r").with(drawing))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_fits_the_shorter_side() {
        assert_eq!(fit((300, 200), (150.0, 200.0)), (150.0, 100.0));
        assert_eq!(fit((300, 200), (300.0, 100.0)), (150.0, 100.0));
    }

    #[test]
    fn what_is_no_png_has_no_pixels() {
        assert_eq!(pixels(b"GIF89a"), None);
    }
}
