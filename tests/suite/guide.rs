//! `招商指南.docx`: valid against the sequences of the schema, whole, and silent where it has to be.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use std::sync::OnceLock;

use bulian::chart;
use bulian::report::Picture;
use bulian::report::guide::{Edition, guide, public_figures};
use bulian::study::{self, Study};
use roxmltree::{Document, Node};

use crate::support::Case;

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Sequences of ECMA-376 (transitional), part 1 §17: children may be missing, never change places.
const SEQUENCES: &[(&str, &[&str])] = &[
    (
        "pPr",
        &[
            "pStyle",
            "keepNext",
            "keepLines",
            "pageBreakBefore",
            "framePr",
            "widowControl",
            "numPr",
            "suppressLineNumbers",
            "pBdr",
            "shd",
            "tabs",
            "suppressAutoHyphens",
            "kinsoku",
            "wordWrap",
            "overflowPunct",
            "topLinePunct",
            "autoSpaceDE",
            "autoSpaceDN",
            "bidi",
            "adjustRightInd",
            "snapToGrid",
            "spacing",
            "ind",
            "contextualSpacing",
            "mirrorIndents",
            "suppressOverlap",
            "jc",
            "textDirection",
            "textAlignment",
            "textboxTightWrap",
            "outlineLvl",
            "divId",
            "cnfStyle",
            "rPr",
            "sectPr",
            "pPrChange",
        ],
    ),
    (
        "rPr",
        &[
            "rStyle",
            "rFonts",
            "b",
            "bCs",
            "i",
            "iCs",
            "caps",
            "smallCaps",
            "strike",
            "dstrike",
            "outline",
            "shadow",
            "emboss",
            "imprint",
            "noProof",
            "snapToGrid",
            "vanish",
            "webHidden",
            "color",
            "spacing",
            "w",
            "kern",
            "position",
            "sz",
            "szCs",
            "highlight",
            "u",
            "effect",
            "bdr",
            "shd",
            "fitText",
            "vertAlign",
            "rtl",
            "cs",
            "em",
            "lang",
            "eastAsianLayout",
            "specVanish",
            "oMath",
        ],
    ),
    (
        "tblPr",
        &[
            "tblStyle",
            "tblpPr",
            "tblOverlap",
            "bidiVisual",
            "tblStyleRowBandSize",
            "tblStyleColBandSize",
            "tblW",
            "jc",
            "tblCellSpacing",
            "tblInd",
            "tblBorders",
            "shd",
            "tblLayout",
            "tblCellMar",
            "tblLook",
            "tblCaption",
            "tblDescription",
            "tblPrChange",
        ],
    ),
    (
        "tblBorders",
        &[
            "top", "left", "start", "bottom", "right", "end", "insideH", "insideV",
        ],
    ),
    (
        "tblCellMar",
        &["top", "left", "start", "bottom", "right", "end"],
    ),
    (
        "trPr",
        &[
            "cnfStyle",
            "divId",
            "gridBefore",
            "gridAfter",
            "wBefore",
            "wAfter",
            "cantSplit",
            "trHeight",
            "tblHeader",
            "tblCellSpacing",
            "jc",
            "hidden",
            "ins",
            "del",
            "trPrChange",
        ],
    ),
    (
        "tcPr",
        &[
            "cnfStyle",
            "tcW",
            "gridSpan",
            "hMerge",
            "vMerge",
            "tcBorders",
            "shd",
            "noWrap",
            "tcMar",
            "textDirection",
            "tcFitText",
            "vAlign",
            "hideMark",
            "headers",
            "cellIns",
            "cellDel",
            "cellMerge",
            "tcPrChange",
        ],
    ),
    (
        "sectPr",
        &[
            "headerReference",
            "footerReference",
            "footnotePr",
            "endnotePr",
            "type",
            "pgSz",
            "pgMar",
            "paperSrc",
            "pgBorders",
            "lnNumType",
            "pgNumType",
            "cols",
            "formProt",
            "vAlign",
            "noEndnote",
            "titlePg",
            "textDirection",
            "bidi",
            "rtlGutter",
            "docGrid",
            "printerSettings",
            "sectPrChange",
        ],
    ),
    ("tbl", &["bookmarkStart", "tblPr", "tblGrid", "tr"]),
    ("tr", &["tblPrEx", "trPr", "tc"]),
    (
        "style",
        &[
            "name",
            "aliases",
            "basedOn",
            "next",
            "link",
            "autoRedefine",
            "hidden",
            "uiPriority",
            "semiHidden",
            "unhideWhenUsed",
            "qFormat",
            "locked",
            "personal",
            "personalCompose",
            "personalReply",
            "rsid",
            "pPr",
            "rPr",
            "tblPr",
            "trPr",
            "tcPr",
            "tblStylePr",
        ],
    ),
    ("styles", &["docDefaults", "latentStyles", "style"]),
    (
        "lvl",
        &[
            "start",
            "numFmt",
            "lvlRestart",
            "pStyle",
            "isLgl",
            "suff",
            "lvlText",
            "lvlPicBulletId",
            "legacy",
            "lvlJc",
            "pPr",
            "rPr",
        ],
    ),
    (
        "abstractNum",
        &[
            "nsid",
            "multiLevelType",
            "tmpl",
            "name",
            "styleLink",
            "numStyleLink",
            "lvl",
        ],
    ),
    (
        "numbering",
        &["numPicBullet", "abstractNum", "num", "numIdMacAtCleanup"],
    ),
    (
        "font",
        &[
            "altName",
            "panose1",
            "charset",
            "family",
            "notTrueType",
            "pitch",
            "sig",
            "embedRegular",
            "embedBold",
            "embedItalic",
            "embedBoldItalic",
        ],
    ),
    (
        "settings",
        &["updateFields", "characterSpacingControl", "compat"],
    ),
    ("sdt", &["sdtPr", "sdtEndPr", "sdtContent"]),
];

