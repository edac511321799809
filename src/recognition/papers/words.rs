//! The field's Latvian words for what papers say.

use crate::export::table::{Cell, Tone};
use crate::recognition::compare::{LineReason, ModuleDecision, Stance, Status};
use crate::recognition::evidence::{Claim, EvidenceFormat, Notice, Outcome, PassageAt, Proof};

/// A status in words.
pub fn status(status: Status) -> &'static str {
    match status {
        Status::No => "nav",
        Status::Partly => "daļēji",
        Status::Fully => "pilnībā",
    }
}

pub(super) fn status_cell(value: Status) -> Cell {
    let tone = match value {
        Status::No => Tone::Neutral,
        Status::Partly => Tone::Partial,
        Status::Fully => Tone::Good,
    };
    Cell::status(status(value), tone)
}

/// A module's decision in words.
pub fn decision(decision: ModuleDecision) -> &'static str {
    match decision {
        ModuleDecision::Recognise => "atzīt",
        ModuleDecision::WithTest => "atzīt ar nosacījumu (moduļa pārbaudījums)",
        ModuleDecision::Refuse => "neatzīt",
    }
}

/// Who stands behind a claim, in words.
pub fn proof(proof: Proof) -> &'static str {
    match proof {
        Proof::OwnWord => "personas pašas teiktais",
        Proof::Statement => "darba devēja izziņa",
        Proof::Transcript => "sekmju izraksts",
        Proof::Certificate => "apliecība",
        Proof::Credential => "digitāls apliecinājums (paraksts nav pārbaudīts)",
    }
}

/// A format in words.
pub fn format(format: EvidenceFormat) -> &'static str {
    match format {
        EvidenceFormat::Text => "teksts",
        EvidenceFormat::Csv => "tabula (CSV)",
        EvidenceFormat::Xlsx => "tabula (XLSX)",
        EvidenceFormat::Docx => "dokuments (DOCX)",
        EvidenceFormat::Elm => "Eiropas digitālais apliecinājums (ELM)",
        EvidenceFormat::OpenBadge => "atvērtā nozīmīte (Open Badges 3.0)",
        EvidenceFormat::EuropassJson | EvidenceFormat::EuropassXml => "Europass CV",
    }
}

/// What should be known of a piece of evidence, in words.
pub fn notice(notice: Notice) -> &'static str {
    match notice {
        Notice::Unsigned => "nav parakstīts",
        Notice::SignatureUnchecked => "paraksts nav pārbaudīts",
        Notice::SignatureBroken => "paraksts ir nepilnīgs; pārbaudiet pie izdevēja",
        Notice::Expired => "derīgums beidzies",
        Notice::DatesContradict => "datumi ir pretrunīgi; pārbaudiet pie izdevēja",
        Notice::NoIssuer => "izdevējs nav norādīts",
        Notice::RevocationUnchecked => "nav pārbaudīts, vai tas nav atsaukts",
        Notice::ContextNotFetched => "ārējās saites nav atvērtas",
        Notice::BySchema => "nolasīts pēc publicētās shēmas",
        Notice::NameDiffers => "datnes nosaukums neatbilst saturam",
        Notice::LettersDamaged => "daļa burtu datnē ir bojāta",
        Notice::TablesLeftOut => "daļa tabulu nav nolasīta",
    }
}

/// The reason of a line in words.
pub fn reason(reason: &LineReason) -> String {
    match reason {
        LineReason::NothingMeets => "nekas par to neliecina".to_owned(),
        LineReason::WordsMeet { share } => {
            format!("sakrīt {:.0}\u{a0}% satura", share.clamp(0.0, 1.0) * 100.0)
        }
        LineReason::SchoolPaper => "to apliecina mācību dokuments ar sekmīgu vērtējumu".to_owned(),
        LineReason::NamesOutcome => "apliecībā nosaukts tieši šis rezultāts".to_owned(),
        LineReason::Strict => {
            "drošības vai normatīva prasība: līdzība nav pietiekams pierādījums".to_owned()
        }
        LineReason::Level { shown, needed } => {
            format!("pierādījuma līmenis ir {shown}. LKI, vajadzīgs {needed}. LKI")
        }
        LineReason::Supervised => "veikts tikai uzraudzībā vai palīdzot".to_owned(),
        LineReason::PartDenied => "daļa satura pierādījumā noliegta".to_owned(),
        LineReason::Contradicted => "pierādījumi ir pretrunīgi".to_owned(),
        LineReason::NotPassed => "daļa kursu nav nokārtota vai apmeklēta".to_owned(),
        LineReason::Shared { outcomes } => {
            format!("tas pats pierādījums attiecas uz {outcomes} rezultātiem")
        }
    }
}

/// How a claim stands to an outcome, in words; nothing where it speaks for it.
pub fn stance(stance: Stance) -> &'static str {
    match stance {
        Stance::For => "",
        Stance::Supervised => "uzraudzībā",
        Stance::Against => "noliedz",
    }
}

/// How a course ended, in words; nothing where it is not said.
pub fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Unsaid => "",
        Outcome::Passed => "sekmīgi",
        Outcome::Failed => "nesekmīgi",
        Outcome::Missing => "nav apgūts",
    }
}

/// Where a passage stands, in words.
pub fn place(claim: &Claim) -> String {
    let file = &claim.passage.file;
    match &claim.passage.at {
        PassageAt::Text { .. } => file.clone(),
        PassageAt::Paragraph { number } => format!("{file}, {number}. rindkopa"),
        PassageAt::Row {
            sheet: Some(sheet),
            row,
            ..
        } => format!("{file}, {sheet}, {row}. rinda"),
        PassageAt::Row { row, .. } => format!("{file}, {row}. rinda"),
        PassageAt::Pointer { pointer } => format!("{file}, {pointer}"),
        PassageAt::Noted {} => format!("{file}, pierakstījis lietas kārtotājs"),
        PassageAt::Element { path } => format!("{file}, {path}"),
    }
}

/// Where a passage stands, as a paper says it: whoever reads a paper cannot look up a place inside a file for programs.
pub fn place_on_paper(claim: &Claim) -> String {
    match claim.passage.at {
        PassageAt::Pointer { .. } | PassageAt::Element { .. } => claim.passage.file.clone(),
        _ => place(claim),
    }
}

/// Hours as people write them.
pub fn hours(hours: f32) -> String {
    let rounded = (hours * 10.0).round() / 10.0;
    if rounded.fract().abs() < f32::EPSILON {
        format!("{rounded:.0}")
    } else {
        format!("{rounded:.1}").replace('.', ",")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_read_as_people_write_them() {
        assert_eq!(hours(124.0), "124");
        assert_eq!(hours(12.5), "12,5");
    }

    #[test]
    fn everything_has_words() {
        for &n in Notice::ALL {
            assert!(!notice(n).is_empty());
        }
        for &f in EvidenceFormat::ALL {
            assert!(!format(f).is_empty());
        }
        for &p in Proof::ALL {
            assert!(!proof(p).is_empty());
        }
        for &d in ModuleDecision::ALL {
            assert!(decision(d).starts_with("atzīt") || d == ModuleDecision::Refuse);
        }
        assert!(
            reason(&LineReason::Level {
                shown: 3,
                needed: 4
            })
            .contains("3. LKI")
        );
    }
}
