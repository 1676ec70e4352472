//! What a reader would see at once, measured on the figures of the real example: text cut off or on
//! top of other text, boxes that overlap, lines through boxes, crossings.

use std::sync::LazyLock;

use clap::ValueEnum;

use super::canvas::Rect;
use super::{Figure, Kind, Options, Paper, Variant, chain_map, default_set, draw, font, frame};
use crate::study::{self, Study};

static STUDY: LazyLock<Study> = LazyLock::new(|| {
    study::run(&crate::builtin::example())
        .expect("the example runs")
        .value
});

/// A line of text as drawn.
struct Text {
    words: String,
    from: f64,
    to: f64,
    mid: f64,
    em: f64,
    /// Of the link's box it stands in.
    boxed: Option<Rect>,
}

fn attribute(line: &str, key: &str) -> f64 {
    let value = line
        .split_once(&format!(" {key}=\""))
        .and_then(|(_, rest)| rest.split('"').next());
    value.and_then(|v| v.parse().ok()).expect(key)
}

/// The texts of a figure; one element a line is what the backend writes.
fn texts(svg: &str) -> Vec<Text> {
    let mut out = Vec::new();
    let mut groups: Vec<(bool, Option<Rect>)> = Vec::new();
    for line in svg.lines() {
        if line.starts_with("<g ") {
            groups.push((
                line.contains("class=\"link ") || line.contains("class=\"gap\""),
                None,
            ));
        } else if line.starts_with("</g>") {
            groups.pop();
        } else if line.starts_with("<rect") && line.contains(" rx=") {
            if let Some((true, first @ None)) = groups.last_mut() {
                #[expect(clippy::cast_possible_truncation, reason = "whole pixels")]
                let px = |key| attribute(line, key) as i32;
                *first = Some(Rect::new(px("x"), px("y"), px("width"), px("height")));
            }
        } else if line.starts_with("<text") {
            let words = super::tree::words(line)
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
            let em = attribute(line, "font-size");
            let wide = font::width(&words, em, line.contains("font-weight"));
            let x = attribute(line, "x");
            let (from, to) = match () {
                () if line.contains("\"middle\"") => (x - wide / 2.0, x + wide / 2.0),
                () if line.contains("\"end\"") => (x - wide, x),
                () => (x, x + wide),
            };
            out.push(Text {
                words,
                from,
                to,
                mid: attribute(line, "y") - 0.38 * em,
                em,
                boxed: groups.last().and_then(|g| g.1),
            });
        }
    }
    out
}

/// Everything wrong with the texts of a figure.
fn faults(figure: &Figure) -> Vec<String> {
    let size = figure.svg.split_once("viewBox=\"0 0 ").expect("a size").1;
    let mut size = size
        .split(['"', ' '])
        .map(|v| v.parse::<f64>().expect("px"));
    let (w, h) = (size.next().expect("width"), size.next().expect("height"));
    let margin = f64::from(frame::MARGIN) - 4.0;
    let all = texts(&figure.svg);
    let mut found = Vec::new();
    for t in &all {
        let (top, bottom) = (t.mid - t.em / 2.0, t.mid + t.em / 2.0);
        if t.from < margin || t.to > w - margin || top < margin || bottom > h - margin {
            found.push(format!("{}: «{}» leaves the page", figure.name, t.words));
        }
        if let Some(r) = t.boxed {
            let inside = t.from >= f64::from(r.x)
                && t.to <= f64::from(r.right())
                && top >= f64::from(r.y) - 1.0
                && bottom <= f64::from(r.bottom()) + 1.0;
            if !inside {
                found.push(format!("{}: «{}» leaves its box", figure.name, t.words));
            }
        }
    }
    for (i, a) in all.iter().enumerate() {
        for b in &all[i + 1..] {
            let high = 0.42 * (a.em + b.em);
            let over = a.from < b.to - 1.0 && b.from < a.to - 1.0;
            if over && (a.mid - b.mid).abs() < high - 1.0 {
                found.push(format!("{}: «{}» on «{}»", figure.name, a.words, b.words));
            }
        }
    }
    found
}

