//! Palette and marks of all figures.
//!
//! Coverage shows twice, by colour and by mark, so that it can be read in grey print and by
//! colour-blind eyes. Marks are drawn as shapes: the font has no ✔ and ✗.

use plotters::style::RGBColor;

use super::canvas::{Canvas, Rect, Side, Type};
use super::svg::Stroke;
use crate::model::{Action, Coverage};

/// Page.
pub const WHITE: RGBColor = RGBColor(255, 255, 255);
/// Text.
pub const INK: RGBColor = RGBColor(31, 41, 55);
/// Text of second rank.
pub const MUTED: RGBColor = RGBColor(92, 103, 120);
/// Titles, heads of columns.
pub const NAVY: RGBColor = RGBColor(23, 55, 94);
/// Hairlines.
pub const RULE: RGBColor = RGBColor(203, 211, 222);
/// Behind groups of boxes.
pub const PALE: RGBColor = RGBColor(245, 247, 250);
/// Behind names of groups.
pub const TINT: RGBColor = RGBColor(226, 233, 243);
/// Required relations.
pub const LINE: RGBColor = RGBColor(118, 132, 152);
/// Relations that can be done without.
pub const LINE_LIGHT: RGBColor = RGBColor(178, 188, 202);
/// Missing, and what it holds up.
pub const RED: RGBColor = RGBColor(192, 32, 38);
/// 已有
pub const BLUE: RGBColor = RGBColor(30, 94, 168);
/// 薄弱
pub const AMBER: RGBColor = RGBColor(222, 143, 5);
/// 在建
pub const TEAL: RGBColor = RGBColor(20, 128, 122);
/// 仅贸易, excluded links
pub const GREY: RGBColor = RGBColor(140, 148, 160);

/// Colours of one coverage.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Mark and border.
    pub strong: RGBColor,
    /// Inside of a box.
    pub soft: RGBColor,
}

/// Colours of a coverage; excluded links are grey whatever it is.
pub fn look(coverage: Coverage, excluded: bool) -> Look {
    if excluded {
        return Look {
            strong: GREY,
            soft: RGBColor(236, 238, 241),
        };
    }
    match coverage {
        Coverage::Covered => Look {
            strong: BLUE,
            soft: RGBColor(226, 237, 250),
        },
        Coverage::Weak => Look {
            strong: AMBER,
            soft: RGBColor(255, 244, 218),
        },
        Coverage::Building => Look {
            strong: TEAL,
            soft: RGBColor(224, 244, 241),
        },
        Coverage::TradeOnly => Look {
            strong: GREY,
            soft: WHITE,
        },
        Coverage::Missing | Coverage::NotFound => Look {
            strong: RED,
            soft: WHITE,
        },
    }
}

/// Draws the body of a link's box: inside, border and the mark cell at its left, `cell` px wide.
pub fn draw_box(page: &Canvas, r: Rect, cell: i32, coverage: Coverage, excluded: bool) {
    let Look { strong, soft } = look(coverage, excluded);
    let radius = 10;
    let border = Stroke::new(strong, 3);
    let border = match coverage {
        _ if excluded => border,
        Coverage::Covered | Coverage::Weak => border,
        Coverage::Building => border.dashed(14, 7),
        Coverage::TradeOnly => border.dashed(4, 6),
        Coverage::Missing | Coverage::NotFound => border.dashed(12, 9),
    };
    page.panel(r, radius, Some(soft), None);
    draw_mark(page, Rect::new(r.x, r.y, cell, r.h), coverage, excluded);
    page.panel(r, radius, None, Some(border));
}

