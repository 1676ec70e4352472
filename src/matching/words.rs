//! Lists of words looked for at one end of a text, without trying every word of the list.

/// Characters fall into so many classes by their last bits; most classes have no word.
const CLASSES: usize = 1 << 10;

/// Words under the character by which they are looked for.
struct Buckets<T> {
    /// Whether a bucket may be there for a character, by its class.
    hint: Box<[bool; CLASSES]>,
    /// In order of the characters; within one in the order of the list.
    by: Vec<(char, Vec<(&'static str, T)>)>,
}

fn class(c: char) -> usize {
    c as usize % CLASSES
}

impl<T: Copy> Buckets<T> {
    fn new(words: &[(&'static str, T)], key: impl Fn(&str) -> Option<char>) -> Self {
        let mut buckets = Self {
            hint: Box::new([false; CLASSES]),
            by: Vec::new(),
        };
        for &(word, value) in words {
            let Some(c) = key(word) else { continue };
            buckets.hint[class(c)] = true;
            match buckets.by.binary_search_by_key(&c, |(own, _)| *own) {
                Ok(at) => buckets.by[at].1.push((word, value)),
                Err(at) => buckets.by.insert(at, (c, vec![(word, value)])),
            }
        }
        buckets
    }

    fn under(&self, c: Option<char>) -> &[(&'static str, T)] {
        let Some(c) = c.filter(|c| self.hint[class(*c)]) else {
            return &[];
        };
        match self.by.binary_search_by_key(&c, |(own, _)| *own) {
            Ok(at) => &self.by[at].1,
            Err(_) => &[],
        }
    }
}

/// Words looked for at the end of a text.
pub struct Ends<T = ()>(Buckets<T>);

/// Words looked for at the start of a text.
pub struct Starts<T = ()>(Buckets<T>);

impl<T: Copy> Ends<T> {
    /// In the order in which they are tried.
    pub fn new(words: &[(&'static str, T)]) -> Self {
        Self(Buckets::new(words, |word| word.chars().next_back()))
    }

    /// The text without the first word of the list that it ends with, and what the word stands for.
    pub fn strip<'t>(&self, text: &'t str) -> Option<(&'t str, T)> {
        let words = self.0.under(text.chars().next_back()).iter();
        words
            .filter_map(|(word, value)| Some((text.strip_suffix(word)?, *value)))
            .next()
    }
}

impl<T: Copy> Starts<T> {
    /// In the order in which they are tried.
    pub fn new(words: &[(&'static str, T)]) -> Self {
        Self(Buckets::new(words, |word| word.chars().next()))
    }

    /// The text without each of the words that it starts with, in the order of the list.
    pub fn strip_each<'t>(&self, text: &'t str) -> impl Iterator<Item = (&'t str, T)> {
        let words = self.0.under(text.chars().next()).iter();
        words.filter_map(move |(word, value)| Some((text.strip_prefix(word)?, *value)))
    }
}

/// Words looked for anywhere in a text.
pub struct Anywhere {
    starts: Starts,
    /// Whether a word may begin with two characters, by the classes of both.
    pairs: Box<[bool; CLASSES]>,
}

impl Anywhere {
    /// Words of two characters or more.
    pub fn new(words: &[&'static str]) -> Self {
        let mut pairs = Box::new([false; CLASSES]);
        for word in words {
            let mut chars = word.chars();
            if let (Some(first), Some(second)) = (chars.next(), chars.next()) {
                pairs[class_of_two(first, second)] = true;
            }
        }
        let starts = Starts::new(&plain(words));
        Self { starts, pairs }
    }

    /// Whether a word of the list stands in a text.
    pub fn within(&self, text: &str) -> bool {
        let mut chars = text.char_indices();
        let Some(mut before) = chars.next() else {
            return false;
        };
        chars.any(|next| {
            let (at, first) = std::mem::replace(&mut before, next);
            self.pairs[class_of_two(first, next.1)]
                && self.starts.strip_each(&text[at..]).next().is_some()
        })
    }
}

fn class_of_two(first: char, second: char) -> usize {
    (first as usize * 31 + second as usize) % CLASSES
}

/// Words that stand for nothing but themselves.
pub fn plain(words: &[&'static str]) -> Vec<(&'static str, ())> {
    words.iter().map(|word| (*word, ())).collect()
}

/// The same words, longer ones first.
pub fn longest_first<T: Copy>(words: &[(&'static str, T)]) -> Vec<(&'static str, T)> {
    let mut sorted = words.to_vec();
    sorted.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_the_list_counts_and_the_longest_where_sorted() {
        let words = [("服务", 1), ("技术服务", 2), ("维修", 3)];
        let listed = Ends::new(&words);
        assert_eq!(listed.strip("风机技术服务"), Some(("风机技术", 1)));
        let longest = Ends::new(&longest_first(&words));
        assert_eq!(longest.strip("风机技术服务"), Some(("风机", 2)));
        assert_eq!(longest.strip("风机"), None);
        let starts = Starts::new(&words);
        assert_eq!(
            starts.strip_each("维修服务").collect::<Vec<_>>(),
            [("服务", 3)]
        );
        let anywhere = Anywhere::new(&["维修", "技术服务"]);
        assert!(anywhere.within("风机维修") && anywhere.within("技术服务"));
        assert!(!anywhere.within("风机修") && !anywhere.within("技术服") && !anywhere.within(""));
    }
}
