//! Help in the user's language: clap's command tree, filled with texts from the catalogue.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory};
use i18n_embed_fl::fl;

use crate::domain::language::Language;
use crate::texts;

/// The user's language: `--lang`, then the environment's, else German.
pub(super) fn language(arguments: &[OsString]) -> Language {
    let mut arguments = arguments.iter().filter_map(|a| a.to_str());
    while let Some(argument) = arguments.next() {
        let value = match argument.split_once('=') {
            Some(("--lang", value)) => Some(value),
            None if argument == "--lang" => arguments.next(),
            _ => None,
        };
        if let Some(language) = value.and_then(Language::from_tag) {
            return language;
        }
    }
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty())
        .and_then(|value| Language::from_tag(&value))
        .unwrap_or_default()
}

/// The whole command tree, with every text in this language.
pub(super) fn command<C: CommandFactory>(language: Language) -> Command {
    let version = Arg::new("version")
        .short('V')
        .long("version")
        .action(ArgAction::Version);
    localise(C::command().arg(version), "cli", language)
}

/// Prints help to standard output, and what is wrong with the arguments to standard error.
pub(super) fn usage(language: Language, error: &clap::Error) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // Nothing is left to tell if standard output is closed.
            let _ = error.print();
            ExitCode::SUCCESS
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = error.print();
            ExitCode::from(2)
        }
        kind => {
            eprintln!("{}", explain(language, kind, error));
            ExitCode::from(2)
        }
    }
}

/// What is wrong with the arguments; in clap's own words where ours say less.
fn explain(language: Language, kind: ErrorKind, error: &clap::Error) -> String {
    let t = texts::of(language);
    let named = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    };
    let argument = named(ContextKind::InvalidArg);
    match kind {
        ErrorKind::ValueValidation | ErrorKind::InvalidValue => {
            let value = named(ContextKind::InvalidValue);
            let expected = texts::find(language, &format!("cli-arg-{}", id_of(&argument)));
            let expected = expected.unwrap_or_default();
            fl!(
                t,
                "usage-value",
                value = value,
                argument = argument,
                expected = expected
            )
        }
        ErrorKind::MissingRequiredArgument => {
            fl!(t, "usage-missing", arguments = argument)
        }
        ErrorKind::ArgumentConflict => {
            let other = named(ContextKind::PriorArg);
            fl!(t, "usage-conflict", argument = argument, other = other)
        }
        ErrorKind::UnknownArgument => fl!(t, "usage-unknown-argument", argument = argument),
        ErrorKind::InvalidSubcommand => {
            let command = named(ContextKind::InvalidSubcommand);
            fl!(t, "usage-unknown-command", command = command)
        }
        _ => format!("{}\n{}", fl!(t, "usage-other"), error.render()),
    }
}

/// `--passphrase-file <FILE>` is the argument `passphrase_file`, `<SERIAL>` is `serial`.
fn id_of(argument: &str) -> String {
    let name = argument.split_whitespace().next().unwrap_or_default();
    name.trim_matches(['-', '<', '>', '.', '[', ']'])
        .replace('-', "_")
        .to_ascii_lowercase()
}

fn localise(command: Command, key: &str, language: Language) -> Command {
    let text = |key: &str| texts::find(language, key);
    let name = |child: &str| format!("{key}-{child}");
    let heading = text("help-options").unwrap_or_default();
    let usage = text("help-usage").unwrap_or_default();
    let mut command = command
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .disable_version_flag(true)
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .action(ArgAction::Help),
        )
        .subcommand_help_heading(text("help-commands").unwrap_or_default())
        .subcommand_value_name(text("help-command").unwrap_or_default())
        .help_template(format!(
            "{{about}}\n\n{usage} {{usage}}\n\n{{all-args}}{{after-help}}\n"
        ));
    if let Some(about) = text(key) {
        command = command.about(about);
    }
    if let Some(after) = text(&format!("{key}-more")) {
        command = command.after_help(after);
    }
    command
        .mut_args(|argument| {
            let id = argument.get_id().to_string();
            let own = text(&format!("{key}-arg-{id}")).or_else(|| text(&format!("cli-arg-{id}")));
            let takes_value = argument.get_action().takes_values();
            argument
                .help(own.unwrap_or_default())
                .help_heading(heading.clone())
                .hide_env_values(takes_value)
                .hide_possible_values(takes_value)
        })
        .mut_subcommands(|child| {
            let key = name(child.get_name());
            localise(child, &key, language)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(command: &Command, key: &str, found: &mut Vec<(String, Option<String>)>) {
        found.push((key.to_owned(), None));
        for argument in command.get_arguments() {
            let id = argument.get_id();
            found.push((format!("{key}-arg-{id}"), Some(format!("cli-arg-{id}"))));
        }
        for child in command.get_subcommands() {
            keys(child, &format!("{key}-{}", child.get_name()), found);
        }
    }

    #[test]
    fn every_command_and_argument_has_help_in_both_languages() {
        let mut found = Vec::new();
        keys(&command::<crate::cli::Cli>(Language::De), "cli", &mut found);
        for language in Language::ALL {
            for (own, shared) in &found {
                let text = texts::find(language, own)
                    .or_else(|| shared.as_ref().and_then(|s| texts::find(language, s)));
                assert!(text.is_some(), "{own} has no text in {}", language.tag());
            }
        }
    }

    #[test]
    fn the_command_tree_is_sound() {
        command::<crate::cli::Cli>(Language::De).debug_assert();
    }
}
