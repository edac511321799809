//! Two hundred names of skills as spreadsheets hold them: without diacritics, misspelt, shortened, in other forms. Reconciled
//! in batches as OpenRefine does; `results.tsv` beside the names keeps what came.

use serde_json::{Map, Value, json};

use super::service::reconcile;

const NAMES: &str = include_str!("../fixtures/reconcile/messy.tsv");

/// So many of the right records stand first, of those that have one.
const FIRST: f64 = 0.95;

/// Of what is taken without asking, so much is right.
const TAKEN_RIGHTLY: f64 = 0.97;

#[tokio::test]
async fn most_find_their_record_first_and_what_is_taken_silently_is_right() {
    let rows: Vec<Vec<&str>> = NAMES
        .lines()
        .skip(1)
        .map(|line| line.split('\t').collect())
        .collect();
    assert_eq!(rows.len(), 200);
    let mut table = String::from("text\texpected\tplace\tscore\tmatch\tfirst\n");
    let (mut first, mut named, mut taken, mut rightly) = (0, 0, 0, 0);
    for chunk in rows.chunks(10) {
        let queries: Map<String, Value> = chunk
            .iter()
            .enumerate()
            .map(|(n, row)| {
                (
                    format!("q{n}"),
                    json!({"query": row[0], "type": "esco:skill", "limit": 10}),
                )
            })
            .collect();
        let answer = reconcile(Value::Object(queries)).await.json();
        for (n, row) in chunk.iter().enumerate() {
            let found = answer[format!("q{n}")]["result"].as_array().unwrap();
            let place = found.iter().position(|c| c["id"] == row[1]);
            let top = found.first();
            let is_taken = top.is_some_and(|c| c["match"] == true);
            taken += usize::from(is_taken);
            rightly += usize::from(is_taken && place == Some(0));
            named += usize::from(!row[1].is_empty());
            first += usize::from(place == Some(0));
            table += &format!(
                "{}\t{}\t{}\t{}\t{}\t{}\n",
                row[0],
                row[2],
                place.map_or("–".to_owned(), |p| (p + 1).to_string()),
                top.map_or(0.0, |c| c["score"].as_f64().unwrap()),
                is_taken,
                top.map_or("", |c| c["name"].as_str().unwrap()),
            );
        }
    }
    let share = |part: usize, of: usize| part as f64 / of.max(1) as f64;
    table += &format!(
        "first: {first} of {named} ({:.3}); taken without asking: {taken}, of them rightly {rightly} ({:.3})\n",
        share(first, named),
        share(rightly, taken)
    );
    if std::env::var_os("PRASME_WRITE_RESULTS").is_some() {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/fixtures/reconcile/results.tsv"
        );
        std::fs::write(path, &table).unwrap();
    }
    assert!(share(first, named) >= FIRST, "{table}");
    assert!(
        taken > 0 && share(rightly, taken) >= TAKEN_RIGHTLY,
        "{table}"
    );
}
