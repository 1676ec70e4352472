//! The parts of the file, their types and relationships, zipped.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::picture;
use super::section::{FOOTER, HEADER};
use super::styles;
use super::xml::{El, el};

/// Namespace of WordprocessingML.
pub const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// Namespace of relationships in the text.
pub const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// What stands in the properties of the file.
pub struct About {
    /// Title.
    pub title: String,
    /// Program that made it.
    pub creator: String,
    /// Day, `2026-06-30`.
    pub date: String,
}

/// Types of the parts of text, by name, and their relationship to the document.
const PARTS: [(&str, &str, &str); 6] = [
    ("rIdStyles", "styles", "styles"),
    ("rIdNumbering", "numbering", "numbering"),
    ("rIdFonts", "fontTable", "fontTable"),
    ("rIdSettings", "settings", "settings"),
    (HEADER, "header", "header1"),
    (FOOTER, "footer", "footer1"),
];

/// The file: same text and pictures, same bytes.
///
/// # Errors
/// What the archive refuses, in words; nothing in practice.
pub fn write(
    about: &About,
    document: &El,
    header: &El,
    footer: &El,
    png: &[Vec<u8>],
) -> Result<Vec<u8>, String> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    let text = options.compression_method(CompressionMethod::Deflated);
    let stored = options.compression_method(CompressionMethod::Stored);
    let mut put = |name: &str, bytes: &[u8], options: SimpleFileOptions| -> Result<(), String> {
        zip.start_file(name, options).map_err(|e| e.to_string())?;
        zip.write_all(bytes).map_err(|e| e.to_string())
    };
    let parts = [
        ("[Content_Types].xml", types()),
        ("_rels/.rels", whole()),
        ("docProps/core.xml", core(about)),
        ("word/_rels/document.xml.rels", relations(png.len())),
        ("word/document.xml", document.clone()),
        ("word/styles.xml", styles::styles()),
        ("word/numbering.xml", styles::numbering()),
        ("word/fontTable.xml", styles::fonts_table()),
        ("word/settings.xml", styles::settings()),
        ("word/header1.xml", header.clone()),
        ("word/footer1.xml", footer.clone()),
    ];
    for (name, part) in &parts {
        put(name, part.document().as_bytes(), text)?;
    }
    for (n, bytes) in (1..).zip(png) {
        put(&format!("word/{}", media(n)), bytes, stored)?; // PNG is deflated already
    }
    let done = zip.finish().map_err(|e| e.to_string())?;
    Ok(done.into_inner())
}

fn media(n: usize) -> String {
    format!("media/{n}.png")
}

fn types() -> El {
    let word = |name: &str| {
        format!("application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml")
    };
    let default =
        |end: &str, kind: &str| el("Default").at("Extension", end).at("ContentType", kind);
    let part = |name: &str, kind: String| {
        el("Override")
            .at("PartName", format!("/{name}"))
            .at("ContentType", kind)
    };
    el("Types")
        .at(
            "xmlns",
            "http://schemas.openxmlformats.org/package/2006/content-types",
        )
        .with(default(
            "rels",
            "application/vnd.openxmlformats-package.relationships+xml",
        ))
        .with(default("xml", "application/xml"))
        .with(default("png", "image/png"))
        .with(part("word/document.xml", word("document.main")))
        .all(PARTS.map(|(_, kind, file)| part(&format!("word/{file}.xml"), word(kind))))
        .with(part(
            "docProps/core.xml",
            "application/vnd.openxmlformats-package.core-properties+xml".to_owned(),
        ))
}

fn relationships(all: impl IntoIterator<Item = (String, String, String)>) -> El {
    el("Relationships")
        .at(
            "xmlns",
            "http://schemas.openxmlformats.org/package/2006/relationships",
        )
        .all(all.into_iter().map(|(id, kind, target)| {
            el("Relationship")
                .at("Id", id)
                .at("Type", kind)
                .at("Target", target)
        }))
}

fn whole() -> El {
    let core =
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    relationships([
        (
            "rId1".to_owned(),
            format!("{R}/officeDocument"),
            "word/document.xml".to_owned(),
        ),
        (
            "rId2".to_owned(),
            core.to_owned(),
            "docProps/core.xml".to_owned(),
        ),
    ])
}

fn relations(pictures: usize) -> El {
    let parts =
        PARTS.map(|(id, kind, file)| (id.to_owned(), format!("{R}/{kind}"), format!("{file}.xml")));
    let pictures = (1..=pictures).map(|n| (picture::relation(n), format!("{R}/image"), media(n)));
    relationships(parts.into_iter().chain(pictures))
}

fn core(about: &About) -> El {
    let created = el("dcterms:created")
        .at("xsi:type", "dcterms:W3CDTF")
        .text(format!("{}T00:00:00Z", about.date));
    el("cp:coreProperties")
        .at(
            "xmlns:cp",
            "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        )
        .at("xmlns:dc", "http://purl.org/dc/elements/1.1/")
        .at("xmlns:dcterms", "http://purl.org/dc/terms/")
        .at("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
        .with(el("dc:title").text(&about.title))
        .with(el("dc:creator").text(&about.creator))
        .with(created)
}
