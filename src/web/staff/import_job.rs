//! One list that is taken in: what the check found out, how far it is, what became of it.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use i18n_embed_fl::fl;

use super::Site;
use super::error::StaffError;
use super::export::attachment;
use super::form::{FormView, Sent};
use super::frame::{Frame, Section};
use super::guest::{Staff, done};
use super::import::{IMPORT, may_take_in};
use super::routes::{Needs, Route};
use crate::domain::bulk::{Counts, Job, JobId, JobStage, List, Problem};
use crate::domain::language::Language;
use crate::domain::permission::Action;
use crate::service::ServiceError;
use crate::service::bulk::{Format, ListError, words};
use crate::texts;

/// How many problems a page shows; the file of problems has all.
const SHOWN: usize = 500;

pub(super) fn routes() -> Vec<Route> {
    let imports = Needs::May(Action::ImportLists);
    vec![
        Route::get("/staff/import/{job}", imports, page),
        Route::get("/staff/import/{job}/problems", imports, problems),
        Route::post("/staff/import/{job}/begin", imports, begin),
        Route::post("/staff/import/{job}/drop", imports, drop_job),
    ]
}

/// The page of a job.
pub(super) fn job_path(job: &Job) -> String {
    format!("{IMPORT}/{}", job.id)
}

/// How far a job is, in a word.
pub(super) fn stage_word(language: Language, stage: JobStage) -> String {
    let t = texts::of(language);
    match stage {
        JobStage::Checked => fl!(t, "import-stage-checked"),
        JobStage::Running { .. } => fl!(t, "import-stage-running"),
        JobStage::Done { at } => {
            fl!(t, "import-stage-done", at = texts::instant(language, at))
        }
    }
}

#[derive(Template)]
#[template(path = "html/staff/import_job.html")]
struct JobPage {
    frame: Frame,
    form: FormView,
    path: String,
    file: String,
    list: String,
    stage: Stage,
    counts: Counts,
    /// Rows that have been or are to be done, and how many of them are no longer open.
    all: u64,
    over: u64,
    lines: Vec<ProblemLine>,
    /// How many more there are.
    more: usize,
    certificates: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Checked,
    Running,
    Done,
}

struct ProblemLine {
    place: String,
    cause: String,
    note: bool,
}

async fn page(
    State(site): State<Site>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, StaffError> {
    let job = find(&site, &staff, &id).await?;
    staff.page(&job_page(&site, &staff, &job, FormView::new()).await?)
}

async fn problems(
    State(site): State<Site>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, StaffError> {
    let job = find(&site, &staff, &id).await?;
    let language = staff.language();
    let told = site.service().told_of_job(&job).await?;
    let bytes = site.service().export_problems(&told, language)?;
    let name = fl!(texts::of(language), "import-problems-file");
    Ok(attachment(&name, Format::Csv, bytes))
}

async fn begin(
    State(site): State<Site>,
    staff: Staff,
    Path(id): Path<String>,
    form: Sent,
) -> Result<Response, StaffError> {
    let job = find(&site, &staff, &id).await?;
    may_take_in(&staff, job.list)?;
    let only_sound = form.has("only-sound");
    match site.service().begin_job(&job, only_sound, staff.by()).await {
        // Whoever began it twice is as well served by its page.
        Ok(()) | Err(ServiceError::List(ListError::Begun)) => {
            Ok(Redirect::to(&job_path(&job)).into_response())
        }
        Err(ServiceError::List(ListError::Unsound)) => {
            let mut view = FormView::of(&form);
            let says = fl!(texts::of(staff.language()), "import-only-sound-missing");
            view.refuse("only-sound", says);
            staff.refused(&job_page(&site, &staff, &job, view).await?)
        }
        Err(error) => Err(error.into()),
    }
}

async fn drop_job(
    State(site): State<Site>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, StaffError> {
    let job = find(&site, &staff, &id).await?;
    site.service().drop_job(&job).await?;
    Ok(done(IMPORT, "list-dropped"))
}

/// A job of somebody's own chamber.
async fn find(site: &Site, staff: &Staff, id: &str) -> Result<Job, StaffError> {
    let id = JobId::parse(id).ok_or(StaffError::NotFound)?;
    let job = site.service().store.job(&id).await?;
    let ours = |job: &Job| {
        let chamber = job.person.as_ref().map(|(_, chamber)| chamber);
        chamber == Some(&staff.account.chamber)
    };
    job.filter(ours).ok_or(StaffError::NotFound)
}

async fn job_page(
    site: &Site,
    staff: &Staff,
    job: &Job,
    form: FormView,
) -> Result<JobPage, StaffError> {
    let (service, language) = (site.service(), staff.language());
    let counts = service.store.job_counts(&job.id).await?;
    let told = service.told_of_job(job).await?;
    let line = |problem: &Problem| ProblemLine {
        place: words::place(language, problem),
        cause: words::cause(language, &problem.cause),
        note: problem.cause.is_note(),
    };
    Ok(JobPage {
        frame: staff.frame(site, Section::Elsewhere),
        form,
        path: job_path(job),
        file: job.file.clone(),
        list: words::list_name(language, job.list),
        stage: match job.stage {
            JobStage::Checked => Stage::Checked,
            JobStage::Running { .. } => Stage::Running,
            JobStage::Done { .. } => Stage::Done,
        },
        counts,
        all: counts.open + counts.done + counts.refused,
        over: counts.done + counts.refused,
        more: told.len().saturating_sub(SHOWN),
        lines: told.iter().take(SHOWN).map(line).collect(),
        certificates: job.list == List::Certificates,
    })
}
