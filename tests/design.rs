//! The Urkunde and the seal as anybody gets them: bytes in, bytes out.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]
use kammersiegel::badge::{self, Badge, BadgeError, Notice, OnlyFor, Standing};
use kammersiegel::document::node::{Item, Node, Page, Part, Role};
use kammersiegel::document::{self, CheckCode, Created, DocumentError, SEAL_FILE, Sheet, layout};
use kammersiegel::domain::artwork::{Artwork, Rgb};
use kammersiegel::domain::inscription::{InscribedChamber, Inscription, Signatory};
use kammersiegel::drawing::DrawingError;
use kammersiegel::drawing::path::{Rect, Segment};

const CREATED: Created = Created(1_740_992_400_000);
const LONG: &str = "Oberunterschönmühlhausen-Großäußerlingen (Verwaltungsgemeinschaft Köngetried, \
                    Landkreis Übermäßig) am Südhärtsfeld-Ost";
const NAMES: [&str; 6] = [
    "Aalen",
    "Schwäbisch Gmünd",
    "Heidenheim an der Brenz",
    "Ellwangen (Jagst)",
    LONG,
    "Mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm\
     mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm",
];

fn artwork() -> Artwork {
    Artwork {
        primary: Rgb::new(0x14, 0x2B, 0x4D),
        accent: Rgb::new(0xA8, 0x86, 0x3A),
    }
}

fn check() -> CheckCode {
    CheckCode {
        qr_text: format!("https://siegel.example/z/{}", "7302915846".repeat(51)),
        address: "siegel.example/z/7H3K-9QXM-2P4R-8T28".to_owned(),
    }
}

fn chamber(name: &str, short_name: &str) -> InscribedChamber {
    let signatory = |name: &str, office: &str| Signatory {
        name: name.to_owned(),
        office: office.to_owned(),
    };
    InscribedChamber {
        name: name.to_owned(),
        short_name: short_name.to_owned(),
        signatories: vec![
            signatory("Erika Mustermann", "Präsidentin"),
            signatory("Karl-Heinz Musterhuber", "Hauptgeschäftsführer"),
        ],
    }
}

fn inscription(name: &str) -> Inscription {
    Inscription {
        title: format!("Urkunde für die Stadt {name}"),
        heading: "Urkunde".to_owned(),
        award: "Die Industrie- und Handelskammer Ostwürttemberg und die Handwerkskammer Ulm \
                verleihen der"
            .to_owned(),
        recipient: format!("Stadt {name}"),
        mark_intro: "das Qualitätszeichen".to_owned(),
        mark: "Ausgezeichneter Wohnort für Fach- und Führungskräfte".to_owned(),
        reason: "Die Stadt hat in einem unabhängigen Audit nachgewiesen, dass sie Menschen, die \
                 zuziehen, mit guten Angeboten und einer gelebten Willkommenskultur empfängt."
            .to_owned(),
        validity: "Gültig vom 3. März 2025 bis einschließlich 2. März 2028.".to_owned(),
        place_and_date: format!("{name}, 3. März 2025"),
        number: "Nr. 7H3K-9QXM-2P4R-8T28".to_owned(),
        check: "Echtheit prüfen:".to_owned(),
        qr_alt: "QR-Code zur Prüfung der Echtheit".to_owned(),
        chambers: vec![
            chamber(
                "Industrie- und Handelskammer Ostwürttemberg",
                "IHK Ostwürttemberg",
            ),
            chamber("Handwerkskammer Ulm", "Handwerkskammer Ulm"),
        ],
        years: "2025–2028".to_owned(),
        until: "gültig bis 02.03.2028".to_owned(),
        seal_alt: "Qualitätszeichen".to_owned(),
        specimen: None,
    }
}

