//! The most pressing gaps: priority as a stacked bar of its parts.

use indexmap::IndexMap;
use plotters::chart::ChartBuilder;
use plotters::element::Rectangle;
use plotters::style::Color;

use super::canvas::{Canvas, Rect, Side, Type};
use super::frame::{self, Legend, MARGIN};
use super::style::{INK, LINE_LIGHT, MUTED, NAVY, RULE, WHITE, draw_badge, is_dark, part_color};
use super::svg::Stroke;
use super::{Figure, Options};
use crate::study::{GapView, Study};

/// Gaps shown.
const MOST: usize = 20;
/// Width of the names.
const NAMES: i32 = 820;
/// Width of the numbers at the right.
const NUMBERS: i32 = 250;
/// Width of the rank intervals, right of the numbers.
const RANKS: i32 = 640;
/// Height of the axis' numbers.
const AXIS: i32 = 90;

/// Draws the top gaps of all chains.
pub fn draw(study: &Study, options: &Options<'_>) -> Figure {
    let of_chain = |g: &&GapView| options.chain.is_none_or(|id| g.chain == id);
    let gaps: Vec<&GapView> = study.gaps.iter().filter(of_chain).take(MOST).collect();
    let chain = options.chain.and_then(|id| study.chain(id));
    let chain = chain.map_or("", |c| c.name.as_str());
    let title = match gaps.len() {
        0 => format!("{}{chain}缺链优先级", study.zone.name),
        n => format!("{}{chain}缺链优先级前{n}项", study.zone.name),
    };
    let page = Canvas::new(options.sheet(), &title);
    let as_of = frame::as_of(study);
    let subtitle = format!(
        "{as_of}优先级为各项得分按权重的加权平均（0—100），不适用的项不计，其余权重按比例放大"
    );
    frame::head(&page, &title, &subtitle);
    let body = frame::body(&page);
    let parts = parts(&gaps);
    if gaps.is_empty() {
        frame::empty(&page, body, "没有待补的环节");
    } else {
        let ranks = gaps.iter().any(|g| g.stability.is_some());
        let room = Rect {
            w: body.w - if ranks { RANKS } else { 0 },
            ..body
        };
        bars(&page, &gaps, &parts, room);
        names(&page, study, &gaps, room);
        if ranks {
            intervals(&page, &gaps, body);
        }
        legend(&page, &parts, ranks);
    }
    frame::source(&page, study);
    page.finish(match chain {
        "" => "缺链优先级".to_owned(),
        name => format!("缺链优先级-{name}"),
    })
}

/// Parts that occur, key → name, in the order of the first gap.
fn parts(gaps: &[&GapView]) -> IndexMap<String, String> {
    let all = gaps.iter().flat_map(|g| &g.parts);
    all.map(|p| (p.key.clone(), p.name.clone())).collect()
}

/// What each part adds to a gap's priority, in the order of `parts`.
fn shares(gap: &GapView, parts: &IndexMap<String, String>) -> Vec<f64> {
    let known: f64 = gap
        .parts
        .iter()
        .filter(|p| p.value.is_some())
        .map(|p| p.weight)
        .sum();
    let of = |key: &String| {
        let part = gap.parts.iter().find(|p| p.key == *key)?;
        (known > 0.0).then_some(part.value?.get() * part.weight / known * 100.0)
    };
    parts.keys().map(|key| of(key).unwrap_or(0.0)).collect()
}

/// End of the axis: the next ten above the highest priority, at least 50.
fn end(gaps: &[&GapView]) -> f64 {
    let most = gaps.iter().map(|g| g.priority).fold(0.0, f64::max);
    ((most / 10.0).ceil() * 10.0).clamp(50.0, 100.0)
}

/// 5–95 % of the rank under random weights, as a whisker with the rank itself as a dot.
fn intervals(page: &Canvas, gaps: &[&GapView], body: Rect) {
    let rows = i32::try_from(gaps.len().max(10)).unwrap_or(20);
    let high = body.h - AXIS;
    let area = Rect::new(body.right() - RANKS + 60, body.y, RANKS - 60 - 190, high);
    let worst = gaps
        .iter()
        .filter_map(|g| g.stability.as_ref())
        .map(|s| s.worst);
    let last = worst
        .chain(gaps.iter().map(|g| g.rank))
        .max()
        .unwrap_or(1)
        .max(10);
    let last = last.div_ceil(10) * 10;
    let at = |rank: usize| -> i32 {
        let (n, of) = (rank.saturating_sub(1), last - 1);
        area.x + i32::try_from(usize::try_from(area.w).unwrap_or(0) * n / of).unwrap_or(0)
    };
    page.open("ranks", "ranks");
    let axis = Type::new(8.0).color(MUTED).h(Side::Middle);
    for rank in [1, last / 2, last] {
        let x = at(rank);
        page.curve(
            vec![(x, area.y), (x, area.bottom())],
            0,
            Stroke::new(RULE, 2),
        );
        page.text((x, area.bottom() + 34), &rank.to_string(), &axis);
    }
    let label = format!("名次（权重随机{}次）", draws(gaps));
    page.text((area.x + area.w / 2, area.bottom() + 74), &label, &axis);
    for (row, gap) in (0i32..).zip(gaps) {
        let Some(stability) = &gap.stability else {
            continue;
        };
        let mid = area.y + (2 * row + 1) * high / (2 * rows);
        let (x1, x2) = (at(stability.best), at(stability.worst));
        page.fill(Rect::new(x1, mid - 7, (x2 - x1).max(4), 14), LINE_LIGHT);
        for x in [x1, x2] {
            page.fill(Rect::new(x - 2, mid - 16, 5, 32), MUTED);
        }
        page.dot((at(gap.rank), mid), 11, NAVY);
        let text = format!("{}—{}", stability.best, stability.worst);
        let face = Type::new(8.0).color(INK).h(Side::End);
        page.text((body.right() - 12, mid), &text, &face);
    }
    page.close();
}

