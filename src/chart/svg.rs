//! A plotters backend that writes SVG, and the elements plotters has no word for.
//!
//! Text stays text. Positions are pixels of 1/300 inch. Unlike plotters' own SVG backend it keeps
//! stroke widths of rectangles, sets Chinese on the right baseline and has groups with ids.

use std::cell::RefCell;
use std::convert::Infallible;
use std::fmt::Write;
use std::rc::Rc;

use plotters::element::{Drawable, PointCollection};
use plotters::style::RGBColor;
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    FontStyle, FontTransform,
};

/// plotters' font size ÷ em: ascent + descent of the embedded font.
pub const PLOTTERS_SIZE: f64 = 1.24;
/// Distance of the em box's top from the baseline, em.
const ASCENT: f64 = 0.88;
/// Middle of a Chinese character above the baseline, em.
const MIDDLE: f64 = 0.38;

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// The backend; clones of the buffer see what is drawn.
pub struct SvgBackend {
    size: (u32, u32),
    out: Rc<RefCell<String>>,
}

impl SvgBackend {
    /// A backend that appends to `out`.
    pub fn new(size: (u32, u32), out: Rc<RefCell<String>>) -> Self {
        Self { size, out }
    }

    fn write(&self, text: std::fmt::Arguments<'_>) {
        // Writing to a String cannot fail.
        let _ = self.out.borrow_mut().write_fmt(text);
        self.out.borrow_mut().push('\n');
    }
}

/// Text made safe for SVG; characters XML cannot hold are dropped.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if c.is_control() || ('\u{fffe}'..='\u{ffff}').contains(&c) => {}
            c => out.push(c),
        }
    }
    out
}

/// A number with at most one decimal.
fn num(value: f64) -> String {
    let tenths = (value * 10.0).round() / 10.0;
    if tenths.fract() == 0.0 {
        format!("{tenths:.0}")
    } else {
        format!("{tenths:.1}")
    }
}

fn paint(attr: &str, color: BackendColor) -> String {
    let (r, g, b) = color.rgb;
    let mut text = format!("{attr}=\"#{r:02x}{g:02x}{b:02x}\"");
    if color.alpha < 1.0 {
        let hundredths = (color.alpha * 100.0).round() / 100.0;
        let _ = write!(text, " {attr}-opacity=\"{hundredths}\"");
    }
    text
}

fn outline<S: BackendStyle>(style: &S) -> String {
    format!(
        "fill=\"none\" {} stroke-width=\"{}\"",
        paint("stroke", style.color()),
        style.stroke_width()
    )
}

