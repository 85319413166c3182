//! Which answers about revoked certificates count.

use jiff::{SignedDuration, Timestamp};
use kammersiegel::document::check::check;
use kammersiegel::document::preservation::{ValidationData, add_validation_data};
use kammersiegel::document::revocation::{FailedSource, Query, RevocationError, Unusable, gather};

use crate::authority::{
    CRL, Holder, List, OCSP, OTHER_CRL, Response, at, extension, issued_for, lists_at, no_check,
    refusal, revoked, usage,
};
use crate::recorded::{LTA, TRUST};
use crate::sample::moment;

const OCSP_SIGNING: &str = "1.3.6.1.5.5.7.3.9";
const TIME_STAMPING: &str = "1.3.6.1.5.5.7.3.8";
/// Neither a list nor a response, but DER.
const GARBAGE: &[u8] = b"\x30\x00";

struct Scene {
    authority: Holder,
    stranger: Holder,
    chamber: Holder,
    responder: Holder,
    urkunde: Vec<u8>,
    /// When it was time-stamped.
    stamped: Vec<Timestamp>,
}

/// What the sources say; nothing: they do not answer.
#[derive(Default)]
struct Says {
    ocsp: Option<Vec<u8>>,
    list: Option<Vec<u8>>,
    other_list: Option<Vec<u8>>,
}

impl Scene {
    fn new() -> Self {
        let authority = Holder::authority("Stelle", 1);
        let chamber = Holder::chamber(&authority);
        Self {
            urkunde: chamber.signs_an_urkunde(&[&chamber, &authority]),
            stamped: Vec::new(),
            stranger: Holder::authority("Stelle", 2),
            responder: Holder::responder(&authority, &[usage(OCSP_SIGNING), no_check()]),
            authority,
            chamber,
        }
    }

    fn ask(&self, says: &Says) -> Result<ValidationData, RevocationError> {
        self.ask_at(moment(), says)
    }

    fn ask_at(&self, at: Timestamp, says: &Says) -> Result<ValidationData, RevocationError> {
        gather(&self.urkunde, &[], &self.stamped, at, &mut |query| {
            let answer = match query {
                Query::Ocsp(OCSP, _) => &says.ocsp,
                Query::Crl(CRL) => &says.list,
                Query::Crl(OTHER_CRL) => &says.other_list,
                other => panic!("{other:?}"),
            };
            answer.clone().ok_or_else(|| "nobody is there".into())
        })
    }

    /// The responder's answer, which goes with its certificate.
    fn response(&self, response: Response<'_>) -> Vec<u8> {
        self.answer_of(&self.responder, response)
    }

    fn answer_of(&self, responder: &Holder, response: Response<'_>) -> Vec<u8> {
        let certificate = Some(responder);
        responder.respond(
            &self.authority,
            &Response {
                certificate,
                ..response
            },
        )
    }

    fn list(&self, list: List<'_>) -> Vec<u8> {
        self.authority.list(&list)
    }

    fn good_list(&self) -> Vec<u8> {
        self.list(List::default())
    }
}

fn hours(hours: i64) -> Timestamp {
    moment() + SignedDuration::from_hours(hours)
}

