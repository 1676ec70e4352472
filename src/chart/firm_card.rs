//! Position card of a firm: suppliers at the left and customers at the right (垂直整合链), firms of the
//! same links above, partners and shared services below (横向协作链).

use std::collections::BTreeSet;

use super::breaks::Breaks;
use super::canvas::{Canvas, PT, Rect, Side, Type};
use super::chain_map::{Words, box_height, link_box};
use super::facts::presence;
use super::frame::{self, FOOT, HEAD, Legend, MARGIN, draw_wire};
use super::layout::{Edge, Item, Layout, Ordered, Space, layout};
use super::style::{INK, LINE, LINE_LIGHT, MUTED, NAVY, PALE, TINT, WHITE, action_char};
use super::svg::Stroke;
use super::{Figure, Options, font};
use crate::model::{Field, LinkId, Stage, SupplyKind};
use crate::study::{FirmView, LinkView, Study};

/// Links of the firm shown, best first.
const OWN: usize = 6;
/// Suppliers and customers shown on each side.
const SIDE: usize = 14;
/// Width of the names of the bands.
const BAND_NAME: i32 = 220;
/// Height of the heads of the columns.
const COLUMN_HEAD: i32 = 96;
/// Width of a box.
const BOX: i32 = 560;

/// Draws the card of the firm the options name; None where the study has no such firm.
pub fn draw(study: &Study, options: &Options<'_>) -> Option<Figure> {
    let name = options.firm?;
    let firm = study.firms.iter().find(|f| f.name == name)?;
    let card = Card::new(study, firm);
    let title = format!("{}链位卡", firm.name);
    let mut known = Ordered::new();
    let sheets = options.roomy().into_iter().chain(options.sheets());
    let (sheet, done) = sheets.into_iter().find_map(|sheet| {
        let space = card.space(sheet.px);
        Some((
            sheet,
            layout(&card.items, &card.edges, 1, &space, &mut known)?,
        ))
    })?;
    let page = Canvas::new(sheet, &title);
    frame::head(&page, &title, &subtitle(study, firm));
    card.paint(&page, &done);
    legend(&page);
    frame::source(&page, study);
    Some(page.finish(format!("企业链位卡-{}", firm.name)))
}

fn subtitle(study: &Study, firm: &FirmView) -> String {
    let place = [firm.county.as_deref(), firm.park.as_deref()];
    let place: Vec<&str> = place.into_iter().flatten().collect();
    let group = firm.group.as_ref().map(|g| format!("　·　所属集团 {g}"));
    let place = if place.is_empty() {
        String::new()
    } else {
        format!("　·　{}", place.join(" "))
    };
    format!(
        "{}名录第{}行{place}{}　·　占 {} 个环节",
        frame::as_of(study),
        firm.row.row,
        group.unwrap_or_default(),
        firm.positions.len()
    )
}

/// What stands on the card, laid out but for the places.
struct Card<'a> {
    /// Suppliers, own links, customers, as in `items`.
    links: Vec<&'a LinkView>,
    words: Vec<Words>,
    items: Vec<Item>,
    edges: Vec<Edge>,
    optional: Vec<bool>,
    /// Left out of suppliers and customers.
    left_out: [usize; 2],
    /// Name and text of the bands above and below.
    above: Vec<Row>,
    below: Vec<Row>,
}

