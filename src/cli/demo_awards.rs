//! The awards of the demonstration. Every step looks first whether it has been done.

use i18n_embed_fl::fl;
use indicatif::{ProgressBar, ProgressStyle};
use rand::{CryptoRng, Rng};

use super::demo::PROGRAMME;
use super::failure::Failure;
use super::{Context, demo_desk, demo_keys, import};
use crate::app::App;
use crate::domain::account::AccountId;
use crate::domain::bulk::List;
use crate::domain::lifecycle::Standing;
use crate::domain::municipality::Ags;
use crate::domain::programme::{Programme, ProgrammeId};
use crate::domain::proposal::Step;
use crate::domain::serial::Serial;
use crate::domain::validity::Day;
use crate::keys::UnlockedKey;
use crate::service::order::Order;
use crate::service::proposals::Person;
use crate::service::signing::DocumentKeys;
use crate::service::{By, ServiceError};
use crate::store::CertificateRecord;
use crate::texts;

const MUNICIPALITIES: &[u8] = include_bytes!("../../templates/demo/municipalities.csv");

/// What becomes of a demonstrated certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    InForce,
    Suspended,
    Withdrawn,
    Corrected,
}

impl Fate {
    const fn step(self) -> Option<Step> {
        match self {
            Self::InForce | Self::Corrected => None,
            Self::Suspended => Some(Step::Suspend),
            Self::Withdrawn => Some(Step::Withdraw),
        }
    }
}

struct Plan {
    municipality: &'static str,
    /// Days from today to the first valid day.
    begins: i64,
    renewal: bool,
    fate: Fate,
}

const PLANS: [Plan; 6] = [
    Plan {
        municipality: "08136088",
        begins: -310,
        renewal: false,
        fate: Fate::InForce,
    },
    Plan {
        municipality: "08136019",
        begins: -1195,
        renewal: false,
        fate: Fate::InForce,
    },
    Plan {
        municipality: "08136065",
        begins: -640,
        renewal: true,
        fate: Fate::InForce,
    },
    Plan {
        municipality: "08135016",
        begins: -450,
        renewal: false,
        fate: Fate::Suspended,
    },
    Plan {
        municipality: "08135019",
        begins: -200,
        renewal: true,
        fate: Fate::Corrected,
    },
    Plan {
        municipality: "08135025",
        begins: -520,
        renewal: false,
        fate: Fate::Withdrawn,
    },
];

/// Who held the mark for a first term before the present one, and how many days before it that
/// began: three years and the month that the next audit took.
const AUDITED_AGAIN: (&str, i64) = ("08136065", 1126);

/// Every chamber's keys, unlocked.
struct Keys {
    seals: Vec<UnlockedKey>,
    documents: DocumentKeys,
}

/// Issues what is missing, and takes the steps that belong to it.
pub(super) async fn mint_all<R: Rng + CryptoRng>(
    app: &App,
    context: &Context,
    random: &mut R,
) -> Result<(), Failure> {
    let by = By {
        actor: "demo",
        at: context.clock.now(),
    };
    let service = &app.service;
    let t = texts::of(context.language);
    let programme = &service
        .programmes
        .find(&ProgrammeId::parse(PROGRAMME).map_err(ServiceError::from)?)?
        .programme;

    let steps = programme.chambers.len() + PLANS.len() + 2;
    let bar = ProgressBar::new(steps as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:32} {pos}/{len}  {msg}") {
        bar.set_style(style);
    }
    let mut seals = Vec::new();
    let mut documents = Vec::new();
    for chamber in &programme.chambers {
        bar.set_message(fl!(t, "demo-keys", chamber = chamber.short_name.as_str()));
        let (seal, document) = demo_keys::unlock(app, &chamber.id, by, random).await?;
        seals.push(seal);
        documents.push((chamber.id.clone(), document));
        bar.inc(1);
    }
    let keys = Keys {
        seals,
        documents: DocumentKeys::of(documents),
    };
    let municipalities = service.store.municipalities().await?;
    let is_known = |plan: &Plan| {
        let mut known = municipalities.iter();
        known.any(|m| m.ags.as_str() == plan.municipality)
    };
    if !PLANS.iter().all(is_known) {
        let list = (List::Municipalities, "municipalities.csv", MUNICIPALITIES);
        import::quietly(app, list, by, random).await?;
    }
    let custodians = keys.documents.custodians();
    service.issue_pending(&custodians, by).await?;
    for plan in &PLANS {
        let ags = Ags::parse(plan.municipality).map_err(Failure::Municipality)?;
        let name = service.store.municipality(&ags).await?.map(|m| m.name);
        let name = name.as_ref().map_or(plan.municipality, |n| n.as_str());
        bar.set_message(fl!(t, "demo-mint", name = name));
        mint(app, programme, plan, &ags, &keys, by, random).await?;
        bar.inc(1);
    }
    mint_first_term(app, programme, &keys, by, random).await?;
    bar.inc(1);
    bar.set_message(fl!(t, "demo-files"));
    service.lay_out_all(by.at).await?;
    bar.finish_and_clear();
    Ok(())
}