fn draws(gaps: &[&GapView]) -> usize {
    let first = gaps.iter().find_map(|g| g.stability.as_ref());
    first.map_or(0, |s| s.draws)
}

/// Bars with axis and grid, by plotters' chart.
fn bars(page: &Canvas, gaps: &[&GapView], parts: &IndexMap<String, String>, body: Rect) {
    let rows = f64::from(u32::try_from(gaps.len().max(10)).unwrap_or(20));
    let area = page.area().margin(
        body.y,
        page.height() - body.bottom(),
        body.x,
        page.width() - body.right(),
    );
    let chart = ChartBuilder::on(&area)
        .set_label_area_size(plotters::chart::LabelAreaPosition::Left, NAMES)
        .set_label_area_size(plotters::chart::LabelAreaPosition::Bottom, AXIS)
        .set_label_area_size(plotters::chart::LabelAreaPosition::Right, NUMBERS)
        .build_cartesian_2d(0.0..end(gaps), rows..0.0);
    let Ok(mut chart) = chart else { return };
    page.open("axis", "axis");
    let _ = chart
        .configure_mesh()
        .disable_y_mesh()
        .disable_y_axis()
        .x_labels(6)
        .x_label_formatter(&|x| format!("{x:.0}"))
        .x_label_style(Type::new(8.0).color(MUTED).style())
        .bold_line_style(RULE.stroke_width(2))
        .light_line_style(WHITE.mix(0.0))
        .axis_style(RULE.stroke_width(3))
        .draw();
    page.close();
    for (row, gap) in (0u32..).zip(gaps) {
        page.open(&format!("bar-{}", gap.link), "bar");
        let top = f64::from(row);
        let mut from = 0.0;
        for (k, value) in shares(gap, parts).into_iter().enumerate() {
            if value > 0.0 {
                let to = from + value;
                let corners = [(from, top + 0.2), (to, top + 0.8)];
                let _ = chart.draw_series([Rectangle::new(corners, part_color(k).filled())]);
                let _ = chart.draw_series([Rectangle::new(corners, WHITE.stroke_width(3))]);
                number(page, &chart, (from, to, top + 0.5), part_color(k));
                from = to;
            }
        }
        page.close();
    }
}

type Chart<'a> = plotters::chart::ChartContext<
    'a,
    super::svg::SvgBackend,
    plotters::coord::cartesian::Cartesian2d<
        plotters::coord::types::RangedCoordf64,
        plotters::coord::types::RangedCoordf64,
    >,
>;

/// A part's number inside its piece of the bar, where there is room.
fn number(
    page: &Canvas,
    chart: &Chart<'_>,
    (from, to, y): (f64, f64, f64),
    color: plotters::style::RGBColor,
) {
    let (left, right) = (
        chart.backend_coord(&(from, y)),
        chart.backend_coord(&(to, y)),
    );
    let text = format!("{:.1}", to - from);
    let ink = if is_dark(color) { WHITE } else { INK };
    let face = Type::new(7.0).color(ink).h(Side::Middle);
    if face.width(&text) + 12.0 < f64::from(right.0 - left.0) {
        page.text(((left.0 + right.0) / 2, left.1), &text, &face);
    }
}

/// Rank, badge, name and chain at the left, priority and known weight at the right.
fn names(page: &Canvas, study: &Study, gaps: &[&GapView], body: Rect) {
    let rows = i32::try_from(gaps.len().max(10)).unwrap_or(20);
    let high = body.h - AXIS;
    page.open("names", "names");
    for (row, gap) in (0i32..).zip(gaps) {
        let mid = body.y + (2 * row + 1) * high / (2 * rows);
        let rank = Type::new(8.5).color(MUTED).h(Side::End);
        page.text((body.x + 60, mid), &gap.rank.to_string(), &rank);
        draw_badge(page, body.x + 84, mid - 24, 48, gap.action);
        let name = Type::new(9.5).bold();
        let chain = study.chain(&gap.chain).map_or("", |c| c.name.as_str());
        let tail = Type::new(7.5).color(MUTED);
        let place = format!("{chain}·{}", gap.stage.zh());
        let room = f64::from(NAMES - 156 - 50) - tail.width(&place);
        page.text((body.x + 152, mid), &name.fit(&gap.name, room), &name);
        page.text((body.x + NAMES - 26, mid + 2), &place, &tail.h(Side::End));
        let right = body.right();
        page.text(
            (right - NUMBERS + 130, mid),
            &format!("{:.1}", gap.priority),
            &name.color(NAVY).h(Side::End),
        );
        if gap.known_weight.get() < 0.9995 {
            page.text(
                (right, mid + 2),
                &format!("已知{}", gap.known_weight),
                &Type::new(6.5).color(MUTED).h(Side::End),
            );
        }
    }
    page.close();
}

fn legend(page: &Canvas, parts: &IndexMap<String, String>, ranks: bool) {
    page.open("legend", "legend");
    let y = frame::legend_line(page, 1);
    let mut line = Legend::new(page, MARGIN, y);
    line.word("得分构成");
    for (k, name) in parts.values().enumerate() {
        line.sign(40, |page, r| page.fill(r.inset(3), part_color(k)), name);
    }
    let note = Type::new(7.5).color(MUTED);
    let text = if ranks {
        "“已知”为可计算的权重份额　横线为名次的5%—95%区间，点为本名次"
    } else {
        "右列“已知”为可计算的权重所占份额"
    };
    let room = f64::from(page.width() - MARGIN - line.x());
    page.text((line.x(), y), &note.fit(text, room), &note);
    page.close();
}
