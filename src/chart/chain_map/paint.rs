//! Drawing of a laid-out chain map.

use super::words::{BADGE, BOX_PAD, CELL, NAME, NAME_LINE, SIGN, SMALL, SMALL_LINE, Words, height};
use super::{
    BOX, LANE_GAP, LANE_NAME, Plan, STAGE_HEAD, Shown, legend_lines, support_columns,
    support_height,
};
use crate::chart::Variant;
use crate::chart::breaks::Breaks;
use crate::chart::canvas::{Canvas, Rect, Side, Type};
use crate::chart::frame::{self, HEAD, LEGEND_LINE, Legend, MARGIN, draw_wire, target_sign};
use crate::chart::layout::{Layout, Wire};
use crate::chart::style::{
    GREY, INK, LINE, LINE_LIGHT, MUTED, NAVY, PALE, RED, TINT, WHITE, draw_badge, draw_box,
};
use crate::chart::svg::Stroke;
use crate::model::{Action, Coverage, Stage, SupplyKind};
use crate::study::{ChainView, LinkView, Study, SupplyView};

/// Draws everything between the head and the source line.
pub fn paint(page: &Canvas, study: &Study, chain: &ChainView, plan: &Plan<'_>, variant: Variant) {
    if let Some((_, done)) = &plan.done {
        let map = Map {
            study,
            chain,
            plan,
            page,
        };
        let bottom = map.graph(done);
        map.support(bottom);
    }
    legend(page, study, plan, variant);
}

/// Counts by coverage, at the right of the title; where they begin.
pub fn counts(page: &Canvas, study: &Study, shown: &[Shown<'_>]) -> i32 {
    let face = Type::new(9.0).bold();
    let absent = frame::absent(study);
    let of = |c: Coverage| {
        shown
            .iter()
            .filter(|s| !s.link.excluded && s.link.coverage == c)
            .count()
    };
    let mut list = vec![
        Coverage::Covered,
        Coverage::Weak,
        Coverage::Building,
        Coverage::TradeOnly,
        absent,
    ];
    list.retain(|&c| of(c) > 0 || c != Coverage::TradeOnly);
    let mut x = page.width() - MARGIN;
    page.open("counts", "counts");
    for &c in list.iter().rev() {
        let text = format!("{} {}", c.zh(), of(c));
        page.text((x, MARGIN + 50), &text, &face.h(Side::End));
        #[expect(clippy::cast_possible_truncation, reason = "a place on the page")]
        let width = face.width(&text) as i32;
        x -= width + 66;
        let r = Rect::new(x, MARGIN + 28, 52, 44);
        draw_box(page, r, 30, c, false);
        x -= 44;
    }
    page.close();
    x
}

fn legend(page: &Canvas, study: &Study, plan: &Plan<'_>, variant: Variant) {
    let left_out = plan.left_out;
    page.open("legend", "legend");
    let lines = legend_lines(page.width());
    let mut y = frame::legend_line(page, lines);
    let mut line = Legend::new(page, MARGIN, y);
    line.word("覆盖");
    for c in [
        Coverage::Covered,
        Coverage::Weak,
        Coverage::Building,
        Coverage::TradeOnly,
    ] {
        line.coverage(c, false, c.zh());
    }
    let absent = frame::absent(study);
    line.coverage(absent, false, absent.zh());
    line.coverage(Coverage::Covered, true, "不招");
    line.word("行动");
    for action in Action::ALL {
        line.action(action, action.zh());
    }
    if lines > 2 {
        y += LEGEND_LINE;
        line = Legend::new(page, MARGIN, y);
    }
    line.word("关系");
    line.line(Stroke::new(LINE, 4), "必需");
    line.line(Stroke::new(RED, 5), "本地所需而缺");
    let light = if left_out == 0 {
        "可选或远期"
    } else {
        "远期"
    };
    line.line(Stroke::new(LINE_LIGHT, 3), light);
    line.line(Stroke::new(LINE, 4).dashed(16, 10), "回路");
    if lines > 1 {
        y += LEGEND_LINE;
        line = Legend::new(page, MARGIN, y);
    }
    if variant == Variant::Targets {
        line.sign(
            16,
            |page, r| target_sign(page, (r.x, r.y + 20), 16),
            "建议目标企业",
        );
    }
    let unseen = if left_out > 0 {
        format!("可选 {left_out} 条、能源与服务不画线")
    } else {
        "能源与服务关系不画线".to_owned()
    };
    line.sign(
        PORT,
        |page, r| port(page, (r.x + PORT, r.y + 20)),
        "←→ 与其他链的供需",
    );
    let note = format!("数字为关系数　{unseen}");
    let face = Type::new(7.5).color(MUTED);
    let room = f64::from(page.width() - MARGIN - line.x());
    page.text((line.x(), y), &face.fit(&note, room), &face);
    page.close();
}

/// All a map's parts need.
struct Map<'a> {
    study: &'a Study,
    chain: &'a ChainView,
    plan: &'a Plan<'a>,
    page: &'a Canvas,
}