impl<'a> Card<'a> {
    fn new(study: &'a Study, firm: &'a FirmView) -> Self {
        let own: Vec<&LinkView> = firm
            .positions
            .iter()
            .filter_map(|p| study.link(&p.link))
            .take(OWN)
            .collect();
        let held: BTreeSet<&LinkId> = own.iter().map(|l| &l.id).collect();
        let vertical = |kind: SupplyKind| match kind {
            SupplyKind::Material | SupplyKind::Waste | SupplyKind::Aftermarket => true,
            SupplyKind::Energy | SupplyKind::Service => false,
        };
        let mut sides: [Vec<&LinkView>; 2] = [Vec::new(), Vec::new()];
        // Required ones first, then those that can be done without.
        for optional in [false, true] {
            for s in study
                .supplies
                .iter()
                .filter(|s| vertical(s.kind) && s.optional == optional)
            {
                for (side, mine, other) in [(0, &s.to, &s.from), (1, &s.from, &s.to)] {
                    if held.contains(mine)
                        && !held.contains(other)
                        && let Some(link) = study.link(other)
                        && !sides.iter().flatten().any(|l| l.id == link.id)
                    {
                        sides[side].push(link);
                    }
                }
            }
        }
        let left_out = [0, 1].map(|k| sides[k].len().saturating_sub(SIDE));
        for side in &mut sides {
            side.truncate(SIDE);
        }
        let [suppliers, customers] = sides;
        let staged = [suppliers, own, customers];
        let mut links = Vec::new();
        let mut words = Vec::new();
        let mut items = Vec::new();
        let breaks = Breaks::of(study);
        for (stage, list) in staged.iter().enumerate() {
            for link in list {
                let text = words_of(study, &breaks, link, (stage == 1).then_some(firm));
                items.push(Item {
                    lane: 0,
                    stage,
                    height: box_height(&text),
                });
                links.push(*link);
                words.push(text);
            }
        }
        let place = |id: &LinkId| links.iter().position(|l| l.id == *id);
        let mut edges = Vec::new();
        let mut optional = Vec::new();
        for s in study.supplies.iter().filter(|s| vertical(s.kind)) {
            if (held.contains(&s.from) || held.contains(&s.to))
                && let (Some(from), Some(to)) = (place(&s.from), place(&s.to))
                && from != to
                && !edges.contains(&Edge { from, to })
            {
                edges.push(Edge { from, to });
                optional.push(s.optional);
            }
        }
        Self {
            above: same_links(&staged[1], firm),
            below: partners(study, &held),
            links,
            words,
            items,
            edges,
            optional,
            left_out,
        }
    }

    fn space(&self, page: (u32, u32)) -> Space {
        let side = |px: u32| i32::try_from(px).unwrap_or(0);
        let width = side(page.0) - 2 * MARGIN;
        let bands = band_height(&self.above, width) + band_height(&self.below, width);
        let foot = FOOT + (legend_lines(side(page.0)) - 1) * frame::LEGEND_LINE;
        Space {
            width,
            height: side(page.1) - 2 * MARGIN - HEAD - foot - COLUMN_HEAD - bands,
            box_width: BOX,
            row_gap: 24,
            lane_gap: 0,
            lane_pad: 26,
            track: 18,
        }
    }

    fn paint(&self, page: &Canvas, done: &Layout) {
        let width = page.width() - 2 * MARGIN;
        let top = MARGIN + HEAD;
        let above = band(page, "above", &self.above, (top, width));
        let heads = top + above;
        let inner = heads + COLUMN_HEAD;
        let foot = FOOT + (legend_lines(page.width()) - 1) * frame::LEGEND_LINE;
        let bottom = page.height() - MARGIN - foot - band_height(&self.below, width);
        let shift = ((bottom - inner) - done.height).max(0) / 2;
        let left = MARGIN + (width - done.width).max(0) / 2;
        let names = ["上游供应（投入）", "本企业所占环节", "下游客户（去向）"];
        page.open("columns", "columns");
        for (k, room) in done.stages.iter().enumerate() {
            let Some((x1, x2)) = room else { continue };
            let head = Rect::new(left + x1, heads, x2 - x1, COLUMN_HEAD - 16);
            page.panel(head, 10, Some(if k == 1 { NAVY } else { TINT }), None);
            let ink = if k == 1 { WHITE } else { NAVY };
            let face = Type::new(11.0).bold().color(ink).h(Side::Middle);
            let left_out = match k {
                0 => self.left_out[0],
                2 => self.left_out[1],
                _ => 0,
            };
            let more = if left_out > 0 {
                format!("　另有{left_out}个")
            } else {
                String::new()
            };
            let text = format!("{}{more}", names[k]);
            page.text((head.x + head.w / 2, head.y + head.h / 2), &text, &face);
            let room = Rect::new(left + x1, inner, x2 - x1, bottom - inner - 16);
            page.panel(room, 10, Some(PALE), None);
        }
        page.close();
        self.wires(page, done, (left, inner + shift));
        page.open("links", "links");
        for (i, r) in done.boxes.iter().enumerate() {
            let r = Rect::new(left + r.x, inner + shift + r.y, r.w, r.h);
            link_box(
                page,
                "card",
                self.links[i].id.as_str(),
                self.links[i],
                &self.words[i],
                r,
            );
        }
        page.close();
        band(page, "below", &self.below, (bottom, width));
    }

