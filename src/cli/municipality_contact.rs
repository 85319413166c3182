//! `municipality contact`: whom to write to in a municipality.

use std::process::ExitCode;

use clap::Subcommand;
use i18n_embed_fl::fl;

use super::Context;
use super::failure::Failure;
use crate::domain::contact::{Contact, Gender};
use crate::domain::language::Language;
use crate::domain::municipality::Ags;
use crate::mail::salutation;
use crate::texts;

#[derive(Debug, Subcommand)]
pub(super) enum Action {
    Set {
        #[arg(value_name = "AGS")]
        municipality: String,
        #[arg(long)]
        email: String,
        #[arg(long, default_value = "")]
        name: String,
        #[arg(long, default_value = "", value_name = "NAME")]
        addressed_as: String,
        #[arg(long, default_value = "")]
        office: String,
        #[arg(long, default_value = "unstated", value_parser = gender)]
        gender: Gender,
        #[arg(long, default_value = "de", value_parser = language)]
        language: Language,
    },
    Show {
        #[arg(value_name = "AGS")]
        municipality: String,
    },
    Remove {
        #[arg(value_name = "AGS")]
        municipality: String,
    },
}

fn gender(word: &str) -> Result<Gender, String> {
    Gender::parse(word).ok_or_else(|| word.to_owned())
}

fn language(tag: &str) -> Result<Language, String> {
    Language::from_tag(tag).ok_or_else(|| tag.to_owned())
}

pub(super) async fn run(action: Action, context: &Context) -> Result<ExitCode, Failure> {
    let t = texts::of(context.language);
    let app = context.app().await?;
    let key = |text: &str| Ags::parse(text).map_err(Failure::Municipality);
    match action {
        Action::Set {
            municipality,
            email,
            name,
            addressed_as,
            office,
            gender,
            language,
        } => {
            let ags = key(&municipality)?;
            let contact = Contact::parse(&name, &addressed_as, &office, gender, language, &email)
                .map_err(Failure::Contact)?;
            app.service
                .enter_contact(&ags, &contact, context.by())
                .await?;
            say!("{}", fl!(t, "contact-entered", ags = ags.as_str()))?;
            say!("  {}", salutation(&contact, contact.language))?;
        }
        Action::Show { municipality } => {
            let ags = key(&municipality)?;
            let Some(contact) = app.service.store.contact(&ags).await? else {
                say!("{}", fl!(t, "contact-unknown", ags = ags.as_str()))?;
                return Ok(ExitCode::SUCCESS);
            };
            say!("{}", salutation(&contact, contact.language))?;
            say!("  {}", contact.email)?;
        }
        Action::Remove { municipality } => {
            let ags = key(&municipality)?;
            app.service.remove_contact(&ags, context.by()).await?;
            say!("{}", fl!(t, "contact-unknown", ags = ags.as_str()))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
