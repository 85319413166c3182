//! The files of a kit: the seal in every format, and all of it in one archive.

use std::io::{Cursor, Write};

use i18n_embed_fl::fl;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::super::Service;
use super::super::error::ServiceError;
use super::Kit;
use crate::badge::{self, Badge, BadgeError, COMPACT, Drawing, Ground, Lockup, baked};
use crate::document::seal_print::{self, SealPrint};
use crate::domain::language::Language;
use crate::seal::Seal;
use crate::store::CertificateRecord;
use crate::texts;

/// Name of the archive of all.
pub const KIT_NAME: &str = "siegel-paket.zip";

/// Widths of the PNG files in pixels.
const PNG_WIDTHS: [u32; 5] = [COMPACT, 320, 640, 1200, 2400];

/// Whether a picture stands on white.
pub fn on_white(ground: Ground) -> bool {
    ground == Ground::White
}

/// A picture of the seal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KitFile {
    /// Upright or wide.
    pub form: Lockup,
    /// Language of its words.
    pub language: Language,
    /// With the QR code, or without.
    pub with_code: bool,
    /// Kind of file.
    pub format: Format,
}

/// Kind of a picture's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// SVG, on a transparent ground.
    Svg,
    /// PDF in the inks of a press.
    Pdf,
    /// PNG of a width in pixels.
    Png(u32, Ground),
}

impl KitFile {
    /// Every picture of a kit.
    pub fn all() -> Vec<Self> {
        let mut all = Vec::new();
        for form in [Lockup::Upright, Lockup::Wide] {
            for language in Language::ALL {
                for with_code in [true, false] {
                    all.extend(formats(form, with_code).map(|format| Self {
                        form,
                        language,
                        with_code,
                        format,
                    }));
                }
            }
        }
        all
    }

    /// The picture with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::all().into_iter().find(|file| file.name() == name)
    }

    /// The file's name: `siegel-hoch-de-qr-640.png`.
    pub fn name(&self) -> String {
        let form = match self.form {
            Lockup::Upright => "hoch",
            Lockup::Wide => "quer",
        };
        let code = if self.with_code { "-qr" } else { "" };
        let (size, kind) = match self.format {
            Format::Svg => (String::new(), "svg"),
            Format::Pdf => ("-druck".to_owned(), "pdf"),
            Format::Png(width, Ground::Transparent) => (format!("-{width}"), "png"),
            Format::Png(width, Ground::White) => (format!("-{width}-weiss"), "png"),
        };
        format!("siegel-{form}-{}{code}{size}.{kind}", self.language.tag())
    }

    /// Whether it has room for the fewest words only.
    fn is_compact(&self) -> bool {
        self.form == Lockup::Wide && matches!(self.format, Format::Png(COMPACT, _))
    }

    /// Media type.
    pub const fn media_type(&self) -> &'static str {
        match self.format {
            Format::Svg => "image/svg+xml",
            Format::Pdf => "application/pdf",
            Format::Png(..) => "image/png",
        }
    }
}

/// The formats of a picture. No phone could read a code at the least width of the wide one.
fn formats(form: Lockup, with_code: bool) -> impl Iterator<Item = Format> {
    let unread = form == Lockup::Wide && with_code;
    let widths = PNG_WIDTHS.into_iter();
    let widths = widths.filter(move |width| !(unread && *width == COMPACT));
    let pngs = widths.flat_map(|width| {
        [Ground::Transparent, Ground::White].map(|ground| Format::Png(width, ground))
    });
    [Format::Svg, Format::Pdf].into_iter().chain(pngs)
}

impl Service {
    /// Makes one picture. The same certificate gives the same bytes.
    pub fn kit_picture(
        &self,
        record: &CertificateRecord,
        file: KitFile,
    ) -> Result<Vec<u8>, ServiceError> {
        let proof = self.prove(record)?;
        let badge = self.kit_badge(record, file)?;
        Ok(picture(&badge, proof.seal(), file)?)
    }

