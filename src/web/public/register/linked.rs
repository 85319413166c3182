//! The register's facts in the words of schema.org.

use serde_json::{Value, json};

use super::super::head::Head;
use super::words;
use crate::domain::language::Language;
use crate::domain::lifecycle::PublicState;
use crate::domain::municipality::Ags;
use crate::domain::programme::Programme;
use crate::service::Service;
use crate::service::directory::{Award, Directory, Holder};
use crate::service::verify::{Finding, Listing, Verdict};
use crate::web::language::Speaks;

/// The list: a dataset, where it can be had, and of which day it is, if that is known.
pub(super) fn dataset(
    service: &Service,
    directory: Option<&Directory>,
    name: &str,
    description: &str,
) -> Value {
    let file = |kind: &str, path: &str| {
        json!({
            "@type": "DataDownload",
            "encodingFormat": kind,
            "contentUrl": service.address(path),
        })
    };
    let organisations = service
        .programmes
        .iter()
        .flat_map(|p| &p.programme.chambers);
    let mut creators: Vec<Value> = Vec::new();
    for chamber in organisations {
        let one = organisation(&chamber.name.de, &chamber.website);
        if !creators.contains(&one) {
            creators.push(one);
        }
    }
    let mut dataset = json!({
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": name,
        "description": description,
        "url": service.address("/register"),
        "license": service.open_data.url,
        "isAccessibleForFree": true,
        "creator": creators,
        "distribution": [
            file("application/json", "/register.json"),
            file("application/geo+json", "/register.geojson"),
            file("text/csv", "/register.csv"),
            file("application/atom+xml", "/register.atom"),
        ],
    });
    if let Some(directory) = directory {
        dataset["dateModified"] = json!(directory.day().to_string());
    }
    dataset
}

/// A municipality, with its awards as certifications.
pub(super) fn municipality(service: &Service, holder: &Holder, language: Language) -> Value {
    let mut certifications = Vec::new();
    for held in &holder.marks {
        let programme = service
            .programmes
            .find(&held.programme)
            .ok()
            .map(|p| &p.programme);
        for award in &held.awards {
            if let (Some(programme), false) = (
                programme,
                matches!(award.state, PublicState::Superseded { .. }),
            ) {
                certifications.push(certification(service, programme, award, language));
            }
        }
    }
    let mut place = place(service, &holder.ags, &holder.name);
    place["sameAs"] = json!(format!("https://{}/", holder.website));
    place["hasCertification"] = json!(certifications);
    if let Some((north, east)) = holder.place {
        place["geo"] = json!({ "@type": "GeoCoordinates", "latitude": north, "longitude": east });
    }
    if !holder.district.is_empty() {
        place["containedInPlace"] =
            json!({ "@type": "AdministrativeArea", "name": holder.district });
    }
    place
}

/// A municipality of which no award is told.
pub(super) fn place(service: &Service, ags: &Ags, name: &str) -> Value {
    let address = service.address(&format!("/register/{ags}"));
    json!({
        "@context": "https://schema.org",
        "@type": "City",
        "@id": address,
        "name": name,
        "url": address,
        "identifier": {
            "@type": "PropertyValue",
            "propertyID": "AGS",
            "value": ags.as_str(),
        },
    })
}

/// The head of a verification page, if the register knows what was asked for.
pub(in crate::web::public) fn of_verdict(
    speaks: Speaks,
    verdict: &Verdict,
    service: &Service,
) -> Option<Head> {
    let Finding::Genuine(found) = &verdict.finding else {
        return None;
    };
    let facts = &found.facts;
    let programme = service.programmes.by_number(facts.mark)?;
    if found.listing != Listing::Listed {
        return None;
    }
    let language = speaks.language;
    let award = Award {
        serial: facts.serial,
        term: facts.term,
        state: found.state,
        issued_at: verdict.as_of,
    };
    let mut linked = certification(service, programme, &award, language);
    linked["@context"] = json!("https://schema.org");
    linked["about"] = json!({
        "@type": "City",
        "name": facts.name.as_str(),
        "url": format!("https://{}/", facts.host.as_str()),
    });
    let mut head = Head::new(service, speaks, &format!("/z/{}", facts.serial), &linked);
    head.title = facts.name.as_str().to_owned();
    head.description = format!(
        "{}: {}",
        programme.name.get(language),
        words::award(language, &award)
    );
    if let Some(ags) = facts.recipient.ags() {
        let picture = format!(
            "/register/{ags}.png?mark={}&lang={}",
            programme.id,
            language.tag()
        );
        head.picture = Some(service.address(&picture));
    }
    Some(head)
}

fn certification(
    service: &Service,
    programme: &Programme,
    award: &Award,
    language: Language,
) -> Value {
    let chambers = programme.chambers.iter();
    let issuers: Vec<_> = chambers
        .map(|c| organisation(c.name.get(language), &c.website))
        .collect();
    let active = award.state == PublicState::Valid;
    json!({
        "@type": "Certification",
        "name": programme.name.get(language),
        "certificationIdentification": award.serial.to_string(),
        "certificationStatus": if active { "CertificationActive" } else { "CertificationInactive" },
        "description": words::award(language, award),
        "issuedBy": issuers,
        "validFrom": award.term.from().to_string(),
        "expires": award.term.until().to_string(),
        "url": service.address(&format!("/z/{}", award.serial)),
    })
}

fn organisation(name: &str, website: &str) -> Value {
    json!({ "@type": "Organization", "name": name, "url": format!("https://{website}/") })
}
