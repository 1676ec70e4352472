//! YAML text → raw value, with the place of every key and scalar kept for messages.
//!
//! The value comes from `serde_yaml`; a second pass over the parser's events gives places and finds
//! duplicate keys, which serde would silently let win. This file alone knows the YAML reader.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use saphyr_parser::{Event, Parser};
use serde::de::DeserializeOwned;

use super::InputFile;
use crate::diag::{Diagnostic, Kind, Place, SourceText};

/// The format version this program reads.
pub const FORMAT: u32 = 1;

/// A parsed file: its text and where everything stands.
pub struct Document {
    source: Arc<SourceText>,
    spans: HashMap<String, Range<usize>>,
}

impl Document {
    /// The place of a value, by path (`["links", "光伏玻璃", "inputs", "0"]`); of its key where the value is
    /// not a scalar; of the nearest parent where the path is not in the file.
    pub fn place(&self, path: &[&str]) -> Place {
        for len in (1..=path.len()).rev() {
            let key = join(&path[..len]);
            let found = self
                .spans
                .get(&format!("{key}="))
                .or_else(|| self.spans.get(&key));
            if let Some(span) = found {
                return self.text(span.clone());
            }
        }
        Place::File(self.source.name.clone())
    }

    /// The place of a mapping's key.
    pub fn key(&self, path: &[&str]) -> Place {
        match self.spans.get(&join(path)) {
            Some(span) => self.text(span.clone()),
            None => self.place(path),
        }
    }

    fn text(&self, span: Range<usize>) -> Place {
        Place::Text {
            source: Arc::clone(&self.source),
            span,
        }
    }
}

fn join(path: &[&str]) -> String {
    path.join("\u{1f}")
}

/// Reads a file as `T`.
///
/// # Errors
/// Bad encoding, syntax, shape, or duplicate keys, each with its place.
pub fn parse<T: DeserializeOwned>(file: &InputFile) -> Result<(T, Document), Vec<Diagnostic>> {
    let text = std::str::from_utf8(&file.bytes)
        .map_err(|_| vec![Diagnostic::in_file(Kind::Encoding, &file.name)])?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let source = Arc::new(SourceText {
        name: file.name.clone(),
        text: text.to_owned(),
    });
    let at = |kind, span: Range<usize>| {
        Diagnostic::at(
            kind,
            Place::Text {
                source: Arc::clone(&source),
                span,
            },
        )
    };
    if let Some(span) = too_deep(text) {
        let cause = "嵌套太深".to_owned();
        return Err(vec![at(Kind::Yaml { cause }, span)]);
    }
    let value: T = match serde_yaml::from_str(text) {
        Ok(value) => value,
        Err(error) => {
            let offset = error.location().map_or(0, |l| l.index().min(text.len()));
            if let Some(span) = full_width_colon(text) {
                return Err(vec![at(Kind::FullWidthColon, span)]);
            }
            if let Some(span) = tab_indent(text) {
                return Err(vec![at(Kind::TabIndent, span)]);
            }
            let (_, duplicates) = walk(text);
            if !duplicates.is_empty() {
                return Err(duplicates
                    .into_iter()
                    .map(|(kind, span)| at(kind, span))
                    .collect());
            }
            return Err(vec![at(
                Kind::Yaml {
                    cause: in_chinese(&error.to_string()),
                },
                token_at(text, offset),
            )]);
        }
    };
    let (spans, duplicates) = walk(text);
    if !duplicates.is_empty() {
        return Err(duplicates
            .into_iter()
            .map(|(kind, span)| at(kind, span))
            .collect());
    }
    Ok((value, Document { source, spans }))
}

/// One open collection of the event walk.
struct Open {
    path: String,
    sequence: Option<usize>,
    key: Option<String>,
    seen: HashMap<String, ()>,
}

type Duplicates = Vec<(Kind, Range<usize>)>;

