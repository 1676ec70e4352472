//! Where target firms come from: a row for each province, most firms first.

use indexmap::IndexMap;

use super::canvas::{Canvas, Rect, Side, Type};
use super::frame::{self, Legend};
use super::style::{BLUE, INK, MUTED, NAVY, PALE, RULE, WHITE};
use super::svg::Stroke;
use super::{Figure, Options, font};
use crate::model::{Action, Effect, Label};
use crate::standard::divisions;
use crate::study::Study;

/// Rows at most; the rest is counted.
const MOST: usize = 20;
/// Height of the head row.
const HEAD: i32 = 70;
/// Width of the province names.
const NAMES: i32 = 360;
/// Width of the bars with their number.
const BARS: i32 = 900;
/// Width of the squads' names with the space before them.
const SQUADS: i32 = 400;

/// A target firm with all it is wanted for.
struct Firm<'a> {
    short: &'a str,
    strong: bool,
    gaps: Vec<&'a str>,
    best: f64,
}

/// Targets of one province, by legal name.
type Firms<'a> = IndexMap<&'a str, Firm<'a>>;

/// Draws the provinces.
pub fn draw(study: &Study, options: &Options<'_>) -> Figure {
    let chain = options.chain.and_then(|id| study.chain(id));
    let chain = chain.map_or("", |c| c.name.as_str());
    let title = format!("{}{chain}目标企业来源地", study.zone.name);
    let page = Canvas::new(options.sheet(), &title);
    let mut provinces: Vec<(&str, Firms<'_>)> = provinces(study, options).into_iter().collect();
    provinces.sort_by_key(|(_, firms)| std::cmp::Reverse(firms.len()));
    let firms: usize = provinces.iter().map(|(_, f)| f.len()).sum();
    let left = provinces.len().saturating_sub(MOST);
    let more = if left > 0 {
        format!("，列出前 {MOST} 个，另有 {left} 个见清单")
    } else {
        String::new()
    };
    let subtitle = format!(
        "{}建议目标企业 {firms} 家，总部在 {} 个省份{more}",
        frame::as_of(study),
        provinces.len()
    );
    frame::head(&page, &title, &subtitle);
    let body = frame::body(&page);
    if provinces.is_empty() {
        frame::empty(&page, body, "没有建议的目标企业");
    } else {
        provinces.truncate(MOST);
        rows(&page, study, &provinces, body);
        legend(&page, study);
    }
    frame::source(&page, study);
    page.finish(match chain {
        "" => "目标企业来源地".to_owned(),
        name => format!("目标企业来源地-{name}"),
    })
}

fn provinces<'a>(study: &'a Study, options: &Options<'_>) -> IndexMap<&'a str, Firms<'a>> {
    let mut out: IndexMap<&str, Firms<'_>> = IndexMap::new();
    let wanted = study
        .gaps
        .iter()
        .filter(|g| g.action != Action::Defer && options.chain.is_none_or(|id| g.chain == id));
    for gap in wanted {
        for target in &gap.targets {
            let stem = divisions::stem(&target.province);
            let province = if stem.is_empty() { "未注明" } else { stem };
            let firms = out.entry(province).or_default();
            let firm = firms.entry(target.name.as_str()).or_insert(Firm {
                short: &target.short,
                strong: false,
                gaps: Vec::new(),
                best: 0.0,
            });
            firm.strong |= target.labels.contains(&Label::Strong);
            firm.gaps.push(&gap.name);
            firm.best = firm.best.max(target.score);
        }
    }
    out
}

/// The group of the rule set that a province is in: `东南沿海`.
fn region<'a>(study: &'a Study, province: &str) -> Option<&'a str> {
    let rule = study
        .policy
        .rules
        .iter()
        .find(|r| r.on && matches!(r.effect, Effect::Origin(_)))?;
    let Effect::Origin(origin) = &rule.effect else {
        return None;
    };
    let among = |list: &[String]| list.iter().any(|p| divisions::stem(p) == province);
    let found = origin.regions.iter().find(|(_, list)| among(list));
    found.map(|(name, _)| name.as_str())
}

