//! A CSV text of any length → blocks of whole records, in constant memory.

use std::io::{self, Read};

use memchr::{memchr, memchr2, memchr3_iter};

/// Bytes of a block, about; a block is as long as its last record needs. Small enough to stay in the
/// cache of the core that reads it.
const BLOCK: usize = 1 << 18;

/// Bytes of the longest quoted cell. Excel's limit is 32,767 characters; a quote that stays open for
/// longer was never meant to open a cell.
const CELL: usize = 1 << 17;

/// A run of whole records.
#[derive(Debug, PartialEq, Eq)]
pub struct Block {
    /// UTF-8, damaged bytes perhaps among it.
    pub text: Vec<u8>,
    /// Number of its first row as a spreadsheet program shows it.
    pub row: u32,
    /// False for a single record with a quote that closes nowhere: its quotes are text.
    pub quoting: bool,
}

/// Cuts what it reads into blocks.
///
/// A quote opens a cell at the start of a field, as in the csv crate. One that then neither closes
/// before a delimiter or line end, nor on its own line, is text: else one stray quote would swallow
/// the rows up to the next.
pub struct Blocks<R> {
    input: R,
    delimiter: u8,
    buffer: Vec<u8>,
    /// Texts of blocks that are read.
    used: Vec<Vec<u8>>,
    /// The input has nothing more.
    ended: bool,
    row: u32,
}

/// What a look at the buffer shows.
struct Look {
    /// End of the last whole record.
    end: usize,
    /// Rows up to there.
    rows: u32,
    /// The next record has a quote that is text.
    stray: bool,
}

impl<R: Read> Blocks<R> {
    /// From the start of a text.
    pub fn new(input: R, delimiter: u8) -> Self {
        Self {
            input,
            delimiter,
            buffer: Vec::new(),
            used: Vec::new(),
            ended: false,
            row: 1,
        }
    }

    /// The next block; None at the end.
    ///
    /// # Errors
    /// What the reader says.
    pub fn next(&mut self) -> io::Result<Option<Block>> {
        let mut size = BLOCK;
        loop {
            self.fill(size)?;
            if self.buffer.is_empty() {
                return Ok(None);
            }
            let look = self.look();
            if look.end > 0 {
                return Ok(Some(self.take(look.end, look.rows, true)));
            }
            if look.stray
                && let Some(end) = line_end(&self.buffer, self.ended)
            {
                return Ok(Some(self.take(end, 1, false)));
            }
            if self.ended {
                let end = self.buffer.len();
                return Ok(Some(self.take(end, 1, !look.stray)));
            }
            size *= 2;
        }
    }

    fn fill(&mut self, size: usize) -> io::Result<()> {
        if self.ended || self.buffer.len() >= size {
            return Ok(());
        }
        let missing = size - self.buffer.len();
        self.buffer.reserve(missing);
        let most = u64::try_from(missing).unwrap_or(u64::MAX);
        let read = self
            .input
            .by_ref()
            .take(most)
            .read_to_end(&mut self.buffer)?;
        self.ended = read < missing;
        Ok(())
    }

    fn take(&mut self, end: usize, rows: u32, quoting: bool) -> Block {
        let mut rest = self.used.pop().unwrap_or_default();
        rest.clear();
        rest.extend_from_slice(&self.buffer[end..]);
        let mut text = std::mem::replace(&mut self.buffer, rest);
        text.truncate(end);
        let row = self.row;
        self.row = self.row.saturating_add(rows);
        Block { text, row, quoting }
    }

    /// Takes blocks back that are read: their room serves for others.
    pub fn reuse(&mut self, blocks: Vec<Block>) {
        self.used.extend(blocks.into_iter().map(|block| block.text));
    }

