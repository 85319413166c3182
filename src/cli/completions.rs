//! `completions`: a script that completes commands in the shell.

use std::io::Write;
use std::process::ExitCode;

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::failure::Failure;
use super::help;
use crate::domain::language::Language;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    shell: Shell,
}

pub(super) fn run<C: CommandFactory>(
    arguments: &Arguments,
    language: Language,
) -> Result<ExitCode, Failure> {
    let mut command = help::command::<C>(language);
    let name = command.get_name().to_owned();
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, name, &mut script);
    std::io::stdout()
        .write_all(&script)
        .map_err(Failure::Output)?;
    Ok(ExitCode::SUCCESS)
}
