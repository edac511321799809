//! Mappings and records as tables.

use super::table::{Cell, Column, ColumnKind, Table, Tone};
use crate::catalogue::mappings::{NoMatch, StoredMapping};
use crate::model::{
    Aspect, Depth, Details, Kind, Lang, MappingState, Predicate, Record, RecordId, Scope,
};

/// A word in Latvian and English.
type Word = (&'static str, &'static str);

fn say(word: Word, language: Lang) -> &'static str {
    match language {
        Lang::Lv => word.0,
        Lang::En | Lang::Und => word.1,
    }
}

fn columns(language: Lang, columns: &[(Word, ColumnKind)]) -> Vec<Column> {
    let named = columns
        .iter()
        .map(|(word, kind)| Column::new(say(*word, language), *kind));
    named.collect()
}

/// The table of mappings: machine and person in columns of their own.
pub(super) fn of_mappings(
    mappings: &[StoredMapping],
    no_matches: &[NoMatch],
    name_of: &mut dyn FnMut(&RecordId) -> String,
    language: Lang,
) -> Table {
    use ColumnKind::{Date, Percent, Status, Text};
    let heads = [
        (("Apgalvojums", "Statement"), Text),
        (
            ("Apgalvojuma identifikators", "Identifier of the statement"),
            Text,
        ),
        (("Saistības veids", "Relation"), Text),
        (("Kam atbilst", "Matches"), Text),
        (("Tā identifikators", "Identifier of the match"), Text),
        (("Stāvoklis", "State"), Status),
        (
            ("Ierosinājuma ticamība", "Confidence of the proposal"),
            Percent,
        ),
        (("Ierosināja", "Proposed by"), Text),
        (("Ierosināts", "Proposed on"), Date),
        (("Lēma", "Decided by"), Text),
        (("Lēmuma diena", "Decided on"), Date),
        (("Piezīme", "Remark"), Text),
    ];
    let title = say(("Atbilstības", "Mappings"), language);
    let mut table = Table::new(title, columns(language, &heads));
    table.language = language;
    for stored in mappings {
        let mapping = &stored.mapping;
        let (state, tone) = match mapping.state {
            MappingState::Proposed => (("ierosināts", "proposed"), Tone::Neutral),
            MappingState::Accepted => (("apstiprināts", "accepted"), Tone::Good),
            MappingState::Rejected => (("noraidīts", "rejected"), Tone::Bad),
        };
        let proposal = mapping.proposal.as_ref();
        let decision = mapping.decision.as_ref();
        table.rows.push(vec![
            Cell::text(name_of(&mapping.subject)),
            Cell::text(mapping.subject.as_str()),
            Cell::text(say(relation(mapping.predicate), language)),
            Cell::text(name_of(&mapping.object)),
            Cell::text(mapping.object.as_str()),
            Cell::status(say(state, language), tone),
            proposal.map_or(Cell::Empty, |p| Cell::Percent(f64::from(p.confidence))),
            Cell::maybe(proposal.map(|p| p.tool.as_str())),
            proposal.map_or(Cell::Empty, |p| day(&p.at)),
            Cell::maybe(decision.map(|d| d.by.as_str())),
            decision.map_or(Cell::Empty, |d| day(&d.at)),
            Cell::maybe(decision.and_then(|d| d.note.as_deref())),
        ]);
    }
    for nothing in no_matches {
        let state = say(("atbilstības nav", "no match exists"), language);
        table.rows.push(vec![
            Cell::text(name_of(&nothing.subject)),
            Cell::text(nothing.subject.as_str()),
            Cell::Empty,
            Cell::Empty,
            Cell::text(nothing.target.as_str()),
            Cell::status(state, Tone::Weak),
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            Cell::text(nothing.by.as_str()),
            day(&nothing.at),
            Cell::maybe(nothing.note.as_deref()),
        ]);
    }
    table
}

