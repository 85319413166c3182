//! The list with its map.

use askama::Template;
use i18n_embed::fluent::FluentLanguageLoader;
use i18n_embed_fl::fl;

use super::super::head::Head;
use super::super::page::Frame;
use super::address::Asked;
use super::map::{Map, statuses};
use super::{linked, words};
use crate::domain::language::Language;
use crate::domain::licence::Licence;
use crate::domain::municipality::Ags;
use crate::service::Service;
use crate::service::directory::{Directory, Found, Held, Holder, Query, Scope, Status};
use crate::texts;
use crate::web::assets::register_style_address;
use crate::web::language::Speaks;

/// Lines on a page.
const LINES: usize = 50;

#[derive(Template)]
#[template(path = "html/register/list.html")]
pub(super) struct ListPage {
    frame: Frame,
    head: Head,
    style: &'static str,
    typed: String,
    states: Vec<Choice>,
    districts: Vec<Choice>,
    years: Vec<Choice>,
    marks: Vec<Choice>,
    narrowed: bool,
    similar: bool,
    says: String,
    /// Where nothing fits as asked: how many awards of another standing do, and where they are.
    others: Option<(String, String)>,
    lines: Vec<Line>,
    legend: Vec<Legend>,
    maps: Vec<(String, Map)>,
    pages: Option<Pages>,
    sample: bool,
    licence: Licence,
}

/// A choice in a filter.
struct Choice {
    value: String,
    label: String,
    chosen: bool,
}

struct Line {
    name: String,
    address: String,
    district: String,
    mark: Option<String>,
    sign: &'static str,
    status: String,
    when: String,
    since: String,
}

struct Legend {
    sign: &'static str,
    label: String,
    count: usize,
}

struct Pages {
    says: String,
    before: Option<String>,
    after: Option<String>,
}

impl ListPage {
    pub(super) fn new(
        speaks: Speaks,
        asked: &Asked,
        directory: &Directory,
        service: &Service,
    ) -> Self {
        let language = speaks.language;
        let t = texts::of(language);
        let found = directory.find(&asked.query());
        let total = found.lines.len();
        let last = total.div_ceil(LINES).max(1);
        let page = asked.page().min(last);
        let several = service.programmes.iter().count() > 1;
        let line = |(holder, held): &(&Holder, &Held)| Line {
            name: holder.name.clone(),
            address: format!("/register/{}{}", holder.ags, speaks.query()),
            district: holder.district.clone(),
            mark: several.then(|| mark_name(service, held, language)),
            sign: held.status.name(),
            status: words::status(language, held.status),
            when: words::when(language, held),
            since: words::year(held.since),
        };
        let shown = found.lines.iter().skip((page - 1) * LINES).take(LINES);
        let mut frame = Frame::new(speaks, "/register");
        let other = Language::from_tag(frame.other_lang);
        frame.other_address = asked.with(page, other);
        let maps = maps(service, directory, &found, speaks);
        let (title, description) = (fl!(t, "register-title"), fl!(t, "register-lead"));
        let dataset = linked::dataset(service, Some(directory), &title, &description);
        let mut head = Head::new(service, speaks, "/register", &dataset);
        (head.title, head.description) = (title, description);
        let picture = format!("/register.png?lang={}", language.tag());
        head.picture = Some(service.address(&picture));
        Self {
            head,
            style: register_style_address(),
            typed: asked.q.clone(),
            states: states(t, language, asked),
            districts: choices(t, directory.districts(), &asked.district),
            years: choices(t, directory.years(), &asked.year),
            marks: if several {
                marks(service, t, language, asked)
            } else {
                Vec::new()
            },
            narrowed: asked.narrows(),
            similar: found.similar,
            says: fl!(t, "register-count", count = total),
            others: others(directory, asked, &found).map(|count| {
                let says = fl!(t, "register-others", count = count);
                (asked.of_any_state(speaks), says)
            }),
            lines: shown.map(line).collect(),
            legend: legend(language, &maps),
            maps,
            pages: (last > 1).then(|| Pages {
                says: fl!(t, "register-page", page = page, last = last),
                before: (page > 1).then(|| asked.address(page - 1, speaks)),
                after: (page < last).then(|| asked.address(page + 1, speaks)),
            }),
            licence: service.open_data.clone(),
            sample: service.programmes.iter().any(|p| p.programme.sample),
            frame,
        }
    }
}

