//! The command line: the only module that touches disk, clock and terminal.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "this is where the program speaks"
)]

mod args;
mod campaign;
mod chains;
mod chart;
mod chart_args;
mod check;
mod eval;
mod explain;
mod firm_story;
mod init;
mod lower;
mod match_register;
mod render;
mod run;
mod usage;
mod verdict;
mod whatif;
mod write;

use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

use crate::diag::{Diagnostic, Kind};
use args::{Cli, Command, SchemaOf};

/// How a command ended badly.
enum Failure {
    /// An input was refused: exit status 1.
    Refused(Vec<Diagnostic>),
    /// Usage or reading and writing: exit status 2.
    Io(Vec<Diagnostic>),
}

type Outcome = Result<(), Failure>;

impl From<Diagnostic> for Failure {
    /// Files that can't be read or written are I/O, everything else is the input's fault.
    fn from(diagnostic: Diagnostic) -> Self {
        Self::from(vec![diagnostic])
    }
}

impl From<Vec<Diagnostic>> for Failure {
    fn from(diagnostics: Vec<Diagnostic>) -> Self {
        let io = |d: &Diagnostic| {
            matches!(
                d.kind,
                Kind::FileMissing
                    | Kind::FileUnreadable { .. }
                    | Kind::FileUnwritable { .. }
                    | Kind::AlreadyThere
                    | Kind::NothingNamed { .. }
                    | Kind::Usage { .. }
            )
        };
        if diagnostics.iter().all(io) {
            Self::Io(diagnostics)
        } else {
            Self::Refused(diagnostics)
        }
    }
}

/// Runs the program: 0 results written, 1 input refused, 2 usage or I/O.
pub fn run(args: impl Iterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.collect();
    let outcome = match dropped(&args) {
        Some(path) => run::dropped(&path),
        None => match Cli::try_parse_from(&args) {
            Ok(cli) => command(cli.command),
            Err(error) => return usage::report(&error),
        },
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Refused(found)) => {
            eprint!("{}", render::diagnostics(&found, colour(), ""));
            ExitCode::from(1)
        }
        Err(Failure::Io(found)) => {
            eprint!("{}", render::diagnostics(&found, colour(), ""));
            ExitCode::from(2)
        }
    }
}

fn command(command: Command) -> Outcome {
    match command {
        Command::Demo(args) => run::demo(&args),
        Command::Init(args) => init::init(&args),
        Command::Run(args) => run::run(&args),
        Command::Check(args) => check::check(&args),
        Command::Match(args) => match_register::match_register(&args),
        Command::Eval(args) => eval::eval(&args),
        Command::Explain(args) => explain::explain(&args),
        Command::WhatIf(args) => whatif::whatif(&args),
        Command::Campaign(args) => campaign::campaign(&args),
        Command::Chart(args) => chart::chart(&args),
        Command::Chains(args) => chains::chains(&args),
        Command::Schema(args) => {
            use crate::ingest::schema;
            use crate::report::json::{pretty, schema as study};
            print_bytes(&internal(match args.of {
                SchemaOf::Study => study(),
                SchemaOf::Chain => pretty(&schema::chain()),
                SchemaOf::Zone => pretty(&schema::zone()),
                SchemaOf::Leaders => pretty(&schema::leaders()),
                SchemaOf::Partners => pretty(&schema::partners()),
                SchemaOf::Policy => pretty(&schema::policy()),
            })?)
        }
    }
}

/// A file dropped on the program: the one argument is a table or a folder, not a command.
fn dropped(args: &[OsString]) -> Option<PathBuf> {
    let [_, only] = args else { return None };
    let path = PathBuf::from(only);
    let table = path.extension().is_some_and(|e| {
        lower::TABLES
            .iter()
            .any(|t| e.to_string_lossy().eq_ignore_ascii_case(t))
    });
    let known = <Cli as clap::CommandFactory>::command()
        .find_subcommand(only)
        .is_some();
    (table || (!known && path.is_dir())).then_some(path)
}

fn colour() -> bool {
    std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none()
}

/// A failure that is nobody's input: said as it is.
fn internal<T>(result: Result<T, String>) -> Result<T, Diagnostic> {
    result.map_err(|what| Diagnostic::new(Kind::Usage { what }))
}

/// Bytes to standard output; a closed pipe is no failure.
fn print_bytes(bytes: &[u8]) -> Outcome {
    Ok(print(bytes)?)
}

fn print(bytes: &[u8]) -> Result<(), Diagnostic> {
    use std::io::Write;
    match std::io::stdout().lock().write_all(bytes) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            let cause = lower::io_words(&error);
            let kind = Kind::FileUnwritable { cause };
            Err(Diagnostic::in_file(kind, "标准输出"))
        }
        _ => Ok(()),
    }
}
