//! County × chain: how many links each county's own firms hold, where it concentrates, and which
//! gaps are suggested to land there.

use std::collections::BTreeSet;

use plotters::style::RGBColor;

use super::canvas::{Canvas, Rect, Side, Type};
use super::frame::{self, Legend, MARGIN};
use super::style::{BLUE, INK, MUTED, NAVY, RED, RULE, TINT, WHITE, is_dark};
use super::svg::Stroke;
use super::{Figure, Options, font};
use crate::model::{County, LinkId};
use crate::study::Study;

/// Height of the head row.
const ROW_HEAD: i32 = 120;
/// Most height of a row.
const ROW: i32 = 190;
/// Width of the county names.
const NAMES: i32 = 400;
/// Width of the column of gaps.
const GAPS: i32 = 620;

/// Draws the matrix.
pub fn draw(study: &Study, options: &Options<'_>) -> Figure {
    let title = format!("{}县市区产业链分布", study.zone.name);
    let page = Canvas::new(options.sheet(), &title);
    let subtitle = format!(
        "{}格中大字为本县市区企业已占的环节数，小字为企业家数；一家企业可占几个环节",
        frame::as_of(study)
    );
    frame::head(&page, &title, &subtitle);
    let body = frame::body(&page);
    if study.counties.is_empty() {
        frame::empty(&page, body, "名录和设置中没有县市区");
    } else {
        Grid::new(&page, study, body).draw();
        legend(&page);
    }
    frame::source(&page, study);
    page.finish("县市区产业链".to_owned())
}

struct Grid<'a> {
    page: &'a Canvas,
    study: &'a Study,
    body: Rect,
    /// Height of a row.
    row: i32,
    /// Most links of a cell.
    most: usize,
}

impl<'a> Grid<'a> {
    fn new(page: &'a Canvas, study: &'a Study, body: Rect) -> Self {
        let rows = i32::try_from(study.counties.len() + 1).unwrap_or(10);
        let cells = study.counties.iter().flat_map(|c| c.chains.values());
        Self {
            page,
            study,
            body,
            row: ((body.h - ROW_HEAD) / rows).min(ROW),
            most: cells.map(|c| c.here.len()).max().unwrap_or(0).max(1),
        }
    }

    /// Left edge and width of the n-th chain.
    fn column(&self, n: i32) -> (i32, i32) {
        let chains = i32::try_from(self.study.chains.len().max(1)).unwrap_or(10);
        let w = (self.body.w - NAMES - GAPS) / chains;
        (self.body.x + NAMES + n * w, w)
    }

    fn draw(&self) {
        self.heads();
        for (i, county) in (0i32..).zip(&self.study.counties) {
            self.county(i, county);
        }
        self.total(i32::try_from(self.study.counties.len()).unwrap_or(0));
    }

    fn heads(&self) {
        let page = self.page;
        let r = Rect::new(self.body.x, self.body.y, self.body.w, ROW_HEAD - 10);
        page.open("heads", "heads");
        page.panel(r, 12, Some(NAVY), None);
        let face = Type::new(10.0).bold().color(WHITE);
        let mid = r.y + r.h / 2;
        page.text((r.x + 30, mid), "县市区", &face);
        for (n, chain) in (0i32..).zip(&self.study.chains) {
            let (x, w) = self.column(n);
            let small = Type::new(9.5).bold().color(WHITE).h(Side::Middle);
            let lines = font::wrap_to(&chain.name, small.em, true, f64::from(w - 16), 2);
            // Four characters read best two over two.
            let lines = match chain.name.chars().count() {
                4 => {
                    let at = chain.name.char_indices().nth(2).map_or(0, |(i, _)| i);
                    let (a, b) = chain.name.split_at(at);
                    vec![a.to_owned(), b.to_owned()]
                }
                _ => lines,
            };
            let top = mid - (i32::try_from(lines.len()).unwrap_or(1) - 1) * 23;
            for (k, text) in (0i32..).zip(&lines) {
                page.text((x + w / 2, top + k * 46), text, &small);
            }
        }
        page.text(
            (self.body.right() - GAPS + 30, mid),
            "建议承接的缺链",
            &face,
        );
        page.close();
    }

    fn line(&self, i: i32) -> Rect {
        let y = self.body.y + ROW_HEAD + i * self.row;
        Rect::new(self.body.x, y, self.body.w, self.row)
    }

    fn county(&self, i: i32, county: &County) {
        let (page, r) = (self.page, self.line(i));
        page.open(&format!("county-{i}"), "row");
        self.name(r, &county.name, &format!("{}家企业在链", county.firms));
        for (n, chain) in (0i32..).zip(&self.study.chains) {
            let found = county.chains.get(&chain.id);
            let (links, firms) = found.map_or((0, 0), |c| (c.here.len(), c.firms));
            let focus = found.is_some_and(|c| c.focus);
            self.cell(n, r, (links, firms), focus);
        }
        self.gaps(r, &county.gaps);
        page.close();
    }

