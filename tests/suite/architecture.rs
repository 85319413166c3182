//! Who may import whom, as in docs/architecture.md: data flows one way.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A module and those of this crate that it may use.
const MODULES: [(&str, &[&str]); 16] = [
    ("domain", &[]),
    ("seal", &["domain"]),
    ("x509", &["domain"]),
    ("keys", &["seal", "x509", "domain"]),
    ("drawing", &["domain"]),
    ("document", &["seal", "x509", "domain", "drawing"]),
    ("badge", &["seal", "domain", "drawing"]),
    ("store", &["seal", "domain"]),
    ("texts", &["domain"]),
    ("mail", &["domain", "texts"]),
    (
        "service",
        &[
            "store", "keys", "document", "badge", "mail", "seal", "domain", "texts",
        ],
    ),
    ("config", &["domain", "mail"]),
    (
        "app",
        &[
            "config", "service", "store", "keys", "document", "badge", "mail", "seal", "domain",
        ],
    ),
    (
        "web",
        &[
            "service", "domain", "app", "texts", "seal", "store", "drawing", "mail",
        ],
    ),
    (
        "cli",
        &[
            "service", "domain", "app", "texts", "config", "web", "seal", "keys", "store", "badge",
            "document", "mail", "x509",
        ],
    ),
    ("main", &["cli"]),
];

/// A crate and the modules that may name it.
const CRATES: [(&str, &[&str]); 33] = [
    ("atom_syndication", &["service"]),
    ("strsim", &["service"]),
    ("sqlx", &["store"]),
    ("axum", &["web"]),
    ("hyper", &["web"]),
    ("hyper_util", &["web"]),
    ("tower_http", &["web"]),
    ("askama", &["web"]),
    ("lopdf", &["document"]),
    ("resvg", &["badge"]),
    ("png", &["badge"]),
    ("roxmltree", &["badge"]),
    ("zip", &["service"]),
    ("aws_lc_rs", &["keys", "x509", "service"]),
    ("ed25519_dalek", &["seal", "keys"]),
    ("pkcs8", &["keys"]),
    ("coset", &["seal"]),
    ("clap", &["cli", "config"]),
    ("argon2", &["service"]),
    ("totp_rs", &["service"]),
    ("aes_gcm", &["keys"]),
    ("hmac", &["keys"]),
    ("ureq", &["service"]),
    ("rustls", &["service"]),
    ("openidconnect", &["service"]),
    ("chrono", &["service"]),
    ("lettre", &["mail"]),
    ("icalendar", &["service"]),
    ("calamine", &["service"]),
    ("rust_xlsxwriter", &["service"]),
    ("utoipa", &["service", "web"]),
    ("utoipa_axum", &["web"]),
    ("pulldown_cmark", &["web"]),
];

/// Every source file below these folders, with its text; what is only compiled for unit tests is
/// left out.
pub fn sources(folders: &[&str], extension: &str) -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut open: Vec<_> = folders.iter().map(|f| root.join(f)).collect();
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for path in crate::world::files(&folder) {
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == extension) {
                let text = fs::read_to_string(&path).unwrap();
                let text = text.split("#[cfg(test)]").next().unwrap().to_owned();
                found.push((path.strip_prefix(root).unwrap().to_owned(), text));
            }
        }
    }
    assert!(!found.is_empty(), "nothing in {folders:?}");
    found
}

/// The code of a file: comments and string literals are blank.
fn code(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    for line in text.lines() {
        let line = line.split("//").next().unwrap_or_default();
        for (i, part) in line.split('"').enumerate() {
            code.push_str(if i % 2 == 0 { part } else { "\"\"" });
        }
        code.push('\n');
    }
    code
}

fn module_of(path: &Path) -> String {
    let mut parts = path.components().skip(1);
    let first = parts.next().unwrap().as_os_str().to_str().unwrap();
    first.trim_end_matches(".rs").to_owned()
}

