//! Tables: fixed widths, heads that repeat, rows that do not split.

use super::pages::{Piece, Step, lines as lines_of};
use super::paragraph::{Paragraph, Style, paragraph};
use super::section::twips;
use super::styles::metrics;
use super::xml::{El, el, val};

/// A column.
pub struct Column {
    title: &'static str,
    /// Share of the width, against those of the others.
    weight: f64,
    style: Style,
}

/// A column of running text.
pub const fn wide(title: &'static str, weight: f64) -> Column {
    Column {
        title,
        weight,
        style: Style::Cell,
    }
}

/// A column of numbers or short words, centred.
pub const fn slim(title: &'static str, weight: f64) -> Column {
    Column {
        title,
        weight,
        style: Style::CellCentre,
    }
}

/// A table.
pub struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
    grouped: bool,
    note: Option<String>,
}

/// Where a cell stands in a group that is merged downwards.
#[derive(Clone, Copy, PartialEq)]
enum Merge {
    None,
    First,
    Further,
}

impl Table {
    /// With rows as long as there are columns; a line break in a cell begins a paragraph.
    pub fn new(columns: Vec<Column>, rows: Vec<Vec<String>>) -> Self {
        Self {
            columns,
            rows,
            grouped: false,
            note: None,
        }
    }

    /// Equal cells of the first column that follow each other become one, their rows stay on a page.
    pub fn grouped(mut self) -> Self {
        self.grouped = true;
        self
    }

    /// With a note below it, on the page of its last row.
    pub fn noted(mut self, text: impl Into<String>) -> Self {
        self.note = Some(text.into());
        self
    }

    /// Whether a row begins with what the one before it begins with.
    fn goes_on(&self, row: usize) -> bool {
        let first = |row: usize| self.rows.get(row).and_then(|r| r.first());
        self.grouped && row > 0 && first(row).is_some() && first(row) == first(row - 1)
    }

    /// Whether a row stays on the page of what follows: a group stands whole, no row is left alone at the
    /// beginning or the end, and the last one goes with the note.
    fn stays(&self, row: usize) -> bool {
        match self.rows.len() - row {
            1 => self.note.is_some(),
            2 => true,
            _ => row == 0 || self.goes_on(row + 1),
        }
    }

    /// True without rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// What it takes of pages, so many mm wide.
    pub fn steps(&self, width: f64) -> Vec<Step> {
        let widths = widths(self.columns.iter().map(|c| c.weight), width);
        let titles = self.columns.iter().map(|c| c.title);
        let head = row_height(Style::Cell, titles.zip(&widths));
        let rows = self.rows.iter().enumerate().map(|(n, row)| {
            let shown = row.iter().enumerate();
            let shown = shown.map(|(at, text)| match at {
                0 if self.goes_on(n) => "",
                _ => text.as_str(),
            });
            let height = row_height(Style::Cell, shown.zip(&widths));
            (height, self.stays(n))
        });
        let note = self.note.as_deref().map(|text| {
            let whole = widths.iter().sum();
            let height = row_height(Style::Note, std::iter::once((text, &whole)));
            (height, false)
        });
        stacked(head, rows.chain(note))
    }

    /// As XML, so many mm wide.
    pub fn el(&self, width: f64) -> El {
        let widths = widths(self.columns.iter().map(|c| c.weight), width);
        let head = self.columns.iter().zip(&widths).map(|(column, width)| {
            let title = paragraph(Style::CellHead).text(column.title);
            cell(*width, 1, true, Merge::None, vec![title])
        });
        let rows = self.rows.iter().enumerate().map(|(n, row)| {
            let further = self.goes_on(n);
            let (more, stays) = (self.goes_on(n + 1), self.stays(n));
            let cells = self.columns.iter().zip(row).zip(&widths).enumerate();
            let cells = cells.map(|(at, ((column, text), width))| {
                let merge = match (at, further, more) {
                    (0, true, _) => Merge::Further,
                    (0, false, true) => Merge::First,
                    _ => Merge::None,
                };
                let text = if merge == Merge::Further { "" } else { text };
                let keep = |p: Paragraph| if stays { p.keep_next() } else { p };
                let text = lines(text, column.style).into_iter().map(keep);
                cell(*width, 1, false, merge, text.collect())
            });
            line(false, cells)
        });
        let note = self.note.as_deref().map(|text| below(text, &widths));
        frame(&widths).with(line(true, head)).all(rows).all(note)
    }
}

