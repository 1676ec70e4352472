//! Capacity balances: what is made here against what is needed here, in physical units.

use super::canvas::{Canvas, Rect, Side, Type};
use super::frame::{self, Legend, MARGIN};
use super::style::{AMBER, BLUE, INK, MUTED, NAVY, PALE, RED, RULE, WHITE};
use super::svg::Stroke;
use super::{Figure, Options, font};
use crate::model::{Balance, LinkId};
use crate::study::Study;

/// Balances shown.
const MOST: usize = 14;
/// Height of the head row.
const HEAD: i32 = 80;
/// Most height of a row.
const ROW: i32 = 170;
/// Width of the names.
const NAMES: i32 = 560;
/// Width of the numbers at the right.
const NUMBERS: i32 = 900;
/// Ratio at the end of the bars; larger ones end in an arrow.
const END: f64 = 1.5;

/// Draws the tightest balances.
pub fn draw(study: &Study, options: &Options<'_>) -> Figure {
    let chain = options.chain.and_then(|id| study.chain(id));
    let chain = chain.map_or("", |c| c.name.as_str());
    let title = format!("{}{chain}产能平衡", study.zone.name);
    let page = Canvas::new(options.sheet(), &title);
    let of_chain = |id: &LinkId| {
        options
            .chain
            .is_none_or(|c| study.link(id).is_some_and(|l| l.chain == c))
    };
    let all: Vec<&Balance> = study
        .balances
        .iter()
        .filter(|b| of_chain(&b.supplier) || of_chain(&b.customer))
        .collect();
    let left = all.len().saturating_sub(MOST);
    let more = if left > 0 {
        format!("，列出最紧的 {MOST} 项，另有 {left} 项见清单")
    } else {
        String::new()
    };
    let subtitle = format!(
        "{}有公开产能和需求可比的 {} 项{more}　·　满足率=本地产能÷本地需求",
        frame::as_of(study),
        all.len()
    );
    frame::head(&page, &title, &subtitle);
    let body = frame::body(&page);
    if all.is_empty() {
        frame::empty(
            &page,
            body,
            "没有可以平衡的产能和需求数据（见产能表、需求设置）",
        );
    } else {
        let shown = &all[..all.len().min(MOST)];
        rows(&page, study, shown, body);
        legend(&page, study);
    }
    frame::source(&page, study);
    page.finish(match chain {
        "" => "产能平衡".to_owned(),
        name => format!("产能平衡-{name}"),
    })
}

/// Bars of the ratios, with lines at 100 % and at the threshold of 薄弱.
fn rows(page: &Canvas, study: &Study, list: &[&Balance], body: Rect) {
    let count = i32::try_from(list.len()).unwrap_or(1);
    let high = ((body.h - HEAD) / count).min(ROW);
    let bars = Rect::new(
        body.x + NAMES,
        body.y + HEAD,
        body.w - NAMES - NUMBERS,
        high * count,
    );
    let at = |ratio: f64| -> i32 {
        #[expect(clippy::cast_possible_truncation, reason = "a place on the page")]
        let x = (f64::from(bars.w) * ratio.min(END) / END) as i32;
        bars.x + x
    };
    for (i, balance) in (0i32..).zip(list) {
        if i % 2 == 1 {
            page.fill(Rect::new(body.x, bars.y + i * high, body.w, high), PALE);
        }
        let mid = bars.y + i * high + high / 2;
        page.open(
            &format!("balance-{}-{}", balance.supplier, balance.customer),
            "row",
        );
        names(page, study, balance, (body.x, mid));
        bar(page, study, balance, (bars.x, mid), &at);
        numbers(page, balance, (bars.right() + 40, mid), body.right());
        page.close();
    }
    let axis = Type::new(8.0).color(MUTED).h(Side::Middle);
    let line = |ratio: f64, stroke: Stroke, text: &str| {
        let x = at(ratio);
        page.curve(vec![(x, bars.y - 12), (x, bars.bottom())], 0, stroke);
        page.text((x, bars.y - 38), text, &axis);
    };
    line(0.0, Stroke::new(RULE, 3), "0");
    let weak = study.zone.settings.capacity_share;
    line(
        weak.get(),
        Stroke::new(AMBER, 4).dashed(14, 10),
        &weak.to_string(),
    );
    line(1.0, Stroke::new(NAVY, 4), "100%");
    line(END, Stroke::new(RULE, 2), "150%");
}

fn name<'a>(study: &'a Study, id: &'a LinkId) -> &'a str {
    study.link(id).map_or(id.as_str(), |l| l.name.as_str())
}

fn names(page: &Canvas, study: &Study, b: &Balance, (x, mid): (i32, i32)) {
    let bold = Type::new(10.0).bold().color(INK);
    let text = name(study, &b.supplier);
    let room = f64::from(NAMES - 40);
    page.text((x + 16, mid - 24), &bold.fit(text, room), &bold);
    let small = Type::new(7.5).color(MUTED);
    let year = b.year.map(|y| format!("，{y}年")).unwrap_or_default();
    let text = format!("供 {}{year}", name(study, &b.customer));
    page.text((x + 16, mid + 28), &small.fit(&text, room), &small);
}

