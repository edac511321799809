//! The words and signs of coverage: every value has a sign, a word and a tone, so that nothing depends on colour.

use super::Language;
use crate::coverage::{Reason, Ref};
use crate::export::table::{Cell, Tone};
use crate::model::CoverageValue;

/// The sign of a value, to be told apart in black and white.
pub(super) const fn sign(value: CoverageValue) -> &'static str {
    match value {
        CoverageValue::Full => "●",
        CoverageValue::Partial => "◐",
        CoverageValue::Mentioned => "○",
        CoverageValue::None => "✕",
        CoverageValue::NotApplicable => "–",
    }
}

/// The word of a value.
pub(super) fn word(value: CoverageValue, language: Language) -> &'static str {
    language.text(match value {
        CoverageValue::Full => "coverage.full",
        CoverageValue::Partial => "coverage.partial",
        CoverageValue::Mentioned => "coverage.mentioned",
        CoverageValue::None => "coverage.none",
        CoverageValue::NotApplicable => "coverage.not_applicable",
    })
}

/// The value as a cell of a table.
pub(super) fn status(value: CoverageValue, language: Language) -> Cell {
    let tone = match value {
        CoverageValue::Full => Tone::Good,
        CoverageValue::Partial => Tone::Partial,
        CoverageValue::Mentioned => Tone::Weak,
        CoverageValue::None => Tone::Bad,
        CoverageValue::NotApplicable => Tone::Neutral,
    };
    Cell::status(format!("{} {}", sign(value), word(value, language)), tone)
}

/// The name of a record in the reader's language, with its code.
pub(super) fn title(record: &Ref, language: Language) -> String {
    let english = record.name_en.as_ref().filter(|_| language == Language::En);
    let name = english.unwrap_or(&record.name);
    match &record.code {
        Some(code) if code != name => format!("{code} {name}"),
        _ => name.clone(),
    }
}

/// The name of a qualification in a list to choose from: its level, and the day of its PKP, which tells versions apart.
pub fn choice_name(record: &Ref, language: Language) -> String {
    let level = record.lki.map(|lki| format!("LKI {lki}"));
    let facts: Vec<String> = level.into_iter().chain(version(record)).collect();
    let name = title(record, language);
    match facts.is_empty() {
        true => name,
        false => format!("{name} ({})", facts.join(", ")),
    }
}

/// The day of a version of a PKP, as its identifier states it.
pub(super) fn version(record: &Ref) -> Option<String> {
    let last = record.id.as_str().rsplit('/').next()?;
    let day = last.parse::<jiff::civil::Date>().ok();
    day.filter(|_| record.kind == crate::model::Kind::Qualification)
        .map(|day| day.to_string())
}

/// A share as whole per cent.
pub(super) fn percent(share: f32) -> String {
    format!("{:.0}\u{a0}%", share * 100.0)
}

/// The code of a value as serde writes it.
pub(super) fn code<T: serde::Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(code)) => code,
        _ => String::new(),
    }
}

/// Why the machine gives a value, in a sentence.
pub(super) fn reason(reason: &Reason, language: Language) -> String {
    let with = |key: &str, name: &str, value: &str| language.with(key, name, value);
    match reason {
        Reason::Words { score } => with("coverage.why_words", "n", &percent(*score)),
        Reason::Accepted { by, .. } => with("coverage.why_accepted", "who", by),
        Reason::Rejected { by, .. } => with("coverage.why_rejected", "who", by),
        Reason::Proposed { confidence, .. } => {
            with("coverage.why_proposed", "n", &percent(*confidence))
        }
        Reason::Listed { .. } => language.text("coverage.why_listed").to_owned(),
        Reason::LevelTooLow { required, found } => {
            with("coverage.why_level", "a", &required.to_string())
                .replace("{b}", &found.to_string())
        }
        Reason::DepthTooLow { required, found } => {
            let found = found.map_or_else(
                || language.text("coverage.only_topic").to_owned(),
                |d| language.name_of("value", &code(&d)),
            );
            with(
                "coverage.why_depth",
                "a",
                &language.name_of("value", &code(required)),
            )
            .replace("{b}", &found)
        }
        Reason::CoreMissing { word } => with("coverage.why_core", "word", word),
        Reason::OnlyInPassing => language.text("coverage.why_passing").to_owned(),
        Reason::Together { outcomes } => with("coverage.why_together", "n", &outcomes.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_has_a_sign_and_a_word_of_its_own() {
        for language in [Language::Lv, Language::En] {
            let mut seen = std::collections::HashSet::new();
            for &value in CoverageValue::ALL {
                assert!(seen.insert(sign(value)));
                assert!(seen.insert(word(value, language)));
            }
            assert!(!seen.contains("⟨?⟩"));
        }
    }

    #[test]
    fn versions_of_a_pkp_are_told_apart_by_their_day() {
        use crate::model::{Kind, RecordId};
        let record = |id: &str, kind| Ref {
            id: RecordId::new(id).unwrap(),
            kind,
            code: Some("PS-909".into()),
            name: "Elektrotehniķis".into(),
            name_en: None,
            lki: Some(4),
        };
        let of = |id: &str, kind| choice_name(&record(id, kind), Language::Lv);
        assert_eq!(
            of("pkp/ps-909/2017-02-08", Kind::Qualification),
            "PS-909 Elektrotehniķis (LKI 4, 2017-02-08)"
        );
        assert_eq!(
            of("mip/1/x", Kind::Programme),
            "PS-909 Elektrotehniķis (LKI 4)"
        );
    }

    #[test]
    fn reasons_leave_no_hole_open() {
        use crate::model::Depth;
        let reasons = [
            Reason::Words { score: 0.5 },
            Reason::LevelTooLow {
                required: 4,
                found: 3,
            },
            Reason::DepthTooLow {
                required: Depth::Application,
                found: None,
            },
            Reason::OnlyInPassing,
            Reason::Together { outcomes: 2 },
            Reason::CoreMissing {
                word: "līme".into(),
            },
        ];
        for language in [Language::Lv, Language::En] {
            for one in &reasons {
                let said = reason(one, language);
                assert!(!said.contains(['{', '⟨']), "{said}");
            }
        }
    }
}