/// The note of a table, a last row without a frame: so it stays below the row above it in every program.
fn below(text: &str, widths: &[i64]) -> El {
    let open = |name: &'static str| val(name, "nil");
    let borders = el("w:tcBorders")
        .with(open("w:left"))
        .with(open("w:bottom"))
        .with(open("w:right"));
    let whole = widths.iter().sum::<i64>();
    let properties = el("w:tcPr")
        .with(el("w:tcW").at("w:w", whole).at("w:type", "dxa"))
        .with(val("w:gridSpan", widths.len()))
        .with(borders);
    let text = paragraph(Style::Note).text(text);
    line(false, [el("w:tc").with(properties).with(text.el())])
}

/// Lines of a card that stay with its title, and with its last line.
const KEPT: usize = 3;
/// Shares of a card's width: names, text.
const CARD: [f64; 2] = [0.17, 0.83];
/// Margin above and below the text of a cell, twentieths of a point.
const TOP: i64 = 28;
/// Margin beside it.
const SIDE: i64 = 57;

/// Whether the n-th of so many lines of a card stays with the next.
fn kept(n: usize, all: usize) -> bool {
    n + 1 < all && (n < KEPT || n + KEPT >= all)
}

/// A card: a title over all its width and lines of name and text; neither the title nor the last
/// line stands on a page without some others.
pub fn card(title: &str, rows: &[(&str, Vec<String>)], width: f64) -> El {
    let widths = widths(CARD.into_iter(), width);
    let title = paragraph(Style::CellHead).text(title);
    let whole = cell(widths.iter().sum(), 2, true, Merge::None, vec![title]);
    let head = line(true, [whole]);
    let all = rows.len();
    let rows = rows.iter().enumerate().map(|(n, (name, text))| {
        let keep = |p: Paragraph| if kept(n, all) { p.keep_next() } else { p };
        let name = vec![keep(paragraph(Style::CellCentre).text(name))];
        let text = text.iter().flat_map(|t| lines(t, Style::Cell));
        let text = text.map(keep).collect();
        line(
            false,
            [
                cell(widths[0], 1, false, Merge::None, name),
                cell(widths[1], 1, false, Merge::None, text),
            ],
        )
    });
    frame(&widths).with(head).all(rows)
}

/// What a card takes of pages, so many mm wide.
pub fn card_steps(rows: &[(&str, Vec<String>)], width: f64) -> Vec<Step> {
    let widths = widths(CARD.into_iter(), width);
    let head = row_height(Style::Cell, std::iter::once(("", &widths[0])));
    let rows = rows.iter().enumerate().map(|(n, (name, text))| {
        let text = text.join("\n");
        let height = row_height(Style::Cell, [*name, &text].into_iter().zip(&widths));
        (height, kept(n, rows.len()))
    });
    stacked(head, rows)
}

/// Head and rows of some height, each with whether the next one stays on the page.
fn stacked(head: f64, rows: impl Iterator<Item = (f64, bool)>) -> Vec<Step> {
    let first = Piece {
        height: head,
        keep: true,
        ..Piece::default()
    };
    let rows = rows.map(|(height, keep)| Piece {
        height,
        keep,
        head,
        ..Piece::default()
    });
    std::iter::once(first)
        .chain(rows)
        .map(Step::Piece)
        .collect()
}