/// Places of all keys and scalars, and every duplicate key.
fn walk(text: &str) -> (HashMap<String, Range<usize>>, Duplicates) {
    let bytes: Vec<usize> = text
        .char_indices()
        .map(|(i, _)| i)
        .chain([text.len()])
        .collect();
    let byte = |index: usize| bytes[index.min(bytes.len() - 1)];
    let mut spans = HashMap::new();
    let mut duplicates = Vec::new();
    let mut stack: Vec<Open> = Vec::new();
    let child = |stack: &mut Vec<Open>| -> String {
        let Some(open) = stack.last_mut() else {
            return String::new();
        };
        let name = match &mut open.sequence {
            Some(n) => {
                *n += 1;
                (*n - 1).to_string()
            }
            None => open.key.take().unwrap_or_default(),
        };
        if open.path.is_empty() {
            name
        } else {
            format!("{}\u{1f}{name}", open.path)
        }
    };
    for event in Parser::new_from_str(text) {
        let Ok((event, span)) = event else { break };
        match event {
            Event::MappingStart(..) => {
                let path = child(&mut stack);
                stack.push(Open {
                    path,
                    sequence: None,
                    key: None,
                    seen: HashMap::new(),
                });
            }
            Event::SequenceStart(..) => {
                let path = child(&mut stack);
                stack.push(Open {
                    path,
                    sequence: Some(0),
                    key: None,
                    seen: HashMap::new(),
                });
            }
            Event::MappingEnd | Event::SequenceEnd => {
                stack.pop();
            }
            Event::Alias(_) => {
                child(&mut stack);
            }
            Event::Scalar(value, ..) => {
                let range = byte(span.start.index())..byte(span.end.index());
                match stack.last_mut() {
                    Some(open) if open.sequence.is_none() && open.key.is_none() => {
                        let key = value.to_string();
                        if open.seen.insert(key.clone(), ()).is_some() {
                            duplicates
                                .push((Kind::DuplicateKey { key: key.clone() }, range.clone()));
                        }
                        let path = if open.path.is_empty() {
                            key.clone()
                        } else {
                            format!("{}\u{1f}{key}", open.path)
                        };
                        spans.insert(path, range);
                        open.key = Some(key);
                    }
                    _ => {
                        let path = child(&mut stack);
                        spans.insert(format!("{path}="), range);
                    }
                }
            }
            _ => {}
        }
    }
    (spans, duplicates)
}

/// A `：` that stands where a key ends: the first one of a line that has no `: ` before it.
fn full_width_colon(text: &str) -> Option<Range<usize>> {
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let code = line.split(" #").next().unwrap_or(line);
        if !code.trim_start().starts_with('#')
            && let Some(at) = code.find('：')
            && !code[..at].contains(": ")
            && !code[..at].contains(['"', '\'', '[', '{'])
        {
            return Some(offset + at..offset + at + '：'.len_utf8());
        }
        offset += line.len();
    }
    None
}

/// Where brackets nest beyond anything a person writes: refused before the reader is asked.
fn too_deep(text: &str) -> Option<Range<usize>> {
    let mut depth = 0usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > 100 {
            return Some(at..at + 1);
        }
    }
    None
}

fn tab_indent(text: &str) -> Option<Range<usize>> {
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(at) = line[..indent].find('\t') {
            return Some(offset + at..offset + at + 1);
        }
        offset += line.len();
    }
    None
}

/// The word at an offset, for underlining.
fn token_at(text: &str, offset: usize) -> Range<usize> {
    let start = (0..=offset.min(text.len()))
        .rev()
        .find(|i| text.is_char_boundary(*i))
        .unwrap_or(0);
    let rest = &text[start..];
    let len = rest
        .find(|c: char| c.is_whitespace() || ",:]}".contains(c))
        .unwrap_or(rest.len());
    let first = rest.chars().next().map_or(0, char::len_utf8);
    start..start + len.max(first)
}

/// The reader's commonest complaints, in Chinese; the rest as they are.
pub fn in_chinese(message: &str) -> String {
    let message = message.split(" at line ").next().unwrap_or(message);
    let quoted = |prefix: &str| -> Option<&str> {
        message
            .split_once(prefix)
            .map(|(_, rest)| rest.split('`').nth(1).unwrap_or(rest))
    };
    if let Some(field) = quoted("unknown field ") {
        let expected = message.split_once("expected").map_or("", |(_, rest)| rest);
        let names: Vec<&str> = expected.split('`').skip(1).step_by(2).collect();
        let known = if names.is_empty() {
            String::new()
        } else {
            format!("；可用的有 {}", names.join("、"))
        };
        return format!("没有 `{field}` 这一项{known}");
    }
    if let Some(field) = quoted("missing field ") {
        return format!("缺少 `{field}` 一项");
    }
    if let Some(value) = quoted("unknown variant ") {
        let expected = message.split_once("expected").map_or("", |(_, rest)| rest);
        let names: Vec<&str> = expected.split('`').skip(1).step_by(2).collect();
        return format!("`{value}` 不在可填的值里；可填 {}", names.join("、"));
    }
    if let Some((_, expected)) = message
        .split_once("expected ")
        .filter(|_| message.contains("invalid type"))
    {
        let expected = match expected {
            "a map" => "一组“键: 值”",
            "a sequence" => "列表",
            "a string" => "文字",
            "a boolean" => "true 或 false",
            other if other.starts_with(['u', 'i', 'f']) => "数字",
            other => other,
        };
        return format!("值的类型不对：这里应是{expected}");
    }
    if message.contains("recursion limit") {
        return "嵌套太深".to_owned();
    }
    if message.contains("repetition limit") {
        return "别名（*）展开得太多".to_owned();
    }
    if message.contains("did not find expected")
        || message.contains("mapping values are not allowed")
    {
        return format!("缩进、冒号或引号有误（{message}）");
    }
    message.to_owned()
}

