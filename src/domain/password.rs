//! Passwords that people choose: long enough, and not to be guessed from a list.

use std::collections::BTreeSet;
use std::fmt;

use thiserror::Error;
use zeroize::Zeroizing;

/// Fewest characters of a new password.
pub const SHORTEST: usize = 12;

/// Most bytes of any password; more would only keep the server busy.
pub const LONGEST: usize = 1024;

/// Characters that have to be left when everything guessable is taken out.
const OWN_CHARACTERS: usize = 5;

/// Words that occur in common passwords, one a line.
const COMMON: &str = include_str!("common-passwords.txt");

/// Rows of keys and other orders in which people type.
const ROWS: [&str; 8] = [
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertzuiopüasdfghjklöäyxcvbnm",
    "qwertyuiopasdfghjklzxcvbnm",
    "azertyuiopqsdfghjklmwxcvbn",
    "1q2w3e4r5t6z7u8i9o0p",
    "1q2w3e4r5t6y7u8i9o0p",
    "1qay2wsx3edc4rfv5tgb6zhn7ujm",
];

/// A password as somebody typed it; wiped when dropped, never shown.
#[derive(Clone)]
pub struct Password(Zeroizing<String>);

/// Why a new password is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PasswordError {
    /// Too short.
    #[error("a password has at least {SHORTEST} characters")]
    TooShort,
    /// Too long.
    #[error("a password has at most {LONGEST} bytes")]
    TooLong,
    /// Made of common words, rows of keys, repetitions, or of what is known about the person.
    #[error("the password is easy to guess")]
    Guessable,
}

impl Password {
    /// Takes what was typed.
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The characters.
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// Accepts it as a new password of somebody of whom these words are known: name, address,
    /// chamber, site. There is no rule of composition.
    pub fn fit(&self, known: &[&str]) -> Result<(), PasswordError> {
        if self.0.len() > LONGEST {
            return Err(PasswordError::TooLong);
        }
        if self.0.chars().count() < SHORTEST {
            return Err(PasswordError::TooShort);
        }
        let own: BTreeSet<char> = unguessable(&self.0, known).chars().collect();
        if own.len() < OWN_CHARACTERS {
            return Err(PasswordError::Guessable);
        }
        Ok(())
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// What is left of a password without common words, known words, and characters that follow from
/// the one before.
fn unguessable(password: &str, known: &[&str]) -> Zeroizing<String> {
    let mut left = Zeroizing::new(folded(password));
    let known = known
        .iter()
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    let mut words: Vec<_> = COMMON
        .lines()
        .chain(known)
        .filter(|word| word.chars().count() >= 3)
        .map(folded)
        .collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    for word in &words {
        left = Zeroizing::new(left.replace(word, " "));
    }
    let mut own = Zeroizing::new(String::with_capacity(left.len()));
    let mut before = ' ';
    for c in left.chars().filter(|c| c.is_alphanumeric()) {
        if c != before && !follows(before, c) {
            own.push(c);
        }
        before = c;
    }
    own
}

/// Lower case, with the usual substitutions taken back.
fn folded(text: &str) -> String {
    let plain = |c| match c {
        '@' | '4' => 'a',
        '3' => 'e',
        '1' | '!' => 'i',
        '0' => 'o',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    };
    text.to_lowercase().chars().map(plain).collect()
}

/// Whether two characters are neighbours in one of the rows, forwards or backwards.
fn follows(a: char, b: char) -> bool {
    let neighbours = |row: &str| {
        let row: Vec<_> = folded(row).chars().collect();
        row.windows(2).any(|w| w == [a, b] || w == [b, a])
    };
    ROWS.iter().any(|row| neighbours(row))
}
