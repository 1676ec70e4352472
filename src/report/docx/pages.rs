//! On which page a heading will stand, for the table of contents.
//!
//! Only the program that sets the pages knows; but heights of lines are fixed, a Chinese character is as
//! wide as high in every font, and rows do not break, so that the flow of lines over pages can be
//! followed closely. Word asks the reader at each opening when fields are to be brought up to date
//! (`w:updateFields`), and WPS does not do it at all: numbers filled in beforehand serve both.
//! After editing, 更新域 counts anew.

use crate::chart;

/// A step of the text: what takes place on a page, or what begins another one.
pub enum Step {
    /// Lines that do not break.
    Piece(Piece),
    /// A heading of the table of contents comes next.
    Entry,
    /// A new page with so many points for text.
    Turn(f64),
}

/// Something that stands on one page.
#[derive(Clone, Copy, Debug, Default)]
pub struct Piece {
    /// Height, points.
    pub height: f64,
    /// Whether the next piece has to stand on the same page.
    pub keep: bool,
    /// Height of the head that a table repeats when a page begins with this row.
    pub head: f64,
    /// Whether it begins a page.
    pub first: bool,
    /// Space above, part of the height: left out where a page begins by itself.
    pub space: f64,
}

/// What borders of tables and rounding may take of a page beyond what is counted, points: measured in
/// LibreOffice, where a head is 19.0 high and not 18.3.
const SLACK: f64 = 3.0;

/// Pages of the entries, in their order; the first page is 1 and has so many points for text. O(steps).
pub fn numbers(steps: &[Step], room: f64) -> Vec<usize> {
    let mut out = Vec::new();
    let (mut page, mut room, mut used) = (1, room - SLACK, 0.0_f64);
    let mut at = 0;
    while let Some(step) = steps.get(at) {
        match step {
            Step::Entry => {
                let next = steps[at + 1..].iter().find_map(|s| match s {
                    Step::Piece(piece) => Some(piece),
                    Step::Entry | Step::Turn(_) => None,
                });
                let wanted = group(&steps[at + 1..]);
                let turns = next.is_some_and(|p| p.first) || used + wanted > room;
                out.push(if used > 0.0 && turns { page + 1 } else { page });
            }
            Step::Turn(next) => {
                (page, room, used) = (page + 1, *next - SLACK, 0.0);
            }
            Step::Piece(piece) => {
                // Where a chain of pieces begins, all of it has to fit.
                let chained = at
                    .checked_sub(1)
                    .and_then(|before| steps.get(before))
                    .is_some_and(|s| matches!(s, Step::Piece(p) if p.keep));
                let wanted = if chained {
                    piece.height
                } else {
                    group(&steps[at..]).min(room)
                };
                if used > 0.0 && (piece.first || used + wanted > room) {
                    page += 1;
                    used = piece.head - piece.space;
                }
                used += piece.height;
            }
        }
        at += 1;
    }
    out
}

/// Height of the pieces from here on that have to stand on one page.
fn group(steps: &[Step]) -> f64 {
    let mut height = 0.0;
    for step in steps {
        let Step::Piece(piece) = step else { break };
        height += piece.height;
        if !piece.keep {
            break;
        }
    }
    height
}

/// Lines that a text takes, so many points wide, in type of a size; `indent` of the first, points.
///
/// A Chinese character is one em wide, a Latin letter or digit half of one, other Latin characters 0.3; Word and WPS
/// put a quarter between Chinese and Latin words. A word or number is not broken; a closing mark hangs over the
/// margin rather than begin a line; of two marks side by side the first gives up its blank half.
///
/// # Example
/// Twelve characters of 10 pt in lines of 95 pt: nine and three. `共12个` is 1 + ¼ + 1 + ¼ + 1 = 3.5 em.
pub fn lines(text: &str, size: f64, width: f64, indent: f64) -> usize {
    let of = |line: &str| {
        let (mut lines, mut used) = (1, indent);
        let (mut last, mut mark) = (None, Kind::Chinese);
        for piece in pieces(line) {
            let kind = Kind::of(piece);
            let blank = matches!(
                (mark, kind),
                (Kind::Closing, Kind::Closing | Kind::Opening) | (Kind::Opening, Kind::Opening)
            );
            used -= if blank { 0.5 * size } else { 0.0 };
            mark = kind;
            let word = piece
                .chars()
                .any(char::is_alphanumeric)
                .then_some(kind == Kind::Latin);
            let apart = word.is_some() && last.is_some_and(|l| Some(l) != word);
            let own = ems(piece) * size;
            let wanted = own + if apart { 0.25 * size } else { 0.0 };
            if used + wanted <= width + 1e-6 || kind == Kind::Closing {
                used += wanted;
            } else {
                lines += 1;
                used = own;
            }
            last = word;
        }
        lines
    };
    text.split('\n').map(of).sum()
}

