//! Which sub-column of its stage a link stands in.

use super::{Edge, Item, Space};

/// Columns of each stage.
pub type Depths = [usize; 3];

/// Column of each item over all stages, 0-based, and the columns of each stage.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Assigned {
    /// Column of each item.
    pub column: Vec<usize>,
    /// Columns of each stage.
    pub depths: Depths,
}

/// Estimated width of a gutter, in tracks.
const GUTTER_TRACKS: i32 = 9;

/// Edges inside one stage with those that close a loop left out: a depth-first search in input
/// order leaves out the edges that lead back onto its path.
fn inside(items: &[Item], edges: &[Edge]) -> Vec<Vec<usize>> {
    let mut next = vec![Vec::new(); items.len()];
    for e in edges {
        if e.from != e.to
            && items[e.from].stage == items[e.to].stage
            && !next[e.from].contains(&e.to)
        {
            next[e.from].push(e.to);
        }
    }
    let mut kept = vec![Vec::new(); items.len()];
    let mut state = vec![0u8; items.len()];
    for root in 0..items.len() {
        if state[root] != 0 {
            continue;
        }
        state[root] = 1;
        let mut path = vec![(root, 0usize)];
        while let Some(&(node, at)) = path.last() {
            let Some(&to) = next[node].get(at) else {
                state[node] = 2;
                path.pop();
                continue;
            };
            if let Some(top) = path.last_mut() {
                top.1 += 1;
            }
            if state[to] != 1 {
                kept[node].push(to);
            }
            if state[to] == 0 {
                state[to] = 1;
                path.push((to, 0));
            }
        }
    }
    kept
}

/// Length of the longest way to each item along `next` (the edges hold no loop).
fn longest_to(next: &[Vec<usize>]) -> Vec<usize> {
    let mut open = vec![0usize; next.len()];
    for &to in next.iter().flatten() {
        open[to] += 1;
    }
    let mut depth = vec![0usize; next.len()];
    let mut ready: Vec<usize> = (0..next.len()).filter(|&i| open[i] == 0).collect();
    while let Some(node) = ready.pop() {
        for &to in &next[node] {
            depth[to] = depth[to].max(depth[node] + 1);
            open[to] -= 1;
            if open[to] == 0 {
                ready.push(to);
            }
        }
    }
    depth
}

fn reversed(next: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut back = vec![Vec::new(); next.len()];
    for (from, list) in next.iter().enumerate() {
        for &to in list {
            back[to].push(from);
        }
    }
    back
}

/// Least columns of each stage: its longest way; one where the stage has links at all.
pub fn natural(items: &[Item], edges: &[Edge]) -> Depths {
    let depth = longest_to(&inside(items, edges));
    let mut depths = [0; 3];
    for (item, d) in items.iter().zip(depth) {
        depths[item.stage] = depths[item.stage].max(d + 1);
    }
    depths
}

/// Column counts worth trying: from the natural ones, a column more where it saves most height.
/// Those whose estimated height fits come first, narrowest first.
pub fn candidates(
    items: &[Item],
    edges: &[Edge],
    lanes: usize,
    space: &Space,
    least: Depths,
) -> Vec<Depths> {
    let column = space.box_width + GUTTER_TRACKS * space.track;
    let most = usize::try_from((space.width / column.max(1)).max(1)).unwrap_or(1) + 1;
    let mut depths = least;
    let mut fitting = vec![];
    let mut spare = 0;
    loop {
        let height = estimate(items, edges, lanes, depths, space);
        if height <= space.height {
            fitting.push(depths);
            spare += 1;
        }
        // Two more than needed: routing may ask for more room than the estimate says.
        if spare > 2 || depths.iter().sum::<usize>() >= most {
            break;
        }
        let better = (0..3).filter(|&s| least[s] > 0).map(|s| {
            let mut more = depths;
            more[s] += 1;
            (estimate(items, edges, lanes, more, space), s, more)
        });
        match better.min_by_key(|b| (b.0, b.1)) {
            Some((_, _, more)) => depths = more,
            None => break,
        }
    }
    fitting
}

fn estimate(items: &[Item], edges: &[Edge], lanes: usize, depths: Depths, space: &Space) -> i32 {
    let assigned = assign(items, edges, lanes, depths, space);
    let heights = stacks(items, &assigned.column, lanes, space);
    let all: i32 = heights
        .iter()
        .map(|lane| lane.iter().copied().max().unwrap_or(0))
        .sum();
    let count = i32::try_from(lanes).unwrap_or(0);
    all + count * 2 * space.lane_pad + (count - 1).max(0) * space.lane_gap
}

