//! The handbook as a page: `docs/handbuch.md` and its pictures, which the program carries along.
//!
//! A task is a heading of the second level. Its anchor is the heading itself, as Git forges make
//! it, so that the handbook's own links work here and there.

use std::borrow::Cow;
use std::sync::LazyLock;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};
use rust_embed::RustEmbed;

/// Where the pictures lie, as the handbook names them, and as they are served.
const FOLDER: &str = "screenshots/";
pub(super) const PICTURES: &str = "/staff/help/";

#[derive(RustEmbed)]
#[folder = "docs/screenshots"]
#[include = "*.png"]
#[exclude = "verification*.png"]
#[exclude = "urkunde.png"]
#[exclude = "siegel.png"]
struct Pictures;

static HANDBOOK: LazyLock<Handbook> =
    LazyLock::new(|| Handbook::read(include_str!("../../../docs/handbuch.md")));

/// The handbook, in German.
#[derive(Debug)]
pub(super) struct Handbook {
    /// Its tasks, in order.
    pub tasks: Vec<Task>,
    /// Everything but its title, as HTML that holds nothing but what the handbook says.
    pub body: String,
}

/// Something to do, and where the handbook says how.
#[derive(Debug)]
pub(super) struct Task {
    pub anchor: String,
    pub title: String,
}

/// The handbook.
pub(super) fn handbook() -> &'static Handbook {
    &HANDBOOK
}

/// A picture of the handbook (PNG).
pub(super) fn picture(name: &str) -> Option<Cow<'static, [u8]>> {
    Pictures::get(name).map(|file| file.data)
}

impl Handbook {
    fn read(text: &str) -> Self {
        let events: Vec<_> = Parser::new_ext(text, Options::ENABLE_TABLES).collect();
        let mut tasks = Vec::new();
        let mut shown = Vec::with_capacity(events.len());
        let mut rest = events.into_iter();
        // Links that lead nowhere here keep their words.
        let mut dropped = false;
        while let Some(event) = rest.next() {
            match event {
                Event::Start(Tag::Heading { level, .. }) => {
                    let inside: Vec<_> = rest
                        .by_ref()
                        .take_while(|e| !matches!(e, Event::End(TagEnd::Heading(_))))
                        .collect();
                    let title = words(&inside);
                    if level == HeadingLevel::H1 {
                        continue;
                    }
                    let anchor = anchor(&title);
                    shown.push(heading(level, &anchor));
                    shown.extend(inside);
                    shown.push(Event::End(TagEnd::Heading(level)));
                    if level == HeadingLevel::H2 {
                        tasks.push(Task { anchor, title });
                    }
                }
                Event::Start(Tag::Link { ref dest_url, .. }) => {
                    dropped = !dest_url.starts_with('#') && !dest_url.starts_with("https://");
                    if !dropped {
                        shown.push(event);
                    }
                }
                Event::End(TagEnd::Link) if dropped => dropped = false,
                Event::Start(Tag::Image {
                    link_type,
                    dest_url,
                    title,
                    id,
                }) => {
                    let name = dest_url.strip_prefix(FOLDER).unwrap_or_default();
                    let dest_url = CowStr::from(format!("{PICTURES}{name}"));
                    shown.push(Event::Start(Tag::Image {
                        link_type,
                        dest_url,
                        title,
                        id,
                    }));
                }
                // Nothing is taken over as it is.
                Event::Html(raw) | Event::InlineHtml(raw) => shown.push(Event::Text(raw)),
                other => shown.push(other),
            }
        }
        let mut body = String::new();
        html::push_html(&mut body, shown.into_iter());
        Self { tasks, body }
    }
}

fn heading<'a>(level: HeadingLevel, anchor: &str) -> Event<'a> {
    Event::Start(Tag::Heading {
        level,
        id: Some(CowStr::from(anchor.to_owned())),
        classes: Vec::new(),
        attrs: Vec::new(),
    })
}

fn words(events: &[Event<'_>]) -> String {
    let words = events.iter().filter_map(|event| match event {
        Event::Text(text) | Event::Code(text) => Some(&**text),
        _ => None,
    });
    words.collect()
}

/// „Aussetzen, aufheben, entziehen“ → `aussetzen-aufheben-entziehen`.
fn anchor(title: &str) -> String {
    let kept = title.chars().filter_map(|c| match c {
        ' ' => Some('-'),
        c if c.is_alphanumeric() || c == '-' => Some(c),
        _ => None,
    });
    kept.collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_becomes_pages_and_nothing_else() {
        let text = "# Titel\n\n## Für alle: **eins**, `zwei`\n\n<script>böse()</script>\n\n\
                    [da](#da) [dort](cosign.md) <b>laut</b> ![Bild](screenshots/a.png)\n";
        let handbook = Handbook::read(text);
        assert_eq!(handbook.tasks[0].anchor, "für-alle-eins-zwei");
        assert_eq!(handbook.tasks[0].title, "Für alle: eins, zwei");
        for says in [
            "<h2 id=\"für-alle-eins-zwei\">",
            "&lt;script&gt;",
            "<a href=\"#da\">da</a> dort &lt;b&gt;laut&lt;/b&gt;",
            "<img src=\"/staff/help/a.png\" alt=\"Bild\" />",
        ] {
            assert!(handbook.body.contains(says), "{says} in {}", handbook.body);
        }
        assert!(!handbook.body.contains("Titel"), "{}", handbook.body);
    }
}
