//! Roles: the table cell by cell, the rules beyond it, and every route with every role.

use std::collections::BTreeSet;

use kammersiegel::domain::account::{
    Account, AccountId, AccountState, Assignment, Email, PersonName,
};
use kammersiegel::domain::chamber::ChamberId;
use kammersiegel::domain::permission::{Action, Role};
use kammersiegel::domain::separation::{SeparationError, may_confirm, may_sign};
use kammersiegel::web::staff::{Entry, Needs, table};

use crate::programmes;
use crate::world::browser::{Browser, between};
use crate::world::person::Person;
use crate::world::{Backend, HWK, IHK, KOENIGSBRONN, World, day};

on_both_databases!(
    every_route_asks_for_what_the_table_says,
    the_certificates_of_other_chambers_do_not_exist,
    a_deputy_counts_on_their_days_in_berlin,
);

/// Administrator, clerk, signatory, reader, auditor.
const TABLE: [(Action, [bool; 5]); 18] = {
    const X: bool = true;
    const O: bool = false;
    [
        (Action::ManageAccounts, [X, O, O, O, O]),
        (Action::ManageMachines, [X, O, O, O, O]),
        (Action::ChangeSettings, [X, O, O, O, O]),
        (Action::SeeMunicipalities, [X, X, X, X, O]),
        (Action::EditMunicipalities, [O, X, O, O, O]),
        (Action::ImportLists, [O, X, O, O, O]),
        (Action::SeeCertificates, [X, X, X, X, O]),
        (Action::PrepareCertificate, [O, X, O, O, O]),
        (Action::Sign, [O, O, X, O, O]),
        (Action::Refuse, [O, O, X, O, O]),
        (Action::ProposeStanding, [O, X, X, O, O]),
        (Action::ConfirmStanding, [O, O, X, O, O]),
        (Action::Export, [O, X, X, X, O]),
        (Action::SeeFollowUp, [X, X, X, X, O]),
        (Action::SendReminders, [O, X, O, O, O]),
        (Action::AnswerFeedback, [X, X, O, O, O]),
        (Action::SeeAudit, [X, O, X, O, O]),
        (Action::ConductAudit, [O, O, O, O, X]),
    ]
};

#[test]
fn the_table_is_what_it_is_meant_to_be() {
    for (place, action) in Action::ALL.into_iter().enumerate() {
        let (expected, cells) = TABLE[place];
        assert_eq!(action, expected);
        for (role, cell) in Role::ALL.into_iter().zip(cells) {
            assert_eq!(action.is_open_to(role), cell, "{action:?} {role:?}");
        }
    }
    for role in Role::ALL {
        assert_eq!(Role::parse(role.as_str()), Some(role));
        let strict = matches!(role, Role::Administrator | Role::Signatory);
        assert_eq!(role.needs_second_factor(), strict);
    }
    assert_eq!(Role::parse("Signatory"), None);
}

fn account(number: u8, chamber: &str, role: Role) -> Account {
    Account {
        id: AccountId::new([number; 8]),
        chamber: ChamberId::parse(chamber).unwrap(),
        email: Email::parse("kim@ihk.example").unwrap(),
        name: PersonName::parse("Kim").unwrap(),
        roles: vec![Assignment {
            id: String::new(),
            role,
            term: None,
        }],
        state: AccountState::Active,
        identity: None,
        second_factor: true,
        signed_in_at: None,
        sample: false,
    }
}

#[test]
fn duties_are_separated() {
    let ihk = ChamberId::parse(IHK).unwrap();
    let person = account(1, IHK, Role::Signatory);
    let colleague = AccountId::new([2; 8]);
    assert_eq!(may_sign(&person, &ihk, Some(&colleague)), Ok(()));
    assert_eq!(may_sign(&person, &ihk, None), Ok(()));
    let own = may_sign(&person, &ihk, Some(&person.id));
    assert_eq!(own, Err(SeparationError::OwnPreparation));
    let hwk = ChamberId::parse(HWK).unwrap();
    let other = may_sign(&person, &hwk, Some(&colleague));
    assert_eq!(other, Err(SeparationError::OtherChamber));
    assert_eq!(may_confirm(&person.id, &colleague), Ok(()));
    let own = may_confirm(&person.id, &person.id);
    assert_eq!(own, Err(SeparationError::OwnProposal));
}

/// Whoever may walk through the site.
const WALKERS: [Option<Role>; 7] = [
    None,
    Some(Role::Administrator),
    Some(Role::Clerk),
    Some(Role::Signatory),
    Some(Role::Reader),
    Some(Role::Auditor),
    // Of the other chamber.
    Some(Role::Administrator),
];

