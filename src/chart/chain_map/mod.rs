//! The chain map: every link of a chain in its stage and segment, with coverage, local firms,
//! action, and the first target firms of gaps; relations routed around the boxes.

mod paint;
mod words;

use std::collections::{BTreeMap, BTreeSet};

pub use self::paint::link_box;
pub use self::words::{NAME, SMALL, Words, height as box_height};
use self::words::{height, words};
use super::breaks::Breaks;
use super::canvas::{Canvas, PAGES, Sheet};
use super::frame::{self, FOOT, HEAD, LEGEND_LINE, MARGIN, NARROW};
use super::layout::{Edge, Item, Layout, Ordered, Space, layout, measure};
use super::{Figure, Options, Variant};
use crate::model::{Action, LinkId, Nature, Share, Stage, SupplyKind};
use crate::study::{ChainView, LinkView, Study, SupplyView};

/// Width of the lane names at the left.
const LANE_NAME: i32 = 112;
/// Between the lane names and the bands.
const LANE_GAP: i32 = 16;
/// Height of the stage heads, with the space below.
const STAGE_HEAD: i32 = 106;
/// Least width of a box.
const BOX: i32 = 330;
/// Crossings from which on more room is tried.
const MANY: usize = 200;
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
    /// Where names may be broken.
    breaks: Breaks,
    /// Page and layout; none where even the largest page is too small.
    done: Option<(Sheet, Layout)>,
}

/// Draws the map of a chain, or of one of its segments, on the smallest page that holds it.
/// None where the chain has no such segment.
pub fn draw(study: &Study, chain: &ChainView, options: &Options<'_>) -> Option<Figure> {
    let segment = match options.segment {
        Some(key) => Some(chain.segments.get_full(key)?),
        None => None,
    };
    let plan = plan(study, chain, options);
    let part = segment.map_or(String::new(), |(_, _, name)| format!("（{name}）"));
    let what = match options.variant {
        Variant::Full | Variant::Targets => "产业链图",
        Variant::Gaps => "产业链缺链图",
    };
    let title = format!("{}{}{part}{what}", study.zone.name, chain.name);
    let sheet = plan
        .done
        .as_ref()
        .map_or(Sheet::plain(PAGES[PAGES.len() - 1]), |(sheet, _)| *sheet);
    let page = Canvas::new(sheet, &title);
    let counts = paint::counts(&page, study, &plan.shown);
    let subtitle = subtitle(study, chain, &plan, segment.is_some());
    frame::head_until(&page, &title, &subtitle, counts);
    paint::paint(&page, study, chain, &plan, options.variant);
    frame::source(&page, study);
    let suffix = match options.variant {
        Variant::Full => "-全景",
        Variant::Gaps => "-缺链",
        Variant::Targets => "",
    };
    let part = segment.map_or(String::new(), |(_, _, name)| format!("-{name}"));
    Some(page.finish(format!("产业链图-{}{part}{suffix}", chain.name)))
}

fn plan<'a>(study: &'a Study, chain: &'a ChainView, options: &Options<'_>) -> Plan<'a> {
    let shown = select(study, chain, shown(study, chain), options);
    let breaks = Breaks::of(study);
    let with_targets = options.variant == Variant::Targets;
    let words: Vec<Words> = shown
        .iter()
        .map(|s| words(study, &breaks, chain, s, with_targets))
        .collect();
    let (graph, support): (Vec<usize>, Vec<usize>) =
        (0..shown.len()).partition(|&i| shown[i].stage != Stage::Support);
    let (edges, supplies, left_out) = relations(study, &shown, &graph, options.variant);
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
    let mut known = Ordered::new();
    let mut fits = |sheet: Sheet| -> Option<(usize, Sheet, Layout)> {
        let space = space(sheet.px, &support, &words);
        // What is printed larger than drawn is to fill a page, not to be packed.
        let closer = (sheet.px.0 >= sheet.print.0).then(|| space.tight());
        [Some(space), closer]
            .iter()
            .flatten()
            .filter_map(|space| layout(&items, &edges, lanes.len().max(1), space, &mut known))
            .map(|done| (measure(&done, &edges).crossings, sheet, done))
            .min_by_key(|(crossings, _, _)| *crossings)
    };
    let mut sheets = options.sheets().into_iter();
    let first = sheets.find_map(&mut fits);
    // The next sheet where it saves a fifth of the crossings, and not only a few.
    let next = first
        .as_ref()
        .filter(|(crossings, _, _)| *crossings >= MANY)
        .and_then(|_| fits(sheets.next()?));
    let done = match (first, next) {
        (Some(first), Some(next)) if next.0 * 5 > first.0 * 4 => Some(first),
        (first, next) => next.or(first),
    };
    // Little on the smallest page: the same, printed larger.
    let larger = done
        .as_ref()
        .filter(|(_, sheet, _)| *sheet == options.sheet())
        .and_then(|(least, ..)| {
            let mut all = options.roomy().into_iter().filter_map(&mut fits);
            all.find(|(crossings, ..)| crossings <= least)
        });
    let done = larger.or(done).map(|(_, sheet, done)| (sheet, done));
    Plan {
        shown,
        words,
        graph,
        support,
        lanes,
        supplies,
        left_out,
        breaks,
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

/// The links a segment or a variant asks for: those of the segment with what they deal with in the
/// chain; the gaps with their neighbours.
fn select<'a>(
    study: &Study,
    chain: &ChainView,
    mut all: Vec<Shown<'a>>,
    options: &Options<'_>,
) -> Vec<Shown<'a>> {
    if let Some(wanted) = options
        .segment
        .and_then(|key| chain.segments.get_index_of(key))
    {
        let core: BTreeSet<&LinkId> = all
            .iter()
            .filter(|s| s.lane == wanted)
            .map(|s| &s.link.id)
            .collect();
        let kept = with_neighbours(study, &core, |s| match s.kind {
            SupplyKind::Service => true,
            SupplyKind::Energy => false,
            SupplyKind::Material | SupplyKind::Waste | SupplyKind::Aftermarket => !s.optional,
        });
        all.retain(|s| s.lane == wanted || kept.contains(&s.link.id));
    }
    if options.variant == Variant::Gaps {
        let core: BTreeSet<&LinkId> = all
            .iter()
            .filter(|s| is_gap(s.link))
            .map(|s| &s.link.id)
            .collect();
        let kept = with_neighbours(study, &core, |s| drawn(s) && !s.optional);
        all.retain(|s| {
            let absent = !s.link.excluded && !s.link.coverage.is_here();
            match s.stage {
                Stage::Support => absent,
                Stage::Upstream | Stage::Midstream | Stage::Downstream => {
                    is_gap(s.link) || (kept.contains(&s.link.id) && !absent)
                }
            }
        });
    }
    all
}