/// A file taken apart.
struct Parts(Vec<(String, Vec<u8>)>);

impl Parts {
    fn of(docx: &[u8]) -> Self {
        let mut zip = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
        let mut parts = Vec::new();
        for n in 0..zip.len() {
            let mut file = zip.by_index(n).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            parts.push((file.name().unwrap().into_owned(), bytes));
        }
        Self(parts)
    }

    fn xml(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(n, _)| n == name);
        std::str::from_utf8(&found.unwrap_or_else(|| panic!("no {name}")).1).unwrap()
    }

    fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        let text = |n: &str| n.ends_with(".xml") || n.ends_with(".rels");
        let parts = self.0.iter().filter(move |(n, _)| text(n));
        parts.map(|(n, b)| (n.as_str(), std::str::from_utf8(b).unwrap()))
    }
}

struct Demo {
    study: Study,
    internal: Vec<u8>,
    public: Vec<u8>,
}

/// The edition with all of the study's figures.
fn internal(study: &Study) -> Vec<u8> {
    let figures = chart::default_set(study);
    let drawn: Vec<Vec<u8>> = figures
        .iter()
        .map(|figure| chart::png(&figure.svg).unwrap())
        .collect();
    let pictures = figures.iter().zip(&drawn).map(|(figure, png)| Picture {
        name: &figure.name,
        title: &figure.title,
        png,
    });
    let pictures: Vec<Picture<'_>> = pictures.collect();
    guide(study, Edition::Internal(&pictures)).unwrap()
}

fn demo() -> &'static Demo {
    static DEMO: OnceLock<Demo> = OnceLock::new();
    DEMO.get_or_init(|| {
        let study = study::run(&bulian::builtin::example())
            .map_err(|e| e[0].to_string())
            .unwrap()
            .value;
        let internal = internal(&study);
        let public = guide(&study, Edition::Public).unwrap();
        Demo {
            study,
            internal,
            public,
        }
    })
}

/// A small zone: one firm, a gap or two, next to nothing else.
fn small() -> Study {
    Case::firms(&["甲叶片厂,风电叶片", "乙风机厂,风力发电机组"]).study()
}

fn w<'a>(node: Node<'a, 'a>, name: &str) -> Option<Node<'a, 'a>> {
    node.children().find(|c| c.has_tag_name((W, name)))
}

fn all<'a>(doc: &'a Document<'a>, name: &'a str) -> impl Iterator<Item = Node<'a, 'a>> {
    doc.descendants().filter(move |n| n.has_tag_name((W, name)))
}

