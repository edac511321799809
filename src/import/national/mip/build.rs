//! A draft of a MIP becomes records with identities that last.

use std::collections::HashSet;

use crate::import::tables::Findings;
use crate::model::{
    Batch, Details, Kind, LabelRole, Lang, Programme, Record, RecordId, RelationKind, Source,
    TextRole,
};

use super::super::parsed::{Parsed, Target};
use super::super::{ids, names, sample};
use super::Draft;
use super::code::{compact_code, is_code, spaced_code};
use super::records::Builder;
use super::sheets::differs;

/// Makes records of a draft.
pub(super) fn build(mut draft: Draft) -> Parsed {
    let mut findings = std::mem::take(&mut draft.findings);
    let qualification = names::take_apart(&draft.qualification);
    let id = identity(&draft, &qualification.name, &mut findings);
    check_total(&draft, &mut findings);
    let title = format!("MIP {} ({})", draft.name, qualification.name);
    let mut batch = Batch::new(id.as_str(), title);
    batch.version.clone_from(&draft.version);
    sample::mark(&mut batch, draft.note.as_deref());
    let mut parsed = Parsed::new(batch);

    let mut record = Record::new(id.clone(), Kind::Programme, Source::file(&draft.file));
    if !draft.name_at.file.is_empty() {
        record.source = draft.name_at.clone();
    }
    record.code = (!draft.code.is_empty()).then(|| spaced_code(&draft.code));
    let shown = if draft.name.is_empty() {
        &qualification.name
    } else {
        &draft.name
    };
    record.label(Lang::Lv, LabelRole::Preferred, shown);
    // Several programmes share a name; the qualification tells them apart.
    let both = format!("{}: {shown}", qualification.name);
    record.label(
        Lang::Lv,
        LabelRole::Alternative,
        both.trim_start_matches([':', ' ']),
    );
    if let Some(note) = &draft.note {
        record.text(Lang::Lv, TextRole::Note, note);
    }
    record.level.clone_from(&draft.level);
    let named = (!qualification.name.is_empty()).then(|| qualification.name.clone());
    record.details = Details::Programme(Programme {
        qualification: named.clone(),
        hours: draft.hours,
    });
    parsed.batch.records.push(record);
    if let Some(name) = named {
        let target = Target::Qualification { name };
        parsed.refer(
            &id,
            RelationKind::LeadsTo,
            target,
            draft.qualification_at.clone(),
        );
    }
    let mut builder = Builder {
        programme: id,
        level: draft.level.clone(),
        records: Vec::new(),
        seen: HashSet::new(),
        findings,
    };
    for (position, module) in (0..).zip(&draft.modules) {
        builder.module(position, module);
    }
    parsed.batch.records.append(&mut builder.records);
    builder.findings.move_into(&mut parsed.batch);
    parsed
}

/// `mip/<digits of the code>/<qualification>`; the file's name stands in for what is missing.
fn identity(draft: &Draft, qualification: &str, findings: &mut Findings) -> RecordId {
    let at = || Source::file(&draft.file);
    let stem = ids::stem(&draft.file);
    if qualification.is_empty() {
        findings.warn(
            "fact-missing",
            at(),
            "the programme does not say which qualification it leads to; right would be a row “Kvalifikācija”",
        );
    }
    if draft.code.is_empty() {
        findings.warn(
            "fact-missing",
            at(),
            "the programme states no code; right would be a row “Programmas kods” like 33 522 01 1",
        );
    } else if !is_code(&draft.code) {
        findings.warn(
            "code-bad",
            at(),
            format!(
                "“{}” is no programme code; right would be like 33 522 01 1",
                draft.code
            ),
        );
    }
    let name = if qualification.is_empty() {
        stem
    } else {
        qualification
    };
    RecordId::from_parts(["mip", &compact_code(&draft.code), name])
}

fn check_total(draft: &Draft, findings: &mut Findings) {
    let all: f32 = draft.modules.iter().filter_map(|m| m.hours).sum();
    if let Some(hours) = draft.hours
        && all > 0.0
        && differs(hours, all)
    {
        findings.warn(
            "sum-differs",
            draft.hours_at.clone(),
            format!("the programme states {hours} hours, its modules add up to {all}"),
        );
    }
}
