//! Lines of HTML that show a seal on the municipality's own site.
//!
//! The first three use nothing that content management systems take out of what editors paste:
//! a paragraph, a link, a picture. See docs/kit.md.

use i18n_embed_fl::fl;

use super::super::Service;
use super::super::error::ServiceError;
use crate::badge::Lockup;
use crate::domain::language::Language;
use crate::seal::code;
use crate::store::CertificateRecord;
use crate::texts;

/// Where the downloaded picture lies on the municipality's server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Host {
    /// TYPO3.
    Typo3,
    /// WordPress.
    WordPress,
    /// Drupal.
    Drupal,
    /// Any server.
    Plain,
}

impl Host {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 4] = [Self::Typo3, Self::WordPress, Self::Drupal, Self::Plain];

    /// The folder in which uploads land by themselves.
    pub const fn folder(self) -> &'static str {
        match self {
            Self::Typo3 => "/fileadmin/siegel/",
            Self::WordPress => "/wp-content/uploads/",
            Self::Drupal => "/sites/default/files/",
            Self::Plain => "/bilder/",
        }
    }
}

/// The lines for one certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippets {
    link: String,
    alt: String,
    /// Of what shows today's state: it names no end, and does not say that the award is in force.
    live_alt: String,
    frame_title: String,
    live: String,
    evergreen: Option<(String, String)>,
    frame: String,
}

/// Width and height of a picture on the page, in CSS pixels.
fn size(form: Lockup) -> (u32, u32) {
    match form {
        Lockup::Upright => (200, 200),
        Lockup::Wide => (360, 120),
    }
}

/// The lines for a certificate.
pub fn snippets(
    service: &Service,
    record: &CertificateRecord,
    language: Language,
) -> Result<Snippets, ServiceError> {
    let facts = &record.certificate.facts;
    let (serial, host) = (facts.serial, service.host.as_str());
    let programme = &record.certificate.programme;
    // Pictures are German if nothing is said; frames and pages follow the browser.
    let tongue = match language {
        Language::De => "",
        Language::En => "?lang=en",
    };
    let evergreen = facts.recipient.ags().map(|ags| {
        let address = format!("https://{host}/by/{programme}/{ags}");
        let picture = format!("https://{host}/seal/by/{programme}/{ags}.svg{tongue}");
        (address, picture)
    });
    let t = texts::of(language);
    let mark = service.programme_of(record)?.name.get(language).as_str();
    let name = facts.name.as_str();
    Ok(Snippets {
        live_alt: fl!(t, "kit-live-alt", mark = mark, name = name),
        frame_title: fl!(t, "kit-frame-title", mark = mark, name = name),
        link: code::short_text(host, serial),
        alt: service.seal_alt(record, language)?,
        live: format!("https://{host}/seal/{serial}.svg{tongue}"),
        evergreen,
        frame: format!("https://{host}/frame/{serial}"),
    })
}

impl Snippets {
    /// A downloaded picture on the municipality's own server, linked to the check.
    pub fn hosted(&self, picture: &str, form: Lockup) -> String {
        linked(&self.link, picture, &self.alt, size(form))
    }

    /// The picture that always shows how the award stands.
    pub fn live(&self) -> String {
        linked(
            &self.link,
            &self.live,
            &self.live_alt,
            size(Lockup::Upright),
        )
    }

    /// The picture that follows the award from term to term.
    pub fn evergreen(&self) -> Option<String> {
        let (address, picture) = self.evergreen.as_ref()?;
        let size = size(Lockup::Upright);
        Some(linked(address, picture, &self.live_alt, size))
    }

    /// A frame with picture and state; works on the hosts in the certificate only.
    pub fn frame(&self) -> String {
        format!(
            r#"<iframe src="{}" title="{}" width="320" height="400"></iframe>"#,
            escaped(&self.frame),
            escaped(&self.frame_title)
        )
    }
}

fn linked(address: &str, picture: &str, alt: &str, (width, height): (u32, u32)) -> String {
    format!(
        r#"<p><a href="{}"><img src="{}" alt="{}" width="{width}" height="{height}"></a></p>"#,
        escaped(address),
        escaped(picture),
        escaped(alt)
    )
}

/// A text as the value of an attribute in double quotation marks.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
