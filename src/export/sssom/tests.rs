use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::catalogue::Catalogue;
use crate::catalogue::mappings::{Clash, Detail, Imported, NoMatch, StoredMapping};
use crate::export::iri::Iris;
use crate::model::{Decision, Mapping, MappingState, Predicate, Proposal, RecordId};

const BASE: &str = "https://prasme.lv/r/";

/// A catalogue of made-up records: all whose identifier does not end in `?`.
struct Records;

fn end_of(id: &RecordId) -> End {
    let iris = Iris::new(BASE);
    let known = !id.as_str().ends_with('?');
    let source = id.as_str().split('/').next().unwrap_or_default();
    End {
        uri: iris.of_id(id),
        label: if known {
            format!("vārds {id}")
        } else {
            String::new()
        },
        source: if known && source == "pkp" {
            iris.under("pkp/ps-1")
        } else {
            String::new()
        },
        source_version: String::new(),
    }
}

impl Known for Records {
    fn by_uri(&mut self, uri: &str) -> Option<RecordId> {
        (uri == "https://jrc.eu/c/7").then(|| id("digcomp-3.0/7"))
    }
    fn end(&mut self, id: &RecordId) -> Option<End> {
        (!id.as_str().ends_with('?')).then(|| end_of(id))
    }
    fn target_of(&mut self, scheme: &str) -> Option<String> {
        (scheme == "https://jrc.eu/c").then(|| "framework:digcomp-3.0".to_owned())
    }
}

fn id(text: &str) -> RecordId {
    RecordId::new(text).unwrap()
}

fn info() -> SetInfo {
    SetInfo {
        name: "mapping-set/all".into(),
        title: "Sasaistes: viss".into(),
        version: "2026-03-01".into(),
        licence: "https://creativecommons.org/licenses/by/4.0/".into(),
        publisher: "Prasme".into(),
        comment: "This service uses the ESCO classification of the European Commission.".into(),
    }
}

fn written(set: &MappingSet) -> String {
    let mut out = Vec::new();
    let target = |t: &str| Iris::new(BASE).under(t);
    write(
        &mut out,
        set,
        &info(),
        &Iris::new(BASE),
        &mut |id| end_of(id),
        &target,
    )
    .unwrap();
    String::from_utf8(out).unwrap()
}

fn understood(text: &str) -> Result<Understood, Problems> {
    read(
        "m.tsv",
        text.as_bytes(),
        None,
        &Iris::new(BASE),
        &mut Records,
        &Defaults::default(),
    )
}

/// A file with this head and these rows.
fn file(head: &str, rows: &[&str]) -> String {
    let head: String = head.lines().map(|l| format!("#{l}\n")).collect();
    format!("{head}{}\n", rows.join("\n"))
}

const HEAD: &str = "curie_map:\n  esco: http://data.europa.eu/esco/\n  pkp: urn:prasme:pkp/\n  o: https://orcid.org/\nmapping_set_id: https://x.org/set\nlicense: https://l.org/by";
const COLUMNS: &str =
    "subject_id\tpredicate_id\tobject_id\tmapping_justification\tauthor_label\tmapping_date";
const ROW: &str =
    "pkp:a\tskos:exactMatch\tesco:skill/1\tsemapv:ManualMappingCuration\tAnna\t2026-01-02";

fn problems(head: &str, rows: &[&str]) -> Vec<(usize, Option<String>, &'static str)> {
    let problems = understood(&file(head, rows)).unwrap_err().0;
    problems
        .into_iter()
        .map(|p| (p.line, p.column, p.code))
        .collect()
}

fn of(understood: Understood) -> MappingSet {
    let mut set = MappingSet::default();
    for row in understood.rows {
        match row.what {
            Imported::Mapping {
                mapping,
                target,
                slots,
            } => set.mappings.push(StoredMapping {
                mapping: *mapping,
                target: target.unwrap_or_else(|| "framework:esco".into()),
                slots,
                surfaced_at: None,
            }),
            Imported::NoMatch {
                subject,
                target,
                decision,
            } => set.no_matches.push(NoMatch {
                subject,
                target,
                by: decision.by,
                at: decision.at,
                note: decision.note,
                version: 1,
            }),
        }
    }
    set
}

