//! Small chains and registers for tests.

use bulian::ingest::InputFile;
use bulian::study::{self, LinkView, Request, Study};

/// A mini model of wind power, by hand: eight links in two segments, one in a second chain.
///
/// ```text
/// 塔料 ─▶ 塔筒 ─┐
/// 树脂 ─▶ 叶片 ─┴▶ 整机 ─▶ 风电场(excluded)     叶片 ⋯waste⋯▶ 叶片回收    整机 ⋯aftermarket⋯▶ 风机维修
/// ```
pub const MINI: &str = "\
format: 1
id: ZZ
name: 先进制造
en: Mini
segments: {wind: 风电, csp: 光热}
links:
  塔料: {id: ZZ01, segment: wind, stage: 上游, nature: product, terms: [塔筒钢板]}
  树脂: {id: ZZ02, segment: wind, stage: 上游, nature: product, terms: [环氧树脂]}
  塔筒: {id: ZZ03, segment: wind, stage: 中游, nature: product, terms: [塔筒], inputs: [塔料]}
  叶片: {id: ZZ04, segment: wind, stage: 中游, nature: product, codes: [C3415], terms: [风电叶片], inputs: [树脂, {link: 塔料, optional: true}]}
  整机: {id: ZZ05, segment: wind, stage: 中游, nature: product, codes: [C3415], terms: [风力发电机组], inputs: [塔筒, 叶片], strategic: true}
  风电场: {id: ZZ06, segment: wind, stage: 下游, nature: facility, terms: [风力发电], flags: [excluded], inputs: [整机]}
  叶片回收: {id: ZZ07, segment: wind, stage: 下游, nature: product, terms: [叶片回收], inputs: [{link: 叶片, kind: waste}]}
  风机维修: {id: ZZ08, segment: wind, stage: 下游, nature: service, terms: [风机维修], inputs: [{link: 整机, kind: aftermarket}]}
  硅石: {id: ZZ09, segment: csp, stage: 上游, nature: resource, terms: [硅石]}
  反射镜: {id: ZZ10, segment: csp, stage: 上游, nature: product, terms: [反射镜], inputs: [硅石]}
  定日镜: {id: ZZ11, segment: csp, stage: 中游, nature: product, terms: [定日镜], inputs: [反射镜, 塔料, 树脂]}
";

/// A situation to study.
#[derive(Clone, Default)]
pub struct Case {
    /// Rows of the register: 企业名称,主营产品,经营范围,经营状态,所属集团,营业收入(万元).
    pub firms: Vec<String>,
    /// Lines of `zone.yaml` after the name.
    pub zone: String,
    /// Rows of the projects table: 项目名称,环节编号,阶段,日期.
    pub projects: Vec<String>,
    /// Rows of the capacity table: 环节编号,主体,数量,单位,年份.
    pub capacity: Vec<String>,
    /// Rows of the records table: 日期,环节编号,县市区,事项,结论.
    pub records: Vec<String>,
    /// Leaders, as YAML list items.
    pub leaders: String,
    /// The model; [`MINI`] where empty.
    pub model: String,
}

impl Case {
    /// With some firms, each `name` or `name,products[,scope[,status[,group[,revenue]]]]`.
    pub fn firms(firms: &[&str]) -> Self {
        Self {
            firms: firms.iter().map(|f| (*f).to_owned()).collect(),
            ..Self::default()
        }
    }

    /// With lines of `zone.yaml`.
    pub fn zone(mut self, zone: &str) -> Self {
        self.zone = zone.to_owned();
        self
    }

    /// The request of it.
    pub fn request(&self) -> Request {
        let table = |name: &str, header: &str, rows: &[String]| {
            let columns = header.split(',').count();
            let pad =
                |row: &String| format!("{row}{}", ",".repeat(columns - row.split(',').count()));
            let rows: Vec<String> = rows.iter().map(pad).collect();
            InputFile::new(name, format!("{header}\n{}\n", rows.join("\n")))
        };
        let some = |rows: &[String], file: InputFile| (!rows.is_empty()).then_some(file);
        let model = if self.model.is_empty() {
            MINI
        } else {
            &self.model
        };
        Request {
            date: "2026-06-30".to_owned(),
            chains: vec![InputFile::new("mini.yaml", model)],
            leaders: InputFile::new(
                "leaders.yaml",
                format!(
                    "format: 1\nsources: {{AR: {{title: 年度报告, date: 2025-12-31}}}}\nleaders: [{}]\n",
                    self.leaders
                ),
            ),
            partners: InputFile::new("partners.yaml", "format: 1\npartners: []\n"),
            policy: bulian::builtin::policy(),
            register: table(
                "企业名录.csv",
                "企业名称,主营产品,经营范围,经营状态,所属集团,营业收入(万元)",
                &self.firms,
            ),
            zone: Some(InputFile::new(
                "zone.yaml",
                format!("name: 某市\n{}", self.zone),
            )),
            projects: some(
                &self.projects,
                table(
                    "projects.csv",
                    "项目名称,环节编号,阶段,日期",
                    &self.projects,
                ),
            ),
            capacity: some(
                &self.capacity,
                table(
                    "capacity.csv",
                    "环节编号,主体,数量,单位,年份",
                    &self.capacity,
                ),
            ),
            pool: None,
            records: some(
                &self.records,
                table(
                    "records.csv",
                    "日期,环节编号,县市区,事项,结论",
                    &self.records,
                ),
            ),
            review: Vec::new(),
        }
    }

    /// The study of it.
    pub fn study(&self) -> Study {
        match study::run(&self.request()) {
            Ok(done) => done.value,
            Err(errors) => panic!(
                "{}",
                errors
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .join("\n")
            ),
        }
    }
}

/// The link of a name.
pub fn link<'a>(study: &'a Study, name: &str) -> &'a LinkView {
    study.links.iter().find(|l| l.name == name).unwrap()
}
