use super::*;

fn shown(field: &str) -> Vec<String> {
    items(field, &Vocabulary::default())
        .iter()
        .map(|i| {
            let a = i.activities;
            let marks: String = [
                (a.make, 'M'),
                (a.trade, 'T'),
                (a.service, 'S'),
                (a.develop, 'D'),
                (a.run, 'R'),
            ]
            .iter()
            .filter(|(on, _)| *on)
            .map(|(_, c)| *c)
            .collect();
            format!("{}@{} {marks}", i.object(), i.at)
                .trim_end()
                .to_owned()
        })
        .collect()
}

#[test]
fn enumerations_share_their_verbs() {
    assert_eq!(
        shown("生产、销售风电叶片、塔筒"),
        ["风电叶片@3 MT", "塔筒@10 MT"]
    );
    assert_eq!(
        shown("风电叶片、塔筒的制造、销售"),
        ["风电叶片@0 MT", "塔筒@5 MT"]
    );
    assert_eq!(
        shown("风电叶片制造；塔筒销售"),
        ["风电叶片@0 M", "塔筒@7 T"]
    );
    assert_eq!(
        shown("研发、生产：光伏组件，逆变器"),
        ["光伏组件@6 MD", "逆变器@11"]
    );
    assert_eq!(
        shown("仓储服务、风电叶片的维修服务"),
        ["仓储服务@0 S", "风电叶片@5 S"]
    );
    assert_eq!(
        shown("风力发电机组及零部件销售"),
        ["风力发电机组@0 T", "零部件@7 T"]
    );
}

#[test]
fn boilerplate_negation_and_parentheses_are_no_items() {
    assert_eq!(
        shown(
            "许可项目：发电业务（依法须经批准的项目，经相关部门批准后方可开展经营活动）一般项目：光伏组件制造"
        ),
        ["发电@5", "光伏组件@42 M"]
    );
    assert_eq!(
        shown("化工产品销售（不含危险化学品）；不含许可类化工"),
        ["化工产品@0 T"]
    );
    assert_eq!(shown("风电叶片（未开工"), ["风电叶片@0"]);
}

#[test]
fn revenue_shares_are_read_and_cut_off() {
    for field in [
        "光伏组件:81.7%；电站:3%",
        "光伏组件 81.7%、电站 3％",
        "光伏组件（81.7%）；电站（占3%）",
        "光伏组件占比81.7%，电站约3%",
    ] {
        let found: Vec<_> = items(field, &Vocabulary::default())
            .into_iter()
            .map(|i| (i.object().to_owned(), i.share))
            .collect();
        let wanted = [
            ("光伏组件".to_owned(), Some(0.817)),
            ("电站".to_owned(), Some(0.03)),
        ];
        assert_eq!(found, wanted, "{field}");
    }
    assert_eq!(
        items("纯度99%以上的氢气", &Vocabulary::default())[0].share,
        None
    );
}

#[test]
fn negation_reaches_to_the_end_of_its_clause() {
    assert_eq!(shown("除农药、种子外的农资销售"), ["农资@8 T"]);
    assert_eq!(
        shown("除尘设备、户外用品销售"),
        ["除尘设备@0 T", "户外用品@5 T"]
    );
    assert_eq!(
        shown("煤炭销售不含焦炭、原油；塔筒"),
        ["煤炭@0 T", "塔筒@12"]
    );
    assert!(shown("未取得许可不得从事兽药、饲料生产").is_empty());
    assert_eq!(shown("未来农业开发"), ["未来农业@0 D"]);
    assert_eq!(shown("煤炭销售、农药、种子除外"), ["煤炭@0 T"]);
}

#[test]
fn what_is_said_once_at_the_end_is_handed_on() {
    let known: Vocabulary = [
        "小麦种植",
        "花卉种子",
        "棉花",
        "棉花加工",
        "风电叶片",
        "风电叶片模具",
    ]
    .into_iter()
    .collect();
    let texts = |field: &str| -> Vec<String> {
        items(field, &known)
            .into_iter()
            .map(|i| i.text().to_owned())
            .collect()
    };
    assert_eq!(texts("小麦、玉米种植"), ["小麦种植", "玉米种植"]);
    assert_eq!(texts("花卉、牧草种子的繁育"), ["花卉", "牧草种子的繁育"]);
    assert_eq!(texts("花卉、牧草种子"), ["花卉种子", "牧草种子"]);
    assert_eq!(texts("棉花收购、加工"), ["棉花加工"]);
    assert_eq!(texts("风电叶片、叶片模具"), ["风电叶片", "叶片模具"]);
}

#[test]
fn numbers_of_a_list_are_ends() {
    assert_eq!(shown("1.离心泵 2.闸阀"), ["离心泵@2", "闸阀@8"]);
    assert_eq!(
        shown("１、泵、阀制造；２、设备安装"),
        ["泵@2 M", "阀@4 M", "设备@10 S"]
    );
    assert_eq!(shown("(1)离心泵(2)闸阀"), ["离心泵@3", "闸阀@9"]);
    assert_eq!(shown("①离心泵②闸阀"), ["离心泵@1", "闸阀@5"]);
    assert_eq!(shown("1.5兆瓦风机"), ["1.5兆瓦风机@0"]);
}

#[test]
fn a_phrase_of_the_catalogue_is_one_item() {
    let found = items(
        "发电机及发电机组制造；酒店管理；精品酒店管理",
        &Vocabulary::default(),
    );
    let shown: Vec<_> = found.iter().map(|i| (i.text(), i.generic)).collect();
    assert_eq!(
        shown,
        [
            ("发电机及发电机组制造", true),
            ("酒店管理", true),
            ("精品酒店管理", false)
        ]
    );
}

#[test]
fn a_service_beside_its_thing_leaves_the_thing_alone() {
    assert_eq!(shown("风电叶片、叶片维修服务"), ["风电叶片@0", "叶片@5 S"]);
    assert_eq!(shown("除尘器、环保技术服务"), ["除尘器@0", "环保@4 S"]);
    assert_eq!(shown("风机、水泵维修"), ["风机@0 S", "水泵@3 S"]);
}

#[test]
fn what_has_its_own_verb_takes_no_other_end() {
    let known: Vocabulary = ["数据服务"].into_iter().collect();
    let found = items("数据处理和存储支持服务", &known);
    assert!(found.iter().all(|i| i.text() != "数据服务"));
}
