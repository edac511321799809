//! A real `kill -9` in the middle of an import, again and again: nothing is lost or half there.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails loudly")]

mod common;

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};

use prasme::catalogue::Catalogue;
use prasme::workspace::Workspace;

fn import(data: &std::path::Path, source: &std::path::Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_prasme"))
        .args(["import", "--data"])
        .arg(data)
        .arg(source)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts")
}

/// What a data directory answers, whatever happened to it before.
fn answers(data: &std::path::Path) -> (i64, String) {
    let workspace = Workspace::open(data, None).expect("the data directory opens");
    let count = workspace.catalogue().unwrap().count().unwrap();
    let (searcher, _) = workspace
        .searcher(&mut |_| {})
        .expect("the index opens or is built");
    let snapshot = searcher.snapshot();
    assert_eq!(
        snapshot.len() as i64,
        count,
        "the index holds exactly what the catalogue holds"
    );
    let request = prasme::search::SearchRequest::new("dalīšanās");
    let response = searcher.search(&request).unwrap();
    (
        count,
        response
            .hits
            .first()
            .map(|h| h.id.to_string())
            .unwrap_or_default(),
    )
}

#[test]
fn an_import_killed_at_any_moment_is_whole_or_not_there() {
    let dir = tempfile::tempdir().unwrap();
    let first = common::samples().join("digcomp");
    assert!(import(dir.path(), &first).wait().unwrap().success());
    let before = answers(dir.path());
    assert_eq!(before.1, "digcomp-2.2/2.2");
    let whole = {
        let other = tempfile::tempdir().unwrap();
        assert!(import(other.path(), &first).wait().unwrap().success());
        assert!(
            import(other.path(), &common::samples())
                .wait()
                .unwrap()
                .success()
        );
        answers(other.path()).0
    };
    // From "hardly started" to "nearly done", wherever this machine is by then: the states met differ, the rule does not.
    for milliseconds in [1, 30, 80, 150, 300, 600, 1000, 1600, 2400] {
        let mut child = import(dir.path(), &common::samples());
        std::thread::sleep(std::time::Duration::from_millis(milliseconds));
        child.kill().expect("SIGKILL");
        child.wait().unwrap();
        let (count, first) = answers(dir.path());
        assert!(
            count == before.0 || count == whole,
            "{count} is neither {} nor {whole}",
            before.0
        );
        assert_eq!(first, "digcomp-2.2/2.2");
    }
    assert!(
        import(dir.path(), &common::samples())
            .wait()
            .unwrap()
            .success()
    );
    assert_eq!(answers(dir.path()).0, whole);
}

#[test]
fn a_killed_server_starts_again_and_takes_up_what_an_import_published() {
    let dir = tempfile::tempdir().unwrap();
    assert!(
        import(dir.path(), &common::samples().join("digcomp"))
            .wait()
            .unwrap()
            .success()
    );
    let mut server = serve(dir.path());
    let address = announced(&mut server);
    assert!(ask(&address, "/health/ready").contains("\"ready\""));
    // The import runs beside the server, which is killed in the middle of whatever it does then.
    assert!(
        import(dir.path(), &common::samples().join("nks"))
            .wait()
            .unwrap()
            .success()
    );
    server.kill().unwrap();
    server.wait().unwrap();
    let mut server = serve(dir.path());
    let address = announced(&mut server);
    let known = Catalogue::open_to_read(&dir.path().join("catalogue.sqlite"))
        .unwrap()
        .count()
        .unwrap();
    assert!(ask(&address, "/health/ready").contains(&format!("\"records\":{known}")));
    server.kill().unwrap();
    server.wait().unwrap();
}

#[test]
fn a_running_server_takes_up_a_new_generation_while_it_answers() {
    let dir = tempfile::tempdir().unwrap();
    assert!(
        import(dir.path(), &common::samples().join("digcomp"))
            .wait()
            .unwrap()
            .success()
    );
    let mut server = serve(dir.path());
    let address = announced(&mut server);
    let mut importing = import(dir.path(), &common::samples().join("nks"));
    let mut answered = 0;
    let generation = |said: &str| said.contains("\"generation\":2");
    while !generation(&ask(&address, "/health/ready")) {
        assert!(ask(&address, "/api/v1/search?q=dalisanas").contains("digcomp-2.2/2.2"));
        answered += 1;
        std::thread::yield_now();
    }
    assert!(importing.wait().unwrap().success());
    assert!(answered > 0);
    assert!(ask(&address, "/api/v1/search?q=kind:sector").contains("\"kind\":\"sector\""));
    server.kill().unwrap();
    server.wait().unwrap();
}

#[test]
fn an_edited_vocabulary_is_in_force_without_a_restart_and_a_broken_one_is_not() {
    let dir = tempfile::tempdir().unwrap();
    assert!(
        import(dir.path(), &common::samples().join("digcomp"))
            .wait()
            .unwrap()
            .success()
    );
    let config = dir.path().join("index-config");
    std::fs::create_dir(&config).unwrap();
    let synonyms = config.join("synonyms.txt");
    std::fs::write(&synonyms, "# nothing yet\n").unwrap();
    let mut server = serve(dir.path());
    let address = announced(&mut server);
    let found = || ask(&address, "/api/v1/search?q=qwortzu").contains("digcomp-2.2/2.2");
    assert!(!found());
    std::fs::write(&synonyms, "qwortzu => dalīšanās\n").unwrap();
    while !found() {
        std::thread::yield_now();
    }
    std::fs::write(&synonyms, "qwortzu =>\n").unwrap();
    // The server looks once a second; whenever it does, the vocabulary before stays in force.
    for _ in 0..200 {
        assert!(found());
    }
    server.kill().unwrap();
    server.wait().unwrap();
}

