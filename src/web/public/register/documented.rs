//! What the open data are: files, fields, licence, and how often they change.

use askama::Template;
use i18n_embed_fl::fl;

use super::super::head::Head;
use super::super::page::Frame;
use super::linked;
use crate::domain::language::Language;
use crate::domain::licence::Licence;
use crate::service::Service;
use crate::service::open_data::fields;
use crate::texts;
use crate::web::language::Speaks;

#[derive(Template)]
#[template(path = "html/register/data.html")]
pub(super) struct DataPage {
    frame: Frame,
    head: Head,
    host: String,
    licence: Licence,
    shapes: Vec<Shape>,
}

struct Shape {
    title: String,
    fields: Vec<Field>,
}

/// A field with its meaning.
struct Field {
    /// „marks-chambers-id", by which it can be linked to.
    id: String,
    /// „chambers.id", as it stands in its shape.
    name: String,
    text: String,
}

impl DataPage {
    pub(super) fn new(speaks: Speaks, service: &Service) -> Self {
        let language = speaks.language;
        let t = texts::of(language);
        let path = "/register/data";
        let (title, description) = (fl!(t, "data-title"), fl!(t, "data-lead"));
        let register = fl!(t, "register-title");
        let dataset = linked::dataset(service, None, &register, &fl!(t, "register-lead"));
        let mut head = Head::new(service, speaks, path, &dataset);
        (head.title, head.description) = (title, description);
        let title = |shape: &str| match shape {
            "head" => fl!(t, "data-shape-head"),
            "marks" => fl!(t, "data-shape-marks"),
            _ => fl!(t, "data-shape-awards"),
        };
        let mut shapes: Vec<_> = fields::of_json()
            .map(|(shape, paths)| Shape {
                title: title(shape),
                fields: described(language, paths),
            })
            .collect();
        shapes.push(Shape {
            title: fl!(t, "data-shape-features"),
            fields: described(language, fields::of_geojson()),
        });
        Self {
            frame: Frame::new(speaks, path),
            head,
            host: service.host.clone(),
            licence: service.open_data.clone(),
            shapes,
        }
    }
}

fn described(language: Language, paths: Vec<String>) -> Vec<Field> {
    let lists = ["marks.", "awards.", "features.properties.", "features."];
    let field = |path: String| {
        let name = lists.iter().find_map(|list| path.strip_prefix(list));
        let key = format!("data-field-{}", path.replace(['.', '_'], "-"));
        Field {
            name: name.unwrap_or(&path).to_owned(),
            text: texts::find(language, &key).unwrap_or_default(),
            id: path.replace('.', "-"),
        }
    };
    paths.into_iter().map(field).collect()
}