#[test]
fn a_decision_of_a_foreign_file_is_understood() {
    let understood = understood(&file(HEAD, &[COLUMNS, ROW])).unwrap();
    assert_eq!(understood.rows.len(), 1);
    assert_eq!(understood.rows[0].row, 8);
    let Imported::Mapping { mapping, slots, .. } = &understood.rows[0].what else {
        panic!("a mapping was read")
    };
    assert_eq!(mapping.state, MappingState::Accepted);
    let decision = mapping.decision.as_ref().unwrap();
    assert_eq!(
        (decision.by.as_str(), decision.at.as_str()),
        ("Anna", "2026-01-02T00:00:00Z")
    );
    assert_eq!(slots["row"]["mapping_source"], "https://x.org/set");
    assert_eq!(slots["row"]["license"], "https://l.org/by");
}

#[test]
fn the_sample_of_literals_is_told_row_by_row() {
    let text = "#curie_map:\n#  C: https://example.com/e/\n#mapping_set_id: https://x.org/s\nsubject_label\tpredicate_id\tobject_id\tobject_label\tmapping_justification\tsubject_type\nalice\tskos:closeMatch\tC:0011\talpha\tsemapv:ManualMappingCuration\trdfs literal\nbob\tskos:closeMatch\tC:0012\tbeta\tsemapv:ManualMappingCuration\trdfs literal\n";
    let problems = understood(text).unwrap_err().0;
    let seen: Vec<_> = problems.iter().map(|p| (p.line, p.code)).collect();
    assert_eq!(seen, [(5, "literal"), (6, "literal")]);
    assert!(problems[0].message.contains("alice") && problems[0].message.contains("prasme match"));
}

#[test]
fn each_kind_of_wrong_row_is_named_with_line_and_column() {
    let row = |cells: [&str; 6]| cells.join("\t");
    let good = [
        "pkp:a",
        "skos:exactMatch",
        "esco:skill/1",
        "semapv:ManualMappingCuration",
        "Anna",
        "2026-01-02",
    ];
    let with = |column: usize, value: &'static str| {
        let mut cells = good;
        cells[column] = value;
        row(cells)
    };
    for (row, column, code) in [
        (with(0, "foo:a"), Some("subject_id"), "unknown-prefix"),
        (with(0, ""), Some("subject_id"), "missing-value"),
        (
            with(2, "https://other.org/x"),
            Some("object_id"),
            "unknown-record",
        ),
        (
            with(1, "owl:sameAs"),
            Some("predicate_id"),
            "unknown-relation",
        ),
        (with(3, ""), Some("mapping_justification"), "missing-value"),
        (with(4, ""), Some("author_label"), "missing-author"),
        (with(5, "02.01.2026"), Some("mapping_date"), "bad-date"),
        (with(5, ""), Some("mapping_date"), "missing-date"),
        (with(2, "urn:prasme:pkp/a"), Some("object_id"), "same-ends"),
        (format!("{ROW}\textra"), None, "row-too-wide"),
    ] {
        let found = problems(HEAD, &[COLUMNS, &row]);
        assert_eq!(found, [(8, column.map(str::to_owned), code)], "{row}");
    }
}

#[test]
fn a_missing_column_and_a_bad_head_are_named() {
    assert_eq!(
        problems(HEAD, &["subject_id\tpredicate_id\tobject_id", "a\tb\tc"])[0],
        (7, Some("mapping_justification".into()), "missing-column")
    );
    assert_eq!(problems("a: [", &[COLUMNS])[0].2, "metadata");
    assert_eq!(problems(HEAD, &[])[0].2, "empty");
    let twice = format!("{COLUMNS}\tsubject_id");
    assert_eq!(problems(HEAD, &[&twice])[0].2, "duplicate-column");
    let bytes = b"#a: b\nsubject_id\n\xff\xfe";
    let wrong = read(
        "m",
        bytes,
        None,
        &Iris::new(BASE),
        &mut Records,
        &Defaults::default(),
    )
    .unwrap_err();
    assert_eq!((wrong.0[0].line, wrong.0[0].code), (3, "encoding"));
}