fn seal(name: &str) -> Badge {
    Badge {
        mark: "Ausgezeichneter Wohnort für Fach- und Führungskräfte".to_owned(),
        recipient: name.to_owned(),
        years: "2025–2028".to_owned(),
        until: "gültig bis 02.03.2028".to_owned(),
        chambers: vec![
            "IHK Ostwürttemberg".to_owned(),
            "Handwerkskammer Ulm".to_owned(),
        ],
        host: "siegel.example".to_owned(),
        qr_text: "https://siegel.example/z/7H3K9QXM2P4R8T28".to_owned(),
        alt: format!("Qualitätszeichen <{name}> & mehr"),
        standing: Standing::InForce,
        standing_label: None,
        only_for: None,
        specimen: None,
        artwork: artwork(),
    }
}

fn compose(inscription: &Inscription) -> Page {
    layout::page(inscription, &check(), &artwork()).expect("the page can be composed")
}

/// From the capitals' tops to the baselines: what must never touch another line.
fn lines(page: &Page) -> Vec<Rect> {
    page.nodes
        .iter()
        .flat_map(|node| &node.items)
        .filter_map(|item| match item {
            Item::Text { run, x, y, .. } => {
                let height = run.style.size * run.style.font.cap_height();
                Some(Rect::new(*x, y - height, run.width, height))
            }
            _ => None,
        })
        .collect()
}

fn overlap(a: &Rect, b: &Rect) -> bool {
    a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom()
}

/// Everything is inside the frame, nothing touches anything else, and the places for the
/// signatures are free.
fn assert_composed(inscription: &Inscription) {
    let page = compose(inscription);
    let lines = lines(&page);
    for (i, line) in lines.iter().enumerate() {
        assert!(
            page.field.contains(line),
            "{}: {line:?}",
            inscription.recipient
        );
        for other in &lines[i + 1..] {
            assert!(
                !overlap(line, other),
                "{}: {line:?} and {other:?}",
                inscription.recipient
            );
        }
    }
    let figure = figure(&page);
    assert!(page.field.contains(&figure));
    assert_eq!(page.signature_places.len(), inscription.chambers.len());
    for place in &page.signature_places {
        assert!(page.field.contains(place));
        assert!(!overlap(place, &figure));
        assert!(lines.iter().all(|line| !overlap(place, line)), "{place:?}");
    }
    assert!(lines.iter().all(|line| !overlap(&figure, line)));
}

fn figure(page: &Page) -> Rect {
    page.nodes
        .iter()
        .find_map(|node| match &node.role {
            Role::Figure { bounds, .. } => Some(*bounds),
            _ => None,
        })
        .expect("a figure")
}

#[test]
fn names_of_any_length_stay_inside_the_frame() {
    for name in NAMES {
        assert_composed(&inscription(name));
    }
}

/// What paper can bear in advance, and where the digital signatures will be.
fn fixed(page: &Page) -> Vec<&Node> {
    let nodes = page.nodes.iter();
    nodes.filter(|node| node.part == Part::Fixed).collect()
}

#[test]
fn what_is_fixed_has_the_same_place_for_every_recipient() {
    let first = compose(&inscription("Aalen"));
    for (name, digits) in NAMES.iter().zip([300, 510, 600, 700, 800, 860]) {
        let check = CheckCode {
            qr_text: format!("https://siegel.example/z/{}", "7".repeat(digits)),
            address: "siegel.example/z/0000-0000-0000-0000".to_owned(),
        };
        let mut inscription = inscription(name);
        inscription.validity = "Gültig vom 31. Dezember 2029 bis einschließlich 30. Dezember \
                                2034, einmalig verlängert."
            .to_owned();
        let page = layout::page(&inscription, &check, &artwork()).expect("page");
        assert!(page.is_regular, "{name}");
        assert_eq!(fixed(&page), fixed(&first), "{name}");
    }
}

#[test]
fn what_is_displaced_is_told() {
    let mut long = inscription("Aalen");
    long.reason = long.reason.repeat(3);
    assert!(!compose(&long).is_regular);
    let large = CheckCode {
        qr_text: format!("https://siegel.example/z/{}", "7".repeat(1_400)),
        ..check()
    };
    let page = layout::page(&inscription("Aalen"), &large, &artwork()).expect("page");
    assert!(!page.is_regular);
}

