//! CSV and TSV text → grid.

use std::borrow::Cow;

use super::block::Block;
use super::grid::Grid;

const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// Records looked at to find the delimiter.
const SAMPLE: usize = 50;

/// The cells of a block of records.
///
/// Rows are numbered as a spreadsheet program shows them: one a record, blank lines included, a
/// quoted cell of several lines within its one row. Records may differ in length.
pub fn read(block: &Block, delimiter: u8, grid: &mut Grid) {
    match plain(&block.text, delimiter) {
        Some(text) => grid.cut(text, block.row, delimiter),
        None => records(block, delimiter, grid),
    }
}

/// A text that line breaks and delimiters alone cut into cells: nothing in it is quoted, damaged or a control
/// character.
fn plain(text: &[u8], delimiter: u8) -> Option<&str> {
    let odd = |byte: u8| {
        let control = (byte < 0x20) & (byte != b'\n') & (byte != b'\r') & (byte != delimiter);
        control | (byte == b'"') | (byte == 0x7f)
    };
    // All bytes, without stopping at the first: so many are looked at in one step.
    let odd = text.iter().fold(false, |some, byte| some | odd(*byte));
    let next = |at: usize| text.get(at + 1).copied();
    let plain = !odd
        && memchr::memchr_iter(b'\r', text).all(|at| next(at) == Some(b'\n'))
        && memchr::memchr_iter(0xc2, text).all(|at| next(at) >= Some(0xa0))
        && memchr::memmem::find(text, "\u{fffd}".as_bytes()).is_none();
    plain
        .then(|| simdutf8::basic::from_utf8(text).ok())
        .flatten()
}

/// Any block, record by record.
fn records(block: &Block, delimiter: u8, grid: &mut Grid) {
    let text = block.text.as_slice();
    // Looked for once a block, not once a cell.
    let damaged = memchr::memchr(0, text).is_some()
        || memchr::memmem::find(text, "\u{fffd}".as_bytes()).is_some();
    let mut record = csv::ByteRecord::new();
    let mut reader = reader(text, delimiter, block.quoting);
    let mut row = block.row.saturating_sub(1);
    while matches!(reader.read_byte_record(&mut record), Ok(true)) {
        let start = record.position().map_or(0, csv::Position::byte);
        let start = usize::try_from(start).unwrap_or(usize::MAX);
        row = row.saturating_add(1 + blank_lines(text, start));
        if !block.quoting {
            grid.unclosed.push(row);
        }
        // All cells in one look; a character cut by a delimiter shows where they are taken out.
        let whole = simdutf8::basic::from_utf8(record.as_slice()).ok();
        for (column, at) in (0u32..).zip(0..record.len()) {
            let good = whole
                .zip(record.range(at))
                .and_then(|(text, range)| text.get(range));
            match good.map_or_else(|| String::from_utf8_lossy(&record[at]), Cow::Borrowed) {
                Cow::Borrowed(field) => {
                    if damaged && field.contains(['\0', '\u{fffd}']) {
                        grid.damaged.push((row, column));
                    }
                    grid.push(row, column, field);
                }
                Cow::Owned(field) => {
                    grid.damaged.push((row, column));
                    grid.push(row, column, &field);
                }
            }
        }
    }
}

fn reader(text: &[u8], delimiter: u8, quoting: bool) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .quoting(quoting)
        .flexible(true)
        .delimiter(delimiter)
        .buffer_capacity(1 << 13)
        .from_reader(text)
}

/// Blank lines at the start of the record that is read from `start` on: the csv crate passes over
/// them without a word, a spreadsheet program numbers them.
fn blank_lines(bytes: &[u8], start: usize) -> u32 {
    let rest = bytes.get(start..).unwrap_or_default();
    let len = rest
        .iter()
        .take_while(|&&byte| byte == b'\n' || byte == b'\r')
        .count();
    let previous = start.checked_sub(1).and_then(|at| bytes.get(at));
    // The second half of the break that ended the record before.
    let half = usize::from(previous == Some(&b'\r') && rest.first() == Some(&b'\n'));
    let ends = |at: &usize| rest[*at] == b'\n' || rest.get(at + 1) != Some(&b'\n');
    let breaks = (0..len).filter(ends).count() - half;
    u32::try_from(breaks).unwrap_or(u32::MAX)
}

