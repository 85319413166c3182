//! Lists at the desk: checked, looked at, taken in, given out, each for whom it is meant.

use crate::lists::HEADING;
use crate::world::browser::{Browser, between};
use crate::world::http::Answer;
use crate::world::mail::MailHost;
use crate::world::{AALEN, Backend, HWK, IHK, KOENIGSBRONN, World};

on_both_databases!(
    a_list_is_checked_looked_at_and_taken_in,
    a_list_of_awards_is_prepared_and_signed_by_others,
    what_changed_meanwhile_is_refused_by_row,
    lists_are_given_out_to_whom_they_are_meant_for,
);

const IMPORT: &str = "/staff/import";

/// Where an answer leads.
fn leads(answer: &Answer) -> String {
    assert_eq!(answer.status, 303, "{answer:#?}");
    answer.header("location").unwrap().to_owned()
}

/// Says that a checked list counts, and waits for its end.
#[track_caller]
fn take_in(browser: &Browser, job: &str) -> Answer {
    let begun = browser.send(job, &format!("{job}/begin"), &[]);
    assert_eq!(leads(&begun), job);
    let ended = || browser.get(job).body.contains("<h1>Übernommen</h1>");
    browser.site.eventually(ended);
    browser.get(job)
}

fn a_list_is_checked_looked_at_and_taken_in(on: Backend) {
    let world = World::new(on);
    let site = world.serve_now();
    let clerk = world
        .person(&site, IHK, "kim@ihk.example", &["clerk"])
        .sign_in(&site);
    let refused = clerk.upload(IMPORT, "file", "liste.csv", "ags;name\n1;2\n");
    refused.is(
        422,
        "Zeile 1, Spalte „Website“ (website): Die Spalte fehlt.",
    );
    clerk
        .upload(IMPORT, "file", "", "")
        .is(422, "Wählen Sie eine Datei.");
    clerk
        .upload(IMPORT, "file", "liste.csv", "")
        .is(422, "Die Datei ist leer.");
    let twice = format!("{HEADING};Name\n");
    let twice = clerk.upload(
        IMPORT,
        "file",
        "liste.csv",
        twice + "08136050;N;Stadt;K;48;10;n.example;N\n",
    );
    let twice = twice.is(422, "Die erste Zeile nennt eine Spalte doppelt.");
    assert!(!twice.body.contains("nicht alle Spalten"), "{twice:#?}");
    let both = clerk.upload(IMPORT, "file", "liste.csv", "ags;ags\n1;2\n");
    both.is(422, "doppelt, und andere, die gebraucht werden, fehlen.");
    // Whatever is wrong with a workbook is told in our own words.
    let fake = clerk.upload(IMPORT, "file", "fake.xlsx", "PK\x03\x04 und sonst nichts");
    let fake = fake.is(422, "Die Arbeitsmappe lässt sich nicht öffnen");
    assert!(!fake.body.contains("EOCD"), "{fake:#?}");
    // The list of this world itself.
    assert_eq!(world.database.number("SELECT COUNT(*) FROM bulk_job"), 1);

    let list = format!(
        "{HEADING}\n08136050;Neresheim;Stadt;Ostalbkreis;48;10;www.neresheim.de\n\
         {AALEN};Aalen am Kocher;Stadt;Ostalbkreis;48.8351;10.0923;www.aalen.de\n\
         {KOENIGSBRONN};<b>;Dorf;K;48;10;x.example\n"
    );
    let job = leads(&clerk.upload(IMPORT, "file", "<liste>.csv", &list));
    let page = clerk.get(&job).is(200, "Geprüft, noch nichts übernommen");
    for says in [
        "<dt>Neu</dt><dd>1</dd>",
        "<dt>Geändert</dt><dd>1</dd>",
        "<dt>Mit Fehlern</dt><dd>1</dd>",
        "Zeile 4, Spalte C „kind“",
        "„Dorf“ ist weder „Stadt“ noch „Gemeinde“",
    ] {
        assert!(page.body.contains(says), "{says}: {}", page.body);
    }
    assert!(!page.body.contains("<liste>"), "{}", page.body);
    let problems = clerk
        .get(&format!("{job}/problems"))
        .is(200, "4;C;kind;Fehler;");
    assert!(
        problems
            .header("content-disposition")
            .unwrap()
            .starts_with("attachment")
    );
    assert_eq!(
        world.database.number("SELECT COUNT(*) FROM municipality"),
        6
    );

    // Rows are left out only if somebody says so.
    let begin = format!("{job}/begin");
    let refused = clerk.send(&job, &begin, &[]);
    refused.is(
        422,
        "Bestätigen Sie, dass die Zeilen mit Fehlern liegen bleiben.",
    );
    let begun = clerk.send(&job, &begin, &[("only-sound", "yes")]);
    assert_eq!(leads(&begun), job);
    site.eventually(|| {
        clerk
            .get(&job)
            .body
            .contains("<dt>Übernommen</dt><dd>2</dd>")
    });
    let list = clerk.get("/staff/municipalities").body;
    assert!(
        list.contains("Neresheim") && list.contains("Aalen am Kocher"),
        "{list}"
    );
    // Sent twice, it is done once.
    let again = clerk.post(&begin, &[("csrf", &csrf(&clerk)), ("only-sound", "yes")]);
    assert_eq!(leads(&again), job);
    let told = "SELECT COUNT(*) FROM events WHERE action = 'list.begun'";
    // The other one is the list of this world itself.
    assert_eq!(world.database.number(told), 2);
    clerk.get(IMPORT).is(200, "&#60;liste&#62;.csv");
    world.run(&["audit", "verify"]).is(0, "unverändert");

    // What is discarded is gone.
    let job = leads(&clerk.upload(
        IMPORT,
        "file",
        "liste.csv",
        format!("{HEADING}\n08136051;N;Stadt;K;48;10;n.example\n"),
    ));
    let dropped = clerk.send(&job, &format!("{job}/drop"), &[]);
    clerk
        .follow(dropped)
        .is(200, "Verworfen. Es wurde nichts übernommen.");
    assert_eq!(clerk.get(&job).status, 404);

    // Another chamber's lists are nobody's business.
    let other = world
        .person(&site, HWK, "kim@hwk.example", &["clerk"])
        .sign_in(&site);
    let job = leads(&clerk.upload(
        IMPORT,
        "file",
        "liste.csv",
        format!("{HEADING}\n08136051;N;Stadt;K;48;10;n.example\n"),
    ));
    assert_eq!(other.get(&job).status, 404);
    for step in ["begin", "drop"] {
        let tried = other.post(&format!("{job}/{step}"), &[("csrf", &csrf(&other))]);
        assert_eq!(tried.status, 404, "{step}");
    }
    // After a month everything that stands in lists is forgotten.
    let by = crate::world::backend::wait(async {
        let clock = kammersiegel::app::Clock::system();
        let app = kammersiegel::app::App::open(&world.config(), clock)
            .await
            .unwrap();
        let later = jiff::Timestamp::now() + jiff::SignedDuration::from_hours(31 * 24);
        app.service.forget_jobs(later).await
    });
    by.unwrap();
    assert_eq!(world.database.number("SELECT COUNT(*) FROM bulk_row"), 0);
}

