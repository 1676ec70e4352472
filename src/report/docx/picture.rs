//! Pictures in the line of text.

use std::io::Cursor;

use super::paragraph::{Paragraph, Style, paragraph};
use super::xml::{El, el};

/// English metric units in a millimetre.
const EMU: f64 = 36_000.0;

const A: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const PIC: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";

/// Width and height within a room that keep the proportions of a size.
pub fn fit((w, h): (f64, f64), (room_w, room_h): (f64, f64)) -> (f64, f64) {
    let scale = (room_w / w).min(room_h / h);
    (w * scale, h * scale)
}

/// Width and height of a PNG on paper, mm, as its header says: pixels ÷ pixels a metre.
pub fn size(png: &[u8]) -> Option<(f64, f64)> {
    let reader = png::Decoder::new(Cursor::new(png)).read_info().ok()?;
    let info = reader.info();
    let metre = info.pixel_dims.filter(|d| d.unit == png::Unit::Meter)?;
    let mm = |pixels: u32, a_metre: u32| f64::from(pixels) / f64::from(a_metre.max(1)) * 1000.0;
    Some((mm(info.width, metre.xppu), mm(info.height, metre.yppu)))
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
        assert_eq!(fit((300.0, 200.0), (150.0, 200.0)), (150.0, 100.0));
        assert_eq!(fit((300.0, 200.0), (300.0, 100.0)), (150.0, 100.0));
    }

    #[test]
    fn what_is_no_png_has_no_size() {
        assert_eq!(size(b"GIF89a"), None);
    }

    #[test]
    fn a4_at_300_and_at_200_dpi() {
        // 3508 pixels ÷ 11811 a metre, 2339 ÷ 7874.
        let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" width="3508" height="2480"/>"#;
        for png in [crate::chart::png(svg), crate::chart::inset(svg)] {
            let (w, h) = size(&png.expect("drawn")).expect("a PNG");
            assert!(
                (w - 297.0).abs() < 0.2 && (h - 210.0).abs() < 0.2,
                "{w} {h}"
            );
        }
    }
}