    fn wires(&self, page: &Canvas, done: &Layout, (left, top): (i32, i32)) {
        page.open("relations", "relations");
        // Light lines first.
        let (light, dark): (Vec<_>, Vec<_>) =
            done.wires.iter().partition(|w| self.optional[w.edge]);
        for wire in light.into_iter().chain(dark) {
            let stroke = if self.optional[wire.edge] {
                Stroke::new(LINE_LIGHT, 3)
            } else {
                Stroke::new(LINE, 4)
            };
            let stroke = if wire.back {
                stroke.dashed(16, 10)
            } else {
                stroke
            };
            draw_wire(page, wire, stroke, (left, top));
        }
        page.close();
    }
}

/// Text of a box: own links say what the firm does there and how sure that is, the others who is there.
fn words_of(study: &Study, breaks: &Breaks, link: &LinkView, firm: Option<&FirmView>) -> Words {
    let room = f64::from(BOX - 62);
    let tagged = action_char(link.action).is_some() || link.excluded;
    let name_room = if tagged { room - 52.0 } else { room };
    let name = breaks.lines(
        &link.name,
        Type::new(super::chain_map::NAME).em,
        true,
        name_room,
    );
    let face = Type::new(super::chain_map::SMALL);
    let chain = study.chain(&link.chain).map_or("", |c| c.name.as_str());
    let own = firm.and_then(|f| f.positions.iter().find(|p| p.link == link.id));
    let mut small = vec![face.fit(&format!("{}　{chain}·{}", link.id, link.stage.zh()), room)];
    let second = match own {
        Some(p) => format!("{}　{}", p.role.zh(), p.grade.zh()),
        None => presence(link),
    };
    if !second.is_empty() {
        small.push(face.fit(&second, room));
    }
    if let Some(evidence) = own.and_then(|p| p.evidence.first()) {
        let text = match evidence.field {
            Field::Code => format!("行业代码 {}", evidence.item),
            Field::Review => format!("人工{}", evidence.item),
            Field::Products | Field::Name | Field::Scope => {
                format!("{}：{}", evidence.field.zh(), evidence.item)
            }
        };
        small.extend(font::wrap_to(&text, face.em, false, room, 2));
    }
    let mut targets = Vec::new();
    if own.is_none() {
        let firms: Vec<String> = if link.here > 0 {
            link.firms
                .iter()
                .take(link.here.min(2))
                .map(|f| f.name.clone())
                .collect()
        } else {
            Vec::new()
        };
        for name in &firms {
            small.push(face.fit(name, room));
        }
        if link.action.wants_newcomer()
            && let Some(gap) = study.gap(&link.id)
        {
            let shorts: Vec<String> = gap
                .targets
                .iter()
                .take(3)
                .map(|t| t.short.clone())
                .collect();
            if !shorts.is_empty() {
                targets = font::wrap_parts(&shorts, "、", face.em, false, room - 34.0, 1).0;
            }
        }
    }
    Words {
        name,
        small,
        targets,
        ports: String::new(),
    }
}

/// A row of a band: its name, and what stands in it in parts that are not broken.
type Row = (String, Vec<String>);

/// 同环节: other local firms of the same links.
fn same_links(own: &[&LinkView], firm: &FirmView) -> Vec<Row> {
    let row = |link: &&LinkView| {
        let mut others: Vec<String> = link
            .firms
            .iter()
            .filter(|f| f.row != firm.row.row)
            .take(link.here.saturating_add(1))
            .map(|f| f.name.clone())
            .collect();
        let first = others.first_mut()?;
        first.insert_str(0, "同环节企业：");
        Some((link.name.clone(), others))
    };
    own.iter().filter_map(row).collect()
}

/// 协作 relations of the links, then the services they share.
fn partners(study: &Study, held: &BTreeSet<&LinkId>) -> Vec<Row> {
    let name = |id: &LinkId| {
        let link = study.link(id)?;
        let chain = study.chain(&link.chain).map_or("", |c| c.name.as_str());
        let here = if link.here > 0 {
            format!("，本地{}家", link.here)
        } else {
            String::new()
        };
        Some(format!("{}（{chain}{here}）", link.name))
    };
    let mut rows = Vec::new();
    for partner in study
        .partners
        .iter()
        .filter(|p| p.links.iter().any(|l| held.contains(l)))
    {
        let mut others: Vec<String> = partner
            .links
            .iter()
            .filter(|l| !held.contains(l))
            .filter_map(name)
            .collect();
        if let Some(last) = others.last_mut() {
            last.push('：');
            last.push_str(&partner.why);
            rows.push((partner.by.zh().to_owned(), others));
        }
    }
    let mut services: Vec<String> = Vec::new();
    for s in study.supplies.iter().filter(|s| {
        let support = study
            .link(&s.from)
            .is_some_and(|l| l.stage == Stage::Support);
        held.contains(&s.to) && (s.kind == SupplyKind::Service || support)
    }) {
        if let Some(text) = name(&s.from).filter(|t| !services.contains(t)) {
            services.push(text);
        }
    }
    if !services.is_empty() {
        rows.push(("技术配套".to_owned(), services));
    }
    rows.truncate(6);
    rows
}

