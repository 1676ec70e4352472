//! SVG to vector PDF: text stays text, with the glyphs it needs embedded.

use krilla::Document;
use krilla::geom::Size;
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla_svg::{SurfaceExt, SvgSettings};

use super::{Figure, tree};

/// Points of a pixel at 300 dpi.
const POINTS: f32 = 72.0 / 300.0;

/// Draws a figure as a one-page PDF in its physical size. No date and no other id than that of the
/// contents: the same figure gives the same bytes.
///
/// # Errors
/// In words.
pub fn pdf(figure: &Figure) -> Result<Vec<u8>, String> {
    let tree = tree::parse(&figure.svg)?;
    let size = Size::from_wh(tree.size().width() * POINTS, tree.size().height() * POINTS)
        .ok_or_else(|| "图幅不可用".to_owned())?;
    let mut document = Document::new();
    document.set_metadata(
        Metadata::new()
            .title(figure.title.clone())
            .language("zh-CN".to_owned())
            .creator("bulian 补链".to_owned()),
    );
    let mut page = document.start_page_with(PageSettings::new(size));
    let mut surface = page.surface();
    let drawn = surface.draw_svg(&tree, size, SvgSettings::default());
    surface.finish();
    page.finish();
    drawn.ok_or_else(|| "PDF 画图失败".to_owned())?;
    document
        .finish()
        .map_err(|e| format!("PDF 写出失败：{e:?}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::canvas::{Canvas, Sheet, Type};

    fn figure() -> Figure {
        let page = Canvas::new(Sheet::plain((3508, 2480)), "页");
        page.text((1000, 1000), "补链", &Type::new(60.0));
        page.finish("页".to_owned())
    }

    #[test]
    fn a4_in_points_with_its_font_and_no_date() {
        let bytes = pdf(&figure()).expect("drawn");
        let text = String::from_utf8_lossy(&bytes);
        assert!(text.starts_with("%PDF-1."));
        // Objects are deflated; the page's size is read from a plain copy of the tree.
        let tree = tree::parse(&figure().svg).expect("an SVG");
        let points = (tree.size().width() * POINTS, tree.size().height() * POINTS);
        assert!((points.0 - 841.9).abs() < 0.1 && (points.1 - 595.2).abs() < 0.1);
        assert!(text.contains("NotoSansSC"), "the font is embedded");
        assert!(!text.contains("CreationDate") && !text.contains("CreateDate"));
        assert!(bytes.len() < 60_000, "{} bytes: a subset only", bytes.len());
    }

    #[test]
    fn same_figure_same_bytes() {
        assert_eq!(pdf(&figure()), pdf(&figure()));
    }
}
