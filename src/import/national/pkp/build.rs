//! A draft of a PKP becomes records with identities that last.

use std::collections::HashSet;

use crate::import::tables::{Findings, values};
use crate::model::{
    Batch, Details, Kind, LabelRole, Lang, Qualification, Record, RecordId, RelationKind, Source,
    TextRole,
};

use super::super::parsed::{Parsed, Target};
use super::super::{ids, names, sample};
use super::Draft;
use super::records::Builder;

/// Makes records of a draft.
pub(super) fn build(mut draft: Draft) -> Parsed {
    let mut findings = std::mem::take(&mut draft.findings);
    let name = names::take_apart(&draft.name);
    let id = identity(&draft, &name.name, &mut findings);
    let version = draft.approved.map(|d| d.to_string());
    let title = match &version {
        Some(version) => format!("PKP {} ({version})", name.name),
        None => format!("PKP {}", name.name),
    };
    let mut batch = Batch::new(id.as_str(), title);
    batch.version = version;
    let mut parsed = Parsed::new(batch);
    let marks = [&draft.note, &draft.protocol].into_iter().flatten();
    sample::mark(&mut parsed.batch, marks.map(String::as_str));
    qualification(&mut parsed, &draft, &id, &name);
    let mut builder = Builder {
        records: Vec::new(),
        findings,
        level: draft.level.clone(),
        sector: draft.sector.clone(),
        seen: HashSet::new(),
    };
    for (position, duty) in (0..).zip(&draft.duties) {
        builder.duty(&id, position, duty);
    }
    parsed.batch.records.append(&mut builder.records);
    builder.findings.move_into(&mut parsed.batch);
    parsed
}

/// `pkp/<register number>/<date>`; the name stands in for a missing number, the file for a missing name.
fn identity(draft: &Draft, name: &str, findings: &mut Findings) -> RecordId {
    let whole = || Source::file(&draft.file);
    if name.is_empty() {
        findings.warn(
            "fact-missing",
            whole(),
            "the document does not say which qualification it is of; right would be a row “Kvalifikācija”",
        );
    }
    let stem = ids::stem(&draft.file);
    let register = draft.register.as_deref().unwrap_or_default();
    if register.is_empty() {
        findings.warn(
            "fact-missing",
            whole(),
            "the document states no register number; it is known by its name until it does; right would be a row “Reģistra Nr.”",
        );
    }
    let date = match draft.approved {
        Some(date) => date.to_string(),
        None => {
            findings.warn(
                "fact-missing",
                whole(),
                "the document states no date of approval, so versions cannot be told apart; right would be a row “Apstiprināts”",
            );
            String::new()
        }
    };
    let key = [register, name, stem].into_iter().find(|t| !t.is_empty());
    RecordId::from_parts(["pkp", key.unwrap_or_default(), &date])
}

fn qualification(parsed: &mut Parsed, draft: &Draft, id: &RecordId, name: &names::Name) {
    let mut record = Record::new(id.clone(), Kind::Qualification, Source::file(&draft.file));
    if !draft.name_at.file.is_empty() {
        record.source = draft.name_at.clone();
    }
    if name.full.is_some() || draft.name.ends_with('*') {
        record.source.raw = Some(draft.name.clone());
    }
    record.code.clone_from(&draft.register);
    name.give(&mut record);
    for other in &draft.alternative {
        record.label(Lang::Lv, LabelRole::Alternative, other);
    }
    if let Some(english) = &draft.english {
        record.label(Lang::En, LabelRole::Preferred, english);
    }
    if let Some(summary) = &draft.summary {
        record.text(Lang::Lv, TextRole::Description, summary);
    }
    if let Some(note) = &draft.note {
        record.text(Lang::Lv, TextRole::Note, note);
    }
    record.level.clone_from(&draft.level);
    record.sector.clone_from(&draft.sector);
    record.parent = draft
        .sector
        .as_deref()
        .map(|s| RecordId::from_parts(["nks", s]));
    record.details = Details::Qualification(Qualification {
        register_no: draft.register.clone(),
        approved: draft.approved,
        protocol: draft.protocol.clone(),
        occupation_code: draft.occupation.clone(),
        related: draft.related.clone(),
        superseded: false,
    });
    let at = record.source.clone();
    for code in values::codes(draft.occupation.as_deref().unwrap_or_default()) {
        let target = Target::Occupation { code };
        parsed.refer(id, RelationKind::HasOccupation, target, at.clone());
    }
    let profession = Target::Profession {
        name: name.name.clone(),
    };
    parsed.refer(id, RelationKind::HasOccupation, profession, at);
    parsed.batch.records.push(record);
}