#[test]
fn any_number_of_chambers_and_signatories_has_room() {
    for count in 1..=3 {
        let mut inscription = inscription("Heidenheim an der Brenz");
        let names = [
            "Handwerkskammer Ulm",
            "Landratsamt Ostalbkreis",
            "Industrie- und Handelskammer Darmstadt Rhein Main Neckar",
        ];
        inscription.chambers = names[..count].iter().map(|n| chamber(n, n)).collect();
        assert_composed(&inscription);
        let long = &mut inscription.chambers[0].signatories[1];
        long.name = "Prof. Dr. Ingeborg Mustermann-Beispielhuber".to_owned();
        long.office = "stellvertretende Hauptgeschäftsführerin".to_owned();
        assert_composed(&inscription);
        inscription.chambers[0].signatories.pop();
        assert_composed(&inscription);
        inscription.chambers[0].signatories.clear();
        assert_composed(&inscription);
    }
}

/// Sizes of the type in which texts with these words are set.
fn sizes(page: &Page, words: &[&str]) -> Vec<f32> {
    let items = page.nodes.iter().flat_map(|node| &node.items);
    let size = |item: &Item| match item {
        Item::Text { run, .. } => {
            let text: String = run.glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
            words.contains(&text.trim()).then_some(run.style.size)
        }
        _ => None,
    };
    items.filter_map(size).collect()
}

#[test]
fn a_long_office_is_as_large_as_those_beside_it() {
    let mut inscription = inscription("Nordhafen");
    inscription.chambers = ["Kammer A", "Kammer B", "Kammer C"]
        .iter()
        .map(|name| chamber(name, name))
        .collect();
    let [long, short] = &mut inscription.chambers[1].signatories[..] else {
        panic!("two people");
    };
    long.name = "Dr. Ingeborg Mustermann-Beispielhuber".to_owned();
    long.office = "stellvertretende Hauptgeschäftsführerin".to_owned();
    short.name = "Jan Probe".to_owned();
    short.office = "Präsident".to_owned();
    assert_composed(&inscription);
    let page = compose(&inscription);
    let sizes = sizes(
        &page,
        &["stellvertretende", "Hauptgeschäftsführerin", "Präsident"],
    );
    assert_eq!(sizes.len(), 3, "{sizes:?}");
    assert!(sizes.iter().all(|size| *size > 0.9 * 9.0), "{sizes:?}");
}

#[test]
fn a_reason_that_is_too_long_is_refused() {
    let mut inscription = inscription("Aalen");
    inscription.reason = inscription.reason.repeat(3);
    assert_composed(&inscription);
    inscription.reason = inscription.reason.repeat(9);
    let refused = layout::page(&inscription, &check(), &artwork());
    assert!(matches!(refused, Err(DrawingError::NoRoom(_))));
}

#[test]
fn modules_of_the_code_never_get_too_small() {
    /// Smallest module, in points.
    const MODULE: f32 = 0.42 * layout::MM;
    for length in [20, 300, 510, 800] {
        let check = CheckCode {
            qr_text: format!("https://siegel.example/z/{}", "7".repeat(length)),
            ..check()
        };
        let page = layout::page(&inscription("Aalen"), &check, &artwork()).expect("page");
        let code = kammersiegel::drawing::qr::Code::new(&check.qr_text).expect("code");
        let module = figure(&page).width / code.full_size() as f32;
        assert!(module >= MODULE - 0.001, "{length}: {module}");
        assert!(module * code.size() as f32 >= 25.0 * layout::MM);
    }
}

#[test]
fn the_same_input_gives_the_same_document() {
    let render = |name: &str, created| {
        document::render(&inscription(name), &check(), &artwork(), created).expect("document")
    };
    let bytes = render("Aalen", CREATED);
    assert_eq!(bytes, render("Aalen", CREATED));
    assert_ne!(bytes, render("Aalen", Created(CREATED.0 + 1000)));
    assert_ne!(bytes, render("Bopfingen", CREATED));
}