impl DrawingBackend for SvgBackend {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Drawn {
        self.write(format_args!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"1\" height=\"1\" {}/>",
            paint("fill", color)
        ));
        Ok(())
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Drawn {
        if style.color().alpha > 0.0 {
            let ((x1, y1), (x2, y2)) = (from, to);
            self.write(format_args!(
                "<line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\" {}/>",
                outline(style)
            ));
        }
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (x1, y1): BackendCoord,
        (x2, y2): BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        if style.color().alpha > 0.0 {
            let paint = if fill {
                paint("fill", style.color())
            } else {
                outline(style)
            };
            let (x, y, w, h) = (x1.min(x2), y1.min(y2), (x2 - x1).abs(), (y2 - y1).abs());
            self.write(format_args!(
                "<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" {paint}/>"
            ));
        }
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        if style.color().alpha > 0.0 {
            self.write(format_args!(
                "<polyline points=\"{}\" {}/>",
                points(path),
                outline(style)
            ));
        }
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        (x, y): BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        if style.color().alpha > 0.0 {
            let paint = if fill {
                paint("fill", style.color())
            } else {
                outline(style)
            };
            self.write(format_args!(
                "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" {paint}/>"
            ));
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> Drawn {
        if style.color().alpha > 0.0 {
            self.write(format_args!(
                "<polygon points=\"{}\" {}/>",
                points(vert),
                paint("fill", style.color())
            ));
        }
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &T,
        (x, y): BackendCoord,
    ) -> Drawn {
        if style.color().alpha == 0.0 || text.is_empty() {
            return Ok(());
        }
        let em = style.size() / PLOTTERS_SIZE;
        let anchor = match style.anchor().h_pos {
            HPos::Left => "",
            HPos::Center => " text-anchor=\"middle\"",
            HPos::Right => " text-anchor=\"end\"",
        };
        let shift = match style.anchor().v_pos {
            VPos::Top => ASCENT * em,
            VPos::Center => MIDDLE * em,
            VPos::Bottom => (ASCENT - 1.0) * em,
        };
        let turn = match style.transform() {
            FontTransform::None => String::new(),
            FontTransform::Rotate90 => format!(" transform=\"rotate(90 {x} {y})\""),
            FontTransform::Rotate180 => format!(" transform=\"rotate(180 {x} {y})\""),
            FontTransform::Rotate270 => format!(" transform=\"rotate(270 {x} {y})\""),
        };
        let bold = if matches!(style.style(), FontStyle::Bold) {
            " font-weight=\"700\""
        } else {
            ""
        };
        self.write(format_args!(
            "<text x=\"{x}\" y=\"{}\" font-size=\"{}\"{bold}{anchor} {}{turn}>{}</text>",
            num(f64::from(y) + shift),
            num(em),
            paint("fill", style.color()),
            escape(text)
        ));
        Ok(())
    }
}

fn points(path: impl IntoIterator<Item = BackendCoord>) -> String {
    let list: Vec<String> = path.into_iter().map(|(x, y)| format!("{x},{y}")).collect();
    list.join(" ")
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Stroke {
    /// Colour.
    pub color: RGBColor,
    /// Width, px.
    pub width: u32,
    /// Dash and gap, px.
    pub dash: Option<(u32, u32)>,
}

impl Stroke {
    /// A full line.
    pub fn new(color: RGBColor, width: u32) -> Self {
        Self {
            color,
            width,
            dash: None,
        }
    }

    /// The same line, dashed.
    pub fn dashed(self, dash: u32, gap: u32) -> Self {
        Self {
            dash: Some((dash, gap)),
            ..self
        }
    }

    fn attributes(self) -> String {
        let RGBColor(r, g, b) = self.color;
        let mut text = format!(
            "stroke=\"#{r:02x}{g:02x}{b:02x}\" stroke-width=\"{}\"",
            self.width
        );
        if let Some((dash, gap)) = self.dash {
            let _ = write!(text, " stroke-dasharray=\"{dash} {gap}\"");
        }
        text
    }
}

/// An element only this backend draws: rounded panels, rounded polylines, groups.
#[derive(Clone, Debug)]
pub enum Element {
    /// A rectangle with round corners.
    Panel {
        /// Left, top.
        at: (i32, i32),
        /// Width, height.
        size: (i32, i32),
        /// Of the corners.
        radius: i32,
        /// Inside.
        fill: Option<RGBColor>,
        /// Border.
        stroke: Option<Stroke>,
    },
    /// A polyline with round corners.
    Curve {
        /// Corners.
        points: Vec<(i32, i32)>,
        /// Of the corners.
        radius: i32,
        /// Line.
        stroke: Stroke,
    },
    /// Begins a group.
    Open {
        /// Unique in the figure.
        id: String,
        /// CSS classes.
        class: String,
    },
    /// Ends the innermost group.
    Close,
}

impl<'a> PointCollection<'a, (i32, i32)> for &'a Element {
    type Point = (i32, i32);
    type IntoIter = Vec<(i32, i32)>;

    fn point_iter(self) -> Self::IntoIter {
        match self {
            Element::Panel { at, .. } => vec![*at],
            Element::Curve { points, .. } => points.clone(),
            Element::Open { .. } | Element::Close => Vec::new(),
        }
    }
}

impl Drawable<SvgBackend> for Element {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        pos: I,
        backend: &mut SvgBackend,
        _parent: (u32, u32),
    ) -> Drawn {
        match self {
            Self::Panel {
                size: (w, h),
                radius,
                fill,
                stroke,
                ..
            } => {
                let fill = fill.map_or("none".to_owned(), |RGBColor(r, g, b)| {
                    format!("#{r:02x}{g:02x}{b:02x}")
                });
                let stroke = stroke
                    .map(|s| format!(" {}", s.attributes()))
                    .unwrap_or_default();
                for (x, y) in pos {
                    backend.write(format_args!(
                        "<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" rx=\"{radius}\" fill=\"{fill}\"{stroke}/>"
                    ));
                }
            }
            Self::Curve { radius, stroke, .. } => {
                let corners: Vec<(i32, i32)> = pos.collect();
                backend.write(format_args!(
                    "<path d=\"{}\" fill=\"none\" {}/>",
                    rounded(&corners, *radius),
                    stroke.attributes()
                ));
            }
            Self::Open { id, class } => {
                backend.write(format_args!(
                    "<g id=\"{}\" class=\"{}\">",
                    escape(id),
                    escape(class)
                ));
            }
            Self::Close => backend.write(format_args!("</g>")),
        }
        Ok(())
    }
}

/// Path data of a polyline whose corners are rounded as far as the segments allow.
fn rounded(points: &[(i32, i32)], radius: i32) -> String {
    let mut path = String::new();
    let Some((first, rest)) = points.split_first() else {
        return path;
    };
    let _ = write!(path, "M{} {}", first.0, first.1);
    let mut before = *first;
    for (i, &corner) in rest.iter().enumerate() {
        let Some(&after) = rest.get(i + 1) else {
            let _ = write!(path, "L{} {}", corner.0, corner.1);
            break;
        };
        let length =
            |a: (i32, i32), b: (i32, i32)| f64::from(b.0 - a.0).hypot(f64::from(b.1 - a.1));
        let (one, two) = (length(before, corner), length(corner, after));
        let r = f64::from(radius).min(one / 2.0).min(two / 2.0);
        if r < 1.0 {
            let _ = write!(path, "L{} {}", corner.0, corner.1);
        } else {
            let toward = |b: (i32, i32), len: f64| {
                let part = r / len;
                (
                    num(f64::from(corner.0) + f64::from(b.0 - corner.0) * part),
                    num(f64::from(corner.1) + f64::from(b.1 - corner.1) * part),
                )
            };
            let ((ax, ay), (bx, by)) = (toward(before, one), toward(after, two));
            let _ = write!(path, "L{ax} {ay}Q{} {} {bx} {by}", corner.0, corner.1);
        }
        before = corner;
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text_is_escaped() {
        assert_eq!(
            escape("<b onload=\"x\">&\u{0}\n"),
            "&lt;b onload=&quot;x&quot;&gt;&amp; "
        );
    }

    #[test]
    fn corners_are_rounded_within_their_segments() {
        assert_eq!(
            rounded(&[(0, 0), (10, 0), (10, 40)], 20),
            "M0 0L5 0Q10 0 10 5L10 40"
        );
        assert_eq!(rounded(&[(0, 0), (9, 0)], 20), "M0 0L9 0");
        assert_eq!(num(2.345), "2.3");
    }
}