fn relation(predicate: Predicate) -> Word {
    match predicate {
        Predicate::ExactMatch => ("precīza atbilstība", "exact match"),
        Predicate::CloseMatch => ("tuva atbilstība", "close match"),
        Predicate::BroadMatch => ("plašāks jēdziens", "broad match"),
        Predicate::NarrowMatch => ("šaurāks jēdziens", "narrow match"),
        Predicate::RelatedMatch => ("saistīts jēdziens", "related match"),
        Predicate::Teaches => ("māca", "teaches"),
        Predicate::Assesses => ("pārbauda", "assesses"),
        Predicate::Supports => ("palīdz mācīt", "supports"),
    }
}

fn day(at: &str) -> Cell {
    let day = at.get(..10).and_then(|day| day.parse().ok());
    day.map_or_else(|| Cell::text(at), Cell::Date)
}

/// The table of records of one selection.
pub(super) fn of_records(title: &str, records: &[Record], language: Lang) -> Table {
    use ColumnKind::{Number, Text};
    let mut heads = vec![
        (("Identifikators", "Identifier"), Text),
        (("Veids", "Kind"), Text),
        (("Kods", "Code"), Text),
        (("Nosaukums", "Name"), Text),
        (("Nosaukums angliski", "Name in English"), Text),
        (("Zem", "Below"), Text),
        (("LKI līmenis", "LKI level"), Number),
        (("Nozare", "Sector"), Text),
    ];
    let has = |wanted: fn(&Details) -> bool| records.iter().any(|r| wanted(&r.details));
    let requirements = has(|d| matches!(d, Details::Requirement(_)));
    let modules = has(|d| matches!(d, Details::Module(_) | Details::LearningOutcome(_)));
    let materials = has(|d| matches!(d, Details::Material(_)));
    if requirements {
        heads.push((("Prasības veids", "Aspect"), Text));
        heads.push((("Joma", "Scope"), Text));
        heads.push((("Zināšanu dziļums", "Depth of knowledge"), Text));
    }
    if modules {
        heads.push((("Stundas", "Hours"), Number));
        heads.push((("Īpatsvars, %", "Share, %"), Number));
        heads.push((("Zina", "Knows"), Text));
        heads.push((("Izprot", "Understands"), Text));
    }
    if materials {
        heads.push((("Autori", "Authors"), Text));
        heads.push((("Gads", "Year"), Number));
        heads.push((("Valodas", "Languages"), Text));
        heads.push((("Piekļuve", "Access"), Text));
        heads.push((("Adrese", "Address"), ColumnKind::Link));
    }
    let mut table = Table::new(title, columns(language, &heads));
    table.language = language;
    for record in records {
        let mut row = vec![
            Cell::text(record.id.as_str()),
            Cell::text(say(kind(record.kind), language)),
            Cell::maybe(record.code.as_deref()),
            Cell::text(record.name(Lang::Lv)),
            english(record),
            Cell::maybe(record.parent.as_ref().map(RecordId::as_str)),
            record
                .level
                .as_ref()
                .map_or(Cell::Empty, |l| Cell::Number(f64::from(l.lki))),
            Cell::maybe(record.sector.as_deref()),
        ];
        if requirements {
            row.extend(requirement(&record.details, language));
        }
        if modules {
            row.extend(module(&record.details));
        }
        if materials {
            row.extend(material(&record.details));
        }
        table.rows.push(row);
    }
    table
}

/// The English name, not the one that stands in for it.
fn english(record: &Record) -> Cell {
    let label = record
        .labels
        .iter()
        .find(|l| l.lang == Lang::En && l.role == crate::model::LabelRole::Preferred);
    Cell::maybe(label.map(|l| l.text.as_str()))
}

