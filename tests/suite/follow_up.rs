//! Following up at the desk: reminders, contacts, the list of what ends, ages and waits, calendars.

use std::fs;
use std::path::Path;

use jiff::{SignedDuration, Timestamp};
use kammersiegel::app::{App, Clock};
use kammersiegel::service::By;

use crate::world::backend::wait;
use crate::world::browser::{Browser, between};
use crate::world::http::Site;
use crate::world::mail::{Mail, MailHost};
use crate::world::{AALEN, Backend, HWK, IHK, KOENIGSBRONN, PROGRAMME, World, day, files};

on_both_databases!(
    a_reminder_is_looked_at_and_sent_once,
    nobody_is_reminded_in_vain,
    only_what_every_chamber_signed_makes_reminding_needless,
    a_corrected_copy_does_not_remind_again,
    a_programme_may_remind_by_itself_or_not_at_all,
    what_ages_and_waits_is_listed,
    a_contact_is_entered_with_care_and_never_public,
    a_calendar_has_a_secret_address,
);

const ELLWANGEN: &str = "08136019";
const LIST: &str = "/staff/follow-up";

/// A programme folder with other words in `programme.toml`.
pub fn change_programme(world: &mut World, from: &str, to: &str) {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("templates")
        .join(PROGRAMME);
    let own = world.place("templates").join(PROGRAMME);
    fs::create_dir_all(&own).unwrap();
    for file in files(&shipped) {
        fs::copy(&file, own.join(file.file_name().unwrap())).unwrap();
    }
    let text = fs::read_to_string(own.join("programme.toml")).unwrap();
    assert!(text.contains(from), "{from}");
    fs::write(own.join("programme.toml"), text.replace(from, to)).unwrap();
    let folder = world.place("templates").display().to_string();
    world.set("KAMMERSIEGEL_TEMPLATES", &folder);
}

/// An award that ends in so many days.
fn ending(world: &World, ags: &str, days: i32) -> String {
    world.issue(ags, &day(-700), &["--until", &day(days)])
}

fn mayor(world: &World, ags: &str) {
    world.ok(&[
        "municipality",
        "contact",
        "set",
        ags,
        "--email",
        "ob@stadt.example",
        "--name",
        "Erika Mustermann",
        "--addressed-as",
        "Mustermann",
        "--office",
        "Oberbürgermeisterin",
        "--gender",
        "female",
    ]);
}

fn clerk<'a>(world: &World, site: &'a Site) -> Browser<'a> {
    world
        .person(site, IHK, "clerk@ihk.example", &["clerk"])
        .sign_in(site)
}

/// Lets the programme remind by itself at an instant; tells how often it did.
fn remind_at(world: &World, at: Timestamp) -> usize {
    wait(async {
        let app = App::open(&world.config(), Clock::system()).await.unwrap();
        let by = By {
            actor: "server",
            at,
        };
        app.service.send_due_reminders(by).await.unwrap()
    })
}

fn in_days(days: i64) -> Timestamp {
    Timestamp::now() + SignedDuration::from_hours(24 * days)
}