fn every_route_asks_for_what_the_table_says(on: Backend) {
    let world = World::new(on);
    let site = world.serve_now();
    let subject = world.person(&site, IHK, "gegenstand@ihk.example", &["reader"]);
    let people: Vec<Option<Person>> = WALKERS
        .into_iter()
        .enumerate()
        .map(|(place, role)| {
            let chamber = if place == 6 { HWK } else { IHK };
            let email = format!("person-{place}@kammer.example");
            role.map(|role| world.person(&site, chamber, &email, &[role.as_str()]))
        })
        .collect();
    let routes = table();
    assert!(routes.len() > 20, "{routes:?}");
    for (place, (role, person)) in WALKERS.iter().zip(&people).enumerate() {
        let signed_in = || match person {
            Some(person) => person.sign_in(&site),
            None => Browser::new(&site),
        };
        let mut browser = signed_in();
        for entry in &routes {
            if entry.path == "/staff/sign-out" {
                continue;
            }
            walk(&browser, entry, *role, place == 6, &subject.id);
            // A walk may end the session.
            if role.is_some() && browser.get("/staff").status != 200 {
                browser = signed_in();
            }
        }
    }
}

/// Goes one way, and looks whether it is open as the table says.
#[track_caller]
fn walk(browser: &Browser, entry: &Entry, role: Option<Role>, foreign: bool, subject: &str) {
    let path = entry.path.replace("{account}", subject);
    let path = path.replace(['{', '}'], "");
    let answer = match entry.method {
        "GET" => browser.get(&path),
        "POST" => {
            // The token of this session, from a page that everybody has.
            let page = browser.open(match entry.needs {
                Needs::Nobody => "/staff/sign-in",
                _ => "/staff/account",
            });
            let main = between(&page.body, "<main", "</main>");
            let csrf = between(&main, "name=\"csrf\" value=\"", "\"");
            // Without its token, nothing is sent by anybody.
            let without = browser.post(&path, &[]);
            assert!(matches!(without.status, 403 | 303), "{entry:?} {role:?}");
            browser.post(&path, &[("csrf", &csrf)])
        }
        other => panic!("{other}"),
    };
    let to = answer.header("location").unwrap_or_default().to_owned();
    let sent_away = answer.status == 303 && to.starts_with("/staff/sign-in");
    let context = format!("{entry:?} {role:?}: {} {to}", answer.status);
    match (entry.needs, role) {
        (Needs::Nobody, _) => assert!(!sent_away && answer.status != 403, "{context}"),
        (_, None) => assert!(sent_away, "{context}"),
        (Needs::Password, Some(_)) => assert_eq!(to, "/staff", "{context}"),
        (Needs::Person | Needs::SignedIn, Some(_)) => {
            assert!(!sent_away && answer.status != 403, "{context}");
        }
        (Needs::May(action), Some(role)) if !action.is_open_to(role) => {
            assert_eq!(answer.status, 403, "{context}");
            assert!(
                answer.body.contains("Das ist Ihnen nicht erlaubt"),
                "{context}"
            );
        }
        (Needs::May(_), Some(_)) if foreign && path.contains(subject) => {
            assert_eq!(answer.status, 404, "{context}");
        }
        (Needs::May(_), Some(_)) => {
            assert!(!sent_away && answer.status != 403, "{context}");
        }
    }
    assert_ne!(answer.status, 500, "{context}");
    assert_eq!(
        answer.header("cache-control"),
        Some("no-store"),
        "{context}"
    );
}

/// How routes call the number of a certificate.
const NUMBERS: [&str; 2] = ["{serial}", "{certificate}"];

