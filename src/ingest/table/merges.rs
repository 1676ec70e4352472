//! Merged cells of an .xlsx without a second parse of its sheets.
//!
//! They stand behind the cells, so the end of each sheet's text tells whether there are any.
//! calamine would parse the whole sheet once more for them: a third of the reading time.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::read::ZipReadOptions;

use super::grid::Merge;

/// What the ends of the sheets say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Merges {
    /// No sheet has merged cells.
    None,
    /// The only sheet has these.
    Of(Vec<Merge>),
    /// calamine has to be asked: several sheets, or more behind the cells than we keep.
    Ask,
}

/// Bytes kept of a sheet's end.
const KEPT: usize = 1 << 20;

/// Looks at the ends of all sheets.
pub fn scan(bytes: &[u8]) -> Merges {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return Merges::Ask;
    };
    let is_sheet = |name: &str| name.to_ascii_lowercase().starts_with("xl/worksheets/sheet");
    let sheets: Vec<usize> = (0..archive.len())
        .filter(|&index| {
            archive
                .name_for_index(index)
                .is_some_and(|name| name.is_ok_and(|name| is_sheet(&name)))
        })
        .collect();
    let mut found = Vec::new();
    for &index in &sheets {
        match end_of(&mut archive, index).as_deref().and_then(merged) {
            Some(merges) => found.extend(merges),
            None => return Merges::Ask,
        }
    }
    match (sheets.len(), found.is_empty()) {
        // Sheets may stand elsewhere; the specification allows any path.
        (0, _) => Merges::Ask,
        (_, true) => Merges::None,
        (1, false) => Merges::Of(found),
        (_, false) => Merges::Ask,
    }
}

fn end_of(archive: &mut ZipArchive<Cursor<&[u8]>>, index: usize) -> Option<Vec<u8>> {
    let mut part = archive
        .by_index_with_options(index, ZipReadOptions::new().ignore_crc32(true))
        .ok()?;
    let mut kept = Vec::with_capacity(2 * KEPT);
    let mut buffer = vec![0u8; 1 << 16];
    loop {
        let read = part.read(&mut buffer).ok()?;
        if read == 0 {
            return Some(kept);
        }
        if kept.len() + read > 2 * KEPT {
            kept.drain(..kept.len() - KEPT);
        }
        kept.extend_from_slice(buffer.get(..read)?);
    }
}

/// The merged cells behind the cells; None where the end of the cells is not in sight.
fn merged(end: &[u8]) -> Option<Vec<Merge>> {
    // The cut may have split a character.
    let text = String::from_utf8_lossy(end);
    let cells_end = text
        .rfind("sheetData>")
        .or_else(|| text.rfind("sheetData/>"))?;
    let behind = text.get(cells_end..)?;
    let mut merges = Vec::new();
    for element in behind.split("mergeCell ").skip(1) {
        let reference = element.split_once("ref=\"")?.1.split('"').next()?;
        merges.push(area(reference)?);
    }
    Some(merges)
}

/// `A1:C2`.
fn area(reference: &str) -> Option<Merge> {
    let (from, to) = reference.split_once(':').unwrap_or((reference, reference));
    let ((row, column), (last_row, last_column)) = (cell(from)?, cell(to)?);
    Some(Merge {
        rows: (row, last_row),
        columns: (column, last_column),
    })
}

/// Row (1-based) and column (0-based) of `AB12`.
fn cell(reference: &str) -> Option<(u32, u32)> {
    let digits = reference.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = reference.split_at_checked(digits)?;
    let column = letters.bytes().try_fold(0u32, |sum, letter| {
        let digit = u32::from(letter.is_ascii_uppercase().then_some(letter)? - b'A') + 1;
        sum.checked_mul(26)?.checked_add(digit)
    })?;
    Some((row.parse().ok()?, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book(merges: &[(u32, u16, u32, u16)], sheets: usize) -> Vec<u8> {
        let mut book = rust_xlsxwriter::Workbook::new();
        for _ in 0..sheets {
            let sheet = book.add_worksheet();
            assert!(sheet.write_string(9, 0, "mergeCell ref=\"A1:B2\"").is_ok());
            for &(row, column, last_row, last_column) in merges {
                let format = rust_xlsxwriter::Format::new();
                assert!(
                    sheet
                        .merge_range(row, column, last_row, last_column, "x", &format)
                        .is_ok()
                );
            }
        }
        book.save_to_buffer().unwrap_or_default()
    }

    #[test]
    fn ends_of_sheets() {
        assert_eq!(scan(&book(&[], 3)), Merges::None);
        let merges = vec![
            Merge {
                rows: (1, 1),
                columns: (0, 27),
            },
            Merge {
                rows: (4, 6),
                columns: (1, 1),
            },
        ];
        assert_eq!(
            scan(&book(&[(0, 0, 0, 27), (3, 1, 5, 1)], 1)),
            Merges::Of(merges)
        );
        assert_eq!(scan(&book(&[(0, 0, 0, 3)], 2)), Merges::Ask);
        assert_eq!(scan(b"PK"), Merges::Ask);
    }

    #[test]
    fn references() {
        assert_eq!(
            (cell("A1"), cell("XFD1048576"), cell("AB12")),
            (Some((1, 0)), Some((1_048_576, 16_383)), Some((12, 27)))
        );
        for bad in ["", "A", "1", "a1", "A1B", "AAAAAAAAAA1"] {
            assert_eq!(cell(bad), None, "{bad}");
        }
    }
}
