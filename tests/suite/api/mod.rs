//! The API for other systems.

mod idempotency;
mod open_data;
mod scopes;

use serde_json::{Value, json};

use crate::world::http::{Answer, Site};
use crate::world::{AALEN, PROGRAMME, World};

const CERTIFICATES: &str = "/api/v1/certificates";

/// A token of a chamber, made by the operator.
#[track_caller]
fn token(world: &World, chamber: &str, scope: &str) -> String {
    let new = ["cosign", "token", "new", "--name", "Fachverfahren"];
    let what = ["--chamber", chamber, "--scope", scope];
    world.ok(&[&new[..], &what].concat()).trim().to_owned()
}

/// A request with a token, and with a key where something is written.
fn ask(site: &Site, token: &str, key: &str, (method, path): (&str, &str), body: &Value) -> Answer {
    let mut headers = Vec::new();
    if !token.is_empty() {
        headers.push(("authorization".to_owned(), format!("Bearer {token}")));
    }
    if !key.is_empty() {
        headers.push(("idempotency-key".to_owned(), key.to_owned()));
    }
    let body = match body {
        Value::Null => String::new(),
        body => {
            headers.push(("content-type".to_owned(), "application/json".to_owned()));
            body.to_string()
        }
    };
    site.request(method, path, &headers, &body)
}

/// The body that prepares a certificate for Aalen.
fn order(from: &str) -> Value {
    json!({
        "programme": PROGRAMME,
        "municipality": AALEN,
        "valid_from": from,
        "despite_others": true,
    })
}

/// Asserts that the answer is a problem of this kind, and of no other shape.
#[track_caller]
fn is_problem(answer: &Answer, status: u16, code: &str) {
    assert_eq!(answer.status, status, "{answer:#?}");
    let problem = answer.json();
    assert_eq!(problem["type"], format!("urn:kammersiegel:problem:{code}"));
    assert_eq!(problem["status"], status);
    assert!(!problem["title"].as_str().unwrap().is_empty());
    assert_eq!(
        answer.header("content-type"),
        Some("application/problem+json")
    );
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let known = ["type", "status", "title", "field", "serials"];
    let fields = problem.as_object().unwrap();
    assert!(
        fields.keys().all(|k| known.contains(&k.as_str())),
        "{problem}"
    );
}