/// The delimiter under which most of the first records have the same number of fields; a comma
/// where nothing speaks for another.
pub fn delimiter(text: &str) -> u8 {
    // `sep=;` is Excel's own way to say it.
    if let Some(said) = text
        .strip_prefix("sep=")
        .and_then(|rest| rest.bytes().next())
        && DELIMITERS.contains(&said)
    {
        return said;
    }
    let mut best = (0usize, b',');
    for candidate in DELIMITERS {
        let mut reader = reader(text.as_bytes(), candidate, true);
        let mut record = csv::ByteRecord::new();
        let mut widths = Vec::with_capacity(SAMPLE);
        while widths.len() < SAMPLE && matches!(reader.read_byte_record(&mut record), Ok(true)) {
            // A delimiter with nothing on one side of it, as in a cell of white space, says nothing.
            let filled = record.iter().filter(|f| !f.trim_ascii().is_empty()).count();
            widths.push(if filled > 1 { record.len() } else { 1 });
        }
        // Agreement in width, weighed by the width: `a,b;c,d` is not one column of `;`.
        let score = widths
            .iter()
            .filter(|&&width| width > 1)
            .map(|&width| {
                widths.iter().filter(|&&other| other == width).count() * (width - 1).min(30)
            })
            .sum();
        if score > best.0 {
            best = (score, candidate);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rows(text: &str) -> Vec<(u32, Vec<String>)> {
        let mut grid = Grid::default();
        let mut blocks = super::super::block::Blocks::new(text.as_bytes(), delimiter(text));
        while let Ok(Some(block)) = blocks.next() {
            read(&block, delimiter(text), &mut grid);
        }
        grid.finish();
        (0..grid.len())
            .map(|line| {
                (
                    grid.number(line),
                    grid.row(line).map(|(_, cell)| cell.to_owned()).collect(),
                )
            })
            .collect()
    }

    #[test]
    fn delimiters() {
        for delimiter in [',', '\t', ';', '|'] {
            let text = "企业名称,县市区,主营产品\n甲公司,肃州区,叶片\n乙公司,玉门市,塔筒\n"
                .replace(',', &delimiter.to_string());
            assert_eq!(
                rows(&text)[2].1,
                ["乙公司", "玉门市", "塔筒"],
                "{delimiter}"
            );
        }
        assert_eq!(rows("企业名称\n甲公司\n")[1].1, ["甲公司"]);
        // Semicolons inside cells don't win over the commas between them.
        assert_eq!(rows("名称,产品\n甲,a;b;c\n乙,d;e\n")[1].1, ["甲", "a;b;c"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        /// Cut or read record by record: the same cells in the same rows.
        #[test]
        fn plain_texts_are_cut_as_they_are_read(text in plain_text()) {
            let block = Block { text: text.clone().into_bytes(), row: 3, quoting: true };
            let Some(good) = plain(&block.text, b',') else {
                return Err(TestCaseError::fail(format!("not plain: {text:?}")));
            };
            let (mut cut, mut read) = (Grid::default(), Grid::default());
            cut.cut(good, block.row, b',');
            records(&block, b',', &mut read);
            cut.finish();
            read.finish();
            prop_assert_eq!(cells(&cut), cells(&read));
        }
    }

    fn plain_text() -> impl Strategy<Value = String> {
        let pieces = prop::sample::select(vec![
            "甲公司",
            "a",
            "·",
            "é",
            ",",
            ",",
            "，",
            "\n",
            "\n",
            "\r\n",
            " ",
            "\u{3000}",
        ]);
        prop::collection::vec(pieces, 0..24).prop_map(|pieces| pieces.concat())
    }

    fn cells(grid: &Grid) -> Vec<(u32, Vec<(u32, String)>)> {
        let cells = |line| {
            grid.row(line)
                .map(|(column, cell)| (column, cell.to_owned()))
        };
        (0..grid.len())
            .map(|line| (grid.number(line), cells(line).collect()))
            .collect()
    }

    #[test]
    fn what_is_not_plain_is_read_record_by_record() {
        for odd in [
            "\"甲\",乙",
            "甲\r乙",
            "甲\t乙",
            "甲\u{7f}",
            "甲\u{85}",
            "甲\u{fffd}",
            "甲\0",
        ] {
            assert!(plain(odd.as_bytes(), b',').is_none(), "{odd:?}");
        }
        assert!(plain(b"\xe9\xa3,", b',').is_none());
        assert!(plain("甲\t乙·é\r\n".as_bytes(), b'\t').is_some());
    }

    #[test]
    fn row_numbers_are_the_spreadsheets() {
        let text = "名称,产品\r\n\r\n甲,\"叶片\r\n塔筒\"\r\n,\r\n\n乙,x,多一格\r\n";
        let found: Vec<u32> = rows(text).iter().map(|row| row.0).collect();
        assert_eq!(found, [1, 3, 6]);
        assert_eq!(rows(text)[1].1, ["甲", "叶片\n塔筒"]);
        assert_eq!(rows(text)[2].1.len(), 3);
    }
}
