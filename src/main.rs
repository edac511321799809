//! Reads the command line and calls one command.

use std::process::ExitCode;

fn main() -> ExitCode {
    prasme::cli::main()
}
