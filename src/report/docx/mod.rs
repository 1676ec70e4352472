//! A Word document, block after block: headings, text, tables and figures with their captions,
//! sections, a table of contents.
//!
//! Written here rather than with docx-rs (0.4.22): that puts children of properties in an order the
//! schema does not allow, and has no table of contents with its entries filled in. What a guide
//! needs of WordprocessingML is little; `tests/suite/guide.rs` holds it against the sequences of
//! ECMA-376. Numbers of chapters come from the headings' numbering, those of figures and tables are
//! fields with their value filled in, so that a planner can edit and bring up to date.

mod package;
mod pages;
mod paragraph;
mod picture;
mod section;
mod styles;
mod table;
mod toc;
mod xml;

pub use package::About;
pub use picture::size;
pub use section::Paper;
pub use table::{Table, slim, wide};

use self::pages::{Piece, Step};
use self::paragraph::{Paragraph, Style, bold, field, paragraph, run};
use self::section::Pages;
use self::styles::metrics;
use self::toc::Entry;
use self::xml::{El, el};

/// What numbers of figures and tables begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// The n-th chapter: 图3.1. A dot, since Word and LibreOffice break lines at a hyphen, and
    /// LibreOffice behind one that does not break.
    Chapter(usize),
    /// The n-th appendix: 附图1.1.
    Appendix(usize),
}

enum Block {
    Paragraph(Paragraph),
    Whole(El),
}

/// A document in the making.
pub struct Docx {
    body: Vec<Block>,
    pictures: Vec<Vec<u8>>,
    entries: Vec<Entry>,
    toc_at: Option<usize>,
    /// What the text takes of the pages, from the first after the table of contents.
    steps: Vec<Step>,
    part: Part,
    figures: usize,
    tables: usize,
    /// Paper of the section that is being written, and how its pages are numbered.
    now: (Paper, Pages),
}

impl Docx {
    /// A document that begins with its cover.
    pub fn new() -> Self {
        Self {
            body: Vec::new(),
            pictures: Vec::new(),
            entries: Vec::new(),
            toc_at: None,
            steps: Vec::new(),
            part: Part::Chapter(0),
            figures: 0,
            tables: 0,
            now: (Paper::Upright, Pages::None),
        }
    }

    /// The cover, then the table of contents; the text begins after them.
    pub fn cover(&mut self, mark: &str, title: &str, subtitle: &str, below: &[String]) {
        self.push(paragraph(Style::Cover).text(mark));
        self.push(paragraph(Style::Title).text(title));
        self.push(paragraph(Style::Subtitle).text(subtitle));
        for line in below {
            self.push(paragraph(Style::Subtitle).text(line));
        }
        self.turn(Paper::Upright, Pages::Front);
        self.toc_at = Some(self.body.len());
        self.push(paragraph(Style::Note));
        self.turn(Paper::Upright, Pages::First);
        self.steps.clear();
    }

    /// 一、…
    pub fn chapter(&mut self, text: &str) {
        let n = match self.part {
            Part::Chapter(n) | Part::Appendix(n) => n + 1,
        };
        self.begin(Part::Chapter(n));
        let shown = format!("{}、{text}", chinese(n));
        self.heading(Style::Chapter, text, shown);
    }

    /// 附录一　…
    pub fn appendix(&mut self, text: &str) {
        let n = match self.part {
            Part::Chapter(_) => 1,
            Part::Appendix(n) => n + 1,
        };
        if n == 1 && self.now.0 == Paper::Upright {
            self.turn(Paper::Upright, Pages::On); // the others follow on the same page
        }
        self.begin(Part::Appendix(n));
        let shown = format!("附录{}　{text}", chinese(n));
        self.heading(Style::Appendix, &shown, shown.clone());
    }

    fn begin(&mut self, part: Part) {
        self.upright();
        self.part = part;
        (self.figures, self.tables) = (0, 0);
    }

    /// （一）…
    pub fn section(&mut self, text: &str) {
        self.upright();
        self.push(paragraph(Style::Section).text(text));
    }

    /// 1. …
    pub fn item(&mut self, text: &str) {
        self.push(paragraph(Style::Item).text(text));
    }

    fn heading(&mut self, style: Style, text: &str, shown: String) {
        let n = self.entries.len() + 1;
        let mark = toc::bookmark(n);
        let start = el("w:bookmarkStart").at("w:id", n).at("w:name", &mark);
        let end = el("w:bookmarkEnd").at("w:id", n);
        self.steps.push(Step::Entry);
        self.push(paragraph(style).with(start).text(text).with(end));
        self.entries.push(Entry { shown, mark });
    }

    /// A paragraph of text.
    pub fn text(&mut self, text: &str) {
        self.push(paragraph(Style::Body).text(text));
    }

    /// A paragraph that begins with bold words.
    pub fn point(&mut self, lead: &str, text: &str) {
        self.push(paragraph(Style::Body).with(bold(lead)).with(run(text)));
    }

    /// Number of a coming figure, for the text before it: `图3.1` for the next, after 0 others.
    pub fn coming_figure(&self, after: usize) -> String {
        self.label("图", self.figures + after + 1)
    }

    /// Number of the next table, for the text before it: `表3.1`.
    pub fn next_table(&self) -> String {
        self.label("表", self.tables + 1)
    }

    fn label(&self, kind: &str, n: usize) -> String {
        format!("{}.{n}", self.prefix(kind))
    }

    fn prefix(&self, kind: &str) -> String {
        match self.part {
            Part::Chapter(c) => format!("{kind}{c}"),
            Part::Appendix(a) => format!("附{kind}{a}"),
        }
    }

