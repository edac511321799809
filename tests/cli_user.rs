//! `prasme user` and the demo's accounts as whoever runs a server meets them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails loudly")]

mod common;

use std::process::Output;

use assert_cmd::Command;
use prasme::accounts::{Accounts, Cost};

fn prasme(arguments: &[&str], stdin: &str) -> Output {
    Command::cargo_bin("prasme")
        .unwrap()
        .args(arguments)
        .write_stdin(stdin)
        .output()
        .unwrap()
}

fn said(output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (text(&output.stdout), text(&output.stderr))
}

#[test]
fn a_user_is_made_listed_changed_and_shut_out() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().to_str().unwrap();
    let user = |arguments: &[&str], stdin: &str| {
        let all: Vec<&str> = ["user", "--data", data]
            .iter()
            .chain(arguments)
            .copied()
            .collect();
        prasme(&all, stdin)
    };
    let made = user(
        &[
            "add",
            "Anna",
            "--full-name",
            "Anna Liepa",
            "--role",
            "expert",
            "--role",
            "officer",
            "--password-stdin",
        ],
        "zirgs skrien mežā\n",
    );
    assert!(made.status.success(), "{:?}", said(&made));
    let (list, _) = said(&user(&["list"], ""));
    assert!(list.contains("anna\tAnna Liepa\texpert officer"), "{list}");
    let token = user(&["token", "add", "anna", "OpenRefine", "--days", "30"], "");
    let (token, _) = said(&token);
    assert!(
        token.starts_with("prasme_") && token.trim().len() == 71,
        "{token}"
    );
    assert!(user(&["roles", "anna", "school"], "").status.success());
    assert!(user(&["disable", "anna"], "").status.success());
    let (tokens, _) = said(&user(&["token", "list", "anna"], ""));
    assert!(
        tokens
            .lines()
            .nth(1)
            .unwrap()
            .split('\t')
            .nth(5)
            .is_some_and(|at| !at.is_empty()),
        "{tokens}"
    );
    let (log, _) = said(&user(&["log", "anna"], ""));
    for what in ["user_added", "token_made", "roles_changed", "user_disabled"] {
        assert!(log.contains(what), "{log}");
    }
    assert!(!log.contains(token.trim()) && !log.contains("zirgs"));
}

#[test]
fn what_is_wrong_is_said_in_one_line() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().to_str().unwrap();
    let add = |name: &str, password: &str| {
        prasme(
            &["user", "--data", data, "add", name, "--password-stdin"],
            password,
        )
    };
    for (name, password, expected) in [
        ("anna", "īsa\n", "at least 12"),
        ("anna", "\n", "no password"),
        ("a b", "zirgs skrien mežā\n", "' '"),
        ("anna", "pie annas uz tēju\n", "user's name"),
    ] {
        let refused = add(name, password);
        let (_, error) = said(&refused);
        assert_eq!(refused.status.code(), Some(1), "{expected}");
        assert!(
            error.contains(expected) && error.lines().count() == 1,
            "{error}"
        );
    }
    let (_, error) = said(&prasme(&["user", "--data", data, "disable", "anna"], ""));
    assert!(error.contains("no user `anna`"), "{error}");
    let wrong = prasme(&["user", "--data", data, "roles", "anna", "boss"], "");
    assert_eq!(wrong.status.code(), Some(2));
    assert!(said(&wrong).1.contains("school, expert, officer and admin"));
}

#[test]
fn a_server_on_other_data_refuses_the_demos_accounts_and_says_how_to_go_on() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().to_str().unwrap();
    let samples = common::samples();
    let import = |part: &str| {
        let path = samples.join(part);
        prasme(&["import", "--data", data, path.to_str().unwrap()], "")
    };
    assert!(import("nks").status.success());
    let accounts = Accounts::open(&dir.path().join("catalogue.sqlite"))
        .unwrap()
        .with_cost(Cost::least());
    accounts.note_sample().unwrap();
    accounts
        .make_demo_users("2026-11-21T08:00:00Z".parse().unwrap())
        .unwrap();
    // Data of one's own, imported into the demo's directory.
    assert!(import("digcomp").status.success());
    let refused = prasme(&["serve", "--data", data, "--listen", "127.0.0.1:0"], "");
    let (_, error) = said(&refused);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        error.contains("disable --demo") && error.contains("eksperts"),
        "{error}"
    );
    assert!(
        prasme(&["user", "--data", data, "disable", "--demo"], "")
            .status
            .success()
    );
    let (list, _) = said(&prasme(&["user", "--data", data, "list"], ""));
    assert_eq!(
        list.lines()
            .filter(|l| l.ends_with("demo") && l.contains("Z\t20"))
            .count(),
        4,
        "{list}"
    );
}
