//! How good a layout is, measured on what is drawn.

use std::collections::BTreeSet;

use super::{Edge, Layout, Wire};
use crate::chart::canvas::Rect;

/// Counts of what disturbs the eye.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Metrics {
    /// Points where lines cross that have no end in common. Relations that share a trunk are one
    /// line to the eye: a trunk of five across a trunk of four is one point, not twenty.
    pub crossings: usize,
    /// Lines that run through a box.
    pub through_boxes: usize,
    /// Pairs of boxes that overlap.
    pub overlaps: usize,
    /// Boxes and lines outside the used room.
    pub outside: usize,
}

/// Measures a layout.
pub fn measure(layout: &Layout, edges: &[Edge]) -> Metrics {
    let mut m = Metrics::default();
    let boxes = &layout.boxes;
    for (i, a) in boxes.iter().enumerate() {
        m.overlaps += boxes[i + 1..].iter().filter(|b| a.overlaps(**b)).count();
    }
    let room = Rect::new(0, 0, layout.width, layout.height);
    let within = |r: Rect| {
        r.x >= room.x && r.y >= room.y && r.right() <= room.right() && r.bottom() <= room.bottom()
    };
    m.outside += boxes.iter().filter(|b| !within(**b)).count();
    let mut points = BTreeSet::new();
    for (i, wire) in layout.wires.iter().enumerate() {
        m.outside += usize::from(
            !wire
                .points
                .iter()
                .all(|&(x, y)| within(Rect::new(x, y, 0, 0))),
        );
        m.through_boxes +=
            usize::from(segments(wire).any(|s| boxes.iter().any(|b| runs_through(s, *b))));
        let mine = edges[wire.edge];
        for other in &layout.wires[i + 1..] {
            let its = edges[other.edge];
            if mine.from == its.from || mine.to == its.to {
                continue;
            }
            for a in segments(wire) {
                points.extend(segments(other).filter_map(|b| cross(a, b)));
            }
        }
    }
    m.crossings = points.len();
    m
}

type Segment = ((i32, i32), (i32, i32));

fn segments(wire: &Wire) -> impl Iterator<Item = Segment> {
    wire.points.windows(2).map(|w| (w[0], w[1]))
}

fn runs_through((a, b): Segment, r: Rect) -> bool {
    let inner = r.inset(1);
    let (x1, x2, y1, y2) = (a.0.min(b.0), a.0.max(b.0), a.1.min(b.1), a.1.max(b.1));
    x1 < inner.right()
        && inner.x < x2.max(x1 + 1)
        && y1 < inner.bottom()
        && inner.y < y2.max(y1 + 1)
}

/// Where a level and an upright segment cross inside both.
fn cross(a: Segment, b: Segment) -> Option<(i32, i32)> {
    let level = |s: Segment| s.0.1 == s.1.1;
    let (h, v) = match (level(a), level(b)) {
        (true, false) => (a, b),
        (false, true) => (b, a),
        (true, true) | (false, false) => return None,
    };
    let (x, y) = (v.0.0, h.0.1);
    let inside = h.0.0.min(h.1.0) < x
        && x < h.0.0.max(h.1.0)
        && v.0.1.min(v.1.1) < y
        && y < v.0.1.max(v.1.1);
    inside.then_some((x, y))
}
