//! Reads the command line and calls one command.

use std::process::ExitCode;

/// Searching allocates many small short-lived buffers on several threads; the system allocator is half as quick at it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    prasme::cli::main()
}
