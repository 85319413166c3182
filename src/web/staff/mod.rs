//! The desk: pages for the staff of the chambers.
//!
//! Every page stands in one table of routes, which says what it asks of whoever comes
//! ([`Needs`]). Nothing reaches a handler that has not passed the [`gate`]: it knows who comes,
//! checks the table and, where something is sent, the form's token.
//!
//! A page is a module with `routes()`, listed below. Its handlers look like this:
//!
//! ```text
//! Route::get("/staff/x", Needs::May(Action::…), page)      Route::post("/staff/x", …, send)
//!
//! async fn send(State(site), staff: Staff, form: Sent) -> Result<Response, StaffError> {
//!     let mut view = FormView::of(&form);                  what was typed, without passwords
//!     view.refuse("name", fl!(…));                         what is wrong, beside the field
//!     if !view.is_sound() { return staff.refused(&page(view)); }
//!     site.service().…(…, staff.by(), &mut site.random()).await?;
//!     Ok(done("/staff/x", "key"))                          the text `done-key` on the next page
//! }
//! ```
//!
//! Its template extends `html/staff/base.html` and has the field `frame: Frame` (from
//! `staff.frame(&site, Section::…)`); every form in it includes `html/staff/csrf.html`, and its
//! fields come from the macros of `html/staff/forms.html`.

mod account;
mod accounts;
mod audit;
mod audit_export;
mod audit_filter;
mod audit_words;
mod calendar;
mod certificate;
mod certificates;
mod contacts;
mod cookie;
mod correction;
mod effect;
mod error;
mod export;
mod feedback;
mod follow_up;
mod form;
mod frame;
mod gate;
mod guest;
mod handbook;
mod help;
mod history;
mod home;
mod import;
mod import_job;
mod invitation;
mod kept;
mod kit;
mod lines;
mod machines;
mod misuse;
mod municipalities;
mod municipality;
mod own_account;
mod pages;
mod picture;
mod prepare;
mod preview;
mod provider;
mod recipient;
mod refusal;
mod reminder;
mod routes;
mod second_factor;
mod sign_in;
mod signed;
mod signing;
mod standing;

pub(super) use gate::client;
pub(super) use kept::KeptForms;
pub use routes::{Entry, Needs, table};

use axum::Router;
use axum::middleware::from_fn_with_state;

use super::Site;
use gate::Gate;
use routes::Route;

/// Every route of the desk. A page that is not listed here does not exist.
fn routes() -> Vec<Route> {
    [
        sign_in::routes(),
        provider::routes(),
        invitation::routes(),
        home::routes(),
        help::routes(),
        own_account::routes(),
        second_factor::routes(),
        follow_up::routes(),
        reminder::routes(),
        contacts::routes(),
        calendar::routes(),
        accounts::routes(),
        account::routes(),
        municipalities::routes(),
        municipality::routes(),
        import::routes(),
        import_job::routes(),
        export::routes(),
        certificates::routes(),
        prepare::routes(),
        preview::routes(),
        certificate::routes(),
        signing::routes(),
        refusal::routes(),
        standing::routes(),
        correction::routes(),
        kit::routes(),
        machines::routes(),
        audit::routes(),
        audit_export::routes(),
        misuse::routes(),
        feedback::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

pub(super) fn router(site: &Site) -> Router<Site> {
    routes().into_iter().fold(Router::new(), |router, route| {
        let gate = Gate::new(site.clone(), route.needs);
        let guarded = route.handler.layer(from_fn_with_state(gate, gate::pass));
        router.route(route.path, guarded)
    })
}
