//! stub
#![allow(missing_docs)]
use crate::domain::{artwork::Artwork, inscription::Inscription};
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckCode {
    pub qr_text: String,
    pub address: String,
}
#[derive(Debug, Clone, Copy)]
pub struct Created(pub i64);
pub struct Sheet<'a> {
    pub inscription: &'a Inscription,
    pub check: &'a CheckCode,
    pub artwork: &'a Artwork,
    pub created: Created,
    pub seal: Option<&'a [u8]>,
}
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    #[error("x")]
    X,
}
impl Sheet<'_> {
    pub fn render(&self) -> Result<Vec<u8>, DocumentError> {
        Ok(format!("%PDF-{}", self.check.qr_text).into_bytes())
    }
}