fn a_reminder_is_looked_at_and_sent_once(on: Backend) {
    let mut world = World::new(on);
    let host = MailHost::new();
    world.mail_through(&host);
    // Twelve and six months before have come, three months before comes in about a week.
    let serial = ending(&world, AALEN, 100);
    let site = world.serve_now();
    let browser = clerk(&world, &site);
    let other = world.person(&site, HWK, "clerk@hwk.example", &["clerk"]);
    browser.get(LIST).is(200, "6 Monate vorher: fällig");
    let preview = format!("/staff/reminders/{serial}");
    let page = browser
        .get(&preview)
        .is(200, "Sehr geehrte Damen und Herren");
    assert!(page.body.contains("Dear Sir or Madam"), "{}", page.body);
    assert!(
        !page.body.contains("Jetzt senden"),
        "there is nobody to send it to"
    );
    let send = format!("{preview}/send");
    let fields = [("language", "de"), ("months", "6")];
    // Nor is there a form; whoever sends one all the same is refused.
    let token = between(&page.body, "name=\"csrf\" value=\"", "\"");
    let forged = [("csrf", token.as_str()), fields[0], fields[1]];
    assert_eq!(browser.post(&send, &forged).status, 409);

    mayor(&world, AALEN);
    let page = browser.get(&preview).is(200, "Jetzt senden");
    let begin = "Sehr geehrte Frau Oberbürgermeisterin Mustermann,";
    assert!(page.body.contains(begin), "{}", page.body);
    assert!(page.body.contains("Dear Mayor Mustermann"), "{}", page.body);
    // The form is of another step than the one that is due.
    let stale = browser.submit(&page, &send, &[("months", "12")]);
    assert_eq!(stale.status, 403);
    let sent = browser.submit(&page, &send, &[]);
    assert_eq!(
        sent.header("location"),
        Some("/staff/follow-up?done=reminder-sent")
    );
    assert_eq!(browser.submit(&page, &send, &[]).status, 409, "once");
    browser.get(LIST).is(200, "6 Monate vorher: am ");
    host.await_number(1);
    let mail = host.take().remove(0);
    assert_eq!(mail.to, "ob@stadt.example");
    let body = mail.body();
    for says in [
        begin,
        "der Stadt Aalen gilt noch bis zum",
        "melden Sie sich bitte bis zum",
        "https://siegel.example/z/",
        "Handwerkskammer Ulm",
    ] {
        assert!(body.contains(says), "{says}: {body}");
    }
    assert!(
        mail.subject().starts_with("[MUSTER] Aalen"),
        "{}",
        mail.subject()
    );

    // Neither a clock that goes wrong nor a new start reminds again.
    for days in [-300, -60, 5] {
        site.set_only(&in_days(days).to_string());
        let page = other.sign_in(&site).get(LIST);
        assert_eq!(page.status, 200);
        assert!(!page.body.contains("fällig"), "{days}: {}", page.body);
    }
    // The next step is another one, and can be left out.
    site.set_only(&in_days(12).to_string());
    let browser = other.sign_in(&site);
    browser.get(LIST).is(200, "3 Monate vorher: fällig");
    let page = browser.get(&preview);
    let skipped = browser.submit(&page, &format!("{preview}/skip"), &[]);
    assert_eq!(skipped.status, 303);
    browser.get(LIST).is(200, "übersprungen");
    assert_eq!(browser.get(&preview).status, 409);
    assert!(host.received().is_empty());
    world.run(&["audit", "verify"]).is(0, "unverändert");
}

fn nobody_is_reminded_in_vain(on: Backend) {
    let mut world = World::new(on);
    world.two_people();
    change_programme(&mut world, "automatic = false", "automatic = true");
    let host = MailHost::new();
    world.mail_through(&host);
    mayor(&world, AALEN);
    let now = Timestamp::now();
    let withdrawn = ending(&world, AALEN, 50);
    world.decide("withdraw", &withdrawn, "geheim").is(0, "");
    let suspended = ending(&world, AALEN, 51);
    world.decide("suspend", &suspended, "geheim").is(0, "");
    let over = ending(&world, AALEN, -1);
    assert_eq!(remind_at(&world, now), 0, "{over}");
    // A renewal is on its way: whether to remind all the same, somebody has to decide.
    let renewal = world.prepare(AALEN, &day(52), &["--renewal"]);
    world.decide("reinstate", &suspended, "Geklärt").is(0, "");
    assert_eq!(remind_at(&world, now), 0);
    world.ok(&[
        "certificate",
        "refuse",
        &renewal,
        "--chamber",
        HWK,
        "--reason",
        "nein",
    ]);
    assert_eq!(remind_at(&world, now), 1, "now nothing follows");
    assert_eq!(remind_at(&world, now), 0);
    // Nobody is known there.
    ending(&world, KOENIGSBRONN, 50);
    assert_eq!(remind_at(&world, now), 0);
    world.run(&["audit", "verify"]).is(0, "unverändert");
}