    /// Makes the archive (ZIP) of everything. The same certificate gives the same bytes.
    pub fn kit_archive(&self, kit: &Kit, document: &[u8]) -> Result<Vec<u8>, ServiceError> {
        let record = &kit.record;
        let proof = self.prove(record)?;
        let mut archive = Archive::new();
        archive.put("urkunde.pdf", document, CompressionMethod::Stored)?;
        for language in Language::ALL {
            let tag = language.tag();
            let mut put = |name: &str, text: String| {
                archive.put(
                    &format!("{name}-{tag}.txt"),
                    text.as_bytes(),
                    CompressionMethod::Deflated,
                )
            };
            put("alternativtext", self.seal_alt(record, language)? + "\n")?;
            put("einbinden", self.guide(record, language)?)?;
            if let Some(press) = self.press(record, language)? {
                put("pressetext", press.plain())?;
            }
            if let Some(rights) = &kit.rights {
                let version = rights.version.as_str();
                let heading = fl!(texts::of(language), "kit-rights-version", version = version);
                let rules = rights.text.get(language).join("\n\n");
                put("nutzungsrechte", format!("{heading}\n\n{rules}\n"))?;
            }
            for file in KitFile::all() {
                if file.language == language {
                    let badge = self.kit_badge(record, file)?;
                    let method = match file.format {
                        Format::Svg => CompressionMethod::Deflated,
                        // Packed already.
                        Format::Pdf | Format::Png(..) => CompressionMethod::Stored,
                    };
                    let bytes = picture(&badge, proof.seal(), file)?;
                    archive.put(&file.name(), &bytes, method)?;
                }
            }
        }
        archive.finish()
    }

    /// What the seal says in a picture. The German words are those of the Urkunde; the English
    /// ones are the programme's.
    fn kit_badge(&self, record: &CertificateRecord, file: KitFile) -> Result<Badge, ServiceError> {
        let language = file.language;
        let mut badge = self.badge(&record.certificate, badge::Standing::InForce, language)?;
        if language == Language::En {
            badge.mark = self.programme_of(record)?.name.en.clone();
            // A date is not broken at the end of a line.
            let last = record.certificate.facts.term.until();
            let set = if file.is_compact() {
                texts::date_short(language, last)
            } else {
                texts::date(language, last)
            };
            let until = self.words(record, language, "until")?;
            let last = texts::date(language, last);
            badge.until = until.replace(&last, &set.replace(' ', "\u{a0}"));
            badge.alt = self.seal_alt(record, language)?;
            badge.specimen = badge.specimen.map(|_| fl!(texts::of(language), "specimen"));
        }
        Ok(badge)
    }
}

fn picture(badge: &Badge, seal: &Seal, file: KitFile) -> Result<Vec<u8>, BadgeError> {
    let drawing: Drawing = if file.is_compact() {
        badge::compact(badge)?
    } else {
        badge::lockup(badge, file.form, file.with_code)?
    };
    match file.format {
        Format::Pdf => {
            let inks = badge::inks(&drawing);
            Ok(seal_print::write(&SealPrint {
                title: &drawing.title,
                language: file.language.tag(),
                size: inks.size,
                content: &inks.content,
                seal: &baked::element(seal),
            }))
        }
        Format::Svg => Ok(baked::into_svg(&drawing.svg(), seal).into_bytes()),
        Format::Png(width, ground) => {
            badge::png_on(&baked::into_svg(&drawing.svg(), seal), width, ground)
        }
    }
}

/// A ZIP archive in the making, all its dates the same.
struct Archive(ZipWriter<Cursor<Vec<u8>>>);

impl Archive {
    fn new() -> Self {
        Self(ZipWriter::new(Cursor::new(Vec::new())))
    }

    fn put(
        &mut self,
        name: &str,
        bytes: &[u8],
        method: CompressionMethod,
    ) -> Result<(), ServiceError> {
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(zip::DateTime::default());
        self.0.start_file(name, options).map_err(packing)?;
        self.0.write_all(bytes).map_err(packing)
    }

    fn finish(self) -> Result<Vec<u8>, ServiceError> {
        Ok(self.0.finish().map_err(packing)?.into_inner())
    }
}

fn packing(cause: impl std::fmt::Display) -> ServiceError {
    BadgeError::Storing(cause.to_string()).into()
}
