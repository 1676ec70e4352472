//! Heights: every slot as near to its neighbours' height as the minimal distances allow.

use super::Space;
use super::nets::{Sheet, What};

/// Passes over all columns.
const PASSES: usize = 20;
/// Most growth of the lanes where the room is higher than needed, percent.
const GROWTH: i64 = 60;

/// Least distance of two neighbours' middles.
fn distance(sheet: &Sheet, upper: usize, lower: usize, space: &Space) -> i32 {
    let (a, b) = (&sheet.slots[upper], &sheet.slots[lower]);
    let boxes = sheet.is_box(upper) && sheet.is_box(lower);
    let gap = if boxes {
        space.row_gap
    } else {
        space.track - 2
    };
    (a.height + b.height) / 2 + gap
}

/// Sets the middles of all slots; top and bottom of each lane, or None where they do not fit.
pub fn place(sheet: &mut Sheet, lanes: usize, space: &Space) -> Option<Vec<(i32, i32)>> {
    let bands = bands(sheet, lanes, space)?;
    let cells: Vec<(usize, Vec<usize>)> = (0..sheet.columns.len())
        .flat_map(|c| (0..lanes).map(move |lane| (c, lane)))
        .map(|(c, lane)| {
            (
                lane,
                sheet.columns[c]
                    .iter()
                    .copied()
                    .filter(|&s| sheet.slots[s].lane == lane)
                    .collect(),
            )
        })
        .collect();
    for (lane, cell) in &cells {
        let (top, bottom) = bands[*lane];
        let wish = vec![f64::from(top + bottom) / 2.0; cell.len()];
        settle(sheet, cell, &wish, bands[*lane], space);
    }
    for pass in 0..PASSES {
        let forward = pass % 2 == 0;
        for at in 0..cells.len() {
            let (lane, cell) = &cells[if forward { at } else { cells.len() - 1 - at }];
            let wish: Vec<f64> = cell.iter().map(|&s| wish(sheet, s)).collect();
            settle(sheet, cell, &wish, bands[*lane], space);
        }
    }
    for _ in 0..3 {
        for column in 0..sheet.columns.len() {
            level_wires(sheet, column, &bands, space);
        }
    }
    Some(bands)
}

/// Puts a passing bundle level with its next end where the neighbours leave room for that.
fn level_wires(sheet: &mut Sheet, column: usize, bands: &[(i32, i32)], space: &Space) {
    let list = sheet.columns[column].clone();
    for (at, &slot) in list.iter().enumerate() {
        let What::Wire(bundle) = sheet.slots[slot].what else {
            continue;
        };
        let (top, bottom) = bands[sheet.slots[slot].lane];
        let clear = |other: Option<&usize>| -> Option<i32> {
            other.map(|&o| (sheet.slots[o].height + 2) / 2 + space.track - 5)
        };
        let above = at.checked_sub(1).and_then(|i| list.get(i));
        let low = clear(above)
            .zip(above)
            .map_or(top + space.lane_pad / 2, |(c, &o)| sheet.slots[o].y + c);
        let below = list.get(at + 1);
        let high = clear(below)
            .zip(below)
            .map_or(bottom - space.lane_pad / 2, |(c, &o)| sheet.slots[o].y - c);
        let pins = &sheet.bundles[bundle].gutters;
        let ends = [
            pins.get(&column).map(|p| p.right.as_slice()),
            column
                .checked_sub(1)
                .and_then(|g| pins.get(&g))
                .map(|p| p.left.as_slice()),
        ];
        let now = sheet.slots[slot].y;
        let near = ends
            .into_iter()
            .flatten()
            .filter(|ends| ends.len() == 1)
            .flatten()
            .map(|&o| sheet.slots[o].y)
            .filter(|y| (low..=high).contains(y))
            .min_by_key(|y| (y - now).abs());
        if let Some(y) = near.filter(|y| (y - now).abs() <= 60) {
            sheet.slots[slot].y = y;
        }
    }
}

