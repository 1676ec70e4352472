//! A page to draw on: a plotters drawing area over the SVG backend, with short words for what the
//! figures draw most.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{Circle, Polygon, Rectangle};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, RGBColor, TextStyle};

use super::Figure;
use super::font::{self, FAMILY};
use super::style::{INK, WHITE};
use super::svg::{Element, PLOTTERS_SIZE, Stroke, SvgBackend, escape};

/// Pixels of a point (1/72 inch) at 300 dpi.
pub const PT: f64 = 300.0 / 72.0;

/// Page sizes, px at 300 dpi, landscape: A4 to A0.
pub const PAGES: [(u32, u32); 5] = [
    (3508, 2480),
    (4961, 3508),
    (7016, 4961),
    (9933, 7016),
    (14043, 9933),
];

/// What a figure is drawn on, and how large that is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Room to draw, px.
    pub px: (u32, u32),
    /// The same sheet as printed, px at 300 dpi; smaller than `px` where much must go on it.
    pub print: (u32, u32),
}

impl Sheet {
    /// Printed as it is drawn.
    pub fn plain(px: (u32, u32)) -> Self {
        Self { px, print: px }
    }
}

/// A rectangle, px.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rect {
    /// Left.
    pub x: i32,
    /// Top.
    pub y: i32,
    /// Width.
    pub w: i32,
    /// Height.
    pub h: i32,
}

impl Rect {
    /// From left, top, width, height.
    pub fn new(x: i32, y: i32, w: i32, h: i32) -> Self {
        Self { x, y, w, h }
    }

    /// Right edge.
    pub fn right(self) -> i32 {
        self.x + self.w
    }

    /// Bottom edge.
    pub fn bottom(self) -> i32 {
        self.y + self.h
    }

    /// Smaller by `d` on every side; larger where negative.
    pub fn inset(self, d: i32) -> Self {
        Self::new(self.x + d, self.y + d, self.w - 2 * d, self.h - 2 * d)
    }

    /// Whether two rectangles share more than an edge.
    pub fn overlaps(self, other: Self) -> bool {
        self.x < other.right()
            && other.x < self.right()
            && self.y < other.bottom()
            && other.y < self.bottom()
    }
}

/// How a text is set.
#[derive(Clone, Copy, Debug)]
pub struct Type {
    /// Font size, px.
    pub em: f64,
    /// Weight.
    pub bold: bool,
    /// Colour.
    pub color: RGBColor,
    /// Which part of the text the point is; vertically always its middle.
    pub h: Side,
}

/// A part of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Left end.
    Start,
    /// Middle.
    Middle,
    /// Right end.
    End,
}

impl Type {
    /// Regular weight, dark, anchored left and vertically in the middle; size in points.
    pub fn new(points: f64) -> Self {
        Self {
            em: points * PT,
            bold: false,
            color: INK,
            h: Side::Start,
        }
    }

    /// The same in bold.
    pub fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    /// The same in a colour.
    pub fn color(self, color: RGBColor) -> Self {
        Self { color, ..self }
    }

    /// The same, horizontally anchored elsewhere.
    pub fn h(self, h: Side) -> Self {
        Self { h, ..self }
    }

    /// Width of a line of text in it.
    pub fn width(&self, text: &str) -> f64 {
        font::width(text, self.em, self.bold)
    }

    /// Cut to `max` px with `…`.
    pub fn fit(&self, text: &str, max: f64) -> String {
        font::fit(text, self.em, self.bold, max)
    }

    /// As plotters wants it.
    pub fn style(&self) -> TextStyle<'static> {
        let weight = if self.bold {
            FontStyle::Bold
        } else {
            FontStyle::Normal
        };
        let h = match self.h {
            Side::Start => HPos::Left,
            Side::Middle => HPos::Center,
            Side::End => HPos::Right,
        };
        TextStyle {
            font: FontDesc::new(FontFamily::Name(FAMILY), self.em * PLOTTERS_SIZE, weight),
            color: self.color.to_backend_color(),
            pos: Pos::new(h, VPos::Center),
        }
    }
}

