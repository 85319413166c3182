//! The kit as its template sees it.

use askama::Template;
use i18n_embed_fl::fl;

use super::super::assets::{copy_address, kit_style_address};
use super::super::language::Speaks;
use super::brief::Public;
use super::page::Frame;
use crate::domain::language::Language;
use crate::domain::municipality::Kind;
use crate::domain::validity::Day;
use crate::service::kit::{
    Format, Host, KIT_NAME, Kit, KitFile, Lockup, Snippets, on_white, snippets,
};
use crate::service::{Service, ServiceError};
use crate::texts;

/// The kit.
#[derive(Template)]
#[template(path = "html/kit/kit.html")]
pub(super) struct KitPage {
    frame: Frame,
    style: &'static str,
    script: &'static str,
    /// The path of the page; files lie below it.
    path: String,
    recipient: String,
    mark: String,
    term: String,
    website: String,
    serial: String,
    told: Public,
    is_open: bool,
    link_until: String,
    rights: Option<Rights>,
    seals: Option<Seals>,
}

/// The usage rights.
struct Rights {
    version: String,
    rules: Vec<String>,
    /// By whom and when they were accepted.
    accepted: Option<(String, String)>,
    /// What was typed where the form was refused.
    refused: Option<String>,
}

/// What is shown once the rules are accepted.
struct Seals {
    archive: &'static str,
    variants: Vec<Variant>,
    alts: Vec<Words>,
    press: Vec<Words>,
    systems: Vec<System>,
    live: String,
    evergreen: Option<String>,
    frame: String,
}

/// A text to be copied.
struct Words {
    tag: &'static str,
    /// Its language.
    name: String,
    text: String,
}

/// One picture in its languages and formats.
struct Variant {
    title: String,
    /// The file that shows what it looks like.
    preview: String,
    alt: String,
    wide: bool,
    languages: Vec<Files>,
}

struct Files {
    name: String,
    vector: Vec<(String, String)>,
    transparent: Vec<(String, u32)>,
    white: Vec<(String, u32)>,
}

/// A content management system with its steps.
struct System {
    /// `typo3`, `wordpress`, `drupal` or `plain`.
    id: &'static str,
    name: String,
    steps: Vec<String>,
    upright: String,
    wide: String,
}

impl KitPage {
    pub(super) fn new(
        service: &Service,
        speaks: Speaks,
        token: &str,
        kit: &Kit,
        told: Public,
        refused: Option<String>,
    ) -> Result<Self, ServiceError> {
        let language = speaks.language;
        let path = format!("/kit/{token}");
        let frame = Frame::new(speaks, &path);
        let t = frame.t;
        let certificate = &kit.record.certificate;
        let facts = &certificate.facts;
        let name = facts.name.as_str();
        let from = texts::date_long(language, facts.term.from());
        let until = texts::date_long(language, facts.term.until());
        let rights = kit.rights.as_ref().map(|rights| Rights {
            version: rights.version.clone(),
            rules: rights.text.get(language).clone(),
            accepted: kit.acceptance.as_ref().map(|accepted| {
                let day = texts::date_long(language, Day::of(accepted.accepted_at));
                (accepted.name.to_string(), day)
            }),
            refused,
        });
        Ok(Self {
            style: kit_style_address(),
            script: copy_address(),
            recipient: match certificate.kind {
                Kind::Stadt => fl!(t, "recipient-town", name = name),
                Kind::Gemeinde => fl!(t, "recipient-municipality", name = name),
            },
            mark: service
                .programme_of(&kit.record)?
                .name
                .get(language)
                .clone(),
            term: fl!(t, "term", from = from, until = until),
            website: facts.host.as_str().to_owned(),
            serial: facts.serial.to_string(),
            told,
            is_open: kit.is_open(),
            link_until: texts::date_long(language, Day::of(kit.expires_at)),
            rights,
            seals: if kit.offers_seals() {
                Some(Seals::new(service, language, kit)?)
            } else {
                None
            },
            frame,
            path,
        })
    }
}