#[test]
fn rows_that_repeat_or_contradict_others_are_named_with_both_lines() {
    let columns = format!("{COLUMNS}\tpredicate_modifier");
    let not = format!("{ROW}\tNot");
    let found = understood(&file(HEAD, &[&columns, ROW, ROW, "", &not]))
        .unwrap_err()
        .0;
    let seen: Vec<_> = found.iter().map(|p| (p.line, p.code)).collect();
    assert_eq!(seen, [(9, "duplicate"), (11, "contradiction")]);
    assert!(found[1].message.contains("row 8"), "{}", found[1].message);
}

#[test]
fn a_proposal_and_a_decision_of_the_same_pair_become_one() {
    let columns = format!("{COLUMNS}\tconfidence\tmapping_tool");
    let machine = "pkp:a\tskos:exactMatch\tesco:skill/1\tsemapv:LexicalMatching\t\t2026-01-01\t0.5\tother 2.0";
    for rows in [[machine, ROW], [ROW, machine]] {
        let set = of(understood(&file(HEAD, &[&columns, rows[0], rows[1]])).unwrap());
        let mapping = &set.mappings[0].mapping;
        assert_eq!(
            (set.mappings.len(), mapping.state),
            (1, MappingState::Accepted)
        );
        let proposal = mapping.proposal.as_ref().unwrap();
        assert_eq!(
            (proposal.confidence, proposal.tool.as_str()),
            (0.5, "other 2.0")
        );
    }
}

#[test]
fn a_reviewed_proposal_is_a_decision_of_the_reviewer() {
    let columns = "subject_id\tpredicate_id\tobject_id\tmapping_justification\treviewer_label\treview_date\treviewer_agreement\tmapping_date\tconfidence";
    let row = "pkp:a\tskos:exactMatch\tesco:skill/1\tsemapv:LexicalMatching\tJānis\t2026-02-03\t-1\t2026-01-01\t0.75";
    let set = of(understood(&file(HEAD, &[columns, row])).unwrap());
    let mapping = &set.mappings[0].mapping;
    assert_eq!(mapping.state, MappingState::Rejected);
    assert_eq!(
        mapping.decision.as_ref().unwrap().at,
        "2026-02-03T00:00:00Z"
    );
    assert_eq!(
        mapping.proposal.as_ref().unwrap().at,
        "2026-01-01T00:00:00Z"
    );
}

#[test]
fn nothing_of_a_foreign_row_is_lost() {
    let columns = format!(
        "{COLUMNS}\tauthor_id\tsubject_label\tconfidence\tmatch_string\tmy_slot\tcomment\tobject_label"
    );
    let row = format!(
        "{ROW}\to:0000-1\tcits vārds\t0.9\ta|b\tx\tpiezīme, ar \"pēdiņām\"\tvārds esco:skill/1"
    );
    let out = written(&of(understood(&file(HEAD, &[&columns, &row])).unwrap()));
    let lines: Vec<&str> = out.lines().filter(|l| !l.starts_with('#')).collect();
    let cells: BTreeMap<&str, &str> = lines[0].split('\t').zip(lines[1].split('\t')).collect();
    for (slot, value) in [
        ("subject_id", "ns1:a"),
        ("author_id", "orcid:0000-1"),
        ("author_label", "Anna"),
        ("subject_label", "cits vārds"),
        ("object_label", "vārds esco:skill/1"),
        ("confidence", "0.9"),
        ("match_string", "a|b"),
        ("my_slot", "x"),
        ("mapping_date", "2026-01-02"),
        ("license", "https://l.org/by"),
        ("mapping_source", "ns2:set"),
    ] {
        let found = cells.get(slot).copied();
        if slot == "subject_id" {
            assert_eq!(found, Some("pkp:a"));
        } else {
            assert!(
                found
                    .is_some_and(|f| f == value || f.ends_with(":set") && slot == "mapping_source"),
                "{slot}: {found:?}\n{out}"
            );
        }
    }
    assert!(out.contains("\"piezīme, ar \"\"pēdiņām\"\"\""));
    // And again the same.
    assert_eq!(written(&of(understood(&out).unwrap())), out);
}

