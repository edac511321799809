//! Why a result came, in words and numbers.

use askama::Template;

use super::{Frame, Language};
use crate::search::{BonusReason, Explanation, MetLayer, Origin, SegmentRole};

/// One line of an explanation.
struct ReasonView {
    typed: String,
    met: String,
    how: String,
    place: &'static str,
    points: String,
}

/// An explanation ready to be written.
#[derive(Template)]
#[template(path = "why.html")]
pub(super) struct ExplanationView {
    typed_title: &'static str,
    met_title: &'static str,
    how_title: &'static str,
    place_title: &'static str,
    points_title: &'static str,
    total_title: &'static str,
    reasons: Vec<ReasonView>,
    bonuses: Vec<(&'static str, String)>,
    total: String,
}

impl ExplanationView {
    pub(super) fn new(explanation: &Explanation, score: f32, language: Language) -> Self {
        let points = |p: f32| decimals(p, language);
        Self {
            typed_title: language.text("search.why_word"),
            met_title: language.text("search.why_met"),
            how_title: language.text("search.why_layer"),
            place_title: language.text("search.why_where"),
            points_title: language.text("search.why_weight"),
            total_title: language.text("search.why_total"),
            reasons: explanation
                .words
                .iter()
                .map(|word| ReasonView {
                    typed: word.typed.clone(),
                    met: word.met.clone(),
                    how: how(word.layer, word.origin, language),
                    place: place(word.place, language),
                    points: points(word.points),
                })
                .collect(),
            bonuses: explanation
                .bonuses
                .iter()
                .map(|bonus| (reason(bonus.reason, language), points(bonus.points)))
                .collect(),
            total: points(score),
        }
    }
}

/// The explanation alone, for a page that asks for it later.
///
/// # Errors
/// Only when a value cannot be formatted, which plain data never does.
pub fn explanation_part(
    frame: &Frame,
    explanation: &Explanation,
    score: f32,
) -> Result<String, askama::Error> {
    ExplanationView::new(explanation, score, frame.language).render()
}

fn decimals(value: f32, language: Language) -> String {
    let text = format!("{value:.2}");
    match language {
        Language::Lv => text.replace('.', ","),
        Language::En => text,
    }
}

fn how(layer: MetLayer, origin: Origin, language: Language) -> String {
    let layer = language.text(match layer {
        MetLayer::Surface => "layer.surface",
        MetLayer::Folded => "layer.folded",
        MetLayer::Stem => "layer.stem",
        MetLayer::Bridge => "layer.bridge",
        MetLayer::Root => "layer.root",
    });
    let origin = match origin {
        Origin::Typed => return layer.to_owned(),
        Origin::Code => return language.text("layer.code").to_owned(),
        Origin::Synonym => "layer.synonym",
        Origin::Abbreviation => "layer.abbreviation",
        Origin::Compound => "layer.compound",
        Origin::Correction => "layer.correction",
    };
    format!("{}, {layer}", language.text(origin))
}

fn place(place: SegmentRole, language: Language) -> &'static str {
    language.text(match place {
        SegmentRole::Name => "place.name",
        SegmentRole::Alternative => "place.alternative",
        SegmentRole::Hidden => "place.hidden",
        SegmentRole::Code => "place.code",
        SegmentRole::Text => "place.text",
        SegmentRole::Above => "place.above",
        SegmentRole::Kind => "place.kind",
    })
}

fn reason(reason: BonusReason, language: Language) -> &'static str {
    language.text(match reason {
        BonusReason::NameCoverage => "bonus.name_coverage",
        BonusReason::Order => "bonus.order",
        BonusReason::ExactName => "bonus.exact_name",
        BonusReason::Kind => "bonus.kind",
        BonusReason::Family => "bonus.family",
        BonusReason::Engine => "bonus.engine",
    })
}