/// The lower end of the ratio is full, what the range adds to it hatched by its border only.
fn bar(page: &Canvas, study: &Study, b: &Balance, (x, mid): (i32, i32), at: &impl Fn(f64) -> i32) {
    let (low, high) = b.ratio;
    let color = if high < study.zone.settings.capacity_share.get() {
        RED
    } else if low < 1.0 {
        AMBER
    } else {
        BLUE
    };
    if high > low {
        let r = Rect::new(x, mid - 26, at(high) - x, 52);
        page.panel(r, 0, Some(WHITE), Some(Stroke::new(color, 3).dashed(10, 7)));
    }
    let r = Rect::new(x, mid - 26, (at(low) - x).max(6), 52);
    page.fill(r, color);
    if low > END {
        let tip = r.right();
        page.polygon(
            vec![(tip + 4, mid - 26), (tip + 28, mid), (tip + 4, mid + 26)],
            color,
        );
    }
}

fn numbers(page: &Canvas, b: &Balance, (x, mid): (i32, i32), right: i32) {
    let percent = |v: f64| format!("{:.1}%", v * 100.0);
    let ratio = if b.ratio.0 == b.ratio.1 {
        percent(b.ratio.0)
    } else {
        format!("{}—{}", percent(b.ratio.0), percent(b.ratio.1))
    };
    let bold = Type::new(10.0).bold().color(NAVY);
    page.text((x, mid - 24), &ratio, &bold);
    let room = f64::from(right - x);
    let short = match b.short {
        (_, high) if high <= 0.0 => "够用".to_owned(),
        (low, high) if low == high => format!("缺{}{}", amount(high), b.unit),
        (low, high) => format!("缺{}—{}{}", amount(low.max(0.0)), amount(high), b.unit),
    };
    let color = if b.short.1 > 0.0 { RED } else { MUTED };
    let face = Type::new(9.0).color(color).h(Side::End);
    let rest = room - bold.width(&ratio) - 30.0;
    page.text((right - 8, mid - 24), &face.fit(&short, rest), &face);
    let need = if b.need.0 == b.need.1 {
        amount(b.need.0)
    } else {
        format!("{}—{}", amount(b.need.0), amount(b.need.1))
    };
    let small = Type::new(7.5).color(MUTED);
    let text = format!(
        "产能{}{u}，需求{need}{u}；来源 {}",
        amount(b.supply),
        short_source(&b.source),
        u = b.unit
    );
    let lines = font::wrap_to(&text, small.em, false, room, 2);
    for (k, line) in (0i32..).zip(&lines) {
        page.text((x, mid + 22 + k * 38), line, &small);
    }
}

/// The first source without its address; all of it stands in the workbook.
fn short_source(source: &str) -> &str {
    let first = source.split('；').next().unwrap_or_default();
    match first.split_once('（') {
        Some((name, inside)) if inside.contains('.') && !name.is_empty() => name,
        _ => first,
    }
}

/// With thousands separated, decimals only below 100.
fn amount(value: f64) -> String {
    if value.abs() < 100.0 && value.fract().abs() > 0.005 {
        return format!("{value:.1}");
    }
    let whole = format!("{:.0}", value.abs());
    let mut out = String::new();
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    if value < 0.0 { format!("-{out}") } else { out }
}

fn legend(page: &Canvas, study: &Study) {
    page.open("legend", "legend");
    let y = frame::legend_line(page, 1);
    let mut line = Legend::new(page, MARGIN, y);
    let weak = study.zone.settings.capacity_share;
    for (color, text) in [
        (RED, format!("不足需求的{weak}（薄弱）")),
        (AMBER, "不够，但在薄弱线以上".to_owned()),
        (BLUE, "够用".to_owned()),
    ] {
        line.sign(70, |page, r| page.fill(r.inset(3), color), &text);
    }
    line.sign(
        70,
        |page, r| {
            page.panel(
                r.inset(3),
                0,
                None,
                Some(Stroke::new(MUTED, 3).dashed(10, 7)),
            )
        },
        "需求为区间时的上限",
    );
    page.close();
}

#[cfg(test)]
mod tests {
    use super::{amount, short_source};

    #[test]
    fn sources_without_addresses() {
        assert_eq!(
            short_source("J4 省政府网站（cn.x.com/1.html）；J5"),
            "J4 省政府网站"
        );
        assert_eq!(
            short_source("J2 中新网（酒泉市能源局）"),
            "J2 中新网（酒泉市能源局）"
        );
        assert_eq!(short_source("（a.com）"), "（a.com）");
    }

    #[test]
    fn amounts_as_in_print() {
        assert_eq!(amount(2450.0), "2,450");
        assert_eq!(amount(1_234_567.4), "1,234,567");
        assert_eq!(amount(12.25), "12.2");
        assert_eq!(amount(150.0), "150");
        assert_eq!(amount(0.0), "0");
    }
}