    /// A caption; its number is a field that counts those of its chapter.
    fn caption(&self, kind: &str, n: usize, text: &str) -> Paragraph {
        let prefix = self.prefix(kind);
        let code = format!("SEQ {prefix} \\* ARABIC");
        let number = field(&code, &n.to_string()).into_iter();
        let line = number.fold(
            paragraph(Style::Caption).text(&format!("{prefix}.")),
            Paragraph::with,
        );
        line.text(&format!("　{text}"))
    }

    /// A table under its caption, over its note.
    pub fn table(&mut self, caption: &str, table: &Table) {
        let width = self.now.0.room().0;
        self.captioned(caption, table.el(width), table.steps(width));
    }

    /// A card under its caption: a title over lines of name and text.
    pub fn card(&mut self, caption: &str, title: &str, rows: &[(&str, Vec<String>)]) {
        let width = self.now.0.room().0;
        let steps = table::card_steps(rows, width);
        self.captioned(caption, table::card(title, rows, width), steps);
    }

    fn captioned(&mut self, caption: &str, table: El, steps: Vec<Step>) {
        self.tables += 1;
        let line = self.caption("表", self.tables, caption).keep_next();
        self.push(line);
        self.body.push(Block::Whole(table));
        self.steps.extend(steps);
    }

    /// A picture over its caption, on a page of its own where the paper is not upright.
    ///
    /// # Errors
    /// That the bytes are no PNG.
    pub fn figure(&mut self, png: Vec<u8>, paper: Paper, caption: &str) -> Result<(), String> {
        let printed = size(&png).ok_or("图片不是 PNG")?;
        if paper != self.now.0 {
            self.turn(paper, Pages::On);
        }
        let (w, h) = paper.room();
        let room = match paper {
            Paper::Upright => (w, h * 0.6),
            Paper::Wide | Paper::Folded => (w, h - 14.0), // its caption
        };
        self.pictures.push(png);
        let n = self.pictures.len();
        let size = picture::fit(printed, room);
        let height = points(size.1) - metrics(Style::Picture).line;
        self.push(picture::picture(n, size, caption));
        self.steps.push(Step::Piece(Piece {
            height,
            keep: true,
            ..Piece::default()
        }));
        self.figures += 1;
        let line = self.caption("图", self.figures, caption);
        self.push(line);
        Ok(())
    }

    /// Back to upright pages after a figure on other paper.
    fn upright(&mut self) {
        if self.now.0 != Paper::Upright {
            self.turn(Paper::Upright, Pages::On);
        }
    }

    /// Ends the section; the next has such paper and numbers. The end of a section is a property
    /// of its last paragraph; only after a table is one made for it.
    fn turn(&mut self, paper: Paper, pages: Pages) {
        let ends = section::properties(self.now.0, self.now.1);
        if !matches!(self.body.last(), Some(Block::Paragraph(_))) {
            self.push(paragraph(Style::End));
        }
        if let Some(Block::Paragraph(last)) = self.body.pop() {
            self.body.push(Block::Paragraph(last.ends(ends)));
        }
        self.steps.push(Step::Turn(points(paper.room().1)));
        self.now = (paper, pages);
    }

    fn push(&mut self, paragraph: Paragraph) {
        let below_table = paragraph.is_text() && matches!(self.body.last(), Some(Block::Whole(_)));
        let paragraph = if below_table {
            paragraph.below_table()
        } else {
            paragraph
        };
        let above = match self.body.last() {
            Some(Block::Paragraph(above)) => above.after(),
            Some(Block::Whole(_)) | None => 0.0,
        };
        let width = points(self.now.0.room().0);
        self.steps.extend(paragraph.steps(width, above));
        self.body.push(Block::Paragraph(paragraph));
    }

    /// The file.
    ///
    /// # Errors
    /// What the archive refuses, in words; nothing in practice.
    pub fn finish(mut self, about: &About, header: &str) -> Result<Vec<u8>, String> {
        if let Some(at) = self.toc_at {
            let room = points(Paper::Upright.room().1);
            let toc = toc::contents(&self.entries, &pages::numbers(&self.steps, room));
            self.body.insert(at, Block::Whole(toc));
        }
        let blocks = self.body.into_iter().map(|block| match block {
            Block::Paragraph(paragraph) => paragraph.el(),
            Block::Whole(el) => el,
        });
        let body = el("w:body")
            .all(blocks)
            .with(section::properties(self.now.0, self.now.1));
        let document = el("w:document")
            .at("xmlns:w", package::W)
            .at("xmlns:r", package::R)
            .at(
                "xmlns:wp",
                "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
            )
            .with(body);
        let (header, footer) = (section::header(header), section::footer());
        package::write(about, &document, &header, &footer, &self.pictures)
    }
}

/// Points of a length in mm.
fn points(mm: f64) -> f64 {
    mm * 72.0 / 25.4
}

/// 一, 十二, 二十: as the numbering of headings writes them; up to 99.
fn chinese(n: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (n / 10 % 10, DIGITS[n % 10]);
    match tens {
        0 => ones.to_owned(),
        1 => format!("十{ones}"),
        _ => format!("{}十{ones}", DIGITS[tens]),
    }
}

#[cfg(test)]
mod tests {
    use super::chinese;

    #[test]
    fn numbers_are_written_as_word_writes_them() {
        let written: Vec<String> = [1, 9, 10, 11, 20, 21].map(chinese).into();
        assert_eq!(written, ["一", "九", "十", "十一", "二十", "二十一"]);
    }
}
