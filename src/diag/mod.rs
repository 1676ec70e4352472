//! Everything bulian has to say about its inputs: what is wrong, where, and how to mend it.
//!
//! A [`Kind`] holds data, its `#[error]` line is the only wording; [`Diagnostic`] adds the
//! [`Place`]. Warnings travel beside a result in [`Warned`]. Rendering is the terminal's job (`cli`).

mod code;
mod finding;
mod help;
mod kind;
mod severity;

use std::ops::Range;
use std::sync::Arc;

pub use finding::Finding;
pub use kind::Kind;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; nothing needs to be done.
    Notice,
    /// The input was used, but something in it was not.
    Warning,
    /// The input cannot be used.
    Error,
}

/// A text with its name, shared by all messages about it.
#[derive(Debug, PartialEq, Eq)]
pub struct SourceText {
    /// File name as shown to the user.
    pub name: String,
    /// The whole text.
    pub text: String,
}

/// Where in the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A whole file.
    File(String),
    /// A byte range of a text file.
    Text {
        /// The text.
        source: Arc<SourceText>,
        /// Bytes of it.
        span: Range<usize>,
    },
    /// A cell, or a row, of a table.
    Cell(CellPlace),
}

/// A row or cell of a table: `企业名录.xlsx · Sheet1 第17行 C17 注册资本`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellPlace {
    /// File name.
    pub file: String,
    /// Sheet, where the file has sheets.
    pub sheet: Option<String>,
    /// Row, 1-based, as the spreadsheet program numbers it.
    pub row: u32,
    /// Column letter(s) and header.
    pub column: Option<(String, String)>,
}

impl std::fmt::Display for CellPlace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.file)?;
        if let Some(sheet) = &self.sheet {
            write!(f, " · {sheet}")?;
        }
        write!(f, " 第{}行", self.row)?;
        if let Some((letters, header)) = &self.column {
            write!(f, " {letters}{} {header}", self.row)?;
        }
        Ok(())
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File(name) => write!(f, "{name}"),
            Self::Text { source, span } => {
                let (line, column) = source.line_column(span.start);
                write!(f, "{}:{line}:{column}", source.name)
            }
            Self::Cell(cell) => write!(f, "{cell}"),
        }
    }
}

impl SourceText {
    /// Line and column (in characters), 1-based, of a byte offset.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let before = self
            .text
            .get(..offset.min(self.text.len()))
            .unwrap_or(&self.text);
        let line = before.matches('\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        (line, before[start..].chars().count() + 1)
    }
}

/// One thing to say about an input.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// What.
    pub kind: Kind,
    /// Where; boxed so that a `Result` with a diagnostic stays small.
    place: Option<Box<Place>>,
}

impl Diagnostic {
    /// A diagnostic without a place.
    pub fn new(kind: Kind) -> Self {
        Self { kind, place: None }
    }

    /// A diagnostic about a whole file.
    pub fn in_file(kind: Kind, file: &str) -> Self {
        Self {
            kind,
            place: Some(Box::new(Place::File(file.to_owned()))),
        }
    }

    /// A diagnostic at a place.
    pub fn at(kind: Kind, place: Place) -> Self {
        Self {
            kind,
            place: Some(Box::new(place)),
        }
    }

    /// Where, if anywhere.
    pub fn place(&self) -> Option<&Place> {
        self.place.as_deref()
    }

    /// The row or cell of a table that it is about.
    pub fn cell(&self) -> Option<&CellPlace> {
        match self.place() {
            Some(Place::Cell(cell)) => Some(cell),
            _ => None,
        }
    }

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        self.kind.severity()
    }
}

impl std::fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.place {
            Some(place) => write!(f, "{place}：{}", self.kind),
            None => write!(f, "{}", self.kind),
        }
    }
}

/// A value and what was noticed while making it.
#[derive(Clone, Debug)]
pub struct Warned<T> {
    /// The value.
    pub value: T,
    /// Warnings and notices, in the order they were met.
    pub warnings: Vec<Diagnostic>,
}

/// A value, or every error found in the input.
pub type Checked<T> = Result<Warned<T>, Vec<Diagnostic>>;
