//! Gaps of one chain by 上游, 中游, 下游, most pressing first, with why and whom to go after.

use super::canvas::{Canvas, Rect, Sheet, Side, Type};
use super::facts::{target_words, why};
use super::frame::{self, Legend, MARGIN, target_sign};
use super::style::{
    BLUE, INK, MUTED, NAVY, PALE, RULE, TINT, WHITE, action_look, draw_badge, draw_box,
};
use super::svg::Stroke;
use super::{Figure, Options, font};
use crate::model::{Action, Stage};
use crate::study::{ChainView, GapView, LinkView, Study};

/// Space between columns.
const GAP: i32 = 36;
/// Space between two columns of one stage, less the panels' sides.
const INNER: i32 = -12;
/// Space at both sides of the cards in a panel.
const SIDE: i32 = 20;
/// Head of a column.
const COLUMN_HEAD: i32 = 84;
/// Height of a card without its text, of the name's line and of a line of small text.
const CARD_PAD: i32 = 15;
const NAME_LINE: i32 = 50;
const LINE: i32 = 39;
/// Space between cards.
const CARD_GAP: i32 = 16;
/// Strip of missing support services.
const STRIP_LINE: i32 = 58;

/// Draws the gaps of a chain, or of all.
pub fn draw(study: &Study, chain: Option<&ChainView>, options: &Options<'_>) -> Figure {
    let title = match chain {
        Some(chain) => format!("{}{}产业链缺链与目标企业", study.zone.name, chain.name),
        None => format!("{}各产业链缺链与目标企业", study.zone.name),
    };
    let of_chain = |id: &str| chain.is_none_or(|c| c.id == id);
    let gaps: Vec<&GapView> = study.gaps.iter().filter(|g| of_chain(&g.chain)).collect();
    let stages = [Stage::Upstream, Stage::Midstream, Stage::Downstream];
    let lists = stages.map(|stage| {
        let own = gaps.iter().copied();
        own.filter(|g| g.stage == stage).collect::<Vec<_>>()
    });
    let support: Vec<&LinkView> = study
        .links
        .iter()
        .filter(|l| {
            chain.is_some_and(|c| l.chain == c.id)
                && l.stage == Stage::Support
                && !l.excluded
                && !l.coverage.is_here()
        })
        .collect();
    let id = chain.map_or("all", |c| c.id.as_str());
    // Few gaps are printed larger, as long as each has its card.
    let pressing = gaps.iter().filter(|g| g.action != Action::Defer).count();
    let holds_all = |sheet: &Sheet| {
        let body = frame::body_of(sheet.px);
        let room = body.h - strip_height(&strip_rows(&support, body));
        let plan = plan(study, &lists, body.w, room);
        shown(study, &lists, plan, body.w, room) == pressing
    };
    let roomy = options.roomy().into_iter().find(holds_all);
    let page = Canvas::new(roomy.unwrap_or(options.sheet()), &title);
    frame::head(&page, &title, &subtitle(study, &gaps));
    let body = frame::body(&page);
    let room = body.h - strip(&page, id, &support, body);
    let plan = plan(study, &lists, body.w, room);
    let mut x = body.x;
    for ((stage, list), (k, columns)) in stages.into_iter().zip(&lists).zip((1..).zip(plan)) {
        let n = i32::try_from(columns).unwrap_or(1);
        let w = width(plan, body.w) * n + INNER * (n - 1);
        page.open(&format!("{id}-gaps-{k}"), "column");
        column(
            &page,
            study,
            stage,
            list,
            (Rect::new(x, body.y, w, room), columns),
        );
        page.close();
        x += w + GAP;
    }
    legend(&page);
    frame::source(&page, study);
    page.finish(match chain {
        Some(chain) => format!("缺链与目标企业-{}", chain.name),
        None => "缺链与目标企业".to_owned(),
    })
}

fn subtitle(study: &Study, gaps: &[&GapView]) -> String {
    let counts: Vec<String> = Action::ALL
        .into_iter()
        .map(|a| (a, gaps.iter().filter(|g| g.action == a).count()))
        .filter(|(_, n)| *n > 0)
        .map(|(a, n)| format!("{} {n}", a.zh()))
        .collect();
    let as_of = frame::as_of(study);
    format!("{as_of}{}　·　按优先级排列", counts.join("　"))
}

