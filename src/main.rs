//! The `bulian` program: everything is in [`bulian::cli`].

use std::process::ExitCode;

/// Many small texts are made and freed on all cores while a long register is matched.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    bulian::cli::run(std::env::args_os())
}
