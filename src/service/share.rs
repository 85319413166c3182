//! The picture that goes with a shared page of a municipality.

use i18n_embed_fl::fl;

use super::directory::{Held, Holder, Status};
use super::{Service, ServiceError};
use crate::badge::share::{self, Card, Tone};
use crate::domain::language::Language;
use crate::texts;

impl Service {
    /// Draws the picture for one of a municipality's marks, as PNG; `state` says how it stands.
    pub fn share_picture(
        &self,
        holder: &Holder,
        held: &Held,
        state: String,
        language: Language,
    ) -> Result<Vec<u8>, ServiceError> {
        let loaded = self.programmes.find(&held.programme)?;
        let programme = &loaded.programme;
        let chambers = programme.chambers.iter().map(|c| c.short_name.as_str());
        let outline = loaded
            .outlines
            .as_ref()
            .and_then(|outlines| outlines.of(&holder.ags));
        let card = Card {
            recipient: holder.name.clone(),
            mark: programme.name.get(language).clone(),
            state,
            tone: match held.status {
                Status::Valid | Status::EndsSoon => Tone::Good,
                Status::Suspended | Status::Upcoming | Status::Expired => Tone::Resting,
                Status::Withdrawn => Tone::Bad,
            },
            chambers: chambers.collect::<Vec<_>>().join(" · "),
            host: format!("{}/register/{}", self.host, holder.ags),
            specimen: programme
                .sample
                .then(|| fl!(texts::of(language), "specimen")),
            outline,
            artwork: programme.artwork.clone(),
        };
        Ok(share::png(&card)?)
    }
}
