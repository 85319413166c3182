//! The desk: pages for the staff of the chambers.
//!
//! Every page stands in one table of routes, which says what it asks of whoever comes
//! ([`Needs`]). Nothing reaches a handler that has not passed the [`gate`]: it knows who comes,
//! checks the table and, where something is sent, the form's token.

mod accounts;
mod cookie;
mod error;
mod form;
mod frame;
mod gate;
mod guest;
mod help;
mod home;
mod invitation;
mod machines;
mod own_account;
mod picture;
mod routes;
mod second_factor;
mod sign_in;

pub(super) use gate::client;
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
        invitation::routes(),
        home::routes(),
        help::routes(),
        own_account::routes(),
        second_factor::routes(),
        accounts::routes(),
        machines::routes(),
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
