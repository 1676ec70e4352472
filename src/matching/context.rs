//! Words of 主营产品 that say their link only beside others, as the models tell it
//! ([`InContext`]): 制剂 is medicine beside 原料药 and a pesticide beside 原药.

use std::collections::HashMap;

use super::read::without_plain_tails;
use super::terms::Terms;
use crate::model::{Chains, InContext};

/// What a word may be read as.
struct Opened<'a> {
    said: &'a InContext,
    /// Position of its term.
    term: usize,
}

/// What the models say, by the words.
pub struct Context<'a>(HashMap<&'a str, Vec<Opened<'a>>, foldhash::fast::FixedState>);

impl<'a> Context<'a> {
    /// Looks the terms up.
    pub fn new(chains: &'a Chains, terms: &Terms) -> Self {
        let mut by_word: HashMap<_, Vec<Opened<'_>>, _> = HashMap::default();
        let links = chains.iter();
        for (ix, said) in links.flat_map(|(ix, link)| link.context.iter().map(move |c| (ix, c))) {
            let Some(term) = terms.named(ix, &said.term) else {
                continue; // `check` says which term another link has taken
            };
            for word in &said.words {
                let opened = Opened { said, term };
                by_word.entry(word.as_str()).or_default().push(opened);
            }
        }
        Self(by_word)
    }

    /// Whether a word waits for others.
    pub fn knows(&self, word: &str) -> bool {
        !self.opened(word).is_empty()
    }

    /// What a word opens as it stands, or without the endings that change nothing: 制剂类 is 制剂.
    fn opened(&self, word: &str) -> &[Opened<'a>] {
        let opened = self.0.get(word);
        let opened = opened.or_else(|| self.0.get(without_plain_tails(word)));
        opened.map_or(&[][..], Vec::as_slice)
    }

    /// The terms as which a word is read beside texts of its firm, each once, in the order of the models.
    pub fn read(&self, word: &str, beside: &[&str]) -> Vec<usize> {
        let says = |other: &String| beside.iter().any(|text| text.contains(other.as_str()));
        let opened = self.opened(word).iter();
        let holds = opened.filter(|o| o.said.with.iter().any(says));
        let mut terms: Vec<usize> = holds
            .filter(|o| !o.said.without.iter().any(says))
            .map(|o| o.term)
            .collect();
        terms.dedup();
        terms
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::{InputFile, chains, register};
    use crate::model::Firm;

    #[test]
    fn a_word_is_read_by_what_stands_beside_it() {
        let model = "format: 1\nid: ZY\nname: 药\nen: M\nsegments: {a: 甲}\nlinks:\n  \
            药: {id: ZY01, segment: a, stage: 上游, nature: product, terms: [化学药制剂], \
                context: [{words: [制剂], with: [原料药, 药业], without: [原药], as: 化学药制剂}]}\n  \
            农药: {id: ZY02, segment: a, stage: 上游, nature: product, terms: [农药制剂], \
                context: [{words: [制剂], with: [原药], as: 农药制剂}]}\n";
        let chains = chains(&[InputFile::new("m.yaml", model)]);
        let chains = chains.unwrap_or_else(|e| panic!("{e:?}")).value;
        let terms = Terms::new(&chains).expect("two terms");
        let context = Context::new(&chains, &terms);
        let csv =
            "企业名称,主营产品\n甲药业,制剂\n乙公司,制剂；原药\n丙药业,制剂；原药\n丁公司,制剂\n";
        let register = register(&InputFile::new("r.csv", csv));
        let register = register.unwrap_or_else(|e| panic!("{e:?}")).value;
        let read = |word: &str| -> Vec<Vec<&str>> {
            let of = |firm: &Firm| {
                context
                    .read(word, &[&firm.products, &firm.name])
                    .into_iter()
            };
            let firms = register.firms.iter();
            firms
                .map(|f| of(f).map(|t| terms.text(t)).collect())
                .collect()
        };
        let (drug, pesticide) = (vec!["化学药制剂"], vec!["农药制剂"]);
        let expected = [drug, pesticide.clone(), pesticide, vec![]];
        assert_eq!(read("制剂"), expected);
        assert_eq!(read("制剂类"), expected);
        assert!(context.knows("制剂") && !context.knows("制品"));
        assert_eq!(read("制品"), [const { Vec::<&str>::new() }; 4]);
    }
}
