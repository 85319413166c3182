//! Where pictures and frames may be shown: on the recipient's own site. Elsewhere they say so.

use kammersiegel::domain::municipality::Host;

use crate::live::{KEPT, of_award, svg, title};
use crate::path::never_given;
use crate::world::{AALEN, Backend, PROGRAMME, World};

on_both_databases!(elsewhere_the_picture_names_the_right_site);

const KEPT_FOR_ONE: &str = "private, max-age=50, must-revalidate, stale-while-revalidate=0";

/// What the browser tells of a page that shows a picture, and whether it is the wrong one.
const TOLD: [(&[(&str, &str)], bool); 26] = [
    (&[], false),
    (&[("referer", "https://www.aalen.de/wohnen?x=1")], false),
    (&[("referer", "https://aalen.de/")], false),
    (&[("referer", "http://WWW.Aalen.de:8080/")], false),
    (&[("referer", "https://www.aalen.de./")], false),
    (&[("origin", "https://www.aalen.de")], false),
    // Our own pages.
    (&[("referer", "https://siegel.example/z/1")], false),
    (
        &[
            ("sec-fetch-site", "same-origin"),
            ("referer", "https://copycat.example/"),
        ],
        false,
    ),
    // Typed, or followed by a link: nobody shows it.
    (&[("sec-fetch-site", "none")], false),
    (
        &[
            ("sec-fetch-dest", "document"),
            ("referer", "https://suche.example/"),
        ],
        false,
    ),
    // Nobody says.
    (&[("sec-fetch-site", "cross-site")], false),
    (&[("origin", "null")], false),
    (&[("referer", "")], false),
    (&[("referer", "about:blank")], false),
    (&[("referer", "android-app://com.example.app/")], false),
    (&[("referer", "https://copycat.example/aalen")], true),
    (
        &[
            ("referer", "https://copycat.example/"),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-dest", "image"),
        ],
        true,
    ),
    (
        &[
            ("origin", "https://copycat.example"),
            ("referer", "https://www.aalen.de/"),
        ],
        true,
    ),
    (
        &[("origin", "null"), ("referer", "https://copycat.example/")],
        true,
    ),
    // Neither a name that only begins nor one that only ends like it, nor another part of it.
    (
        &[("referer", "https://www.aalen.de.copycat.example/")],
        true,
    ),
    (&[("referer", "https://kopie-www.aalen.de/")], true),
    (&[("referer", "https://shop.aalen.de/")], true),
    // Whatever stands behind the host, and before it.
    (&[("referer", "https://copycat.example/a`b c|d")], true),
    (&[("referer", "https://copycat.example/straße")], true),
    (
        &[("referer", "HTTPS://www.aalen.de@copycat.example/")],
        true,
    ),
    (
        &[("referer", "https://copycat.example\\@www.aalen.de/")],
        true,
    ),
];

fn elsewhere_the_picture_names_the_right_site(on: Backend) {
    let world = World::new(on);
    let serial = world.issue_valid();
    let site = world.serve_now();
    for path in [svg(&serial), of_award(AALEN, ".svg")] {
        let right = site.get(&path);
        for (headers, foreign) in TOLD {
            let answer = site.shown_on(&path, headers);
            let says = title(&answer).starts_with("Nur gültig für www.aalen.de. ");
            assert_eq!(says, foreign, "{headers:?} {}", title(&answer));
            assert_eq!(answer.body == right.body, !foreign, "{headers:?}");
            let kept = if foreign { KEPT_FOR_ONE } else { KEPT };
            assert_eq!(answer.header("cache-control"), Some(kept), "{headers:?}");
            let vary = "referer, origin, sec-fetch-site, sec-fetch-dest";
            assert_eq!(answer.header("vary"), Some(vary));
            // The tag of the one is not the tag of the other.
            let tag = ("if-none-match", right.header("etag").unwrap());
            let again = site.shown_on(&path, &[headers, &[tag]].concat());
            assert_eq!(again.status, if foreign { 200 } else { 304 }, "{headers:?}");
        }
        let english = site.shown_on(&format!("{path}?lang=en"), TOLD[15].0);
        assert!(title(&english).starts_with("Only valid for www.aalen.de. "));
    }
    let frames = [
        format!("/frame/{serial}"),
        format!("/frame/by/{PROGRAMME}/{AALEN}"),
    ];
    for path in frames {
        for (headers, foreign) in TOLD {
            let answer = site.shown_on(&path, headers);
            assert_eq!(answer.status, 200);
            let says = answer
                .body
                .contains("Nur gültig für <strong>www.aalen.de</strong>");
            assert_eq!(says, foreign, "{headers:?}");
            assert_eq!(answer.body.contains("Gültig</h1>"), !foreign, "{headers:?}");
            // The hosts on which the picture is neutral, and no other one.
            let policy = "default-src 'none'; style-src 'self'; img-src data:; \
                          form-action 'none'; base-uri 'none'; \
                          frame-ancestors https://aalen.de https://www.aalen.de";
            assert_eq!(answer.header("content-security-policy"), Some(policy));
            assert_eq!(answer.header("x-frame-options"), None);
            assert_eq!(answer.header("set-cookie"), None);
            for never in ["<script", " style=", "<form"] {
                assert!(!answer.body.contains(never), "{never}");
            }
        }
        let english = site.get(&format!("{path}?lang=en"));
        let english = english.is(200, &format!("href=\"/z/{serial}?lang=en\""));
        assert!(english.body.contains("target=\"_blank\" rel=\"noopener\""));
    }
    let nobody = site.get(&format!("/frame/{}", never_given()));
    let policy = nobody.header("content-security-policy").unwrap();
    assert!(policy.ends_with("frame-ancestors 'none'"), "{policy}");
}

#[test]
fn a_site_has_its_name_with_and_without_www() {
    for (host, names) in [
        ("www.aalen.de", ["aalen.de", "www.aalen.de"]),
        ("aalen.de", ["aalen.de", "www.aalen.de"]),
        ("stadt.aalen.de", ["stadt.aalen.de", "www.stadt.aalen.de"]),
        // What is left would be no name of a site.
        ("www.de", ["www.de", "www.www.de"]),
    ] {
        let host = Host::parse(host).unwrap();
        assert_eq!(host.names(), names);
        assert!(names.iter().all(|name| host.is_site_of(name)));
        for other in ["de", "shop.aalen.de", "www.aalen.de.example", ""] {
            assert!(!host.is_site_of(other), "{other}");
        }
    }
}
