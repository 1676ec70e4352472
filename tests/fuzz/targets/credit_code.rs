//! Any text as a credit code: what passes is 18 characters of the alphabet, passes again, and no other
//! check character passes in its place.
#![no_main]

use bulian::model::CreditCode;
use libfuzzer_sys::fuzz_target;

const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

fuzz_target!(|text: &str| {
    let Ok(code) = CreditCode::new(text) else { return };
    let code = code.as_str();
    assert_eq!(code.len(), 18);
    assert!(code.chars().all(|c| ALPHABET.contains(c)));
    assert!(CreditCode::new(code).is_ok());
    let passing = ALPHABET.chars().filter(|c| CreditCode::new(&format!("{}{c}", &code[..17])).is_ok());
    assert_eq!(passing.count(), 1);
});
