//! Finding names however they are typed.

/// A text as it is compared in a search: case, accents and the two ways to write an umlaut do not
/// count, nor does anything but letters and digits. „Königsbronn", „koenigsbronn" and
/// „KONIGSBRONN" are the same.
pub fn folded(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'ä' | 'à' | 'á' | 'â' | 'å' => plain.push('a'),
            'ö' | 'ò' | 'ó' | 'ô' | 'ø' => plain.push('o'),
            'ü' | 'ù' | 'ú' | 'û' => plain.push('u'),
            'è' | 'é' | 'ê' | 'ë' => plain.push('e'),
            'ì' | 'í' | 'î' | 'ï' => plain.push('i'),
            'ç' => plain.push('c'),
            'ñ' => plain.push('n'),
            'ß' => plain.push_str("ss"),
            // „ae" for „ä"; in both texts, so that it does not matter where it is none.
            'e' if plain.ends_with(['a', 'o', 'u']) => {}
            c if c.is_alphanumeric() => plain.push(c),
            _ if plain.ends_with(' ') || plain.is_empty() => {}
            _ => plain.push(' '),
        }
    }
    plain.truncate(plain.trim_end().len());
    plain
}

/// Whether every word of what is looked for begins somewhere in one of these texts.
pub fn finds(wanted: &str, texts: &[&str]) -> bool {
    let wanted = folded(wanted);
    let texts: Vec<String> = texts.iter().map(|text| folded(text)).collect();
    let mut words = wanted.split(' ');
    words.all(|word| texts.iter().any(|text| text.contains(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_however_they_are_typed() {
        for typed in [
            "Königsbronn",
            "koenigsbronn",
            "KONIGSBRONN",
            "königs",
            "brönn",
        ] {
            assert!(finds(typed, &["Königsbronn"]), "{typed}");
        }
        assert!(finds("gmünd schwäbisch", &["Schwäbisch Gmünd"]));
        assert!(finds("schwaebisch-gmuend", &["Schwäbisch Gmünd"]));
        assert!(finds("", &["Aalen"]));
        assert!(!finds("Aalen x", &["Aalen"]));
        assert!(finds("aalen 0813", &["Aalen", "08136088"]));
        assert!(finds("strasse", &["Straße"]));
    }
}
