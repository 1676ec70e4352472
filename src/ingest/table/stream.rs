//! A table file, opened: a workbook's sheet as a whole, a text table as a stream of parts.

use std::io::{self, Chain, Cursor, Read};
use std::sync::Arc;

use encoding_rs_io::DecodeReaderBytes;

use super::block::{Block, Blocks};
use super::grid::Grid;
use super::header::{self, Wanted};
use super::{Layout, Table, csv, decode, find, workbook};
use crate::diag::{Diagnostic, Kind};
use crate::ingest::Asked;

/// The bytes of a text table from its start, as UTF-8.
type Text<R> = DecodeReaderBytes<Chain<Cursor<Vec<u8>>, R>, Vec<u8>>;

/// A text table whose header is found, all of it still to be read.
pub struct Stream<R> {
    blocks: Blocks<Text<R>>,
    /// Makes parts of the table out of blocks.
    pub parser: Parser,
}

/// Block → part of the table; on any core.
#[derive(Clone)]
pub struct Parser {
    delimiter: u8,
    /// Where the table stands.
    pub layout: Arc<Layout>,
}

impl Parser {
    /// The rows of a block, in an empty grid.
    pub fn table(&self, block: &Block, mut grid: Grid) -> Table {
        csv::read(block, self.delimiter, &mut grid);
        grid.finish();
        Table::new(Arc::clone(&self.layout), grid)
    }
}

impl<R: Read> Stream<R> {
    /// Opens a text table: its encoding, delimiter and header are found in its first megabyte.
    ///
    /// # Errors
    /// One error: not a text, no row, no header, or it can't be read.
    pub fn open(
        name: &str,
        mut input: R,
        (wanted, asked): (&Wanted, &Asked),
        warnings: &mut Vec<Diagnostic>,
    ) -> Result<Self, Kind> {
        if let Some(sheet) = &asked.sheet {
            let (name, seen) = (sheet.clone(), Vec::new());
            return Err(Kind::SheetMissing { name, seen });
        }
        let extension = extension(name);
        let workbook_name = matches!(extension.as_str(), "xlsx" | "xlsm" | "xls" | "ods" | "et");
        if !workbook_name && !matches!(extension.as_str(), "" | "csv" | "tsv" | "txt" | "tab") {
            return Err(Kind::FileType { extension });
        }
        let broken = |cause: &str| Kind::WorkbookBroken {
            cause: cause.to_owned(),
        };
        let mut head = Vec::new();
        let most = u64::try_from(decode::HEAD).unwrap_or(u64::MAX);
        input
            .by_ref()
            .take(most)
            .read_to_end(&mut head)
            .map_err(unreadable)?;
        let encoding = match decode::encoding(&head) {
            Some(encoding) => encoding,
            None if workbook_name => return Err(broken("不是表格文件")),
            None => return Err(Kind::Encoding),
        };
        let text = decode::text(&head, encoding);
        // Export programs like to call a web page or a text table .xls.
        if workbook_name && text.trim_start().starts_with('<') {
            return Err(broken("其实是网页（HTML/XML）"));
        }
        let delimiter = csv::delimiter(&text);
        let mut grid = Grid::default();
        let mut blocks = Blocks::new(text.as_bytes(), delimiter);
        while grid.len() <= header::DEPTH
            && let Some(block) = blocks.next().map_err(unreadable)?
        {
            csv::read(&block, delimiter, &mut grid);
        }
        grid.finish();
        if grid.len() == 0 {
            return Err(Kind::TableEmpty { rows: 0 });
        }
        let found = find(&grid, wanted, asked)?;
        let twice = found.twice.clone();
        let layout = Layout::new(name, None, grid.number(found.line), found);
        layout.noticed(&twice, warnings);
        let text = decode::reader(Cursor::new(head).chain(input), encoding);
        Ok(Self {
            blocks: Blocks::new(text, delimiter),
            parser: Parser {
                delimiter,
                layout: Arc::new(layout),
            },
        })
    }

    /// The next block; None at the end.
    ///
    /// # Errors
    /// That the file can't be read on.
    pub fn next(&mut self) -> Result<Option<Block>, Kind> {
        self.blocks.next().map_err(unreadable)
    }

    /// Takes blocks back that are read, for others.
    pub fn reuse(&mut self, blocks: Vec<Block>) {
        self.blocks.reuse(blocks);
    }

    /// The table in one part.
    ///
    /// # Errors
    /// That the file can't be read on.
    pub fn whole(mut self) -> Result<Table, Kind> {
        let mut grid = Grid::default();
        while let Some(block) = self.next()? {
            csv::read(&block, self.parser.delimiter, &mut grid);
        }
        grid.finish();
        Ok(Table::new(self.parser.layout, grid))
    }
}

/// Whether a file that begins so is a workbook.
pub fn is_workbook(head: &[u8]) -> bool {
    head.starts_with(workbook::ZIP) || head.starts_with(workbook::COMPOUND)
}

fn extension(name: &str) -> String {
    name.rsplit_once('.')
        .map(|(_, end)| end.to_ascii_lowercase())
        .unwrap_or_default()
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn unreadable(cause: io::Error) -> Kind {
    Kind::FileUnreadable {
        cause: cause.to_string(),
    }
}