impl Seals {
    fn new(service: &Service, language: Language, kit: &Kit) -> Result<Self, ServiceError> {
        let record = &kit.record;
        let t = texts::of(language);
        let lines = snippets(service, record, language)?;
        let alt = service.seal_alt(record, language)?;
        let mark = service.programme_of(record)?.name.get(language).clone();
        let name = record.certificate.facts.name.as_str();
        let evergreen_alt = fl!(t, "kit-evergreen-alt", mark = mark, name = name);
        let words = |l: Language, text: String| Words {
            tag: l.tag(),
            name: language_name(language, l),
            text,
        };
        let (mut alts, mut press) = (Vec::new(), Vec::new());
        for l in Language::ALL {
            alts.push(words(l, service.seal_alt(record, l)?));
            press.extend(service.press(record, l)?.map(|p| words(l, p.plain())));
        }
        Ok(Self {
            archive: KIT_NAME,
            variants: variants(language, &alt),
            alts,
            press,
            systems: Host::ALL
                .into_iter()
                .map(|host| system(language, host, &lines))
                .collect(),
            live: lines.live(),
            evergreen: lines.evergreen(&evergreen_alt),
            frame: lines.frame(),
        })
    }
}

fn variants(language: Language, alt: &str) -> Vec<Variant> {
    let t = texts::of(language);
    let variant = |form: Lockup, with_code: bool| {
        let files: Vec<KitFile> = KitFile::all()
            .into_iter()
            .filter(|f| f.form == form && f.with_code == with_code)
            .collect();
        let preview = files
            .iter()
            .find(|f| f.language == language && f.format == Format::Svg);
        Variant {
            title: match (form, with_code) {
                (Lockup::Upright, true) => fl!(t, "kit-upright-code"),
                (Lockup::Upright, false) => fl!(t, "kit-upright"),
                (Lockup::Wide, true) => fl!(t, "kit-wide-code"),
                (Lockup::Wide, false) => fl!(t, "kit-wide"),
            },
            preview: preview.map(KitFile::name).unwrap_or_default(),
            alt: alt.to_owned(),
            wide: form == Lockup::Wide,
            languages: Language::ALL
                .into_iter()
                .map(|l| in_language(language, l, &files))
                .collect(),
        }
    };
    [Lockup::Upright, Lockup::Wide]
        .into_iter()
        .flat_map(|form| [variant(form, true), variant(form, false)])
        .collect()
}

fn in_language(reader: Language, language: Language, files: &[KitFile]) -> Files {
    let t = texts::of(reader);
    let mut found = Files {
        name: language_name(reader, language),
        vector: Vec::new(),
        transparent: Vec::new(),
        white: Vec::new(),
    };
    for file in files.iter().filter(|f| f.language == language) {
        match file.format {
            Format::Svg => found.vector.push((file.name(), "SVG".to_owned())),
            Format::Pdf => found.vector.push((file.name(), fl!(t, "kit-pdf"))),
            Format::Png(width, ground) if on_white(ground) => {
                found.white.push((file.name(), width));
            }
            Format::Png(width, _) => found.transparent.push((file.name(), width)),
        }
    }
    found
}

fn language_name(reader: Language, language: Language) -> String {
    let t = texts::of(reader);
    match language {
        Language::De => fl!(t, "kit-german"),
        Language::En => fl!(t, "kit-english"),
    }
}

fn system(language: Language, host: Host, lines: &Snippets) -> System {
    let t = texts::of(language);
    let id = match host {
        Host::Typo3 => "typo3",
        Host::WordPress => "wordpress",
        Host::Drupal => "drupal",
        Host::Plain => "plain",
    };
    let picture = |form: Lockup| {
        let of_form = KitFile::all().into_iter().find(|f| {
            f.form == form
                && f.language == language
                && !f.with_code
                && matches!(f.format, Format::Png(640, ground) if !on_white(ground))
        });
        let name = of_form.map(|f| f.name()).unwrap_or_default();
        lines.hosted(&format!("{}{name}", host.folder()), form)
    };
    let step = |n: usize| texts::find(language, &format!("kit-step-{id}-{n}"));
    System {
        id,
        name: match host {
            Host::Typo3 => "TYPO3".to_owned(),
            Host::WordPress => "WordPress".to_owned(),
            Host::Drupal => "Drupal".to_owned(),
            Host::Plain => fl!(t, "kit-plain"),
        },
        steps: (1..).map_while(step).collect(),
        upright: picture(Lockup::Upright),
        wide: picture(Lockup::Wide),
    }
}
