//! How a gap's rank stands up to other weights.
//!
//! 1,000 weightings are drawn uniformly from all that add up to 1 (the simplex, Dirichlet(1, …, 1)): n − 1
//! uniform numbers cut the unit interval into n pieces (Devroye 1986, Non-Uniform Random Variate
//! Generation, ch. V.2), which takes no logarithm and so gives the same bits on every machine. The
//! generator is ChaCha8 with a fixed key (Bernstein 2008): its stream is the cipher's, so no version of
//! a crate can change it.
//!
//! Under each weighting every gap but 远期 is ranked by the weighted mean of its known parts, as its
//! priority is; equal ones keep the order of the list. Reported are the 5 % and 95 % quantiles of the
//! rank (nearest rank: the 50th and the 950th of 1,000) and the share of draws in the first ten.
//!
//! Worked example: of two gaps with parts (1, 1) and (0, 0) the first is 1st in every draw; of (1, 0) and
//! (0, 1) each is 1st in about half of them. O(draws × gaps × (parts + log gaps)).

use chacha20::ChaCha8Rng;
use chacha20::rand_core::{Rng, SeedableRng};

use crate::model::{Action, Gap, Share, Stability};

/// Weightings drawn.
const DRAWS: usize = 1_000;
/// Key of the stream.
const KEY: [u8; 32] = *b"bulian 2026-06-30 stable weights";
/// Places that count as the top.
const TOP: usize = 10;

/// Fills in the stability of every gap but 远期; the gaps stand in the order of their priority.
pub fn fill(gaps: &mut [Gap]) {
    let known: Vec<Vec<Option<f64>>> = gaps
        .iter()
        .filter(|gap| gap.action != Action::Defer)
        .map(|gap| gap.parts.iter().map(|p| p.value.map(Share::get)).collect())
        .collect();
    let found = stabilities(&known);
    let ranked = gaps.iter_mut().filter(|gap| gap.action != Action::Defer);
    for (gap, stability) in ranked.zip(found) {
        gap.stability = Some(stability);
    }
}

/// Values of the parts of each gap, None where 不适用 → stability of each.
fn stabilities(known: &[Vec<Option<f64>>]) -> Vec<Stability> {
    let parts = known.first().map_or(0, Vec::len);
    // One row a part: value (0 where unknown) and whether it is known, so that sums run over gaps.
    let rows: Vec<(Vec<f64>, Vec<f64>)> = (0..parts)
        .map(|p| {
            let of = |f: fn(Option<f64>) -> f64| known.iter().map(|gap| f(gap[p])).collect();
            (
                of(|v| v.unwrap_or(0.0)),
                of(|v| if v.is_some() { 1.0 } else { 0.0 }),
            )
        })
        .collect();
    let mut random = ChaCha8Rng::from_seed(KEY);
    let mut ranks: Vec<Vec<usize>> = vec![Vec::with_capacity(DRAWS); known.len()];
    let mut order: Vec<usize> = (0..known.len()).collect();
    for _ in 0..DRAWS {
        let weights = weighting(&mut random, parts);
        let mut sum = vec![0.0; known.len()];
        let mut weight = vec![0.0; known.len()];
        for (w, (values, present)) in weights.iter().zip(&rows) {
            for i in 0..known.len() {
                sum[i] += w * values[i];
                weight[i] += w * present[i];
            }
        }
        for (sum, weight) in sum.iter_mut().zip(&weight) {
            *sum = if *weight > 0.0 { *sum / weight } else { 0.0 };
        }
        order.sort_unstable_by(|a, b| sum[*b].total_cmp(&sum[*a]).then_with(|| a.cmp(b)));
        for (place, gap) in order.iter().enumerate() {
            ranks[*gap].push(place + 1);
        }
    }
    ranks.into_iter().map(summary).collect()
}

fn summary(mut ranks: Vec<usize>) -> Stability {
    ranks.sort_unstable();
    let top = ranks.iter().filter(|rank| **rank <= TOP).count();
    Stability {
        draws: DRAWS,
        best: ranks[DRAWS / 20 - 1],
        worst: ranks[DRAWS * 19 / 20 - 1],
        top_ten: Share::of(top, DRAWS).unwrap_or(Share::ZERO),
    }
}

/// One weighting: the pieces into which n − 1 uniform cuts divide the unit interval.
fn weighting(random: &mut ChaCha8Rng, n: usize) -> Vec<f64> {
    let mut cuts: Vec<f64> = (1..n).map(|_| uniform(random)).collect();
    cuts.push(1.0);
    cuts.sort_unstable_by(f64::total_cmp);
    let mut before = 0.0;
    for cut in &mut cuts {
        (before, *cut) = (*cut, *cut - before);
    }
    cuts
}

/// A number in [0, 1) from the upper 53 bits.
#[expect(clippy::cast_precision_loss, reason = "53 bits are exact")]
fn uniform(random: &mut ChaCha8Rng) -> f64 {
    (random.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_of_weights_is_the_same_for_ever() {
        let mut random = ChaCha8Rng::from_seed(KEY);
        let first = weighting(&mut random, 3);
        assert!((first.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        let mut again = ChaCha8Rng::from_seed(KEY);
        assert_eq!(first, weighting(&mut again, 3));
    }

    /// Uniform on the simplex: each weight of n has mean 1/n and P(w > t) = (1 − t)^(n−1).
    #[test]
    fn weights_are_uniform_on_the_simplex() {
        let mut random = ChaCha8Rng::from_seed([1; 32]);
        let draws: Vec<Vec<f64>> = (0..20_000).map(|_| weighting(&mut random, 4)).collect();
        for part in 0..4 {
            let mean = draws.iter().map(|d| d[part]).sum::<f64>() / 20_000.0;
            assert!((mean - 0.25).abs() < 0.01, "{mean}");
            let tail = draws.iter().filter(|d| d[part] > 0.5).count();
            assert!((2_200..2_800).contains(&tail), "{tail}"); // 20,000 × 0.5³ = 2,500
        }
    }

    #[test]
    fn the_worked_example() {
        let some = |values: [f64; 2]| values.map(Some).to_vec();
        let sure = stabilities(&[some([1.0, 1.0]), some([0.0, 0.0])]);
        assert_eq!((sure[0].best, sure[0].worst), (1, 1));
        assert_eq!((sure[1].best, sure[1].worst), (2, 2));
        let open = stabilities(&[some([1.0, 0.0]), some([0.0, 1.0])]);
        assert_eq!((open[0].best, open[0].worst), (1, 2));
        assert!(stabilities(&[]).is_empty());
    }

    #[test]
    fn what_is_not_known_drops_out() {
        let open = stabilities(&[vec![Some(0.5), None], vec![Some(0.4), Some(0.4)]]);
        assert_eq!((open[0].best, open[0].worst), (1, 1));
    }
}
