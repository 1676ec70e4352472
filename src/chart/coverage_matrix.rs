//! Chain × stage: how many links are here, weak, being built, absent.

use super::canvas::{Canvas, PAGES, Rect, Sheet, Side, Type};
use super::facts::count;
use super::frame::{self, FOOT, HEAD, Legend, MARGIN};
use super::style::{INK, MUTED, NAVY, PALE, RED, RULE, TINT, WHITE, draw_mark, is_dark, look};
use super::svg::Stroke;
use super::{Figure, Options};
use crate::model::{Coverage, Share, Stage};
use crate::study::{LinkView, Study};

/// Height of the head row.
const ROW_HEAD: i32 = 90;
/// Height of a chain's row.
const ROW: i32 = 156;
/// Least width of a bar's part.
const LEAST_PART: i32 = 40;
/// Width of the first column.
const NAMES: i32 = 400;

/// Draws the matrix; the page is as high as the chains need.
pub fn draw(study: &Study, options: &Options<'_>) -> Figure {
    let title = format!("{}产业链覆盖矩阵", study.zone.name);
    let chains = i32::try_from(study.chains.len()).unwrap_or(i32::MAX / ROW - 40);
    let rows = ROW_HEAD + (chains + 1) * ROW;
    let height = 2 * MARGIN + HEAD + FOOT + rows + 20;
    // As high as the chains need, unless a paper is asked for.
    let own = Sheet::plain((PAGES[0].0, u32::try_from(height).unwrap_or(PAGES[0].1)));
    let fits = |s: &Sheet| s.px.1 >= own.px.1;
    let sheet = match options.paper {
        Some(_) => options.sheets().into_iter().find(fits).unwrap_or(own),
        None => own,
    };
    let page = Canvas::new(sheet, &title);
    let as_of = frame::as_of(study);
    let links: Vec<&LinkView> = study.links.iter().filter(|l| !l.excluded).collect();
    let subtitle = format!(
        "{as_of}{} 条链 {} 个环节（不含不招商的环节，跨链共用的只计一次）　·　百分数为本地已有与薄弱所占",
        study.chains.len(),
        links.len()
    );
    frame::head(&page, &title, &subtitle);
    let body = Rect::new(MARGIN, MARGIN + HEAD, page.width() - 2 * MARGIN, rows);
    let grid = Grid {
        page: &page,
        study,
        body,
    };
    grid.heads();
    for (i, chain) in (0i32..).zip(&study.chains) {
        let own: Vec<&LinkView> = links
            .iter()
            .copied()
            .filter(|l| l.chain == chain.id)
            .collect();
        grid.row(i, &chain.name, &chain.id, &own);
    }
    grid.row(chains, "合计", "total", &links);
    grid.legend();
    frame::source(&page, study);
    page.finish("产业链覆盖矩阵".to_owned())
}

struct Grid<'a> {
    page: &'a Canvas,
    study: &'a Study,
    body: Rect,
}

