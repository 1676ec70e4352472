//! An SVG document read for drawing, with the embedded font.
//!
//! A character the embedded font lacks (a rare one in the name of a firm) is taken from the fonts of
//! the machine; where these lack it too it is drawn as □. Only documents with such a character look
//! at the machine's fonts, so all others are the same bytes everywhere.

use std::sync::{Arc, LazyLock};

use ab_glyph::{Font, FontRef};
use usvg::fontdb::Database;

use super::font::{BOLD, FAMILY, REGULAR, missing_glyphs};

static EMBEDDED: LazyLock<Arc<Database>> = LazyLock::new(|| Arc::new(embedded()));

static WITH_SYSTEM: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = embedded();
    fonts.load_system_fonts();
    Arc::new(fonts)
});

fn embedded() -> Database {
    let mut fonts = Database::new();
    fonts.load_font_data(REGULAR.to_vec());
    fonts.load_font_data(BOLD.to_vec());
    fonts.set_sans_serif_family(FAMILY);
    fonts
}

/// The text of a document: what stands between its tags.
pub fn words(svg: &str) -> String {
    svg.split('<')
        .filter_map(|part| part.split_once('>'))
        .map(|(_, text)| text)
        .collect()
}

/// Characters of a document that neither the embedded font nor a font of this machine has.
pub fn undrawable(svg: &str) -> Vec<char> {
    let mut missing = missing_glyphs(&words(svg));
    if !missing.is_empty() {
        let fonts = &*WITH_SYSTEM;
        missing.retain(|c| !fonts.faces().any(|face| has(fonts, face.id, *c)));
    }
    missing
}

fn has(fonts: &Database, id: usvg::fontdb::ID, c: char) -> bool {
    let found = fonts.with_face_data(id, |data, index| {
        let face = FontRef::try_from_slice_and_index(data, index);
        face.is_ok_and(|face| face.glyph_id(c).0 != 0)
    });
    found.unwrap_or(false)
}

/// Reads a document, its physical size taken at 300 dpi.
///
/// # Errors
/// In words, that it is no SVG.
pub fn parse(svg: &str) -> Result<usvg::Tree, String> {
    let fonts = if missing_glyphs(&words(svg)).is_empty() {
        &EMBEDDED
    } else {
        &WITH_SYSTEM
    };
    parse_with(svg, fonts)
}

fn parse_with(svg: &str, fonts: &Arc<Database>) -> Result<usvg::Tree, String> {
    let options = usvg::Options {
        dpi: 300.0,
        font_family: FAMILY.to_owned(),
        fontdb: Arc::clone(fonts),
        ..usvg::Options::default()
    };
    usvg::Tree::from_str(svg, &options).map_err(|e| format!("不是可用的 SVG：{e}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::canvas::{Canvas, Sheet, Type};

    fn svg(text: &str) -> String {
        let page = Canvas::new(Sheet::plain((400, 300)), "");
        page.text((20, 100), text, &Type::new(20.0));
        page.finish(String::new()).svg
    }

    /// Number of glyph outlines in a document, spaces left out.
    fn outlines(tree: &usvg::Tree) -> usize {
        fn count(group: &usvg::Group) -> usize {
            let of = |node: &usvg::Node| match node {
                usvg::Node::Group(g) => count(g),
                usvg::Node::Text(t) => t
                    .layouted()
                    .iter()
                    .map(|span| span.positioned_glyphs.len())
                    .sum(),
                usvg::Node::Path(_) | usvg::Node::Image(_) => 0,
            };
            group.children().iter().map(of).sum()
        }
        count(tree.root())
    }

    /// Without any font that has it a character is still there, as the font's □.
    #[test]
    fn a_character_without_glyph_does_not_vanish() {
        let drawn = parse_with(&svg("甘✔肃"), &EMBEDDED).expect("an SVG");
        assert_eq!(outlines(&drawn), 3);
        let box_sign = FontRef::try_from_slice(REGULAR)
            .ok()
            .and_then(|face| face.outline(ab_glyph::GlyphId(0)));
        assert!(
            box_sign.is_some_and(|o| !o.curves.is_empty()),
            "the □ is blank"
        );
    }

    #[test]
    fn only_what_is_missing_everywhere_is_reported() {
        assert!(undrawable(&svg("甘肃酒泉")).is_empty());
        let never = '\u{10fff0}'; // private use, in no font
        assert_eq!(undrawable(&svg(&format!("甘{never}肃"))), [never]);
    }
}
