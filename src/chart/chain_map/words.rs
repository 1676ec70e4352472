//! What stands in a link's box, broken into lines.

use std::collections::BTreeMap;

use super::{BOX, Shown};
use crate::chart::breaks::Breaks;
use crate::chart::canvas::Type;
use crate::chart::facts::presence;
use crate::chart::font;
use crate::chart::style::action_char;
use crate::model::LinkId;
use crate::study::{ChainView, LinkView, Study};

/// Mark cell of a box.
pub const CELL: i32 = 40;
/// Badge of a box.
pub const BADGE: i32 = 44;
/// Line height of the name.
pub const NAME_LINE: i32 = 40;
/// Line height of small text.
pub const SMALL_LINE: i32 = 33;
/// Above and below the text of a box.
pub const BOX_PAD: i32 = 11;
/// Sign before the target firms, with the space after it.
pub const SIGN: i32 = 22;
/// Font size of the name, points.
pub const NAME: f64 = 8.0;
/// Font size of small text, points.
pub const SMALL: f64 = 7.2;

/// Text of a box, broken into lines.
pub struct Words {
    /// The link's name.
    pub name: Vec<String>,
    /// Id and presence.
    pub small: Vec<String>,
    /// Target firms of a gap.
    pub targets: Vec<String>,
    /// Relations with other chains.
    pub ports: String,
}

/// The text of a link's box.
pub fn words(
    study: &Study,
    breaks: &Breaks,
    chain: &ChainView,
    shown: &Shown<'_>,
    with_targets: bool,
) -> Words {
    let link = shown.link;
    let room = f64::from(BOX - CELL - 22);
    let tagged = action_char(link.action).is_some() || link.excluded;
    let name_room = room - if tagged { f64::from(BADGE) + 8.0 } else { 0.0 };
    let name = breaks.lines(shown.name, Type::new(NAME).em, true, name_room);
    let face = Type::new(SMALL);
    let mut info = shown.id.to_string();
    let here = presence(link);
    let mut small = Vec::new();
    if let Some(home) = shown.home {
        small.push(info);
        info = format!("见{home}{}", link.id);
    }
    if !here.is_empty() && face.width(&format!("{info}　{here}")) <= room {
        info = format!("{info}　{here}");
        small.push(info);
    } else {
        small.push(face.fit(&info, room));
        if !here.is_empty() {
            let parts: Vec<String> = here.split(' ').map(str::to_owned).collect();
            small.extend(font::wrap_parts(&parts, " ", face.em, false, room, 2).0);
        }
    }
    let mut targets = Vec::new();
    if with_targets && link.action.wants_newcomer() && shown.home.is_none() {
        let firms: Vec<String> = study
            .gap(&link.id)
            .into_iter()
            .flat_map(|g| g.targets.iter().take(3))
            .map(|t| t.short.clone())
            .collect();
        if !firms.is_empty() {
            targets = font::wrap_parts(
                &firms,
                "、",
                face.em,
                false,
                room - f64::from(SIGN) - 8.0,
                3,
            )
            .0;
        }
    }
    let ports = if shown.home.is_none() {
        ports(study, chain, link, room)
    } else {
        String::new()
    };
    Words {
        name,
        small,
        targets,
        ports,
    }
}

/// Relations that leave the chain, and energy: `←清洁生产3 电←绿电 →节能环保1`.
fn ports(study: &Study, chain: &ChainView, link: &LinkView, room: f64) -> String {
    let inside = |id: &LinkId| {
        study
            .link(id)
            .is_some_and(|l| l.chain == chain.id || l.also.iter().any(|a| a.chain == chain.id))
    };
    let mut into: BTreeMap<&str, usize> = BTreeMap::new();
    let mut out: BTreeMap<&str, usize> = BTreeMap::new();
    for s in &study.supplies {
        let (other, side) = if s.to == link.id && !inside(&s.from) {
            (&s.from, &mut into)
        } else if s.from == link.id && !inside(&s.to) {
            (&s.to, &mut out)
        } else {
            continue;
        };
        if let Some(other) = study.link(other) {
            *side.entry(other.chain.as_str()).or_default() += 1;
        }
    }
    let write = |long: bool| -> String {
        let side = |sign: &str, list: &BTreeMap<&str, usize>| -> Option<String> {
            let name = |id: &str| {
                study
                    .chain(id)
                    .filter(|_| long)
                    .map_or(id.to_owned(), |c| c.name.clone())
            };
            let parts: Vec<String> = list
                .iter()
                .map(|(id, n)| format!("{}{n}", name(id)))
                .collect();
            (!parts.is_empty()).then(|| format!("{sign}{}", parts.join(" ")))
        };
        [side("←", &into), side("→", &out)]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join("　")
    };
    let face = Type::new(SMALL);
    let long = write(true);
    if face.width(&long) <= room {
        return long;
    }
    let short = write(false);
    if face.width(&short) <= room {
        return short;
    }
    let sum = |list: &BTreeMap<&str, usize>| list.values().sum::<usize>();
    [("←外链", sum(&into)), ("→外链", sum(&out))]
        .into_iter()
        .filter(|(_, n)| *n > 0)
        .map(|(sign, n)| format!("{sign}{n}"))
        .collect::<Vec<_>>()
        .join("　")
}

/// Height of a box with this text.
pub fn height(words: &Words) -> i32 {
    let lines = |n: usize, h: i32| i32::try_from(n).unwrap_or(0) * h;
    let small = words.small.len() + words.targets.len() + usize::from(!words.ports.is_empty());
    2 * BOX_PAD + lines(words.name.len(), NAME_LINE) + lines(small, SMALL_LINE)
}