fn band_lines(rows: &[Row], width: i32) -> Vec<(String, Vec<String>)> {
    let face = Type::new(8.0);
    let room = f64::from(width - BAND_NAME - 340);
    rows.iter()
        .map(|(name, parts)| {
            let wide = |part: &String| face.width(part) > room;
            let lines = if parts.iter().any(wide) {
                font::wrap_to(&parts.join("、"), face.em, false, room, 2)
            } else {
                let (mut lines, n) = font::wrap_parts(parts, "、", face.em, false, room, 2);
                if let Some(last) = lines.last_mut().filter(|_| n < parts.len()) {
                    *last = face.fit(&format!("{last}…"), room);
                }
                lines
            };
            (name.clone(), lines)
        })
        .collect()
}

fn band_height(rows: &[Row], width: i32) -> i32 {
    let lines: usize = band_lines(rows, width).iter().map(|(_, l)| l.len()).sum();
    let lines = i32::try_from(lines).unwrap_or(0);
    let count = i32::try_from(rows.len()).unwrap_or(0);
    if rows.is_empty() {
        0
    } else {
        lines * 42 + count * 10 + 52
    }
}

/// A band of horizontal relations; its height.
fn band(page: &Canvas, id: &str, rows: &[Row], (top, width): (i32, i32)) -> i32 {
    let high = band_height(rows, width);
    if high == 0 {
        return 0;
    }
    page.open(id, "band");
    let r = Rect::new(MARGIN, top, width, high - 24);
    page.panel(r, 10, Some(PALE), None);
    page.panel(
        Rect::new(r.x, r.y, BAND_NAME - 24, r.h),
        10,
        Some(TINT),
        None,
    );
    let label = Type::new(9.5).bold().color(NAVY).h(Side::Middle);
    let word = if id == "above" {
        "横向同行"
    } else {
        "横向协作"
    };
    page.text((r.x + (BAND_NAME - 24) / 2, r.y + r.h / 2), word, &label);
    let (bold, face) = (
        Type::new(8.0).bold().color(INK),
        Type::new(8.0).color(MUTED),
    );
    let mut y = r.y + 14;
    for (name, lines) in band_lines(rows, width) {
        page.text((r.x + BAND_NAME, y + 21), &bold.fit(&name, 290.0), &bold);
        for line in &lines {
            page.text((r.x + BAND_NAME + 310, y + 21), line, &face);
            y += 42;
        }
        y += 10;
    }
    page.close();
    high
}

/// Lines of the legend on a page of this width.
fn legend_lines(width: i32) -> i32 {
    if width > 3400 { 1 } else { 2 }
}

fn legend(page: &Canvas) {
    page.open("legend", "legend");
    let lines = legend_lines(page.width());
    let y = frame::legend_line(page, lines);
    let mut line = Legend::new(page, MARGIN, y);
    line.word("覆盖");
    for c in crate::model::Coverage::ALL.into_iter().take(4) {
        line.coverage(c, false, c.zh());
    }
    line.coverage(crate::model::Coverage::NotFound, false, "缺失或未发现");
    line.coverage(crate::model::Coverage::Covered, true, "不招");
    line.word("行动");
    for action in crate::model::Action::ALL {
        line.action(action, action.zh());
    }
    if lines > 1 {
        line = Legend::new(page, MARGIN, y + frame::LEGEND_LINE);
    }
    line.word("关系");
    line.line(Stroke::new(LINE, 4), "必需");
    line.line(Stroke::new(LINE_LIGHT, 3), "可选");
    line.line(Stroke::new(LINE, 4).dashed(16, 10), "回路");
    #[expect(clippy::cast_possible_truncation, reason = "a size on the page")]
    let size = (4.0 * PT) as i32;
    line.sign(
        16,
        |page, r| frame::target_sign(page, (r.x, r.y + 20), size),
        "建议目标企业",
    );
    page.close();
}
