//! A browser at the desk: keeps cookies, and sends forms as their pages hold them.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use jiff::Timestamp;
use totp_rs::{Builder, Secret, Totp};

use super::World;
use super::http::{Answer, Site};

/// A password that nobody guesses.
pub const PASSWORD: &str = "Leuchtturm schweigt ueber Mittag";

/// Somebody with an account.
pub struct Person {
    pub email: String,
    pub id: String,
    pub password: RefCell<String>,
    /// The app with one-time codes, and the last time step whose code was used.
    pub app: RefCell<Option<Totp>>,
    step: Cell<u64>,
    /// The recovery codes that were shown last.
    pub recovery: RefCell<Vec<String>>,
}

pub struct Browser<'a> {
    site: &'a Site,
    pub cookies: RefCell<BTreeMap<String, String>>,
    /// Headers that every further request carries beside those of a browser.
    pub headers: RefCell<Vec<(String, String)>>,
}

impl World {
    /// Invites somebody on the command line; returns the path of the link.
    #[track_caller]
    pub fn invite(&self, chamber: &str, email: &str, roles: &[&str]) -> String {
        let mut arguments = vec!["account", "invite", "--chamber", chamber];
        arguments.extend(["--email", email, "--name", "Kim Musterfrau"]);
        for role in roles {
            arguments.extend(["--role", *role]);
        }
        let said = self.ok(&arguments);
        let link = said.find("/staff/invitation/").expect(&said);
        said[link..].trim().to_owned()
    }

    /// Somebody who has accepted an invitation, and set up one-time codes where a role asks for
    /// them.
    #[track_caller]
    pub fn person(&self, site: &Site, chamber: &str, email: &str, roles: &[&str]) -> Person {
        let link = self.invite(chamber, email, roles);
        let person = Person::new(email);
        person.accept(site, &link);
        Person {
            id: self
                .database
                .text(&format!("SELECT id FROM account WHERE email = '{email}'")),
            ..person
        }
    }
}

impl Person {
    pub fn new(email: &str) -> Self {
        Self {
            email: email.to_owned(),
            id: String::new(),
            password: RefCell::new(PASSWORD.to_owned()),
            app: RefCell::new(None),
            step: Cell::new(0),
            recovery: RefCell::default(),
        }
    }

    /// Accepts an invitation; the browser is signed in then.
    #[track_caller]
    pub fn accept<'a>(&self, site: &'a Site, link: &str) -> Browser<'a> {
        let browser = Browser::new(site);
        let password = self.password.borrow().clone();
        let fields = [("password", &*password), ("password-again", &*password)];
        let sent = browser.send(link, link, &fields);
        assert_eq!(sent.status, 303, "{sent:#?}");
        let home = browser.open("/staff");
        if home.body.contains("name=\"sealed\"") {
            self.set_up_codes(&browser, &[]);
        }
        browser
    }

    /// Sets up one-time codes, with further fields of the form.
    #[track_caller]
    pub fn set_up_codes(&self, browser: &Browser, more: &[(&str, &str)]) -> Answer {
        const PATH: &str = "/staff/account/second-factor";
        let page = browser.get(PATH).is(200, "name=\"sealed\"");
        let secret = between(&page.body, "<code class=\"secret\">", "</code>").replace(' ', "");
        let secret = Secret::try_from_base32(&secret).unwrap();
        let app = Builder::new().with_secret(secret).build().unwrap();
        self.app.replace(Some(app));
        self.step.set(browser.site.second() / 30 - 2);
        let code = self.code(browser.site);
        let mut fields = vec![("code", code.as_str())];
        fields.extend(more);
        let shown = browser.submit(&page, PATH, &fields);
        let codes = shown.body.split("<li><code>").skip(1);
        let codes = codes.map(|c| c.split('<').next().unwrap().to_owned());
        self.recovery.replace(codes.collect());
        shown
    }

    /// A one-time code that was not used before; where there is none, time goes on.
    #[track_caller]
    pub fn code(&self, site: &Site) -> String {
        let now = site.second() / 30;
        let step = (self.step.get() + 1).max(now - 1);
        if step > now + 1 {
            site.advance(30);
        }
        self.step.set(step);
        let app = self.app.borrow();
        app.as_ref().unwrap().generate(step * 30).to_string()
    }

    /// Signs in from a new browser.
    #[track_caller]
    pub fn sign_in<'a>(&self, site: &'a Site) -> Browser<'a> {
        let browser = Browser::new(site);
        let sent = self.give_password(&browser);
        assert_eq!(sent.status, 303, "{sent:#?}");
        if self.app.borrow().is_some() {
            assert_eq!(sent.header("location"), Some("/staff/sign-in/code"));
            let code = self.code(site);
            let sent = self.give_code(&browser, &code);
            assert_eq!(sent.status, 303, "{sent:#?}");
        }
        browser
    }

    pub fn give_password(&self, browser: &Browser) -> Answer {
        let password = self.password.borrow().clone();
        let fields = [("email", &*self.email), ("password", &*password)];
        browser.send("/staff/sign-in", "/staff/sign-in", &fields)
    }

    pub fn give_code(&self, browser: &Browser, code: &str) -> Answer {
        let path = "/staff/sign-in/code";
        browser.send(path, path, &[("code", code)])
    }
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
    pub fn upload(&self, page: &str, field: &str, name: &str, content: &str) -> Answer {
        const MARK: &str = "----grenze";
        let form = form(&self.get(page).body, page);
        let mut body = String::new();
        for (name, value) in form.unwrap_or_default() {
            if name != field {
                body += &format!(
                    "--{MARK}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
                );
            }
        }
        body += &format!(
            "--{MARK}\r\ncontent-disposition: form-data; name=\"{field}\"; \
             filename=\"{name}\"\r\n\r\n{content}\r\n--{MARK}--\r\n"
        );
        let mut headers = self.sent_headers();
        let kind = format!("multipart/form-data; boundary={MARK}");
        let origin = format!("http://{}", self.site.address);
        headers.push(("content-type".to_owned(), kind));
        headers.push(("sec-fetch-site".to_owned(), "same-origin".to_owned()));
        headers.push(("origin".to_owned(), origin));
        self.keep(self.site.request("POST", page, &headers, &body))
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
            ("select", Some(name)) => fields.push((name, String::new())),
            // The first option counts until another is selected.
            ("option", _) => {
                let (_, value) = fields.last_mut()?;
                if value.is_empty() || tag.ends_with(" selected") {
                    *value = attribute("value").unwrap_or_default();
                }
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

/// The present second of the machine.
pub fn now() -> u64 {
    u64::try_from(Timestamp::now().as_second()).unwrap()
}