/// Draws a coverage's mark over a cell: full, half, hatched, dotted, empty; barred where excluded.
pub fn draw_mark(page: &Canvas, r: Rect, coverage: Coverage, excluded: bool) {
    let Look { strong, .. } = look(coverage, excluded);
    if excluded {
        hatch(page, r.inset(3), 1000, 0, Stroke::new(strong, 4));
        return;
    }
    match coverage {
        // Round at the box's corners, square inside the box.
        Coverage::Covered => {
            page.panel(r, 10, Some(strong), None);
            page.fill(Rect::new(r.x + r.w / 2, r.y, r.w - r.w / 2, r.h), strong);
        }
        Coverage::Weak => {
            let half = Rect::new(r.x, r.y + r.h / 2, r.w, r.h - r.h / 2);
            page.panel(half, 10, Some(strong), None);
            page.fill(
                Rect::new(half.x, half.y, half.w, (half.h / 2).min(12)),
                strong,
            );
            page.fill(
                Rect::new(r.x + r.w / 2, half.y, r.w - r.w / 2, half.h),
                strong,
            );
        }
        Coverage::Building => hatch(page, r.inset(4), 15, 1, Stroke::new(strong, 5)),
        Coverage::TradeOnly => {
            let mut y = r.y + 14;
            while y <= r.bottom() - 10 {
                page.dot((r.x + r.w / 2, y), (r.w / 7).max(3), strong);
                y += 18;
            }
        }
        Coverage::Missing | Coverage::NotFound => {}
    }
}

/// Parallel lines over a rectangle: `slope` 1 rising to the right, 0 level in the middle only.
fn hatch(page: &Canvas, r: Rect, step: i32, slope: i32, stroke: Stroke) {
    if slope == 0 {
        let y = r.y + r.h / 2;
        page.curve(
            vec![(r.x + r.w / 5, y), (r.right() - r.w / 5, y)],
            0,
            stroke,
        );
        return;
    }
    let mut sum = step;
    while sum < r.w + r.h {
        // Points with (x − left) + (y − top) = sum, cut to the rectangle.
        let (x1, y1) = if sum <= r.h {
            (0, sum)
        } else {
            (sum - r.h, r.h)
        };
        let (x2, y2) = if sum <= r.w {
            (sum, 0)
        } else {
            (r.w, sum - r.w)
        };
        page.curve(vec![(r.x + x1, r.y + y1), (r.x + x2, r.y + y2)], 0, stroke);
        sum += step;
    }
}

/// Colours of an action's badge: inside, border, text.
pub fn action_look(action: Action) -> (RGBColor, RGBColor, RGBColor) {
    let full = |c| (c, c, WHITE);
    let open = |c| (WHITE, c, c);
    match action {
        Action::Fill => full(RED),
        Action::Extend => full(RGBColor(201, 100, 12)),
        Action::Build => full(RGBColor(107, 63, 146)),
        Action::Strengthen => open(RGBColor(160, 98, 0)),
        Action::Stabilise => open(BLUE),
        Action::Defer | Action::None => open(GREY),
    }
}

/// The one character of an action; nothing where nothing is to be done.
pub fn action_char(action: Action) -> Option<&'static str> {
    match action {
        Action::Fill => Some("补"),
        Action::Extend => Some("延"),
        Action::Build => Some("建"),
        Action::Strengthen => Some("强"),
        Action::Stabilise => Some("稳"),
        Action::Defer => Some("远"),
        Action::None => None,
    }
}

/// Draws an action's badge, a square of `size` px.
pub fn draw_badge(page: &Canvas, x: i32, y: i32, size: i32, action: Action) {
    let Some(word) = action_char(action) else {
        return;
    };
    let (fill, edge, ink) = action_look(action);
    page.panel(
        Rect::new(x, y, size, size),
        size / 5,
        Some(fill),
        Some(Stroke::new(edge, 3)),
    );
    let face = Type {
        em: f64::from(size) * 0.76,
        ..Type::new(1.0)
    };
    page.text(
        (x + size / 2, y + size / 2),
        word,
        &face.bold().color(ink).h(Side::Middle),
    );
}

/// Colour of the n-th part of a stacked bar; neighbours differ in lightness too.
pub fn part_color(n: usize) -> RGBColor {
    const PARTS: [RGBColor; 10] = [
        RGBColor(23, 55, 94),
        RGBColor(232, 163, 61),
        RGBColor(58, 124, 189),
        RGBColor(160, 199, 228),
        RGBColor(112, 72, 140),
        RGBColor(190, 176, 210),
        RGBColor(20, 110, 104),
        RGBColor(150, 205, 196),
        RGBColor(150, 60, 40),
        RGBColor(226, 190, 178),
    ];
    PARTS[n % PARTS.len()]
}

/// Whether white text is needed on a colour.
pub fn is_dark(RGBColor(r, g, b): RGBColor) -> bool {
    u32::from(r) * 299 + u32::from(g) * 587 + u32::from(b) * 114 < 140_000
}