fn only_what_every_chamber_signed_makes_reminding_needless(on: Backend) {
    let mut world = World::new(on);
    let host = MailHost::new();
    world.mail_through(&host);
    mayor(&world, AALEN);
    let serial = ending(&world, AALEN, 50);
    let site = world.serve_now();
    let browser = world
        .person(&site, IHK, "kim@ihk.example", &["clerk"])
        .sign_in(&site);
    let preview = format!("/staff/reminders/{serial}");
    let due = || {
        let list = browser.get(LIST).is(200, &preview);
        assert!(!list.body.contains("nicht nötig"), "{list:#?}");
        list
    };
    // A corrected copy that is prepared, even one that ends later, is no renewal.
    let correct = ["certificate", "supersede", &serial, "--until", &day(90)];
    world.ok(&correct);
    assert!(!due().body.contains("in Vorbereitung"));
    // A renewal that is prepared is told of.
    let renewal = world.prepare(AALEN, &day(51), &["--renewal"]);
    let told = "Verlängerung in Vorbereitung: ";
    due().is(200, told).is(200, &renewal);
    browser
        .get(&preview)
        .is(200, "noch nicht von allen Kammern unterzeichnet");
    world.sign(&renewal, IHK).is(0, "");
    due().is(200, told);
    let page = browser.get(&preview);
    let sent = browser.submit(&page, &format!("{preview}/send"), &[]);
    assert_eq!(sent.status, 303, "{sent:#?}");
    world.sign(&renewal, HWK).is(0, "");
    let list = browser.get(LIST).is(200, "nicht nötig, es folgt");
    assert!(!list.body.contains(told), "{list:#?}");
}

fn a_corrected_copy_does_not_remind_again(on: Backend) {
    let mut world = World::new(on);
    change_programme(&mut world, "automatic = false", "automatic = true");
    let host = MailHost::new();
    world.mail_through(&host);
    mayor(&world, AALEN);
    let old = ending(&world, AALEN, 50);
    assert_eq!(remind_at(&world, Timestamp::now()), 1);
    let new = world.json(&["certificate", "supersede", &old, "--json"]);
    let new = crate::world::text(&new["serial"]);
    world.sign(&new, IHK).is(0, "");
    world.sign(&new, HWK).is(0, "");
    assert_eq!(world.show(&old)["state"], "superseded");
    assert_eq!(remind_at(&world, Timestamp::now()), 0);
}

fn a_programme_may_remind_by_itself_or_not_at_all(on: Backend) {
    let mut world = World::new(on);
    let host = MailHost::new();
    world.mail_through(&host);
    mayor(&world, AALEN);
    ending(&world, AALEN, 400);
    assert_eq!(remind_at(&world, in_days(380)), 0, "somebody has to look");
    change_programme(&mut world, "automatic = false", "automatic = true");
    for (days, sent) in [
        (0, 0),
        (36, 1),
        (37, 0),
        (250, 1),
        (10, 0),
        (330, 1),
        (399, 0),
        (401, 0),
    ] {
        assert_eq!(remind_at(&world, in_days(days)), sent, "{days}");
    }
    // A programme may say it in its own words.
    let wording = world.place("templates").join(PROGRAMME).join("de.ftl");
    let shipped = fs::read_to_string(&wording).unwrap();
    let own =
        "reminder-subject = Wie weiter, { $name }?\nreminder-body = { $greeting }: { $reply }";
    fs::write(&wording, format!("{shipped}\n{own}\n")).unwrap();
    mayor(&world, ELLWANGEN);
    ending(&world, ELLWANGEN, 60);
    assert_eq!(remind_at(&world, in_days(0)), 1);
    world.post_in(1);
    let about = |mail: &Mail| mail.subject().contains("Ellwangen");
    let mail = host.take().into_iter().find(about).unwrap();
    assert_eq!(mail.subject(), "[MUSTER] Wie weiter, Ellwangen (Jagst)?");
    let begin = "Sehr geehrte Frau Oberbürgermeisterin Mustermann: ";
    assert!(mail.body().starts_with(begin), "{}", mail.body());
    fs::write(
        &wording,
        format!("{shipped}\nreminder-body = {{ $unknown }}\n"),
    )
    .unwrap();
    world.run(&["programme", "check"]).is(30, "reminder-body");
    // Without the section nobody is reminded; with a wrong one nothing starts.
    change_programme(&mut world, "months = [12, 6, 3]", "months = [12, 12]");
    world
        .run(&["programme", "check"])
        .is(30, "reminders.months");
    let text = fs::read_to_string(
        world
            .place("templates")
            .join(PROGRAMME)
            .join("programme.toml"),
    );
    let section = between(&text.unwrap(), "[reminders]", "[wording]");
    let section = section.replace("months = [12, 12]", "months = [12, 6, 3]");
    change_programme(&mut world, &format!("[reminders]{section}"), "");
    ending(&world, KOENIGSBRONN, 50);
    let site = world.serve_now();
    clerk(&world, &site).get(LIST).is(200, "abgeschaltet");
}

