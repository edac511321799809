//! What must hold of accounts as a whole. The clock is brought along: nothing here waits.

use jiff::{SignedDuration, Timestamp};

use super::*;

const PASSWORD: &str = "zirgs skrien mežā";

struct Place {
    _dir: tempfile::TempDir,
    path: std::path::PathBuf,
    accounts: Accounts,
}

fn place() -> Place {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("catalogue.sqlite");
    let accounts = Accounts::open(&path).unwrap().with_cost(Cost::least());
    Place {
        _dir: dir,
        path,
        accounts,
    }
}

fn at(seconds: i64) -> Timestamp {
    let start: Timestamp = "2026-11-21T08:00:00Z".parse().unwrap();
    start + SignedDuration::from_secs(seconds)
}

fn with(name: &str, role: Role) -> Place {
    let place = place();
    add(&place.accounts, name, role);
    place
}

fn add(accounts: &Accounts, name: &str, role: Role) {
    let new = NewUser {
        name: name.parse().unwrap(),
        full_name: "Anna Liepa".into(),
        roles: Roles::of(&[role]),
    };
    accounts.add_user(&new, PASSWORD, "console", at(0)).unwrap();
}

fn attempt<'a>(name: &'a str, password: &'a str) -> LogIn<'a> {
    LogIn {
        name,
        password,
        address: None,
        replaces: None,
    }
}

#[test]
fn who_logs_in_is_known_until_the_log_out() {
    let p = with("anna", Role::Expert);
    let session = p
        .accounts
        .log_in(attempt(" Anna", PASSWORD), at(0))
        .unwrap();
    let who = p
        .accounts
        .of_session(&session.secret, at(1))
        .unwrap()
        .unwrap();
    assert_eq!((who.name.as_str(), who.may(Role::Expert)), ("anna", true));
    p.accounts.log_out(&who, None, at(2)).unwrap();
    assert_eq!(p.accounts.of_session(&session.secret, at(3)).unwrap(), None);
}

#[test]
fn a_session_ends_when_it_is_left_alone_and_after_a_day_of_work() {
    let p = with("anna", Role::Expert);
    let secret = p
        .accounts
        .log_in(attempt("anna", PASSWORD), at(0))
        .unwrap()
        .secret;
    let good = |seconds| {
        p.accounts
            .of_session(&secret, at(seconds))
            .unwrap()
            .is_some()
    };
    for minute in (0..12 * 60).step_by(50) {
        assert!(good(minute * 60), "minute {minute}");
    }
    assert!(!good(12 * 3600), "longest");
    let secret = p
        .accounts
        .log_in(attempt("anna", PASSWORD), at(0))
        .unwrap()
        .secret;
    assert!(p.accounts.of_session(&secret, at(3599)).unwrap().is_some());
    assert!(
        p.accounts
            .of_session(&secret, at(3599 + 3600))
            .unwrap()
            .is_none(),
        "idle"
    );
}

#[test]
fn a_log_in_never_takes_up_a_session_that_was_there_before() {
    let p = with("anna", Role::Expert);
    let before = p
        .accounts
        .log_in(attempt("anna", PASSWORD), at(0))
        .unwrap()
        .secret;
    let again = LogIn {
        replaces: Some(&before),
        ..attempt("anna", PASSWORD)
    };
    let after = p.accounts.log_in(again, at(1)).unwrap().secret;
    assert_ne!(after, before);
    assert!(p.accounts.of_session(&before, at(2)).unwrap().is_none());
}

#[test]
fn wrong_passwords_unknown_names_and_disabled_users_get_one_answer() {
    let p = with("anna", Role::Expert);
    add(&p.accounts, "berta", Role::Expert);
    p.accounts.disable("berta", "console", at(0)).unwrap();
    for (name, password) in [
        ("anna", "cits vārds te"),
        ("nav", PASSWORD),
        ("berta", PASSWORD),
        ("a b", PASSWORD),
    ] {
        let refused = p.accounts.log_in(attempt(name, password), at(1));
        assert!(matches!(refused, Err(LogInError::Wrong)), "{name}");
    }
}