#[test]
fn commas_and_line_ends_of_windows_are_read_too() {
    let text = file(
        HEAD,
        &[&COLUMNS.replace('\t', ","), &ROW.replace('\t', ",")],
    )
    .replace('\n', "\r\n");
    assert_eq!(
        understood(&format!("\u{feff}{text}")).unwrap().rows[0].row,
        8
    );
}

#[test]
fn the_line_is_right_after_blank_lines_and_breaks_in_cells() {
    let columns = format!("{COLUMNS}\tcomment");
    let broken = ROW.replace("pkp:a", "foo:a");
    let first = format!("{ROW}\t\"viena\ndivas\"");
    assert_eq!(
        problems(HEAD, &[&columns, &first, "", "", &broken])[0].0,
        12
    );
}

#[test]
fn a_machine_cannot_say_not_and_a_person_can() {
    let columns = format!("{COLUMNS}\tpredicate_modifier\tconfidence");
    let machine = format!(
        "{}\tNot\t0.5",
        ROW.replace("ManualMappingCuration", "LexicalMatching")
    );
    assert_eq!(problems(HEAD, &[&columns, &machine])[0].2, "not-modelled");
    let set = of(understood(&file(HEAD, &[&columns, &format!("{ROW}\tNot\t")])).unwrap());
    assert_eq!(set.mappings[0].mapping.state, MappingState::Rejected);
    assert_eq!(
        problems(HEAD, &[&columns, &format!("{ROW}\tnot\t")])[0].2,
        "bad-value"
    );
}

#[test]
fn a_confidence_is_between_none_and_certain() {
    let columns = format!("{COLUMNS}\tconfidence");
    let machine = ROW.replace("ManualMappingCuration", "LexicalMatching");
    for wrong in ["1.1", "-0.1", "labi", "NaN"] {
        assert_eq!(
            problems(HEAD, &[&columns, &format!("{machine}\t{wrong}")])[0].2,
            "bad-number",
            "{wrong}"
        );
    }
    // The standard: what states none is meant to be certain. It is not written out as if the file had said so.
    let set = of(understood(&file(HEAD, &[&columns, &machine])).unwrap());
    assert_eq!(
        set.mappings[0]
            .mapping
            .proposal
            .as_ref()
            .unwrap()
            .confidence,
        1.0
    );
    assert!(!written(&set).lines().last().unwrap().contains("\t1\t"));
}

#[test]
fn no_match_must_say_where_nothing_was_found() {
    let row = ROW.replace("esco:skill/1", "sssom:NoTermFound");
    assert_eq!(
        problems(HEAD, &[COLUMNS, &row]),
        [(8, Some("object_source".into()), "missing-value")]
    );
    let turned = ROW.replace("pkp:a", "sssom:NoTermFound");
    assert_eq!(problems(HEAD, &[COLUMNS, &turned])[0].2, "not-modelled");
}

#[test]
fn many_problems_are_counted_after_a_thousand() {
    let broken = ROW.replace("pkp:a", "foo:a");
    let mut rows = vec![COLUMNS];
    rows.extend(std::iter::repeat_n(broken.as_str(), 1_200));
    let problems = understood(&file(HEAD, &rows)).unwrap_err().0;
    assert_eq!(problems.len(), 1_001);
    assert!(problems[1_000].message.contains("200 more"));
}

#[test]
fn a_problem_reads_as_one_line() {
    let error = understood(&file(HEAD, &[COLUMNS, &ROW.replace("pkp:a", "foo:a")])).unwrap_err();
    let said = error.to_string();
    assert!(
        said.starts_with("m.tsv, row 8, column “subject_id”: the prefix “foo”"),
        "{said}"
    );
    assert!(said.ends_with("[unknown-prefix]") && !said.contains('\n'));
}