/// How a piece of text breaks.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// A word, a number.
    Latin,
    /// A mark that no line begins with.
    Closing,
    /// A mark that opens something.
    Opening,
    /// A Chinese character or another mark.
    Chinese,
}

impl Kind {
    fn of(piece: &str) -> Self {
        match piece.chars().next() {
            Some(c) if c.is_ascii() && c != ' ' => Self::Latin,
            Some(c) if chart::closes(c) => Self::Closing,
            Some(c) if chart::opens(c) => Self::Opening,
            Some(_) | None => Self::Chinese,
        }
    }
}

/// A text in the pieces that are not broken: Latin words with their marks, other characters one by one.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end = match Kind::of(rest) {
            Kind::Latin => rest
                .find(|c: char| !c.is_ascii() || c == ' ')
                .unwrap_or(rest.len()),
            Kind::Closing | Kind::Opening | Kind::Chinese => first.len_utf8(),
        };
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(piece)
    })
}

fn ems(piece: &str) -> f64 {
    let of = |c: char| match (c.is_ascii(), c.is_alphanumeric()) {
        (true, true) => 0.5,
        (true, false) => 0.3,
        (false, _) => 1.0,
    };
    piece.chars().map(of).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(height: f64, keep: bool) -> Step {
        Step::Piece(Piece {
            height,
            keep,
            ..Piece::default()
        })
    }

    #[test]
    fn lines_are_counted_in_ems() {
        assert_eq!(lines(&"字".repeat(12), 10.0, 100.0, 0.0), 2);
        assert_eq!(lines(&"字".repeat(9), 10.0, 100.0, 20.0), 2);
        assert_eq!(lines("共12个", 10.0, 35.0, 0.0), 1);
        assert_eq!(lines("共12个", 10.0, 34.0, 0.0), 2);
        // Nine and three, nine and nine: half a character is no room.
        assert_eq!(lines(&"字".repeat(18), 10.0, 95.0, 0.0), 2);
        assert_eq!(lines(&"字".repeat(19), 10.0, 95.0, 0.0), 3);
        // A number goes to the next line whole; the comma hangs.
        assert_eq!(lines("共有一二三2026家", 10.0, 65.0, 0.0), 2);
        assert_eq!(lines("共有一，二三，", 10.0, 30.0, 0.0), 2);
        // ）； are one and a half.
        assert_eq!(lines("（共有）；一", 10.0, 55.0, 0.0), 1);
        assert_eq!(lines("甲\n乙", 10.0, 100.0, 0.0), 2);
        // ½ + 0.3 + 3 × ½ em behind one.
        assert_eq!(
            (
                lines("字2,450", 10.0, 35.5, 0.0),
                lines("字2,450", 10.0, 35.4, 0.0)
            ),
            (1, 2)
        );
        assert_eq!(lines("共一十二个。", 10.0, 50.0, 0.0), 1);
    }

    /// A page of 100 and the slack: a heading of 20 with a line of 15, three rows of 30, the last under a head of 10.
    #[test]
    fn a_heading_goes_with_what_follows_it() {
        let row = Step::Piece(Piece {
            height: 30.0,
            head: 10.0,
            ..Piece::default()
        });
        let steps = [
            Step::Entry,
            piece(20.0, true),
            piece(15.0, false),
            piece(30.0, false),
            piece(30.0, false),
            row, // second page: 10 + 30
            Step::Entry,
            piece(20.0, true),
            piece(15.0, false), // 75
            Step::Entry,
            piece(20.0, true), // would end at 95, but its line at 110
            piece(15.0, false),
            Step::Turn(50.0 + SLACK),
            Step::Entry,
            piece(50.0, false), // a page of its own
            Step::Entry,
            Step::Piece(Piece {
                height: 20.0,
                space: 5.0, // not at the top of page 5
                ..Piece::default()
            }),
            Step::Entry,
            piece(35.0, false), // 15 + 35 fill it
        ];
        assert_eq!(numbers(&steps, 100.0 + SLACK), [1, 2, 3, 4, 5, 5]);
    }
}