/// Text as read.
fn text(node: Node<'_, '_>) -> String {
    let mut out = String::new();
    for n in node.descendants() {
        if n.has_tag_name((W, "t")) {
            out.push_str(n.text().unwrap_or_default());
        }
    }
    out
}

fn style<'a>(paragraph: Node<'a, 'a>) -> &'a str {
    let style = w(paragraph, "pPr").and_then(|p| w(p, "pStyle"));
    style
        .and_then(|s| s.attribute((W, "val")))
        .unwrap_or("Normal")
}

fn out_of_order(xml: &str) -> Vec<String> {
    let doc = Document::parse(xml).unwrap();
    let mut wrong = Vec::new();
    for (name, sequence) in SEQUENCES {
        for node in all(&doc, name) {
            let mut at = 0;
            for child in node.children().filter(Node::is_element) {
                let child = child.tag_name().name();
                match sequence.iter().position(|s| *s == child) {
                    Some(place) if place >= at => at = place,
                    Some(_) => wrong.push(format!("{child} stands too late in {name}")),
                    None => wrong.push(format!("{child} is no child of {name}")),
                }
            }
        }
    }
    wrong
}

#[test]
fn the_order_is_checked_at_all() {
    let doc = |inner: &str| format!("<w:p xmlns:w=\"{W}\"><w:pPr>{inner}</w:pPr></w:p>");
    assert_eq!(out_of_order(&doc("<w:keepNext/><w:jc/>")).len(), 0);
    assert_eq!(out_of_order(&doc("<w:jc/><w:keepNext/>")).len(), 1);
    assert_eq!(out_of_order(&doc("<w:jd/>")).len(), 1);
}

#[test]
fn children_stand_in_the_order_of_the_schema() {
    for file in [&demo().internal, &demo().public] {
        for (name, xml) in Parts::of(file).texts() {
            let wrong = out_of_order(xml);
            assert!(wrong.is_empty(), "{name}: {}", wrong.join("; "));
        }
    }
}

#[test]
fn every_relationship_resolves_and_every_picture_is_used() {
    for file in [&demo().internal, &demo().public] {
        let parts = Parts::of(file);
        let names: BTreeSet<&str> = parts.0.iter().map(|(n, _)| n.as_str()).collect();
        let rels = Document::parse(parts.xml("word/_rels/document.xml.rels")).unwrap();
        let mut targets = BTreeSet::new();
        let mut ids = BTreeSet::new();
        for rel in rels.root_element().children().filter(Node::is_element) {
            let target = format!("word/{}", rel.attribute("Target").unwrap());
            assert!(names.contains(target.as_str()), "{target}");
            assert!(ids.insert(rel.attribute("Id").unwrap()));
            targets.insert(target);
        }
        let doc = Document::parse(parts.xml("word/document.xml")).unwrap();
        let mut used = BTreeSet::new();
        for node in doc.descendants() {
            for key in ["id", "embed"] {
                used.extend(node.attribute((R, key)));
            }
        }
        for id in &used {
            assert!(ids.contains(id), "{id} leads nowhere");
        }
        let pictures = names
            .iter()
            .filter(|n| n.starts_with("word/media/"))
            .count();
        assert!(pictures >= 10);
        assert_eq!(
            used.iter().filter(|id| id.contains("Picture")).count(),
            pictures
        );
        // Every part has a type.
        let types = parts.xml("[Content_Types].xml");
        for name in &names {
            let end = name.rsplit('.').next().unwrap();
            let known = types.contains(&format!("PartName=\"/{name}\""))
                || (end != "xml" && types.contains(&format!("Extension=\"{end}\"")));
            assert!(
                known || *name == "[Content_Types].xml",
                "{name} has no type"
            );
        }
        // Styles, bookmarks and ids that are used are there, once.
        let styles = Document::parse(parts.xml("word/styles.xml")).unwrap();
        let known: BTreeSet<&str> = all(&styles, "style")
            .filter_map(|s| s.attribute((W, "styleId")))
            .collect();
        for paragraph in all(&doc, "p") {
            assert!(known.contains(style(paragraph)), "{}", style(paragraph));
        }
        let marks: Vec<&str> = all(&doc, "bookmarkStart")
            .filter_map(|b| b.attribute((W, "name")))
            .collect();
        assert_eq!(marks.iter().collect::<BTreeSet<_>>().len(), marks.len());
        let links: Vec<&str> = all(&doc, "hyperlink")
            .filter_map(|h| h.attribute((W, "anchor")))
            .collect();
        assert_eq!(links, marks);
    }
}

