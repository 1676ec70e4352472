//! Tracks in the gutters, ports at the boxes, corners of the lines.

use std::collections::BTreeMap;

use super::nets::{Sheet, What, ends};
use super::{Edge, Item, Space, Wire};
use crate::chart::canvas::Rect;

/// Room for an arrowhead, right of the last track.
const HEAD: i32 = 16;
/// Least gutter, in tracks.
const LEAST: i32 = 6;
/// Between two ports of a box side.
const PORT: i32 = 17;
/// Lines nearer than this read as one.
const NEAR: i32 = 10;
/// Panel of a stage around its boxes.
pub const STAGE_PAD: i32 = 20;

/// What routing gives back.
pub struct Routed {
    /// Box of each item.
    pub boxes: Vec<Rect>,
    /// Left and right of each stage.
    pub stages: [Option<(i32, i32)>; 3],
    /// Relations.
    pub wires: Vec<Wire>,
    /// Width used.
    pub width: i32,
}

/// Side of a box.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Face {
    Left,
    Right,
}

/// Height at which a bundle meets a slot, by slot, side and bundle.
type Ports = BTreeMap<(usize, Face, usize), i32>;

/// A bundle in a gutter with the heights of its pins.
struct Lead {
    bundle: usize,
    left: Vec<(usize, i32)>,
    right: Vec<(usize, i32)>,
    low: i32,
    high: i32,
}

impl Lead {
    fn straight(&self) -> bool {
        self.low == self.high
    }
}

/// Routes all bundles; None where the columns and gutters are too wide together.
pub fn route(sheet: &Sheet, items: &[Item], edges: &[Edge], space: &Space) -> Option<Routed> {
    let ports = ports(sheet);
    let columns = sheet.columns.len();
    // Gutter g lies right of column g.
    let mut levels: Vec<BTreeMap<usize, i32>> = Vec::with_capacity(columns);
    for gutter in 0..columns {
        levels.push(tracks(&leads(sheet, &ports, gutter)));
    }
    let count = |g: usize| levels[g].values().max().map_or(0, |m| m + 1);
    let mut gutters: Vec<i32> = (0..columns)
        .map(|g| {
            let inner = 4 * space.track + HEAD + (count(g) - 1).max(0) * space.track;
            match (g + 1 == columns, sheet.at_gutter(g).next().is_some()) {
                (true, false) => 0,
                (true, true) => inner,
                (false, _) => inner.max(LEAST * space.track),
            }
        })
        .collect();
    let n = i32::try_from(columns).ok()?;
    let needed = n * space.box_width + gutters.iter().sum::<i32>() + 2 * STAGE_PAD;
    if needed > space.width {
        return None;
    }
    let wider = ((space.width - needed) / n.max(1)).min(space.box_width / 2);
    let box_width = space.box_width + wider;
    let spare = space.width - needed - wider * n;
    let open = i32::try_from(gutters.iter().filter(|&&g| g > 0).count())
        .ok()?
        .max(1);
    for g in gutters.iter_mut().filter(|g| **g > 0) {
        *g += spare / open;
    }
    let mut lefts = Vec::with_capacity(columns);
    let mut x = STAGE_PAD;
    for g in &gutters {
        lefts.push(x);
        x += box_width + g;
    }
    let mut boxes = vec![Rect::new(0, 0, 0, 0); items.len()];
    for slot in &sheet.slots {
        if let What::Box(i) = slot.what {
            boxes[i] = Rect::new(
                lefts[slot.column],
                slot.y - slot.height / 2,
                box_width,
                slot.height,
            );
        }
    }
    let track_x = |gutter: usize, bundle: usize| -> Option<i32> {
        let level = *levels[gutter].get(&bundle)?;
        let used = (count(gutter) - 1).max(0) * space.track;
        let spare = gutters[gutter] - 4 * space.track - HEAD - used;
        Some(lefts[gutter] + box_width + 2 * space.track + spare / 2 + level * space.track)
    };
    let wires = draw(sheet, edges, &ports, &boxes, track_x);
    let mut first = 0;
    let mut stages = [None; 3];
    for (stage, &depth) in stages.iter_mut().zip(&sheet.depths) {
        if depth > 0 {
            *stage = Some((
                lefts[first] - STAGE_PAD,
                lefts[first + depth - 1] + box_width + STAGE_PAD,
            ));
        }
        first += depth;
    }
    Some(Routed {
        boxes,
        stages,
        wires,
        width: x + STAGE_PAD,
    })
}

/// Key of a port: forward bundles leave a box by one port, everything else has its own.
fn key(sheet: &Sheet, face: Face, bundle: usize) -> usize {
    let shared = face == Face::Right && !sheet.bundles[bundle].back;
    if shared { usize::MAX } else { bundle }
}

