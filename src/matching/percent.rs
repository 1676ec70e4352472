//! Shares of revenue behind a product: `风电叶片 62%`, `风电叶片（占62%）`, `风电叶片：62%`.

/// Length of the text before the share, in characters, and the share (0..=1); the whole length where
/// there is none. `纯度99%以上` is none: a share ends its item.
pub fn behind(chars: &[char]) -> (usize, Option<f64>) {
    let none = (chars.len(), None);
    let skip = |end: usize, what: &dyn Fn(char) -> bool| {
        end - chars[..end].iter().rev().take_while(|c| what(**c)).count()
    };
    let end = skip(chars.len(), &|c| c == '）' || c.is_whitespace());
    if end == 0 || !matches!(chars[end - 1], '%' | '％') {
        return none;
    }
    let start = skip(end - 1, &|c| c.is_ascii_digit() || c == '.');
    let digits: String = chars[start..end - 1].iter().collect();
    let Ok(percent) = digits.parse::<f64>() else {
        return none;
    };
    let before = skip(start, &|c| {
        "（占比约：营收入 ".contains(c) || c.is_whitespace()
    });
    match (0.0..=100.0).contains(&percent) {
        // Rounded: 81.7 ÷ 100 is not 0.817 to the last bit.
        true => (before, Some((percent * 10.0).round() / 1000.0)),
        false => none,
    }
}

/// Whether a text is nothing but a share or an amount: `81.7%`, `2.3亿元`.
pub fn is_amount(chars: &[char]) -> bool {
    let mut said = chars.iter().filter(|c| !c.is_whitespace()).peekable();
    said.peek().is_some() && said.all(|c| c.is_ascii_digit() || ".%％亿万元".contains(*c))
}