/// The token of somebody's forms.
fn csrf(browser: &Browser) -> String {
    let page = browser.open("/staff/account");
    let main = between(&page.body, "<main", "</main>");
    between(&main, "name=\"csrf\" value=\"", "\"")
}

fn a_list_of_awards_is_prepared_and_signed_by_others(on: Backend) {
    let mut world = World::new(on);
    let host = MailHost::new();
    world.mail_through(&host);
    let site = world.serve_now();
    let clerk = world
        .person(&site, IHK, "kim@ihk.example", &["clerk", "signatory"])
        .sign_in(&site);
    world.person(&site, HWK, "lou@hwk.example", &["signatory"]);
    world.person(&site, IHK, "lou@ihk.example", &["signatory"]);
    let rows: String = crate::world::MUNICIPALITIES
        .lines()
        .skip(1)
        .map(|line| format!("{};03.03.2031\n", line.split(';').next().unwrap()))
        .collect();
    let sent = clerk.upload(
        "/staff/import?list=certificates",
        "file",
        "region.csv",
        format!("AGS;Beginn\n{rows}"),
    );
    let job = leads(&sent);
    clerk.get(&job).is(200, "6 Auszeichnungen vorbereiten");
    assert_eq!(world.database.number("SELECT COUNT(*) FROM certificate"), 0);
    take_in(&clerk, &job).is(200, "<dt>Übernommen</dt><dd>6</dd>");
    let prepared =
        "SELECT COUNT(*) FROM certificate WHERE stage = 'prepared' AND prepared_by IS NOT NULL";
    assert_eq!(world.database.number(prepared), 6);
    // Nobody signs what they prepared themselves, in a list no more than one by one.
    let waiting = clerk.get("/staff/signing").body;
    assert!(
        !waiting.contains("type=\"checkbox\" name=\"serial\""),
        "{waiting}"
    );
    // Everybody is told once of all of them.
    assert_eq!(world.post_in(6).sent, 2);
    for mail in host.take() {
        assert_eq!(
            mail.subject(),
            "6 Auszeichnungen warten auf Ihre Unterschrift"
        );
    }
    let again = clerk.upload(
        "/staff/import?list=certificates",
        "file",
        "region.csv",
        format!("AGS;Beginn\n{rows}"),
    );
    let page = clerk
        .follow(again)
        .is(200, "<dt>Mit Fehlern</dt><dd>6</dd>");
    assert!(
        page.body.contains("Es gibt nichts zu übernehmen."),
        "{}",
        page.body
    );
}

