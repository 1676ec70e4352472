//! The cells of one sheet as text, in one buffer: no allocation per cell.

use super::text::{trim, trimmed};

/// A rectangle of merged cells; rows 1-based, columns 0-based, ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merge {
    /// First and last row.
    pub rows: (u32, u32),
    /// First and last column.
    pub columns: (u32, u32),
}

#[derive(Clone, Copy, Debug)]
struct Cell {
    column: u32,
    start: usize,
    end: usize,
}

#[derive(Clone, Copy, Debug)]
struct Line {
    number: u32,
    first: usize,
    end: usize,
}

/// Rows that hold anything, each with its non-empty cells.
#[derive(Debug, Default)]
pub struct Grid {
    text: String,
    cells: Vec<Cell>,
    lines: Vec<Line>,
    /// Merged cells of the sheet.
    pub merges: Vec<Merge>,
    /// Cells with an error of the spreadsheet (`#REF!`): row, column, what it shows.
    pub errors: Vec<(u32, u32, String)>,
    /// Cells with bytes that are no character: row, column.
    pub damaged: Vec<(u32, u32)>,
    /// Rows with a quote that closes nowhere.
    pub unclosed: Vec<u32>,
}

fn add(lines: &mut Vec<Line>, cells: &mut Vec<Cell>, row: u32, cell: Cell) {
    let first = cells.len();
    cells.push(cell);
    match lines.last_mut() {
        Some(line) if line.number == row => line.end = first + 1,
        _ => lines.push(Line {
            number: row,
            first,
            end: first + 1,
        }),
    }
}

impl Grid {
    /// Adds a cell; nothing where it is blank. Row 1-based, column 0-based.
    pub fn push(&mut self, row: u32, column: u32, value: &str) {
        let value = trim(value);
        if value.is_empty() {
            return;
        }
        let start = self.text.len();
        // Control characters would break every format we write; only line breaks mean something.
        // Bytes first: looking at characters costs as much as copying them (C2 begins the C1 ones).
        let control = |c: char| c.is_control() && c != '\n';
        // All of them, without stopping at the first: so many bytes are looked at in one step.
        let perhaps = |byte: u8| (byte < 0x20) & (byte != b'\n') | (byte == 0x7f) | (byte == 0xc2);
        let some = value.bytes().fold(false, |some, byte| some | perhaps(byte));
        if some && value.contains(control) {
            let breaks = value.replace("\r\n", "\n").replace('\r', "\n");
            self.text
                .extend(breaks.chars().map(|c| if control(c) { ' ' } else { c }));
        } else {
            self.text.push_str(value);
        }
        let cell = Cell {
            column,
            start,
            end: self.text.len(),
        };
        add(&mut self.lines, &mut self.cells, row, cell);
    }

    /// Adds a text that line breaks and delimiters alone cut into cells; it begins with the
    /// row `first`.
    pub fn cut(&mut self, text: &str, first: u32, delimiter: u8) {
        let mut from = self.text.len();
        self.text.push_str(text);
        let (text, lines, cells) = (&self.text, &mut self.lines, &mut self.cells);
        let (mut row, mut column) = (first, 0);
        let stops = memchr::memchr2_iter(delimiter, b'\n', &text.as_bytes()[from..]);
        let start = from;
        for stop in stops.map(|at| start + at).chain([text.len()]) {
            let cell = trimmed(&text[from..stop]);
            if !cell.is_empty() {
                let (start, end) = (from + cell.start, from + cell.end);
                add(lines, cells, row, Cell { column, start, end });
            }
            from = stop + 1;
            match text.as_bytes().get(stop) {
                Some(b'\n') => (row, column) = (row.saturating_add(1), 0),
                Some(_) | None => column += 1,
            }
        }
    }

    /// Nothing in it, and room for as much as before.
    pub fn emptied(mut self) -> Self {
        self.text.clear();
        self.cells.clear();
        self.lines.clear();
        Self {
            text: self.text,
            cells: self.cells,
            lines: self.lines,
            ..Self::default()
        }
    }

    /// Bytes held: texts and cells.
    pub fn size(&self) -> usize {
        self.text.len() + self.cells.len() * size_of::<Cell>()
    }

    /// To be called after the last cell: brings rows and cells into order, which some writers of
    /// workbooks don't keep.
    pub fn finish(&mut self) {
        if !self.lines.is_sorted_by_key(|line| line.number) {
            self.lines.sort_by_key(|line| line.number);
        }
        for line in &self.lines {
            let cells = &mut self.cells[line.first..line.end];
            if !cells.is_sorted_by_key(|cell| cell.column) {
                cells.sort_by_key(|cell| cell.column);
            }
        }
    }

    /// How many rows hold anything.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// The row's number as the spreadsheet program shows it.
    pub fn number(&self, line: usize) -> u32 {
        self.lines[line].number
    }

