//! `completions`: a script that completes commands in the shell.

use std::process::ExitCode;

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::help;
use crate::domain::language::Language;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    shell: Shell,
}

pub(super) fn run<C: CommandFactory>(arguments: &Arguments, language: Language) -> ExitCode {
    let mut command = help::command::<C>(language);
    let name = command.get_name().to_owned();
    clap_complete::generate(arguments.shell, &mut command, name, &mut std::io::stdout());
    ExitCode::SUCCESS
}