fn port(sheet: &Sheet, ports: &Ports, slot: usize, face: Face, bundle: usize) -> i32 {
    ports
        .get(&(slot, face, key(sheet, face, bundle)))
        .copied()
        .unwrap_or(sheet.slots[slot].y)
}

/// Spreads the ports of each box side, in the order of what they lead to.
fn ports(sheet: &Sheet) -> Ports {
    let mut wishes: BTreeMap<(usize, Face), BTreeMap<usize, Vec<i32>>> = BTreeMap::new();
    for gutter in 0..sheet.columns.len() {
        for (b, pins) in sheet.at_gutter(gutter) {
            let sides = [
                (Face::Right, &pins.left, &pins.right),
                (Face::Left, &pins.right, &pins.left),
            ];
            for (face, mine, others) in sides {
                for &slot in mine.iter().filter(|&&s| sheet.is_box(s)) {
                    // Inside a column the other end is on the same side.
                    let other = if others.is_empty() { mine } else { others };
                    let ys = other
                        .iter()
                        .filter(|&&s| s != slot)
                        .map(|&s| sheet.slots[s].y);
                    let list = wishes.entry((slot, face)).or_default();
                    list.entry(key(sheet, face, b)).or_default().extend(ys);
                }
            }
        }
    }
    let mut ports = Ports::new();
    for ((slot, face), list) in wishes {
        let mut keys: Vec<(i32, usize)> = list
            .into_iter()
            .map(|(k, ys)| {
                let n = i32::try_from(ys.len().max(1)).unwrap_or(1);
                (ys.iter().sum::<i32>() / n, k)
            })
            .collect();
        keys.sort_unstable();
        let n = i32::try_from(keys.len()).unwrap_or(1);
        let step = PORT.min((sheet.slots[slot].height - 30) / n.max(1)).max(4);
        for (i, (_, k)) in (0i32..).zip(keys) {
            ports.insert(
                (slot, face, k),
                sheet.slots[slot].y + (2 * i - n + 1) * step / 2,
            );
        }
    }
    straighten(sheet, &mut ports);
    ports
}

/// Moves ports a little where that makes a line straight: the port alone, else all of its side.
/// What is straight already stays.
fn straighten(sheet: &Sheet, ports: &mut Ports) {
    let mut singles: Vec<(i32, usize, usize, usize)> = Vec::new();
    for gutter in 0..sheet.columns.len() {
        for (b, pins) in sheet.at_gutter(gutter) {
            if let ([l], [r]) = (pins.left.as_slice(), pins.right.as_slice()) {
                let d =
                    port(sheet, ports, *l, Face::Right, b) - port(sheet, ports, *r, Face::Left, b);
                singles.push((d.abs(), b, *l, *r));
            }
        }
    }
    singles.sort_unstable();
    let mut fixed: Vec<(usize, Face)> = Vec::new();
    for (_, b, l, r) in singles {
        let (yl, yr) = (
            port(sheet, ports, l, Face::Right, b),
            port(sheet, ports, r, Face::Left, b),
        );
        let mut straight = yl == yr;
        for (slot, face, from, to) in [(r, Face::Left, yr, yl), (l, Face::Right, yl, yr)] {
            if straight || !sheet.is_box(slot) {
                continue;
            }
            let k = key(sheet, face, b);
            let room = sheet.slots[slot].height / 2 - 16;
            let fits = |y: i32| (y - sheet.slots[slot].y).abs() <= room;
            let others: Vec<((usize, Face, usize), i32)> = ports
                .iter()
                .filter(|((s, f, other), _)| *s == slot && *f == face && *other != k)
                .map(|(k, y)| (*k, *y))
                .collect();
            let locked = fixed.contains(&(slot, face));
            if fits(to) && !locked && others.iter().all(|(_, y)| (y - to).abs() >= NEAR + 2) {
                ports.insert((slot, face, k), to);
                straight = true;
            } else if fits(to) && !locked && others.iter().all(|(_, y)| fits(y + to - from)) {
                ports.insert((slot, face, k), to);
                for (other, y) in others {
                    ports.insert(other, y + to - from);
                }
                straight = true;
            }
        }
        if straight {
            fixed.extend([(l, Face::Right), (r, Face::Left)]);
        }
    }
}