fn what_ages_and_waits_is_listed(on: Backend) {
    let world = World::new(on);
    let serial = world.prepare(AALEN, &day(-1), &[]);
    world.sign(&serial, IHK).is(0, "");
    let site = world.serve_now();
    let reader = world.person(&site, HWK, "reader@hwk.example", &["reader"]);
    let browser = clerk(&world, &site);
    let page = browser
        .get(LIST)
        .is(200, "Nichts wartet länger als eine Woche.");
    for says in [
        "Es ist kein Mailserver eingerichtet.",
        "endet keine Auszeichnung",
        "Kein Zertifikat zum Unterschreiben läuft",
    ] {
        assert!(page.body.contains(says), "{says}: {}", page.body);
    }
    // Five years less a month later: what the chambers sign with was made for five years.
    site.set_only(&in_days(5 * 365 - 30).to_string());
    let page = reader.sign_in(&site).get(LIST).is(200, &serial);
    for says in [
        "Unterschrift von HWK Ulm fehlt",
        "IHK Ostwürttemberg: gültig bis",
        "HWK Ulm: gültig bis",
    ] {
        assert!(page.body.contains(says), "{says}: {}", page.body);
    }
    site.set_only(&in_days(5 * 365 + 30).to_string());
    let browser = reader.sign_in(&site);
    browser.get(LIST).is(200, "HWK Ulm: abgelaufen am");
}

fn a_contact_is_entered_with_care_and_never_public(on: Backend) {
    let world = World::new(on);
    let serial = world.issue_valid();
    let site = world.serve_now();
    let browser = clerk(&world, &site);
    let path = format!("/staff/contacts/{AALEN}");
    let fields = [
        ("email", "kein Postfach"),
        ("name", "Dr. Erika Mustermann"),
        ("office", "Oberbürgermeisterin"),
        ("gender", "female"),
        ("addressed-as", "Dr. Mustermann"),
    ];
    let refused = browser.send(&path, &path, &fields);
    let refused = refused.is(422, "Das ist keine E-Mail-Adresse.");
    for kept in [
        "kein Postfach",
        "Dr. Erika Mustermann",
        "value=\"female\" checked",
    ] {
        assert!(refused.body.contains(kept), "{kept}: {}", refused.body);
    }
    let twice = [("email", "kein Postfach"), ("addressed-as", "")];
    let twice = browser.submit(&refused, &path, &twice);
    let twice = twice.is(422, "id=\"addressed-as-problem\"");
    assert!(twice.body.contains("id=\"email-problem\""), "all at once");
    let unnamed = [
        ("email", "ob@aalen.example"),
        ("gender", "male"),
        ("addressed-as", ""),
    ];
    browser
        .send(&path, &path, &unnamed)
        .is(422, "gehört der Name, wie er in der Anrede steht");
    let mut right = fields;
    right[0].1 = "ob@aalen.example";
    let sent = browser.submit(&refused, &path, &right);
    assert_eq!(
        sent.header("location"),
        Some("/staff/contacts?done=contact-entered")
    );
    let said = "Sehr geehrte Frau Oberbürgermeisterin Dr. Mustermann";
    browser.get("/staff/contacts").is(200, said);
    let shown = world.ok(&["municipality", "contact", "show", AALEN]);
    assert!(
        shown.contains(said) && shown.contains("ob@aalen.example"),
        "{shown}"
    );
    // The trail tells that there is a contact, and not who it is; the public is told nothing.
    let trail = "SELECT COUNT(*) FROM events WHERE action = 'municipality.contact_entered'";
    assert_eq!(world.database.number(trail), 1);
    let told = "SELECT COUNT(*) FROM events WHERE detail LIKE '%ustermann%' OR detail LIKE '%ob@%'";
    assert_eq!(world.database.number(told), 0);
    for public in [
        format!("/z/{serial}"),
        format!("/api/v1/verifications/{serial}"),
    ] {
        let answer = site.get(&public);
        assert!(!answer.body.contains("ob@aalen"), "{}", answer.body);
        assert!(!answer.body.contains("Dr. Mustermann"), "{}", answer.body);
    }
    let page = browser.get(&path);
    let gone = browser.submit(&page, &format!("{path}/remove"), &[]);
    assert_eq!(gone.status, 303);
    let known = "SELECT COUNT(*) FROM municipality_contact";
    assert_eq!(world.database.number(known), 0);
}

