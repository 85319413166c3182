//! The API for the chambers' own machines, under `/api/v1/cosign`: what waits, one item with all
//! that is needed to make it again, and the deliveries. `docs/cosign.md` describes it.
//!
//! A delivery is idempotent by what it delivers: the same signature or refusal sent again is answered
//! alike and done once; another one for the same round is refused. It has an idempotency key besides,
//! as every write of the API.

pub(super) mod caller;
mod error;
pub(super) mod pace;

use axum::Json;
use axum::body::{Body, to_bytes};
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::header::CACHE_CONTROL;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Site;
use super::api::{KeyHeader, PdfFile, answered, idempotency_key};
use crate::domain::lifecycle::Stage;
use crate::domain::serial::Serial;
use crate::seal::SealSignature;
use crate::service::cosign_wire::{
    FORMAT, Item, Receipt, RefusalDelivery, SealDelivery, WaitingList,
};
use crate::service::other_systems::Write;
use caller::Caller;
use error::{Asking, Delivering, Looking, MachineError};

/// Largest delivery that is no file, in bytes.
const LARGEST_TEXT: usize = 16 << 10;

type Number = Result<Path<String>, PathRejection>;

/// The routes, with their description.
pub(super) fn described() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
        .routes(routes!(waiting))
        .routes(routes!(item))
        .routes(routes!(seal))
        .routes(routes!(document))
        .routes(routes!(refusal))
}

/// What waits for the signature of the token's chamber.
#[utoipa::path(
    get,
    path = "/api/v1/cosign/waiting",
    operation_id = "cosignWaiting",
    tag = "cosign",
    security(("machine" = [])),
    responses(
        (status = 200, description = "Everything that waits, oldest first.", body = WaitingList,
            links(("itemThatWaits" = (operation_id = "cosignItem",
                parameters(("serial" = "$response.body#/waiting/0/serial")))))),
        Asking,
    )
)]
async fn waiting(State(site): State<Site>, caller: Caller) -> Result<Response, MachineError> {
    let waiting = site.service().waiting_for(caller.chamber()).await?;
    Ok(answer(&WaitingList {
        format: FORMAT,
        chamber: caller.chamber().to_string(),
        waiting,
    }))
}

/// One certificate with all that is needed to make every byte of it again.
#[utoipa::path(
    get,
    path = "/api/v1/cosign/certificates/{serial}",
    operation_id = "cosignItem",
    tag = "cosign",
    security(("machine" = [])),
    params(("serial" = String, Path, description = "Its number.",
        example = "7H3K-9QXM-2P4R-8T28")),
    responses(
        (status = 200, description = "The certificate.", body = Item),
        Asking,
        Looking,
    )
)]
async fn item(
    State(site): State<Site>,
    caller: Caller,
    number: Number,
) -> Result<Response, MachineError> {
    let item = site.service().offer(serial(number)?, caller.chamber());
    Ok(answer(&item.await?))
}

/// Delivers the chamber's signature under a seal.
///
/// Idempotent by its content, too: the same signature sent again is answered alike, and done once.
#[utoipa::path(
    post,
    path = "/api/v1/cosign/certificates/{serial}/seal",
    operation_id = "cosignSeal",
    tag = "cosign",
    security(("machine" = [])),
    params(("serial" = String, Path, description = "The certificate's number.",
        example = "7H3K-9QXM-2P4R-8T28"), KeyHeader),
    request_body = SealDelivery,
    responses(
        (status = 200, description = "It is delivered, now or before.", body = Receipt),
        Asking,
        Delivering,
    )
)]
async fn seal(
    State(site): State<Site>,
    caller: Caller,
    number: Number,
    head: Parts,
    body: Body,
) -> Result<Response, MachineError> {
    let serial = serial(number)?;
    let bytes = bytes(body, LARGEST_TEXT).await?;
    let taken = async {
        let sent: SealDelivery = read(&bytes)?;
        let mut signature = [0; 64];
        let digits = hex::decode_to_slice(&sent.signature, &mut signature);
        digits.map_err(|_| MachineError::Unreadable)?;
        let signature = SealSignature(signature);
        let (service, chamber) = (site.service(), caller.chamber());
        let done =
            service.deliver_seal_signature(serial, chamber, &sent.key_id, signature, caller.by());
        Ok(done.await?)
    };
    once(&site, &caller, &head, serial, &bytes, taken).await
}