    /// Non-empty cells of a row: column and text, from left to right.
    pub fn row(&self, line: usize) -> impl Iterator<Item = (u32, &str)> {
        let Line { first, end, .. } = self.lines[line];
        self.cells[first..end]
            .iter()
            .map(|cell| (cell.column, self.at(cell)))
    }

    /// Text of a cell; empty where there is none.
    pub fn get(&self, line: usize, column: u32) -> &str {
        let Line { first, end, .. } = self.lines[line];
        let cells = &self.cells[first..end];
        // Where no cell before it is blank, the column is the place.
        match cells.get(column as usize) {
            Some(cell) if cell.column == column => return self.at(cell),
            Some(_) | None => {}
        }
        match cells.binary_search_by_key(&column, |cell| cell.column) {
            Ok(found) => self.at(&cells[found]),
            Err(_) => "",
        }
    }

    fn at(&self, cell: &Cell) -> &str {
        &self.text[cell.start..cell.end]
    }

    /// Position of the first row numbered `number` or more.
    pub fn line_from(&self, number: u32) -> usize {
        self.lines.partition_point(|line| line.number < number)
    }

    /// Text of a cell, or of the merged cell that covers it.
    pub fn covered(&self, line: usize, column: u32, merges: &[Merge]) -> &str {
        let own = self.get(line, column);
        let number = self.number(line);
        if !own.is_empty() {
            return own;
        }
        let within = |range: (u32, u32), at: u32| range.0 <= at && at <= range.1;
        let Some(merge) = merges
            .iter()
            .find(|m| within(m.rows, number) && within(m.columns, column))
        else {
            return "";
        };
        let top = self.line_from(merge.rows.0);
        if top < self.len() && self.number(top) == merge.rows.0 {
            self.get(top, merge.columns.0)
        } else {
            ""
        }
    }

    /// Repeats the text of cells merged downwards in each of their rows, from `from` on; a county
    /// written once beside its firms is the usual case. Blank rows stay blank.
    pub fn fill_down(&mut self, from: usize) {
        let mut added: Vec<(usize, Cell)> = Vec::new();
        for merge in self.merges.iter().filter(|m| m.rows.1 > m.rows.0) {
            let top = self.line_from(merge.rows.0);
            if top < from || top >= self.len() || self.number(top) != merge.rows.0 {
                continue;
            }
            let Line { first, end, .. } = self.lines[top];
            let Ok(found) =
                self.cells[first..end].binary_search_by_key(&merge.columns.0, |cell| cell.column)
            else {
                continue;
            };
            let cell = self.cells[first + found];
            let below = (top + 1..self.len()).take_while(|&line| self.number(line) <= merge.rows.1);
            added.extend(below.map(|line| (line, cell)));
        }
        added.sort_by_key(|&(line, cell)| (line, cell.column));
        for group in added.chunk_by(|a, b| a.0 == b.0) {
            let line = group[0].0;
            let Line { number, first, end } = self.lines[line];
            let start = self.cells.len();
            self.cells.extend_from_within(first..end);
            for &(_, cell) in group {
                if !self.cells[start..]
                    .iter()
                    .any(|own| own.column == cell.column)
                {
                    self.cells.push(cell);
                }
            }
            self.cells[start..].sort_by_key(|cell| cell.column);
            self.lines[line] = Line {
                number,
                first: start,
                end: self.cells.len(),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_cells_are_none_and_order_is_mended() {
        let mut grid = Grid::default();
        for (row, column, text) in [
            (3, 1, "b"),
            (3, 0, "a"),
            (2, 0, "\u{3000} "),
            (1, 4, "t\u{7}x"),
        ] {
            grid.push(row, column, text);
        }
        grid.finish();
        assert_eq!(grid.len(), 2);
        assert_eq!(grid.row(0).collect::<Vec<_>>(), [(4, "t x")]);
        assert_eq!(grid.row(1).collect::<Vec<_>>(), [(0, "a"), (1, "b")]);
        assert_eq!((grid.get(1, 1), grid.get(1, 9)), ("b", ""));
    }

    #[test]
    fn merged_downwards() {
        let mut grid = Grid::default();
        for (row, column, text) in [(1, 0, "肃州区"), (1, 1, "甲"), (2, 1, "乙"), (5, 1, "丙")]
        {
            grid.push(row, column, text);
        }
        grid.merges.push(Merge {
            rows: (1, 3),
            columns: (0, 0),
        });
        grid.finish();
        grid.fill_down(0);
        assert_eq!(
            (grid.get(1, 0), grid.get(1, 1), grid.get(2, 0)),
            ("肃州区", "乙", "")
        );
        assert_eq!(grid.len(), 3);
    }
}