/// How many awards fit but for their standing, where none does with it.
fn others(directory: &Directory, asked: &Asked, found: &Found<'_>) -> Option<usize> {
    let nothing = found.lines.is_empty();
    if !nothing && !found.similar {
        return None;
    }
    let all = directory.find(&Query {
        scope: Scope::All,
        ..asked.query()
    });
    let fits = !all.lines.is_empty() && (nothing || !all.similar);
    fits.then_some(all.lines.len())
}

pub(super) fn mark_name(service: &Service, held: &Held, language: Language) -> String {
    let programme = service.programmes.find(&held.programme);
    programme.map_or_else(
        |_| held.programme.to_string(),
        |p| p.programme.name.get(language).clone(),
    )
}

fn states(t: &FluentLanguageLoader, language: Language, asked: &Asked) -> Vec<Choice> {
    let chosen = Scope::parse(&asked.state).unwrap_or_default();
    let mut scopes = vec![Scope::Current];
    let current = Status::ALL.into_iter().filter(|s| !s.is_lapsed());
    scopes.extend(current.map(Scope::Only));
    scopes.extend([Scope::Lapsed, Scope::All]);
    let label = |scope| match scope {
        Scope::Current => fl!(t, "register-state-current"),
        Scope::Only(status) => words::status(language, status),
        Scope::Lapsed => fl!(t, "register-state-lapsed"),
        Scope::All => fl!(t, "register-state-all"),
    };
    let choice = |scope: Scope| Choice {
        value: match scope {
            Scope::Current => String::new(),
            scope => scope.name().to_owned(),
        },
        label: label(scope),
        chosen: scope == chosen,
    };
    scopes.into_iter().map(choice).collect()
}

fn choices<T: ToString>(t: &FluentLanguageLoader, values: &[T], chosen: &str) -> Vec<Choice> {
    let all = Choice {
        value: String::new(),
        label: fl!(t, "register-all"),
        chosen: chosen.is_empty(),
    };
    let choice = |value: &T| {
        let value = value.to_string();
        Choice {
            label: value.clone(),
            chosen: value == chosen,
            value,
        }
    };
    std::iter::once(all)
        .chain(values.iter().map(choice))
        .collect()
}

fn marks(
    service: &Service,
    t: &FluentLanguageLoader,
    language: Language,
    asked: &Asked,
) -> Vec<Choice> {
    let all = Choice {
        value: String::new(),
        label: fl!(t, "register-all"),
        chosen: asked.mark.is_empty(),
    };
    let of_programme = service.programmes.iter().map(|p| Choice {
        value: p.programme.id.to_string(),
        label: p.programme.name.get(language).clone(),
        chosen: p.programme.id.as_str() == asked.mark,
    });
    std::iter::once(all).chain(of_programme).collect()
}

fn legend(language: Language, maps: &[(String, Map)]) -> Vec<Legend> {
    let one = |(status, count): (Status, usize)| Legend {
        sign: status.name(),
        label: words::status(language, status),
        count,
    };
    statuses(maps).into_iter().map(one).collect()
}

/// A map for each mark that has outlines and was looked for.
fn maps(
    service: &Service,
    directory: &Directory,
    found: &Found<'_>,
    speaks: Speaks,
) -> Vec<(String, Map)> {
    let language = speaks.language;
    let mut maps = Vec::new();
    for loaded in service.programmes.iter() {
        let id = &loaded.programme.id;
        let lines = found.lines.iter().filter(|(_, held)| held.programme == *id);
        let lines: Vec<_> = lines.copied().collect();
        if let (Some(outlines), false) = (&loaded.outlines, lines.is_empty()) {
            let holder = |ags: &Ags| {
                let holder = directory.holder(ags)?;
                Some((holder, holder.mark(id)?))
            };
            let map = Map::new(outlines, &lines, holder, language, speaks.query());
            maps.push((loaded.programme.name.get(language).clone(), map));
        }
    }
    maps
}
