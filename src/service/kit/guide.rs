//! How to show a seal on the municipality's site: step by step for the page, and as a text for
//! the archive.

use i18n_embed_fl::fl;

use super::super::Service;
use super::super::error::ServiceError;
use super::files::{Format, KitFile};
use super::snippet::{Host, Snippets, snippets};
use crate::badge::{Ground, Lockup};
use crate::domain::language::Language;
use crate::store::CertificateRecord;
use crate::texts;

/// A content management system with its steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct System {
    /// `typo3`, `wordpress`, `drupal` or `plain`.
    pub id: &'static str,
    /// Its name.
    pub name: String,
    /// What is to be done, in order.
    pub steps: Vec<String>,
    /// The line for the upright picture.
    pub upright: String,
    /// The line for the wide one.
    pub wide: String,
}

/// All of them, in the order in which they are told.
pub fn systems(language: Language, lines: &Snippets) -> Vec<System> {
    Host::ALL.map(|host| system(language, host, lines)).into()
}

fn system(language: Language, host: Host, lines: &Snippets) -> System {
    let (id, name) = match host {
        Host::Typo3 => ("typo3", "TYPO3".to_owned()),
        Host::WordPress => ("wordpress", "WordPress".to_owned()),
        Host::Drupal => ("drupal", "Drupal".to_owned()),
        Host::Plain => ("plain", fl!(texts::of(language), "kit-plain")),
    };
    let picture = |form: Lockup| {
        let file = KitFile {
            form,
            language,
            with_code: false,
            format: Format::Png(640, Ground::Transparent),
        };
        lines.hosted(&format!("{}{}", host.folder(), file.name()), form)
    };
    let step = |n: usize| texts::find(language, &format!("kit-step-{id}-{n}"));
    System {
        id,
        name,
        steps: (1..).map_while(step).collect(),
        upright: picture(Lockup::Upright),
        wide: picture(Lockup::Wide),
    }
}

impl Service {
    /// The ways of showing the seal with their lines, as a text without any markup.
    pub(super) fn guide(
        &self,
        record: &CertificateRecord,
        language: Language,
    ) -> Result<String, ServiceError> {
        let t = texts::of(language);
        let lines = snippets(self, record, language)?;
        let website = record.certificate.facts.host.as_str();
        let title = fl!(t, "kit-embed");
        let under = "=".repeat(title.chars().count());
        let mut text = format!("{title}\n{under}\n\n{}\n", fl!(t, "kit-embed-lead"));
        let mut put = |part: &str| {
            text.push_str(part);
            text.push('\n');
        };
        let line = |what: String, html: &str| {
            format!("{}:\n\n    {html}\n", fl!(t, "kit-line", what = what))
        };
        let way = |letter: char, name: &str, terms: [String; 3]| {
            let terms = terms.map(|term| format!("- {term}\n")).concat();
            format!("\n{letter}) {name}\n\n{terms}")
        };

        let terms = [
            fl!(t, "kit-way-a-needs"),
            fl!(t, "kit-way-a-flow"),
            fl!(t, "kit-way-a-mind"),
        ];
        put(&way('a', &fl!(t, "kit-way-a"), terms));
        for system in systems(language, &lines) {
            let name = system.name.as_str();
            put(&format!("{}\n", fl!(t, "kit-steps", system = name)));
            for (number, step) in (1..).zip(&system.steps) {
                put(&format!("{number}. {step}"));
            }
            put("");
            put(&line(fl!(t, "kit-upright"), &system.upright));
            put(&line(fl!(t, "kit-wide"), &system.wide));
        }

        let terms = [
            fl!(t, "kit-way-b-needs"),
            fl!(t, "kit-way-b-flow"),
            fl!(t, "kit-way-b-mind"),
        ];
        put(&way('b', &fl!(t, "kit-way-b"), terms));
        put(&line(fl!(t, "kit-way-b"), &lines.live()));

        if let Some(evergreen) = lines.evergreen() {
            let terms = [
                fl!(t, "kit-way-c-needs"),
                fl!(t, "kit-way-c-flow"),
                fl!(t, "kit-way-c-mind"),
            ];
            put(&way('c', &fl!(t, "kit-way-c"), terms));
            put(&line(fl!(t, "kit-way-c"), &evergreen));
        }

        let terms = [
            fl!(t, "kit-way-d-needs"),
            fl!(t, "kit-way-d-flow"),
            fl!(t, "kit-way-d-mind", website = website),
        ];
        put(&way('d', &fl!(t, "kit-way-d"), terms));
        put(&line(fl!(t, "kit-way-d"), &lines.frame()));
        Ok(text)
    }
}
