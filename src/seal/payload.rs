//! The body of a seal: deterministic CBOR (RFC 8949 § 4.2) of ten fields in one array.

use minicbor::decode::Error as CborError;
use minicbor::{Decoder, Encoder};
use thiserror::Error;

use crate::domain::certificate::{Facts, KeyTag, Recipient};
use crate::domain::municipality::{Ags, Host, RecipientName};
use crate::domain::serial::Serial;
use crate::domain::validity::{Day, Term};

/// The version of the format that this module writes and reads.
pub const VERSION: u64 = 1;
const FIELDS: u64 = 10;
const MOST_KEYS: u64 = 8;

/// Why bytes are no seal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PayloadError {
    /// The bytes end too early.
    #[error("the seal is cut off")]
    Truncated,
    /// Not the array that a seal is, or a field of another type.
    #[error("the bytes are not a seal")]
    NotASeal,
    /// A later format.
    #[error("the seal has the unknown format version {0}")]
    Version(u64),
    /// A field whose value cannot be.
    #[error("the seal's field {0} has an impossible value")]
    Field(&'static str),
    /// The same facts, written in another way than the one that is allowed.
    #[error("the seal is not in its deterministic encoding")]
    NotCanonical,
    /// More bytes than the listed keys have signatures.
    #[error("there are bytes behind the end of the seal")]
    BytesBehindTheEnd,
}

/// The one encoding of the facts.
pub fn encode(facts: &Facts) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(96);
    let mut encoder = Encoder::new(&mut bytes);
    // A vector takes whatever is written to it.
    let _: Result<(), minicbor::encode::Error<std::convert::Infallible>> =
        write(&mut encoder, facts);
    bytes
}

fn write<W: minicbor::encode::Write>(
    encoder: &mut Encoder<W>,
    facts: &Facts,
) -> Result<(), minicbor::encode::Error<W::Error>> {
    encoder
        .array(FIELDS)?
        .u64(VERSION)?
        .array(facts.keys.len() as u64)?;
    for tag in &facts.keys {
        encoder.bytes(&tag.0)?;
    }
    encoder.bytes(&facts.serial.to_bytes())?;
    match &facts.recipient {
        Recipient::Municipality(ags) => encoder.u32(ags.number())?,
        Recipient::Other(text) => encoder.str(text)?,
    };
    encoder
        .u64(facts.mark)?
        .u64(facts.term.from().count())?
        .u64(facts.term.until().count())?
        .u64(facts.status_index)?
        .str(facts.name.as_str())?
        .str(facts.host.as_str())?;
    Ok(())
}

/// Reads the facts at the beginning of the bytes, and how many bytes they take.
pub fn decode(bytes: &[u8]) -> Result<(Facts, usize), PayloadError> {
    let mut decoder = Decoder::new(bytes);
    let facts = read(&mut decoder)?;
    let length = decoder.position();
    if bytes.get(..length) != Some(encode(&facts).as_slice()) {
        return Err(PayloadError::NotCanonical);
    }
    Ok((facts, length))
}

fn read(d: &mut Decoder<'_>) -> Result<Facts, PayloadError> {
    if d.array().map_err(cause)? != Some(FIELDS) {
        return Err(PayloadError::NotASeal);
    }
    let version = d.u64().map_err(cause)?;
    if version != VERSION {
        return Err(PayloadError::Version(version));
    }
    let keys = d
        .array()
        .map_err(cause)?
        .filter(|n| (1..=MOST_KEYS).contains(n));
    let keys = (0..keys.ok_or(PayloadError::Field("keys"))?)
        .map(|_| fixed(d, "keys").map(KeyTag))
        .collect::<Result<_, _>>()?;
    let serial =
        Serial::from_bytes(fixed(d, "serial")?).map_err(|_| PayloadError::Field("serial"))?;
    let recipient = match d.datatype().map_err(cause)? {
        minicbor::data::Type::String => {
            let text = d.str().map_err(cause)?;
            let name = RecipientName::parse(text).map_err(|_| PayloadError::Field("recipient"))?;
            Recipient::Other(name.as_str().to_owned())
        }
        _ => Recipient::Municipality(
            Ags::from_number(d.u64().map_err(cause)?)
                .map_err(|_| PayloadError::Field("recipient"))?,
        ),
    };
    let mark = d.u64().map_err(cause)?;
    let from = day(d, "valid from")?;
    let until = day(d, "valid until")?;
    Ok(Facts {
        keys,
        serial,
        recipient,
        mark,
        term: Term::new(from, until).map_err(|_| PayloadError::Field("valid until"))?,
        status_index: d.u64().map_err(cause)?,
        name: RecipientName::parse(d.str().map_err(cause)?)
            .map_err(|_| PayloadError::Field("name"))?,
        host: Host::parse(d.str().map_err(cause)?).map_err(|_| PayloadError::Field("host"))?,
    })
}

fn fixed<const N: usize>(
    d: &mut Decoder<'_>,
    field: &'static str,
) -> Result<[u8; N], PayloadError> {
    d.bytes()
        .map_err(cause)?
        .try_into()
        .map_err(|_| PayloadError::Field(field))
}

fn day(d: &mut Decoder<'_>, field: &'static str) -> Result<Day, PayloadError> {
    Day::from_count(d.u64().map_err(cause)?).ok_or(PayloadError::Field(field))
}

fn cause(error: CborError) -> PayloadError {
    if error.is_end_of_input() {
        PayloadError::Truncated
    } else {
        PayloadError::NotASeal
    }
}