#[test]
fn many_failures_make_the_name_wait_whoever_asks_and_a_restart_does_not_forget() {
    let p = with("anna", Role::Expert);
    for second in 0..5 {
        assert!(matches!(
            p.accounts
                .log_in(attempt("anna", "nepareiza parole"), at(second)),
            Err(LogInError::Wrong)
        ));
    }
    let right =
        |accounts: &Accounts, second| accounts.log_in(attempt("ANNA", PASSWORD), at(second));
    assert!(matches!(
        right(&p.accounts, 4),
        Err(LogInError::Throttled(2))
    ));
    let restarted = Accounts::open(&p.path).unwrap().with_cost(Cost::least());
    assert!(matches!(
        right(&restarted, 4),
        Err(LogInError::Throttled(_))
    ));
    assert!(right(&restarted, 6).is_ok(), "the wait is over");
    assert!(
        matches!(
            p.accounts
                .log_in(attempt("anna", "nepareiza parole"), at(7)),
            Err(LogInError::Wrong)
        ),
        "a success forgets"
    );
}

#[test]
fn unknown_names_wait_like_known_ones() {
    let p = place();
    for second in 0..5 {
        assert!(matches!(
            p.accounts.log_in(attempt("nav", PASSWORD), at(second)),
            Err(LogInError::Wrong)
        ));
    }
    assert!(matches!(
        p.accounts.log_in(attempt("nav", PASSWORD), at(4)),
        Err(LogInError::Throttled(_))
    ));
}

#[test]
fn one_address_that_tries_many_names_waits() {
    let p = with("anna", Role::Expert);
    let from = |name: &str, address: &str, second| {
        let guess = LogIn {
            address: Some(address.parse().unwrap()),
            ..attempt(name, PASSWORD)
        };
        p.accounts.log_in(guess, at(second))
    };
    for n in 0..30 {
        assert!(matches!(
            from(&format!("user{n}"), "192.0.2.7", 0),
            Err(LogInError::Wrong)
        ));
    }
    assert!(matches!(
        from("anna", "192.0.2.7", 0),
        Err(LogInError::Throttled(_))
    ));
    assert!(from("anna", "192.0.2.8", 0).is_ok(), "another address");
}

#[test]
fn disabling_ends_sessions_and_tokens_at_once() {
    let p = with("anna", Role::Expert);
    let session = p
        .accounts
        .log_in(attempt("anna", PASSWORD), at(0))
        .unwrap()
        .secret;
    let token = p
        .accounts
        .make_token("anna", "skripts", None, "anna", at(0))
        .unwrap();
    assert!(
        p.accounts
            .of_token(&token.reveal(), at(1))
            .unwrap()
            .is_some()
    );
    p.accounts.disable("anna", "console", at(2)).unwrap();
    assert!(p.accounts.of_session(&session, at(2)).unwrap().is_none());
    assert!(
        p.accounts
            .of_token(&token.reveal(), at(2))
            .unwrap()
            .is_none()
    );
    p.accounts.enable("anna", "console", at(3)).unwrap();
    assert!(
        p.accounts
            .of_token(&token.reveal(), at(4))
            .unwrap()
            .is_none(),
        "stays revoked"
    );
    assert!(p.accounts.log_in(attempt("anna", PASSWORD), at(4)).is_ok());
}