impl Grid<'_> {
    /// Left edge and width of the n-th column of numbers: four stages, then the total.
    fn column(&self, n: i32) -> (i32, i32) {
        let w = (self.body.w - NAMES) / 5;
        (self.body.x + NAMES + n * w, w)
    }

    fn heads(&self) {
        let r = Rect::new(self.body.x, self.body.y, self.body.w, ROW_HEAD);
        self.page.open("heads", "heads");
        self.page.panel(r, 12, Some(NAVY), None);
        let face = Type::new(11.0).bold().color(WHITE);
        let mid = r.y + r.h / 2;
        self.page.text((r.x + 36, mid), "产业链", &face);
        for (n, word) in (0i32..).zip(Stage::ALL.iter().map(|s| s.zh()).chain(["全链"])) {
            let (x, w) = self.column(n);
            self.page
                .text((x + w / 2, mid), word, &face.h(Side::Middle));
        }
        self.page.close();
    }

    fn row(&self, i: i32, name: &str, id: &str, links: &[&LinkView]) {
        let r = Rect::new(
            self.body.x,
            self.body.y + ROW_HEAD + i * ROW,
            self.body.w,
            ROW,
        );
        let total = id == "total";
        self.page.open(&format!("row-{id}"), "row");
        if total {
            self.page.fill(r, TINT);
        } else if i % 2 == 1 {
            self.page.fill(r, PALE);
        }
        self.page.curve(
            vec![(r.x, r.bottom()), (r.right(), r.bottom())],
            0,
            Stroke::new(RULE, 2),
        );
        let face = Type::new(11.0).bold().color(INK);
        let mid = r.y + r.h / 2;
        self.page.text((r.x + 36, mid), name, &face);
        if !total {
            let small = Type::new(8.0).color(MUTED).h(Side::End);
            self.page.text((r.x + NAMES - 40, mid + 4), id, &small);
        }
        for (n, stage) in (0i32..).zip(Stage::ALL) {
            let own: Vec<&LinkView> = links.iter().copied().filter(|l| l.stage == stage).collect();
            self.cell(n, r, &own);
        }
        self.cell(4, r, links);
        self.page.close();
    }

    /// Share, a bar in the colours of coverage, and the counts.
    fn cell(&self, n: i32, row: Rect, links: &[&LinkView]) {
        let (x, w) = self.column(n);
        let r = Rect::new(x + 26, row.y, w - 52, row.h);
        if links.is_empty() {
            self.page.text(
                (r.x + r.w / 2, r.y + r.h / 2),
                "—",
                &Type::new(10.0).color(MUTED).h(Side::Middle),
            );
            return;
        }
        let held = links.iter().filter(|l| l.coverage.is_here()).count();
        let share = Share::of(held, links.len())
            .map(|s| s.to_string())
            .unwrap_or_default();
        let top = r.y + 41;
        self.page
            .text((r.x, top), &share, &Type::new(11.0).bold().color(NAVY));
        let of = format!("{held}/{}", links.len());
        self.page.text(
            (r.right(), top + 3),
            &of,
            &Type::new(8.5).color(MUTED).h(Side::End),
        );
        self.bar(Rect::new(r.x, r.y + 75, r.w, 58), links);
    }

    fn bar(&self, r: Rect, links: &[&LinkView]) {
        let of = |c: Coverage| i32::try_from(count(links.iter().copied(), c)).unwrap_or(0);
        let counts: Vec<(Coverage, i32)> = Coverage::ALL
            .into_iter()
            .map(|c| (c, of(c)))
            .filter(|(_, n)| *n > 0)
            .collect();
        let total: i32 = counts.iter().map(|(_, n)| n).sum();
        // Every part is wide enough for its number; the rest goes by count.
        let kinds = i32::try_from(counts.len()).unwrap_or(1);
        let rest = r.w - kinds * LEAST_PART;
        let (mut done, mut x) = (0, r.x);
        for (k, (coverage, n)) in (1i32..).zip(counts) {
            done += n;
            let end = r.x + k * LEAST_PART + rest * done / total.max(1);
            segment(self.page, Rect::new(x, r.y, end - x, r.h), coverage, n);
            x = end;
        }
    }

    fn legend(&self) {
        let y = self.page.height() - MARGIN - 92;
        self.page.open("legend", "legend");
        let mut line = Legend::new(self.page, MARGIN, y);
        line.word("环节数");
        let absent = frame::absent(self.study);
        let list = [
            Coverage::Covered,
            Coverage::Weak,
            Coverage::Building,
            Coverage::TradeOnly,
            absent,
        ];
        for c in list {
            line.sign(70, |page, r| segment(page, r, c, 0), c.zh());
        }
        self.page.close();
    }
}

/// A part of a bar with its number where there is room: full, half, hatched, dotted, empty.
fn segment(page: &Canvas, r: Rect, coverage: Coverage, n: i32) {
    let paint = look(coverage, false);
    let inner = Rect::new(r.x + 1, r.y, (r.w - 3).max(2), r.h);
    let number = Type::new(8.5).bold().h(Side::Middle);
    let at = (inner.x + inner.w / 2, inner.y + inner.h / 2);
    let ink = match coverage {
        Coverage::Covered => {
            page.fill(inner, paint.strong);
            if is_dark(paint.strong) { WHITE } else { INK }
        }
        Coverage::Weak => {
            page.fill(inner, paint.soft);
            page.fill(
                Rect::new(inner.x, inner.bottom() - 14, inner.w, 14),
                paint.strong,
            );
            INK
        }
        Coverage::Building => {
            page.fill(inner, paint.soft);
            draw_mark(
                page,
                Rect::new(inner.x, inner.bottom() - 20, inner.w, 20),
                coverage,
                false,
            );
            INK
        }
        Coverage::TradeOnly => {
            page.fill(inner, paint.soft);
            let mut x = inner.x + 10;
            while x < inner.right() - 4 {
                page.dot((x, inner.bottom() - 10), 4, paint.strong);
                x += 14;
            }
            INK
        }
        Coverage::Missing | Coverage::NotFound => {
            page.fill(inner, paint.soft);
            RED
        }
    };
    let edge = Stroke::new(paint.strong, 2);
    let edge = if coverage.is_here() {
        edge
    } else {
        edge.dashed(10, 7)
    };
    page.panel(inner, 0, None, Some(edge));
    if n > 0 && number.width(&n.to_string()) + 6.0 < f64::from(inner.w) {
        let lift = if matches!(
            coverage,
            Coverage::Covered | Coverage::Missing | Coverage::NotFound
        ) {
            0
        } else {
            8
        };
        page.text((at.0, at.1 - lift), &n.to_string(), &number.color(ink));
    }
}
