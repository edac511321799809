//! The budgets that concern the whole service: import, memory, cold start, HTTP.
//!
//! ```sh
//! PRASME_DATA=../shared/data cargo bench --bench service
//! ```
//!
//! Without `PRASME_DATA` the sample alone is measured, and the run says so. The service runs as a process of its own, as in
//! production; its CPU time and memory are read from the system. Ratios are of figures taken in the same run.

mod support;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use prasme::search::SearchRequest;
use prasme::workspace::Workspace;
use support::{Client, Service, cpu_of, import, micros, row, seconds};

/// Connections that ask at the same time.
const CLIENTS: usize = 4;
/// Requests of one throughput measurement.
const REQUESTS: usize = 40_000;
/// Throughput is measured so often; the median counts.
const ROUNDS: usize = 5;

fn main() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let data = dir.path();
    let esco = std::env::var_os("PRASME_DATA").map(|d| PathBuf::from(d).join("esco-1.1.1-en.zip"));
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("data-samples");
    row(
        "machine",
        &format!(
            "{} cores",
            std::thread::available_parallelism().map_or(0, usize::from)
        ),
    );
    row(
        "import of the sample, with index",
        &seconds(import(data, &samples)),
    );
    match esco.filter(|path| path.exists()) {
        Some(zip) => row(
            "import of ESCO 1.1.1 (en), with index [budget 20 s]",
            &seconds(import(data, &zip)),
        ),
        None => println!("PRASME_DATA names no ESCO download: the sample alone is measured"),
    }
    cold_start(data);
    let queries = queries();
    let service = Service::start(data);
    let usual = in_process(data, &queries);
    let over_http = uncached(&service, &queries);
    row("CPU of a search in process", &micros(usual));
    row(
        "CPU of the same search over HTTP, no result cache",
        &micros(over_http),
    );
    row(
        "what HTTP adds [budget 100 µs]",
        &micros(over_http.saturating_sub(usual)),
    );
    let (empty, cached) = throughput(&service, &queries);
    row(
        "requests a second, empty axum route",
        &format!("{empty:.0}"),
    );
    row(
        "requests a second, Zipf stream with the result cache",
        &format!("{cached:.0}"),
    );
    row(
        "share of the empty route [budget 50 %]",
        &format!("{:.0} %", 100.0 * cached / empty),
    );
    let peak = service.status("VmHWM");
    row(
        "peak resident memory of the service after all this [budget 300 MB]",
        &format!("{} MB", peak / 1024),
    );
    service.stop();
}

/// From starting the process to the first answered search: the median of some starts.
fn cold_start(data: &Path) {
    let mut times: Vec<Duration> = (0..7)
        .map(|_| {
            let start = Instant::now();
            let service = Service::start(data);
            let answer = service
                .client()
                .get("/api/v1/search?q=elektrodro%C5%A1%C4%ABba");
            assert!(answer > 0);
            let time = start.elapsed();
            service.stop();
            time
        })
        .collect();
    times.sort();
    row(
        "cold start to the first answer, median of 7 [budget 300 ms]",
        &format!("{} ms", times[3].as_millis()),
    );
}

/// Mean CPU time of a search in this process, facets and highlights included.
fn in_process(data: &Path, queries: &[String]) -> Duration {
    let workspace = Workspace::open(data, None).expect("the data directory opens");
    let (searcher, _) = workspace.searcher(&mut |_| {}).expect("the index opens");
    searcher.warm();
    let ask = |query: &String| {
        let request = SearchRequest::new(query.as_str());
        let response = searcher.search(&request).expect("an answer");
        std::hint::black_box(serde_json::to_vec(&response).expect("JSON").len());
    };
    queries.iter().for_each(ask);
    let before = cpu_of("self");
    for _ in 0..REPEATS {
        queries.iter().for_each(ask);
    }
    (cpu_of("self") - before) / (queries.len() * REPEATS) as u32
}

/// The kernel counts CPU time in hundredths of a second: enough searches to make that fine enough.
const REPEATS: usize = 40;

/// Mean CPU time of the service for a search that it does not keep: asked with a body.
fn uncached(service: &Service, queries: &[String]) -> Duration {
    let mut client = service.client();
    let bodies: Vec<String> = queries
        .iter()
        .map(|query| serde_json::json!({ "query": query }).to_string())
        .collect();
    for body in &bodies {
        client.post("/api/v1/search", body);
    }
    let before = cpu_of(&service.child.id().to_string());
    for _ in 0..REPEATS {
        for body in &bodies {
            client.post("/api/v1/search", body);
        }
    }
    (cpu_of(&service.child.id().to_string()) - before) / (bodies.len() * REPEATS) as u32
}

/// Requests a second of an empty axum route and of the search with its cache, in turn; medians.
fn throughput(service: &Service, queries: &[String]) -> (f64, f64) {
    let stream: Vec<String> = zipf(queries.len(), REQUESTS)
        .map(|n| format!("/api/v1/search?q={}", escape(&queries[n])))
        .collect();
    let empty = empty_route();
    let mut rates = [Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        rates[0].push(load(&empty, &vec!["/".to_owned(); REQUESTS]));
        rates[1].push(load(&service.address, &stream));
    }
    let median = |rates: &mut Vec<f64>| {
        rates.sort_by(f64::total_cmp);
        rates[ROUNDS / 2]
    };
    (median(&mut rates[0]), median(&mut rates[1]))
}

/// An axum service with one route that answers nothing, in a thread of this process.
fn empty_route() -> String {
    let (found, address) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        runtime.block_on(async move {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
                .await
                .expect("a port");
            found
                .send(listener.local_addr().expect("an address").to_string())
                .expect("a listener");
            let router = axum::Router::new().route("/", axum::routing::get(async || ""));
            axum::serve(listener, router).await.expect("a server");
        });
    });
    address.recv().expect("an address")
}

/// Requests a second with all clients asking at once.
fn load(address: &str, paths: &[String]) -> f64 {
    let start = Instant::now();
    std::thread::scope(|scope| {
        for part in paths.chunks(paths.len().div_ceil(CLIENTS)) {
            scope.spawn(move || {
                let mut client = Client::connect(address);
                for path in part {
                    client.get(path);
                }
            });
        }
    });
    paths.len() as f64 / start.elapsed().as_secs_f64()
}

/// Numbers below `kinds`, the n-th with a frequency of 1/n, in an order that is the same in every run.
fn zipf(kinds: usize, count: usize) -> impl Iterator<Item = usize> {
    let weights: Vec<f64> = (1..=kinds)
        .scan(0.0, |sum, n| {
            *sum += 1.0 / n as f64;
            Some(*sum)
        })
        .collect();
    let all = weights[kinds - 1];
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    (0..count).map(move |_| {
        // xorshift64*: good enough to pick queries, and needs no library.
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        let unit = (state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 11) as f64 / (1u64 << 53) as f64;
        weights.partition_point(|w| *w < unit * all).min(kinds - 1)
    })
}

fn queries() -> Vec<String> {
    let text = include_str!("queries.txt");
    text.lines()
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
        .map(str::to_owned)
        .collect()
}

fn escape(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}