#[test]
fn a_decision_taken_since_makes_the_files_word_untrue() {
    let columns = format!("{COLUMNS}\tauthor_id\tsee_also");
    let row = format!("{ROW}\to:1\thttps://x.org/a");
    let mut set = of(understood(&file(HEAD, &[&columns, &row])).unwrap());
    if let Some(decision) = &mut set.mappings[0].mapping.decision {
        decision.at = "2026-09-09T00:00:00Z".into();
    }
    let out = written(&set);
    assert!(!out.contains("orcid:1") && out.contains("https://x.org/a"));
}

#[test]
fn an_external_metadata_file_fills_what_the_head_lacks() {
    let text = file("mapping_set_id: https://x.org/set", &[COLUMNS, ROW]);
    assert!(understood(&text).is_err());
    let outside = "curie_map:\n  esco: http://data.europa.eu/esco/\n  pkp: urn:prasme:pkp/\n";
    let read = read(
        "m.tsv",
        text.as_bytes(),
        Some(("m.yml", outside)),
        &Iris::new(BASE),
        &mut Records,
        &Defaults::default(),
    );
    assert_eq!(read.unwrap().rows.len(), 1);
}

#[test]
fn author_and_day_may_come_with_the_import() {
    let text = file(
        HEAD,
        &[
            "subject_id\tpredicate_id\tobject_id\tmapping_justification",
            "pkp:a\tskos:exactMatch\tesco:skill/1\tsemapv:ManualMappingCuration",
        ],
    );
    let defaults = Defaults {
        author: Some("VISC".into()),
        date: Some("2026-05-06".into()),
    };
    let read = read(
        "m",
        text.as_bytes(),
        None,
        &Iris::new(BASE),
        &mut Records,
        &defaults,
    )
    .unwrap();
    let Imported::Mapping { mapping, .. } = &read.rows[0].what else {
        panic!("a mapping was read")
    };
    assert_eq!(mapping.decision.as_ref().unwrap().by, "VISC");
}

#[test]
fn an_end_that_left_the_catalogue_is_noted_and_taken_in() {
    let row = ROW.replace("esco:skill/1", "esco:skill/gone?");
    let read = understood(&file(HEAD, &[COLUMNS, &row])).unwrap();
    assert_eq!(
        (read.rows.len(), read.notes[0].code),
        (1, "not-in-catalogue")
    );
}

#[test]
fn a_framework_that_names_its_own_uris_is_found_by_them() {
    let nothing = "pkp:a\tskos:relatedMatch\tsssom:NoTermFound\tsemapv:ManualMappingCuration\tAnna\t2026-01-02";
    let columns = format!("{COLUMNS}\tobject_source");
    let row = ROW.replace("esco:skill/1", "https://jrc.eu/c/7");
    let read = understood(&file(
        HEAD,
        &[&columns, &row, &format!("{nothing}\thttps://jrc.eu/c")],
    ))
    .unwrap();
    let set = of(read);
    assert_eq!(set.mappings[0].mapping.object, id("digcomp-3.0/7"));
    assert_eq!(set.no_matches[0].target, "framework:digcomp-3.0");
}

#[test]
fn a_day_changed_by_hand_counts() {
    let set = MappingSet {
        mappings: vec![mapping(1, Some(0.5), Some("labi"), "a")],
        no_matches: vec![],
    };
    let out = written(&set).replace("2026-03-02\t", "2026-04-05\t");
    let back = of(understood(&out).unwrap());
    assert_eq!(
        back.mappings[0].mapping.decision.as_ref().unwrap().at,
        "2026-04-05T00:00:00Z"
    );
}

fn mapping(n: u32, confidence: Option<f32>, note: Option<&str>, object: &str) -> StoredMapping {
    let decision = note.map(|note| Decision {
        by: "anna.ozola".into(),
        at: format!("2026-03-02T08:0{}:00.25Z", n % 10),
        note: (!note.trim().is_empty()).then(|| note.to_owned()),
    });
    let proposal = confidence.map(|confidence| Proposal {
        confidence,
        explanation: serde_json::json!({"parts": [{"reason": {"reason": "word", "said": "metināt\t\"x\""}, "weight": 1.5}]}),
        tool: "prasme 0.1.0".into(),
        at: "2026-03-01T10:11:12Z".into(),
    });
    let state = match (&decision, n % 2) {
        (None, _) => MappingState::Proposed,
        (Some(_), 0) => MappingState::Rejected,
        (Some(_), _) => MappingState::Accepted,
    };
    StoredMapping {
        mapping: Mapping {
            subject: id(&format!("pkp/{n}")),
            predicate: Predicate::ALL[n as usize % Predicate::ALL.len()],
            object: id(&format!("esco:skill/{object}")),
            state,
            proposal,
            decision,
            version: 1,
        },
        target: "framework:esco".into(),
        slots: Value::Null,
        surfaced_at: None,
    }
}

