//! Order inside the columns: barycentres first, then every move of one slot that saves crossings.

use super::nets::{Pins, Sheet, What};

/// Sweeps of barycentres.
const SWEEPS: usize = 8;
/// Rounds of single moves.
const ROUNDS: usize = 12;
/// Gap between slots in the rough heights used here.
const GAP: i32 = 16;

/// Pins of the bundles of each gutter.
type Gutters = Vec<Vec<Pins>>;

/// Orders the slots of every column for few crossings and short lines. Barycentres and single moves
/// take `turns` turns, each from where the last ended.
pub fn order(sheet: &mut Sheet, lanes: usize, turns: usize) {
    let tops = lane_tops(sheet, lanes);
    let gutters: Gutters = (0..sheet.columns.len())
        .map(|g| sheet.at_gutter(g).map(|(_, pins)| pins.clone()).collect())
        .collect();
    for column in 0..sheet.columns.len() {
        level(sheet, column, &tops);
    }
    let mut best = (total(sheet, &gutters), snapshot(sheet));
    for turn in 0..turns {
        sweep(sheet, &gutters, &tops, turn % 2 == 0);
        for _ in 0..ROUNDS {
            let mut moved = false;
            for column in 0..sheet.columns.len() {
                moved |= improve(sheet, &gutters, column, &tops);
            }
            if !moved {
                break;
            }
        }
        let cost = total(sheet, &gutters);
        if cost < best.0 {
            best = (cost, snapshot(sheet));
        }
    }
    restore(sheet, best.1, &tops);
}

/// Order of the columns and lanes of the slots: a passing bundle may change its lane.
type Snapshot = (Vec<Vec<usize>>, Vec<usize>);

fn snapshot(sheet: &Sheet) -> Snapshot {
    let lanes = sheet.slots.iter().map(|s| s.lane).collect();
    (sheet.columns.clone(), lanes)
}

fn restore(sheet: &mut Sheet, (columns, lanes): Snapshot, tops: &[(i32, i32)]) {
    sheet.columns = columns;
    for (slot, lane) in sheet.slots.iter_mut().zip(lanes) {
        slot.lane = lane;
    }
    for column in 0..sheet.columns.len() {
        level(sheet, column, tops);
    }
}

/// Barycentres to and fro, the first time from the left or from the right; the best state stays.
fn sweep(sheet: &mut Sheet, gutters: &Gutters, tops: &[(i32, i32)], rightward: bool) {
    let mut best: Option<(i64, Vec<Vec<usize>>)> = None;
    for sweep in 0..SWEEPS {
        let from_left = (sweep % 2 == 0) == rightward;
        let mut columns: Vec<usize> = (0..sheet.columns.len()).collect();
        if !from_left {
            columns.reverse();
        }
        for column in columns {
            barycentre(sheet, column, from_left);
            level(sheet, column, tops);
        }
        let cost = total(sheet, gutters);
        if best.as_ref().is_none_or(|b| cost < b.0) {
            best = Some((cost, sheet.columns.clone()));
        }
    }
    if let Some((_, columns)) = best {
        sheet.columns = columns;
        for column in 0..sheet.columns.len() {
            level(sheet, column, tops);
        }
    }
}

/// Rough top and height of each lane.
fn lane_tops(sheet: &Sheet, lanes: usize) -> Vec<(i32, i32)> {
    let mut tops = Vec::with_capacity(lanes);
    let mut top = 0;
    for lane in 0..lanes {
        let stack = |column: &Vec<usize>| -> i32 {
            column
                .iter()
                .filter(|&&s| sheet.slots[s].lane == lane)
                .map(|&s| sheet.slots[s].height + GAP)
                .sum()
        };
        let height = sheet.columns.iter().map(stack).max().unwrap_or(0);
        tops.push((top, height));
        top += height + 2 * GAP;
    }
    tops
}

/// Sets rough heights of one column: each lane's stack in the lane's middle.
fn level(sheet: &mut Sheet, column: usize, tops: &[(i32, i32)]) {
    for (lane, &top) in tops.iter().enumerate() {
        level_lane(sheet, column, lane, top);
    }
}

fn level_lane(sheet: &mut Sheet, column: usize, lane: usize, (top, height): (i32, i32)) {
    let Sheet { slots, columns, .. } = sheet;
    let own = || columns[column].iter().copied();
    let stack: i32 = own()
        .filter(|&s| slots[s].lane == lane)
        .map(|s| slots[s].height + GAP)
        .sum();
    let mut y = top + (height - stack) / 2;
    for s in own() {
        if slots[s].lane == lane {
            let high = slots[s].height + GAP;
            slots[s].y = y + high / 2;
            y += high;
        }
    }
}

