//! What registers say of whether a firm is at work.

use crate::ingest::table::text;
use crate::model::Status;

/// What a status cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// The firm exists.
    Open(Status),
    /// It no longer does, or is about not to, or has left.
    Closed,
    /// Words we don't know.
    Unknown,
}

/// Words of a status, in the order they are looked for: 吊销未注销 is closed, 未投产 is not at work,
/// 停止经营 is not 经营.
///
/// 歇业 is a state a registrar records for at most three years, after which the firm resumes or is
/// struck off (市场主体登记管理条例, article 30): the firm exists, so it is suspended, not closed.
const STATUS: [(&[&str], Word); 7] = [
    (&["未注销", "未吊销"], Word::Open(Status::Active)),
    (
        &["异常", "待核", "核实", "待查", "待确认", "失联", "查无"],
        Word::Open(Status::Unverified),
    ),
    (
        &[
            "未停产",
            "未停业",
            "试生产",
            "试运行",
            "试运营",
            "恢复",
            "复产",
        ],
        Word::Open(Status::Active),
    ),
    (&["停", "歇业", "休业"], Word::Open(Status::Suspended)),
    (
        &[
            "未投产",
            "未开工",
            "未建成",
            "未开业",
            "未运营",
            "未生产",
            "在建",
            "筹",
            "建设",
            "新建",
            "拟建",
            "扩建",
            "续建",
            "改建",
        ],
        Word::Open(Status::Building),
    ),
    (&["迁入", "迁来"], Word::Open(Status::Active)),
    (
        &[
            "存续", "续存", "在业", "在营", "开业", "正常", "营业", "在产", "投产", "生产", "运营",
            "经营", "在册", "登记", "确立", "成立", "有效", "运行",
        ],
        Word::Open(Status::Active),
    ),
];

const CLOSED: [&str; 15] = [
    "注销",
    "吊销",
    "撤销",
    "迁出",
    "迁往",
    "清算",
    "破产",
    "关闭",
    "关停",
    "解散",
    "倒闭",
    "除名",
    "搬离",
    "不存在",
    "终止",
];

/// Reads a status cell.
pub fn status(cell: &str) -> Word {
    if text::says_nothing(cell) {
        return Word::Open(Status::NotStated);
    }
    // The official phrase is 存续（在营、开业、在册）: what stands in brackets explains.
    let full = text::squeeze(cell);
    let plain = full
        .split('(')
        .next()
        .filter(|plain| !plain.is_empty())
        .unwrap_or(&full);
    let closed = |text: &str| CLOSED.iter().any(|word| text.contains(word));
    if closed(plain) && closed(&plain.replace("未注销", "").replace("未吊销", "")) {
        return Word::Closed;
    }
    STATUS
        .iter()
        .find(|(words, _)| words.iter().any(|word| plain.contains(word)))
        .map_or(Word::Unknown, |(_, word)| *word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn status_words() {
        let open = Word::Open;
        for (cell, wanted) in [
            ("存续（在营、开业、在册）", open(Status::Active)),
            ("在营（开业）企业", open(Status::Active)),
            ("在产", open(Status::Active)),
            ("迁入", open(Status::Active)),
            ("", open(Status::NotStated)),
            ("-", open(Status::NotStated)),
            ("筹建", open(Status::Building)),
            ("未投产", open(Status::Building)),
            ("半停产", open(Status::Suspended)),
            ("停止经营", open(Status::Suspended)),
            ("歇业", open(Status::Suspended)),
            ("经营异常", open(Status::Unverified)),
            ("核实中", open(Status::Unverified)),
            ("吊销，未注销", Word::Closed),
            ("已注销", Word::Closed),
            ("迁出", Word::Closed),
            ("清算中", Word::Closed),
            ("规上", Word::Unknown),
        ] {
            assert_eq!(status(cell), wanted, "{cell}");
        }
    }
}
