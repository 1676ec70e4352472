//! 县市区: what each county and park has, lacks and could take in, and what it can buy in the zone.

use super::index::Index;
use super::sheet::{Cell, Sheet, Table, column};
use crate::model::{County, CountyChain, InZoneSupply, LinkId, ParkPlace};

/// Rows of a county: itself, its chains, its parks, what it can buy in the zone.
pub fn rows_of(county: &County) -> usize {
    1 + county.chains.len() + county.parks.len() + county.in_zone.len()
}

/// The table.
pub fn table(index: &Index<'_>) -> Table {
    let counties = &index.study.counties;
    Table {
        sheet: Sheet::Counties,
        note: "每个县市区先是合计（深色行），再分产业链、园区、市内配套三类，可按“类别”筛选。“尚缺环节”是当地企业生产必需、当地没有的物料环节；\
               “市内配套”是当地缺、市内别的县市区有的，先在市内对接（相互补台）。"
            .to_owned(),
        columns: vec![
            column("县市区", 12.0),
            column("类别", 10.0),
            column("名称", 24.0),
            column("主攻", 12.0),
            column("企业数", 8.0),
            column("已有环节", 44.0),
            column("尚缺环节", 46.0),
            column("建议落地的缺链", 44.0),
            column("说明", 44.0),
        ],
        fixed: 3,
        rows: counties.iter().flat_map(|c| rows(index, c)).collect(),
    }
}

fn rows(index: &Index<'_>, county: &County) -> Vec<Vec<Cell>> {
    let mut out = vec![whole(index, county)];
    let named = |kind: &str| vec![Cell::text(&county.name), Cell::text(kind)];
    for (id, chain) in &county.chains {
        let mut row = named("产业链");
        row.extend(of_chain(index, id, chain));
        out.push(row);
    }
    for park in &county.parks {
        let mut row = named("园区");
        row.extend(of_park(index, park));
        out.push(row);
    }
    for supply in &county.in_zone {
        let mut row = named("市内配套");
        row.extend(in_zone(index, supply));
        out.push(row);
    }
    out
}

fn whole(index: &Index<'_>, county: &County) -> Vec<Cell> {
    let mut here: Vec<&LinkId> = Vec::new();
    for id in county.chains.values().flat_map(|c| &c.here) {
        if !here.contains(&id) {
            here.push(id);
        }
    }
    let focus: Vec<&str> = county
        .chains
        .iter()
        .filter(|(_, c)| c.focus)
        .map(|(id, _)| index.chain(id))
        .collect();
    let head = |text: String| Cell::Head(text, None);
    vec![
        head(county.name.clone()),
        head("合计".to_owned()),
        head(format!("园区{}个", county.parks.len())),
        head(focus.join("、")),
        head(county.firms.to_string()),
        head(format!("{}个环节", here.len())),
        head(String::new()),
        head(match county.gaps.len() {
            0 => "0个".to_owned(),
            n => format!("{n}个：{}", first(index, &county.gaps)),
        }),
        head(String::new()),
    ]
}

/// The first of some gaps by name.
fn first(index: &Index<'_>, gaps: &[LinkId]) -> String {
    const NAMED: usize = 8;
    let named = index.names(&gaps[..gaps.len().min(NAMED)]);
    if gaps.len() > NAMED {
        format!("{named}等")
    } else {
        named
    }
}

fn of_chain(index: &Index<'_>, id: &str, chain: &CountyChain) -> Vec<Cell> {
    vec![
        Cell::text(index.chain(id)),
        Cell::text(if chain.focus { "主攻" } else { "" }),
        Cell::tally(chain.firms),
        Cell::text(index.names(&chain.here)),
        Cell::text(index.names(&chain.missing)),
        Cell::Empty,
        Cell::Empty,
    ]
}

fn of_park(index: &Index<'_>, park: &ParkPlace) -> Vec<Cell> {
    vec![
        Cell::text(&park.name),
        Cell::text(park.focus.join("、")),
        Cell::Empty,
        Cell::text(index.names(&park.here)),
        Cell::text(index.names(&park.missing)),
        Cell::text(index.names(&park.gaps)),
        Cell::text(match park.chemical {
            Some(true) => "经认定的化工园区",
            Some(false) => "非化工园区",
            None => "是否化工园区未注明",
        }),
    ]
}

fn in_zone(index: &Index<'_>, supply: &InZoneSupply) -> Vec<Cell> {
    let from: Vec<String> = supply
        .from
        .iter()
        .map(|(county, firms)| format!("{county}：{}", firms.join("、")))
        .collect();
    vec![
        Cell::link(index.name(&supply.link), index.to_link(&supply.link)),
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        Cell::text(format!(
            "供本地“{}”；{}",
            index.name(&supply.customer),
            from.join("；")
        )),
    ]
}