/// A scalar written as text or number: `2024`, `2024-08-14`, `"620900"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text(pub String);

impl<'de> serde::Deserialize<'de> for Text {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = Text;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("文字或数字")
            }
            fn visit_str<E: serde::de::Error>(self, v: &str) -> Result<Text, E> {
                Ok(Text(v.to_owned()))
            }
            fn visit_u64<E: serde::de::Error>(self, v: u64) -> Result<Text, E> {
                Ok(Text(v.to_string()))
            }
            fn visit_i64<E: serde::de::Error>(self, v: i64) -> Result<Text, E> {
                Ok(Text(v.to_string()))
            }
            fn visit_f64<E: serde::de::Error>(self, v: f64) -> Result<Text, E> {
                Ok(Text(v.to_string()))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

impl schemars::JsonSchema for Text {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": ["string", "number"] })
    }
}

/// A source as written in a model, zone or leaders file.
#[derive(Clone, Debug, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawSource {
    /// 标题
    title: String,
    /// 发布者
    publisher: Option<String>,
    /// 日期：2024、2024-08 或 2024-08-14
    date: Option<Text>,
    /// 网址
    url: Option<String>,
}

impl From<RawSource> for crate::model::Source {
    fn from(raw: RawSource) -> Self {
        Self {
            title: raw.title,
            publisher: raw.publisher,
            date: raw.date.map(|d| d.0),
            url: raw.url,
        }
    }
}

/// The nearest of some names, if it is near enough to be meant.
pub fn nearest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<String> {
    names
        .into_iter()
        .map(|name| (strsim::normalized_damerau_levenshtein(word, name), name))
        .filter(|(near, _)| *near >= 0.5)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, name)| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use indexmap::IndexMap;

    type Map = IndexMap<String, IndexMap<String, Text>>;

    fn read(text: &str) -> Result<(Map, Document), Vec<Diagnostic>> {
        parse(&InputFile::new("x.yaml", text.as_bytes()))
    }

    fn message(text: &str) -> String {
        read(text)
            .err()
            .map(|e| {
                e.iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .join("\n")
            })
            .unwrap_or_default()
    }

    #[test]
    fn places_are_bytes_in_chinese_text() {
        let (_, document) = read("甲:\n  乙: 丙丁\n")
            .map_err(|e| e[0].to_string())
            .expect("reads");
        assert_eq!(document.place(&["甲", "乙"]).to_string(), "x.yaml:2:6");
        assert_eq!(document.key(&["甲", "乙"]).to_string(), "x.yaml:2:3");
        assert_eq!(document.place(&["甲", "无"]).to_string(), "x.yaml:1:1");
    }

    #[test]
    fn bom_is_no_matter() {
        assert!(read("\u{feff}甲: {乙: 1}\n").is_ok());
    }

    #[test]
    fn errors_say_where_and_what() {
        assert_eq!(
            message("甲:\n  乙： 丙\n  丁: 1\n"),
            "x.yaml:2:4：这里是中文冒号“：”"
        );
        assert_eq!(
            message("甲:\n  乙: 1\n  乙: 2\n"),
            "x.yaml:3:3：`乙` 写了两次"
        );
        assert_eq!(message("甲:\n\t乙: 1\n"), "x.yaml:2:1：缩进里有制表符");
        assert_eq!(
            message("甲: [1]\n"),
            "x.yaml:1:4：格式有误：值的类型不对：这里应是一组“键: 值”"
        );
        assert!(message("甲: {乙: 1\n丙: 2\n").contains("缩进、冒号或引号有误"));
    }

    #[test]
    fn bombs_are_refused() {
        let mut bomb = String::from("a0: &a0 {x: 1}\n");
        for i in 1..40 {
            bomb += &format!("a{i}: &a{i} [{}]\n", format!("*a{}, ", i - 1).repeat(9));
        }
        let file = InputFile::new("b.yaml", bomb.as_bytes());
        assert!(parse::<serde_yaml::Value>(&file).is_err());
        let deep = format!("a: {}{}", "[".repeat(5000), "]".repeat(5000));
        assert!(parse::<serde_yaml::Value>(&InputFile::new("d.yaml", deep.as_bytes())).is_err());
    }
}
