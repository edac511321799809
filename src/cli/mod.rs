//! The command line: one file a command, nothing of the domain.
//!
//! Results go to standard output, everything else to standard error. A failure is one line and a non-zero exit code:
//! 1 when the work failed, 2 when the command line is wrong (clap's own).

mod analyse;
mod args;
mod cases;
mod coverage;
mod demo;
mod diff;
mod evaluate;
mod export;
mod gaps;
mod import;
mod import_mappings;
mod index;
mod lexicon;
mod lines;
mod link;
mod linking;
mod matching;
mod materials;
mod openapi;
mod out;
mod progress;
mod recognise;
mod search;
mod serve;
mod show;
mod suggest;
mod tables;
mod user;

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
    /// Take mappings that somebody else keeps (SSSOM/TSV) into a data directory.
    ImportMappings(import_mappings::ImportMappings),
    /// Take mappings and records out: SSSOM, SKOS, CSV, XLSX.
    Export(export::Export),
    /// Build the index again from the catalogue.
    Index(index::Index),
    /// Propose mappings between statements, for people to decide.
    Link(link::Link),
    /// Measure linking on judged data, or learn its weights.
    Linking(linking::Linking),
    /// Find what statements from standard input mean in a framework: no data directory is needed for DigComp.
    Match(matching::Match),
    /// Search.
    Search(search::Search),
    /// Complete what is being typed.
    Suggest(suggest::Suggest),
    /// Show a record with what is around it.
    Show(show::Show),
    /// Show how requirements, frameworks or one skill are covered.
    Coverage(coverage::Coverage),
    /// List what is missing.
    Gaps(gaps::Gaps),
    /// Find materials for a module, the smallest set of them, or map a school's own list.
    Materials(materials::Materials),
    /// Compare versions of a PKP, and list what the newer one changes.
    Diff(diff::Diff),
    /// Show how text is analysed, or write the keys of words.
    Analyse(analyse::Analyse),
    /// Compile a hunspell dictionary into a lexicon for the analysis.
    Lexicon(lexicon::Lexicon),
    /// Measure the quality of search on judged queries.
    Evaluate(evaluate::Evaluate),
    /// Keep the users: who may do more than read.
    User(user::User),
    /// Compare somebody's papers with the outcomes of a programme, without a case.
    Recognise(recognise::Recognise),
    /// Look after the store of recognition cases: list, export, delete.
    Cases(cases::Cases),
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
        Command::ImportMappings(command) => command.run(),
        Command::Export(command) => command.run(),
        Command::Index(command) => command.run(),
        Command::Link(command) => command.run(),
        Command::Linking(command) => command.run(),
        Command::Match(command) => command.run(),
        Command::Search(command) => command.run(),
        Command::Suggest(command) => command.run(),
        Command::Show(command) => command.run(),
        Command::Coverage(command) => command.run(),
        Command::Gaps(command) => command.run(),
        Command::Materials(command) => command.run(),
        Command::Diff(command) => command.run(),
        Command::Analyse(command) => command.run(),
        Command::Lexicon(command) => command.run(),
        Command::Evaluate(command) => command.run(),
        Command::User(command) => command.run(),
        Command::Recognise(command) => command.run(),
        Command::Cases(command) => command.run(),
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
