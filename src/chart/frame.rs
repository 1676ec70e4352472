//! What every figure has around its body: title, subtitle, counts, legend, source line.

use super::canvas::{Canvas, PT, Rect, Side, Type};
use super::layout::Wire;
use super::style::{MUTED, NAVY, RED, RULE, draw_badge};
use super::svg::Stroke;
use crate::model::{Action, Coverage};
use crate::study::Study;

/// White margin of a page.
pub const MARGIN: i32 = 120;
/// Height of title and subtitle with the space below.
pub const HEAD: i32 = 235;
/// Height of legend and source line with the space above.
pub const FOOT: i32 = 165;

/// Where the body of a figure goes.
pub fn body(page: &Canvas) -> Rect {
    inner(page.width(), page.height())
}

/// Where the body of a figure on a page of this size would go.
pub fn body_of((w, h): (u32, u32)) -> Rect {
    let px = |n: u32| i32::try_from(n).unwrap_or(i32::MAX);
    inner(px(w), px(h))
}

fn inner(w: i32, h: i32) -> Rect {
    Rect::new(
        MARGIN,
        MARGIN + HEAD,
        w - 2 * MARGIN,
        h - 2 * MARGIN - HEAD - FOOT,
    )
}

/// Title and subtitle with a rule below.
pub fn head(page: &Canvas, title: &str, subtitle: &str) {
    head_until(page, title, subtitle, page.width() - MARGIN);
}

/// As [`head`], the title in the largest size in which it ends before `right`.
pub fn head_until(page: &Canvas, title: &str, subtitle: &str, right: i32) {
    page.open("title", "title");
    let beside = f64::from(right - MARGIN - 40);
    let sizes = [21.0, 18.0, 16.0, 14.0].map(|points| Type::new(points).bold().color(NAVY));
    let fits = sizes.iter().find(|face| face.width(title) <= beside);
    let face = fits.copied().unwrap_or(Type::new(12.0).bold().color(NAVY));
    page.fill(Rect::new(MARGIN, MARGIN + 8, 14, 84), NAVY);
    page.text((MARGIN + 40, MARGIN + 50), &face.fit(title, beside), &face);
    let room = f64::from(page.width() - 2 * MARGIN);
    let small = Type::new(9.0).color(MUTED);
    page.text(
        (MARGIN + 40, MARGIN + 140),
        &small.fit(subtitle, room - 40.0),
        &small,
    );
    page.curve(
        vec![
            (MARGIN, MARGIN + 188),
            (page.width() - MARGIN, MARGIN + 188),
        ],
        0,
        Stroke::new(RULE, 3),
    );
    page.close();
}

/// The source line at the bottom.
pub fn source(page: &Canvas, study: &Study) {
    let as_of = study
        .zone
        .register_as_of
        .as_ref()
        .map(|d| format!("（截至{d}）"))
        .unwrap_or_default();
    let whole = if study.zone.register_complete {
        ""
    } else {
        "名录不完整，“未发现”不等于“没有”。"
    };
    let data = format!("数据：{}企业名录{as_of}", study.zone.name);
    let made = &study.generator;
    let long = format!("{data}；方法：bulian 链模型与名录逐环节比对（{made}）。{whole}");
    // Where that is too long, how it was made goes before what is not known.
    let short = format!("{data}；{made}。{whole}");
    let face = Type::new(7.2).color(MUTED);
    let date = format!("制图日期 {}", study.date);
    let room = f64::from(page.width() - 2 * MARGIN) - face.width(&date) - 60.0;
    let y = page.height() - MARGIN - 16;
    page.open("source", "source");
    let text = if face.width(&long) <= room {
        long
    } else {
        face.fit(&short, room)
    };
    page.text((MARGIN, y), &text, &face);
    page.text((page.width() - MARGIN, y), &date, &face.h(Side::End));
    page.close();
}

/// `名录截至 2026-06-30　·　`, empty where the register has no date.
pub fn as_of(study: &Study) -> String {
    let date = study.zone.register_as_of.as_ref();
    date.map(|d| format!("名录截至 {d}　·　"))
        .unwrap_or_default()
}

/// Says in the middle of a body that there is nothing to show.
pub fn empty(page: &Canvas, body: Rect, text: &str) {
    let face = Type::new(12.0).color(MUTED).h(Side::Middle);
    page.text((body.x + body.w / 2, body.y + body.h / 2), text, &face);
}

/// Height of a further line of the legend.
pub const LEGEND_LINE: i32 = 54;