impl Map<'_> {
    /// Bands, lines, boxes; returns the bottom.
    fn graph(&self, done: &Layout) -> i32 {
        let page = self.page;
        let left = MARGIN + LANE_NAME + LANE_GAP;
        let top = MARGIN + HEAD + STAGE_HEAD;
        page.open("bands", "bands");
        for (stage, room) in Stage::ALL.iter().zip(done.stages) {
            let Some((x1, x2)) = room else { continue };
            self.stage_head(
                *stage,
                Rect::new(left + x1, MARGIN + HEAD, x2 - x1, STAGE_HEAD - 14),
            );
            for &(y1, y2) in &done.lanes {
                page.panel(
                    Rect::new(left + x1, top + y1, x2 - x1, y2 - y1),
                    12,
                    Some(PALE),
                    None,
                );
            }
        }
        for (&(y1, y2), &lane) in done.lanes.iter().zip(&self.plan.lanes) {
            let name = self
                .chain
                .segments
                .get_index(lane)
                .map_or("", |(_, name)| name.as_str());
            let r = Rect::new(MARGIN, top + y1, LANE_NAME, y2 - y1);
            lane_name(page, &self.plan.breaks, r, name);
        }
        page.close();
        page.open("relations", "relations");
        // Light lines first, pressing ones on top.
        for rank in 0..3 {
            for wire in &done.wires {
                let supply = self.plan.supplies[wire.edge];
                let (level, stroke) = self.stroke(supply, wire);
                if level == rank {
                    self.wire(wire, supply, stroke, (left, top));
                }
            }
        }
        page.close();
        page.open("links", "links");
        for (&i, r) in self.plan.graph.iter().zip(&done.boxes) {
            self.link(i, Rect::new(left + r.x, top + r.y, r.w, r.h));
        }
        page.close();
        top + done.height
    }

    fn stage_head(&self, stage: Stage, r: Rect) {
        let tip = 34;
        let (y1, y2, mid) = (r.y, r.bottom(), r.y + r.h / 2);
        let right = r.right();
        self.page.polygon(
            vec![
                (r.x, y1),
                (right - tip, y1),
                (right, mid),
                (right - tip, y2),
                (r.x, y2),
                (r.x + tip, mid),
            ],
            NAVY,
        );
        let here = self
            .plan
            .shown
            .iter()
            .filter(|s| s.stage == stage && !s.link.excluded);
        let total = here.clone().count();
        let held = here.filter(|s| s.link.coverage.is_here()).count();
        let text = format!("{}　{held}/{total}", stage.zh());
        self.page.text(
            (r.x + r.w / 2, mid),
            &text,
            &Type::new(12.0).bold().color(WHITE).h(Side::Middle),
        );
    }

    fn stroke(&self, supply: &SupplyView, wire: &Wire) -> (usize, Stroke) {
        let from = self.study.link(&supply.from);
        let missing = from.is_some_and(|l| l.action == Action::Fill);
        let to = self.study.link(&supply.to);
        let waiting = to.is_some_and(|l| l.present);
        let required = supply.kind == SupplyKind::Material && !supply.optional;
        // Between two links that nobody holds and nobody asks for.
        let later = [from, to].iter().flatten().all(|l| is_later(l));
        let (rank, stroke) = match () {
            () if required && missing && waiting => (2, Stroke::new(RED, 5)),
            () if supply.optional || later => (0, Stroke::new(LINE_LIGHT, 3)),
            () => (1, Stroke::new(LINE, 4)),
        };
        (
            rank,
            if wire.back {
                stroke.dashed(16, 10)
            } else {
                stroke
            },
        )
    }

    fn wire(&self, wire: &Wire, supply: &SupplyView, stroke: Stroke, (left, top): (i32, i32)) {
        if wire.points.len() < 2 {
            return;
        }
        self.page.open(
            &format!("{}-{}-{}", self.chain.id, supply.from, supply.to),
            if wire.back {
                "relation back"
            } else {
                "relation"
            },
        );
        draw_wire(self.page, wire, stroke, (left, top));
        self.page.close();
    }

    fn link(&self, i: usize, r: Rect) {
        let shown = &self.plan.shown[i];
        link_box(
            self.page,
            &self.chain.id,
            shown.id.as_str(),
            shown.link,
            &self.plan.words[i],
            r,
        );
    }
    /// The band of horizontal services.
    fn support(&self, bottom: i32) {
        let support = &self.plan.support;
        if support.is_empty() {
            return;
        }
        let page = self.page;
        let width = page.width() - 2 * MARGIN - LANE_NAME - LANE_GAP;
        let band = support_height(support, &self.plan.words, width) - 18;
        let (left, top) = (MARGIN + LANE_NAME + LANE_GAP, bottom + 18);
        page.open("support", "support");
        page.panel(Rect::new(left, top, width, band), 12, Some(PALE), None);
        lane_name(
            page,
            &self.plan.breaks,
            Rect::new(MARGIN, top, LANE_NAME, band),
            Stage::Support.zh(),
        );
        let columns = support_columns(width).min(support.len());
        let n = i32::try_from(columns).unwrap_or(1);
        let w = ((width - 40 - (n - 1) * SUPPORT_GAP) / n).min(BOX * 3 / 2);
        let mut y = top + 20;
        for row in support.chunks(columns) {
            let h = row
                .iter()
                .map(|&i| height(&self.plan.words[i]))
                .max()
                .unwrap_or(0);
            for (k, &i) in (0i32..).zip(row) {
                self.link(i, Rect::new(left + 20 + k * (w + SUPPORT_GAP), y, w, h));
            }
            y += h + 20;
        }
        page.close();
    }
}

