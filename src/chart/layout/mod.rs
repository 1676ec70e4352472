//! Layout of a chain map: boxes in bands of stages (columns) and segments (lanes), relations
//! routed around them.
//!
//! General layered-graph crates put links into the wrong stage; here the stage is given and only
//! the rest is free. The steps, each in its file:
//!
//! 1. [`columns`]: each stage gets sub-columns, each link one of them, suppliers left of customers;
//! 2. [`nets`]: relations that share an end are bundled; a bundle that passes a column gets a slot
//!    in it, so that no line ever runs through a box;
//! 3. [`order`]: the order inside the columns, by barycentres and exchanges, for few crossings;
//! 4. [`place`]: heights, by least squares under the minimal distances;
//! 5. [`route`]: in the gutters between columns each bundle gets a track.
//!
//! Everything is deterministic: ties go by the order of the input.

mod columns;
mod metrics;
mod nets;
mod order;
mod place;
mod route;

#[cfg(test)]
pub use metrics::Metrics;
pub use metrics::measure;

use std::collections::BTreeMap;

use self::columns::{Assigned, Depths};
use super::canvas::Rect;

/// A link to place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// Segment, 0-based.
    pub lane: usize,
    /// 0 上游, 1 中游, 2 下游.
    pub stage: usize,
    /// Height of its box.
    pub height: i32,
}

/// Supplier and customer, as positions in the items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// Supplier.
    pub from: usize,
    /// Customer.
    pub to: usize,
}

/// Room and measures.
#[derive(Clone, Copy, Debug)]
pub struct Space {
    /// Most width.
    pub width: i32,
    /// Most height.
    pub height: i32,
    /// Of a box; wider where there is room.
    pub box_width: i32,
    /// Between two boxes of a column.
    pub row_gap: i32,
    /// Between two lanes.
    pub lane_gap: i32,
    /// Inside a lane above and below its boxes.
    pub lane_pad: i32,
    /// Between two tracks.
    pub track: i32,
}

impl Space {
    /// The same room with everything closer together.
    pub fn tight(self) -> Self {
        let less = |px: i32| px * 7 / 10;
        Self {
            row_gap: less(self.row_gap),
            lane_gap: less(self.lane_gap),
            lane_pad: less(self.lane_pad),
            track: self.track * 8 / 10,
            ..self
        }
    }
}

/// A routed relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wire {
    /// Position in the edges.
    pub edge: usize,
    /// Corners, from supplier to customer.
    pub points: Vec<(i32, i32)>,
    /// Runs against the stages, or inside a column: part of a loop.
    pub back: bool,
}

/// The finished layout; origin is the left top of the room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Box of each item.
    pub boxes: Vec<Rect>,
    /// Top and bottom of each lane.
    pub lanes: Vec<(i32, i32)>,
    /// Left and right edge of each stage; None where a stage is empty.
    pub stages: [Option<(i32, i32)>; 3],
    /// Relations.
    pub wires: Vec<Wire>,
    /// Width used.
    pub width: i32,
    /// Height used.
    pub height: i32,
}

/// Customers from which on a supplier gets a trunk of its own: each is tried.
const FAN_OUT: [usize; 2] = [2, 4];
/// Turns of ordering for the layout that is taken.
const TURNS: usize = 5;

/// What is ordered once is not ordered again for another room: the order depends on the columns,
/// the way to bundle and the turns only.
pub type Ordered = BTreeMap<(Assigned, usize, usize), nets::Sheet>;

/// Lays out the items; None where they do not fit into the room. Of the column counts that fit and
/// the ways to bundle, those with the fewest crossings are taken. `known` is kept between rooms for
/// the same items, edges and lanes.
pub fn layout(
    items: &[Item],
    edges: &[Edge],
    lanes: usize,
    space: &Space,
    known: &mut Ordered,
) -> Option<Layout> {
    if items.is_empty() {
        let nothing = Layout {
            boxes: vec![],
            lanes: vec![],
            stages: [None; 3],
            wires: vec![],
            width: 0,
            height: 0,
        };
        return Some(nothing);
    }
    let least = columns::natural(items, edges);
    let mut attempt = |depths: Depths, fan_out: usize, turns: usize| -> Option<(usize, Layout)> {
        let assigned = columns::assign(items, edges, lanes, depths, space);
        let ordered = known.entry((assigned, fan_out, turns));
        let mut sheet = ordered
            .or_insert_with_key(|(assigned, ..)| {
                let mut sheet = nets::build(items, edges, assigned, fan_out);
                order::order(&mut sheet, lanes, turns);
                sheet
            })
            .clone();
        let done = finish(items, edges, lanes, space, &mut sheet)?;
        Some((measure(&done, edges).crossings, done))
    };
    let mut best: Option<(usize, Layout)> = None;
    let mut way = None;
    for depths in columns::candidates(items, edges, lanes, space, least) {
        for fan_out in FAN_OUT {
            if let Some(done) = attempt(depths, fan_out, 1)
                && best.as_ref().is_none_or(|(least, _)| done.0 < *least)
            {
                best = Some(done);
                way = Some((depths, fan_out));
            }
        }
    }
    // More care for the way that is taken.
    let again = way.and_then(|(depths, fan_out)| attempt(depths, fan_out, TURNS));
    best.into_iter()
        .chain(again)
        .min_by_key(|(crossings, _)| *crossings)
        .map(|(_, done)| done)
}