fn what_changed_meanwhile_is_refused_by_row(on: Backend) {
    let world = World::new(on);
    let site = world.serve_now();
    let person = world.person(&site, IHK, "kim@ihk.example", &["clerk"]);
    let clerk = person.sign_in(&site);
    let aalen = format!("{AALEN};Aalen neu;Stadt;Ostalbkreis;48.8351;10.0923;www.aalen.de\n");
    let list =
        format!("{HEADING}\n{aalen}08136050;Neresheim;Stadt;Ostalbkreis;48;10;www.neresheim.de\n");
    let job = leads(&clerk.upload(IMPORT, "file", "liste.csv", list));
    let other = world.file(
        "m.csv",
        format!("{HEADING}\n{}", aalen.replace("neu", "anders")),
    );
    world.ok(&["municipality", "import", &other]);
    let page = take_in(&clerk, &job).is(200, "<dt>Abgewiesen</dt><dd>1</dd>");
    assert!(
        page.body.contains("Zeile 2, Spalte A „ags“"),
        "{}",
        page.body
    );
    assert!(
        page.body.contains("nach der Prüfung der Liste geändert"),
        "{}",
        page.body
    );
    let name = format!("SELECT name FROM municipality WHERE ags = '{AALEN}'");
    assert_eq!(world.database.text(&name), "Aalen anders");

    // An award that somebody else prepared meanwhile.
    let list = format!("AGS;Beginn\n{AALEN};03.03.2031\n{KOENIGSBRONN};03.03.2031\n");
    let job = leads(&clerk.upload("/staff/import?list=certificates", "file", "liste.csv", list));
    let rival = world.prepare(AALEN, "2031-03-03", &[]);
    let page = take_in(&clerk, &job).is(200, "<dt>Übernommen</dt><dd>1</dd>");
    assert!(page.body.contains(&rival), "{}", page.body);

    // Whoever may not any more, does not.
    let list = format!("{HEADING}\n08136051;N;Stadt;K;48;10;n.example\n");
    let job = leads(&clerk.upload(IMPORT, "file", "liste.csv", list));
    let sql = format!(
        "UPDATE bulk_job SET stage = 'running', begun_at = 0 WHERE id = '{}'",
        job.rsplit('/').next().unwrap()
    );
    world.ok(&["account", "disable", &person.email]);
    world.database.execute(&sql);
    let refused =
        "SELECT COUNT(*) FROM bulk_row WHERE state = 'refused' AND problems LIKE '%not_permitted%'";
    site.eventually(|| world.database.number(refused) == 1);
    assert_eq!(
        world
            .database
            .number("SELECT COUNT(*) FROM municipality WHERE ags = '08136051'"),
        0
    );
}

fn lists_are_given_out_to_whom_they_are_meant_for(on: Backend) {
    let world = World::new(on);
    let site = world.serve_now();
    let reader = world
        .person(&site, HWK, "kim@hwk.example", &["reader"])
        .sign_in(&site);
    let valid = world.issue_valid();
    let prepared = world.prepare(KOENIGSBRONN, "2031-03-03", &[]);
    let all = reader
        .get("/staff/export/municipalities/csv")
        .is(200, "08136088;Aalen;Stadt;");
    assert_eq!(all.header("content-type"), Some("text/csv; charset=utf-8"));
    let name = all.header("content-disposition").unwrap();
    assert!(
        name.starts_with("attachment; filename*=UTF-8''Kommunen%20"),
        "{name}"
    );
    // The list as it is narrowed on its page.
    let page = reader.get("/staff/certificates?state=prepared").body;
    let way = "/staff/export/certificates/csv?state=prepared";
    assert!(page.contains(way), "{page}");
    let narrowed = reader.get(way).is(200, &prepared);
    assert!(!narrowed.body.contains(&valid), "{}", narrowed.body);
    assert!(
        narrowed
            .body
            .contains(";03.03.2031;02.03.2034;nein;03.03.2031;Vorbereitet"),
        "{}",
        narrowed.body
    );
    let book = reader.download("/staff/export/certificates/xlsx");
    assert!(book.starts_with(b"PK"), "{book:?}");
    assert_eq!(
        book,
        reader.download("/staff/export/certificates/xlsx"),
        "the same to the byte"
    );
    for unknown in ["municipalities/pdf", "scores/csv"] {
        assert_eq!(reader.get(&format!("/staff/export/{unknown}")).status, 404);
    }
    assert_eq!(reader.get(IMPORT).status, 403);
    assert!(!page.contains("/staff/import"), "{page}");
    // Samples are lists that are understood.
    let clerk = world
        .person(&site, IHK, "kim@ihk.example", &["clerk"])
        .sign_in(&site);
    for list in ["municipalities", "certificates"] {
        for format in ["csv", "xlsx"] {
            let sample = clerk.download(&format!("/staff/samples/{list}/{format}"));
            let page = format!("{IMPORT}?list={list}");
            let sent = clerk.upload(&page, "file", &format!("muster.{format}"), sample);
            let checked = clerk.follow(sent);
            let says = match list {
                "municipalities" => "<dt>Neu</dt><dd>1</dd>",
                _ => "Zum Gemeindeschlüssel 00000000 ist keine Kommune bekannt",
            };
            checked.is(200, says);
        }
    }
}