/// Sends decisions one after the other, each about another pair, and says which were acknowledged, until the server is gone.
fn decide_until_gone(
    address: String,
    token: String,
    first: usize,
    acknowledged: std::sync::mpsc::Sender<(String, String)>,
) {
    for n in first.. {
        let subject = format!("digcomp-2.2/{}.{}", n % 5 + 1, n / 5 % 3 + 1);
        let object = format!("digcomp-3.0/{}.{}", n / 15 % 5 + 1, n / 75 % 3 + 1);
        let body = serde_json::json!({
            "action": "accept", "subject": subject, "predicate": "related_match", "object": object, "version": 0,
        });
        match post(
            &address,
            &token,
            "/api/v1/mappings/decide",
            &body.to_string(),
        ) {
            Some(answer) if answer.starts_with("HTTP/1.1 200") => {
                if acknowledged.send((subject, object)).is_err() {
                    return;
                }
            }
            Some(answer) if !answer.is_empty() => panic!("{answer}"),
            _ => return,
        }
    }
}

#[test]
fn every_acknowledged_decision_outlives_a_killed_server() {
    use prasme::accounts::{Accounts, Cost, NewUser, Role, Roles};
    use prasme::catalogue::mappings::Triple;
    use prasme::model::{MappingState, Predicate, RecordId};

    let dir = tempfile::tempdir().unwrap();
    assert!(
        import(dir.path(), &common::samples().join("digcomp"))
            .wait()
            .unwrap()
            .success()
    );
    let path = dir.path().join("catalogue.sqlite");
    let accounts = Accounts::open(&path).unwrap().with_cost(Cost::least());
    let anna = NewUser {
        name: "anna".parse().unwrap(),
        full_name: String::new(),
        roles: Roles::of(&[Role::Expert]),
    };
    let now = jiff::Timestamp::now();
    accounts
        .add_user(&anna, "zirgs skrien mežā", "console", now)
        .unwrap();
    let made = accounts.make_token("anna", "test", None, "anna", now);
    let token = made.unwrap().reveal();
    let mut all = Vec::new();
    // The server dies while the decision after the last one awaited is on its way, wherever it is then.
    for (round, awaited) in [1, 4, 9, 20].into_iter().enumerate() {
        let mut server = serve(dir.path());
        let address = announced(&mut server);
        let (said, heard) = std::sync::mpsc::channel();
        // Pairs of its own for each round: one that was written without being acknowledged is not tried again.
        let (token, first) = (token.clone(), round * 50);
        let sender = std::thread::spawn(move || decide_until_gone(address, token, first, said));
        all.extend(heard.iter().take(awaited));
        server.kill().expect("SIGKILL");
        server.wait().unwrap();
        all.extend(heard.try_iter());
        sender.join().unwrap();
        all.extend(heard.try_iter());
        let catalogue = Catalogue::open_to_read(&path).unwrap();
        for (subject, object) in &all {
            let id = |text: &str| RecordId::new(text).unwrap();
            let triple = Triple::new(id(subject), Predicate::RelatedMatch, id(object));
            let found = catalogue.mapping(&triple).unwrap();
            let state = found.map(|m| m.mapping.state);
            assert_eq!(
                state,
                Some(MappingState::Accepted),
                "{triple} was acknowledged"
            );
        }
        // Mapping, history and queue are one transaction: there are as many of one as of the other.
        let written = catalogue.history_after(0, 1000).unwrap();
        let filter = prasme::catalogue::mappings::MappingFilter::default();
        assert_eq!(
            written.len() as u64,
            catalogue.mappings(&filter, 0, 1).unwrap().total
        );
        // The one that was on its way may be there without having been acknowledged.
        assert!(written.len() >= all.len() && written.len() <= all.len() + 4);
    }
    assert!(all.len() >= 34);
}

fn serve(data: &std::path::Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_prasme"))
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(data)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts")
}

fn announced(server: &mut Child) -> String {
    let mut line = String::new();
    let stdout = server.stdout.as_mut().expect("a pipe");
    BufReader::new(stdout).read_line(&mut line).expect("a line");
    line.trim()
        .rsplit("//")
        .next()
        .expect("an address")
        .to_owned()
}

/// A GET over plain HTTP/1.1: no client library stands between the test and the server.
fn ask(address: &str, path: &str) -> String {
    use std::io::Write;
    let mut stream = std::net::TcpStream::connect(address).expect("the server listens");
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("a whole answer");
    answer
}

/// A POST with a token; none when the server is gone, empty when it went while it answered.
fn post(address: &str, token: &str, path: &str, body: &str) -> Option<String> {
    use std::io::Write;
    let mut stream = std::net::TcpStream::connect(address).ok()?;
    let length = body.len();
    write!(
        stream,
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
    )
    .ok()?;
    let mut answer = String::new();
    // What came before the connection broke counts: a whole status line is an acknowledgement.
    let _ = stream.read_to_string(&mut answer);
    Some(answer)
}