/// Lanes one below the other, each as high as its highest stack, grown into spare room.
fn bands(sheet: &Sheet, lanes: usize, space: &Space) -> Option<Vec<(i32, i32)>> {
    let mut heights = Vec::with_capacity(lanes);
    for lane in 0..lanes {
        let stack = |column: &Vec<usize>| -> i32 {
            let own: Vec<usize> = column
                .iter()
                .copied()
                .filter(|&s| sheet.slots[s].lane == lane)
                .collect();
            let ends = match (own.first(), own.last()) {
                (Some(&a), Some(&b)) => (sheet.slots[a].height + sheet.slots[b].height) / 2 + 1,
                _ => 0,
            };
            own.windows(2)
                .map(|w| distance(sheet, w[0], w[1], space))
                .sum::<i32>()
                + ends
        };
        heights.push(sheet.columns.iter().map(stack).max().unwrap_or(0) + 2 * space.lane_pad);
    }
    let gaps = space.lane_gap * (i32::try_from(lanes).ok()? - 1).max(0);
    let needed: i32 = heights.iter().sum();
    if needed + gaps > space.height {
        return None;
    }
    let spare = i64::from(space.height - needed - gaps).min(i64::from(needed) * GROWTH / 100);
    let mut top = 0;
    let bands = heights.into_iter().map(|h| {
        let grown = h + i32::try_from(spare * i64::from(h) / i64::from(needed.max(1))).unwrap_or(0);
        let band = (top, top + grown);
        top += grown + space.lane_gap;
        band
    });
    Some(bands.collect())
}

/// Mean height of a slot's neighbours, its own where it has none.
fn wish(sheet: &Sheet, slot: usize) -> f64 {
    let column = sheet.slots[slot].column;
    let mut sum = 0.0;
    let mut weight = 0.0;
    let mut add = |others: &[usize]| {
        // A bundle pulls as one, whatever the number of its ends; a straight one pulls harder.
        let pull = if others.len() == 1 { 2.0 } else { 1.0 };
        let each = pull / f64::from(u32::try_from(others.len().max(1)).unwrap_or(1));
        for &o in others {
            sum += each * f64::from(sheet.slots[o].y);
            weight += each;
        }
    };
    for gutter in [column.checked_sub(1), Some(column)].into_iter().flatten() {
        for (_, pins) in sheet.at_gutter(gutter) {
            if gutter < column && pins.right.contains(&slot) {
                add(&pins.left);
            } else if gutter == column && pins.left.contains(&slot) {
                add(&pins.right);
            }
        }
    }
    if weight > 0.0 {
        sum / weight
    } else {
        f64::from(sheet.slots[slot].y)
    }
}

/// Least squares under order, distances and the lane's edges: pool adjacent violators.
fn settle(sheet: &mut Sheet, cell: &[usize], wish: &[f64], band: (i32, i32), space: &Space) {
    let (Some(&first), Some(&last)) = (cell.first(), cell.last()) else {
        return;
    };
    let mut offsets = vec![0];
    for pair in cell.windows(2) {
        let before = offsets.last().copied().unwrap_or(0);
        offsets.push(before + distance(sheet, pair[0], pair[1], space));
    }
    let mut blocks: Vec<(f64, f64, usize)> = Vec::new();
    for (i, &slot) in cell.iter().enumerate() {
        let weight = match sheet.slots[slot].what {
            What::Box(_) => 1.0,
            What::Wire(_) => 4.0,
        };
        let mut block = (wish[i] - f64::from(offsets[i]), weight, 1);
        while let Some(top) = blocks.last().copied().filter(|top| top.0 >= block.0) {
            let weight = top.1 + block.1;
            block = (
                (top.0 * top.1 + block.0 * block.1) / weight,
                weight,
                top.2 + block.2,
            );
            blocks.pop();
        }
        blocks.push(block);
    }
    let low = f64::from(band.0 + space.lane_pad + sheet.slots[first].height / 2);
    let span = offsets.last().copied().unwrap_or(0);
    let high = f64::from(band.1 - space.lane_pad - sheet.slots[last].height / 2 - span);
    let mut at = 0;
    for (value, _, count) in blocks {
        let value = value.min(high).max(low);
        for _ in 0..count {
            #[expect(clippy::cast_possible_truncation, reason = "between the lane's edges")]
            let y = value.round() as i32 + offsets[at];
            sheet.slots[cell[at]].y = y;
            at += 1;
        }
    }
}
