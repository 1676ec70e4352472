//! The zone's projects: one row, one project.

use super::InputFile;
use super::firm_row::{self, Reader};
use super::link_cell::{self, LinkCells};
use super::table::{Column, Row, Wanted, text};
use crate::diag::{Checked, Kind};
use crate::model::{Chains, Project, ProjectStage};

const WANTED: Wanted = Wanted {
    columns: &[
        Column::Project,
        Column::Name,
        Column::LinkId,
        Column::Link,
        Column::County,
        Column::Park,
        Column::Stage,
        Column::Investment,
        Column::Content,
        Column::Date,
        Column::Source,
        Column::Note,
    ],
    needed: &[&[Column::Link, Column::LinkId], &[Column::Stage]],
};

/// Reads projects; each row is used or reported (unknown link, no name, no stage, a total).
/// Investment is in 万元. A table with a header and no rows is empty, not wrong.
///
/// # Errors
/// The file can't be read, or it has no column of links or of stages.
pub fn projects(file: &InputFile, chains: &Chains) -> Checked<Vec<Project>> {
    link_cell::rows(file, &WANTED, chains, |row, _, reader, links| {
        project(row, reader, links)
    })
}

fn project(
    row: Row<'_>,
    reader: &mut Reader<'_>,
    links: &mut LinkCells<'_>,
) -> Result<Project, (Kind, Column)> {
    if let Some(note) = firm_row::note(row) {
        return Err((note, Column::Project));
    }
    let firm = row.optional(Column::Name);
    let name = row
        .optional(Column::Project)
        .or_else(|| firm.clone())
        .ok_or_else(|| firm_row::lacks(Column::Project))?;
    let link = links
        .of(row)?
        .ok_or_else(|| firm_row::lacks(Column::Link))?;
    let said = row.get(Column::Stage);
    let Some(stage) = stage(said) else {
        if !text::says_nothing(said) {
            let (text, allowed) = (
                text::one_line(said),
                "在谈、签约、开工、在建、投产".to_owned(),
            );
            reader.say(row, Some(Column::Stage), Kind::NotInList { text, allowed });
        }
        return Err(firm_row::lacks(Column::Stage));
    };
    Ok(Project {
        row: row.reference().owned(),
        name,
        firm,
        link,
        stage,
        investment: reader.money(row, Column::Investment),
        county: row.optional(Column::County),
        date: reader.date(row, Column::Date),
        source: row.optional(Column::Source),
    })
}

/// Words of a stage, in the order they are looked for: 签约未开工 is signed, 建成投产 is running,
/// 拟签约 is still talk.
const STAGES: [(&[&str], ProjectStage); 6] = [
    (&["未签约", "拟签约", "待签约"], ProjectStage::Negotiating),
    (
        &[
            "未开工",
            "未动工",
            "待开工",
            "拟开工",
            "前期",
            "备案",
            "筹建",
            "筹备",
        ],
        ProjectStage::Signed,
    ),
    (
        &[
            "未投产",
            "未建成",
            "未竣工",
            "未完工",
            "待投产",
            "拟投产",
            "部分投产",
            "续建",
        ],
        ProjectStage::Building,
    ),
    (
        &[
            "投产", "建成", "竣工", "完工", "运行", "运营", "达产", "投用", "投运", "并网",
        ],
        ProjectStage::Running,
    ),
    (
        &["开工", "动工", "在建", "建设", "施工", "新建", "扩建"],
        ProjectStage::Building,
    ),
    (&["签约", "签订", "已签", "落地"], ProjectStage::Signed),
];

const TALK: [&str; 10] = [
    "在谈", "洽谈", "意向", "对接", "谋划", "储备", "接洽", "考察", "推介", "跟踪",
];

/// How far a project is; None where the words say nothing we know.
fn stage(cell: &str) -> Option<ProjectStage> {
    let text = text::squeeze(cell);
    let said = STAGES
        .iter()
        .find(|(words, _)| words.iter().any(|word| text.contains(word)))
        .map(|(_, stage)| *stage);
    said.or_else(|| {
        TALK.iter()
            .any(|word| text.contains(word))
            .then_some(ProjectStage::Negotiating)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::link_cell::fixture::chains;
    use crate::model::{LinkIx, WanYuan};

    #[test]
    fn a_list_of_projects() {
        let text = "重点项目,,,,,\n\
            项目名称,投资企业,环节,阶段,总投资（亿元）,日期\n\
            叶片项目,甲公司,清洁能源/风电叶片,在建,12.5,2024年8月\n\
            整机项目,,QN02,已签约,3000万元,\n\
            塔架项目,,塔桶,在谈,1,\n\
            某项目,,塔筒,张三,1,\n\
            无环节,,,在谈,1,\n\
            合计,,,,16.5,\n";
        let Ok(read) = projects(&InputFile::new("项目.csv", text), &chains()) else {
            panic!()
        };
        let [blades, turbines] = read.value.as_slice() else {
            panic!("{:?}", read.value)
        };
        assert_eq!(
            (blades.link, blades.stage, blades.investment),
            (LinkIx(0), ProjectStage::Building, Some(WanYuan(125_000.0)))
        );
        assert_eq!(
            (
                blades.firm.as_deref(),
                blades.date.as_deref(),
                blades.row.row
            ),
            (Some("甲公司"), Some("2024-08"), 3)
        );
        assert_eq!(
            (turbines.link, turbines.stage, turbines.investment),
            (LinkIx(1), ProjectStage::Signed, Some(WanYuan(3_000.0)))
        );
        let codes: Vec<&str> = read
            .warnings
            .iter()
            .map(|warning| warning.kind.code())
            .collect();
        assert_eq!(
            codes,
            [
                "row::unknown_link",
                "row::not_in_list",
                "row::incomplete",
                "row::incomplete",
                "row::not_a_firm"
            ]
        );
        assert!(
            matches!(&read.warnings[0].kind, Kind::RowUnknownLink { nearest: Some(name), .. } if name == "清洁能源/塔筒")
        );
    }

    #[test]
    fn a_template_without_rows_is_empty() {
        let file = InputFile::new("项目.csv", "项目名称,环节,阶段\n");
        assert!(
            projects(&file, &chains())
                .is_ok_and(|read| read.value.is_empty() && read.warnings.is_empty())
        );
    }

    #[test]
    fn stages() {
        for (cell, wanted) in [
            ("在谈", Some(ProjectStage::Negotiating)),
            ("意向阶段", Some(ProjectStage::Negotiating)),
            ("已签约", Some(ProjectStage::Signed)),
            ("签约未开工", Some(ProjectStage::Signed)),
            ("建设中", Some(ProjectStage::Building)),
            ("开工", Some(ProjectStage::Building)),
            ("已建成投产", Some(ProjectStage::Running)),
            ("试运行", Some(ProjectStage::Running)),
            ("", None),
            ("张三", None),
        ] {
            assert_eq!(stage(cell), wanted, "{cell}");
        }
    }
}
