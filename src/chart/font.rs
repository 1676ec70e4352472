//! The embedded font: widths, line breaks, coverage.
//!
//! Noto Sans SC, cut to the characters that Chinese business text needs (`font/subset.py`). All
//! measuring is done with the glyphs that are drawn, so nothing depends on the machine's fonts.

use std::sync::{LazyLock, Once};

use ab_glyph::{Font, FontRef};
use plotters::style::{FontStyle, register_font};

/// Family name of the embedded font.
pub const FAMILY: &str = "Noto Sans SC";

/// Regular weight, TrueType.
pub const REGULAR: &[u8] = include_bytes!("font/NotoSansSC-Regular.ttf");

/// Bold weight, TrueType.
pub const BOLD: &[u8] = include_bytes!("font/NotoSansSC-Bold.ttf");

static FACES: LazyLock<[Option<FontRef<'static>>; 2]> = LazyLock::new(|| {
    [
        FontRef::try_from_slice(REGULAR).ok(),
        FontRef::try_from_slice(BOLD).ok(),
    ]
});

/// Makes the font known to plotters; any number of calls.
pub fn register() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        for (style, bytes) in [(FontStyle::Normal, REGULAR), (FontStyle::Bold, BOLD)] {
            // Only fails on bytes that are no font; a test reads both faces.
            let _ = register_font(FAMILY, style, bytes);
        }
    });
}

/// Width of one line of text; `em` is the font size.
pub fn width(text: &str, em: f64, bold: bool) -> f64 {
    let Some(face) = &FACES[usize::from(bold)] else {
        return em
            * text
                .chars()
                .map(|c| if c.is_ascii() { 0.55 } else { 1.0 })
                .sum::<f64>();
    };
    let units = face.units_per_em().unwrap_or(1000.0);
    let advance: f32 = text
        .chars()
        .map(|c| face.h_advance_unscaled(face.glyph_id(c)))
        .sum();
    em * f64::from(advance / units)
}

/// Characters the embedded font cannot draw, each once, in order of appearance.
pub fn missing_glyphs(text: &str) -> Vec<char> {
    let mut missing = Vec::new();
    for c in text.chars().filter(|c| !c.is_control()) {
        let drawn = FACES.iter().flatten().all(|face| face.glyph_id(c).0 != 0);
        if !drawn && !missing.contains(&c) {
            missing.push(c);
        }
    }
    missing
}

/// Breaks a text into lines no wider than `max`.
///
/// Never inside a Latin run or a number with its unit, no closing punctuation at the start of a
/// line, no opening punctuation at its end. A single piece wider than `max` is broken anywhere.
pub fn wrap(text: &str, em: f64, bold: bool, max: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        if width(&format!("{line}{}", piece.trim_end()), em, bold) <= max {
            line.push_str(&piece);
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
        }
        let piece = piece.trim_start();
        if width(piece, em, bold) <= max {
            line.push_str(piece);
            continue;
        }
        for c in piece.chars() {
            if !line.is_empty() && width(&format!("{line}{c}"), em, bold) > max {
                lines.push(std::mem::take(&mut line));
            }
            line.push(c);
        }
    }
    if !line.trim_end().is_empty() || lines.is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// As [`wrap`], with lines of like length: as many lines as needed, the widest as short as can be.
/// Two lines break after 与 or 和 where both then fit.
pub fn wrap_even(text: &str, em: f64, bold: bool, max: f64) -> Vec<String> {
    let plain = wrap(text, em, bold, max);
    if plain.len() == 2
        && let Some((at, and)) = text
            .char_indices()
            .find(|(i, c)| *i > 0 && "与和".contains(*c))
    {
        let (first, second) = text.split_at(at + and.len_utf8());
        if [first, second]
            .iter()
            .all(|line| !line.is_empty() && width(line, em, bold) <= max)
        {
            return vec![first.to_owned(), second.to_owned()];
        }
    }
    let mut narrow = max;
    let mut best = plain.clone();
    while best.len() > 1 && narrow > em * 2.0 {
        narrow -= em / 2.0;
        let tighter = wrap(text, em, bold, narrow);
        let fits = tighter.iter().all(|line| width(line, em, bold) <= narrow);
        if tighter.len() > plain.len() || !fits {
            break;
        }
        best = tighter;
    }
    best
}

/// As [`wrap`], at most `lines` lines; what is cut off ends in `…`.
pub fn wrap_to(text: &str, em: f64, bold: bool, max: f64, lines: usize) -> Vec<String> {
    let mut all = wrap(text, em, bold, max);
    if all.len() > lines {
        all.truncate(lines);
        if let Some(last) = all.last_mut() {
            *last = fit(&format!("{last}…"), em, bold, max);
        }
    }
    all
}

/// The text, cut to `max` with `…` where it is too wide.
pub fn fit(text: &str, em: f64, bold: bool, max: f64) -> String {
    if width(text, em, bold) <= max {
        return text.to_owned();
    }
    let mut kept: Vec<char> = text.trim_end_matches('…').chars().collect();
    loop {
        let cut: String = kept.iter().collect::<String>() + "…";
        if kept.is_empty() || width(&cut, em, bold) <= max {
            return cut;
        }
        kept.pop();
        while kept
            .last()
            .is_some_and(|c| opens(*c) || "、，；：".contains(*c))
        {
            kept.pop();
        }
    }
}