/// Draws a link's box: mark, name, small text, target firms, badge.
pub fn link_box(page: &Canvas, prefix: &str, id: &str, link: &LinkView, words: &Words, r: Rect) {
    let class = format!("link {}", class_of(link));
    page.open(&format!("{prefix}-{id}"), &class);
    draw_box(page, r, CELL, link.coverage, link.excluded);
    let ink = if link.excluded { MUTED } else { INK };
    let x = r.x + CELL + 12;
    let mut y = r.y + (r.h - height(words)) / 2 + BOX_PAD;
    for line in &words.name {
        page.text(
            (x, y + NAME_LINE / 2),
            line,
            &Type::new(NAME).bold().color(ink),
        );
        y += NAME_LINE;
    }
    let small = Type::new(SMALL).color(MUTED);
    for line in &words.small {
        page.text((x, y + SMALL_LINE / 2), line, &small);
        y += SMALL_LINE;
    }
    for (k, line) in words.targets.iter().enumerate() {
        if k == 0 {
            target_sign(page, (x, y + SMALL_LINE / 2), 15);
        }
        page.text((x + SIGN, y + SMALL_LINE / 2), line, &small.color(RED));
        y += SMALL_LINE;
    }
    if !words.ports.is_empty() {
        let mid = y + SMALL_LINE / 2;
        page.text((x, mid), &words.ports, &small);
        if words.ports.contains('←') {
            port(page, (r.x - 2, mid));
        }
        if words.ports.contains('→') {
            port(page, (r.right() + PORT + 2, mid));
        }
    }
    if link.excluded {
        let tag = Rect::new(r.right() - 74, r.y + 8, 66, 38);
        page.panel(tag, 6, Some(WHITE), Some(Stroke::new(GREY, 2)));
        let face = Type::new(7.2).color(MUTED).h(Side::Middle);
        page.text((tag.x + tag.w / 2, tag.y + tag.h / 2), "不招", &face);
    } else {
        draw_badge(page, r.right() - BADGE - 9, r.y + 9, BADGE, link.action);
    }
    page.close();
}

