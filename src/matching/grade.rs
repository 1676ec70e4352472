//! Evidence → score and grade.
//!
//! Pieces combine as independent evidence: score = 1 − Π(1 − wᵢ), over the best piece of each field.
//!
//! | field | head | named only | similar only |
//! |---|---|---|---|
//! | 主营产品 | 0.80; with a share of revenue below 10 %, 0.40 + 4 × share | 0.20 | 0.10 × likeness |
//! | 企业名称 | 0.60 | 0.15 | |
//! | 经营范围 | 0.50 × share of attention | 0.10 | |
//! | 行业代码 | 0.30 ÷ √(links with that code); half of that where the model is unsure | | |
//!
//! Share of attention: 1 up to 30 items of scope, then 30 ÷ items: a scope of 200 items says little
//! about each.
//!
//! Worked example: 主营产品 风电叶片 (0.80) and code C3415, shared by 4 links (0.15):
//! 1 − 0.20 × 0.85 = 0.83.

use crate::model::{Evidence, Field, Fit, Grade};

/// Items of scope to which a firm can give its whole attention.
const ATTENTION: f64 = 30.0;

/// Weight of a product that makes up 5 % of the revenue: what is less is a side line.
const MAIN: f64 = 0.60;

/// Weight of a term met in a field; `items` is the number of items of the field.
pub fn term_weight(field: Field, fit: Fit, stated: bool, items: usize, share: Option<f64>) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a field has few items")]
    let attention = (ATTENTION / items.max(1) as f64).min(1.0);
    let whole = match (field, fit) {
        (Field::Products, Fit::Head) => share.map_or(0.80, |s| (0.40 + 4.0 * s).min(0.80)),
        (Field::Products, Fit::Named) => 0.20,
        (Field::Name, Fit::Head) => 0.60,
        (Field::Name, Fit::Named) => 0.15,
        (Field::Scope, Fit::Head) => 0.50 * attention,
        (Field::Scope, Fit::Named) => 0.10 * attention,
        (Field::Products | Field::Name | Field::Scope, Fit::Similar)
        | (Field::Code | Field::Review, Fit::Head | Fit::Named | Fit::Similar) => 0.0,
    };
    // 主营产品 lists things, so making is understood; a scope that names no activity says half.
    if field == Field::Scope && fit == Fit::Head && !stated {
        whole / 2.0
    } else {
        whole
    }
}

/// Weight of a product that is only like a term; `like` is 0..=1.
pub fn similar_weight(like: f64) -> f64 {
    0.10 * like
}

/// Weight of an industry code that `links` links share.
pub fn code_weight(links: usize, sure: bool) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a code has few links")]
    let weight = 0.30 / (links.max(1) as f64).sqrt();
    if sure { weight } else { weight / 2.0 }
}

/// Score of a pair: the best piece of each field, combined.
pub fn score<S>(evidence: &[Evidence<S>]) -> f64 {
    let miss: f64 = [Field::Products, Field::Name, Field::Scope, Field::Code]
        .into_iter()
        .map(|field| {
            let best = evidence
                .iter()
                .filter(|e| e.field == field)
                .map(|e| e.weight)
                .fold(0.0, f64::max);
            1.0 - best
        })
        .product();
    ((1.0 - miss) * 1000.0).round() / 1000.0
}

/// Grade of a pair.
///
/// 证据充分: 主营产品 as head, with 5 % of the revenue or more where the share is given; or the name's head with another field beside it.
/// 较可信: the name's head alone, or the scope's head where the scope is not endless. 待复核: the rest.
/// 经营范围 alone never gets the top grade, a code alone never more than 待复核. What a scope
/// of many items says beside 主营产品 that do not, that a firm sells, and one item among others that does not
/// come first, is 待复核 without a second field: see the matcher.
pub fn grade<S>(evidence: &[Evidence<S>]) -> Grade {
    let best = |field: Field, fit: Fit| {
        evidence
            .iter()
            .filter(|e| e.field == field && e.fit == fit)
            .map(|e| e.weight)
            .fold(0.0, f64::max)
    };
    let products = best(Field::Products, Fit::Head);
    let name = best(Field::Name, Fit::Head);
    let scope = best(Field::Scope, Fit::Head);
    let code = best(Field::Code, Fit::Named);
    let named = best(Field::Products, Fit::Named) + best(Field::Scope, Fit::Named);
    if products >= MAIN || (name > 0.0 && (scope > 0.0 || code > 0.0 || named > 0.0)) {
        Grade::Strong
    } else if products > 0.0 || name > 0.0 || scope >= 0.35 || (scope > 0.2 && code > 0.0) {
        Grade::Likely
    } else {
        Grade::Review
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(field: Field, fit: Fit, weight: f64) -> Evidence {
        Evidence {
            field,
            item: String::new(),
            term: String::new(),
            fit,
            at: 0,
            weight,
        }
    }

    #[test]
    fn the_worked_example() {
        let evidence = [
            piece(Field::Products, Fit::Head, 0.80),
            piece(Field::Code, Fit::Named, code_weight(4, true)),
        ];
        assert!((score(&evidence) - 0.83).abs() < 1e-9);
        assert_eq!(grade(&evidence), Grade::Strong);
    }

    /// 2 % of the revenue: 0.40 + 4 × 0.02 = 0.48, 较可信; 5 %: 0.60, 证据充分; 62 %: 0.80.
    #[test]
    fn a_share_of_the_revenue_weighs() {
        let w = |share| term_weight(Field::Products, Fit::Head, false, 3, Some(share));
        assert!((w(0.02) - 0.48).abs() < 1e-9 && (w(0.62) - 0.80).abs() < 1e-9);
        assert_eq!(
            grade(&[piece(Field::Products, Fit::Head, w(0.02))]),
            Grade::Likely
        );
        assert_eq!(
            grade(&[piece(Field::Products, Fit::Head, w(0.05))]),
            Grade::Strong
        );
    }

    #[test]
    fn scope_alone_is_never_strong_and_an_endless_scope_says_little() {
        let w = |items| term_weight(Field::Scope, Fit::Head, true, items, None);
        assert_eq!(
            grade(&[piece(Field::Scope, Fit::Head, w(10))]),
            Grade::Likely
        );
        assert_eq!(
            grade(&[piece(Field::Scope, Fit::Head, w(200))]),
            Grade::Review
        );
        assert_eq!(grade(&[piece(Field::Code, Fit::Named, 0.3)]), Grade::Review);
    }
}