#[test]
fn a_new_password_ends_the_other_sessions() {
    let p = with("anna", Role::Expert);
    let [here, there] = [0, 1].map(|n| {
        p.accounts
            .log_in(attempt("anna", PASSWORD), at(n))
            .unwrap()
            .secret
    });
    let Some(Identity {
        via: Via::Session { hash, .. },
        ..
    }) = p.accounts.of_session(&here, at(2)).unwrap()
    else {
        panic!("a session");
    };
    p.accounts
        .set_password("anna", "pavisam cita parole", Some(&hash), "anna", at(3))
        .unwrap();
    assert!(p.accounts.of_session(&here, at(4)).unwrap().is_some());
    assert!(p.accounts.of_session(&there, at(4)).unwrap().is_none());
    assert!(matches!(
        p.accounts.log_in(attempt("anna", PASSWORD), at(5)),
        Err(LogInError::Wrong)
    ));
}

#[test]
fn tokens_expire_are_revoked_by_their_owner_and_remember_their_use() {
    let p = with("anna", Role::Expert);
    add(&p.accounts, "berta", Role::School);
    let token = p
        .accounts
        .make_token("anna", "skripts", Some(at(100)), "anna", at(0))
        .unwrap();
    assert!(token.reveal().starts_with(TOKEN_PREFIX));
    let good = |second| {
        p.accounts
            .of_token(&token.reveal(), at(second))
            .unwrap()
            .is_some()
    };
    assert!(good(50) && !good(100));
    let info = p.accounts.tokens("anna").unwrap().remove(0);
    assert_eq!(info.used_at.as_deref(), Some("2026-11-21T08:00:50Z"));
    let foreign = p
        .accounts
        .revoke_token(token.number, Some("berta"), "berta", at(51));
    assert!(matches!(foreign, Err(AccountsError::NoToken(_))));
    p.accounts
        .revoke_token(token.number, Some("anna"), "anna", at(52))
        .unwrap();
    assert!(!good(53));
    assert!(matches!(
        p.accounts
            .make_token("anna", "x", Some(at(1)), "anna", at(2)),
        Err(AccountsError::Expired)
    ));
}

#[test]
fn nothing_that_opens_a_door_stands_in_the_file() {
    let p = with("anna", Role::Expert);
    let session = p
        .accounts
        .log_in(attempt("anna", PASSWORD), at(0))
        .unwrap()
        .secret;
    let token = p
        .accounts
        .make_token("anna", "skripts", None, "anna", at(0))
        .unwrap();
    // A password typed as a name.
    let _ = p.accounts.log_in(attempt("manaSlepenaParole", "x"), at(1));
    let mut bytes = std::fs::read(&p.path).unwrap();
    bytes.extend(std::fs::read(p.path.with_extension("sqlite-wal")).unwrap());
    let file = String::from_utf8_lossy(&bytes).to_lowercase();
    assert!(file.contains("anna"));
    for secret in [
        PASSWORD,
        session.reveal(),
        &token.reveal()["prasme_".len()..],
        "manaslepenaparole",
    ] {
        assert!(!file.contains(secret), "{secret}");
    }
}

#[test]
fn names_are_never_given_twice_and_an_administrator_stays() {
    let p = with("anna", Role::Admin);
    let again = NewUser {
        name: "Anna".parse().unwrap(),
        full_name: String::new(),
        roles: Roles::default(),
    };
    let refused = p
        .accounts
        .add_user(&again, "viens divi trīs", "console", at(0));
    assert!(matches!(refused, Err(AccountsError::Taken(_))));
    assert!(matches!(
        p.accounts.disable("anna", "console", at(0)),
        Err(AccountsError::LastAdmin(_))
    ));
    let demoted = p
        .accounts
        .set_roles("anna", Roles::default(), "console", at(0));
    assert!(matches!(demoted, Err(AccountsError::LastAdmin(_))));
    add(&p.accounts, "berta", Role::Admin);
    p.accounts.disable("anna", "berta", at(1)).unwrap();
    assert!(matches!(
        p.accounts.user("nav"),
        Err(AccountsError::NoUser(_))
    ));
}