/// Sorts a column inside its lanes by the mean height of its neighbours at one side.
fn barycentre(sheet: &mut Sheet, column: usize, from_left: bool) {
    let mut list = sheet.columns[column].clone();
    let wish = |s: usize| -> i64 {
        let mut sum = 0i64;
        let mut count = 0i64;
        let mut add = |mine: &[usize], others: &[usize]| {
            if mine.contains(&s) {
                sum += others
                    .iter()
                    .map(|&o| i64::from(sheet.slots[o].y))
                    .sum::<i64>();
                count += i64::try_from(others.len()).unwrap_or(0);
            }
        };
        let gutter = if from_left {
            column.checked_sub(1)
        } else {
            Some(column)
        };
        if let Some(gutter) = gutter {
            for (_, pins) in sheet.at_gutter(gutter) {
                if from_left {
                    add(&pins.right, &pins.left)
                } else {
                    add(&pins.left, &pins.right)
                }
            }
        }
        if count == 0 {
            i64::from(sheet.slots[s].y)
        } else {
            sum / count
        }
    };
    list.sort_by_key(|&s| (sheet.slots[s].lane, wish(s), s));
    sheet.columns[column] = list;
}

/// Tries every other place in the column for every slot (a box in its lane only) and keeps the
/// best. True where something moved.
fn improve(sheet: &mut Sheet, gutters: &Gutters, column: usize, tops: &[(i32, i32)]) -> bool {
    let mut moved = false;
    for slot in sheet.columns[column].clone() {
        let before = (
            around(sheet, gutters, column, i64::MAX),
            sheet.columns[column].clone(),
            sheet.slots[slot].lane,
        );
        let mut best = before.clone();
        let boxed = matches!(sheet.slots[slot].what, What::Box(_));
        let mut touched = before.2;
        let rest: Vec<usize> = before.1.iter().copied().filter(|&s| s != slot).collect();
        for lane in 0..tops.len() {
            if boxed && lane != before.2 {
                continue;
            }
            let first = rest
                .iter()
                .position(|&s| sheet.slots[s].lane >= lane)
                .unwrap_or(rest.len());
            let last = rest
                .iter()
                .rposition(|&s| sheet.slots[s].lane <= lane)
                .map_or(0, |p| p + 1);
            for at in first..=last {
                let mut list = rest.clone();
                list.insert(at, slot);
                sheet.slots[slot].lane = lane;
                sheet.columns[column] = list;
                for lane in [lane, before.2, touched] {
                    level_lane(sheet, column, lane, tops[lane]);
                }
                touched = lane;
                let cost = around(sheet, gutters, column, best.0);
                if cost < best.0 {
                    best = (cost, sheet.columns[column].clone(), lane);
                }
            }
        }
        moved |= best.0 < before.0;
        sheet.columns[column] = best.1;
        sheet.slots[slot].lane = best.2;
        level(sheet, column, tops);
    }
    moved
}

/// Cost of the gutters at both sides of a column; some value of `limit` or more where it is no less.
fn around(sheet: &Sheet, gutters: &Gutters, column: usize, limit: i64) -> i64 {
    let left = column
        .checked_sub(1)
        .map_or(0, |g| cost(sheet, &gutters[g], limit));
    left + cost(sheet, &gutters[column], limit - left)
}

fn total(sheet: &Sheet, gutters: &Gutters) -> i64 {
    let of = |gutter: &Vec<Pins>| cost(sheet, gutter, i64::MAX);
    gutters.iter().map(of).sum()
}

/// Crossings in a gutter, each pair of bundles in its better order, and a little for length. Stops
/// counting at `limit`.
fn cost(sheet: &Sheet, gutter: &[Pins], limit: i64) -> i64 {
    let all: Vec<(&Pins, i32, i32)> = gutter
        .iter()
        .map(|pins| {
            let ys = || {
                pins.left
                    .iter()
                    .chain(&pins.right)
                    .map(|&s| sheet.slots[s].y)
            };
            (pins, ys().min().unwrap_or(0), ys().max().unwrap_or(0))
        })
        .collect();
    let inside = |slots: &[usize], other: &(&Pins, i32, i32), shared: &[usize]| -> i64 {
        let hits = slots.iter().filter(|&&s| {
            let y = sheet.slots[s].y;
            other.1 < y && y < other.2 && !shared.contains(&s)
        });
        i64::try_from(hits.count()).unwrap_or(0)
    };
    let mut sum = all.iter().map(|a| i64::from(a.2 - a.1)).sum();
    for (i, a) in all.iter().enumerate() {
        if sum >= limit {
            break;
        }
        for b in all[i + 1..].iter().filter(|b| a.1 < b.2 && b.1 < a.2) {
            let a_first = inside(&a.0.right, b, &b.0.right) + inside(&b.0.left, a, &a.0.left);
            let b_first = inside(&b.0.right, a, &a.0.right) + inside(&a.0.left, b, &b.0.left);
            sum += 400 * a_first.min(b_first);
        }
    }
    sum
}