/// Why which sources were of no use.
#[track_caller]
fn failed(asked: Result<ValidationData, RevocationError>) -> Vec<(String, Unusable)> {
    match asked {
        Err(RevocationError::Unavailable { subject, failed }) => {
            assert_eq!(subject, "CN=Kammer");
            let pair = |FailedSource { url, cause }| (url, cause);
            failed.into_iter().map(pair).collect()
        }
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn is_revoked(asked: Result<ValidationData, RevocationError>) {
    match asked {
        Err(RevocationError::Revoked { subject, since }) => {
            assert_eq!((subject.as_str(), since), ("CN=Kammer", hours(-2)));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_sound_answer_is_kept() {
    let scene = Scene::new();
    let by_issuer = scene
        .authority
        .respond(&scene.authority, &Response::good(7));
    let endless = Response {
        term: (-1, None),
        ..Response::good(7)
    };
    for ocsp in [
        scene.response(Response::good(7)),
        scene.response(endless),
        by_issuer,
    ] {
        let says = Says {
            ocsp: Some(ocsp.clone()),
            ..Says::default()
        };
        let data = scene.ask(&says).unwrap();
        assert_eq!((data.ocsp_responses, data.crls), (vec![ocsp], vec![]));
        assert!(data.certificates.contains(&scene.authority.certificate));
        assert!(data.certificates.contains(&scene.chamber.certificate));
    }
    let whole = List {
        extensions: vec![
            issued_for(&at(CRL)),
            extension("2.5.29.20", false, &[2, 1, 1]),
        ],
        ..List::default()
    };
    for list in [scene.good_list(), scene.list(whole)] {
        let says = Says {
            list: Some(list.clone()),
            ..Says::default()
        };
        let data = scene.ask(&says).unwrap();
        assert_eq!((data.ocsp_responses, data.crls), (vec![], vec![list]));
    }
}

/// With each of them the next source is asked; if that is of no use either, nothing is gathered.
#[test]
fn a_response_that_proves_nothing_is_passed_over() {
    let scene = Scene::new();
    let [authority, stranger] = [&scene.authority, &scene.stranger];
    let for_time_stamps = Holder::responder(authority, &[usage(TIME_STAMPING), no_check()]);
    let for_nothing = Holder::responder(authority, &[no_check()]);
    let strangers = Holder::responder(stranger, &[usage(OCSP_SIGNING), no_check()]);
    let good = || Response::good(7);
    let with = |term| Response { term, ..good() };
    let unknown = Response {
        status: vec![0x82, 0],
        ..good()
    };
    for (ocsp, cause) in [
        (GARBAGE.to_vec(), Unusable::Form),
        (b"<html>".to_vec(), Unusable::Form),
        (refusal(0), Unusable::Form),
        (refusal(3), Unusable::Refused(3)),
        (scene.good_list(), Unusable::Form),
        (scene.response(Response::good(6)), Unusable::Other),
        (
            scene.responder.respond(
                stranger,
                &Response {
                    certificate: Some(&scene.responder),
                    ..good()
                },
            ),
            Unusable::Other,
        ),
        (
            scene.responder.respond(authority, &good()),
            Unusable::Foreign,
        ),
        (stranger.respond(authority, &good()), Unusable::Foreign),
        (scene.answer_of(&strangers, good()), Unusable::Foreign),
        (scene.answer_of(&for_time_stamps, good()), Unusable::Foreign),
        (scene.answer_of(&for_nothing, good()), Unusable::Foreign),
        (scene.answer_of(&scene.chamber, good()), Unusable::Foreign),
        (scene.response(unknown), Unusable::Unknown),
        (
            scene.response(with((1, Some(24)))),
            Unusable::Early(hours(1)),
        ),
        (
            scene.response(with((-24, Some(-1)))),
            Unusable::Outdated(hours(-1)),
        ),
        (
            scene.response(with((-48, None))),
            Unusable::Outdated(hours(-24)),
        ),
    ] {
        let says = Says {
            ocsp: Some(ocsp),
            ..Says::default()
        };
        let silent = |url: &str| (url.to_owned(), Unusable::Unreachable);
        let expected = [(OCSP.to_owned(), cause), silent(CRL), silent(OTHER_CRL)];
        assert_eq!(failed(scene.ask(&says)), expected);
        let list = scene.good_list();
        let data = scene
            .ask(&Says {
                list: Some(list.clone()),
                ..says
            })
            .unwrap();
        assert_eq!((data.ocsp_responses, data.crls), (vec![], vec![list]));
    }
}

#[test]
fn a_list_that_proves_nothing_is_passed_over() {
    let scene = Scene::new();
    let with = |term| List {
        term,
        ..List::default()
    };
    let extended = |extension| List {
        extensions: vec![extension],
        ..List::default()
    };
    let [only_users, only_cas, indirect] = [0x81, 0x82, 0x84].map(|tag| [tag, 1, 0xff]);
    for (list, cause) in [
        (GARBAGE.to_vec(), Unusable::Form),
        (scene.response(Response::good(7)), Unusable::Form),
        (scene.list(with((-1, None))), Unusable::Form),
        (scene.stranger.list(&List::default()), Unusable::Foreign),
        (
            scene.chamber.list_of("Stelle", &List::default()),
            Unusable::Foreign,
        ),
        (
            scene.authority.list_of("Andere", &List::default()),
            Unusable::Foreign,
        ),
        (scene.list(with((1, Some(24)))), Unusable::Early(hours(1))),
        (
            scene.list(with((-24, Some(-1)))),
            Unusable::Outdated(hours(-1)),
        ),
        (scene.list(extended(issued_for(&only_cas))), Unusable::Other),
        (scene.list(extended(issued_for(&indirect))), Unusable::Other),
        (
            scene.list(extended(issued_for(&at("http://a.example/")))),
            Unusable::Other,
        ),
        (
            scene.list(extended(extension("2.5.29.27", true, &[2, 1, 1]))),
            Unusable::Other,
        ),
        (
            scene.list(extended(extension("2.5.29.99", true, &[5, 0]))),
            Unusable::Other,
        ),
    ] {
        let says = Says {
            list: Some(list),
            ..Says::default()
        };
        let silent = |url: &str| (url.to_owned(), Unusable::Unreachable);
        let expected = [silent(OCSP), (CRL.to_owned(), cause), silent(OTHER_CRL)];
        assert_eq!(failed(scene.ask(&says)), expected);
        let other_list = Some(scene.list(extended(issued_for(&only_users))));
        let data = scene
            .ask(&Says {
                other_list: other_list.clone(),
                ..says
            })
            .unwrap();
        assert_eq!(Some(data.crls), other_list.map(|list| vec![list]));
    }
}

#[test]
fn a_few_minutes_are_forgiven_and_no_more() {
    let scene = Scene::new();
    let says = Says {
        list: Some(scene.good_list()),
        ..Says::default()
    };
    for (minutes, counts) in [
        (-71, false),
        (-69, true),
        (24 * 60 + 9, true),
        (24 * 60 + 11, false),
    ] {
        let at = moment() + SignedDuration::from_mins(minutes);
        assert_eq!(scene.ask_at(at, &says).is_ok(), counts, "{minutes}");
    }
}

#[test]
fn the_word_that_a_certificate_was_revoked_counts_whatever_others_say() {
    let scene = Scene::new();
    let revokes = Response {
        status: revoked(),
        ..Response::good(7)
    };
    let revokes = scene.response(revokes);
    let list = scene.list(List {
        revoked: &[6, 7],
        ..List::default()
    });
    is_revoked(scene.ask(&Says {
        ocsp: Some(revokes),
        list: Some(scene.good_list()),
        ..Says::default()
    }));
    is_revoked(scene.ask(&Says {
        list: Some(list.clone()),
        other_list: Some(scene.good_list()),
        ..Says::default()
    }));
    // Of nobody who may say it, it is nothing.
    let strangers = scene.stranger.list(&List {
        revoked: &[7],
        ..List::default()
    });
    let says = Says {
        list: Some(strangers),
        other_list: Some(scene.good_list()),
        ..Says::default()
    };
    assert!(scene.ask(&says).is_ok());
}

#[test]
fn a_responder_that_can_be_looked_up_is() {
    let scene = Scene::new();
    let extensions = [usage(OCSP_SIGNING), lists_at(&[CRL])];
    let responder = Holder::responder(&scene.authority, &extensions);
    let ocsp = scene.answer_of(&responder, Response::good(7));
    let list = scene.good_list();
    let says = Says {
        ocsp: Some(ocsp.clone()),
        list: Some(list.clone()),
        ..Says::default()
    };
    let data = scene.ask(&says).unwrap();
    assert_eq!((data.ocsp_responses, data.crls), (vec![ocsp], vec![list]));
    let revokes = List {
        revoked: &[8],
        ..List::default()
    };
    let list = scene.list(revokes);
    let data = scene.ask(&Says {
        list: Some(list.clone()),
        ..says
    });
    let data = data.unwrap();
    assert_eq!((data.ocsp_responses, data.crls), (vec![], vec![list]));
}

#[test]
fn without_its_issuer_a_certificate_is_not_proven() {
    let scene = Scene::new();
    let says = Says {
        list: Some(scene.good_list()),
        ..Says::default()
    };
    for chain in [vec![&scene.chamber], vec![&scene.chamber, &scene.stranger]] {
        let scene = Scene {
            urkunde: scene.chamber.signs_an_urkunde(&chain),
            ..Scene::new()
        };
        let asked = scene.ask(&says);
        assert!(
            matches!(&asked, Err(RevocationError::NoIssuer(s)) if s == "CN=Kammer"),
            "{asked:?}"
        );
    }
}

/// What was good under a time-stamp was good then, whatever comes later.
#[test]
fn what_was_archived_in_time_stays_provable() {
    let mut scene = Scene::new();
    let good = Says {
        ocsp: Some(scene.response(Response::good(7))),
        ..Says::default()
    };
    let data = scene.ask(&good).unwrap();
    scene.urkunde = add_validation_data(&scene.urkunde, &data).unwrap();
    let years_later = hours(5 * 8766);
    let revokes = |hours| Says {
        list: Some(scene.list(List {
            revoked: &[7],
            revoked_at: hours,
            term: (5 * 8766 - 1, Some(5 * 8766 + 1)),
            ..List::default()
        })),
        ..Says::default()
    };
    let [before, after] = [revokes(-2), revokes(1000)];
    // Nobody vouches for it yet, or only somebody who came too late.
    for stamped in [vec![], vec![years_later]] {
        scene.stamped = stamped;
        failed(scene.ask_at(years_later, &Says::default()));
        assert!(scene.ask_at(years_later, &after).is_err());
    }
    scene.stamped = vec![hours(1), hours(9000)];
    let nothing = ValidationData {
        certificates: data.certificates,
        ..ValidationData::default()
    };
    for says in [&Says::default(), &after] {
        assert_eq!(scene.ask_at(years_later, says).unwrap(), nothing);
    }
    is_revoked(scene.ask_at(years_later, &before));
}

/// Nothing covers the newest time-stamp yet, so its service is asked for anew.
#[test]
fn the_newest_time_stamp_is_proven_today() {
    let stamped: Vec<_> = check(LTA, &TRUST)
        .unwrap()
        .time_stamps()
        .iter()
        .map(|s| s.at)
        .collect();
    let later = stamped[0] + SignedDuration::from_hours(1000);
    let anchors = &TRUST.time_services;
    let mut silent = |_: Query<'_>| Err("nobody is there".into());
    match gather(LTA, anchors, &stamped, later, &mut silent) {
        Err(RevocationError::Unavailable { subject, .. }) => {
            assert!(subject.contains("CN=Test Time Stamp"), "{subject}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn no_flipped_bit_of_an_answer_is_accepted() {
    let scene = Scene::new();
    let (ocsp, list) = (scene.response(Response::good(7)), scene.good_list());
    // One bit of each byte: with all eight it takes half a minute.
    let flipped = |bytes: &[u8], at: usize| {
        let mut bytes = bytes.to_vec();
        bytes[at] ^= 1 << (at % 8);
        Some(bytes)
    };
    for at in 0..ocsp.len() {
        let says = Says {
            ocsp: flipped(&ocsp, at),
            ..Says::default()
        };
        failed(scene.ask(&says));
    }
    for at in 0..list.len() {
        let says = Says {
            list: flipped(&list, at),
            ..Says::default()
        };
        failed(scene.ask(&says));
    }
}
