//! Looks at a zipped workbook before anything is inflated for good.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::diag::Kind;

/// Inflated size up to which a workbook is read, bytes.
pub const INFLATED_LIMIT: u64 = 1 << 30;

/// The least that a shared string takes in the file, bytes (`<si/>`).
const STRING: u64 = 5;

/// What a zipped file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zipped {
    /// Office Open XML.
    Xlsx,
    /// OpenDocument.
    Ods,
    /// Something else: the extension it would have.
    Other(&'static str),
}

/// A workbook that can't be opened, with what the reader of its format says.
pub fn broken(cause: impl std::fmt::Display) -> Kind {
    Kind::WorkbookBroken {
        cause: format!("文件已损坏或不完整（{cause}）"),
    }
}

/// What a zip file is, once it is sure that reading it stays within `limit` bytes.
///
/// The sizes that the directory declares are summed. A directory can lie, but then the zip crate,
/// here and inside calamine, counts while it inflates and stops at the declared size (since zip 9;
/// a test below would notice a change). Pictures and the like are never read and don't count.
///
/// # Errors
/// [`Kind::WorkbookBroken`] or [`Kind::WorkbookTooLarge`].
pub fn look(bytes: &[u8], limit: u64) -> Result<Zipped, Kind> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let mut declared = 0u64;
    let mut strings = None;
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(broken)?;
        let name = entry.name().map_err(broken)?.to_ascii_lowercase();
        if name.ends_with(".xml") || name.ends_with(".rels") {
            declared = declared.saturating_add(entry.size());
        }
        if name.ends_with("sharedstrings.xml") {
            strings = Some(index);
        }
    }
    if declared > limit {
        return Err(too_large(declared, limit));
    }
    if let Some(index) = strings {
        // The reader makes room for as many strings as the file says it has.
        let mut head = Vec::new();
        let part = archive.by_index(index).map_err(broken)?;
        part.take(2048).read_to_end(&mut head).map_err(broken)?;
        let size = counted_strings(&head).saturating_mul(STRING);
        if size > limit {
            return Err(too_large(size, limit));
        }
    }
    let has = |name: &str| archive.index_for_name(name).is_some();
    Ok(
        if archive
            .file_names()
            .flatten()
            .any(|name| name.eq_ignore_ascii_case("xl/workbook.xml"))
        {
            Zipped::Xlsx
        } else if has("content.xml") {
            Zipped::Ods
        } else if has("word/document.xml") {
            Zipped::Other("docx")
        } else if has("ppt/presentation.xml") {
            Zipped::Other("pptx")
        } else if has("xl/workbook.bin") {
            Zipped::Other("xlsb")
        } else {
            Zipped::Other("zip")
        },
    )
}

/// The message, in MB.
pub fn too_large(size: u64, limit: u64) -> Kind {
    Kind::WorkbookTooLarge {
        inflated_mb: size.div_ceil(1 << 20),
        limit_mb: limit >> 20,
    }
}

/// `uniqueCount` where the text declares it, else 0.
fn counted_strings(text: &[u8]) -> u64 {
    const KEY: &[u8] = b"uniqueCount=\"";
    let Some(at) = text.windows(KEY.len()).position(|window| window == KEY) else {
        return 0;
    };
    text[at + KEY.len()..]
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .fold(0u64, |sum, byte| {
            sum.saturating_mul(10)
                .saturating_add(u64::from(byte - b'0'))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workbook() -> Vec<u8> {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        for row in 0..200 {
            assert!(sheet.write_string(row, 0, "企业".repeat(200)).is_ok());
        }
        book.save_to_buffer().unwrap_or_default()
    }

    #[test]
    fn an_honest_workbook_passes() {
        assert_eq!(look(&workbook(), INFLATED_LIMIT), Ok(Zipped::Xlsx));
    }

    #[test]
    fn a_declared_bomb_is_refused_unread() {
        let mut bytes = workbook();
        // Inflated size: 24 bytes into an entry of the central directory.
        let entry = bytes
            .windows(4)
            .position(|w| w == b"PK\x01\x02")
            .unwrap_or_default();
        bytes[entry + 24..entry + 28].copy_from_slice(&0xF000_0000u32.to_le_bytes());
        let size = match look(&bytes, INFLATED_LIMIT) {
            Err(Kind::WorkbookTooLarge { inflated_mb, .. }) => inflated_mb,
            _ => 0,
        };
        assert!(size >= 3840, "{size}");
    }

    #[test]
    fn a_lying_directory_is_found_out() {
        let mut bytes = workbook();
        let mut at = 0;
        while let Some(found) = bytes[at..].windows(4).position(|w| w == b"PK\x01\x02") {
            at += found;
            bytes[at + 24..at + 28].copy_from_slice(&1u32.to_le_bytes());
            at += 4;
        }
        let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
            panic!("not a zip")
        };
        for index in 0..archive.len() {
            let mut text = Vec::new();
            let read = archive
                .by_index(index)
                .map(|mut part| part.read_to_end(&mut text));
            assert!(matches!(read, Ok(Err(_))), "{index}");
            assert!(text.len() <= 2, "{index}: {}", text.len());
        }
    }

    #[test]
    fn a_cut_workbook_is_broken() {
        let bytes = workbook();
        assert!(matches!(
            look(&bytes[..bytes.len() / 2], INFLATED_LIMIT),
            Err(Kind::WorkbookBroken { .. })
        ));
    }

    #[test]
    fn declared_strings() {
        assert_eq!(
            counted_strings(b"<sst count=\"9\" uniqueCount=\"123\">"),
            123
        );
        assert_eq!(counted_strings(b"<sst>"), 0);
    }
}
