//! SVG to PNG: at 300 dpi to print, smaller to stand in a document.

use resvg::tiny_skia::{Pixmap, Transform};

use super::{palette, tree};

/// Pixels per metre at 300 dpi.
const PER_METRE: u32 = 11_811;
/// Most pixels of a picture; an A0 page has 140 million.
const MOST_PIXELS: u64 = 200_000_000;

/// Draws an SVG document as PNG, 300 dpi by its physical size, 256 colours.
///
/// # Errors
/// In words: the text is no SVG, or too large a picture.
pub fn png(svg: &str) -> Result<Vec<u8>, String> {
    encode(&pixels(svg, 1.0)?, PER_METRE)
}

/// Draws an SVG document as a smaller PNG, for a document that is mailed: 200 dpi.
///
/// # Errors
/// As [`png()`].
pub fn inset(svg: &str) -> Result<Vec<u8>, String> {
    encode(&pixels(svg, 2.0 / 3.0)?, PER_METRE * 2 / 3)
}

/// The picture on white, its size at 300 dpi times `scale`.
fn pixels(svg: &str, scale: f64) -> Result<Pixmap, String> {
    let tree = tree::parse(svg)?;
    #[expect(clippy::cast_possible_truncation, reason = "a factor of one or less")]
    let whole = tree.size().scale_by(scale as f32);
    let size = whole.ok_or("图幅不可用")?.to_int_size();
    let (w, h) = (size.width(), size.height());
    if u64::from(w) * u64::from(h) > MOST_PIXELS {
        return Err(format!("图幅过大：{w}×{h} 像素"));
    }
    let mut pixels = Pixmap::new(w, h).ok_or_else(|| format!("图幅不可用：{w}×{h} 像素"))?;
    pixels.fill(resvg::tiny_skia::Color::WHITE);
    // The physical size is rounded to whole pixels: stretch by that hair, no blank line remains.
    let fill = |whole: u32, part: f32| f64::from(whole) / f64::from(part);
    #[expect(clippy::cast_possible_truncation, reason = "a factor of about one")]
    let stretch = Transform::from_scale(
        fill(w, tree.size().width()) as f32,
        fill(h, tree.size().height()) as f32,
    );
    resvg::render(&tree, stretch, &mut pixels.as_mut());
    Ok(pixels)
}

/// Writes a PNG. Charts are flat, most rows like the one above them: one filter serves all, and level 1
/// makes smaller files in less time than trying every filter does.
fn encode(pixels: &Pixmap, per_metre: u32) -> Result<Vec<u8>, String> {
    let (colours, indices) = palette::reduce(pixels.data());
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixels.width(), pixels.height());
    encoder.set_palette(colours);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_deflate_compression(png::DeflateCompression::Level(1));
    encoder.set_filter(png::Filter::Up);
    encoder.set_pixel_dims(Some(png::PixelDimensions {
        xppu: per_metre,
        yppu: per_metre,
        unit: png::Unit::Meter,
    }));
    let failed = |e: &dyn std::fmt::Display| format!("PNG 编码失败：{e}");
    let mut writer = encoder.write_header().map_err(|e| failed(&e))?;
    writer.write_image_data(&indices).map_err(|e| failed(&e))?;
    writer.finish().map_err(|e| failed(&e))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::canvas::{Canvas, Sheet, Type};

    #[test]
    fn a4_has_3508_by_2480_pixels_and_300_dpi() {
        let page = Canvas::new(Sheet::plain((3508, 2480)), "页");
        page.text((1000, 1000), "补链", &Type::new(60.0));
        let bytes = png(&page.finish(String::new()).svg).expect("drawn");
        let reader = png::Decoder::new(std::io::Cursor::new(&bytes))
            .read_info()
            .expect("a PNG");
        assert_eq!(reader.info().size(), (3508, 2480));
        assert_eq!(reader.info().pixel_dims.map(|d| d.xppu), Some(PER_METRE));
    }

    #[test]
    fn an_inset_has_two_thirds_of_the_pixels_and_the_same_size_on_paper() {
        let page = Canvas::new(Sheet::plain((3508, 2480)), "页");
        page.text((1000, 1000), "补链", &Type::new(60.0));
        let bytes = inset(&page.finish(String::new()).svg).expect("drawn");
        let reader = png::Decoder::new(std::io::Cursor::new(&bytes))
            .read_info()
            .expect("a PNG");
        assert_eq!(reader.info().size(), (2339, 1653));
        assert_eq!(reader.info().pixel_dims.map(|d| d.xppu), Some(7874));
    }

    #[test]
    fn text_is_drawn_with_the_embedded_font() {
        let blank = png(&Canvas::new(Sheet::plain((400, 300)), "")
            .finish(String::new())
            .svg)
        .expect("drawn");
        let page = Canvas::new(Sheet::plain((400, 300)), "");
        page.text((20, 100), "补链", &Type::new(20.0));
        assert_ne!(png(&page.finish(String::new()).svg).expect("drawn"), blank);
    }

    #[test]
    fn what_is_no_svg_is_refused() {
        assert!(png("补链").is_err());
    }
}
