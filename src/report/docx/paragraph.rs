//! Paragraphs and the runs they are made of.

use super::pages::{Piece, Step, lines};
use super::styles::metrics;
use super::xml::{El, el, val};

/// A paragraph style of `styles.xml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// 正文
    Body,
    /// 封面标题
    Title,
    /// 封面副题
    Subtitle,
    /// A mark or a date on the cover.
    Cover,
    /// 一、
    Chapter,
    /// 附录一, numbered by hand.
    Appendix,
    /// （一）
    Section,
    /// 1.
    Item,
    /// 目录 as a heading that is not in the table of contents.
    TocTitle,
    /// An entry of the table of contents.
    Toc1,
    /// 图题、表题
    Caption,
    /// The line a picture stands on.
    Picture,
    /// Text in a table.
    Cell,
    /// Text in a table, centred.
    CellCentre,
    /// Head of a column.
    CellHead,
    /// 注
    Note,
    /// The end of a section behind a table: next to nothing high, or it would take a page of its own.
    End,
    /// 页眉
    Header,
    /// 页脚
    Footer,
}

impl Style {
    /// All.
    pub const ALL: [Self; 19] = [
        Self::Body,
        Self::Title,
        Self::Subtitle,
        Self::Cover,
        Self::Chapter,
        Self::Appendix,
        Self::Section,
        Self::Item,
        Self::TocTitle,
        Self::Toc1,
        Self::Caption,
        Self::Picture,
        Self::Cell,
        Self::CellCentre,
        Self::CellHead,
        Self::Note,
        Self::End,
        Self::Header,
        Self::Footer,
    ];

    /// Its id.
    pub fn id(self) -> &'static str {
        match self {
            Self::Body => "Normal",
            Self::Title => "Title",
            Self::Subtitle => "Subtitle",
            Self::Cover => "CoverLine",
            Self::Chapter => "Heading1",
            Self::Appendix => "Appendix",
            Self::Section => "Heading2",
            Self::Item => "Heading3",
            Self::TocTitle => "TOCHeading",
            Self::Toc1 => "TOC1",
            Self::Caption => "Caption",
            Self::Picture => "Picture",
            Self::Cell => "TableText",
            Self::CellCentre => "TableCentre",
            Self::CellHead => "TableHead",
            Self::Note => "Note",
            Self::End => "SectionEnd",
            Self::Header => "Header",
            Self::Footer => "Footer",
        }
    }
}

/// A paragraph.
pub struct Paragraph {
    style: Style,
    keep_next: bool,
    below_table: bool,
    section: Option<El>,
    inner: Vec<El>,
}

/// An empty paragraph of a style.
pub fn paragraph(style: Style) -> Paragraph {
    Paragraph {
        style,
        keep_next: false,
        below_table: false,
        section: None,
        inner: Vec::new(),
    }
}

impl Paragraph {
    /// With text.
    pub fn text(self, text: &str) -> Self {
        self.with(run(text))
    }

    /// With a run, a bookmark, a link.
    pub fn with(mut self, inner: El) -> Self {
        self.inner.push(inner);
        self
    }

    /// On the same page as what follows.
    pub fn keep_next(mut self) -> Self {
        self.keep_next = true;
        self
    }

    /// Whether it is running text.
    pub fn is_text(&self) -> bool {
        self.style == Style::Body
    }

    /// Below a table, which has no space of its own.
    pub fn below_table(mut self) -> Self {
        self.below_table = true;
        self
    }

    /// The last of a section.
    pub fn ends(mut self, section: El) -> Self {
        self.section = Some(section);
        self
    }

    /// What it takes of pages so many points wide; no line stands alone. Of its space before and the space
    /// after the paragraph above, points, the larger one stands between them.
    pub fn steps(&self, width: f64, above: f64) -> Vec<Step> {
        let look = metrics(self.style);
        let text: String = self.inner.iter().map(El::words).collect();
        let lines = lines(&text, look.size, width, look.indent);
        let before = if self.below_table { 6.0 } else { look.before };
        let before = (before - above).max(0.0);
        let pieces = (0..lines).map(|n| {
            let (top, bottom) = (n == 0, n + 1 == lines);
            let mut height = look.line;
            if top {
                height += before;
            }
            if bottom {
                height += look.after;
            }
            let alone = n == 0 || n + 2 == lines;
            let keep = if bottom { false } else { alone };
            Step::Piece(Piece {
                height,
                keep: keep || self.keep_next || look.keep,
                first: top && look.page_break,
                space: if top { before } else { 0.0 },
                ..Piece::default()
            })
        });
        pieces.collect()
    }

    /// Space after it, points.
    pub fn after(&self) -> f64 {
        metrics(self.style).after
    }

    /// As XML; properties in the order of the schema.
    pub fn el(self) -> El {
        let style = (self.style != Style::Body).then(|| val("w:pStyle", self.style.id()));
        let properties: Vec<El> = style
            .into_iter()
            .chain(self.keep_next.then(|| el("w:keepNext")))
            .chain(
                self.below_table
                    .then(|| el("w:spacing").at("w:before", 120)),
            )
            .chain(self.section)
            .collect();
        let properties = (!properties.is_empty()).then(|| el("w:pPr").all(properties));
        el("w:p").all(properties).all(self.inner)
    }
}

/// A run of text.
pub fn run(text: &str) -> El {
    let hint = chinese_marks(text);
    let properties = hint.map(|hint| el("w:rPr").with(hint));
    el("w:r").all(properties).with(piece(text))
}

/// A run of bold text.
pub fn bold(text: &str) -> El {
    let properties = el("w:rPr").all(chinese_marks(text)).with(el("w:b"));
    el("w:r").with(properties).with(piece(text))
}

/// Marks that Chinese and Latin share are set in the Chinese font: without this hint Word sets them, half as
/// wide, in the Latin one.
fn chinese_marks(text: &str) -> Option<El> {
    let shared = text.contains(['“', '”', '‘', '’', '…', '—', '·', '×', '÷']);
    shared.then(|| el("w:rFonts").at("w:hint", "eastAsia"))
}

fn piece(text: &str) -> El {
    el("w:t").at("xml:space", "preserve").text(text)
}

/// A field with what it shows until it is brought up to date.
pub fn field(code: &str, shown: &str) -> [El; 5] {
    let mark = |kind: &str| el("w:r").with(el("w:fldChar").at("w:fldCharType", kind));
    let code = el("w:instrText")
        .at("xml:space", "preserve")
        .text(format!(" {code} "));
    [
        mark("begin"),
        el("w:r").with(code),
        mark("separate"),
        run(shown),
        mark("end"),
    ]
}
