//! True colour to 256 colours.
//!
//! Charts are flat: a few dozen colours and, at the edges, mixtures of two of them. The most frequent
//! are kept as they are, the others become the nearest of these.

use std::collections::BTreeMap;

use foldhash::HashMap;

/// Bits of a channel that tell colours apart.
const BITS: u32 = 5;
const KEYS: usize = 1 << (3 * BITS);

/// Colours as RGB bytes, and the index of each pixel. `rgba` holds four bytes a pixel, all opaque.
pub fn reduce(rgba: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let mut exact: HashMap<[u8; 3], usize> = HashMap::default();
    let mut last = ([0; 3], 0_usize);
    let mut note = |(colour, run): ([u8; 3], usize)| {
        if run > 0 {
            *exact.entry(colour).or_default() += run;
        }
    };
    for pixel in rgba.chunks_exact(4) {
        let colour = [pixel[0], pixel[1], pixel[2]];
        if colour == last.0 {
            last.1 += 1;
        } else {
            note(last);
            last = (colour, 1);
        }
    }
    note(last);
    // Of each cell of similar colours: how many pixels, and its most frequent exact colour.
    let mut cells: BTreeMap<usize, Vec<(usize, [u8; 3])>> = BTreeMap::new();
    #[expect(
        clippy::iter_over_hash_type,
        reason = "sums and a maximum know no order"
    )]
    for (colour, n) in exact {
        cells.entry(key(colour)).or_default().push((n, colour));
    }
    let mut found: Vec<(usize, [u8; 3], usize)> = Vec::new();
    for (key, cell) in cells {
        if let Some((_, colour)) = cell.iter().max() {
            found.push((cell.iter().map(|(n, _)| n).sum(), *colour, key));
        }
    }
    found.sort_by(|a, b| b.0.cmp(&a.0).then(a.2.cmp(&b.2)));
    let kept: Vec<[u8; 3]> = found
        .iter()
        .take(256)
        .map(|(_, colour, _)| *colour)
        .collect();
    let mut index = vec![0_u8; KEYS];
    for (_, colour, key) in &found {
        index[*key] = nearest(&kept, *colour);
    }
    let indices = rgba
        .chunks_exact(4)
        .map(|p| index[key([p[0], p[1], p[2]])])
        .collect();
    (kept.concat(), indices)
}

fn key([r, g, b]: [u8; 3]) -> usize {
    let part = |c: u8| usize::from(c >> (8 - BITS));
    part(r) << (2 * BITS) | part(g) << BITS | part(b)
}

fn nearest(kept: &[[u8; 3]], colour: [u8; 3]) -> u8 {
    let distance = |other: &[u8; 3]| -> u32 {
        let pairs = other.iter().zip(colour);
        pairs.map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
    };
    let best = (0_u8..=255).zip(kept).min_by_key(|(_, c)| distance(c));
    best.map_or(0, |(n, _)| n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frequent_colours_stay_what_they_are() {
        let mut rgba = [23, 55, 94, 255].repeat(5);
        rgba.extend([255, 255, 255, 255].repeat(9));
        rgba.extend([22, 55, 94, 255]); // a hair off, in the same cell (22/8 = 23/8 = 2): joins it
        let (colours, indices) = reduce(&rgba);
        assert_eq!(colours, [255, 255, 255, 23, 55, 94]);
        assert_eq!(indices, [[1; 5].as_slice(), &[0; 9], &[1]].concat());
    }

    #[test]
    fn never_more_than_256() {
        let rgba: Vec<u8> = (0..=255_u8)
            .flat_map(|n| {
                [
                    [n, 0, 0, 255],
                    [0, n, 0, 255],
                    [0, 0, n, 255],
                    [n, n, 0, 255],
                    [0, n, n, 255],
                    [n, 0, n, 255],
                    [n, n, n, 255],
                    [255, n, 0, 255],
                    [0, 255, n, 255],
                    [n, 0, 255, 255],
                ]
                .concat()
            })
            .collect();
        let (colours, indices) = reduce(&rgba);
        assert_eq!(colours.len(), 3 * 256);
        assert_eq!(indices.len(), 2560);
    }
}
