//! What strangers send: headers that forbid, methods that do not exist, and nonsense.

use crate::world::{Backend, World};

const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

#[test]
fn every_answer_forbids_what_it_does_not_need() {
    let world = World::new(Backend::Sqlite);
    let serial = world.issue_valid();
    let site = world.serve();
    let mut answers = vec![site.post("/"), site.head(&format!("/z/{serial}"))];
    let data = format!("/api/v1/verifications/{serial}");
    let page = format!("/z/{serial}");
    let paths = [
        "/",
        &page,
        &data,
        "/z/nonsense",
        "/nowhere",
        "/style.css",
        "/drop.js",
        "/z?nr=1",
        "/healthz",
    ];
    answers.extend(paths.iter().map(|path| site.get(path)));
    for answer in answers {
        for (name, value) in [
            ("content-security-policy", POLICY),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            (
                "strict-transport-security",
                "max-age=63072000; includeSubDomains",
            ),
            (
                "permissions-policy",
                "camera=(), geolocation=(), microphone=()",
            ),
        ] {
            assert_eq!(answer.header(name), Some(value), "{name} of {answer:#?}");
        }
        assert_eq!(answer.header("set-cookie"), None);
    }
}

#[test]
fn a_page_is_small_and_loads_nothing_from_others() {
    let world = World::new(Backend::Sqlite);
    let serial = world.issue_valid();
    let site = world.serve();
    for path in [
        "/".to_owned(),
        format!("/z/{serial}"),
        format!("/z/{serial}?lang=en"),
    ] {
        let page = site.get(&path).body;
        // The one block of data is executed by nobody.
        let inert = page.replacen("<script type=\"application/ld+json\">", "", 1);
        assert!(!inert.contains("<script") && !page.contains(" style=") && !page.contains("<img"));
        let mut loaded = page.len();
        for attribute in ["href=\"", "src=\"", "action=\""] {
            for at in page.match_indices(attribute).map(|(at, a)| at + a.len()) {
                let address = &page[at..at + page[at..].find('"').unwrap()];
                let own = (address.starts_with('/') && !address.starts_with("//"))
                    || address.starts_with('#')
                    || address.starts_with("https://siegel.example/")
                    || address.starts_with("data:image/svg+xml,");
                assert!(own, "{path} leads to {address}");
                if address.starts_with("/style.css") {
                    let style = site.get(address);
                    assert_eq!(
                        style.header("content-type"),
                        Some("text/css; charset=utf-8")
                    );
                    assert!(!style.body.contains("url(") && !style.body.contains("@import"));
                    loaded += style.body.len();
                }
            }
        }
        assert!(page.contains("/style.css?v="), "{path} has no style sheet");
        assert!(loaded < 30_000, "{path}: {loaded} bytes");
    }
}

#[test]
fn only_the_form_for_files_has_a_script_and_only_our_own() {
    let world = World::new(Backend::Sqlite);
    let site = world.serve();
    for page in [site.get("/verify"), site.post("/verify")] {
        let policy = format!("{POLICY}; script-src 'self'");
        assert_eq!(page.header("content-security-policy"), Some(&*policy));
        let scripts: Vec<_> = page.body.split("<script").skip(1).collect();
        let [script] = scripts[..] else {
            panic!("{}", page.body)
        };
        let address = script.strip_prefix(" src=\"").unwrap();
        let (address, rest) = address.split_once('"').unwrap();
        assert!(rest.starts_with(" defer></script>"), "{rest}");
        assert!(address.starts_with("/drop.js?v="), "{address}");
        let script = site.get(address);
        let kind = script.header("content-type");
        assert_eq!(kind, Some("text/javascript; charset=utf-8"));
        assert_eq!(script.header("content-security-policy"), Some(POLICY));
        for never in [
            "fetch",
            "XMLHttp",
            "Storage",
            "cookie",
            "innerHTML",
            "eval",
            "import",
        ] {
            assert!(!script.body.contains(never), "{never}");
        }
    }
}