fn leads(sheet: &Sheet, ports: &Ports, gutter: usize) -> Vec<Lead> {
    let at = |list: &[usize], face: Face, b: usize| -> Vec<(usize, i32)> {
        list.iter()
            .map(|&s| (s, port(sheet, ports, s, face, b)))
            .collect()
    };
    sheet
        .at_gutter(gutter)
        .map(|(bundle, pins)| {
            let (left, right) = (
                at(&pins.left, Face::Right, bundle),
                at(&pins.right, Face::Left, bundle),
            );
            let ys = || left.iter().chain(&right).map(|p| p.1);
            let (low, high) = (ys().min().unwrap_or(0), ys().max().unwrap_or(0));
            Lead {
                bundle,
                left,
                right,
                low,
                high,
            }
        })
        .collect()
}

/// What it costs to have `a` left of `b`: crossings, and lines that would read as one.
fn before(a: &Lead, b: &Lead) -> i32 {
    let cut = |pins: &[(usize, i32)], other: &Lead, shared: &[(usize, i32)]| -> i32 {
        let hit = |p: &&(usize, i32)| {
            other.low < p.1 && p.1 < other.high && !shared.iter().any(|q| q.0 == p.0)
        };
        i32::try_from(pins.iter().filter(hit).count()).unwrap_or(0)
    };
    let mut cost = cut(&a.right, b, &b.right) + cut(&b.left, a, &a.left);
    for (_, y) in &a.right {
        for (_, z) in &b.left {
            if (y - z).abs() < NEAR {
                cost += 6;
            }
        }
    }
    cost
}

/// Level of each bundle that needs a trunk, from the left; levels are shared where trunks do not
/// meet.
fn tracks(all: &[Lead]) -> BTreeMap<usize, i32> {
    let bent: Vec<&Lead> = all.iter().filter(|l| !l.straight()).collect();
    let mut order: Vec<usize> = (0..bent.len()).collect();
    // Insert each where it costs least, then move single ones while that helps.
    for round in 0..6 {
        let mut moved = false;
        for item in 0..bent.len() {
            let rest: Vec<usize> = order.iter().copied().filter(|&o| o != item).collect();
            let place = |at: usize| -> i32 {
                let left: i32 = rest[..at]
                    .iter()
                    .map(|&o| before(bent[o], bent[item]))
                    .sum();
                left + rest[at..]
                    .iter()
                    .map(|&o| before(bent[item], bent[o]))
                    .sum::<i32>()
            };
            let now = order.iter().position(|&o| o == item).unwrap_or(0);
            let best = (0..=rest.len())
                .min_by_key(|&at| (place(at), at.abs_diff(now)))
                .unwrap_or(now);
            if best != now {
                moved = true;
                order = rest;
                order.insert(best, item);
            }
        }
        if !moved && round > 0 {
            break;
        }
    }
    let mut levels = BTreeMap::new();
    let mut done: Vec<(usize, i32)> = Vec::new();
    for &item in &order {
        let lead = bent[item];
        let meets =
            |other: &Lead| lead.low < other.high + NEAR * 2 && other.low < lead.high + NEAR * 2;
        let level = done
            .iter()
            .filter(|d| meets(bent[d.0]))
            .map(|d| d.1 + 1)
            .max()
            .unwrap_or(0);
        done.push((item, level));
        levels.insert(lead.bundle, level);
    }
    levels
}

/// Corners of every edge, from supplier to customer.
fn draw(
    sheet: &Sheet,
    edges: &[Edge],
    ports: &Ports,
    boxes: &[Rect],
    track_x: impl Fn(usize, usize) -> Option<i32>,
) -> Vec<Wire> {
    let column: Vec<usize> = sheet.slots[..boxes.len()]
        .iter()
        .map(|s| s.column)
        .collect();
    let mut wires = Vec::new();
    for (b, bundle) in sheet.bundles.iter().enumerate() {
        for &e in &bundle.edges {
            let (left, right) = ends(edges[e], &column);
            let (from, to) = (column[left], column[right]);
            let mut y = port(sheet, ports, left, Face::Right, b);
            let mut points = vec![(boxes[left].right(), y)];
            for gutter in from..to.max(from + 1) {
                let next = if from == to {
                    port(sheet, ports, right, Face::Right, b)
                } else if gutter + 1 == to {
                    port(sheet, ports, right, Face::Left, b)
                } else {
                    bundle
                        .wires
                        .get(&(gutter + 1))
                        .map_or(y, |&w| sheet.slots[w].y)
                };
                if let Some(x) = track_x(gutter, b)
                    && (y != next || from == to)
                {
                    points.push((x, y));
                    points.push((x, next));
                }
                y = next;
            }
            points.push((
                if from == to {
                    boxes[right].right()
                } else {
                    boxes[right].x
                },
                y,
            ));
            if left != edges[e].from {
                points.reverse();
            }
            wires.push(Wire {
                edge: e,
                points,
                back: bundle.back,
            });
        }
    }
    wires.sort_by_key(|w| w.edge);
    wires
}