/// Between two boxes of the support band: room for the ports of both.
const SUPPORT_GAP: i32 = 44;
/// Width of the sign of a port.
const PORT: i32 = 13;

/// A triangle at a box's edge where something comes from, or goes to, another chain; its tip.
fn port(page: &Canvas, (x, y): (i32, i32)) {
    page.polygon(vec![(x - PORT, y - 11), (x, y), (x - PORT, y + 11)], NAVY);
}

/// Not here in any way, and nothing asks for it now.
fn is_later(link: &LinkView) -> bool {
    let absent = match link.coverage {
        Coverage::TradeOnly | Coverage::Missing | Coverage::NotFound => true,
        Coverage::Covered | Coverage::Weak | Coverage::Building => false,
    };
    absent && !link.present && !super::is_gap(link)
}

fn class_of(link: &LinkView) -> &'static str {
    match link.coverage {
        _ if link.excluded => "excluded",
        Coverage::Covered => "covered",
        Coverage::Weak => "weak",
        Coverage::Building => "building",
        Coverage::TradeOnly => "trade-only",
        Coverage::Missing => "missing",
        Coverage::NotFound => "not-found",
    }
}

/// A segment's name, one character a line, or two or three where the lane is too low for that or
/// where that breaks fewer words.
fn lane_name(page: &Canvas, breaks: &Breaks, r: Rect, name: &str) {
    page.panel(r, 12, Some(TINT), None);
    let step = |points: f64| Type::new(points).em * 1.16;
    let tries = [
        (10.0, 1),
        (9.0, 1),
        (10.0, 2),
        (8.0, 3),
        (9.0, 2),
        (8.0, 2),
        (7.2, 3),
        (7.2, 2),
    ];
    let set = |(points, per): (f64, usize)| {
        let (rows, broken) = breaks.rows(name, per);
        let count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        #[expect(clippy::cast_possible_truncation, reason = "a height, px")]
        let over = (step(points) * f64::from(count)) as i32 - (r.h - 20);
        (over.max(0), broken, points, rows)
    };
    // The first of the best.
    let best = tries.into_iter().map(set).min_by_key(|t| (t.0, t.1));
    let Some((_, _, points, rows)) = best else {
        return;
    };
    let face = Type::new(points).bold().color(NAVY).h(Side::Middle);
    #[expect(clippy::cast_possible_truncation, reason = "a line's height, px")]
    let line = step(points) as i32;
    let high = i32::try_from(rows.len()).unwrap_or(1) * line;
    for (k, row) in (0i32..).zip(&rows) {
        page.text(
            (r.x + r.w / 2, r.y + (r.h - high) / 2 + k * line + line / 2),
            row,
            &face,
        );
    }
}