#[test]
fn the_search_field_leads_to_the_answer() {
    let world = World::new(Backend::Sqlite);
    let site = world.serve();
    for (typed, place) in [
        ("nr=7h3k+9qxm+2p4r+8t2v", "/z/7h3k9qxm2p4r8t2v"),
        ("nr=7H3K-9QXM&lang=en", "/z/7H3K-9QXM?lang=en"),
        ("nr=%3Cb%3E%2F..%2F%3Fx%3D1", "/z/%3Cb%3E%2F..%2F%3Fx%3D1"),
        ("nr=%C3%A4%0D%0ASet-Cookie:x", "/z/%C3%A4Set-Cookie%3Ax"),
        ("nr=", "/"),
        ("nr=&lang=de", "/?lang=de"),
        ("", "/"),
        ("nr=%ff", "/z/%EF%BF%BD"),
        ("nr=//evil.example", "/z/%2F%2Fevil.example"),
    ] {
        let answer = site.get(&format!("/z?{typed}"));
        assert_eq!(answer.status, 303, "{typed}");
        assert_eq!(answer.header("location"), Some(place), "{typed}");
        assert_eq!(answer.header("set-cookie"), None);
    }
}

#[test]
fn only_reading_is_possible() {
    let world = World::new(Backend::Sqlite);
    let serial = world.issue_valid();
    let site = world.serve();
    for path in [
        "/".to_owned(),
        format!("/z/{serial}"),
        "/z".to_owned(),
        "/style.css".to_owned(),
        "/drop.js".to_owned(),
    ] {
        let answer = site.post(&path).is(405, "kann nur gelesen werden");
        assert_eq!(answer.header("allow"), Some("GET,HEAD"), "{path}");
    }
    assert_eq!(
        site.post(&format!("/api/v1/verifications/{serial}")).status,
        405
    );
    let head = site.head(&format!("/z/{serial}"));
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    site.get("/nowhere").is(404, "Seite nicht gefunden");
    site.get_in("/nowhere/at/all?lang=en", None)
        .is(404, "Page not found");
    assert_eq!(site.get("/z/").status, 404);
}

#[test]
fn other_sites_may_read_the_data() {
    let world = World::new(Backend::Sqlite);
    let site = world.serve();
    let answer = site.data("0000-0000-0000-0000");
    assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
    assert_eq!(answer.header("content-type"), Some("application/json"));
    assert_eq!(answer.header("cache-control"), Some("no-cache"));
}

#[test]
fn nonsense_is_answered_and_never_breaks_anything() {
    let world = World::new(Backend::Sqlite);
    let serial = world.issue_valid();
    let site = world.serve();
    let long_path = format!("/z/{}", "A".repeat(10_240));
    let long_digits = format!("/api/v1/verifications/{}", "7".repeat(60_000));
    let long_query = format!("/z?nr={}", "x".repeat(10_240));
    let many_languages = format!("/?{}", "lang=xx&".repeat(500));
    let nasty: Vec<Vec<u8>> = [
        "/z/%",
        "/z/%zz",
        "/z/%ff%fe",
        "/z/%00",
        "/z/%0d%0aX:%20y",
        "/z/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/z/../../etc/passwd",
        "/z//",
        "/z/a/b/c",
        "/z/%E2%80%AE",
        "/z/%F0%9F%98%80",
        "/z/'--",
        "/z/1'%20OR%20'1'='1",
        "/z/%3Cscript%3Ealert(1)%3C/script%3E",
        "/z/-",
        "/z/----------------",
        "/z/0",
        "/z/%20",
        "/z/\u{a0}",
        "/z/I",
        "/z/?lang=%ff",
        "/z/?lang=",
        "/?lang=zz",
        "/z?nr[]=1",
        "/z?nr=1&nr=2",
        "/z?nr=%",
        "/api/v1/verifications/",
        "/api/v1/verifications/%ff",
        "/api/v1/verifications/%",
        "/api/v2/verifications/1",
        "/style.css?v=%00",
        "//",
        "/%2f",
        "*",
        long_path.as_str(),
        long_digits.as_str(),
        long_query.as_str(),
        many_languages.as_str(),
    ]
    .iter()
    .map(|p| p.as_bytes().to_vec())
    .chain([
        b"/z/\xff\xfe".to_vec(),
        b"/z/\x01".to_vec(),
        b"/\xc3\x28".to_vec(),
    ])
    .collect();
    for path in nasty {
        let status = site.raw(&path);
        let said = String::from_utf8_lossy(&path[..path.len().min(60)]).into_owned();
        assert!((200..500).contains(&status), "{said:?}: {status}");
    }
    for accepted in [
        "",
        ";;;q=",
        "de;q=nan",
        "*",
        "en;q=0, de;q=0",
        &"x,".repeat(2000),
    ] {
        assert_eq!(
            site.get_in("/", Some(accepted)).status,
            200,
            "{accepted:.20}"
        );
    }
    // It still answers.
    assert_eq!(site.get(&format!("/z/{serial}")).status, 200);
}