/// Joins as many of `parts` as fit into `max`, at least the first one (cut if it must be).
/// Returns the text and how many parts stand in it.
pub fn join_fitting(parts: &[String], sep: &str, em: f64, bold: bool, max: f64) -> (String, usize) {
    let mut text = String::new();
    for (i, part) in parts.iter().enumerate() {
        let longer = if i == 0 {
            part.clone()
        } else {
            format!("{text}{sep}{part}")
        };
        if width(&longer, em, bold) > max {
            return if i == 0 {
                (fit(part, em, bold, max), 1)
            } else {
                (text, i)
            };
        }
        text = longer;
    }
    (text, parts.len())
}

/// Sets `parts` in at most `lines` lines, breaking between parts only; one that is wider than a
/// line is cut. A separator at the end of a line hangs over. Returns the lines and how many parts stand in them.
pub fn wrap_parts(
    parts: &[String],
    sep: &str,
    em: f64,
    bold: bool,
    max: f64,
    lines: usize,
) -> (Vec<String>, usize) {
    let mut out: Vec<String> = Vec::new();
    for (i, part) in parts.iter().enumerate() {
        let longer = out.last().map(|line| format!("{line}{sep}{part}"));
        if let Some(longer) = longer.filter(|l| width(l, em, bold) <= max) {
            out.pop();
            out.push(longer);
            continue;
        }
        if out.len() == lines {
            return (out, i);
        }
        if let Some(last) = out.last_mut() {
            // The separator ends the line; it may hang over, its right half is blank.
            last.push_str(sep.trim_end());
        }
        out.push(fit(part, em, bold, max));
    }
    (out, parts.len())
}

fn latin(c: char) -> bool {
    c.is_ascii_alphanumeric() || ".+-/%_&@#'~·℃°".contains(c) || ('À'..='ɏ').contains(&c)
}

fn unit(c: char) -> bool {
    "万亿千百兆余多吨台套元片只个年月日米瓦辆家条人户亩公里时平方立升克座项".contains(c)
}

/// Marks that no line ends with.
pub fn opens(c: char) -> bool {
    "（《「『【〈“‘([{".contains(c)
}

/// Marks that no line begins with.
pub fn closes(c: char) -> bool {
    "，。、；：！？）》」』】〉”’…)]},.;:!?".contains(c)
}

/// The unbreakable pieces of a text.
pub fn pieces(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut glue = false;
    let mut in_number = 0usize;
    let mut before = ' ';
    for c in text.chars() {
        let c = if c.is_whitespace() { ' ' } else { c };
        in_number = match in_number {
            _ if c.is_ascii_digit() => 1,
            n @ 1..=4 if unit(c) => n + 1,
            1 if latin(c) => 1,
            _ => 0,
        };
        let runs = latin(c) && latin(before);
        let attach = glue || runs || in_number > 1 || closes(c) || c == ' ';
        match out.last_mut() {
            Some(last) if attach => last.push(c),
            _ => out.push(c.to_string()),
        }
        glue = opens(c);
        before = c;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_faces_read_and_measure() {
        assert!((width("光伏玻璃", 10.0, false) - 40.0).abs() < 0.01);
        assert!((width("光伏玻璃", 10.0, true) - 40.0).abs() < 0.01);
        assert!(width("QN05", 10.0, false) < 30.0);
    }

    #[test]
    fn breaks_nowhere_in_latin_runs_and_numbers() {
        assert_eq!(
            wrap("年产30万吨LFP正极", 10.0, false, 45.0),
            ["年产", "30万吨", "LFP正极"]
        );
        assert_eq!(
            wrap("磷酸铁锂LiFePO4", 10.0, false, 60.0),
            ["磷酸铁锂", "LiFePO4"]
        );
    }

    #[test]
    fn punctuation_keeps_its_side() {
        for line in wrap(
            "福莱特（浙江嘉兴）、信义光能、旗滨集团。",
            10.0,
            false,
            62.0,
        ) {
            assert!(!line.starts_with(closes), "{line}");
            assert!(!line.ends_with(opens), "{line}");
            assert!(width(&line, 10.0, false) <= 62.0, "{line}");
        }
    }

    #[test]
    fn even_lines_and_cuts() {
        assert_eq!(
            wrap_even("功率预测与电力交易", 10.0, true, 82.0),
            ["功率预测与", "电力交易"]
        );
        assert_eq!(
            wrap_even("主轴与齿轮锻件", 10.0, true, 52.0),
            ["主轴与", "齿轮锻件"]
        );
        assert_eq!(
            wrap_even("液压偏航制动冷却", 10.0, true, 72.0),
            ["液压偏航", "制动冷却"]
        );
        assert_eq!(fit("功率预测与电力交易", 10.0, true, 52.0), "功率预测…");
        assert_eq!(
            wrap_to("功率预测与电力交易", 10.0, true, 42.0, 2),
            ["功率预测", "与电力…"]
        );
        assert_eq!(wrap("", 10.0, false, 50.0), [""]);
        let firms = ["金风科技".to_owned(), "东方电缆".to_owned()];
        assert_eq!(
            join_fitting(&firms, "、", 10.0, false, 60.0),
            ("金风科技".to_owned(), 1)
        );
        let set = |lines| wrap_parts(&firms, "、", 10.0, false, 60.0, lines);
        assert_eq!(
            set(2),
            (vec!["金风科技、".to_owned(), "东方电缆".to_owned()], 2)
        );
        assert_eq!(set(1), (vec!["金风科技".to_owned()], 1));
    }

    #[test]
    fn coverage_is_known() {
        assert!(missing_glyphs("酒泉 QN05 ←→ · 「不招」（%）℃").is_empty());
        assert_eq!(missing_glyphs("a✔b✔"), ['✔']);
    }
}
