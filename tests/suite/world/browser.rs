//! A browser at the desk: keeps cookies, and sends forms as their pages hold them.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::http::{Answer, Site};

pub struct Browser<'a> {
    pub site: &'a Site,
    pub cookies: RefCell<BTreeMap<String, String>>,
    /// Headers that every further request carries beside those of a browser.
    pub headers: RefCell<Vec<(String, String)>>,
}

impl<'a> Browser<'a> {
    pub fn new(site: &'a Site) -> Self {
        Self {
            site,
            cookies: RefCell::default(),
            headers: RefCell::default(),
        }
    }

    /// Sends a header with every further request.
    pub fn with(self, name: &str, value: &str) -> Self {
        self.headers
            .borrow_mut()
            .push((name.to_owned(), value.to_owned()));
        self
    }

    /// Asks for a page; a redirect is not followed.
    pub fn get(&self, path: &str) -> Answer {
        self.keep(self.site.request("GET", path, &self.sent_headers(), ""))
    }

    /// A file, byte by byte.
    pub fn download(&self, path: &str) -> Vec<u8> {
        self.site.bytes(path, &self.sent_headers())
    }

    /// Asks for a page, and follows redirects.
    #[track_caller]
    pub fn open(&self, path: &str) -> Answer {
        self.follow(self.get(path))
    }

    /// Follows redirects.
    #[track_caller]
    pub fn follow(&self, mut answer: Answer) -> Answer {
        for _ in 0..5 {
            let Some(next) = answer.header("location").map(str::to_owned) else {
                return answer;
            };
            answer = self.get(&next);
        }
        panic!("it goes round in circles: {answer:#?}");
    }

    /// Opens a page and sends the form on it that leads to this address: what stands in it
    /// already, with these fields in place of its own.
    #[track_caller]
    pub fn send(&self, page: &str, action: &str, fields: &[(&str, &str)]) -> Answer {
        let page = self.get(page);
        self.submit(&page, action, fields)
    }

    /// Sends a form of a page that is open.
    #[track_caller]
    pub fn submit(&self, page: &Answer, action: &str, fields: &[(&str, &str)]) -> Answer {
        let form = form(&page.body, action);
        let mut all = form.unwrap_or_else(|| panic!("no form leads to {action}: {page:#?}"));
        all.retain(|(name, _)| !fields.iter().any(|(n, _)| n == name));
        let given = fields
            .iter()
            .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()));
        all.extend(given);
        let all: Vec<_> = all.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        self.post(action, &all)
    }

    /// Sends exactly these fields, as a browser does from a page of the site.
    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.extend_pairs(fields);
        let mut headers = self.sent_headers();
        let form = ("content-type", "application/x-www-form-urlencoded");
        let origin = format!("http://{}", self.site.address);
        let same = ("sec-fetch-site", "same-origin");
        for (name, value) in [form, same, ("origin", origin.as_str())] {
            if !headers.iter().any(|(n, _)| n == name) {
                headers.push((name.to_owned(), value.to_owned()));
            }
        }
        // An empty header stands for one that is not sent.
        headers.retain(|(_, value)| !value.is_empty());
        self.keep(self.site.request("POST", path, &headers, &body.finish()))
    }

    /// Sends the form on a page that takes one file (RFC 7578).
    #[track_caller]
    pub fn upload(&self, page: &str, field: &str, name: &str, content: impl AsRef<[u8]>) -> Answer {
        const MARK: &str = "----grenze";
        let action = page.split('?').next().unwrap();
        let form = form(&self.get(page).body, action);
        let mut body = Vec::new();
        for (name, value) in form.unwrap_or_default() {
            if name != field {
                body.extend(format!(
                    "--{MARK}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
                ).bytes());
            }
        }
        body.extend(
            format!(
                "--{MARK}\r\ncontent-disposition: form-data; name=\"{field}\"; \
                 filename=\"{name}\"\r\n\r\n"
            )
            .bytes(),
        );
        body.extend(content.as_ref());
        body.extend(format!("\r\n--{MARK}--\r\n").bytes());
        let mut headers = self.sent_headers();
        let kind = format!("multipart/form-data; boundary={MARK}");
        let origin = format!("http://{}", self.site.address);
        headers.push(("content-type".to_owned(), kind));
        headers.push(("sec-fetch-site".to_owned(), "same-origin".to_owned()));
        headers.push(("origin".to_owned(), origin));
        self.keep(self.site.send(action, &headers, body))
    }

    fn sent_headers(&self) -> Vec<(String, String)> {
        let mut headers = self.headers.borrow().clone();
        let cookies = self.cookies.borrow();
        let pairs: Vec<_> = cookies.iter().map(|(n, v)| format!("{n}={v}")).collect();
        if !pairs.is_empty() {
            headers.push(("cookie".to_owned(), pairs.join("; ")));
        }
        headers
    }

    fn keep(&self, answer: Answer) -> Answer {
        for (_, set) in answer.headers.iter().filter(|(n, _)| n == "set-cookie") {
            let (pair, attributes) = set.split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            let mut cookies = self.cookies.borrow_mut();
            if attributes.contains("Max-Age=0") {
                cookies.remove(name);
            } else {
                cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        answer
    }
}

/// What the form that leads to an address sends if nothing is changed in it.
fn form(page: &str, action: &str) -> Option<Vec<(String, String)>> {
    let start = page.find(&format!("<form action=\"{action}\""))?;
    let form = between(&page[start..], ">", "</form>");
    let mut fields = Vec::new();
    let mut first = false;
    for rest in form.split('<') {
        let (tag, after) = rest.split_once('>').unwrap_or((rest, ""));
        let attribute = |name: &str| {
            let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
            Some(unescaped(rest.split('"').next()?))
        };
        let ticks = matches!(attribute("type").as_deref(), Some("checkbox" | "radio"));
        let counts = !ticks || tag.ends_with(" checked");
        match (tag.split(' ').next()?, attribute("name")) {
            ("input", Some(name)) if counts => {
                fields.push((name, attribute("value").unwrap_or_default()));
            }
            ("textarea", Some(name)) => fields.push((name, unescaped(after))),
            ("select", Some(name)) => {
                fields.push((name, String::new()));
                first = true;
            }
            // The first option counts until another is selected.
            ("option", _) => {
                let (_, value) = fields.last_mut()?;
                if first || tag.ends_with(" selected") {
                    *value = attribute("value").unwrap_or_default();
                }
                first = false;
            }
            _ => {}
        }
    }
    Some(fields)
}

/// Without the escapes of the template engine.
fn unescaped(text: &str) -> String {
    let escapes = [
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#34;", "\""),
        ("&#39;", "'"),
    ];
    let text = escapes
        .iter()
        .fold(text.to_owned(), |t, (e, c)| t.replace(e, c));
    text.replace("&#38;", "&")
}

/// The first text between two marks.
#[track_caller]
pub fn between(text: &str, begin: &str, end: &str) -> String {
    let rest = text
        .split_once(begin)
        .unwrap_or_else(|| panic!("no {begin} in {text}"));
    rest.1.split(end).next().unwrap().to_owned()
}
