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
    Format, KIT_NAME, Kit, KitFile, Lockup, System, on_white, snippets, systems,
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
    form: AcceptForm,
}

/// The form that accepts them: what was typed, and what is wrong with it.
#[derive(Debug, Default)]
pub(super) struct AcceptForm {
    pub name: String,
    pub agreed: bool,
    pub name_problem: Option<String>,
    pub agreed_problem: Option<String>,
    /// Other rules have taken the place of those that were shown.
    pub changed: Option<String>,
}

impl AcceptForm {
    /// Whether anything stands in the way of accepting.
    pub(super) const fn has_problems(&self) -> bool {
        self.name_problem.is_some() || self.agreed_problem.is_some()
    }
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
    /// Why a size is missing.
    note: Option<String>,
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

impl KitPage {
    pub(super) fn new(
        service: &Service,
        speaks: Speaks,
        token: &str,
        kit: &Kit,
        told: Public,
        form: AcceptForm,
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
            form,
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
        let lines = snippets(service, record, language)?;
        let alt = service.seal_alt(record, language)?;
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
            systems: systems(language, &lines),
            live: lines.live(),
            evergreen: lines.evergreen(),
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
            note: (form == Lockup::Wide && with_code).then(|| fl!(t, "kit-wide-code-from")),
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
