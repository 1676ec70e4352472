//! The `bulian` program: everything is in [`bulian::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    bulian::cli::run(std::env::args_os())
}
