//! Where a municipality lies: the small map on its page.

use super::map::Sheet;
use crate::domain::municipality::Ags;
use crate::domain::outline::Outlines;
use crate::service::directory::Status;

pub(super) struct Locator {
    pub width: i32,
    pub height: i32,
    pub attribution: String,
    pub others: Vec<String>,
    pub borders: Vec<String>,
    pub here: String,
    /// The name of its status; nothing if it holds no mark.
    pub status: Option<&'static str>,
}

impl Locator {
    /// Nothing if the municipality has no outline.
    pub(super) fn new(outlines: &Outlines, ags: &Ags, status: Option<Status>) -> Option<Self> {
        let here = outlines.of(ags)?;
        let sheet = Sheet::new(outlines);
        let (width, height) = sheet.size();
        let mut locator = Self {
            width,
            height,
            attribution: outlines.attribution.clone(),
            others: Vec::new(),
            borders: Vec::new(),
            here: sheet.path(here),
            status: status.map(Status::name),
        };
        for area in &outlines.areas {
            match &area.ags {
                None => locator.borders.push(sheet.path(area)),
                Some(other) if other != ags => locator.others.push(sheet.path(area)),
                Some(_) => {}
            }
        }
        Some(locator)
    }
}