/// A page.
///
/// Drawing on it cannot fail: the backend writes to memory and the font is embedded, so plotters'
/// results are dropped.
pub struct Canvas {
    area: DrawingArea<SvgBackend, Shift>,
    out: Rc<RefCell<String>>,
    sheet: Sheet,
    title: String,
    /// Smallest text so far, em.
    least: Cell<f64>,
}

impl Canvas {
    /// A white page.
    pub fn new(sheet: Sheet, title: &str) -> Self {
        font::register();
        let out = Rc::new(RefCell::new(String::new()));
        let area = SvgBackend::new(sheet.px, Rc::clone(&out)).into_drawing_area();
        let _ = area.fill(&WHITE);
        Self {
            area,
            out,
            sheet,
            title: title.to_owned(),
            least: Cell::new(f64::INFINITY),
        }
    }

    /// Its plotters area, for charts with axes.
    pub fn area(&self) -> &DrawingArea<SvgBackend, Shift> {
        &self.area
    }

    /// Width, px.
    pub fn width(&self) -> i32 {
        i32::try_from(self.sheet.px.0).unwrap_or(i32::MAX)
    }

    /// Height, px.
    pub fn height(&self) -> i32 {
        i32::try_from(self.sheet.px.1).unwrap_or(i32::MAX)
    }

    /// Begins a group.
    pub fn open(&self, id: &str, class: &str) {
        let _ = self.area.draw(&Element::Open {
            id: id.to_owned(),
            class: class.to_owned(),
        });
    }

    /// Ends the innermost group.
    pub fn close(&self) {
        let _ = self.area.draw(&Element::Close);
    }

    /// A filled rectangle.
    pub fn fill(&self, r: Rect, color: RGBColor) {
        let _ = self.area.draw(&Rectangle::new(
            [(r.x, r.y), (r.right(), r.bottom())],
            color.filled(),
        ));
    }

    /// A rectangle with round corners.
    pub fn panel(&self, r: Rect, radius: i32, fill: Option<RGBColor>, stroke: Option<Stroke>) {
        let _ = self.area.draw(&Element::Panel {
            at: (r.x, r.y),
            size: (r.w, r.h),
            radius,
            fill,
            stroke,
        });
    }

    /// A polyline with round corners.
    pub fn curve(&self, points: Vec<(i32, i32)>, radius: i32, stroke: Stroke) {
        let _ = self.area.draw(&Element::Curve {
            points,
            radius,
            stroke,
        });
    }

    /// A filled polygon.
    pub fn polygon(&self, points: Vec<(i32, i32)>, color: RGBColor) {
        let _ = self.area.draw(&Polygon::new(points, color.filled()));
    }

    /// A filled circle.
    pub fn dot(&self, at: (i32, i32), radius: i32, color: RGBColor) {
        let _ = self.area.draw(&Circle::new(at, radius, color.filled()));
    }

    /// One line of text.
    pub fn text(&self, at: (i32, i32), text: &str, face: &Type) {
        self.least.set(self.least.get().min(face.em));
        let _ = self.area.draw_text(text, &face.style(), at);
    }

    /// The page as a figure; `name` is the stem of its file.
    pub fn finish(self, name: String) -> Figure {
        let _ = self.area.present();
        let Sheet { px, print } = self.sheet;
        // Millimetres, rounded down to a thousandth: a renderer that rounds up gets `px` again.
        let mm = |px: u32| (f64::from(px) * 25_400.0 / 300.0).floor() / 1000.0;
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}mm\" height=\"{}mm\" viewBox=\"0 0 {} {}\" \
             font-family=\"'Noto Sans SC','Microsoft YaHei','PingFang SC',sans-serif\">\n<title>{}</title>\n{}</svg>\n",
            mm(print.0),
            mm(print.1),
            px.0,
            px.1,
            escape(&self.title),
            self.out.borrow()
        );
        let points = self.least.get() / PT * f64::from(print.0) / f64::from(px.0);
        Figure {
            name: file_stem(&name),
            title: self.title,
            svg,
            least_points: points,
        }
    }
}

/// A name without what file systems do not take.
fn file_stem(name: &str) -> String {
    let bad = |c: char| c.is_control() || "/\\:*?\"<>|".contains(c);
    name.chars().map(|c| if bad(c) { '_' } else { c }).collect()
}
