//! The permanent address of an award: page, picture and frame follow whatever term counts.

use crate::live::{corrected, judge_headers, of_award, svg, title};
use crate::path::never_given;
use crate::world::{AALEN, Backend, KOENIGSBRONN, PROGRAMME, World};

on_both_databases!(an_award_keeps_its_address_through_renewal_and_correction);

fn an_award_keeps_its_address_through_renewal_and_correction(on: Backend) {
    let world = World::new(on);
    let first = world.issue(AALEN, "2024-03-01", &[]);
    let site = world.serve_at("2026-11-22T12:00:00Z");
    let page = format!("/by/{PROGRAMME}/{AALEN}");
    let frame = format!("/frame{page}");
    let same = |serial: &str| {
        let picture = site.get(&of_award(AALEN, ".svg"));
        assert_eq!(picture.body, site.get(&svg(serial)).body, "{serial}");
        let small = of_award(AALEN, ".png?size=160&lang=en");
        let other = site.get(&format!("/seal/{serial}.png?size=160&lang=en"));
        assert_eq!(site.get(&small).bytes, other.bytes);
        site.get(&page).is(200, serial);
        site.get(&frame).is(200, &format!("href=\"/z/{serial}\""));
    };
    same(&first);
    judge_headers(
        &site,
        &of_award(AALEN, ".svg"),
        &site.get(&of_award(AALEN, ".svg")),
        200,
    );
    // Both pages name the address that stays.
    let link = format!("<a href=\"{page}\">siegel.example{page}</a>");
    site.get(&page).is(200, &link);
    site.get(&format!("/z/{first}")).is(200, &link);
    site.get(&format!("{page}?lang=en"))
        .is(200, "stays the same when the award is renewed");

    // Renewed before the first term is over: until its last moment, the first one counts.
    let second = world.issue(AALEN, "2027-03-01", &["--until", "2032-02-29"]);
    let there = |serial: &str| site.data(serial).status == 200;
    site.eventually(|| there(&second));
    same(&first);
    site.set("2027-02-28T22:59:59Z");
    same(&first);
    assert!(title(&site.get(&of_award(AALEN, ".svg"))).ends_with(": ENDET BALD"));
    site.set("2027-02-28T23:00:00Z");
    same(&second);
    site.get(&page)
        .is(200, "1. März 2027 bis einschließlich 29. Februar 2032");
    // A corrected copy takes its place.
    let copy = corrected(&world, &second);
    site.eventually(|| there(&copy) && site.data(&second).json()["state"] == "superseded");
    same(&copy);
    // What rests or was withdrawn is not hidden behind an older term.
    world.decide("suspend", &copy, "Prüfung").is(0, "");
    site.eventually(|| site.data(&copy).json()["state"] == "suspended");
    same(&copy);
    world.decide("withdraw", &copy, "Prüfung").is(0, "");
    site.eventually(|| site.data(&copy).json()["state"] == "withdrawn");
    same(&copy);
    site.get(&page).is(200, "<h1>Entzogen</h1>");
    // Nothing counts any more; one that is still to come does not count yet.
    let third = world.issue(AALEN, "2033-01-01", &[]);
    site.eventually(|| there(&third));
    site.set("2032-06-01T12:00:00Z");
    same(&copy);
    site.set("2033-01-01T12:00:00Z");
    same(&third);

    // An award that has yet to begin is shown if there is nothing else.
    let path = of_award(KOENIGSBRONN, ".svg");
    let nothing = format!("/by/{PROGRAMME}/{KOENIGSBRONN}");
    site.get(&nothing).is(
        404,
        "Unter dieser Adresse ist keine Auszeichnung verzeichnet",
    );
    assert!(title(&site.get(&path)).starts_with("Nicht gefunden"));
    judge_headers(&site, &path, &site.get(&path), 404);
    let coming = world.issue(KOENIGSBRONN, "2034-01-01", &[]);
    site.eventually(|| there(&coming));
    site.get(&nothing).is(200, "<h1>Noch nicht gültig</h1>");
    for unknown in [
        format!("/by/andere/{AALEN}"),
        format!("/by/{PROGRAMME}/00000000"),
        format!("/by/{PROGRAMME}/%F0%9F"),
        format!("/frame/by/andere/{AALEN}"),
        format!("/seal/by/andere/{AALEN}.svg"),
        format!("/seal/by/{PROGRAMME}/{AALEN}.gif"),
        format!("/frame/{}", never_given()),
    ] {
        assert_eq!(site.get(&unknown).status, 404, "{unknown}");
    }
}