#[test]
fn a_document_is_tagged_and_carries_the_seal() {
    let (inscription, check, artwork) = (inscription("Aalen"), check(), artwork());
    let sheet = Sheet {
        inscription: &inscription,
        check: &check,
        artwork: &artwork,
        created: CREATED,
        seal: Some(b"not really COSE"),
        fields: &[],
    };
    let bytes = sheet.render().expect("document");
    let pdf = lopdf::Document::load_mem(&bytes).expect("a PDF");
    let catalog = pdf.catalog().expect("catalog");
    for key in [
        "StructTreeRoot",
        "MarkInfo",
        "Lang",
        "OutputIntents",
        "Metadata",
        "Outlines",
        "AF",
    ] {
        assert!(catalog.has(key.as_bytes()), "{key}");
    }
    let attached = pdf.objects.values().any(|object| {
        object
            .as_stream()
            .is_ok_and(|stream| stream.content == b"not really COSE")
    });
    assert!(attached);
    let named = bytes
        .windows(SEAL_FILE.len())
        .any(|bytes| bytes == SEAL_FILE.as_bytes());
    assert!(named);
}

/// The names of the embedded fonts, with the tags that tell their glyphs.
fn fonts(name: &str) -> Vec<Vec<u8>> {
    let bytes = document::render(&inscription(name), &check(), &artwork(), CREATED);
    let pdf = lopdf::Document::load_mem(&bytes.expect("document")).expect("a PDF");
    let dictionaries = pdf.objects.values().filter_map(|o| o.as_dict().ok());
    let composite = dictionaries.filter(|d| d.get(b"DescendantFonts").is_ok());
    let names = composite.map(|d| d.get(b"BaseFont").and_then(lopdf::Object::as_name));
    let mut names: Vec<_> = names.map(|name| name.expect("a name").to_vec()).collect();
    names.sort();
    names
}

#[test]
fn usual_names_need_no_fonts_of_their_own() {
    let usual = fonts(NAMES[0]);
    for name in [
        NAMES[1],
        NAMES[2],
        NAMES[3],
        LONG,
        "Überlingen/Öhningen, Äpfingen",
    ] {
        assert_eq!(usual, fonts(name), "{name}");
    }
    let unusual = fonts("Łobżenica");
    assert!(usual.iter().all(|font| unusual.contains(font)));
    assert!(unusual.len() > usual.len());
    assert_eq!(unusual, fonts("Łobżenica"));
}

#[test]
fn a_specimen_is_marked_behind_everything_and_in_words() {
    let mut inscription = inscription("Aalen");
    let plain = compose(&inscription);
    inscription.specimen = Some("MUSTER".to_owned());
    let page = compose(&inscription);
    assert_eq!(plain.nodes.len() + 2, page.nodes.len());
    assert_eq!(page.nodes[1].role, Role::Artifact);
    assert_eq!(page.nodes[2].role, Role::Paragraph);
    assert_composed(&inscription);
}

#[test]
fn a_character_without_a_glyph_is_refused_by_name() {
    let missing = |error: &DrawingError| {
        matches!(
            error,
            DrawingError::MissingGlyph {
                character: '語',
                ..
            }
        )
    };
    let document = document::render(&inscription("Aa語len"), &check(), &artwork(), CREATED);
    assert!(matches!(document, Err(DocumentError::Drawing(e)) if missing(&e)));
    assert!(matches!(badge::svg(&seal("Aa語len")), Err(BadgeError::Drawing(e)) if missing(&e)));
}

#[test]
fn a_date_that_no_file_can_state_is_refused() {
    let document = document::render(
        &inscription("Aalen"),
        &check(),
        &artwork(),
        Created(i64::MAX),
    );
    assert!(matches!(document, Err(DocumentError::Date(i64::MAX))));
}