/// The first path segments that follow `crate::` or as many `super::` as lead to the root.
fn imports(path: &Path, code: &str) -> BTreeSet<String> {
    let mut depth = path.components().count() - 2;
    if path.file_name().is_some_and(|n| n == "mod.rs") {
        depth -= 1;
    }
    let up = "super::".repeat(depth + 1);
    let mut found = BTreeSet::new();
    for prefix in ["crate::", up.as_str()] {
        for (at, _) in code.match_indices(prefix) {
            if prefix != "crate::" && code[..at].ends_with("super::") {
                continue;
            }
            let rest = &code[at + prefix.len()..];
            if rest.starts_with("super::") {
                continue;
            }
            let group = rest.strip_prefix('{').map(|r| r.split('}').next().unwrap());
            for item in group
                .unwrap_or(rest.split([';', ' ', '(', ')', ',']).next().unwrap())
                .split(',')
            {
                let name: String = item
                    .trim()
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect();
                found.insert(name);
            }
        }
    }
    found.retain(|n| MODULES.iter().any(|(m, _)| m == n));
    found
}

#[test]
fn modules_import_only_what_lies_to_their_left() {
    let mut seen = BTreeSet::new();
    for (path, text) in sources(&["src"], "rs") {
        let module = module_of(&path);
        if module == "lib" {
            continue;
        }
        let (_, may) = MODULES
            .iter()
            .find(|(m, _)| *m == module)
            .unwrap_or_else(|| {
                panic!("{module} has no place in the order of modules");
            });
        for import in imports(&path, &code(&text)) {
            let fits = import == module || may.contains(&import.as_str());
            assert!(fits, "{} imports {import}", path.display());
            seen.insert((module.clone(), import));
        }
    }
    // The reader of imports reads: some that are certainly there.
    for (module, import) in [("store", "seal"), ("cli", "web"), ("service", "store")] {
        assert!(
            seen.contains(&(module.to_owned(), import.to_owned())),
            "{module} {import}"
        );
    }
}

#[test]
fn each_crate_stays_where_it_belongs() {
    for (path, text) in sources(&["src"], "rs") {
        let (module, code) = (module_of(&path), code(&text));
        for (name, modules) in CRATES {
            let named =
                code.contains(&format!("{name}::")) || code.contains(&format!("use {name};"));
            assert!(
                !named || modules.contains(&module.as_str()),
                "{} names {name}",
                path.display()
            );
        }
        for clock in [
            "Timestamp::now",
            "Zoned::now",
            "SystemTime::now",
            "Utc::now",
        ] {
            let asks = code.contains(clock);
            assert!(
                !asks || module == "app",
                "{} reads the clock",
                path.display()
            );
        }
    }
}

/// Each package of a lock file with its versions.
fn locked(lock: &str) -> BTreeSet<(String, String)> {
    let lock: toml::Table = lock.parse().unwrap();
    let text = |package: &toml::Value, key: &str| package[key].as_str().unwrap().to_owned();
    let packages = lock["package"].as_array().unwrap().iter();
    packages
        .map(|package| (text(package, "name"), text(package, "version")))
        .collect()
}

/// Else something is fuzzed that nobody runs.
#[test]
fn the_fuzz_targets_are_built_of_the_same_crates() {
    let dependencies = |manifest: &str| {
        let manifest: toml::Table = manifest.parse().unwrap();
        manifest["dependencies"].as_table().unwrap().clone()
    };
    let product = dependencies(include_str!("../../Cargo.toml"));
    for (name, fuzzed) in dependencies(include_str!("../fuzz/Cargo.toml")) {
        let same = product.get(&name) == Some(&fuzzed);
        assert!(same || name == "libfuzzer-sys", "{name}");
    }
    let product = locked(include_str!("../../Cargo.lock"));
    let fuzzed = locked(include_str!("../fuzz/Cargo.lock"));
    let names: BTreeSet<_> = product.iter().map(|(name, _)| name).collect();
    let of_both = fuzzed.iter().filter(|(name, _)| names.contains(name));
    let others: Vec<_> = of_both.filter(|p| !product.contains(*p)).collect();
    assert!(others.is_empty(), "{others:?}");
}

#[test]
fn nothing_unwraps_without_saying_why() {
    for (path, text) in sources(&["src"], "rs") {
        let lines: Vec<_> = text.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            let line = line.split("//").next().unwrap();
            let unwraps = [
                ".unwrap()",
                ".expect(",
                ".unwrap_err()",
                "panic!(",
                "unreachable!(",
                "todo!(",
            ];
            if unwraps.iter().any(|u| line.contains(u)) {
                let before = lines[at.saturating_sub(10)..at].join("\n");
                let excused = before.contains("clippy::expect_used") && before.contains("reason");
                assert!(excused, "{}:{}: {line}", path.display(), at + 1);
            }
        }
        assert!(
            !text.contains("allow(clippy::unwrap_used"),
            "{}",
            path.display()
        );
    }
}
