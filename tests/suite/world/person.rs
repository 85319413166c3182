//! People with accounts, their passwords and their apps for one-time codes.

use std::cell::{Cell, RefCell};

use jiff::Timestamp;
use totp_rs::{Builder, Secret, Totp};

use super::World;
use super::browser::{Browser, between};
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
    /// The seed in that app, in base 32.
    pub seed: RefCell<String>,
    /// The recovery codes that were shown last.
    pub recovery: RefCell<Vec<String>>,
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
            seed: RefCell::default(),
            recovery: RefCell::default(),
        }
    }

    /// One of the accounts that `demo` makes.
    pub fn sample(email: &str) -> Self {
        let secret = Secret::try_from_base32("KAMMERSIEGELDEMOKAMMERSIEGELDEMO").unwrap();
        let app = Builder::new().with_secret(secret).build().unwrap();
        let person = Self::new(email);
        person.password.replace("nur-zur-vorfuehrung".to_owned());
        person.app.replace(Some(app));
        person
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
        let app = Secret::try_from_base32(&secret).unwrap();
        let app = Builder::new().with_secret(app).build().unwrap();
        self.app.replace(Some(app));
        self.seed.replace(secret);
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

/// The present second of the machine.
pub fn now() -> u64 {
    u64::try_from(Timestamp::now().as_second()).unwrap()
}