prop_compose! {
    fn any_mapping()(n in 0u32..200, confidence in prop::option::of(0f32..=1.0), note in prop::option::of("\\PC{0,20}|[ -~\\n\\t]{0,12}"), object in "[a-z0-9-]{1,8}\\??") -> StoredMapping {
        let confidence = if note.is_none() { Some(confidence.unwrap_or(0.5)) } else { confidence };
        mapping(n, confidence, note.as_deref(), &object)
    }
}

prop_compose! {
    fn any_set()(mappings in prop::collection::vec(any_mapping(), 0..8), nothing in prop::collection::vec(("[a-z]{1,6}", "\\PC{0,20}"), 0..3)) -> MappingSet {
        let mut set = MappingSet::default();
        for mapping in mappings {
            let m = &mapping.mapping;
            let same = |s: &StoredMapping| s.mapping.subject == m.subject && s.mapping.object == m.object;
            if !set.mappings.iter().any(same) {
                set.mappings.push(mapping);
            }
        }
        for (name, note) in nothing {
            let subject = id(&format!("mip/{name}"));
            if set.no_matches.iter().all(|n| n.subject != subject) {
                let note = (!note.trim().is_empty()).then_some(note);
                set.no_matches.push(NoMatch { subject, target: "framework:digcomp-2.2".into(), by: "jānis".into(), at: "2026-03-04T05:06:07Z".into(), note, version: 1 });
            }
        }
        set
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn out_in_and_out_again_is_the_same_to_the_byte(set in any_set()) {
        let out = written(&set);
        let back = understood(&out);
        prop_assert!(back.is_ok(), "{}\n{}", back.unwrap_err(), out);
        prop_assert_eq!(written(&of(back.unwrap())), out);
    }

    #[test]
    fn a_wiped_catalogue_filled_from_its_export_is_the_same(set in any_set()) {
        let mut first = Catalogue::in_memory().unwrap();
        let rows = understood(&written(&set)).unwrap().rows;
        first.import_mappings(&rows, "tests", Clash::Refuse).unwrap();
        let state = |catalogue: &Catalogue| {
            let mut all = Vec::new();
            catalogue.each_mapping(Detail::Full, |mut m| {
                m.mapping.version = 0;
                m.surfaced_at = None;
                all.push(m);
                Ok::<_, crate::catalogue::CatalogueError>(())
            }).unwrap();
            let mut nothing = catalogue.no_matches().unwrap();
            nothing.iter_mut().for_each(|n| n.version = 0);
            (all, nothing)
        };
        let (mappings, no_matches) = state(&first);
        for mapping in &set.mappings {
            let there = mappings.iter().find(|m| m.mapping.subject == mapping.mapping.subject && m.mapping.object == mapping.mapping.object).unwrap();
            prop_assert_eq!(&there.mapping.proposal, &mapping.mapping.proposal);
            prop_assert_eq!(&there.mapping.decision, &mapping.mapping.decision);
            prop_assert_eq!(there.mapping.state, mapping.mapping.state);
        }
        let out = written(&MappingSet { mappings: mappings.clone(), no_matches: no_matches.clone() });
        let mut wiped = Catalogue::in_memory().unwrap();
        wiped.import_mappings(&understood(&out).unwrap().rows, "tests", Clash::Refuse).unwrap();
        prop_assert_eq!(state(&wiped), (mappings, no_matches));
    }

    #[test]
    fn any_bytes_are_read_or_refused(text in "(#[a-z: \n\\-]{0,12})?[a-z_\t\n\"|:]{0,80}") {
        let _ = understood(&text);
    }
}
