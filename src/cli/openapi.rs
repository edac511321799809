//! `prasme openapi`: the description of the HTTP API.

use std::io::Write;

use clap::Args;

use super::out;

/// Print the OpenAPI document of the HTTP API.
#[derive(Debug, Args)]
pub(super) struct Openapi {}

impl Openapi {
    pub(super) fn run(self) -> anyhow::Result<()> {
        let mut stdout = out::stdout();
        writeln!(stdout, "{}", crate::server::openapi().to_pretty_json()?)?;
        Ok(stdout.flush()?)
    }
}
