//! Lines of HTML for the municipality's site: what they say, and what ammonia leaves of them with
//! the tag lists of two content management systems. The judge `snippets` asks the sanitizers of
//! npm the same.

use std::collections::{HashMap, HashSet};

use ammonia::Builder;

use crate::world::browser::between;
use crate::world::{Backend, IHK, World};

/// A certificate, and the read-only fields of its kit's page by their ids, in German and English.
fn lines() -> (String, [HashMap<String, String>; 2]) {
    let world = World::new(Backend::Sqlite);
    let serial = world.issue_valid();
    let site = world.serve_now();
    let clerk = world.person(&site, IHK, "kim@ihk.example", &["clerk"]);
    let clerk = clerk.sign_in(&site);
    let page = format!("/staff/certificates/{serial}");
    let shown = clerk.send(&page, &format!("{page}/kit"), &[]);
    let link = between(&shown.body, "/kit/", "</code>");
    let kind = "application/x-www-form-urlencoded".to_owned();
    let path = format!("/kit/{link}");
    let body = "version=2026-01&agreed=yes&name=Erika";
    site.request("POST", &path, &[("content-type".to_owned(), kind)], body);
    let pages = ["", "?lang=en"].map(|query| site.get(&format!("{path}{query}")).body);
    (serial, pages.map(|page| fields(&page)))
}

fn fields(page: &str) -> HashMap<String, String> {
    let fields = page.split("<textarea id=\"").skip(1).map(|field| {
        let (id, rest) = field.split_once('"').unwrap();
        let text = between(rest, ">", "</textarea>");
        let text = [
            ("&#60;", "<"),
            ("&#62;", ">"),
            ("&#34;", "\""),
            ("&#38;", "&"),
        ]
        .iter()
        .fold(text, |text, (from, to)| text.replace(from, to));
        (id.to_owned(), text)
    });
    fields.collect()
}

/// ammonia with what a content management system lets through.
fn sanitizer<'a>(tags: &[&'a str], attributes: &[(&'a str, &[&'a str])]) -> Builder<'a> {
    let mut builder = Builder::empty();
    builder
        .tags(tags.iter().copied().collect())
        .tag_attributes(
            attributes
                .iter()
                .map(|(tag, names)| (*tag, names.iter().copied().collect::<HashSet<_>>()))
                .collect(),
        )
        .url_relative(ammonia::UrlRelative::PassThrough)
        .url_schemes(["http", "https", "mailto"].into())
        .link_rel(None);
    builder
}

#[test]
fn the_lines_survive_what_editors_are_allowed() {
    let (serial, [lines, _]) = lines();
    let compact = serial.replace('-', "");
    let alt =
        "Qualitätszeichen Ausgezeichneter Wohnort für Fach- und Führungskräfte, Aalen, gültig bis ";
    let hosted = &lines["plain-upright"];
    assert!(
        hosted.starts_with(&format!(
            "<p><a href=\"https://siegel.example/z/{compact}\">\
             <img src=\"/bilder/siegel-hoch-de-640.png\" alt=\"{alt}"
        )),
        "{hosted}"
    );
    assert!(
        hosted.ends_with("\" width=\"200\" height=\"200\"></a></p>"),
        "{hosted}"
    );
    assert!(lines["live"].contains(&format!("src=\"https://siegel.example/seal/{serial}.svg\"")));
    let evergreen = &lines["evergreen"];
    assert!(
        evergreen.contains("href=\"https://siegel.example/by/ausgezeichneter-wohnort/08136088\"")
    );
    assert!(!evergreen.contains("gültig bis"), "{evergreen}");

    // Drupal's basic_html, and what TYPO3's DefaultSanitizerBuilder allows of it.
    let drupal = sanitizer(
        &[
            "a",
            "em",
            "strong",
            "cite",
            "blockquote",
            "code",
            "ul",
            "ol",
            "li",
            "dl",
            "dt",
            "dd",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "p",
            "br",
            "img",
        ],
        &[
            ("a", &["href", "hreflang"]),
            (
                "img",
                &[
                    "src",
                    "alt",
                    "data-entity-uuid",
                    "data-entity-type",
                    "height",
                    "width",
                    "loading",
                ],
            ),
        ],
    );
    let typo3 = sanitizer(
        &[
            "a",
            "abbr",
            "article",
            "b",
            "blockquote",
            "br",
            "caption",
            "cite",
            "code",
            "div",
            "em",
            "figcaption",
            "figure",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hr",
            "i",
            "img",
            "li",
            "ol",
            "p",
            "picture",
            "section",
            "small",
            "source",
            "span",
            "strong",
            "sub",
            "sup",
            "table",
            "tbody",
            "td",
            "tfoot",
            "th",
            "thead",
            "tr",
            "u",
            "ul",
            "video",
        ],
        &[
            (
                "a",
                &["href", "hreflang", "rel", "target", "title", "class", "id"],
            ),
            (
                "img",
                &[
                    "align", "alt", "border", "decoding", "height", "longdesc", "loading", "name",
                    "sizes", "src", "srcset", "usemap", "width",
                ],
            ),
        ],
    );
    for (system, sanitizer) in [("Drupal", &drupal), ("TYPO3", &typo3)] {
        for id in [
            "typo3-upright",
            "drupal-wide",
            "plain-upright",
            "live",
            "evergreen",
        ] {
            let line = &lines[id];
            assert_eq!(sanitizer.clean(line).to_string(), *line, "{system}, {id}");
        }
        assert_eq!(sanitizer.clean(&lines["frame"]).to_string(), "", "{system}");
    }
    let with_frames = {
        let mut builder = sanitizer(
            &["iframe"],
            &[("iframe", &["src", "title", "width", "height"])],
        );
        builder.url_schemes(["https"].into());
        builder
    };
    assert!(
        with_frames
            .clean(&lines["frame"])
            .to_string()
            .starts_with("<iframe src=\"https://siegel.example/frame/")
    );
}

/// Whatever becomes of the award, the text beside a picture that follows it stays true.
#[test]
fn what_shows_today_s_state_claims_nothing_in_its_text() {
    let (_, lines) = lines();
    let state = ["aktueller Stand", "current state"];
    let claims = ["gültig", "valid", "20"];
    // The picture speaks the language of the text beside it.
    for id in ["live", "evergreen"] {
        assert!(!lines[0][id].contains("lang="), "{}", lines[0][id]);
        let picture = ".svg?lang=en\" alt=\"Quality mark ";
        assert!(lines[1][id].contains(picture), "{}", lines[1][id]);
    }
    for (lines, state) in lines.iter().zip(state) {
        for (id, attribute) in [
            ("live", " alt=\""),
            ("evergreen", " alt=\""),
            ("frame", " title=\""),
        ] {
            let text = between(&lines[id], attribute, "\"");
            assert!(text.contains("Aalen: ") && text.contains(state), "{text}");
            for claim in claims {
                assert!(!text.contains(claim), "{id}: {text}");
            }
        }
        let own = between(&lines["plain-upright"], " alt=\"", "\"");
        assert!(own.contains("20"), "{own}");
    }
}