/// Rule above a legend of so many lines; the middle of the first.
pub fn legend_line(page: &Canvas, lines: i32) -> i32 {
    let y = page.height() - MARGIN - 92 - (lines - 1) * LEGEND_LINE;
    page.curve(
        vec![(MARGIN, y - 46), (page.width() - MARGIN, y - 46)],
        0,
        Stroke::new(RULE, 2),
    );
    y
}

/// 缺失 or 未发现, whichever this study uses.
pub fn absent(study: &Study) -> Coverage {
    if study.zone.register_complete {
        Coverage::Missing
    } else {
        Coverage::NotFound
    }
}

/// Up to this width a page is narrow: its legend stands close, that of a map in two lines.
pub const NARROW: i32 = 4700;

/// A legend written from left to right.
pub struct Legend<'a> {
    page: &'a Canvas,
    x: i32,
    y: i32,
    face: Type,
    /// Space after an entry, em.
    gap: f64,
}

impl<'a> Legend<'a> {
    /// Begins at a point; `y` is the middle of the line.
    pub fn new(page: &'a Canvas, x: i32, y: i32) -> Self {
        let gap = if page.width() > NARROW { 1.2 } else { 0.85 };
        Self {
            page,
            x,
            y,
            face: Type::new(7.5),
            gap,
        }
    }

    /// A word without a sign.
    pub fn word(&mut self, text: &str) {
        self.page
            .text((self.x, self.y), text, &self.face.bold().color(NAVY));
        self.advance(self.face.bold().width(text), 0.8);
    }

    /// A coverage's box.
    pub fn coverage(&mut self, coverage: Coverage, excluded: bool, text: &str) {
        let r = Rect::new(self.x, self.y - 22, 74, 44);
        super::style::draw_box(self.page, r, 32, coverage, excluded);
        self.x += 88;
        self.label(text);
    }

    /// An action's badge.
    pub fn action(&mut self, action: Action, text: &str) {
        draw_badge(self.page, self.x, self.y - 20, 40, action);
        self.x += 50;
        self.label(text);
    }

    /// A line.
    pub fn line(&mut self, stroke: Stroke, text: &str) {
        self.page
            .curve(vec![(self.x, self.y), (self.x + 84, self.y)], 0, stroke);
        arrow(self.page, (self.x + 96, self.y), 1, stroke);
        self.x += 110;
        self.label(text);
    }

    /// Any sign, `width` × 40 px.
    pub fn sign(&mut self, width: i32, draw: impl FnOnce(&Canvas, Rect), text: &str) {
        draw(self.page, Rect::new(self.x, self.y - 20, width, 40));
        self.x += width + 14;
        self.label(text);
    }

    /// Where it has come to.
    pub fn x(&self) -> i32 {
        self.x
    }

    fn label(&mut self, text: &str) {
        self.page.text((self.x, self.y), text, &self.face);
        self.advance(self.face.width(text), self.gap);
    }

    fn advance(&mut self, width: f64, ems: f64) {
        #[expect(clippy::cast_possible_truncation, reason = "a place on the page")]
        let step = (width + ems * 7.5 * PT) as i32;
        self.x += step;
    }
}

/// The sign before target firms, a triangle; left edge and middle.
pub fn target_sign(page: &Canvas, (x, mid): (i32, i32), size: i32) {
    page.polygon(
        vec![
            (x, mid - size * 2 / 3),
            (x + size, mid),
            (x, mid + size * 2 / 3),
        ],
        RED,
    );
}

/// A relation with its arrowhead; `left` and `top` are the origin of the layout's room on the page. The
/// line ends inside the head, so that its blunt end does not show.
pub fn draw_wire(page: &Canvas, wire: &Wire, stroke: Stroke, (left, top): (i32, i32)) {
    let mut points: Vec<(i32, i32)> = wire
        .points
        .iter()
        .map(|&(x, y)| (x + left, y + top))
        .collect();
    let [.., before, end] = points.as_mut_slice() else {
        return;
    };
    let way = if end.0 >= before.0 { 1 } else { -1 };
    let tip = (end.0 - way * 2, end.1);
    end.0 -= way * 14;
    page.curve(points, 16, stroke);
    arrow(page, tip, way, stroke);
}

/// An arrowhead whose tip is at a point; `way` 1 to the right, −1 to the left.
fn arrow(page: &Canvas, tip: (i32, i32), way: i32, stroke: Stroke) {
    let (x, y) = tip;
    let long = 18;
    page.polygon(
        vec![(x, y), (x - way * long, y - 8), (x - way * long, y + 8)],
        stroke.color,
    );
}