    fn total(&self, i: i32) {
        let (page, r) = (self.page, self.line(i));
        page.open("county-total", "row");
        page.fill(r, TINT);
        self.name(r, "合计", "环节不重复计");
        for (n, chain) in (0i32..).zip(&self.study.chains) {
            let mut links: BTreeSet<&LinkId> = BTreeSet::new();
            for county in &self.study.counties {
                links.extend(
                    county
                        .chains
                        .get(&chain.id)
                        .into_iter()
                        .flat_map(|c| &c.here),
                );
            }
            let (x, w) = self.column(n);
            let face = Type::new(12.0).bold().color(NAVY).h(Side::Middle);
            page.text((x + w / 2, r.y + r.h / 2), &links.len().to_string(), &face);
        }
        let all: BTreeSet<&LinkId> = self.study.counties.iter().flat_map(|c| &c.gaps).collect();
        let face = Type::new(9.0).bold().color(NAVY);
        let text = format!("{}项有建议落地", all.len());
        page.text((self.body.right() - GAPS + 30, r.y + r.h / 2), &text, &face);
        page.close();
    }

    fn name(&self, r: Rect, name: &str, small: &str) {
        let face = |points: f64| Type::new(points).bold().color(INK);
        let sizes = [10.5, 9.5, 8.5].map(face);
        let fits = |t: &&Type| t.width(name) <= f64::from(NAMES - 44);
        let bold = sizes.iter().find(fits).copied().unwrap_or(face(8.5));
        let face = Type::new(7.5).color(MUTED);
        let (mid, room) = (r.y + r.h / 2, f64::from(NAMES - 44));
        self.page
            .text((r.x + 30, mid - 22), &bold.fit(name, room), &bold);
        self.page
            .text((r.x + 30, mid + 28), &face.fit(small, room), &face);
        self.page.curve(
            vec![(r.x, r.bottom()), (r.right(), r.bottom())],
            0,
            Stroke::new(RULE, 2),
        );
    }

    /// Darker where more links are held; a border and a corner mark the chains it concentrates on.
    fn cell(&self, n: i32, row: Rect, (links, firms): (usize, usize), focus: bool) {
        let (x, w) = self.column(n);
        let r = Rect::new(x + 5, row.y + 5, w - 10, row.h - 10);
        let fill = shade(links, self.most);
        if links > 0 {
            self.page.panel(r, 8, Some(fill), None);
        }
        if focus {
            focus_mark(self.page, r);
        }
        let ink = if is_dark(fill) { WHITE } else { INK };
        let mid = r.y + r.h / 2;
        let middle = r.x + r.w / 2;
        if links == 0 {
            let face = Type::new(10.0).color(MUTED).h(Side::Middle);
            self.page.text((middle, mid), "—", &face);
            return;
        }
        let face = Type::new(12.0).bold().color(ink).h(Side::Middle);
        self.page
            .text((middle, mid - 20), &links.to_string(), &face);
        let small = Type::new(7.5).color(ink).h(Side::Middle);
        self.page
            .text((middle, mid + 32), &format!("{firms}家"), &small);
    }

    /// Number and first names of the gaps that could land here.
    fn gaps(&self, r: Rect, gaps: &[LinkId]) {
        let x = self.body.right() - GAPS + 30;
        let mid = r.y + r.h / 2;
        if gaps.is_empty() {
            self.page.text((x, mid), "—", &Type::new(10.0).color(MUTED));
            return;
        }
        let bold = Type::new(12.0).bold().color(RED);
        self.page.text((x, mid), &gaps.len().to_string(), &bold);
        let names: Vec<String> = gaps
            .iter()
            .filter_map(|id| self.study.link(id))
            .map(|l| l.name.clone())
            .collect();
        let face = Type::new(7.5).color(INK);
        let room = f64::from(GAPS - 30 - 100 - 10);
        let (mut lines, n) = font::wrap_parts(&names, "、", face.em, false, room - face.em, 3);
        if n < names.len()
            && let Some(last) = lines.last_mut()
        {
            *last = face.fit(last.trim_end_matches('、'), room - face.width("等"));
            last.push('等');
        }
        let top = mid - (i32::try_from(lines.len()).unwrap_or(1) - 1) * 20;
        for (k, line) in (0i32..).zip(&lines) {
            self.page.text((x + 90, top + k * 40), line, &face);
        }
    }
}

/// From pale to the blue of 已有, in five steps.
fn shade(links: usize, most: usize) -> RGBColor {
    const STEPS: [RGBColor; 5] = [
        RGBColor(232, 240, 250),
        RGBColor(198, 218, 241),
        RGBColor(140, 180, 222),
        RGBColor(84, 138, 198),
        BLUE,
    ];
    if links == 0 {
        return WHITE;
    }
    STEPS[((links * 5).div_ceil(most.max(1)) - 1).min(4)]
}

fn focus_mark(page: &Canvas, r: Rect) {
    page.panel(r, 8, None, Some(Stroke::new(RED, 4)));
    page.polygon(
        vec![
            (r.right() - 30, r.y),
            (r.right(), r.y),
            (r.right(), r.y + 30),
        ],
        RED,
    );
}

fn legend(page: &Canvas) {
    page.open("legend", "legend");
    let y = frame::legend_line(page, 1);
    let mut line = Legend::new(page, MARGIN, y);
    line.word("已占环节");
    for (k, text) in [(1, "少"), (3, "中"), (5, "多")] {
        line.sign(70, |page, r| page.fill(r.inset(2), shade(k, 5)), text);
    }
    line.sign(70, focus_mark, "县市区设置的主攻链");
    let face = Type::new(7.5).color(MUTED);
    let text = "右列为全市缺链中首选落在该县市区的项数及前几项";
    let room = f64::from(page.width() - MARGIN - line.x());
    page.text((line.x(), y), &face.fit(text, room), &face);
    page.close();
}
