//! The seal as a picture.

use crate::domain::artwork::Artwork;

/// How the picture shows the certificate's state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// In force, or not yet begun.
    InForce,
    /// The term is over.
    Expired,
    /// The use rests.
    Suspended,
    /// Withdrawn for good.
    Withdrawn,
    /// Replaced by a corrected copy.
    Superseded,
}

/// What a seal picture says.
#[derive(Debug, Clone)]
pub struct Badge {
    /// The mark's name.
    pub mark: String,
    /// The recipient's bare name, up to 120 characters.
    pub recipient: String,
    /// „2025–2028".
    pub years: String,
    /// „gültig bis 02.03.2028".
    pub until: String,
    /// Short names of the chambers, in programme order.
    pub chambers: Vec<String>,
    /// Host that is printed beside the code: `siegel.example`.
    pub host: String,
    /// Short form of the QR text.
    pub qr_text: String,
    /// Title of the picture for those who cannot see it.
    pub alt: String,
    /// How the certificate stands.
    pub standing: Standing,
    /// The word for that standing („ABGELAUFEN"); nothing while it is in force.
    pub standing_label: Option<String>,
    /// „MUSTER" on a specimen.
    pub specimen: Option<String>,
    /// The programme's colours.
    pub artwork: Artwork,
}
#[derive(Debug, thiserror::Error)]
pub enum BadgeError {
    #[error("x")]
    X,
}
pub fn svg(b: &Badge) -> Result<String, BadgeError> {
    Ok(format!(
        "<svg xmlns='http://www.w3.org/2000/svg'><title>{}</title></svg>",
        b.alt
    ))
}
pub fn png(_svg: &str, _width: u32) -> Result<Vec<u8>, BadgeError> {
    Ok(vec![1])
}
