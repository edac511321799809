//! Why the matcher proposes something, in words and numbers.

use askama::Template;

use super::Language;
use crate::linking::{Explanation, Reason};

/// An explanation ready to be written.
#[derive(Template)]
#[template(path = "reasons.html")]
pub(super) struct ReasonsView {
    reason_title: &'static str,
    points_title: &'static str,
    total_title: &'static str,
    parts: Vec<(String, String)>,
    total: String,
    /// What did not meet, and the name that met best: title and words.
    notes: Vec<(&'static str, String)>,
}

impl ReasonsView {
    pub(super) fn new(explanation: &Explanation, language: Language) -> Self {
        let total: f32 = explanation.parts.iter().map(|p| p.weight).sum();
        let notes = [
            ("review.label", explanation.label.clone()),
            ("review.missing", explanation.missing.join(", ")),
            ("review.extra", explanation.extra.join(", ")),
        ];
        Self {
            reason_title: language.text("review.why_reason"),
            points_title: language.text("review.why_points"),
            total_title: language.text("search.why_total"),
            parts: explanation
                .parts
                .iter()
                .map(|part| {
                    (
                        reason(&part.reason, language),
                        points(part.weight, language),
                    )
                })
                .collect(),
            total: points(total, language),
            notes: notes
                .into_iter()
                .filter(|(_, words)| !words.is_empty())
                .map(|(key, words)| (language.text(key), words))
                .collect(),
        }
    }
}

fn points(value: f32, language: Language) -> String {
    let text = format!("{value:+.2}").replace('-', "−");
    match language {
        Language::Lv => text.replace('.', ","),
        Language::En => text,
    }
}

fn reason(reason: &Reason, language: Language) -> String {
    let with = |key: &str, pairs: &[(&str, &str)]| {
        let mut text = language.text(key).to_owned();
        for (name, value) in pairs {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        text
    };
    match reason {
        Reason::Word { said, met, layer } => {
            let layer = language.name_of("layer", layer);
            with(
                "reason.word",
                &[("said", said), ("met", met), ("layer", &layer)],
            )
        }
        Reason::Synonym { said, means } => {
            with("reason.synonym", &[("said", said), ("means", means)])
        }
        Reason::Letters => with("reason.letters", &[]),
        Reason::Text { words } => with("reason.text", &[("words", &words.join(", "))]),
        Reason::Context { words } => with("reason.context", &[("words", &words.join(", "))]),
        Reason::Level { said, found } => with(
            "reason.level",
            &[("said", &said.to_string()), ("found", &found.to_string())],
        ),
        Reason::Kind => with("reason.kind", &[]),
        Reason::Occupation { essential, .. } => with(
            if *essential {
                "reason.occupation_essential"
            } else {
                "reason.occupation_optional"
            },
            &[],
        ),
        Reason::Code { code } => with("reason.code", &[("code", code)]),
        Reason::Hierarchy { .. } => with("reason.hierarchy", &[]),
        Reason::Association { said, met } => {
            with("reason.association", &[("said", said), ("met", met)])
        }
        Reason::Missing => with("reason.missing", &[]),
        Reason::Extra => with("reason.extra", &[]),
        Reason::Base => with("reason.base", &[]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::linking::Part;

    #[test]
    fn parts_are_said_in_words_and_add_up() {
        let part = |reason, weight| Part { reason, weight };
        let explanation = Explanation {
            parts: vec![
                part(
                    Reason::Word {
                        said: "metina".into(),
                        met: "metināt".into(),
                        layer: "stem".into(),
                    },
                    2.5,
                ),
                part(Reason::Missing, -0.75),
            ],
            missing: vec!["režģi".into()],
            extra: Vec::new(),
            label: "metināt metālu".into(),
        };
        let html = ReasonsView::new(&explanation, Language::Lv)
            .render()
            .unwrap();
        for said in [
            "„metina” – „metināt”, cits locījums",
            "−0,75",
            "+1,75",
            "režģi",
        ] {
            assert!(html.contains(said), "{said}: {html}");
        }
        assert!(!html.contains("⟨?⟩"), "{html}");
    }
}
