//! Seal data in pictures: what is read out of one is what the chambers signed, or it is refused.

use kammersiegel::badge::baked::{self, BakedError, Kind};
use kammersiegel::badge::{Ground, png, png_on};
use kammersiegel::seal::examination::examine;
use proptest::prelude::*;

use crate::seal::{keyring, keys, sign};
use crate::world::{AALEN, Backend, KOENIGSBRONN, World, day, text};

const SVG: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16"><title>Siegel</title><path fill="#123456" d="M0 0h16v16h-16z"/></svg>"##;

fn a_seal() -> kammersiegel::seal::Seal {
    sign(&crate::seal::some_facts(), &keys())
}

#[test]
fn what_is_put_in_comes_out() {
    let seal = a_seal();
    let svg = baked::into_svg(SVG, &seal);
    assert_eq!(baked::kind(svg.as_bytes()), Some(Kind::Svg));
    assert_eq!(baked::read(Kind::Svg, svg.as_bytes()).unwrap(), seal);
    for ground in [Ground::Transparent, Ground::White] {
        let png = png_on(&svg, 64, ground).unwrap();
        assert_eq!(baked::kind(&png), Some(Kind::Png));
        assert_eq!(baked::read(Kind::Png, &png).unwrap(), seal);
    }
}

#[test]
fn a_picture_without_data_says_so() {
    let bare = png(SVG, 64).unwrap();
    assert_eq!(baked::read(Kind::Png, &bare), Err(BakedError::NoSeal));
    let svg = baked::read(Kind::Svg, SVG.as_bytes());
    assert_eq!(svg, Err(BakedError::NoSeal));
    // Photographs, whatever a phone makes of them.
    let photos: [&[u8]; 5] = [
        b"\xFF\xD8\xFF\xE0\0\x10JFIF",
        b"RIFF\x10\0\0\0WEBP",
        b"\0\0\0\x18ftypheic",
        b"\0\0\0\x1Cftypavif",
        b"II*\0\x08\0\0\0",
    ];
    for photo in photos {
        assert_eq!(baked::kind(photo), Some(Kind::Other), "{photo:?}");
        assert_eq!(baked::read(Kind::Other, photo), Err(BakedError::NoSeal));
    }
    assert_eq!(baked::kind(b"%PDF-1.7"), None);
}

#[test]
fn what_is_no_sound_picture_is_refused() {
    let baked = baked::into_svg(SVG, &a_seal());
    let refused = |svg: &str, error: BakedError| {
        assert_eq!(baked::read(Kind::Svg, svg.as_bytes()), Err(error), "{svg}");
    };
    refused("<html><body/></html>", BakedError::Unreadable);
    refused("<svg", BakedError::Unreadable);
    let dtd = format!("<!DOCTYPE svg [<!ENTITY a \"b\">]>{baked}");
    refused(&dtd, BakedError::Unreadable);
    let twice = baked.replace("<metadata>", "<metadata/><metadata>");
    assert!(baked::read(Kind::Svg, twice.as_bytes()).is_ok());
    let element = &baked[baked.find("<k:seal").unwrap()..baked.find("</metadata>").unwrap()];
    refused(
        &baked.replace(element, &element.repeat(2)),
        BakedError::Several,
    );
    // Where it is not the drawing's own metadata, it does not count.
    let elsewhere = baked
        .replace("<metadata>", "<g><metadata>")
        .replace("</metadata>", "</metadata></g>");
    refused(&elsewhere, BakedError::NoSeal);
    let deep = format!(
        "{}{}",
        SVG.replace("</svg>", &"<g/>".repeat(30_000)),
        "</svg>"
    );
    refused(&deep, BakedError::TooLarge);
    let long = SVG.replace("Siegel", &"x".repeat(2 << 20));
    refused(&long, BakedError::TooLarge);
    for name in ["a", "xmlns:a"] {
        let crowd: String = (0..3000).map(|i| format!(" {name}{i}=\"u\"")).collect();
        refused(
            &SVG.replace("<svg", &format!("<svg{crowd}")),
            BakedError::TooLarge,
        );
    }
    let declared: String = (0..300).map(|i| format!("<g xmlns:a{i}=\"u\">")).collect();
    let nested = format!("{declared}{}</svg>", "</g>".repeat(300));
    refused(&SVG.replace("</svg>", &nested), BakedError::TooLarge);
    let png = png(&baked, 32).unwrap();
    for end in [9, 20, 60, png.len() / 2] {
        let cut = baked::read(Kind::Png, &png[..end.min(100)]);
        assert!(cut.is_err(), "{end}");
    }
}

