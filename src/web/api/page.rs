//! The documentation of the API as a page, made from the OpenAPI document: nothing is written twice,
//! and nothing is loaded.

use std::sync::LazyLock;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use i18n_embed_fl::fl;
use serde_json::Value;

use super::DOCUMENT;
use crate::domain::language::Language;
use crate::texts;
use crate::web::Site;
use crate::web::language::Speaks;
use crate::web::public::{Frame, html};

/// The document, read again.
static PARSED: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(&DOCUMENT).unwrap_or_default());

/// The methods in the order in which they are shown.
const METHODS: [&str; 4] = ["get", "post", "put", "delete"];

#[derive(Template)]
#[template(path = "html/api.html")]
struct ApiPage {
    frame: Frame,
    host: String,
    /// A programme, for the example.
    programme: String,
    groups: Vec<Group>,
    shapes: Vec<Shape>,
}

/// Operations of one kind.
struct Group {
    id: String,
    title: String,
    operations: Vec<Operation>,
}

struct Operation {
    id: String,
    method: String,
    path: String,
    summary: String,
    /// Whether a token is needed.
    token: bool,
    parameters: Vec<Field>,
    bodies: Vec<Kind>,
    answers: Vec<Answer>,
}

/// A parameter, or a field of a shape.
struct Field {
    name: String,
    /// `query`, `header` or `path`; empty for a field.
    place: String,
    needed: bool,
    kind: Kind,
    text: String,
}

struct Answer {
    status: String,
    text: String,
    kinds: Vec<Kind>,
}

/// What may stand somewhere.
struct Kind {
    /// In a few technical words; what follows names a shape.
    words: String,
    /// The shape, if it is one.
    shape: Option<String>,
}

struct Shape {
    name: String,
    text: String,
    fields: Vec<Field>,
    values: String,
}

pub(super) async fn show(State(site): State<Site>, speaks: Speaks) -> Response {
    let language = speaks.language;
    let mut programmes = site.service().programmes.iter();
    let page = ApiPage {
        frame: Frame::new(speaks, "/api"),
        host: site.service().host.clone(),
        programme: programmes
            .next()
            .map_or_else(String::new, |p| p.programme.id.to_string()),
        groups: groups(language, &PARSED),
        shapes: shapes(&PARSED),
    };
    html(StatusCode::OK, speaks, &page)
}

fn groups(language: Language, document: &Value) -> Vec<Group> {
    let t = texts::of(language);
    let titles = [
        ("verification", fl!(t, "api-tag-verification")),
        ("awards", fl!(t, "api-tag-awards")),
        ("writing", fl!(t, "api-tag-writing")),
        ("cosign", fl!(t, "api-tag-cosign")),
    ];
    let of = |tag: &str| {
        let paths = entries(&document["paths"]);
        let all = paths.flat_map(|(path, item)| {
            METHODS
                .iter()
                .filter_map(move |method| Some((path, *method, item.get(*method)?)))
        });
        let tagged = all.filter(|(_, _, operation)| operation["tags"][0] == tag);
        tagged
            .map(|(path, method, operation)| Operation::of(language, path, method, operation))
            .collect()
    };
    titles
        .into_iter()
        .map(|(tag, title)| Group {
            id: tag.to_owned(),
            title,
            operations: of(tag),
        })
        .collect()
}

fn shapes(document: &Value) -> Vec<Shape> {
    let shape = |(name, schema): (&String, &Value)| {
        let needed: Vec<_> = texts_of(&schema["required"]).collect();
        let fields = entries(&schema["properties"]).map(|(field, schema)| Field {
            name: field.clone(),
            place: String::new(),
            needed: needed.contains(&field.as_str()),
            kind: Kind::of(schema),
            text: text(&schema["description"]),
        });
        Shape {
            name: name.clone(),
            text: text(&schema["description"]),
            fields: fields.collect(),
            values: texts_of(&schema["enum"]).collect::<Vec<_>>().join(", "),
        }
    };
    entries(&document["components"]["schemas"])
        .map(shape)
        .collect()
}

impl Operation {
    fn of(language: Language, path: &str, method: &str, operation: &Value) -> Self {
        let id = text(&operation["operationId"]);
        let parameters = operation["parameters"].as_array();
        let parameter = |p: &Value| Field {
            name: text(&p["name"]),
            place: text(&p["in"]),
            needed: p["required"] == true,
            kind: Kind::of(&p["schema"]),
            text: text(&p["description"]),
        };
        let answer = |(status, answer): (&String, &Value)| Answer {
            status: status.clone(),
            text: text(&answer["description"]),
            kinds: contents(answer),
        };
        Self {
            summary: texts::find(language, &format!("api-op-{}", id.to_lowercase()))
                .unwrap_or_else(|| text(&operation["summary"])),
            method: method.to_uppercase(),
            path: path.to_owned(),
            token: !operation["security"].is_null(),
            parameters: parameters.into_iter().flatten().map(parameter).collect(),
            bodies: contents(&operation["requestBody"]),
            answers: entries(&operation["responses"]).map(answer).collect(),
            id,
        }
    }
}

impl Kind {
    fn of(schema: &Value) -> Self {
        if let Some(reference) = schema["$ref"].as_str() {
            let name = reference.rsplit('/').next().unwrap_or_default();
            return Self {
                words: String::new(),
                shape: Some(name.to_owned()),
            };
        }
        let alternatives = schema["oneOf"].as_array();
        if let Some(other) = alternatives.and_then(|all| all.iter().find(|s| s["type"] != "null")) {
            let kind = Self::of(other);
            return Self {
                words: format!("{}null | ", kind.words),
                shape: kind.shape,
            };
        }
        let mut words: Vec<_> = texts_of(&schema["type"]).map(str::to_owned).collect();
        words.extend(schema["type"].as_str().map(str::to_owned));
        let mut words = words.join(" | ");
        for key in ["format", "pattern", "minimum", "maximum"] {
            match &schema[key] {
                Value::Null => {}
                Value::String(value) => words.push_str(&format!(", {value}")),
                value => words.push_str(&format!(", {key} {value}")),
            }
        }
        let items = (!schema["items"].is_null()).then(|| Self::of(&schema["items"]));
        let shape = match items {
            Some(items) => {
                words.push_str(&format!(" of {}", items.words));
                items.shape
            }
            None => None,
        };
        Self { words, shape }
    }
}

/// What a body or an answer may hold.
fn contents(value: &Value) -> Vec<Kind> {
    let one = |(media, content): (&String, &Value)| {
        let mut kind = Kind::of(&content["schema"]);
        if kind.shape.is_none() {
            kind.words.clone_from(media);
        }
        kind
    };
    entries(&value["content"]).map(one).collect()
}

fn entries(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn texts_of(value: &Value) -> impl Iterator<Item = &str> {
    let all = value.as_array().into_iter().flatten();
    all.filter_map(Value::as_str)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().replace('\n', " ")
}
