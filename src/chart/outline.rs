//! Text to paths, for programs that have no Chinese font and take none.

use usvg::WriteOptions;

use super::svg::escape;
use super::{Figure, tree};

/// The figure's SVG with every text as paths; larger by ten times and no longer editable as text.
///
/// # Errors
/// In words.
pub fn outlined(figure: &Figure) -> Result<String, String> {
    let tree = tree::parse(&figure.svg)?;
    let options = WriteOptions {
        coordinates_precision: 2,
        transforms_precision: 4,
        ..WriteOptions::default()
    };
    let text = tree.to_string(&options);
    // usvg speaks of pixels; the physical size goes back in, as it stands in the original.
    let size = figure.svg.split("viewBox").next().unwrap_or_default();
    let inner = text
        .split_once('>')
        .map(|(_, inner)| inner)
        .ok_or_else(|| "转曲失败".to_owned())?;
    let (w, h) = (tree.size().width(), tree.size().height());
    Ok(format!(
        "{size}viewBox=\"0 0 {w} {h}\">\n<title>{}</title>{inner}",
        escape(&figure.title)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::canvas::{Canvas, Sheet, Type};

    #[test]
    fn no_text_is_left_and_the_size_stays() {
        let page = Canvas::new(Sheet::plain((3508, 2480)), "A<B>");
        page.text((1000, 1000), "补链", &Type::new(60.0));
        let figure = page.finish("页".to_owned());
        let svg = outlined(&figure).expect("outlined");
        assert!(!svg.contains("<text") && svg.contains("<path"), "{svg}");
        assert!(svg.contains("width=\"297.010mm\"") || svg.contains("width=\"297.01mm\""));
        let before = crate::chart::png(&figure.svg).expect("drawn");
        let after = crate::chart::png(&svg).expect("drawn");
        let size = |png: &[u8]| png[16..24].to_vec();
        assert_eq!(size(&before), size(&after));
    }
}
