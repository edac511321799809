//! Proposals of recognition: 100 outcomes and 50 claims, in process. Budget: 50 ms.
//!
//! ```sh
//! cargo bench --bench recognition
//! ```

use std::path::Path;
use std::time::Instant;

use prasme::catalogue::ApplyMode;
use prasme::import::Options;
use prasme::import::tables::Columns;
use prasme::recognition::evaluate::Person;
use prasme::recognition::programme::{ModuleView, Programme};
use prasme::workspace::Workspace;

/// Runs; the median counts.
const ROUNDS: usize = 51;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let dir = tempfile::tempdir().expect("a temporary directory");
    let workspace = Workspace::open(dir.path(), None).expect("an empty data directory opens");
    let sources = [root.join("data-samples")];
    workspace
        .import(
            &sources,
            &Options::default(),
            ApplyMode::Commit,
            &mut |_| {},
        )
        .expect("the sample imports");
    let catalogue = workspace.catalogue().expect("the catalogue opens");
    let started = Instant::now();
    let desk = workspace.desk(&catalogue).expect("the programmes are read");
    println!("programmes made ready: {:?}", started.elapsed());
    let person = Person::read(
        &root.join("tests/recognition/elektrikis"),
        &Columns::built_in(),
        "2025-03-01",
    )
    .expect("a judged person");
    let claims: Vec<_> = person.claims.into_iter().take(50).collect();
    let programme = hundred(
        &desk
            .programmes()
            .iter()
            .map(|p| desk.programme(&p.id).expect("it is listed").clone())
            .collect::<Vec<_>>(),
    );
    let outcomes = programme.outcomes().count();
    let whole = median(|| drop(desk.compare_with(programme.clone(), &claims)));
    let target = [person.target];
    drop(desk.compare(&target, &claims, None));
    let ready = median(|| drop(desk.compare(&target, &claims, None)));
    println!(
        "{outcomes} outcomes × {} claims, programme read each time: {whole:.2} ms",
        claims.len()
    );
    println!(
        "a programme of the sample made ready before × {} claims [budget 50 ms]: {ready:.2} ms",
        claims.len()
    );
}

/// A programme of a hundred outcomes out of several.
fn hundred(programmes: &[Programme]) -> Programme {
    let mut made = programmes.first().expect("a programme").clone();
    let mut left = 100usize;
    let modules = programmes.iter().flat_map(|p| &p.modules);
    made.modules = modules
        .map_while(|module| {
            let mut module: ModuleView = module.clone();
            module.outcomes.truncate(left);
            left -= module.outcomes.len();
            (!module.outcomes.is_empty()).then_some(module)
        })
        .collect();
    made
}

fn median(mut work: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let started = Instant::now();
            work();
            started.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times.get(ROUNDS / 2).copied().unwrap_or_default()
}
