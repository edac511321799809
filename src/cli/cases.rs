//! `prasme cases`.

use std::io::Write;

use clap::{Args, Subcommand};

use super::args::DataArgs;
use super::out;
use crate::workspace::Workspace;

/// Look after the store of recognition cases. Whoever may read the data directory may do this; every use is in the audit
/// trail under the name that is given.
#[derive(Debug, Args)]
pub(super) struct Cases {
    #[command(flatten)]
    data: DataArgs,
    /// Name that goes into the audit trail.
    #[arg(long, env = "USER", value_name = "NAME")]
    by: String,
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// List cases by number, stage and deadline, without names.
    List,
    /// Print everything that is kept of a case, as JSON, for the person whom it is about.
    Export {
        /// Number of the case.
        number: i64,
    },
    /// Delete a case for good: nothing but its number stays, in the audit trail.
    Delete {
        /// Number of the case.
        number: i64,
    },
    /// Delete the cases whose time is over by the rule in recognition.toml.
    Expire,
    /// Print the audit trail.
    Audit {
        /// Number of the case; all without it.
        number: Option<i64>,
    },
}

impl Cases {
    pub(super) fn run(self) -> anyhow::Result<()> {
        let workspace = Workspace::open(&self.data.data, self.data.config.index_config.as_deref())?;
        let store = workspace.cases()?;
        let settings = crate::recognition::settings::Settings::load(workspace.config().folder())?;
        let mut stdout = out::stdout();
        match self.action {
            Action::List => {
                let today = jiff::Zoned::now().date();
                for case in store.list(&settings.config.deadlines, today, &self.by)? {
                    let until = case
                        .waiting
                        .until
                        .map(|d| d.to_string())
                        .unwrap_or_default();
                    let target = case.target.map(String::from).unwrap_or_default();
                    writeln!(
                        stdout,
                        "{}\t{}\t{}\t{}\t{until}\t{target}",
                        case.number,
                        case.stage.code(),
                        case.waiting.turn.code(),
                        case.waiting.task.code()
                    )?;
                }
            }
            Action::Export { number } => {
                let case = store.export(number, &self.by)?;
                serde_json::to_writer_pretty(&mut stdout, &case)?;
                writeln!(stdout)?;
            }
            Action::Delete { number } => {
                store.delete(number, &self.by)?;
                out::note(&format!("case {number} is deleted"));
            }
            Action::Expire => {
                let gone =
                    store.expire(&settings.config.retention, jiff::Timestamp::now(), &self.by)?;
                out::note(&format!("{} cases deleted", gone.len()));
            }
            Action::Audit { number } => {
                for entry in store.audit(number)? {
                    let number = entry.case_number.map(|n| n.to_string()).unwrap_or_default();
                    let version = entry.version.map(|v| v.to_string()).unwrap_or_default();
                    writeln!(
                        stdout,
                        "{}\t{}\t{number}\t{}\t{version}",
                        entry.at, entry.actor, entry.action
                    )?;
                }
            }
        }
        Ok(stdout.flush()?)
    }
}
