//! Where a password comes from: never from the command line, which others can see.

use std::io::BufRead;

use anyhow::Context;
use clap::Args;

/// Where the password comes from.
#[derive(Debug, Args)]
pub(super) struct PasswordArgs {
    /// Read the password from the first line of standard input instead of asking for it.
    #[arg(long)]
    password_stdin: bool,
}

impl PasswordArgs {
    /// Reads the password, twice where it is typed.
    pub(super) fn read(&self, name: &str) -> anyhow::Result<String> {
        if self.password_stdin {
            return first_line(&mut std::io::stdin().lock());
        }
        let ask = |what: &str| {
            rpassword::prompt_password(what)
                .context("the password cannot be asked for here; --password-stdin reads it from standard input")
        };
        let password = ask(&format!("Password for {name}: "))?;
        let again = ask("The same again: ")?;
        anyhow::ensure!(
            password == again,
            "the two passwords differ; nothing was changed"
        );
        Ok(password)
    }
}

fn first_line(input: &mut impl BufRead) -> anyhow::Result<String> {
    let mut line = String::new();
    input
        .read_line(&mut line)
        .context("the password on standard input is not UTF-8")?;
    let password = line.trim_end_matches(['\r', '\n']);
    anyhow::ensure!(!password.is_empty(), "standard input holds no password");
    Ok(password.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_is_the_password_spaces_and_all() {
        let read = |text: &str| first_line(&mut text.as_bytes());
        assert_eq!(read(" zirgs skrien \r\nx\n").unwrap(), " zirgs skrien ");
        assert!(read("\n").unwrap_err().to_string().contains("no password"));
    }
}