fn rows(page: &Canvas, study: &Study, provinces: &[(&str, Firms<'_>)], body: Rect) {
    let most = provinces.iter().map(|(_, f)| f.len()).max().unwrap_or(1);
    let count = i32::try_from(provinces.len().max(8)).unwrap_or(20);
    let high = (body.h - HEAD) / count;
    heads(page, study, body);
    for (i, (province, firms)) in (0i32..).zip(provinces) {
        let r = Rect::new(body.x, body.y + HEAD + i * high, body.w, high);
        page.open(&format!("origin-{i}"), "row");
        if i % 2 == 1 {
            page.fill(r, PALE);
        }
        let mid = r.y + r.h / 2;
        let name = Type::new(10.5).bold().color(INK);
        page.text((r.x + 24, mid), &name.fit(province, 190.0), &name);
        if let Some(region) = region(study, province) {
            let face = Type::new(7.0).color(MUTED).h(Side::End);
            page.text((r.x + NAMES - 24, mid + 3), region, &face);
        }
        bar(
            page,
            Rect::new(r.x + NAMES, mid - 24, BARS - 240, 48),
            firms,
            most,
        );
        let (x, squads) = (r.x + NAMES + BARS, squads(study, province));
        let face = Type::new(7.8).color(INK);
        let room = body.w - NAMES - BARS - 24;
        let taken = if squads.is_empty() { 0 } else { SQUADS };
        let list = listed(firms);
        let (lines, n) = font::wrap_parts(
            &list,
            "、",
            face.em,
            false,
            f64::from(room - taken) - face.width("等999家"),
            if high >= 84 { 2 } else { 1 },
        );
        let last = lines.len().saturating_sub(1);
        let top = mid - i32::try_from(last).unwrap_or(0) * 20;
        for (k, line) in lines.iter().enumerate() {
            let more = if k == last && n < list.len() {
                format!("等{}家", list.len())
            } else {
                String::new()
            };
            let y = top + i32::try_from(k).unwrap_or(0) * 40;
            page.text((x, y), &format!("{line}{more}"), &face);
        }
        if !squads.is_empty() {
            let face = Type::new(7.8).color(NAVY).h(Side::End);
            let most = if high >= 84 { 2 } else { 1 };
            let room = f64::from(SQUADS) - 36.0;
            let (lines, _) = font::wrap_parts(&squads, "、", face.em, false, room, most);
            let top = mid - i32::try_from(lines.len().saturating_sub(1)).unwrap_or(0) * 20;
            for (k, line) in (0i32..).zip(&lines) {
                page.text((r.right() - 12, top + k * 40), line, &face);
            }
        }
        page.close();
    }
}

fn heads(page: &Canvas, study: &Study, body: Rect) {
    let face = Type::new(8.0).bold().color(NAVY);
    let y = body.y + 28;
    page.text((body.x + 24, y), "总部所在省份", &face);
    page.text((body.x + NAMES, y), "目标企业家数", &face);
    page.text((body.x + NAMES + BARS, y), "得分高者及所补环节", &face);
    if study.campaign.plans.iter().any(|p| !p.regions.is_empty()) {
        page.text((body.right() - 12, y), "招商小分队", &face.h(Side::End));
    }
    page.curve(
        vec![
            (body.x, body.y + HEAD - 8),
            (body.right(), body.y + HEAD - 8),
        ],
        0,
        Stroke::new(RULE, 3),
    );
}

/// Squads that cover a province.
fn squads(study: &Study, province: &str) -> Vec<String> {
    let covers = |regions: &[String]| regions.iter().any(|r| divisions::stem(r) == province);
    study
        .campaign
        .plans
        .iter()
        .filter(|p| covers(&p.regions))
        .map(|p| p.squad.clone())
        .collect()
}

/// 招强 first, dark; the others light with a border; the number behind.
fn bar(page: &Canvas, r: Rect, firms: &Firms<'_>, most: usize) {
    let wide = |n: usize| {
        let n = i32::try_from(n).unwrap_or(0);
        r.w * n / i32::try_from(most.max(1)).unwrap_or(1)
    };
    let strong = firms.values().filter(|f| f.strong).count();
    let (dark, all) = (wide(strong), wide(firms.len()));
    let whole = Rect::new(r.x, r.y, all.max(6), r.h);
    page.panel(whole, 0, Some(WHITE), Some(Stroke::new(BLUE, 3)));
    page.fill(Rect::new(r.x, r.y, dark, r.h), BLUE);
    let face = Type::new(9.5).bold().color(NAVY);
    let (x, mid, all) = (whole.right() + 18, r.y + r.h / 2, firms.len().to_string());
    page.text((x, mid), &all, &face);
    if strong > 0 {
        #[expect(clippy::cast_possible_truncation, reason = "a place on the page")]
        let after = x + face.width(&all) as i32 + 14;
        let small = Type::new(7.0).color(MUTED);
        page.text((after, mid + 4), &format!("招强{strong}"), &small);
    }
}

/// `阳光电源（储能变流器）`, best score first.
fn listed(firms: &Firms<'_>) -> Vec<String> {
    let mut list: Vec<&Firm<'_>> = firms.values().collect();
    list.sort_by(|a, b| b.best.total_cmp(&a.best));
    let words = |f: &&Firm<'_>| {
        let more = if f.gaps.len() > 1 {
            format!("等{}项", f.gaps.len())
        } else {
            String::new()
        };
        let first = f.gaps.first().copied().unwrap_or_default();
        format!("{}（{first}{more}）", f.short)
    };
    list.iter().map(words).collect()
}

fn legend(page: &Canvas, study: &Study) {
    page.open("legend", "legend");
    let y = frame::legend_line(page, 1);
    let mut line = Legend::new(page, super::frame::MARGIN, y);
    line.sign(
        70,
        |page, r| page.fill(r.inset(3), BLUE),
        "招强（榜单企业或大项目）",
    );
    line.sign(
        70,
        |page, r| page.panel(r.inset(3), 0, Some(WHITE), Some(Stroke::new(BLUE, 3))),
        "其他",
    );
    let face = Type::new(7.5).color(MUTED);
    let text = if study
        .policy
        .rules
        .iter()
        .any(|r| matches!(r.effect, Effect::Origin(_)) && r.on)
    {
        "省份后的小字为规则集所列来源地；一家企业可补几个环节时只计一家"
    } else {
        "一家企业可补几个环节时只计一家"
    };
    let room = f64::from(page.width() - super::frame::MARGIN - line.x());
    page.text((line.x(), y), &face.fit(text, room), &face);
    page.close();
}
