//! The page of a municipality: how it stands, and every term it ever had.

use askama::Template;
use i18n_embed_fl::fl;

use super::super::head::Head;
use super::super::page::{Frame, join};
use super::list::mark_name;
use super::locator::Locator;
use super::{linked, words};
use crate::domain::language::Language;
use crate::domain::municipality::{Ags, Kind};
use crate::service::Service;
use crate::service::directory::{Award, Directory, Held, Holder};
use crate::texts;
use crate::web::assets::register_style_address;
use crate::web::language::Speaks;

#[derive(Template)]
#[template(path = "html/register/municipality.html")]
pub(super) struct MunicipalityPage {
    frame: Frame,
    head: Head,
    style: &'static str,
    name: String,
    /// „Stadt Aalen".
    title: String,
    facts: Vec<(String, String)>,
    /// Host of the website, if the register knows it.
    website: Option<String>,
    marks: Vec<MarkView>,
    /// Whether one of the marks has not lapsed.
    current: bool,
    map: Option<Locator>,
    as_of: String,
    as_of_data: String,
}

struct MarkView {
    name: String,
    chambers: String,
    sign: &'static str,
    status: String,
    says: String,
    /// „Ausgezeichnet seit 2019", „Reauditiert 2025".
    since: Vec<String>,
    serial: String,
    terms: Vec<TermLine>,
    sample: bool,
}

struct TermLine {
    sign: &'static str,
    state: String,
    term: String,
    serial: String,
}

impl MunicipalityPage {
    pub(super) fn new(
        speaks: Speaks,
        holder: &Holder,
        directory: &Directory,
        service: &Service,
    ) -> Self {
        let language = speaks.language;
        let t = texts::of(language);
        let name = holder.name.as_str();
        let mut facts = Vec::new();
        if !holder.district.is_empty() {
            facts.push((fl!(t, "register-district"), holder.district.clone()));
        }
        facts.push((fl!(t, "register-ags"), holder.ags.to_string()));
        let title = match holder.kind {
            Kind::Stadt => fl!(t, "recipient-town", name = name),
            Kind::Gemeinde => fl!(t, "recipient-municipality", name = name),
        };
        let path = format!("/register/{}", holder.ags);
        let place = linked::municipality(service, holder, language);
        let mut head = Head::new(service, speaks, &path, &place);
        head.title.clone_from(&title);
        let says = |held: &Held| {
            format!(
                "{}: {}",
                mark_name(service, held, language),
                words::standing(language, held)
            )
        };
        head.description = holder.marks.iter().map(says).collect::<Vec<_>>().join("; ");
        head.picture = Some(service.address(&format!("{path}.png?lang={}", language.tag())));
        Self {
            head,
            frame: Frame::new(speaks, &path),
            style: register_style_address(),
            title,
            name: holder.name.clone(),
            facts,
            website: Some(holder.website.clone()),
            map: locator(holder, service),
            current: holder.marks.iter().any(|held| !held.status.is_lapsed()),
            marks: holder
                .marks
                .iter()
                .map(|held| mark(language, held, service))
                .collect(),
            as_of: texts::date_long(language, directory.day()),
            as_of_data: directory.day().to_string(),
        }
    }

    /// The page of a municipality that lies on a map and of which the register tells no award;
    /// nothing if it lies on none.
    pub(super) fn without_award(
        speaks: Speaks,
        ags: &Ags,
        directory: &Directory,
        service: &Service,
    ) -> Option<Self> {
        let language = speaks.language;
        let t = texts::of(language);
        let maps = service
            .programmes
            .iter()
            .filter_map(|p| p.outlines.as_ref());
        let (outlines, name) = maps
            .filter_map(|o| Some((o, o.of(ags)?.name.clone()?)))
            .next()?;
        let path = format!("/register/{ags}");
        let place = linked::place(service, ags, &name);
        let mut head = Head::new(service, speaks, &path, &place);
        head.title.clone_from(&name);
        head.description = fl!(t, "register-town-none", name = name.as_str());
        Some(Self {
            head,
            frame: Frame::new(speaks, &path),
            style: register_style_address(),
            title: name.clone(),
            name,
            facts: vec![(fl!(t, "register-ags"), ags.to_string())],
            website: None,
            map: Locator::new(outlines, ags, None),
            marks: Vec::new(),
            current: false,
            as_of: texts::date_long(language, directory.day()),
            as_of_data: directory.day().to_string(),
        })
    }
}

/// Where the municipality lies, if one of its marks has a map.
fn locator(holder: &Holder, service: &Service) -> Option<Locator> {
    holder.marks.iter().find_map(|held| {
        let loaded = service.programmes.find(&held.programme).ok()?;
        Locator::new(loaded.outlines.as_ref()?, &holder.ags, Some(held.status))
    })
}

fn mark(language: Language, held: &Held, service: &Service) -> MarkView {
    let t = texts::of(language);
    let programme = service
        .programmes
        .find(&held.programme)
        .ok()
        .map(|p| &p.programme);
    let chambers = programme.map(|p| {
        p.chambers
            .iter()
            .map(|c| c.name.get(language).clone())
            .collect()
    });
    let mut since = Vec::new();
    if held.status.is_lapsed() {
        let (from, until) = (
            words::year(held.since),
            words::year(held.current().term.until()),
        );
        since.push(fl!(t, "register-was-awarded", from = from, until = until));
    } else {
        since.push(fl!(
            t,
            "register-awarded-since",
            year = words::year(held.since)
        ));
        if let Some(renewed) = held.renewed {
            since.push(fl!(t, "register-renewed", year = words::year(renewed)));
        }
    }
    let says = words::when(language, held);
    MarkView {
        name: mark_name(service, held, language),
        chambers: join(language, chambers.unwrap_or_default()),
        sign: held.status.name(),
        status: words::status(language, held.status),
        says,
        since,
        serial: held.current().serial.to_string(),
        terms: held
            .awards
            .iter()
            .map(|award| term(language, award))
            .collect(),
        sample: programme.is_some_and(|p| p.sample),
    }
}

fn term(language: Language, award: &Award) -> TermLine {
    // A date is not broken at the end of a line.
    let date = |day| texts::date(language, day).replace(' ', "\u{a0}");
    TermLine {
        sign: words::sign(award),
        state: words::award(language, award),
        term: format!("{} – {}", date(award.term.from()), date(award.term.until())),
        serial: award.serial.to_string(),
    }
}