fn a_calendar_has_a_secret_address(on: Backend) {
    let world = World::new(on);
    let serial = ending(&world, AALEN, 300);
    let withdrawn = ending(&world, KOENIGSBRONN, 301);
    world.decide("withdraw", &withdrawn, "geheim").is(0, "");
    mayor(&world, AALEN);
    let site = world.serve_now();
    let person = world.person(&site, IHK, "reader@ihk.example", &["reader"]);
    let browser = person.sign_in(&site);
    let make = |browser: &Browser| {
        let page = browser.send(LIST, "/staff/follow-up/calendar/renew", &[]);
        let page = page.is(200, "https://siegel.example/staff/calendar/");
        let link = between(&page.body, "<code class=\"secret\">", "</code>");
        link.strip_prefix("https://siegel.example")
            .unwrap()
            .to_owned()
    };
    let address = make(&browser);
    // No cookie, no account: the address is enough.
    let feed = site.get(&address).is(200, "BEGIN:VCALENDAR");
    assert_eq!(
        feed.header("content-type"),
        Some("text/calendar; charset=utf-8")
    );
    let until = day(300).replace('-', "");
    for says in [
        &format!("UID:{serial}-end@siegel.example"),
        &format!("UID:{serial}-reminder-6@siegel.example"),
        &format!("DTSTART;VALUE=DATE:{until}"),
        "SUMMARY:Auszeichnung endet: Aalen",
    ] {
        assert!(feed.body.contains(says), "{says}: {}", feed.body);
    }
    assert_eq!(feed.body.matches("BEGIN:VEVENT").count(), 4);
    for never in ["ustermann", "@stadt", &withdrawn, "Königsbronn"] {
        assert!(!feed.body.contains(never), "{never}: {}", feed.body);
    }
    site.advance(3600);
    assert_eq!(site.get(&address).body, feed.body, "entries stay the same");
    // Only the digest is stored.
    let token = between(&address, "/calendar/", ".ics");
    let kept = format!("SELECT COUNT(*) FROM calendar_feed WHERE digest = '{token}'");
    assert_eq!(world.database.number(&kept), 0);

    let browser = person.sign_in(&site);
    let renewed = make(&browser);
    assert_eq!(site.get(&address).status, 404, "an older address");
    assert_eq!(site.get(&renewed).status, 200);
    let wrong = renewed.replace(&renewed[20..24], "0000");
    assert_eq!(site.get(&wrong).status, 404);
    let closed = browser.send(LIST, "/staff/follow-up/calendar/close", &[]);
    assert_eq!(closed.status, 303);
    assert_eq!(site.get(&renewed).status, 404, "revoked");
    let last = make(&browser);
    assert_eq!(site.get(&last).status, 200);
    world.ok(&["account", "disable", "reader@ihk.example"]);
    assert_eq!(site.get(&last).status, 404, "whose account is closed");
}