fn finish(
    items: &[Item],
    edges: &[Edge],
    lanes: usize,
    space: &Space,
    sheet: &mut nets::Sheet,
) -> Option<Layout> {
    let bands = place::place(sheet, lanes, space)?;
    let routed = route::route(sheet, items, edges, space)?;
    let height = bands.last().map_or(0, |band| band.1);
    Some(Layout {
        boxes: routed.boxes,
        lanes: bands,
        stages: routed.stages,
        wires: routed.wires,
        width: routed.width,
        height,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn space() -> Space {
        Space {
            width: 3200,
            height: 2000,
            box_width: 300,
            row_gap: 18,
            lane_gap: 16,
            lane_pad: 16,
            track: 14,
        }
    }

    /// Two lanes, three stages, a loop, a long edge, an edge inside a stage and one inside a column.
    fn mini() -> (Vec<Item>, Vec<Edge>) {
        let item = |lane, stage| Item {
            lane,
            stage,
            height: 100,
        };
        let items = vec![
            item(0, 0),
            item(0, 0),
            item(0, 0),
            item(0, 1),
            item(0, 1),
            item(0, 2),
            item(1, 0),
            item(1, 2),
        ];
        let edge = |from, to| Edge { from, to };
        let edges = vec![
            edge(0, 3),
            edge(1, 3),
            edge(2, 4),
            edge(3, 4),
            edge(4, 5),
            edge(5, 0),
            edge(0, 5),
            edge(6, 7),
            edge(6, 4),
            edge(1, 7),
        ];
        (items, edges)
    }

    #[test]
    fn mini_chain_is_clean() {
        let (items, edges) = mini();
        let done = layout(&items, &edges, 2, &space(), &mut Ordered::new()).expect("fits");
        let m = measure(&done, &edges);
        assert_eq!((m.overlaps, m.through_boxes, m.outside), (0, 0, 0), "{m:?}");
        assert!(m.crossings <= 4, "{m:?}");
        assert_eq!(done.wires.len(), edges.len());
        assert!(done.wires.iter().filter(|w| w.back).map(|w| w.edge).eq([5]));
        // Suppliers stand left of customers, stages in their order.
        assert!(done.boxes[3].right() < done.boxes[4].x);
        assert!(
            done.boxes
                .iter()
                .take(3)
                .all(|b| b.right() < done.boxes[3].x)
        );
    }

    /// As large as a real chain: 60 links in five segments, 75 relations, most of them nearby.
    fn large() -> (Vec<Item>, Vec<Edge>) {
        let mut state = 7u32;
        let mut next = move |n: u32| -> usize {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            ((state >> 16) % n) as usize
        };
        let items: Vec<Item> = (0..60)
            .map(|i| Item {
                lane: i / 12,
                stage: [0, 0, 1, 1, 0, 2][next(6)],
                height: 96 + 33 * (i32::from(i % 3 == 0)),
            })
            .collect();
        let mut edges: Vec<Edge> = Vec::new();
        while edges.len() < 75 {
            let from = next(60);
            let to = if next(5) == 0 {
                next(60)
            } else {
                from / 12 * 12 + next(12)
            };
            let edge = Edge { from, to };
            if items[from].stage <= items[to].stage && from != to && !edges.contains(&edge) {
                edges.push(edge);
            }
        }
        (items, edges)
    }

    #[test]
    fn sixty_links_without_any_pattern_are_clean() {
        let (items, edges) = large();
        let room = Space {
            width: 6600,
            height: 4200,
            ..space()
        };
        let done = layout(&items, &edges, 5, &room, &mut Ordered::new()).expect("fits");
        let m = measure(&done, &edges);
        assert_eq!((m.overlaps, m.through_boxes, m.outside), (0, 0, 0), "{m:?}");
        assert!(m.crossings <= 160, "{m:?}");
        assert_eq!(
            layout(&items, &edges, 5, &room, &mut Ordered::new()),
            Some(done)
        );
    }

    #[test]
    fn same_input_same_layout() {
        let (items, edges) = mini();
        assert_eq!(
            layout(&items, &edges, 2, &space(), &mut Ordered::new()),
            layout(&items, &edges, 2, &space(), &mut Ordered::new())
        );
    }

    #[test]
    fn loops_inside_a_stage_and_to_oneself_do_no_harm() {
        let item = Item {
            lane: 0,
            stage: 1,
            height: 90,
        };
        let edges = [
            Edge { from: 0, to: 1 },
            Edge { from: 1, to: 0 },
            Edge { from: 0, to: 0 },
        ];
        let done = layout(&[item, item], &edges, 1, &space(), &mut Ordered::new()).expect("fits");
        assert_eq!(measure(&done, &edges).through_boxes, 0);
    }

    #[test]
    fn nothing_at_all_and_too_much() {
        assert!(layout(&[], &[], 0, &space(), &mut Ordered::new()).is_some());
        let many = vec![
            Item {
                lane: 0,
                stage: 0,
                height: 400
            };
            60
        ];
        assert!(layout(&many, &[], 1, &space(), &mut Ordered::new()).is_none());
    }
}
