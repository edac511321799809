//! Starting the program as a process of its own and asking it over HTTP, for the benchmarks.

#![allow(dead_code, reason = "each benchmark uses a part of it")]

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

pub fn row(what: &str, value: &str) {
    println!("{what:<72} {value:>12}");
}

pub fn seconds(duration: Duration) -> String {
    format!("{:.2} s", duration.as_secs_f64())
}

pub fn micros(duration: Duration) -> String {
    format!("{:.0} µs", duration.as_secs_f64() * 1e6)
}

pub fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_prasme"))
}

pub fn import(data: &Path, source: &Path) -> Duration {
    let start = Instant::now();
    let status = program()
        .args(["import", "--data"])
        .args([data, source])
        .stdout(Stdio::null())
        .status()
        .expect("the program runs");
    assert!(status.success(), "the import failed");
    start.elapsed()
}

/// CPU time of a process so far, its own and the kernel's for it.
pub fn cpu_of(process: &str) -> Duration {
    let stat =
        std::fs::read_to_string(format!("/proc/{process}/stat")).expect("Linux's process table");
    let fields: Vec<&str> = stat
        .rsplit(')')
        .next()
        .unwrap_or_default()
        .split_whitespace()
        .collect();
    // Fields 14 and 15 of proc(5), counted after the name in brackets; in hundredths of a second on Linux.
    let ticks: u64 =
        fields[11].parse::<u64>().unwrap_or(0) + fields[12].parse::<u64>().unwrap_or(0);
    Duration::from_millis(ticks * 10)
}

pub struct Service {
    pub child: Child,
    pub address: String,
}

impl Service {
    pub fn start(data: &Path) -> Self {
        let mut child = program()
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().expect("a pipe"))
            .read_line(&mut line)
            .expect("a line");
        let address = line
            .trim()
            .rsplit("//")
            .next()
            .unwrap_or_default()
            .to_owned();
        Self { child, address }
    }

    pub fn client(&self) -> Client {
        Client::connect(&self.address)
    }

    /// A figure of proc(5) `status` in kB.
    pub fn status(&self, name: &str) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))
            .expect("the process");
        let figures: HashMap<&str, &str> =
            status.lines().filter_map(|l| l.split_once(':')).collect();
        figures
            .get(name)
            .and_then(|v| v.trim().trim_end_matches(" kB").parse().ok())
            .unwrap_or(0)
    }

    pub fn stop(mut self) {
        self.child.kill().expect("the process ends");
        self.child.wait().expect("the process ended");
    }
}

/// One connection that is kept open.
pub struct Client {
    stream: BufReader<TcpStream>,
}

impl Client {
    pub fn connect(address: &str) -> Self {
        let stream = TcpStream::connect(address).expect("the service listens");
        stream.set_nodelay(true).expect("a TCP option");
        Self {
            stream: BufReader::with_capacity(1 << 16, stream),
        }
    }

    pub fn get(&mut self, path: &str) -> usize {
        let request = format!("GET {path} HTTP/1.1\r\nHost: x\r\n\r\n");
        self.send(&request)
    }

    pub fn post(&mut self, path: &str, body: &str) -> usize {
        self.post_as(path, "application/json", body)
    }

    pub fn post_as(&mut self, path: &str, media: &str, body: &str) -> usize {
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: {media}\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        self.send(&request)
    }

    /// Sends a request and reads its answer; the length of the body.
    pub fn send(&mut self, request: &str) -> usize {
        self.stream
            .get_mut()
            .write_all(request.as_bytes())
            .expect("a request goes out");
        let mut length = 0;
        let mut line = String::new();
        let mut first = true;
        loop {
            line.clear();
            self.stream.read_line(&mut line).expect("an answer comes");
            if first {
                assert!(line.contains(" 200 "), "{line} for {request}");
                first = false;
            }
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().expect("a length");
            }
            if line.trim().is_empty() {
                break;
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).expect("a whole answer");
        length
    }
}
