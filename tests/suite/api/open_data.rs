//! What everybody may read, and the document that describes it.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{ask, is_problem};
use crate::world::{AALEN, Backend, HWK, IHK, KOENIGSBRONN, World, day, text};

on_both_databases!(only_what_is_issued_is_listed, lists_come_in_pages);

fn only_what_is_issued_is_listed(on: Backend) {
    let world = World::new(on);
    world.prepare(AALEN, &day(-1), &[]);
    let valid = world.issue(AALEN, &day(-10), &[]);
    let withdrawn = world.issue(KOENIGSBRONN, &day(-10), &[]);
    world.decide("withdraw", &withdrawn, "GEHEIM").is(0, "");
    let site = world.serve_now();
    let list = |query: &str| site.get(&format!("/api/v1/awards{query}")).is(200, "as_of");
    let all = list("");
    let awards = all.json();
    assert_eq!((&awards["total"], &awards["pages"]), (&json!(2), &json!(1)));
    assert_eq!(awards["awards"][0]["serial"], withdrawn, "the newest first");
    assert_eq!(awards["awards"][0]["state"], "withdrawn");
    let one = site.get(&format!("/api/v1/awards/{valid}")).json();
    assert_eq!(one, awards["awards"][1]);
    assert_eq!(one["recipient"]["ags"], AALEN);
    assert_eq!(
        one["verification_url"],
        format!("https://siegel.example/z/{valid}")
    );
    let fields: BTreeSet<_> = one
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    let public = [
        "programme",
        "recipient",
        "serial",
        "state",
        "superseded_by",
        "valid_from",
        "valid_until",
        "verification_url",
    ];
    assert_eq!(fields, BTreeSet::from(public), "the shape is stable");
    for never in ["GEHEIM", "reason", "score", "Muster", "signator", "email"] {
        assert!(!all.body.contains(never), "{never}: {}", all.body);
    }
    let serials = |query: &str| -> Vec<String> {
        let found = list(query).json();
        let awards = found["awards"].as_array().unwrap().iter();
        awards.map(|a| text(&a["serial"])).collect()
    };
    assert_eq!(serials("?state=valid"), [valid.as_str()]);
    assert_eq!(serials("?state=expired"), [""; 0]);
    assert_eq!(serials("?district=08135"), [withdrawn.as_str()]);
    assert_eq!(serials("?district=08136&state=withdrawn"), [""; 0]);
    assert_eq!(serials("?programme=ausgezeichneter-wohnort").len(), 2);
    assert_eq!(serials("?programme=anderes"), [""; 0]);
    for wrong in ["0000-0000-0000-0000", "x", "%ff"] {
        is_problem(
            &site.get(&format!("/api/v1/awards/{wrong}")),
            404,
            "not-found",
        );
    }
    // A row that somebody wrote into the database without the chambers' keys is no award.
    let forge = format!("UPDATE signature SET signed_at = signed_at WHERE serial = '{valid}'");
    assert_eq!(world.database.execute(&forge), 2);
    let zeros = format!(
        "UPDATE signature SET signature = $1 WHERE serial = '{valid}' AND chamber = '{IHK}'"
    );
    world.database.set_bytes(&zeros, &[0; 64]);
    drop(site);
    let site = world.serve_now();
    assert_eq!(site.get(&format!("/api/v1/awards/{valid}")).status, 404);
    let list = site.get("/api/v1/awards").json();
    assert_eq!(list["awards"].as_array().unwrap().len(), 1);
}

fn lists_come_in_pages(on: Backend) {
    let world = World::new(on);
    let serials: Vec<_> = (0..5)
        .map(|n| world.issue(AALEN, &day(-10 - n), &[]))
        .collect();
    let site = world.serve_now();
    let mut seen = Vec::new();
    for page in 1..=3 {
        let list = site
            .get(&format!("/api/v1/awards?per_page=2&page={page}"))
            .json();
        assert_eq!((&list["total"], &list["pages"]), (&json!(5), &json!(3)));
        assert_eq!(
            (&list["page"], &list["per_page"]),
            (&json!(page), &json!(2))
        );
        let awards = list["awards"].as_array().unwrap().iter();
        seen.extend(awards.map(|a| text(&a["serial"])));
    }
    seen.reverse();
    assert_eq!(seen, serials);
    let behind = site.get("/api/v1/awards?page=1000000").json();
    assert_eq!(behind["awards"], json!([]));
    for (query, field) in [
        ("page=0", "page"),
        ("page=-1", "page"),
        ("page=%2B1", "page"),
        ("page=", "page"),
        ("per_page=101", "per_page"),
        ("state=gut", "state"),
        ("district=8136", "district"),
        ("programme=%C3%84", "programme"),
        ("page=1&page=2", "query"),
    ] {
        let answer = site.get(&format!("/api/v1/awards?{query}"));
        is_problem(&answer, 400, "parameter");
        assert_eq!(answer.json()["field"], field);
    }
}