#[test]
fn contents_are_filled_in_before_they_are_brought_up_to_date() {
    let parts = Parts::of(&demo().internal);
    let doc = Document::parse(parts.xml("word/document.xml")).unwrap();
    let lines: Vec<String> = all(&doc, "hyperlink").map(text).collect();
    let page = |line: &str| -> String {
        let digits = line.chars().rev().take_while(char::is_ascii_digit);
        digits.collect::<Vec<_>>().into_iter().rev().collect()
    };
    let entries: Vec<&str> = lines
        .iter()
        .map(|l| l.trim_end_matches(|c: char| c.is_ascii_digit()))
        .collect();
    // Each has its page; a chapter begins on another one than the chapter before.
    let pages: Vec<usize> = lines.iter().map(|l| page(l).parse().unwrap()).collect();
    let chapters = demo().study.chains.len();
    assert_eq!(entries.len(), chapters + 6);
    assert_eq!(entries[0], "一、摘要");
    assert_eq!(entries[chapters + 2], "十三、招商路径");
    assert_eq!(entries[chapters + 3], "附录一　分析方法");
    assert_eq!(pages[0], 1);
    assert!(pages.is_sorted());
    assert!(
        pages[..=chapters + 3].windows(2).all(|p| p[0] < p[1]),
        "{pages:?}"
    );
    let codes: Vec<&str> = all(&doc, "instrText").filter_map(|n| n.text()).collect();
    assert!(codes.iter().any(|c| c.starts_with(" TOC ")));
    // Fields begin, show something and end.
    let kinds = |kind: &str| {
        let marks = all(&doc, "fldChar");
        marks
            .filter(|n| n.attribute((W, "fldCharType")) == Some(kind))
            .count()
    };
    assert_eq!(
        (kinds("begin"), kinds("separate")),
        (codes.len(), codes.len())
    );
    assert_eq!(kinds("end"), codes.len());
}

#[test]
fn tables_and_figures_hold_together() {
    for file in [&demo().internal, &demo().public] {
        let parts = Parts::of(file);
        let doc = Document::parse(parts.xml("word/document.xml")).unwrap();
        let body = all(&doc, "body").next().unwrap();
        let blocks: Vec<Node> = body.children().filter(Node::is_element).collect();
        for pair in blocks.windows(2) {
            if pair[1].has_tag_name((W, "tbl")) {
                assert_eq!(style(pair[0]), "Caption");
                assert!(w(pair[0], "pPr").and_then(|p| w(p, "keepNext")).is_some());
            }
            if style(pair[0]) == "Picture" {
                assert_eq!(style(pair[1]), "Caption"); // its style keeps with the next
            }
        }
        for table in all(&doc, "tbl") {
            let rows: Vec<Node> = table
                .children()
                .filter(|c| c.has_tag_name((W, "tr")))
                .collect();
            assert!(rows.len() > 1, "an empty table: {}", text(table));
            let grid: Vec<i64> = all_in(table, "gridCol").map(|c| number(c, "w")).collect();
            for (n, row) in rows.iter().enumerate() {
                let properties = w(*row, "trPr").unwrap();
                assert!(w(properties, "cantSplit").is_some());
                assert_eq!(w(properties, "tblHeader").is_some(), n == 0);
                let cells: i64 = all_in(*row, "tcW").map(|c| number(c, "w")).sum();
                assert_eq!(cells, grid.iter().sum::<i64>());
            }
        }
    }
}

fn all_in<'a>(node: Node<'a, 'a>, name: &'a str) -> impl Iterator<Item = Node<'a, 'a>> {
    node.descendants()
        .filter(move |n| n.has_tag_name((W, name)))
}

fn number(node: Node<'_, '_>, key: &str) -> i64 {
    node.attribute((W, key)).unwrap().parse().unwrap()
}