#[test]
fn the_seal_is_self_contained_and_small() {
    for name in &NAMES[..5] {
        for standing in STANDINGS {
            let mut badge = seal(name);
            badge.standing = standing;
            badge.standing_label = Some("ABGELAUFEN".to_owned());
            badge.specimen = Some("MUSTER".to_owned());
            let svg = badge::svg(&badge).expect("seal");
            for foreign in [
                "<text", "<style", "<script", "<use", "href", "style=", "font", "url(",
            ] {
                assert!(!svg.contains(foreign), "{foreign}");
            }
            assert!(svg.len() < 61_000, "{name}: {} bytes", svg.len());
        }
    }
}

const STANDINGS: [Standing; 7] = [
    Standing::InForce,
    Standing::EndsSoon,
    Standing::NotYetValid,
    Standing::Expired,
    Standing::Suspended,
    Standing::Withdrawn,
    Standing::Superseded,
];

#[test]
fn every_standing_has_a_picture_of_its_own() {
    let pictures = STANDINGS.map(|standing| {
        let mut badge = seal("Aalen");
        badge.standing = standing;
        badge.standing_label = (standing != Standing::InForce).then(|| "WORT".to_owned());
        badge::svg(&badge).expect("seal")
    });
    for (i, picture) in pictures.iter().enumerate() {
        assert!(!pictures[i + 1..].contains(picture), "{:?}", STANDINGS[i]);
    }
}

#[test]
fn a_seal_in_the_wrong_place_names_the_right_one() {
    let hosts = [
        "www.aalen.de".to_owned(),
        "a.de".to_owned(),
        "www.verwaltungsgemeinschaft-oberes-kochertal.example".to_owned(),
        // The longest that a seal holds.
        format!("{}.{}.de", "w".repeat(48), "m".repeat(48)),
    ];
    for host in hosts {
        for standing in STANDINGS {
            let mut badge = seal("Heidenheim an der Brenz");
            badge.standing = standing;
            badge.standing_label = (standing != Standing::InForce).then(|| "WORT".to_owned());
            let right = badge::svg(&badge).expect("seal");
            badge.only_for = Some(OnlyFor {
                words: "Nur gültig für".to_owned(),
                host: host.clone(),
            });
            let wrong = badge::svg(&badge).expect("seal");
            assert_ne!(right, wrong);
            // Nothing keeps the programme's colours.
            assert!(
                !wrong.contains(&String::from(artwork().primary)),
                "{standing:?}"
            );
        }
    }
}

#[test]
fn a_notice_stands_where_there_is_no_seal() {
    let said = Notice {
        title: "Nicht echt oder verändert".to_owned(),
        text: "Zu dieser Nummer ist keine Auszeichnung verzeichnet.".to_owned(),
        host: "qualitaetszeichen.handwerkskammer-ulm.example".to_owned(),
    };
    let svg = badge::notice(&said).expect("notice");
    assert!(svg.contains("<title>Nicht echt oder verändert: Zu dieser Nummer"));
    let png = badge::png(&svg, 160).expect("picture");
    let picture = resvg::tiny_skia::Pixmap::decode_png(&png).expect("PNG");
    assert_eq!((picture.width(), picture.height()), (160, 160));
}