/// Height of each lane's stack in each column.
fn stacks(items: &[Item], column: &[usize], lanes: usize, space: &Space) -> Vec<Vec<i32>> {
    let columns = column.iter().max().map_or(0, |c| c + 1);
    let mut heights = vec![vec![0; columns]; lanes];
    for (item, &c) in items.iter().zip(column) {
        let h = &mut heights[item.lane][c];
        *h += item.height + if *h > 0 { space.row_gap } else { 0 };
    }
    heights
}

/// Gives each item a column: suppliers left of customers, upstream and midstream as late and
/// downstream as early as can be, no lane higher than needed.
pub fn assign(
    items: &[Item],
    edges: &[Edge],
    lanes: usize,
    depths: Depths,
    space: &Space,
) -> Assigned {
    let next = inside(items, edges);
    let back = reversed(&next);
    let mut column = vec![0; items.len()];
    // A stack of a lane may be as high as the lane's highest stage makes the lane anyway.
    let mut limits = vec![0; lanes];
    for (lane, limit) in limits.iter_mut().enumerate() {
        for (stage, depth) in depths.into_iter().enumerate() {
            *limit = (*limit).max(least_height(
                items,
                &next,
                &back,
                (lane, stage),
                depth,
                space,
            ));
        }
    }
    let mut first = 0;
    for (stage, depth) in depths.into_iter().enumerate() {
        let local = schedule(items, &next, &back, stage, depth, &limits, space);
        for (i, item) in items.iter().enumerate() {
            if item.stage == stage {
                column[i] = first + local[i];
            }
        }
        first += depth;
    }
    Assigned { column, depths }
}

/// The lowest limit under which a lane's stage stays as low as it can.
fn least_height(
    items: &[Item],
    next: &[Vec<usize>],
    back: &[Vec<usize>],
    (lane, stage): (usize, usize),
    depth: usize,
    space: &Space,
) -> i32 {
    let own: Vec<i32> = items
        .iter()
        .filter(|i| i.lane == lane && i.stage == stage)
        .map(|i| i.height + space.row_gap)
        .collect();
    let total: i32 = own.iter().sum();
    let highest = own.iter().copied().max().unwrap_or(0);
    let count = i32::try_from(depth.max(1)).unwrap_or(1);
    let lanes = items
        .iter()
        .map(|i| i.lane + 1)
        .max()
        .unwrap_or(0)
        .max(lane + 1);
    let mut limit = (total / count).max(highest);
    let mut best = i32::MAX;
    while limit <= total {
        let mut limits = vec![i32::MAX; lanes];
        limits[lane] = limit;
        let local = schedule(items, next, back, stage, depth, &limits, space);
        let mut heights = vec![0; depth.max(1)];
        for (i, item) in items.iter().enumerate() {
            if item.lane == lane && item.stage == stage {
                heights[local[i]] += item.height + space.row_gap;
            }
        }
        best = best.min(heights.into_iter().max().unwrap_or(0));
        if best <= limit {
            break;
        }
        limit += space.row_gap.max(8) * 2;
    }
    if best == i32::MAX { 0 } else { best }
}

/// Fills the columns of one stage one after the other: from the right for 上游 and 中游, from the
/// left for 下游. An item whose way leaves no other column is placed over the limit if it must be.
fn schedule(
    items: &[Item],
    next: &[Vec<usize>],
    back: &[Vec<usize>],
    stage: usize,
    depth: usize,
    limits: &[i32],
    space: &Space,
) -> Vec<usize> {
    let late = stage < 2;
    // `before`: items that must be placed first; `rest`: longest way still to go.
    let (before, rest) = if late {
        (next, longest_to(next))
    } else {
        (back, longest_to(back))
    };
    let mut local = vec![usize::MAX; items.len()];
    let mut open: Vec<usize> = (0..items.len())
        .filter(|&i| items[i].stage == stage)
        .collect();
    for step in 0..depth {
        let left = depth - 1 - step;
        let mut used = vec![0; limits.len()];
        let mut ready: Vec<usize> = open
            .iter()
            .copied()
            .filter(|&i| before[i].iter().all(|&j| local[j] < step))
            .collect();
        // Longest way first; then by the customer they share, then by input order.
        ready.sort_by_key(|&i| (usize::MAX - rest[i], i));
        for i in ready {
            let must = rest[i] >= left;
            let height = items[i].height + space.row_gap;
            let lane = items[i].lane;
            if must || used[lane] + height <= limits[lane] {
                used[lane] += height;
                local[i] = step;
            }
        }
        open.retain(|&i| local[i] == usize::MAX);
    }
    for slot in &mut local {
        let step = (*slot).min(depth.saturating_sub(1));
        *slot = if late {
            depth.saturating_sub(1) - step
        } else {
            step
        };
    }
    local
}
