//! The chain map: every link of a chain in its stage and segment, with coverage, local firms,
//! action, and the first target firms of gaps; relations routed around the boxes.

mod paint;
mod words;

use std::collections::BTreeMap;

use self::words::{Words, height, words};
use super::Figure;
use super::canvas::{Canvas, PAGES};
use super::frame::{self, FOOT, HEAD, MARGIN};
use super::layout::{Edge, Item, Layout, Space, layout};
use crate::model::{LinkId, Share, Stage, SupplyKind};
use crate::study::{ChainView, LinkView, Study, SupplyView};

/// Width of the lane names at the left.
const LANE_NAME: i32 = 100;
/// Between the lane names and the bands.
const LANE_GAP: i32 = 16;
/// Height of the stage heads, with the space below.
const STAGE_HEAD: i32 = 106;
/// Least width of a box.
const BOX: i32 = 330;
/// Most relations drawn; where there are more, optional ones are left out and counted.
const MOST_LINES: usize = 100;

/// A link as shown in this chain: itself, or an alias of a link of another.
struct Shown<'a> {
    link: &'a LinkView,
    id: &'a LinkId,
    name: &'a str,
    stage: Stage,
    lane: usize,
    /// Name of the chain it belongs to, where that is another.
    home: Option<&'a str>,
}

/// A chain laid out, ready to be drawn.
struct Plan<'a> {
    shown: Vec<Shown<'a>>,
    words: Vec<Words>,
    /// Those in the graph, in the order of the layout's items.
    graph: Vec<usize>,
    /// Those of the support band.
    support: Vec<usize>,
    /// Segments that have a lane.
    lanes: Vec<usize>,
    /// The relation of each edge.
    supplies: Vec<&'a SupplyView>,
    /// Optional relations not drawn.
    left_out: usize,
    /// Page and layout; none where even the largest page is too small.
    done: Option<((u32, u32), Layout)>,
}

/// Draws the map of a chain on the smallest page that holds it.
pub fn draw(study: &Study, chain: &ChainView) -> Figure {
    let plan = plan(study, chain);
    let title = format!("{}{}产业链图", study.zone.name, chain.name);
    let size = plan
        .done
        .as_ref()
        .map_or(PAGES[PAGES.len() - 1], |(size, _)| *size);
    let page = Canvas::new(size, &title);
    frame::head(&page, &title, &subtitle(study, chain));
    paint::paint(&page, study, chain, &plan);
    frame::source(&page, study);
    Figure {
        name: format!("产业链图-{}", chain.name),
        title,
        svg: page.finish(),
    }
}

fn plan<'a>(study: &'a Study, chain: &'a ChainView) -> Plan<'a> {
    let shown = shown(study, chain);
    let words: Vec<Words> = shown.iter().map(|s| words(study, chain, s)).collect();
    let (graph, support): (Vec<usize>, Vec<usize>) =
        (0..shown.len()).partition(|&i| shown[i].stage != Stage::Support);
    let (edges, supplies, left_out) = relations(study, &shown, &graph);
    let lanes: Vec<usize> = (0..chain.segments.len())
        .filter(|&l| graph.iter().any(|&i| shown[i].lane == l))
        .collect();
    let items: Vec<Item> = graph
        .iter()
        .map(|&i| Item {
            lane: lanes.iter().position(|&l| l == shown[i].lane).unwrap_or(0),
            stage: stage_index(shown[i].stage),
            height: height(&words[i]),
        })
        .collect();
    let done = PAGES.into_iter().find_map(|page| {
        let space = space(page, &support, &words);
        let lay = |space: &Space| layout(&items, &edges, lanes.len().max(1), space);
        Some((page, lay(&space).or_else(|| lay(&space.tight()))?))
    });
    Plan {
        shown,
        words,
        graph,
        support,
        lanes,
        supplies,
        left_out,
        done,
    }
}

fn stage_index(stage: Stage) -> usize {
    match stage {
        Stage::Upstream => 0,
        Stage::Midstream => 1,
        Stage::Downstream => 2,
        Stage::Support => 3,
    }
}

fn shown<'a>(study: &'a Study, chain: &'a ChainView) -> Vec<Shown<'a>> {
    let lane = |key: &str| chain.segments.get_index_of(key).unwrap_or(0);
    let mut list: Vec<Shown<'a>> = Vec::new();
    for link in &study.links {
        if link.chain == chain.id {
            let lane = lane(&link.segment);
            list.push(Shown {
                link,
                id: &link.id,
                name: &link.name,
                stage: link.stage,
                lane,
                home: None,
            });
        }
        for alias in link.also.iter().filter(|a| a.chain == chain.id) {
            let home = study
                .chain(&link.chain)
                .map_or(link.chain.as_str(), |c| c.name.as_str());
            list.push(Shown {
                link,
                id: &alias.id,
                name: &alias.name,
                stage: alias.stage,
                lane: alias.segment.as_deref().map_or(0, lane),
                home: Some(home),
            });
        }
    }
    list
}