    /// Whole records of the buffer, up to the first with a stray quote.
    fn look(&self) -> Look {
        let bytes = self.buffer.as_slice();
        let mut look = Look {
            end: 0,
            rows: 0,
            stray: false,
        };
        let mut from = 0; // what stands before is dealt with
        for at in memchr3_iter(b'\n', b'\r', b'"', bytes) {
            if at < from {
                continue;
            }
            if bytes[at] == b'"' {
                let before = at.checked_sub(1).map(|at| bytes[at]);
                let opens = at == look.end || before == Some(self.delimiter);
                if !opens {
                    continue;
                }
                match self.close(at) {
                    Quote::Closes(after) => from = after,
                    Quote::Text => {
                        look.stray = true;
                        return look;
                    }
                    Quote::Unknown => return look,
                }
            } else {
                match bytes.get(at + 1) {
                    Some(b'\n') if bytes[at] == b'\r' => from = at + 2,
                    None if bytes[at] == b'\r' && !self.ended => return look,
                    Some(_) | None => from = at + 1,
                }
                look.end = from;
                look.rows = look.rows.saturating_add(1);
            }
        }
        if self.ended && look.end < bytes.len() {
            look.end = bytes.len();
            look.rows = look.rows.saturating_add(1);
        }
        look
    }

    /// Where the quote at `open` closes.
    fn close(&self, open: usize) -> Quote {
        let bytes = self.buffer.as_slice();
        let mut from = open + 1;
        while let Some(at) = memchr(b'"', &bytes[from..]).map(|at| from + at) {
            if at - open > CELL {
                return Quote::Text;
            }
            match bytes.get(at + 1) {
                Some(b'"') => from = at + 2,
                None if !self.ended => return Quote::Unknown,
                Some(b'\n' | b'\r') | None => return Quote::Closes(at + 1),
                Some(next) if *next == self.delimiter => return Quote::Closes(at + 1),
                // “"优质"钢管” on one line is harmless.
                Some(_) if memchr2(b'\n', b'\r', &bytes[open..at]).is_none() => {
                    return Quote::Closes(at + 1);
                }
                Some(_) => return Quote::Text,
            }
        }
        if self.ended || bytes.len() - open > CELL {
            Quote::Text
        } else {
            Quote::Unknown
        }
    }
}

enum Quote {
    /// The byte behind the closing quote.
    Closes(usize),
    /// It opens no cell.
    Text,
    /// The buffer ends before that shows.
    Unknown,
}

/// The byte behind the first line end.
fn line_end(bytes: &[u8], ended: bool) -> Option<usize> {
    let at = memchr2(b'\n', b'\r', bytes)?;
    match bytes.get(at + 1) {
        Some(b'\n') if bytes[at] == b'\r' => Some(at + 2),
        None if bytes[at] == b'\r' && !ended => None,
        Some(_) | None => Some(at + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives one byte at a time, as a slow pipe may.
    struct Slow<'a>(&'a [u8]);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let (Some(byte), Some(first)) = (self.0.first(), buffer.first_mut()) else {
                return Ok(0);
            };
            *first = *byte;
            self.0 = &self.0[1..];
            Ok(1)
        }
    }

    fn blocks(text: &[u8]) -> Vec<(String, u32, bool)> {
        let mut blocks = Blocks::new(Slow(text), b',');
        let mut out = Vec::new();
        while let Ok(Some(block)) = blocks.next() {
            let text = String::from_utf8_lossy(&block.text).into_owned();
            out.push((text, block.row, block.quoting));
        }
        out
    }

    #[test]
    fn a_stray_quote_swallows_no_row() {
        let found = blocks("名,品\n甲,\"叶片\n\"\n乙,\"塔筒\n丙,\"a,b\"\n丁,5\"管\n".as_bytes());
        let wanted = [
            ("名,品\n甲,\"叶片\n\"\n", 1, true),
            ("乙,\"塔筒\n", 3, false),
            ("丙,\"a,b\"\n丁,5\"管\n", 4, true),
        ];
        assert_eq!(found, wanted.map(|(t, r, q)| (t.to_owned(), r, q)));
        assert_eq!(blocks(b"a,\"b").len(), 1);
        assert_eq!(
            blocks(b"a,\"b\nc"),
            [("a,\"b\n".into(), 1, false), ("c".into(), 2, true)]
        );
    }

    #[test]
    fn blocks_end_with_records_and_count_rows() {
        let line = format!("{},\"x\r\ny\"\r\n", "z".repeat(1000));
        let text = line.repeat(2000);
        let mut blocks = Blocks::new(text.as_bytes(), b',');
        let (mut whole, mut row) = (Vec::new(), 1);
        while let Ok(Some(block)) = blocks.next() {
            assert_eq!(block.row, row);
            row += u32::try_from(block.text.len() / line.len()).unwrap_or(0);
            whole.extend(block.text);
        }
        assert_eq!((whole.len(), row), (text.len(), 2001));
    }
}