/// Delivers the Urkunde with the chamber's signature in it.
///
/// Idempotent by its content, too: the same file sent again is answered alike, and done once.
#[utoipa::path(
    post,
    path = "/api/v1/cosign/certificates/{serial}/document",
    operation_id = "cosignDocument",
    tag = "cosign",
    security(("machine" = [])),
    params(("serial" = String, Path, description = "The certificate's number.",
        example = "7H3K-9QXM-2P4R-8T28"), KeyHeader),
    request_body(content = inline(PdfFile), content_type = "application/pdf",
        description = "The file, at most 8 MiB."),
    responses(
        (status = 200, description = "It is delivered, now or before.", body = Receipt),
        Asking,
        Delivering,
    )
)]
async fn document(
    State(site): State<Site>,
    caller: Caller,
    number: Number,
    head: Parts,
    body: Body,
) -> Result<Response, MachineError> {
    let serial = serial(number)?;
    let pdf = bytes(body, super::upload::LARGEST).await?;
    let taken = async {
        let (service, chamber) = (site.service(), caller.chamber());
        let done = service.deliver_document(serial, chamber, pdf.clone(), caller.by());
        done.await?;
        // The next start lays out what could not be laid out now.
        if let Err(error) = service.lay_out(serial, caller.at).await {
            tracing::warn!(%serial, %error, "files cannot be laid out");
        }
        Ok(())
    };
    once(&site, &caller, &head, serial, &pdf, taken).await
}

/// Delivers the chamber's refusal to sign.
///
/// Idempotent by its content, too: the same reason sent again is answered alike, and done once.
#[utoipa::path(
    post,
    path = "/api/v1/cosign/certificates/{serial}/refusal",
    operation_id = "cosignRefusal",
    tag = "cosign",
    security(("machine" = [])),
    params(("serial" = String, Path, description = "The certificate's number.",
        example = "7H3K-9QXM-2P4R-8T28"), KeyHeader),
    request_body = RefusalDelivery,
    responses(
        (status = 200, description = "It is delivered, now or before.", body = Receipt),
        Asking,
        Delivering,
    )
)]
async fn refusal(
    State(site): State<Site>,
    caller: Caller,
    number: Number,
    head: Parts,
    body: Body,
) -> Result<Response, MachineError> {
    let serial = serial(number)?;
    let bytes = bytes(body, LARGEST_TEXT).await?;
    let taken = async {
        let sent: RefusalDelivery = read(&bytes)?;
        let (service, chamber) = (site.service(), caller.chamber());
        let done = service.deliver_refusal(serial, chamber, &sent.reason, caller.by());
        Ok(done.await?)
    };
    once(&site, &caller, &head, serial, &bytes, taken).await
}

/// Takes a delivery, and answers alike however often it is sent under its key. Of two at once, both
/// are taken: its content lets it be done once only.
async fn once(
    site: &Site,
    caller: &Caller,
    head: &Parts,
    serial: Serial,
    bytes: &[u8],
    taken: impl Future<Output = Result<(), MachineError>>,
) -> Result<Response, MachineError> {
    let key = idempotency_key(&head.headers).ok_or(MachineError::KeyMissing)?;
    let line = format!("{} {}", head.method, head.uri.path());
    let delivery = Write::new(caller.machine.clone(), key, &line, bytes);
    let service = site.service();
    if let Some(before) = service.delivery_answered(&delivery).await? {
        return Ok(answered(before));
    }
    taken.await?;
    let receipt = receipt(site, serial).await?;
    let answer = service.answer_delivery(&delivery, &receipt, caller.at);
    Ok(answered(answer.await?))
}

fn serial(number: Number) -> Result<Serial, MachineError> {
    let Path(number) = number.map_err(|_| MachineError::NotFound)?;
    number.parse().map_err(|_| MachineError::NotFound)
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, MachineError> {
    serde_json::from_slice(bytes).map_err(|_| MachineError::Unreadable)
}

async fn bytes(body: Body, largest: usize) -> Result<Vec<u8>, MachineError> {
    let bytes = to_bytes(body, largest).await;
    Ok(bytes.map_err(|_| MachineError::TooLarge)?.to_vec())
}

async fn receipt(site: &Site, serial: Serial) -> Result<Receipt, MachineError> {
    let record = site.service().store.certificate(serial).await?;
    let record = record.ok_or(MachineError::NotFound)?;
    let stage = match record.certificate.stage {
        Stage::Prepared => "prepared",
        Stage::Refused { .. } => "refused",
        Stage::Sealed { .. } => "sealed",
        Stage::Issued { .. } => "issued",
    };
    Ok(Receipt {
        serial: serial.to_string(),
        stage: stage.to_owned(),
    })
}

fn answer(content: &impl Serialize) -> Response {
    ([(CACHE_CONTROL, "no-store")], Json(content)).into_response()
}