#[test]
fn the_seal_says_in_its_title_what_it_shows() {
    let svg = badge::svg(&seal("Aalen")).expect("seal");
    assert!(svg.contains("<title>Qualitätszeichen &lt;Aalen&gt; &amp; mehr</title>"));
    assert!(svg.contains(r#"role="img""#));
}

#[test]
fn the_code_falls_on_whole_pixels_and_nothing_is_transparent() {
    for standing in STANDINGS {
        let mut badge = seal("Heidenheim an der Brenz");
        badge.standing = standing;
        let png = badge::png(&badge::svg(&badge).expect("seal"), 160).expect("picture");
        let picture = resvg::tiny_skia::Pixmap::decode_png(&png).expect("PNG");
        assert_eq!((picture.width(), picture.height()), (160, 160));
        assert!(picture.pixels().iter().all(|p| p.is_opaque()));
        let code = kammersiegel::drawing::qr::Code::new(&badge.qr_text).expect("code");
        // The card and its quiet zone, as the seal's own documentation places them.
        let (x, y, side) = (12, 64, 2 * code.full_size() as u32);
        let level = |x, y| picture.pixel(x, y).map(|p| (p.red(), p.green(), p.blue()));
        for dx in 0..side {
            for dy in 0..side {
                let seen = level(x + dx, y + dy).expect("inside");
                assert!(
                    seen == (0, 0, 0) || seen == (255, 255, 255),
                    "{standing:?} {dx} {dy}"
                );
                assert_eq!(Some(seen), level(x + dx / 2 * 2, y + dy / 2 * 2));
            }
        }
    }
}

#[test]
fn a_longer_host_takes_a_larger_code() {
    let host = "qualitaetszeichen.handwerkskammer-ulm.example";
    let mut badge = seal("Heidenheim an der Brenz");
    badge.host = host.to_owned();
    badge.qr_text = format!("https://{host}/z/7H3K9QXM2P4R8T28");
    for standing in STANDINGS {
        badge.standing = standing;
        badge::svg(&badge).expect("seal");
    }
}

#[test]
fn the_same_seal_gives_the_same_picture() {
    let svg = badge::svg(&seal("Aalen")).expect("seal");
    assert_eq!(svg, badge::svg(&seal("Aalen")).expect("seal"));
    let png = |width| badge::png(&svg, width).expect("picture");
    assert_eq!(png(200), png(200));
    assert_ne!(png(200), png(201));
}

/// At its smallest the wide picture still tells until when, in letters that can be read.
#[test]
fn the_end_of_the_term_can_be_read_at_the_least_width() {
    // Figures are nine pixels high; letters rise a little above them.
    for (until, least) in [
        ("02.03.2028", 9.0),
        ("gültig bis 30.09.2030", 10.0),
        ("valid until 30\u{a0}Nov\u{a0}2030", 10.0),
    ] {
        for specimen in [None, Some("SPECIMEN".to_owned())] {
            for name in NAMES {
                let mut badge = seal(name);
                badge.until = until.to_owned();
                badge.specimen = specimen.clone();
                let drawing = badge::compact(&badge).expect("picture");
                assert_eq!(drawing.size.0, badge::COMPACT as f32);
                let last = drawing.shapes.last().expect("letters");
                let points = last
                    .path
                    .segments
                    .iter()
                    .filter_map(|segment| match segment {
                        Segment::Move(p) | Segment::Line(p) => Some(p.y),
                        Segment::Quad(_, p) | Segment::Cubic(_, _, p) => Some(p.y),
                        Segment::Close => None,
                    });
                let (top, bottom) = points.fold((f32::MAX, f32::MIN), |(top, bottom), y| {
                    (top.min(y), bottom.max(y))
                });
                assert!(bottom - top >= least, "{until}: {}", bottom - top);
                assert!(bottom < drawing.size.1 - 3.0, "{until}: {bottom}");
            }
        }
    }
}

#[test]
fn what_cannot_be_a_picture_is_refused() {
    let svg = badge::svg(&seal("Aalen")).expect("seal");
    assert!(matches!(badge::png(&svg, 0), Err(BadgeError::Width(0))));
    assert!(matches!(
        badge::png(&svg, 100_000),
        Err(BadgeError::Width(100_000))
    ));
    assert!(matches!(
        badge::png("<svg", 160),
        Err(BadgeError::Markup(_))
    ));
    let mut badge = seal("Aalen");
    badge.qr_text = "x".repeat(120);
    assert!(matches!(
        badge::svg(&badge),
        Err(BadgeError::CodeTooLarge(_))
    ));
}