/// Whether the data in a picture is what both chambers signed.
fn is_genuine(kind: Kind, picture: &[u8]) -> bool {
    let ring = keyring(&keys());
    baked::read(kind, picture)
        .ok()
        .and_then(|seal| examine(seal, &ring, None).ok())
        .is_some_and(|examination| examination.verified().is_some())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Whatever one byte becomes: either the data is the same as before, or it is not genuine.
    #[test]
    fn an_altered_picture_is_never_genuine_for_another(at in any::<prop::sample::Index>(), bit in 0..8_u8) {
        let seal = a_seal();
        let svg = baked::into_svg(SVG, &seal);
        let png = png(&svg, 16).unwrap();
        for (kind, picture) in [(Kind::Svg, svg.into_bytes()), (Kind::Png, png)] {
            prop_assert!(is_genuine(kind, &picture));
            let mut altered = picture.clone();
            altered[at.index(picture.len())] ^= 1 << bit;
            if is_genuine(kind, &altered) {
                prop_assert_eq!(baked::read(kind, &altered).unwrap(), seal.clone());
            }
        }
    }

    /// Nonsense is refused, and nothing else happens.
    #[test]
    fn nonsense_is_refused(bytes in prop::collection::vec(any::<u8>(), 0..400), head in 0..3_usize) {
        let head: &[u8] = [&b"\x89PNG\r\n\x1a\n"[..], b"<svg", b""][head];
        let bytes = [head, &bytes].concat();
        if let Some(kind) = baked::kind(&bytes) {
            prop_assert!(!is_genuine(kind, &bytes));
        }
    }
}

/// The picture of an award in the folder of files.
fn picture(world: &World, serial: &str, key: &str) -> Vec<u8> {
    std::fs::read(text(&world.show(serial)[key])).unwrap()
}

#[test]
fn a_picture_is_checked_at_every_door() {
    let world = World::new(Backend::Sqlite);
    let serial = world.issue_valid();
    let site = world.serve_now();
    for key in ["seal", "seal_svg"] {
        let path = text(&world.show(&serial)[key]);
        let (code, report) = world.verify(&path);
        assert_eq!((code, text(&report["serial"])), (0, serial.clone()));
        assert_eq!(report["picture"], true);
        let bytes = picture(&world, &serial, key);
        let data = site.send_bytes("/api/v1/verifications", &bytes).json();
        assert_eq!(data["state"], "valid");
        assert_eq!(data["recipient"]["name"], "Aalen");
        site.send_bytes("/verify", &bytes)
            .is(200, "Stadt Aalen")
            .is(200, "Die Zeichnung darum ist damit nicht belegt")
            .is(200, &format!("src=\"/seal/{serial}.svg\""));
    }
    world.decide("withdraw", &serial, "Grund").is(0, "");
    // The copy that somebody kept.
    let kept = picture(&world, &serial, "seal");
    site.eventually(|| {
        let data = site.send_bytes("/api/v1/verifications", &kept).json();
        data["state"] == "withdrawn"
    });
}

#[test]
fn a_picture_is_checked_without_the_register() {
    let world = World::new(Backend::Sqlite);
    let serial = world.issue_valid();
    let keyring = world.data().join("keys").join("keyring.toml");
    let keyring = keyring.display().to_string();
    for key in ["seal", "seal_svg"] {
        let path = text(&world.show(&serial)[key]);
        let report = world.json(&["verify", &path, "--offline", "--keys", &keyring, "--json"]);
        assert_eq!(report["register"], "not_consulted");
        assert_eq!(report["genuine"], true);
    }
}

#[test]
fn data_of_another_award_is_told_as_such() {
    let world = World::new(Backend::Sqlite);
    let aalen = world.issue(AALEN, &day(-1), &[]);
    let other = world.issue(KOENIGSBRONN, &day(-1), &[]);
    let site = world.serve_now();
    let read = |serial: &str| String::from_utf8(picture(&world, serial, "seal_svg")).unwrap();
    let data = |svg: &str| {
        let begin = svg.find("<metadata>").unwrap();
        svg[begin..svg.find("</metadata>").unwrap()].to_owned()
    };
    let (own, foreign) = (read(&aalen), read(&other));
    let forged = own.replace(&data(&own), &data(&foreign));
    assert_ne!(own, forged);
    site.send_bytes("/verify", forged.as_bytes())
        .is(200, "Gemeinde Königsbronn")
        .is(200, &format!("/seal/{other}.svg"));

    let bare = own.replace(&data(&own), "<metadata>");
    site.send_bytes("/verify", bare.as_bytes())
        .is(400, "Dieses Bild trägt keine Siegeldaten");
    let data = site
        .send_bytes("/api/v1/verifications", bare.as_bytes())
        .json();
    assert_eq!(data["cause"], "no_seal_data");
    assert_eq!(data["genuine"], false);
    // A character of the data for another.
    let at = own.find("</k:seal>").unwrap() - 40;
    let with = if &own[at..=at] == "A" { "B" } else { "A" };
    let altered = format!("{}{with}{}", &own[..at], &own[at + 1..]);
    site.send_bytes("/verify", altered.as_bytes())
        .is(422, "Nicht echt oder verändert")
        .is(422, "Die Siegeldaten in diesem Bild");
}