fn the_certificates_of_other_chambers_do_not_exist(on: Backend) {
    let mut world = World::new(on);
    programmes::add(&mut world);
    let issued = world.issue_valid();
    world.propose("withdraw", &issued, "Grund").is(0, "");
    let waiting = world.prepare(KOENIGSBRONN, &day(1), &[]);
    let site = world.serve_now();
    let routes = table();
    let of_one = |entry: &&Entry| NUMBERS.iter().any(|name| entry.path.contains(name));
    let routes: Vec<_> = routes.iter().filter(of_one).collect();
    assert!(routes.len() >= 14, "{routes:?}");
    let events = "SELECT COUNT(*) FROM events WHERE subject IN";
    let events = format!("{events} ('{issued}', '{waiting}')");
    let before = world.database.number(&events);
    for role in Role::ALL {
        let email = format!("{}@nordhafen.example", role.as_str());
        let person = world.person(&site, programmes::CHAMBERS[0], &email, &[role.as_str()]);
        let browser = person.sign_in(&site);
        let page = browser.open("/staff/account");
        let main = between(&page.body, "<main", "</main>");
        let csrf = between(&main, "name=\"csrf\" value=\"", "\"");
        for serial in [&issued, &waiting] {
            for entry in &routes {
                let path = NUMBERS.iter().fold(entry.path.to_owned(), |path, name| {
                    path.replace(name, serial)
                });
                let path = path.replace("{picture}", "siegel.svg");
                let answer = match entry.method {
                    "GET" => browser.get(&format!("{path}?step=suspend")),
                    _ => browser.post(&path, &filled(&csrf)),
                };
                let context = format!("{entry:?} {role:?}: {answer:#?}");
                let Needs::May(action) = entry.needs else {
                    panic!("{context}");
                };
                let expected = if action.is_open_to(role) { 404 } else { 403 };
                assert_eq!(answer.status, expected, "{context}");
                assert!(!answer.body.contains("Aalen"), "{context}");
            }
            let drafts = "/staff/certificates/preview/siegel.svg?corrects=";
            for path in [
                drafts,
                "/staff/certificates/new?renew=",
                "/staff/certificates/new?again=",
            ] {
                let expected = if role == Role::Clerk { 404 } else { 403 };
                let answer = browser.get(&format!("{path}{serial}"));
                assert_eq!(answer.status, expected, "{path} {role:?}");
            }
        }
    }
    assert_eq!(world.database.number(&events), before);
}

/// Everything that any form about a certificate asks for.
fn filled(csrf: &str) -> [(&'static str, &str); 6] {
    [
        ("csrf", csrf),
        ("reason", "Grund"),
        ("step", "suspend"),
        ("proposal", "0"),
        ("until", "31.12.2027"),
        ("language", "de"),
    ]
}

/// `staff.mjs` looks at every page of this list; so none is ever forgotten.
#[test]
fn every_page_is_looked_at() {
    let list = include_str!("../judges/desk_routes.txt");
    let lines = list.lines().filter(|line| !line.starts_with('#'));
    let listed: BTreeSet<_> = lines.map(|line| &line["page ".len()..]).collect();
    let table = table().into_iter().filter(|entry| entry.method == "GET");
    let known: BTreeSet<_> = table.map(|entry| entry.path).collect();
    assert_eq!(listed, known);
}

#[test]
fn no_way_leads_around_the_table() {
    let mut seen = BTreeSet::new();
    for entry in table() {
        assert!(
            entry.path == "/staff" || entry.path.starts_with("/staff/"),
            "{entry:?}"
        );
        assert!(seen.insert((entry.method, entry.path)), "{entry:?} twice");
        // A page changes nothing, so what changes something is not a page.
        assert!(matches!(entry.method, "GET" | "POST"));
    }
    for (path, text) in crate::architecture::sources(&["src/web"], "rs") {
        let inside = path.starts_with("src/web/staff");
        let routes = text.matches(".route(").count();
        assert!(!inside || routes <= 1, "{} makes routes", path.display());
        assert!(
            inside || !text.contains("route(\"/staff\""),
            "{}",
            path.display()
        );
        assert!(
            inside || !text.contains("route(\"/staff/"),
            "{}",
            path.display()
        );
    }
}

fn a_deputy_counts_on_their_days_in_berlin(on: Backend) {
    let world = World::new(on);
    let site = world.serve_at("2026-06-01T08:00:00Z");
    let deputy = world.person(
        &site,
        IHK,
        "vertretung@ihk.example",
        &["clerk", "signatory"],
    );
    let administrator = world.person(&site, IHK, "verwaltung@ihk.example", &["administrator"]);
    let desk = administrator.sign_in(&site);
    let account = format!("/staff/accounts/{}", deputy.id);
    let days = [
        ("role", "administrator"),
        ("from", "19.06.2026"),
        ("until", "03.07.2026"),
    ];
    let given = desk.send(&account, &format!("{account}/roles"), &days);
    desk.follow(given).is(200, "Die Rolle ist vergeben.");
    // 19 June to 3 July 2026; summer time, so midnight in Berlin is 22:00 UTC.
    for (instant, status) in [
        ("2026-06-18T21:59:59Z", 403),
        ("2026-06-18T22:00:00Z", 200),
        ("2026-07-03T21:59:59Z", 200),
        ("2026-07-03T22:00:00Z", 403),
    ] {
        site.set_only(instant);
        let browser = deputy.sign_in(&site);
        let answer = browser.get("/staff/accounts");
        assert_eq!(answer.status, status, "{instant}");
    }
}