/// One card's text.
struct Card<'a> {
    gap: &'a GapView,
    /// Id of the link; its chain where the figure shows all.
    place: String,
    why: Vec<String>,
    targets: Vec<String>,
}

impl<'a> Card<'a> {
    fn new(study: &Study, gap: &'a GapView, width: i32, all: bool) -> Self {
        let room = f64::from(width - 28 - 20);
        let face = small();
        let (label, names) = why(study, gap);
        let why = if names.is_empty() {
            gap.reasons
                .first()
                .map(|r| r.split('；').next().unwrap_or_default())
                .map(|first| vec![face.fit(first, room)])
                .unwrap_or_default()
        } else {
            let head = format!("{label}：");
            let rest = room - face.width(&head) - face.width("等99个");
            let (text, n) = font::join_fitting(&names, "、", face.em, face.bold, rest);
            let more = if n < names.len() {
                format!("等{}个", names.len())
            } else {
                String::new()
            };
            vec![format!("{head}{text}{more}")]
        };
        let firms: Vec<String> = gap.targets.iter().take(3).map(target_words).collect();
        let (targets, _) = font::wrap_parts(&firms, "、", face.em, false, room - 30.0, 2);
        let chain = study.chain(&gap.chain).filter(|_| all);
        let place = chain.map_or_else(|| gap.link.to_string(), |c| c.name.clone());
        Self {
            gap,
            place,
            why,
            targets,
        }
    }

    fn height(&self) -> i32 {
        let lines = i32::try_from(self.why.len() + self.targets.len()).unwrap_or(0);
        2 * CARD_PAD + NAME_LINE + lines * LINE
    }

    fn draw(&self, page: &Canvas, r: Rect) {
        let gap = self.gap;
        let (_, edge, _) = action_look(gap.action);
        page.open(&format!("gap-{}", gap.link), "gap");
        page.panel(r, 10, Some(WHITE), Some(Stroke::new(RULE, 3)));
        page.panel(Rect::new(r.x, r.y, 12, r.h), 5, Some(edge), None);
        let (x, mut y) = (r.x + 28, r.y + CARD_PAD);
        draw_badge(page, x, y + 3, 44, gap.action);
        let id = Type::new(6.8).color(MUTED);
        let name = Type::new(9.5).bold().color(INK);
        let rest = f64::from(r.w - 28 - 60 - 40 - 20) - id.width(&self.place);
        // A long name takes the bar's room: the number stays.
        let bar = if name.width(&gap.name) + 214.0 <= rest {
            214
        } else {
            NUMBER
        };
        let room = f64::from(r.w - 28 - 60 - bar - 40) - id.width(&self.place) - 20.0;
        let text = name.fit(&gap.name, room);
        page.text((x + 60, y + NAME_LINE / 2), &text, &name);
        #[expect(clippy::cast_possible_truncation, reason = "a place on the page")]
        let after = x + 60 + name.width(&text) as i32 + 18;
        page.text((after, y + NAME_LINE / 2 + 3), &self.place, &id);
        priority(
            page,
            Rect::new(r.right() - bar - 20, y + NAME_LINE / 2 - 9, bar, 18),
            gap.priority,
        );
        y += NAME_LINE;
        for line in &self.why {
            page.text((x, y + LINE / 2), line, &small().color(MUTED));
            y += LINE;
        }
        for (i, line) in self.targets.iter().enumerate() {
            let mid = y + LINE / 2;
            if i == 0 {
                target_sign(page, (x + 2, mid), 17);
            }
            page.text((x + 30, mid), line, &small().color(INK));
            y += LINE;
        }
        page.close();
    }
}

fn small() -> Type {
    Type::new(7.5)
}

/// Width of the number of a priority.
const NUMBER: i32 = 94;

/// A bar of 0 to 100 with its number; the number alone where there is room for nothing else.
fn priority(page: &Canvas, r: Rect, value: f64) {
    let bar = Rect::new(r.x, r.y, r.w - NUMBER, r.h);
    #[expect(clippy::cast_possible_truncation, reason = "a part of the bar")]
    let part = (f64::from(bar.w) * value.clamp(0.0, 100.0) / 100.0) as i32;
    if bar.w > 0 {
        page.panel(bar, 9, Some(TINT), None);
    }
    if part > 4 {
        page.panel(Rect::new(bar.x, bar.y, part, bar.h), 9, Some(BLUE), None);
    }
    let face = Type::new(8.5).bold().color(NAVY).h(Side::End);
    page.text((r.right(), r.y + r.h / 2), &format!("{value:.1}"), &face);
}

