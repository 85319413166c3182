//! Taking in a list: choosing it, and the lists that were taken in lately.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use i18n_embed_fl::fl;
use serde::Deserialize;

use super::Site;
use super::error::StaffError;
use super::export::attachment;
use super::form::{FormView, Sent};
use super::frame::{Frame, Section};
use super::guest::Staff;
use super::import_job::{job_path, stage_word};
use super::routes::{Needs, Route};
use crate::domain::bulk::{Cause, Job, List, Problem};
use crate::domain::language::Language;
use crate::domain::permission::Action;
use crate::service::bulk::{Format, LARGEST_FILE, ListError, MOST_ROWS, words};
use crate::service::{By, ServiceError, apart};
use crate::texts;

pub(super) const IMPORT: &str = "/staff/import";

pub(super) fn routes() -> Vec<Route> {
    let imports = Needs::May(Action::ImportLists);
    vec![
        Route::get(IMPORT, imports, page),
        Route::post(IMPORT, imports, check),
        Route::get("/staff/samples/{list}/{format}", imports, sample),
    ]
}

#[derive(Template)]
#[template(path = "html/staff/import.html")]
struct ImportPage {
    frame: Frame,
    form: FormView,
    lists: Vec<ListChoice>,
    most_rows: usize,
    megabytes: usize,
    jobs: Vec<JobLine>,
    /// What is wrong with the heading, line by line.
    problems: Vec<String>,
}

struct ListChoice {
    id: &'static str,
    name: String,
    /// Its columns: those that it needs, and those that it may have.
    needed: String,
    more: String,
}

struct JobLine {
    path: String,
    file: String,
    list: String,
    when: String,
    stage: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Chosen {
    list: String,
}

async fn page(
    State(site): State<Site>,
    staff: Staff,
    Query(chosen): Query<Chosen>,
) -> Result<Response, StaffError> {
    let list = List::parse(&chosen.list).unwrap_or(List::Municipalities);
    let form = staff.form(&site).with("list", list.as_str());
    staff.page(&import_page(&site, &staff, form).await?)
}

async fn check(State(site): State<Site>, staff: Staff, form: Sent) -> Result<Response, StaffError> {
    let language = staff.language();
    let t = texts::of(language);
    let mut view = FormView::of(&form);
    let list = List::parse(form.text("list"));
    if list.is_none() {
        view.refuse("list", fl!(t, "import-list-missing"));
    }
    let file = form.file("file");
    match file {
        None => view.refuse("file", fl!(t, "import-file-missing")),
        Some(file) if file.bytes.is_empty() => view.refuse("file", fl!(t, "import-file-empty")),
        Some(_) => {}
    }
    let (Some(list), Some(file), true) = (list, file, view.is_sound()) else {
        return staff.refused(&import_page(&site, &staff, view).await?);
    };
    may_take_in(&staff, list)?;
    let (service, mut random) = (site.service().clone(), site.random());
    let (account, at, file) = (staff.account.clone(), staff.at(), file.clone());
    let checked = apart(move || async move {
        let by = By {
            actor: account.id.as_str(),
            at,
        };
        let file = (file.name.as_str(), file.bytes.as_slice());
        let who = Some(&account);
        service.check_list(list, file, who, by, &mut random).await
    });
    let error = match checked.await {
        Ok(job) => return Ok(Redirect::to(&job_path(&job)).into_response()),
        Err(ServiceError::List(error)) => error,
        Err(error) => return Err(error.into()),
    };
    let problems = match &error {
        ListError::Problems(problems) => {
            view.refuse("file", heading_wrong(language, problems));
            let lines = problems
                .iter()
                .map(|problem| words::line(language, problem));
            lines.collect()
        }
        other => {
            view.refuse("file", words::refusal(language, other));
            Vec::new()
        }
    };
    let mut page = import_page(&site, &staff, view).await?;
    page.problems = problems;
    staff.refused(&page)
}

/// What is wrong with the heading, in one sentence; the lines below it tell each column.
fn heading_wrong(language: Language, problems: &[Problem]) -> String {
    let t = texts::of(language);
    let is = |cause| problems.iter().any(|problem| problem.cause == cause);
    match (is(Cause::MissingColumn), is(Cause::RepeatedColumn)) {
        (false, true) => fl!(t, "import-heading-twice"),
        (true, false) => fl!(t, "import-heading-wrong"),
        (false, false) => fl!(t, "list-no-rows"),
        (true, true) => fl!(t, "import-heading-both"),
    }
}

/// A list with one row that shows how cells look.
async fn sample(
    State(site): State<Site>,
    staff: Staff,
    Path((list, format)): Path<(String, String)>,
) -> Result<Response, StaffError> {
    let list = List::parse(&list).ok_or(StaffError::NotFound)?;
    let format = Format::parse(&format).ok_or(StaffError::NotFound)?;
    let language = staff.language();
    let bytes = site
        .service()
        .sample_list(list, format, language, staff.at())?;
    let name = words::list_name(language, list);
    let name = fl!(texts::of(language), "import-sample-file", list = name);
    Ok(attachment(&name, format, bytes))
}

/// Whoever takes in a list of certificates prepares them.
pub(super) fn may_take_in(staff: &Staff, list: List) -> Result<(), StaffError> {
    match list {
        List::Municipalities => staff.require(Action::ImportLists),
        List::Certificates => staff.require(Action::PrepareCertificate),
    }
}

async fn import_page(site: &Site, staff: &Staff, form: FormView) -> Result<ImportPage, StaffError> {
    let language = staff.language();
    let jobs = site.service().store.jobs_of(&staff.account.chamber).await?;
    let line = |job: &Job| JobLine {
        path: job_path(job),
        file: job.file.clone(),
        list: words::list_name(language, job.list),
        when: texts::instant(language, job.created_at),
        stage: stage_word(language, job.stage),
    };
    Ok(ImportPage {
        frame: staff.frame(site, Section::Elsewhere),
        form,
        lists: List::ALL
            .into_iter()
            .map(|list| choice(language, list))
            .collect(),
        most_rows: MOST_ROWS,
        megabytes: LARGEST_FILE >> 20,
        jobs: jobs.iter().map(line).collect(),
        problems: Vec::new(),
    })
}

fn choice(language: Language, list: List) -> ListChoice {
    let needed = list.required();
    let more = list.fields().iter().filter(|field| !needed.contains(field));
    let headings = |fields: &mut dyn Iterator<Item = &crate::domain::bulk::Field>| {
        let names = fields.map(|field| words::heading(language, *field));
        names.collect::<Vec<_>>().join(", ")
    };
    ListChoice {
        id: list.as_str(),
        name: words::list_name(language, list),
        needed: headings(&mut needed.iter()),
        more: headings(&mut { more }),
    }
}