fn assert_clean(figures: &[Figure]) {
    let found: Vec<String> = figures.iter().flat_map(faults).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn no_text_of_the_default_set_is_cut_or_covered() {
    let figures = default_set(&STUDY);
    assert_eq!(figures.len(), 16);
    assert_clean(&figures);
}

#[test]
fn no_text_is_cut_or_covered_on_any_paper() {
    for paper in [Paper::A4, Paper::A3, Paper::Wide] {
        for kind in Kind::value_variants()
            .iter()
            .copied()
            .filter(|k| *k != Kind::Chain)
        {
            let options = Options {
                paper: Some(paper),
                ..Options::default()
            };
            assert_clean(&draw(&STUDY, kind, &options));
        }
    }
}

#[test]
fn every_segment_of_every_chain_is_drawn_clean() {
    for chain in &STUDY.chains {
        for segment in chain.segments.keys() {
            let options = Options {
                chain: Some(&chain.id),
                segment: Some(segment),
                paper: Some(Paper::Wide),
                ..Options::default()
            };
            let figures = draw(&STUDY, Kind::Chain, &options);
            assert_eq!(figures.len(), 1, "{} {segment}", chain.name);
            assert_clean(&figures);
        }
    }
}

#[test]
fn the_position_card_of_every_firm_is_clean() {
    // Every third firm: cards are many and alike.
    for firm in STUDY.firms.iter().step_by(3) {
        let options = Options {
            firm: Some(&firm.name),
            ..Options::default()
        };
        let figures = draw(&STUDY, Kind::Firm, &options);
        assert_eq!(figures.len(), 1, "{}", firm.name);
        assert_clean(&figures);
    }
}

/// Lines through boxes, overlapping boxes and anything outside: none. Crossings: not more than now.
#[test]
fn real_maps_are_laid_out_clean() {
    // Of the variants full, gaps, targets.
    const CROSSINGS: [(&str, [usize; 3]); 10] = [
        ("JN", [70, 1, 64]),
        ("QC", [104, 59, 106]),
        ("QN", [26, 4, 25]),
        ("NY", [117, 50, 126]),
        ("ZY", [48, 0, 48]),
        ("WL", [35, 9, 41]),
        ("TD", [9, 0, 9]),
        ("JM", [19, 0, 19]),
        ("SJ", [17, 0, 17]),
        ("ZZ", [64, 36, 76]),
    ];
    let mut worse = Vec::new();
    for (id, most) in CROSSINGS {
        let chain = STUDY.chain(id).expect(id);
        let mut now = Vec::new();
        for variant in [Variant::Full, Variant::Gaps, Variant::Targets] {
            let options = Options {
                variant,
                ..Options::default()
            };
            let m = chain_map::quality(&STUDY, chain, &options).expect("laid out");
            assert_eq!(
                (m.through_boxes, m.overlaps, m.outside),
                (0, 0, 0),
                "{id} {variant:?}: {m:?}"
            );
            now.push(m.crossings);
            assert_clean(&[chain_map::draw(&STUDY, chain, &options).expect("drawn")]);
        }
        if now.iter().zip(most).any(|(now, most)| *now > most) {
            worse.push(format!("(\"{id}\", {now:?}), was {most:?}"));
        }
    }
    assert!(worse.is_empty(), "{}", worse.join("\n"));
}

#[test]
fn every_format_gives_the_same_bytes_twice() {
    let figure = || default_set(&STUDY).swap_remove(0);
    let (a, b) = (figure(), figure());
    assert_eq!(a, b);
    assert_eq!(super::png(&a.svg), super::png(&b.svg));
    assert_eq!(super::pdf(&a), super::pdf(&b));
    assert_eq!(super::outlined(&a), super::outlined(&b));
}

/// The fault finder finds: a text that is too wide, and one on top of another.
#[test]
fn faults_are_found() {
    use super::canvas::{Canvas, Sheet, Type};
    let page = Canvas::new(Sheet::plain((3508, 2480)), "页");
    page.text((3300, 1000), "一行太长的字", &Type::new(12.0));
    page.text((1000, 1000), "上面的字", &Type::new(12.0));
    page.text((1040, 1010), "压住的字", &Type::new(12.0));
    assert_eq!(faults(&page.finish(String::new())).len(), 2);
}