/// Width of a column of cards, panels' insides included, where the stages have so many each.
fn width(plan: [usize; 3], room: i32) -> i32 {
    let all = i32::try_from(plan.iter().sum::<usize>()).unwrap_or(3);
    (room - 2 * GAP - (all - 3) * INNER) / all
}

/// How many cards a plan shows.
fn shown(
    study: &Study,
    lists: &[Vec<&GapView>; 3],
    plan: [usize; 3],
    room: i32,
    height: i32,
) -> usize {
    let w = width(plan, room) - 2 * SIDE;
    let of =
        |(list, columns): (&Vec<&GapView>, usize)| cards(study, list, w, height, columns).len();
    lists.iter().zip(plan).map(of).sum()
}

/// How many columns of cards each stage gets: one each, or a fourth for the stage that gains most.
fn plan(study: &Study, lists: &[Vec<&GapView>; 3], room: i32, height: i32) -> [usize; 3] {
    let shown = |plan| shown(study, lists, plan, room, height);
    let mut best = [1, 1, 1];
    for plan in [[2, 1, 1], [1, 2, 1], [1, 1, 2]] {
        if shown(plan) > shown(best) {
            best = plan;
        }
    }
    best
}

/// The cards that fit, with column and place in it.
fn cards<'a>(
    study: &Study,
    gaps: &[&'a GapView],
    width: i32,
    height: i32,
    columns: usize,
) -> Vec<(usize, i32, Card<'a>)> {
    let last = height - 62;
    let first = COLUMN_HEAD + CARD_GAP;
    let (mut column, mut y) = (0, first);
    let all = gaps.iter().any(|g| g.chain != gaps[0].chain);
    let mut out = Vec::new();
    for gap in gaps.iter().filter(|g| g.action != Action::Defer) {
        let card = Card::new(study, gap, width, all);
        if y + card.height() > last {
            column += 1;
            y = first;
        }
        if column >= columns || y + card.height() > last {
            break;
        }
        let at = y;
        y += card.height() + CARD_GAP;
        out.push((column, at, card));
    }
    out
}

/// One stage: as many cards as fit, the rest counted.
fn column(
    page: &Canvas,
    study: &Study,
    stage: Stage,
    gaps: &[&GapView],
    (r, columns): (Rect, usize),
) {
    page.panel(r, 12, Some(PALE), None);
    page.panel(Rect::new(r.x, r.y, r.w, COLUMN_HEAD), 12, Some(NAVY), None);
    page.fill(
        Rect::new(r.x, r.y + COLUMN_HEAD / 2, r.w, COLUMN_HEAD / 2),
        NAVY,
    );
    let later = gaps.iter().filter(|g| g.action == Action::Defer);
    let later: Vec<String> = later.map(|g| g.name.clone()).collect();
    let far = later.len();
    let pressing = gaps.len() - far;
    let mid = r.y + COLUMN_HEAD / 2;
    page.text(
        (r.x + 30, mid),
        stage.zh(),
        &Type::new(12.0).bold().color(WHITE),
    );
    let count = format!("{pressing} 项");
    page.text(
        (r.right() - 30, mid),
        &count,
        &Type::new(9.5).color(WHITE).h(Side::End),
    );
    let n = i32::try_from(columns).unwrap_or(1);
    let w = (r.w - (n - 1) * INNER) / n;
    let cards = cards(study, gaps, w - 2 * SIDE, r.h, columns);
    for (column, y, card) in &cards {
        let x = r.x + SIDE + i32::try_from(*column).unwrap_or(0) * (w + INNER);
        card.draw(page, Rect::new(x, r.y + y, w - 2 * SIDE, card.height()));
    }
    let left = pressing - cards.len();
    let ends = cards.iter().map(|(_, y, card)| y + card.height());
    let below = r.y + ends.max().unwrap_or(COLUMN_HEAD) + 2 * CARD_GAP;
    if left == 0 && far > 0 {
        let rest = Rect::new(r.x + 30, below, r.w - 60, r.bottom() - 20 - below);
        let none = if pressing == 0 {
            "目前没有须补的环节，"
        } else {
            ""
        };
        if name_later(page, rest, &format!("{none}远期 {far} 项"), &later) {
            return;
        }
    }
    let mut notes = Vec::new();
    if left > 0 {
        notes.push(format!("另有 {left} 项"));
    }
    if far > 0 {
        notes.push(format!("远期 {far} 项"));
    }
    let text = match (gaps.is_empty(), notes.is_empty()) {
        (true, _) => "本段没有缺链".to_owned(),
        (false, false) if pressing == 0 => {
            format!("目前没有须补的环节；{}，见清单", notes.join("，"))
        }
        (false, true) => return,
        (false, false) => format!("{}，见清单", notes.join("，")),
    };
    page.text(
        (r.x + r.w / 2, r.bottom() - 32),
        &text,
        &Type::new(7.5).color(MUTED).h(Side::Middle),
    );
}

