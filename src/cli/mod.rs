//! Doors for the shell: one file a command. Each calls a use case and prints what came of it.

#[macro_use]
mod words;

mod account;
mod archive;
mod audit;
mod certificate;
mod completions;
mod cosign;
mod cosign_desk;
mod cosign_run;
mod cosign_words;
mod demo;
mod demo_awards;
mod demo_desk;
mod demo_keys;
mod document_keys;
mod export;
mod failure;
mod help;
mod import;
mod keys;
mod keys_document;
mod mail;
mod municipality;
mod municipality_contact;
mod passphrase;
mod print;
mod programme;
mod serve;
mod sign;
mod standing;
mod verify;

use std::path::Path;
use std::process::ExitCode;

use clap::{FromArgMatches, Parser, Subcommand};

use crate::app::{App, Clock};
use crate::config::{Config, Settings};
use crate::domain::language::Language;
use crate::service::By;
use failure::Failure;

/// The folder for data when none is given.
const DATA: &str = "kammersiegel-data";

#[derive(Debug, Parser)]
#[command(name = "kammersiegel", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    settings: Settings,
    #[arg(long, global = true, value_name = "de|en", value_parser = ["de", "en"])]
    lang: Option<String>,
    #[arg(long, global = true, value_name = "NAME", env = "KAMMERSIEGEL_USER")]
    user: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Demo(demo::Arguments),
    Serve(serve::Arguments),
    Account {
        #[command(subcommand)]
        action: account::Action,
    },
    Keys {
        #[command(subcommand)]
        action: keys::Action,
    },
    Programme {
        #[command(subcommand)]
        action: programme::Action,
    },
    Municipality {
        #[command(subcommand)]
        action: municipality::Action,
    },
    Certificate {
        #[command(subcommand)]
        action: certificate::Action,
    },
    Import {
        #[command(subcommand)]
        action: import::Action,
    },
    Export {
        #[command(subcommand)]
        action: export::Action,
    },
    Cosign {
        #[command(subcommand)]
        action: cosign::Action,
    },
    Mail {
        #[command(subcommand)]
        action: mail::Action,
    },
    Verify(verify::Arguments),
    Audit {
        #[command(subcommand)]
        action: audit::Action,
    },
    Completions(completions::Arguments),
}

/// What every command works with.
struct Context {
    language: Language,
    settings: Settings,
    user: String,
    /// Who works on the machine, as its system says.
    operator: String,
    clock: Clock,
}

impl Context {
    fn config(&self) -> Result<Config, Failure> {
        Ok(self.settings.resolve(Path::new(DATA))?)
    }

    async fn app(&self) -> Result<App, Failure> {
        self.open(&self.config()?).await
    }

    async fn open(&self, config: &Config) -> Result<App, Failure> {
        Ok(App::open(config, self.clock.clone()).await?)
    }

    fn by(&self) -> By<'_> {
        By {
            actor: &self.user,
            at: self.clock.now(),
        }
    }
}

/// Runs the program with the arguments of this process.
pub fn run() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().collect();
    let language = help::language(&arguments);
    let cli = match help::command::<Cli>(language)
        .try_get_matches_from(&arguments)
        .and_then(|matches| Cli::from_arg_matches(&matches))
    {
        Ok(cli) => cli,
        Err(error) => return help::usage(language, &error),
    };
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_target(false)
        // Below that, databases tell of every start that their tables exist already.
        .with_max_level(tracing::Level::WARN)
        .init();
    let operator = std::env::var("USER").ok().filter(|u| !u.is_empty());
    let operator = operator.unwrap_or_else(|| "cli".to_owned());
    let context = Context {
        language,
        settings: cli.settings,
        user: cli
            .user
            .filter(|u| !u.is_empty())
            .unwrap_or_else(|| operator.clone()),
        operator,
        clock: Clock::system(),
    };
    let done = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(Failure::Runtime)
        .and_then(|runtime| runtime.block_on(execute(cli.command, &context)));
    match done {
        Ok(code) => code,
        Err(failure) => failure.report(language),
    }
}

async fn execute(command: Command, context: &Context) -> Result<ExitCode, Failure> {
    match command {
        Command::Demo(arguments) => demo::run(arguments, context).await,
        Command::Serve(arguments) => serve::run(&arguments, context).await,
        Command::Account { action } => account::run(action, context).await,
        Command::Keys { action } => keys::run(action, context).await,
        Command::Programme { action } => programme::run(&action, context),
        Command::Municipality { action } => municipality::run(action, context).await,
        Command::Certificate { action } => certificate::run(action, context).await,
        Command::Import { action } => import::run(&action, context).await,
        Command::Export { action } => export::run(&action, context).await,
        Command::Mail { action } => mail::run(&action, context).await,
        Command::Cosign { action } => cosign::run(action, context).await,
        Command::Verify(arguments) => verify::run(arguments, context).await,
        Command::Audit { action } => audit::run(&action, context).await,
        Command::Completions(arguments) => completions::run::<Cli>(&arguments, context.language),
    }
}
