//! The pictures that go with shared pages of the register.

use i18n_embed_fl::fl;

use super::directory::{Directory, Held, Holder, Query, Status};
use super::{Service, ServiceError};
use crate::badge::share::{self, Card, Scene, Tone};
use crate::domain::language::Language;
use crate::domain::outline::Area;
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
            scene: outline.map_or(Scene::Seal, Scene::Outline),
            artwork: programme.artwork.clone(),
        };
        Ok(share::png(&card)?)
    }

    /// Draws the picture of the whole register, as PNG: the first map with its awarded
    /// municipalities. Nothing if there is no mark.
    pub fn share_list(
        &self,
        directory: &Directory,
        language: Language,
    ) -> Result<Option<Vec<u8>>, ServiceError> {
        let t = texts::of(language);
        let mapped = self.programmes.iter().find(|p| p.outlines.is_some());
        let Some(shown) = mapped.or_else(|| self.programmes.iter().next()) else {
            return Ok(None);
        };
        let found = directory.find(&Query::default());
        let chambers = shown.programme.chambers.iter();
        let chambers = chambers.map(|c| c.short_name.as_str());
        let awarded = |area: &Area| {
            let mut lines = found.lines.iter();
            lines.any(|(holder, held)| {
                held.programme == shown.programme.id && area.ags.as_ref() == Some(&holder.ags)
            })
        };
        let scene = match &shown.outlines {
            Some(outlines) => {
                let areas = outlines.areas.iter().map(|area| (area, awarded(area)));
                Scene::Map(areas.collect())
            }
            None => Scene::Seal,
        };
        let card = Card {
            recipient: fl!(t, "register-title"),
            mark: fl!(t, "site-title"),
            state: fl!(t, "register-count", count = found.lines.len()),
            tone: match found.lines.is_empty() {
                true => Tone::Resting,
                false => Tone::Good,
            },
            chambers: chambers.collect::<Vec<_>>().join(" · "),
            host: format!("{}/register", self.host),
            specimen: self
                .programmes
                .iter()
                .any(|p| p.programme.sample)
                .then(|| fl!(t, "specimen")),
            scene,
            artwork: shown.programme.artwork.clone(),
        };
        Ok(Some(share::png(&card)?))
    }
}
