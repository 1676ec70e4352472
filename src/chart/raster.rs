//! SVG to PNG: at 300 dpi to print, smaller to stand in a document.

use std::io::Write as _;

use resvg::tiny_skia::{Pixmap, Transform};

use super::{palette, tree};

/// Pixels per metre at 300 dpi.
const PER_METRE: u32 = 11_811;
/// Resolution of pictures in a document.
pub const INSET_DPI: u32 = 200;
/// Most pixels of a picture; an A0 page has 140 million.
const MOST_PIXELS: u64 = 200_000_000;

/// Draws an SVG document as PNG, 300 dpi by its physical size.
///
/// # Errors
/// In words: the text is no SVG, or too large a picture.
pub fn png(svg: &str) -> Result<Vec<u8>, String> {
    let pixels = pixels(svg, 1.0)?;
    // On white every pixel is opaque: three channels say it all.
    let rows = pixels.data().chunks_exact(4 * pixels.width() as usize);
    let rgb = rows.map(|row| {
        row.chunks_exact(4)
            .flat_map(|p| [p[0], p[1], p[2]])
            .collect()
    });
    encode(&pixels, rgb, PER_METRE, None)
}

/// Draws an SVG document as a small PNG to be put into a document: [`INSET_DPI`], 256 colours.
///
/// # Errors
/// As [`png()`].
pub fn inset(svg: &str) -> Result<Vec<u8>, String> {
    let pixels = pixels(svg, f64::from(INSET_DPI) / 300.0)?;
    let (colours, indices) = palette::reduce(pixels.data());
    let rows = indices.chunks_exact(pixels.width() as usize);
    encode(
        &pixels,
        rows.map(<[u8]>::to_vec),
        PER_METRE * INSET_DPI / 300,
        Some(colours),
    )
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

/// Writes a PNG row by row. Charts are flat, most rows like the one above them: one filter serves
/// all, and level 1 makes smaller files in less time than trying every filter does.
fn encode(
    pixels: &Pixmap,
    rows: impl Iterator<Item = Vec<u8>>,
    per_metre: u32,
    palette: Option<Vec<u8>>,
) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixels.width(), pixels.height());
    let kind = palette.map_or(png::ColorType::Rgb, |colours| {
        encoder.set_palette(colours);
        png::ColorType::Indexed
    });
    encoder.set_color(kind);
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
    let mut stream = writer.stream_writer().map_err(|e| failed(&e))?;
    for row in rows {
        stream.write_all(&row).map_err(|e| failed(&e))?;
    }
    stream.finish().map_err(|e| failed(&e))?;
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
