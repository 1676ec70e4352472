//! The table of contents: a field, its entries filled in.

use super::paragraph::{Paragraph, Style, field, paragraph, run};
use super::xml::{El, el, val};

/// A line of it.
pub struct Entry {
    /// The heading with its number.
    pub shown: String,
    /// The bookmark at the heading.
    pub mark: String,
}

/// Name of the n-th bookmark.
pub fn bookmark(n: usize) -> String {
    format!("_Toc{n:08}")
}

/// The table under its title. Entries lead to their headings; `pages` are their numbers until the program that
/// sets the pages brings the field up to date.
pub fn contents(entries: &[Entry], pages: &[usize]) -> El {
    let mark = |kind: &str| el("w:r").with(el("w:fldChar").at("w:fldCharType", kind));
    let code = el("w:instrText")
        .at("xml:space", "preserve")
        .text(" TOC \\o \"1-1\" \\h \\z \\u ");
    let mut begin = vec![mark("begin"), el("w:r").with(code), mark("separate")];
    let lines = entries.iter().zip(pages).map(|(entry, page)| {
        let code = format!("PAGEREF {} \\h", entry.mark);
        let link = el("w:hyperlink")
            .at("w:anchor", &entry.mark)
            .at("w:history", 1)
            .with(run(&entry.shown))
            .with(el("w:r").with(el("w:tab")))
            .all(field(&code, &page.to_string()));
        let line = std::mem::take(&mut begin)
            .into_iter()
            .fold(paragraph(Style::Toc1), Paragraph::with);
        line.with(link).el()
    });
    let lines: Vec<El> = lines.collect();
    let gallery = el("w:docPartObj")
        .with(val("w:docPartGallery", "Table of Contents"))
        .with(el("w:docPartUnique"));
    let content = el("w:sdtContent")
        .with(paragraph(Style::TocTitle).text("目　录").el())
        .all(lines)
        .with(paragraph(Style::Note).with(mark("end")).el());
    el("w:sdt").with(el("w:sdtPr").with(gallery)).with(content)
}