/// Asks for something now.
fn is_gap(link: &LinkView) -> bool {
    !matches!(link.action, Action::Defer | Action::None)
}

/// Links of `core` and the other ends of their relations.
fn with_neighbours<'a>(
    study: &'a Study,
    core: &BTreeSet<&'a LinkId>,
    counts: impl Fn(&SupplyView) -> bool,
) -> BTreeSet<&'a LinkId> {
    let mut kept = core.clone();
    for supply in study.supplies.iter().filter(|s| counts(s)) {
        if core.contains(&supply.from) {
            kept.insert(&supply.to);
        }
        if core.contains(&supply.to) {
            kept.insert(&supply.from);
        }
    }
    kept
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
    variant: Variant,
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
            // Among gaps only what ties a gap to something.
            && (variant != Variant::Gaps
                || [from, to].iter().any(|&at| is_gap(shown[graph[at]].link)))
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
    let foot = FOOT + (legend_lines(w) - 1) * LEGEND_LINE;
    Space {
        width,
        height: h - 2 * MARGIN - HEAD - foot - STAGE_HEAD - band,
        box_width: BOX,
        row_gap: 20,
        lane_gap: 18,
        lane_pad: 20,
        track: 15,
    }
}

/// Lines of the legend on a page of this width.
fn legend_lines(width: i32) -> i32 {
    match width {
        w if w > NARROW => 1,
        w if w > 3400 => 2,
        _ => 3,
    }
}

fn support_columns(width: i32) -> usize {
    usize::try_from((width + 20) / (BOX + 64))
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

fn subtitle(study: &Study, chain: &ChainView, plan: &Plan<'_>, segment: bool) -> String {
    // Of a segment what is shown of it counts; of a chain what the study says.
    let counted = |l: &&LinkView| {
        let part = plan
            .shown
            .iter()
            .any(|s| s.home.is_none() && s.link.id == l.id);
        let kind = matches!(l.nature, Nature::Product | Nature::Service);
        part && kind && !l.excluded && l.stage != Stage::Support
    };
    let own = || study.links.iter().filter(counted);
    let (links, here) = if segment {
        (
            own().count(),
            own().filter(|l| l.coverage.is_here()).count(),
        )
    } else {
        (chain.links_counted, chain.links_here)
    };
    let share = Share::of(here, links)
        .map(|s| format!("，完整度 {s}"))
        .unwrap_or_default();
    let as_of = frame::as_of(study);
    format!("{as_of}可招商的产品与服务环节 {links} 个，本地已有 {here} 个{share}")
}

/// How good a map's layout is; None where it fits on no page.
#[cfg(test)]
pub fn quality(
    study: &Study,
    chain: &ChainView,
    options: &Options<'_>,
) -> Option<super::layout::Metrics> {
    let plan = plan(study, chain, options);
    let (edges, _, _) = relations(study, &plan.shown, &plan.graph, options.variant);
    let (_, done) = plan.done.as_ref()?;
    Some(measure(done, &edges))
}

#[cfg(test)]
mod tests {
    use super::words::CELL;
    use super::*;
    use crate::chart::canvas::PT;
    use crate::chart::fixture;

    #[test]
    fn maps_are_clean_and_fit_on_a4() {
        let study = fixture::study();
        for chain in &study.chains {
            let plan = plan(&study, chain, &Options::default());
            let (sheet, done) = plan.done.as_ref().expect("laid out");
            assert_eq!(sheet.print, PAGES[0]);
            let (edges, _, _) = relations(&study, &plan.shown, &plan.graph, Variant::Targets);
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
            let plan = plan(&study, chain, &Options::default());
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
        let plan = plan(&study, &study.chains[1], &Options::default());
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