/// Relations drawn as lines: material, waste and aftermarket inside the chain. Energy and service
/// would tie everything to everything; the boxes name them.
fn drawn(supply: &SupplyView) -> bool {
    match supply.kind {
        SupplyKind::Material | SupplyKind::Waste | SupplyKind::Aftermarket => true,
        SupplyKind::Energy | SupplyKind::Service => false,
    }
}

/// Relations to draw as edges between the graph's items, and how many optional ones are left out.
fn relations<'a>(
    study: &'a Study,
    shown: &[Shown<'_>],
    graph: &[usize],
) -> (Vec<Edge>, Vec<&'a SupplyView>, usize) {
    let place: BTreeMap<&LinkId, usize> = graph
        .iter()
        .enumerate()
        .map(|(at, &i)| (&shown[i].link.id, at))
        .collect();
    let mut all: Vec<(Edge, &SupplyView)> = Vec::new();
    for supply in study.supplies.iter().filter(|s| drawn(s)) {
        if let (Some(&from), Some(&to)) = (place.get(&supply.from), place.get(&supply.to))
            && from != to
            && !all.iter().any(|(e, _)| *e == Edge { from, to })
        {
            all.push((Edge { from, to }, supply));
        }
    }
    let before = all.len();
    if before > MOST_LINES {
        all.retain(|(_, supply)| !supply.optional);
    }
    let left_out = before - all.len();
    let (edges, supplies) = all.into_iter().unzip();
    (edges, supplies, left_out)
}

/// Room for the graph on a page: what title, legend, heads and the support band leave.
fn space(page: (u32, u32), support: &[usize], words: &[Words]) -> Space {
    let (w, h) = (
        i32::try_from(page.0).unwrap_or(0),
        i32::try_from(page.1).unwrap_or(0),
    );
    let width = w - 2 * MARGIN - LANE_NAME - LANE_GAP;
    let band = support_height(support, words, width);
    Space {
        width,
        height: h - 2 * MARGIN - HEAD - FOOT - STAGE_HEAD - band,
        box_width: BOX,
        row_gap: 20,
        lane_gap: 18,
        lane_pad: 20,
        track: 15,
    }
}

fn support_columns(width: i32) -> usize {
    usize::try_from((width + 20) / (BOX + 40))
        .unwrap_or(1)
        .max(1)
}

fn support_height(support: &[usize], words: &[Words], width: i32) -> i32 {
    let rows = support.chunks(support_columns(width));
    let sum: i32 = rows
        .map(|row| row.iter().map(|&i| height(&words[i])).max().unwrap_or(0) + 20)
        .sum();
    if support.is_empty() { 0 } else { sum + 20 + 18 }
}

fn subtitle(study: &Study, chain: &ChainView) -> String {
    let share = Share::of(chain.links_here, chain.links_counted)
        .map(|s| format!("，完整度 {s}"))
        .unwrap_or_default();
    let as_of = study
        .zone
        .register_as_of
        .as_ref()
        .map(|d| format!("名录截至 {d}　·　"))
        .unwrap_or_default();
    format!(
        "{as_of}可招商的产品与服务环节 {} 个，本地已有 {} 个{share}",
        chain.links_counted, chain.links_here
    )
}

#[cfg(test)]
mod tests {
    use super::words::{CELL, NAME, SMALL};
    use super::*;
    use crate::chart::canvas::PT;
    use crate::chart::fixture;
    use crate::chart::layout::measure;

    #[test]
    fn maps_are_clean_and_fit_on_a4() {
        let study = fixture::study();
        for chain in &study.chains {
            let plan = plan(&study, chain);
            let (size, done) = plan.done.as_ref().expect("laid out");
            assert_eq!(*size, PAGES[0]);
            let (edges, _, _) = relations(&study, &plan.shown, &plan.graph);
            let m = measure(done, &edges);
            assert_eq!(
                (m.overlaps, m.through_boxes, m.outside, m.crossings),
                (0, 0, 0, 0),
                "{m:?}"
            );
        }
    }

    #[test]
    fn text_stays_in_its_box() {
        let study = fixture::study();
        for chain in &study.chains {
            let plan = plan(&study, chain);
            let (_, done) = plan.done.as_ref().expect("laid out");
            for (&i, r) in plan.graph.iter().zip(&done.boxes) {
                let words = &plan.words[i];
                assert!(height(words) <= r.h);
                let room = f64::from(r.w - CELL - 12);
                let wide = |text: &String, points: f64, bold| {
                    crate::chart::font::width(text, points * PT, bold)
                };
                assert!(
                    words.name.iter().all(|t| wide(t, NAME, true) <= room),
                    "{:?}",
                    words.name
                );
                assert!(
                    words.small.iter().all(|t| wide(t, SMALL, false) <= room),
                    "{:?}",
                    words.small
                );
            }
        }
    }

    #[test]
    fn an_alias_is_shown_with_its_home() {
        let study = fixture::study();
        let plan = plan(&study, &study.chains[1]);
        let alias = plan
            .shown
            .iter()
            .position(|s| s.home.is_some())
            .expect("an alias");
        assert_eq!(
            plan.words[alias].small,
            ["ZZ24", "见清洁能源QN41", "本地2家"]
        );
    }
}