/// `图3.1` and `表3.1` in captions: counted by chapter without a hole, and each spoken of is there.
#[test]
fn figures_and_tables_are_numbered_and_spoken_of() {
    for file in [&demo().internal, &demo().public] {
        let parts = Parts::of(file);
        let doc = Document::parse(parts.xml("word/document.xml")).unwrap();
        let captions: Vec<String> = all(&doc, "p")
            .filter(|p| style(*p) == "Caption")
            .map(text)
            .collect();
        let numbers: Vec<&str> = captions
            .iter()
            .filter_map(|c| c.split('　').next())
            .collect();
        let mut last: std::collections::BTreeMap<&str, u32> = std::collections::BTreeMap::new();
        for number in &numbers {
            let (chapter, n) = number.rsplit_once('.').unwrap();
            let before = last.insert(chapter, n.parse().unwrap()).unwrap_or(0);
            assert_eq!(n.parse(), Ok(before + 1), "{number}");
        }
        let mut spoken = 0;
        for paragraph in all(&doc, "p").filter(|p| style(*p) == "Normal") {
            for said in text(paragraph).split('见').skip(1) {
                let kind = ["图", "表", "附表"].iter().find(|k| said.starts_with(**k));
                let Some(kind) = kind else { continue };
                let rest = &said[kind.len()..];
                if !rest.starts_with(|c: char| c.is_ascii_digit()) {
                    continue;
                }
                let end = rest
                    .find(|c: char| !c.is_ascii_digit() && c != '.')
                    .unwrap_or(rest.len());
                let number = format!("{kind}{}", &rest[..end]);
                assert!(numbers.contains(&number.as_str()), "{number} is not there");
                spoken += 1;
            }
        }
        assert!(spoken > 40);
    }
}

/// What the edition for the public may not say: firms, projects, conclusions, classified links.
fn secrets(study: &Study) -> BTreeSet<&str> {
    let mut secret: BTreeSet<&str> = BTreeSet::new();
    for gap in &study.gaps {
        for target in &gap.targets {
            secret.extend([target.name.as_str(), target.short.as_str()]);
            secret.extend(target.matchmakers.iter().map(|m| m.name.as_str()));
        }
    }
    assert!(secret.len() > 300);
    secret.extend(study.firms.iter().map(|f| f.name.as_str()));
    secret.extend(study.investors.iter().map(|i| i.name.as_str()));
    for link in &study.links {
        secret.extend(link.firms.iter().map(|f| f.name.as_str()));
        for project in &link.projects {
            secret.insert(&project.name);
            secret.extend(project.firm.as_deref());
        }
        if link.flags.contains(&bulian::model::Flag::Classified) {
            secret.extend([link.name.as_str(), link.id.as_str()]);
        }
    }
    for plan in &study.campaign.plans {
        secret.insert(&plan.squad);
        for contact in plan.visits.iter().flat_map(|v| &v.contacts) {
            secret.extend(contact.conclusion.as_deref());
        }
    }
    // 农产品, 太阳能 are short names of firms and words of the models, of which 招什么项目 is made; a park may
    // stand among the projects under its name.
    let links = study.links.iter().map(|l| l.name.as_str());
    let cards = study.gaps.iter().filter_map(|g| g.card.as_ref());
    let links = links.chain(cards.map(|c| c.project.as_str()));
    let parks = study.counties.iter().flat_map(|c| &c.parks);
    let open: Vec<&str> = links.chain(parks.map(|p| p.name.as_str())).collect();
    let classified =
        |l: &&bulian::study::LinkView| l.flags.contains(&bulian::model::Flag::Classified);
    let classified: Vec<&str> = study
        .links
        .iter()
        .filter(classified)
        .map(|l| l.name.as_str())
        .collect();
    let before = secret.len();
    secret.retain(|s| classified.contains(s) || !open.iter().any(|name| name.contains(*s)));
    assert!(before - secret.len() < 10, "too many are taken for words");
    secret
}

