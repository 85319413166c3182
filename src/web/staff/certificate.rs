//! One certificate: what it says, who signed it, how it stands, and what can be done.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use i18n_embed_fl::fl;

use super::Site;
use super::error::StaffError;
use super::frame::{Frame, Section};
use super::guest::Staff;
use super::history::{Told, signer, told};
use super::kit::{KitLine, kit_line};
use super::lines::{Line, line};
use super::preview::{Preview, pictures_of};
use super::routes::{Needs, Route};
use super::signing::SigningForm;
use super::standing::{ProposalLine, StepLink, proposal_line, step_links};
use crate::domain::lifecycle::Standing;
use crate::domain::permission::Action;
use crate::domain::programme::Programme;
use crate::domain::serial::Serial;
use crate::service::desk::History;
use crate::store::CertificateRecord;
use crate::texts;
use crate::web::public::permanent;

const ONE: &str = "/staff/certificates/{serial}";

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get(ONE, Needs::May(Action::SeeCertificates), show)]
}

#[derive(Template)]
#[template(path = "html/staff/certificate.html")]
struct CertificatePage {
    frame: Frame,
    line: Line,
    facts: Vec<(String, String)>,
    chambers: Vec<ChamberLine>,
    history: Vec<Told>,
    pictures: Preview,
    issued: bool,
    /// The permanent address of the award: as it is written, and as a path.
    permanent: Option<(String, String)>,
    replaces: Option<String>,
    successor: Option<String>,
    proposal: Option<ProposalLine>,
    steps: Vec<StepLink>,
    signing: Option<SigningForm>,
    kit: Option<KitLine>,
    /// Whether it may be prepared anew, and where it can be renewed and corrected.
    prepares: bool,
    renew: Option<String>,
    correct: Option<String>,
}

/// A chamber's part.
struct ChamberLine {
    name: String,
    people: Vec<String>,
    /// When it signed, and who did.
    signed: Option<(String, Option<String>)>,
}

async fn show(
    State(site): State<Site>,
    staff: Staff,
    Path(serial): Path<String>,
) -> Result<Response, StaffError> {
    let serial: Serial = serial.parse().map_err(|_| StaffError::NotFound)?;
    let record = find(&site, &staff, serial).await?;
    let (service, language) = (site.service(), staff.language());
    let certificate = &record.certificate;
    let history = service.history(serial).await?;
    let programme = &service.programmes.find(&certificate.programme)?.programme;
    let proposal = service.store.open_proposal(serial).await?;
    let prepares = staff.may(Action::PrepareCertificate);
    let standing = certificate.stage.standing().ok();
    let successor = match standing {
        Some(Standing::Superseded { by, .. }) => Some(by.to_string()),
        _ => None,
    };
    let renewable = !matches!(
        standing,
        None | Some(Standing::Withdrawn { .. } | Standing::Superseded { .. })
    );
    let permanent = standing.and_then(|_| permanent::path(service, &certificate.facts));
    staff.page(&CertificatePage {
        frame: staff.frame(&site, Section::Certificates),
        line: line(&site, language, &record, staff.at()),
        facts: facts(&staff, &record, programme),
        chambers: chambers(&staff, &record, programme, &history),
        history: told(&site, language, &history),
        pictures: pictures_of(language, certificate),
        issued: standing.is_some(),
        permanent: permanent.map(|path| (format!("{}{path}", service.host), path)),
        replaces: certificate.replaces.map(|s| s.to_string()),
        successor,
        steps: match proposal {
            None if staff.may(Action::ProposeStanding) => step_links(language, &record),
            _ => Vec::new(),
        },
        proposal: match proposal {
            Some(proposal) => Some(proposal_line(&site, &staff, &proposal).await?),
            None => None,
        },
        kit: kit_line(&site, &staff, &record).await?,
        signing: SigningForm::of_one(&site, &staff, &record)?,
        prepares,
        renew: (prepares && renewable).then(|| format!("{}?renew={serial}", super::prepare::NEW)),
        correct: (prepares && standing == Some(&Standing::InForce))
            .then(|| format!("/staff/certificates/{serial}/correct")),
    })
}

/// A certificate of a programme in which somebody's chamber takes part.
pub(super) async fn find(
    site: &Site,
    staff: &Staff,
    serial: Serial,
) -> Result<CertificateRecord, StaffError> {
    let service = site.service();
    let record = service.store.certificate(serial).await?;
    let own = |record: &CertificateRecord| {
        let programme = &record.certificate.programme;
        service
            .programmes
            .concerns(programme, &staff.account.chamber)
    };
    record.filter(own).ok_or(StaffError::NotFound)
}

fn facts(
    staff: &Staff,
    record: &CertificateRecord,
    programme: &Programme,
) -> Vec<(String, String)> {
    let language = staff.language();
    let t = texts::of(language);
    let certificate = &record.certificate;
    let facts = &certificate.facts;
    let from = texts::date_long(language, facts.term.from());
    let until = texts::date_long(language, facts.term.until());
    let ags = facts.recipient.ags().map(ToString::to_string);
    let mut lines = vec![
        (
            fl!(t, "certificate-mark"),
            programme.name.get(language).clone(),
        ),
        (
            fl!(t, "label-term"),
            fl!(t, "term", from = from, until = until),
        ),
        (
            fl!(t, "certificate-dated"),
            certificate.inscription.place_and_date.clone(),
        ),
        (fl!(t, "municipality-ags"), ags.unwrap_or_default()),
        (fl!(t, "label-website"), facts.host.as_str().to_owned()),
        (fl!(t, "label-serial"), facts.serial.to_string()),
    ];
    if let Ok(Standing::Suspended { since, reason } | Standing::Withdrawn { since, reason }) =
        certificate.stage.standing()
    {
        let since = texts::instant(language, *since);
        lines.push((fl!(t, "certificate-since"), since));
        lines.push((fl!(t, "certificate-reason"), reason.clone()));
    }
    lines
}

fn chambers(
    staff: &Staff,
    record: &CertificateRecord,
    programme: &Programme,
    history: &History,
) -> Vec<ChamberLine> {
    let language = staff.language();
    let inscribed = &record.certificate.inscription.chambers;
    let pairs = programme.chambers.iter().zip(inscribed);
    pairs
        .map(|(chamber, inscribed)| {
            let signature = record.signatures.iter().find(|s| s.chamber == chamber.id);
            let people = inscribed.signatories.iter();
            ChamberLine {
                name: inscribed.name.clone(),
                people: people
                    .map(|p| format!("{}, {}", p.name, p.office))
                    .collect(),
                signed: signature.map(|s| {
                    let when = texts::instant(language, s.signed_at);
                    (when, signer(history, &chamber.id))
                }),
            }
        })
        .collect()
}