/// Every described operation is there, and answers what is described.
#[test]
fn the_document_tells_of_what_is_there() {
    let world = World::new(Backend::Sqlite);
    let site = world.serve_now();
    let document = site.get("/api/v1/openapi.json").json();
    assert!(text(&document["openapi"]).starts_with("3.1"));
    let (mut described, mut linked) = (BTreeSet::new(), BTreeSet::new());
    let mut operations = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            described.insert(format!("{method} {path}"));
            let path = path.replace("{ags}", AALEN).replace("{code}", "x");
            let path = path.replace("{serial}", "7H3K-9QXM-2P4R-8T28");
            let answer = ask(&site, "", "", (&method.to_uppercase(), &path), &Value::Null);
            let status = answer.status.to_string();
            assert!(
                operation["responses"][&status].is_object(),
                "{path} {answer:?}"
            );
            let secured = !operation["security"].is_null();
            assert_eq!(secured, answer.status == 401, "{path} {answer:?}");
            // Every write has a key.
            let parameters = operation["parameters"].as_array();
            let key = parameters.is_some_and(|p| p.iter().any(|p| p["name"] == "Idempotency-Key"));
            assert_eq!(key, secured && method != "get", "{method} {path}");
            // Whatever asks the database may fail, and every error is a problem or a report.
            let responses = operation["responses"].as_object().unwrap();
            assert_eq!(responses.contains_key("500"), secured, "{method} {path}");
            for (_, told) in responses
                .iter()
                .filter(|(status, _)| status.as_str() >= "4")
            {
                let mut kinds = told["content"].as_object().unwrap().keys();
                let report = path.contains("/verifications");
                let fits = |kind: &String| kind.contains("problem+") || report;
                assert!(kinds.all(fits), "{method} {path} {told}");
            }
            // Links lead to operations that are there.
            let links = operation["responses"].as_object().unwrap().values();
            let links = links.filter_map(|response| response["links"].as_object());
            for link in links.flat_map(|links| links.values()) {
                linked.insert(text(&link["operationId"]));
            }
            operations.insert(text(&operation["operationId"]));
        }
    }
    let expected = [
        "get /api/v1/awards",
        "get /api/v1/awards/{serial}",
        "get /api/v1/certificates/{serial}",
        "get /api/v1/cosign/certificates/{serial}",
        "get /api/v1/cosign/waiting",
        "get /api/v1/programmes",
        "get /api/v1/verifications/{code}",
        "post /api/v1/certificates",
        "post /api/v1/cosign/certificates/{serial}/document",
        "post /api/v1/cosign/certificates/{serial}/refusal",
        "post /api/v1/cosign/certificates/{serial}/seal",
        "post /api/v1/verifications",
        "put /api/v1/municipalities/{ags}",
    ];
    assert_eq!(described, expected.map(str::to_owned).into());
    assert!(
        linked.len() > 3 && linked.is_subset(&operations),
        "{linked:?}"
    );
    // A machine's token opens its own operations, and no other.
    for (path, item) in document["paths"].as_object().unwrap() {
        for operation in item.as_object().unwrap().values() {
            let machine = operation["security"][0]["machine"].is_array();
            assert_eq!(machine, path.contains("/cosign/"), "{path}");
        }
    }
    // A file that is no seal is told by a report, one that is not there by a problem.
    let check = &document["paths"]["/api/v1/verifications"]["post"];
    for (body, kind) in [
        ("GIF89a", "application/json"),
        ("", "application/problem+json"),
    ] {
        let answer = site.request("POST", "/api/v1/verifications", &[], body);
        assert_eq!(answer.status, 400);
        assert_eq!(answer.header("content-type"), Some(kind));
        assert!(check["responses"]["400"]["content"][kind].is_object());
    }
    for kind in [
        "application/pdf",
        "image/png",
        "image/svg+xml",
        "multipart/form-data",
    ] {
        assert!(check["requestBody"]["content"][kind].is_object(), "{kind}");
    }
    // A page of another site may send it, whatever its kind.
    let wants = (
        "access-control-request-method".to_owned(),
        "POST".to_owned(),
    );
    let answer = site.request("OPTIONS", "/api/v1/verifications", &[wants], "");
    assert_eq!(answer.status, 204);
    for (name, value) in [
        ("access-control-allow-origin", "*"),
        ("access-control-allow-methods", "POST"),
        ("access-control-allow-headers", "content-type"),
    ] {
        assert_eq!(answer.header(name), Some(value), "{answer:?}");
    }
    let answer = site.request("OPTIONS", "/api/v1/verifications", &[], "");
    is_problem(&answer, 405, "method");
    let programmes = site.get("/api/v1/programmes").json();
    assert_eq!(programmes[0]["chambers"][0]["id"], IHK);
    assert_eq!(programmes[0]["chambers"][1]["id"], HWK);
    // What is not there is told in JSON, too.
    is_problem(&site.get("/api/v1/nothing"), 404, "not-found");
    is_problem(
        &site.request("DELETE", "/api/v1/awards", &[], ""),
        405,
        "method",
    );
}

/// The page shows every operation and every shape, in both languages, and nothing from elsewhere.
#[test]
fn the_page_is_made_from_the_document() {
    let world = World::new(Backend::Sqlite);
    let site = world.serve_now();
    let document = site.get("/api/v1/openapi.json").json();
    for (language, says) in [("de", "Auszeichnungen lesen"), ("en", "Reading awards")] {
        let page = site.get_in("/api", Some(language)).is(200, says);
        for (path, item) in document["paths"].as_object().unwrap() {
            for operation in item.as_object().unwrap().values() {
                let id = text(&operation["operationId"]);
                assert!(page.body.contains(&format!("id=\"{id}\"")), "{id}");
                assert!(page.body.contains(&format!(" {path}</code>")), "{path}");
            }
        }
        for shape in document["components"]["schemas"]
            .as_object()
            .unwrap()
            .keys()
        {
            assert!(page.body.contains(&format!("id=\"{shape}\"")), "{shape}");
        }
        assert!(
            page.body.contains("<code>image/svg+xml</code>"),
            "every kind of file"
        );
        for link in page.body.split("href=\"#").skip(1) {
            let target = link.split('"').next().unwrap();
            assert!(page.body.contains(&format!("id=\"{target}\"")), "#{target}");
        }
        assert!(!page.body.contains("<script") && !page.body.contains("href=\"http"));
        assert_eq!(page.header("set-cookie"), None);
    }
}
