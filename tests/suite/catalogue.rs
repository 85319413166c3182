//! The texts: both catalogues say the same things.

use std::collections::{BTreeMap, BTreeSet};

/// Each text with the variables it uses.
fn texts(catalogue: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut texts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut key = String::new();
    for line in catalogue.lines().filter(|l| !l.starts_with('#')) {
        if let Some((name, _)) = line.split_once(" = ").or_else(|| line.split_once(" ="))
            && !name.starts_with(' ')
        {
            name.clone_into(&mut key);
            assert!(
                texts.insert(key.clone(), BTreeSet::new()).is_none(),
                "{key} is given twice"
            );
        }
        let variables = line.match_indices('$').map(|(at, _)| {
            let rest = &line[at + 1..];
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '-');
            rest[..end.unwrap_or(rest.len())].to_owned()
        });
        texts.entry(key.clone()).or_default().extend(variables);
    }
    texts
}

#[test]
fn both_languages_have_the_same_texts_with_the_same_variables() {
    let german = texts(include_str!("../../templates/texts/de/kammersiegel.ftl"));
    let english = texts(include_str!("../../templates/texts/en/kammersiegel.ftl"));
    assert!(german.len() > 150, "{}", german.len());
    for (key, variables) in &german {
        assert_eq!(Some(variables), english.get(key), "{key}");
    }
    for key in english.keys() {
        assert!(german.contains_key(key), "{key} has no German text");
    }
}

#[test]
fn no_text_is_left_over() {
    let german = texts(include_str!("../../templates/texts/de/kammersiegel.ftl"));
    let mut sources = crate::architecture::sources(&["src"], "rs");
    sources.extend(crate::architecture::sources(&["templates"], "html"));
    // Composed at run time: of commands and arguments, states and causes.
    let composed = [
        "cli",
        "help-",
        "state-",
        "malformed-",
        "done-",
        "happened-",
        "audit-by-",
        "trail-",
        "kit-step-",
        "api-op-",
        "data-field-",
    ];
    for key in german.keys().filter(|k| !k.is_empty()) {
        let quoted = format!("\"{key}\"");
        let used = composed.iter().any(|c| key.starts_with(c))
            || sources.iter().any(|(_, text)| text.contains(&quoted));
        assert!(used, "nothing says {key}");
    }
}
