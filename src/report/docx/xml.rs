//! XML as a tree: balanced and escaped by construction.

/// An element.
#[derive(Clone, Debug, PartialEq)]
pub struct El {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    inner: Vec<Node>,
}

#[derive(Clone, Debug, PartialEq)]
enum Node {
    El(El),
    Text(String),
}

/// An empty element.
pub fn el(name: &'static str) -> El {
    El {
        name,
        attributes: Vec::new(),
        inner: Vec::new(),
    }
}

/// `<name w:val="value"/>`, the usual property of WordprocessingML.
pub fn val(name: &'static str, value: impl ToString) -> El {
    el(name).at("w:val", value)
}

impl El {
    /// With an attribute.
    pub fn at(mut self, name: &'static str, value: impl ToString) -> Self {
        self.attributes.push((name, value.to_string()));
        self
    }

    /// With a child.
    pub fn with(mut self, child: Self) -> Self {
        self.inner.push(Node::El(child));
        self
    }

    /// With children, none or more.
    pub fn all(mut self, children: impl IntoIterator<Item = Self>) -> Self {
        self.inner.extend(children.into_iter().map(Node::El));
        self
    }

    /// With text, its spaces kept.
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.inner.push(Node::Text(text.into()));
        self
    }

    /// Text of the runs inside.
    pub fn words(&self) -> String {
        let mut out = String::new();
        for node in &self.inner {
            match node {
                Node::El(el) => out.push_str(&el.words()),
                Node::Text(text) if self.name == "w:t" => out.push_str(text),
                Node::Text(_) => {}
            }
        }
        out
    }

    /// As a document of its own.
    pub fn document(&self) -> String {
        let mut out =
            String::from("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        out.push('<');
        out.push_str(self.name);
        for (name, value) in &self.attributes {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            escape(value, out);
            out.push('"');
        }
        if self.inner.is_empty() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        for node in &self.inner {
            match node {
                Node::El(el) => el.write(out),
                Node::Text(text) => escape(text, out),
            }
        }
        out.push_str("</");
        out.push_str(self.name);
        out.push('>');
    }
}

/// XML 1.0 knows no control characters but these three, and no non-characters: they are left out.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_a_name_holds_it_stays_text() {
        let hostile = "甲<w:p/>&\"乙\u{1}\u{ffff}";
        let written = el("w:t").at("a", hostile).text(hostile).document();
        let escaped = "甲&lt;w:p/&gt;&amp;&quot;乙";
        assert!(
            written.ends_with(&format!("<w:t a=\"{escaped}\">{escaped}</w:t>")),
            "{written}"
        );
    }
}
