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
    let options = usvg::Options {
        dpi: 300.0,
        font_family: FAMILY.to_owned(),
        fontdb: Arc::clone(fonts),
        ..usvg::Options::default()
    };
    usvg::Tree::from_str(svg, &options).map_err(|e| format!("不是可用的 SVG：{e}"))
}
