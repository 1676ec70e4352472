//! Pictures by their own size.
//!
//! rust_xlsxwriter ties a picture to two cells. Widths of columns are counted in digits of the default
//! font, so a machine without Calibri stretches the picture with them. A `oneCellAnchor` (ECMA-376 part
//! 1, §20.5.2.24) has the cell where it begins and a size instead.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipArchive, ZipWriter};

/// The workbook with its pictures tied to one cell each; all other parts as they are.
///
/// # Errors
/// What the archive refuses, in words; nothing in practice.
pub fn by_size(workbook: Vec<u8>) -> Result<Vec<u8>, String> {
    let say = |e: zip::result::ZipError| e.to_string();
    let mut from = ZipArchive::new(Cursor::new(workbook)).map_err(say)?;
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    for n in 0..from.len() {
        let mut part = from.by_index(n).map_err(say)?;
        let name = part.name().map_err(say)?.into_owned();
        if !(name.starts_with("xl/drawings/") && name.ends_with(".xml")) {
            to.raw_copy_file(part).map_err(say)?;
            continue;
        }
        let mut xml = String::new();
        part.read_to_string(&mut xml).map_err(|e| e.to_string())?;
        let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
        to.start_file(name, options).map_err(say)?;
        let xml = sized(&xml).unwrap_or(xml);
        to.write_all(xml.as_bytes()).map_err(|e| e.to_string())?;
    }
    Ok(to.finish().map_err(say)?.into_inner())
}

/// The drawing with anchors of one cell; None where it is written otherwise than expected.
fn sized(xml: &str) -> Option<String> {
    const END: &str = "</xdr:twoCellAnchor>";
    let mut out = String::with_capacity(xml.len());
    let mut rest = xml;
    while let Some((before, from)) = rest.split_once("<xdr:twoCellAnchor") {
        let (_, anchor) = from.split_once('>')?;
        let (anchor, after) = anchor.split_once(END)?;
        let (place, other) = anchor.split_once("<xdr:to>")?;
        let (_, picture) = other.split_once("</xdr:to>")?;
        let (_, size) = picture.split_once("<a:ext ")?;
        let (size, _) = size.split_once("/>")?;
        for piece in [
            before,
            "<xdr:oneCellAnchor>",
            place,
            "<xdr:ext ",
            size,
            "/>",
        ] {
            out.push_str(piece);
        }
        out.push_str(picture);
        out.push_str("</xdr:oneCellAnchor>");
        rest = after;
    }
    out.push_str(rest);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::sized;

    #[test]
    fn the_second_cell_gives_way_to_the_size() {
        let picture = "<xdr:pic><a:xfrm><a:off x=\"0\" y=\"9\"/><a:ext cx=\"4\" cy=\"3\"/></a:xfrm></xdr:pic>";
        let xml = format!(
            "<d><xdr:twoCellAnchor editAs=\"absolute\"><xdr:from>A1</xdr:from><xdr:to>C3</xdr:to>{picture}</xdr:twoCellAnchor></d>"
        );
        let one = format!(
            "<d><xdr:oneCellAnchor><xdr:from>A1</xdr:from><xdr:ext cx=\"4\" cy=\"3\"/>{picture}</xdr:oneCellAnchor></d>"
        );
        assert_eq!(sized(&xml), Some(one));
        assert_eq!(sized("<d/>").as_deref(), Some("<d/>"));
        assert_eq!(sized("<d><xdr:twoCellAnchor>"), None);
    }
}