fn requirement(details: &Details, language: Lang) -> [Cell; 3] {
    let Details::Requirement(r) = details else {
        return [Cell::Empty, Cell::Empty, Cell::Empty];
    };
    let aspect = match r.aspect {
        Aspect::Skill => ("prasme", "skill"),
        Aspect::Attitude => ("attieksme", "attitude"),
        Aspect::Knowledge => ("zināšanas", "knowledge"),
        Aspect::Competence => ("kompetence", "competence"),
    };
    let scope = match r.scope {
        Scope::Professional => ("profesionālā", "professional"),
        Scope::General => ("vispārējā", "general"),
    };
    let depth = r.depth.map(|depth| match depth {
        Depth::Notion => ("priekšstats", "notion"),
        Depth::Understanding => ("izpratne", "understanding"),
        Depth::Application => ("lietošana", "application"),
    });
    let cell = |word| Cell::text(say(word, language));
    [cell(aspect), cell(scope), depth.map_or(Cell::Empty, cell)]
}

fn number(value: Option<f32>) -> Cell {
    value.map_or(Cell::Empty, |n| Cell::Number(f64::from(n)))
}

fn module(details: &Details) -> [Cell; 4] {
    match details {
        Details::Module(m) => [number(m.hours), Cell::Empty, Cell::Empty, Cell::Empty],
        Details::Programme(p) => [number(p.hours), Cell::Empty, Cell::Empty, Cell::Empty],
        Details::LearningOutcome(o) => [
            Cell::Empty,
            number(o.weight),
            Cell::maybe(o.knows.as_deref()),
            Cell::maybe(o.understands.as_deref()),
        ],
        _ => [Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty],
    }
}

fn material(details: &Details) -> [Cell; 5] {
    let Details::Material(m) = details else {
        return [
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
        ];
    };
    [
        Cell::maybe(m.authors.as_deref()),
        m.year
            .map_or(Cell::Empty, |year| Cell::Number(f64::from(year))),
        Cell::text(m.languages.join(", ")),
        Cell::maybe(m.access.as_deref()),
        m.url
            .as_ref()
            .map_or(Cell::Empty, |url| Cell::link(url, url)),
    ]
}

