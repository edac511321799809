//! The command line: one file a command, nothing of the domain.
//!
//! Results go to standard output, everything else to standard error. A failure is one line and a non-zero exit code:
//! 1 when the work failed, 2 when the command line is wrong (clap's own).

mod analyse;
mod args;
mod demo;
mod evaluate;
mod import;
mod index;
mod lexicon;
mod openapi;
mod out;
mod progress;
mod search;
mod serve;
mod show;
mod suggest;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Latvian vocational education in one search: PKP, MIP, examinations, teaching materials, ESCO and DigComp.
#[derive(Debug, Parser)]
#[command(name = "prasme", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Load the national sample, serve it and print the address.
    Demo(demo::Demo),
    /// Serve a data directory.
    Serve(serve::Serve),
    /// Import files, folders or ZIP archives into a data directory.
    Import(import::Import),
    /// Build the index again from the catalogue.
    Index(index::Index),
    /// Search.
    Search(search::Search),
    /// Complete what is being typed.
    Suggest(suggest::Suggest),
    /// Show a record with what is around it.
    Show(show::Show),
    /// Show how text is analysed, or write the keys of words.
    Analyse(analyse::Analyse),
    /// Compile a hunspell dictionary into a lexicon for the analysis.
    Lexicon(lexicon::Lexicon),
    /// Measure the quality of search on judged queries.
    Evaluate(evaluate::Evaluate),
    /// Print the OpenAPI document of the HTTP API.
    Openapi(openapi::Openapi),
}

/// Reads the command line and does what it says.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let done = match cli.command {
        Command::Demo(command) => command.run(),
        Command::Serve(command) => command.run(),
        Command::Import(command) => command.run(),
        Command::Index(command) => command.run(),
        Command::Search(command) => command.run(),
        Command::Suggest(command) => command.run(),
        Command::Show(command) => command.run(),
        Command::Analyse(command) => command.run(),
        Command::Lexicon(command) => command.run(),
        Command::Evaluate(command) => command.run(),
        Command::Openapi(command) => command.run(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever reads the output has enough: `prasme search … | head` is no failure.
        Err(error) if out::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            out::complain(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_and_option_has_help() {
        for command in Cli::command().get_subcommands() {
            assert!(command.get_about().is_some(), "{}", command.get_name());
            for argument in command.get_arguments() {
                let id = argument.get_id().as_str();
                assert!(argument.get_help().is_some(), "{} {id}", command.get_name());
            }
        }
    }
}
