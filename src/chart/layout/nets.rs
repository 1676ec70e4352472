//! Relations bundled: those into one customer share a trunk, and so do those out of a supplier
//! with many customers. A bundle that passes a column gets a slot between the column's boxes.

use std::collections::BTreeMap;

use super::columns::{Assigned, Depths};
use super::{Edge, Item};

/// What fills a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// An item.
    Box(usize),
    /// A bundle passing by.
    Wire(usize),
}

/// A place in a column.
#[derive(Clone, Debug)]
pub struct Slot {
    /// What fills it.
    pub what: What,
    /// Its column.
    pub column: usize,
    /// Its lane.
    pub lane: usize,
    /// Its height.
    pub height: i32,
    /// Its middle, set by `place`.
    pub y: i32,
}

/// Ends of a bundle at both sides of a gutter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pins {
    /// Slots of the column left of the gutter.
    pub left: Vec<usize>,
    /// Slots of the column right of it.
    pub right: Vec<usize>,
}

/// Relations drawn together.
#[derive(Clone, Debug)]
pub struct Bundle {
    /// Positions in the edges.
    pub edges: Vec<usize>,
    /// Against the stages or inside a column.
    pub back: bool,
    /// Gutter (by the column at its left) → pins.
    pub gutters: BTreeMap<usize, Pins>,
    /// Column → slot of the bundle in it.
    pub wires: BTreeMap<usize, usize>,
}

/// Columns of slots, and bundles between them.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// All slots; those of items first, in their order.
    pub slots: Vec<Slot>,
    /// Slots of each column, from top to bottom.
    pub columns: Vec<Vec<usize>>,
    /// Bundles.
    pub bundles: Vec<Bundle>,
    /// Columns of each stage.
    pub depths: Depths,
}

impl Sheet {
    /// Bundles with pins at a gutter.
    pub fn at_gutter(&self, gutter: usize) -> impl Iterator<Item = (usize, &Pins)> {
        self.bundles
            .iter()
            .enumerate()
            .filter_map(move |(b, bundle)| Some((b, bundle.gutters.get(&gutter)?)))
    }

    /// Whether a slot holds an item.
    pub fn is_box(&self, slot: usize) -> bool {
        matches!(self.slots[slot].what, What::Box(_))
    }
}

/// Left and right end of an edge as drawn.
pub fn ends(edge: Edge, column: &[usize]) -> (usize, usize) {
    if column[edge.from] > column[edge.to] {
        (edge.to, edge.from)
    } else {
        (edge.from, edge.to)
    }
}

/// Builds slots and bundles from the assigned columns; a supplier with `fan_out` customers or more
/// gets a trunk of its own.
pub fn build(items: &[Item], edges: &[Edge], assigned: &Assigned, fan_out: usize) -> Sheet {
    let column = &assigned.column;
    let slots: Vec<Slot> = items
        .iter()
        .enumerate()
        .map(|(i, item)| Slot {
            what: What::Box(i),
            column: column[i],
            lane: item.lane,
            height: item.height,
            y: 0,
        })
        .collect();
    let mut columns = vec![Vec::new(); assigned.depths.iter().sum()];
    for (i, slot) in slots.iter().enumerate() {
        columns[slot.column].push(i);
    }
    let mut sheet = Sheet {
        slots,
        columns,
        bundles: Vec::new(),
        depths: assigned.depths,
    };
    for (edges_of, back, lane) in groups(items, edges, column, fan_out) {
        add(&mut sheet, edges, edges_of, back, lane, column);
    }
    for list in &mut sheet.columns {
        list.sort_by_key(|&s| (sheet.slots[s].lane, s));
    }
    sheet
}

/// Edges by bundle: suppliers with many customers, else by customer; edges that run back by the
/// end that has more of them, edges inside a column alone.
fn groups(
    items: &[Item],
    edges: &[Edge],
    column: &[usize],
    fan_out: usize,
) -> Vec<(Vec<usize>, bool, usize)> {
    let mut out = vec![[0usize; 2]; items.len()];
    let mut into = vec![[0usize; 2]; items.len()];
    let runs_back = |e: &Edge| column[e.from] > column[e.to];
    for e in edges.iter().filter(|e| column[e.from] != column[e.to]) {
        out[e.from][usize::from(runs_back(e))] += 1;
        into[e.to][usize::from(runs_back(e))] += 1;
    }
    let mut by_end: BTreeMap<(bool, usize, bool), Vec<usize>> = BTreeMap::new();
    let mut alone = Vec::new();
    for (i, e) in edges.iter().enumerate() {
        if e.from == e.to {
            continue;
        }
        let back = runs_back(e);
        let (mine, its) = (
            out[e.from][usize::from(back)],
            into[e.to][usize::from(back)],
        );
        if column[e.from] == column[e.to] {
            alone.push((vec![i], true, items[e.from].lane));
        } else if mine > its && (back || mine >= fan_out) {
            by_end.entry((back, e.from, false)).or_default().push(i);
        } else {
            by_end.entry((back, e.to, true)).or_default().push(i);
        }
    }
    let shared = by_end
        .into_iter()
        .map(|((back, end, _), list)| (list, back, items[end].lane));
    shared.chain(alone).collect()
}

fn add(
    sheet: &mut Sheet,
    edges: &[Edge],
    list: Vec<usize>,
    back: bool,
    lane: usize,
    column: &[usize],
) {
    let index = sheet.bundles.len();
    let mut bundle = Bundle {
        edges: list,
        back,
        gutters: BTreeMap::new(),
        wires: BTreeMap::new(),
    };
    for &e in &bundle.edges {
        let (left, right) = ends(edges[e], column);
        let (a, b) = (column[left], column[right]);
        for gutter in a..b.max(a + 1) {
            let pins = bundle.gutters.entry(gutter).or_default();
            let from = if gutter == a {
                left
            } else {
                bundle.wires[&gutter]
            };
            push(&mut pins.left, from);
            if a == b {
                push(&mut pins.left, right);
                continue;
            }
            let to = if gutter + 1 == b {
                right
            } else if let Some(&wire) = bundle.wires.get(&(gutter + 1)) {
                wire
            } else {
                let wire = sheet.slots.len();
                sheet.slots.push(Slot {
                    what: What::Wire(index),
                    column: gutter + 1,
                    lane,
                    height: 2,
                    y: 0,
                });
                sheet.columns[gutter + 1].push(wire);
                bundle.wires.insert(gutter + 1, wire);
                wire
            };
            push(&mut pins.right, to);
        }
    }
    sheet.bundles.push(bundle);
}

fn push(list: &mut Vec<usize>, slot: usize) {
    if !list.contains(&slot) {
        list.push(slot);
    }
}