async fn mint<R: Rng + CryptoRng>(
    app: &App,
    programme: &Programme,
    plan: &Plan,
    ags: &Ags,
    keys: &Keys,
    by: By<'_>,
    random: &mut R,
) -> Result<(), Failure> {
    let service = &app.service;
    let mut copies = copies(app, ags).await?;
    if copies.is_empty() {
        let from = Day::of(by.at).plus(plan.begins).unwrap_or(Day::of(by.at));
        let order = Order {
            programme: programme.id.clone(),
            municipality: ags.clone(),
            from,
            until: None,
            renewal: plan.renewal,
            dated: None,
        };
        service.prepare(&order, by, random).await?;
        copies = self::copies(app, ags).await?;
    }
    if let Some(first) = copies.first() {
        co_sign(app, first, keys, by).await?;
        let serial = first.certificate.facts.serial;
        if plan.fate == Fate::Corrected && copies.len() == 1 {
            service.prepare_correction(serial, None, by, random).await?;
            copies = self::copies(app, ags).await?;
        }
        if let Some(step) = plan.fate.step() {
            decide(app, programme, serial, step, by, random).await?;
        }
    }
    if let Some(copy) = copies.get(1) {
        co_sign(app, copy, keys, by).await?;
    }
    Ok(())
}

/// Issues the term that came before the present one.
async fn mint_first_term<R: Rng + CryptoRng>(
    app: &App,
    programme: &Programme,
    keys: &Keys,
    by: By<'_>,
    random: &mut R,
) -> Result<(), Failure> {
    let (municipality, days) = AUDITED_AGAIN;
    let ags = Ags::parse(municipality).map_err(Failure::Municipality)?;
    let begin = |record: &CertificateRecord| record.certificate.facts.term.from();
    let records = copies(app, &ags).await?;
    let Some(present) = records.first().map(begin) else {
        return Ok(());
    };
    if !records.iter().any(|record| begin(record) < present) {
        let order = Order {
            programme: programme.id.clone(),
            municipality: ags.clone(),
            from: present.plus(-days).unwrap_or(present),
            until: None,
            renewal: false,
            dated: None,
        };
        app.service.prepare(&order, by, random).await?;
    }
    let records = copies(app, &ags).await?;
    if let Some(first) = records.iter().find(|record| begin(record) < present) {
        co_sign(app, first, keys, by).await?;
    }
    Ok(())
}

async fn copies(app: &App, ags: &Ags) -> Result<Vec<CertificateRecord>, Failure> {
    let mut records = app.service.store.certificates().await?;
    records.retain(|r| r.certificate.facts.recipient.ags() == Some(ags));
    Ok(records)
}

async fn co_sign(
    app: &App,
    record: &CertificateRecord,
    keys: &Keys,
    by: By<'_>,
) -> Result<(), Failure> {
    let serial = record.certificate.facts.serial;
    for key in &keys.seals {
        match app.service.sign(serial, key, by).await {
            Ok(_) | Err(ServiceError::AlreadySigned(_) | ServiceError::Transition(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let custodians = keys.documents.custodians();
    app.service.issue(serial, &custodians, by).await?;
    Ok(())
}

/// Two sample people take the step: one proposes, the other confirms.
async fn decide<R: Rng + CryptoRng>(
    app: &App,
    programme: &Programme,
    serial: Serial,
    step: Step,
    by: By<'_>,
    random: &mut R,
) -> Result<(), Failure> {
    let service = &app.service;
    let Some(record) = service.store.certificate(serial).await? else {
        return Ok(());
    };
    if record.certificate.stage.standing() != Ok(&Standing::InForce) {
        return Ok(());
    }
    let people = demo_desk::two_people(app, programme).await?;
    let Some((proposes, confirms)) = people else {
        return Ok(());
    };
    let named = |account| Person::Named {
        account,
        operator: "demo",
    };
    if service.store.open_proposal(serial).await?.is_none() {
        let (who, by) = (named(&proposes), by_person(&proposes, by));
        let reason = format!("demo: {}", step.as_str());
        service
            .propose(who, serial, step, &reason, by, random)
            .await?;
    }
    if let Some(proposal) = service.store.open_proposal(serial).await? {
        let (who, by) = (named(&confirms), by_person(&confirms, by));
        service.confirm(who, serial, &proposal.id, by).await?;
    }
    Ok(())
}

fn by_person<'a>(account: &'a AccountId, by: By<'_>) -> By<'a> {
    By {
        actor: account.as_str(),
        at: by.at,
    }
}