/// Height of a row: that of its highest cell, with the space of its style, the margins and a line, points.
fn row_height<'a>(style: Style, cells: impl Iterator<Item = (&'a str, &'a i64)>) -> f64 {
    let look = metrics(style);
    let inner = |width: i64| {
        #[expect(clippy::cast_precision_loss, reason = "widths are small")]
        let width = (width - 2 * SIDE) as f64;
        width / 20.0
    };
    let most = cells
        .map(|(text, width)| lines_of(text, look.size, inner(*width), 0.0))
        .max()
        .unwrap_or(1);
    #[expect(clippy::cast_precision_loss, reason = "lines of a cell are few")]
    let text = most as f64 * look.line;
    #[expect(clippy::cast_precision_loss, reason = "margins are small")]
    let margins = 2.0 * TOP as f64 / 20.0;
    look.before + text + look.after + margins + 0.5
}

fn lines(text: &str, style: Style) -> Vec<Paragraph> {
    text.split('\n')
        .map(|line| paragraph(style).text(line))
        .collect()
}

/// Widths in proportion to weights, adding up to the whole exactly.
fn widths(weights: impl Iterator<Item = f64> + Clone, width: f64) -> Vec<i64> {
    let sum: f64 = weights.clone().sum();
    let mut so_far = (0.0, 0);
    weights
        .map(|weight| {
            let edge = so_far.0 + weight / sum * width;
            let own = twips(edge) - so_far.1;
            so_far = (edge, twips(edge));
            own
        })
        .collect()
}

fn frame(widths: &[i64]) -> El {
    let border = |name: &'static str, size: u32| {
        el(name)
            .at("w:val", "single")
            .at("w:sz", size)
            .at("w:space", 0)
            .at("w:color", "595959")
    };
    let borders = el("w:tblBorders")
        .with(border("w:top", 8))
        .with(border("w:left", 4))
        .with(border("w:bottom", 8))
        .with(border("w:right", 4))
        .with(border("w:insideH", 4))
        .with(border("w:insideV", 4));
    let margin = |name: &'static str, width: i64| el(name).at("w:w", width).at("w:type", "dxa");
    let margins = el("w:tblCellMar")
        .with(margin("w:top", TOP))
        .with(margin("w:left", SIDE))
        .with(margin("w:bottom", TOP))
        .with(margin("w:right", SIDE));
    let properties = el("w:tblPr")
        .with(
            el("w:tblW")
                .at("w:w", widths.iter().sum::<i64>())
                .at("w:type", "dxa"),
        )
        .with(val("w:jc", "center"))
        .with(borders)
        .with(el("w:tblLayout").at("w:type", "fixed"))
        .with(margins);
    let grid = widths.iter().map(|w| el("w:gridCol").at("w:w", w));
    el("w:tbl").with(properties).with(el("w:tblGrid").all(grid))
}

fn line(head: bool, cells: impl IntoIterator<Item = El>) -> El {
    let properties = el("w:trPr")
        .with(el("w:cantSplit"))
        .all(head.then(|| el("w:tblHeader")));
    el("w:tr").with(properties).all(cells)
}

fn cell(width: i64, span: u32, head: bool, merge: Merge, text: Vec<Paragraph>) -> El {
    let merge = match merge {
        Merge::None => None,
        Merge::First => Some(val("w:vMerge", "restart")),
        Merge::Further => Some(val("w:vMerge", "continue")),
    };
    let shade = head.then(|| {
        val("w:shd", "clear")
            .at("w:color", "auto")
            .at("w:fill", "DCE6F1")
    });
    let properties = el("w:tcPr")
        .with(el("w:tcW").at("w:w", width).at("w:type", "dxa"))
        .all((span > 1).then(|| val("w:gridSpan", span)))
        .all(merge)
        .all(shade)
        .with(val("w:vAlign", "center"));
    el("w:tc")
        .with(properties)
        .all(text.into_iter().map(Paragraph::el))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_add_up() {
        // 100 mm are 5669 twips; thirds of it are 1889.8.
        let thirds = widths([1.0, 1.0, 1.0].into_iter(), 100.0);
        assert_eq!(thirds, [1890, 1890, 1889]);
        assert_eq!(thirds.iter().sum::<i64>(), twips(100.0));
    }
}