fn kind(kind: Kind) -> Word {
    match kind {
        Kind::Sector => ("nozare", "sector"),
        Kind::Qualification => ("kvalifikācija", "qualification"),
        Kind::Duty => ("pienākums", "duty"),
        Kind::Task => ("uzdevums", "task"),
        Kind::Requirement => ("prasība", "requirement"),
        Kind::Programme => ("programma", "programme"),
        Kind::Module => ("modulis", "module"),
        Kind::LearningOutcome => ("mācīšanās rezultāts", "learning outcome"),
        Kind::Exam => ("eksāmens", "examination"),
        Kind::ExamItem => ("eksāmena saturs", "examination item"),
        Kind::Occupation => ("profesija", "occupation"),
        Kind::OccupationGroup => ("profesiju grupa", "occupation group"),
        Kind::Skill => ("ESCO prasme", "ESCO skill"),
        Kind::SkillGroup => ("ESCO prasmju grupa", "ESCO skill group"),
        Kind::Competence => ("kompetence", "competence"),
        Kind::CompetenceStatement => ("kompetences apraksts", "competence statement"),
        Kind::CompetenceArea => ("kompetenču joma", "competence area"),
        Kind::Level => ("līmenis", "level"),
        Kind::Material => ("mācību līdzeklis", "teaching material"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Decision, LabelRole, Mapping, Material, Proposal, Requirement, Source};

    fn record(id: &str, kind: Kind) -> Record {
        let mut record = Record::new(RecordId::new(id).unwrap(), kind, Source::file("f"));
        record.label(Lang::Lv, LabelRole::Preferred, "Nosaukums");
        record
    }

    fn stored(state: MappingState) -> StoredMapping {
        StoredMapping {
            mapping: Mapping {
                subject: RecordId::new("pkp/a").unwrap(),
                predicate: Predicate::CloseMatch,
                object: RecordId::new("esco:skill/b").unwrap(),
                state,
                proposal: Some(Proposal {
                    confidence: 0.5,
                    explanation: serde_json::Value::Null,
                    tool: "prasme 0.1.0".into(),
                    at: "2026-03-01T10:00:00Z".into(),
                }),
                decision: (state != MappingState::Proposed).then(|| Decision {
                    by: "anna".into(),
                    at: "2026-03-02T10:00:00Z".into(),
                    note: None,
                }),
                version: 1,
            },
            target: "framework:esco".into(),
            slots: serde_json::Value::Null,
            surfaced_at: None,
        }
    }

    fn heading(table: &Table, name: &str) -> usize {
        table.columns.iter().position(|c| c.name == name).unwrap()
    }

    fn mappings(state: MappingState, language: Lang) -> Table {
        of_mappings(
            &[stored(state)],
            &[],
            &mut |id| format!("vārds {id}"),
            language,
        )
    }

    #[test]
    fn machine_and_person_stand_in_columns_of_their_own() {
        let table = mappings(MappingState::Accepted, Lang::Lv);
        let cell = |name| table.cell(0, heading(&table, name)).clone();
        assert_eq!(cell("Ierosinājuma ticamība"), Cell::Percent(0.5));
        assert_eq!(cell("Lēma"), Cell::text("anna"));
        assert_eq!(
            cell("Lēmuma diena"),
            Cell::Date(jiff::civil::date(2026, 3, 2))
        );
    }

    #[test]
    fn a_proposal_has_nobody_who_decided() {
        let table = mappings(MappingState::Proposed, Lang::En);
        assert_eq!(table.cell(0, heading(&table, "Decided by")), &Cell::Empty);
        assert_eq!(
            table.cell(0, heading(&table, "State")).words(Lang::En),
            "proposed"
        );
    }

    #[test]
    fn what_was_rejected_catches_the_eye() {
        let table = mappings(MappingState::Rejected, Lang::Lv);
        let state = table.cell(0, heading(&table, "Stāvoklis"));
        assert_eq!(
            (state.tone(), state.words(Lang::Lv).as_str()),
            (Some(Tone::Bad), "noraidīts")
        );
    }

    #[test]
    fn no_match_is_a_row_without_a_relation() {
        let nothing = NoMatch {
            subject: RecordId::new("pkp/a").unwrap(),
            target: "framework:esco".into(),
            by: "anna".into(),
            at: "2026-03-02T10:00:00Z".into(),
            note: Some("pārbaudīts".into()),
            version: 1,
        };
        let table = of_mappings(&[], &[nothing], &mut |_| String::new(), Lang::Lv);
        assert_eq!(
            table.cell(0, heading(&table, "Saistības veids")),
            &Cell::Empty
        );
        assert_eq!(
            table.cell(0, heading(&table, "Piezīme")),
            &Cell::text("pārbaudīts")
        );
    }

    #[test]
    fn columns_come_with_the_kinds_that_need_them() {
        let plain = of_records("x", &[record("pkp/t", Kind::Task)], Lang::Lv);
        assert!(!plain.columns.iter().any(|c| c.name == "Prasības veids"));
        let mut requirement = record("pkp/p", Kind::Requirement);
        requirement.details = Details::Requirement(Requirement {
            aspect: Aspect::Knowledge,
            scope: Scope::General,
            depth: Some(Depth::Notion),
        });
        let table = of_records("x", &[requirement], Lang::Lv);
        assert_eq!(
            table.cell(0, heading(&table, "Zināšanu dziļums")),
            &Cell::text("priekšstats")
        );
    }

    #[test]
    fn the_english_name_is_not_the_one_that_stands_in_for_it() {
        let table = of_records("x", &[record("pkp/t", Kind::Task)], Lang::En);
        assert_eq!(
            table.cell(0, heading(&table, "Name in English")),
            &Cell::Empty
        );
    }

    #[test]
    fn a_material_leads_to_where_it_lies() {
        let mut material = record("material/1", Kind::Material);
        material.details = Details::Material(Box::new(Material {
            url: Some("https://example.lv/a".into()),
            year: Some(2020),
            ..Material::default()
        }));
        let table = of_records("x", &[material], Lang::Lv);
        let address = table.cell(0, heading(&table, "Adrese"));
        assert_eq!(
            address,
            &Cell::link("https://example.lv/a", "https://example.lv/a")
        );
    }
}