/// Names what is for later where the room holds all of it; whether it does.
fn name_later(page: &Canvas, r: Rect, head: &str, later: &[String]) -> bool {
    let face = small().color(MUTED);
    let lines = usize::try_from(r.h / LINE).unwrap_or(0).saturating_sub(1);
    let (names, n) = font::wrap_parts(later, "、", face.em, false, f64::from(r.w), lines);
    if n < later.len() {
        return false;
    }
    let mut y = r.y + LINE / 2;
    page.text((r.x, y), head, &face.bold());
    for line in &names {
        y += LINE;
        page.text((r.x, y), line, &face);
    }
    true
}

/// Missing support services as pills at the bottom; returns the height taken.
fn strip(page: &Canvas, id: &str, support: &[&LinkView], body: Rect) -> i32 {
    let rows = strip_rows(support, body);
    let h = strip_height(&rows);
    if h == 0 {
        return 0;
    }
    let face = Type::new(8.0);
    let head = STRIP_HEAD;
    let h = h - 24;
    let top = body.bottom() - h;
    page.open(&format!("{id}-support"), "support");
    page.panel(Rect::new(body.x, top, body.w, h), 12, Some(PALE), None);
    page.panel(Rect::new(body.x, top, head - 30, h), 12, Some(TINT), None);
    let label = Type::new(9.0).bold().color(NAVY).h(Side::Middle);
    page.text((body.x + (head - 30) / 2, top + h / 2), "技术配套", &label);
    let mut y = top + 18;
    for row in rows {
        let mut x = body.x + head;
        for (link, w) in row {
            draw_box(
                page,
                Rect::new(x, y, w, STRIP_LINE),
                32,
                link.coverage,
                link.excluded,
            );
            page.text((x + 50, y + STRIP_LINE / 2), &link.name, &face);
            x += w + 24;
        }
        y += STRIP_LINE + 14;
    }
    page.close();
    h + 24
}

/// Width of the strip's label with the space after it.
const STRIP_HEAD: i32 = 210;

/// Rows of pills with their widths; none where nothing is missing.
fn strip_rows<'a>(support: &[&'a LinkView], body: Rect) -> Vec<Vec<(&'a LinkView, i32)>> {
    let face = Type::new(8.0);
    let mut rows: Vec<Vec<(&LinkView, i32)>> = Vec::new();
    let mut x = 0;
    for &link in support {
        #[expect(clippy::cast_possible_truncation, reason = "a width on the page")]
        let w = face.width(&link.name) as i32 + 84;
        if rows.is_empty() || x + w > body.w - STRIP_HEAD - 40 {
            rows.push(Vec::new());
            x = 0;
        }
        x += w + 24;
        if let Some(row) = rows.last_mut() {
            row.push((link, w));
        }
    }
    rows
}

/// Height of the strip with the space above it; 0 without rows.
fn strip_height(rows: &[Vec<(&LinkView, i32)>]) -> i32 {
    let count = i32::try_from(rows.len()).unwrap_or(0);
    if count == 0 {
        0
    } else {
        count * (STRIP_LINE + 14) + 22 + 24
    }
}
fn legend(page: &Canvas) {
    page.open("legend", "legend");
    let y = frame::legend_line(page, 1);
    let mut line = Legend::new(page, MARGIN, y);
    line.word("行动");
    for action in Action::ALL.into_iter().filter(|a| *a != Action::Defer) {
        line.action(action, action.zh());
    }
    line.sign(
        20,
        |page, r| target_sign(page, (r.x, r.y + 20), 20),
        "建议目标企业（总部所在地）",
    );
    line.sign(
        210,
        |page, r| priority(page, Rect::new(r.x, r.y + 11, 210, 18), 60.0),
        "优先级 0—100",
    );
    page.close();
}