#[test]
fn what_happened_is_told_in_order_and_by_whom() {
    let p = with("anna", Role::Expert);
    let _ = p
        .accounts
        .log_in(attempt("anna", "nepareiza parole"), at(1));
    p.accounts.log_in(attempt("anna", PASSWORD), at(2)).unwrap();
    p.accounts
        .make_token("anna", "skripts", None, "anna", at(3))
        .unwrap();
    p.accounts
        .set_roles(
            "anna",
            Roles::of(&[Role::School, Role::Officer]),
            "berta",
            at(4),
        )
        .unwrap();
    let events = p.accounts.events(Some("anna"), 10).unwrap();
    let told: Vec<_> = events
        .iter()
        .map(|e| (e.action.as_str(), e.by.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("roles_changed", "berta"),
            ("token_made", "anna"),
            ("logged_in", "anna"),
            ("log_in_failed", "?"),
            ("user_added", "console"),
        ]
    );
    assert_eq!(events[0].detail.as_deref(), Some("expert → school officer"));
}

#[test]
fn demo_accounts_are_worth_nothing_once_other_data_is_there() {
    let p = place();
    p.accounts.note_sample().unwrap();
    let names = p.accounts.make_demo_users(at(0)).unwrap();
    assert_eq!(names.len(), DEMO_USERS.len());
    assert_eq!(
        p.accounts.demo_state().unwrap(),
        DemoState::Sample(names.clone())
    );
    let session = p
        .accounts
        .log_in(attempt("eksperts", DEMO_PASSWORD), at(1))
        .unwrap()
        .secret;
    let token = p
        .accounts
        .make_token("eksperts", "x", None, "eksperts", at(1))
        .unwrap();
    import_something(&p.path);
    assert_eq!(
        p.accounts.demo_state().unwrap(),
        DemoState::OtherData(names.clone())
    );
    assert!(p.accounts.of_session(&session, at(2)).unwrap().is_none());
    assert!(
        p.accounts
            .of_token(&token.reveal(), at(2))
            .unwrap()
            .is_none()
    );
    assert!(matches!(
        p.accounts.log_in(attempt("eksperts", DEMO_PASSWORD), at(3)),
        Err(LogInError::Wrong)
    ));
    assert_eq!(p.accounts.disable_demo("console", at(4)).unwrap(), names);
    assert_eq!(p.accounts.demo_state().unwrap(), DemoState::Off);
}

#[test]
fn the_demo_leaves_a_user_of_the_same_name_alone() {
    let p = with("eksperts", Role::School);
    p.accounts.note_sample().unwrap();
    let made = p.accounts.make_demo_users(at(0)).unwrap();
    assert!(!made.contains(&"eksperts".to_owned()));
    assert!(
        p.accounts
            .log_in(attempt("eksperts", PASSWORD), at(1))
            .is_ok()
    );
    assert!(!p.accounts.user("eksperts").unwrap().demo);
}

#[test]
fn an_import_under_way_keeps_no_reader_waiting() {
    let p = with("anna", Role::Expert);
    let secret = p
        .accounts
        .log_in(attempt("anna", PASSWORD), at(0))
        .unwrap()
        .secret;
    let importing = rusqlite::Connection::open(&p.path).unwrap();
    importing.execute_batch("BEGIN IMMEDIATE").unwrap();
    // Ten minutes later the session is used; noting it would have to wait for the import.
    assert!(p.accounts.of_session(&secret, at(600)).unwrap().is_some());
    importing.execute_batch("ROLLBACK").unwrap();
}

/// Takes a dataset in, as an import does.
fn import_something(path: &std::path::Path) {
    use crate::model::{Batch, Kind, Record, RecordId, Source};
    let record = Record::new(
        RecordId::new("own/1").unwrap(),
        Kind::Skill,
        Source::file("own.csv"),
    );
    let mut batch = Batch::new("own", "own");
    batch.records.push(record);
    let mut catalogue = crate::catalogue::Catalogue::open(path).unwrap();
    catalogue
        .apply(
            &[batch],
            crate::catalogue::ApplyMode::Commit,
            &mut |_, _| {},
        )
        .unwrap();
}