/// Names of firms inside pictures, too, those that are wrapped over lines included: the texts of an SVG
/// stand in it one after another.
#[test]
fn the_pictures_of_the_public_edition_name_no_firm_and_no_classified_link() {
    let study = &demo().study;
    let secret = secrets(study);
    let found = |figures: &[chart::Figure]| -> BTreeSet<String> {
        let said: String = figures
            .iter()
            .map(|figure| {
                let doc = Document::parse(&figure.svg).unwrap();
                let texts = doc.descendants().filter(|n| n.is_text());
                texts
                    .filter_map(|n| n.text())
                    .map(str::trim)
                    .collect::<String>()
                    + "\n"
            })
            .collect();
        let named = secret.iter().filter(|s| said.contains(**s));
        named.map(|s| (*s).to_owned()).collect()
    };
    let public = public_figures(study);
    assert!(public.len() > study.chains.len());
    assert_eq!(found(&public), BTreeSet::new());
    // The other edition's pictures name them: the test looks where they would be.
    assert!(found(&chart::default_set(study)).len() > 50);
}

#[test]
fn the_public_edition_names_no_firm_no_contact_and_no_classified_link() {
    let study = &demo().study;
    let parts = Parts::of(&demo().public);
    let mut said = String::new();
    for (_, xml) in parts.texts() {
        let doc = Document::parse(xml).unwrap();
        said.push_str(&text(doc.root()));
        said.push_str(xml);
    }
    let secret = secrets(study);
    let leaked: Vec<&&str> = secret.iter().filter(|s| said.contains(**s)).collect();
    assert!(leaked.is_empty(), "{leaked:?}");
    assert!(!said.contains("名录第") && !said.contains("台账"));
    // The same names are in the other edition: the test looks where they would be.
    let parts = Parts::of(&demo().internal);
    let doc = Document::parse(parts.xml("word/document.xml")).unwrap();
    let said = text(doc.root());
    assert!(secret.iter().filter(|s| said.contains(**s)).count() > 200);
}

#[test]
fn same_study_same_bytes() {
    let study = small();
    assert!(internal(&study) == internal(&study));
    assert!(guide(&study, Edition::Public).unwrap() == guide(&study, Edition::Public).unwrap());
}

#[test]
fn a_file_of_ordinary_size() {
    for file in [&demo().internal, &demo().public] {
        assert!(file.len() < 10_000_000, "{}", file.len());
    }
}

#[test]
fn fonts_are_those_of_windows_with_others_in_their_place() {
    let parts = Parts::of(&demo().public);
    let doc = Document::parse(parts.xml("word/fontTable.xml")).unwrap();
    let other = |name: &str| {
        let mut fonts = all(&doc, "font");
        let font = fonts
            .find(|f| f.attribute((W, "name")) == Some(name))
            .unwrap();
        w(font, "altName").and_then(|a| a.attribute((W, "val")))
    };
    assert_eq!(other("方正小标宋简体"), Some("宋体"));
    assert_eq!(other("仿宋"), Some("FangSong"));
    assert_eq!(other("黑体"), Some("SimHei"));
}

fn said(study: &Study, edition: Edition<'_>) -> String {
    let file = guide(study, edition).unwrap();
    let parts = Parts::of(&file);
    let doc = Document::parse(parts.xml("word/document.xml")).unwrap();
    for table in all(&doc, "tbl") {
        assert!(
            all_in(table, "tr").count() > 1,
            "an empty table: {}",
            text(table)
        );
    }
    text(doc.root())
}

#[test]
fn what_is_not_there_is_said_in_a_sentence() {
    let nobody = Case::firms(&["丙理发店"]).study();
    for edition in [Edition::Internal(&[]), Edition::Public] {
        let text = said(&nobody, edition);
        assert!(text.contains("企业名录中未见承担本链环节的企业。名录不完整，这不等于本地没有"));
        assert!(text.contains("按现有名录，本链没有条件具备、须立即补强的环节。"));
        assert!(text.contains("本链目前没有条件具备的招商项目"));
    }
}

#[test]
fn a_partial_register_is_said_and_a_complete_one_is_not() {
    let partial = "不等于本地没有";
    assert!(said(&small(), Edition::Public).contains(partial));
    let complete = Case::firms(&["甲叶片厂,风电叶片", "乙风机厂,风力发电机组"])
        .zone("register: {complete: true, as_of: 2026-06-30}\n")
        .study();
    let text = said(&complete, Edition::Internal(&[]));
    assert!(!text.contains(partial) && text.contains("缺失"));
}
