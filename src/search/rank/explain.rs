//! Says why a document has its score.

use crate::search::config::SearchConfig;
use crate::search::query::prepared::{Alternative, Meeting, Prepared};
use crate::search::response::{Bonus, BonusReason, Explanation, MetLayer, SegmentRole, WordReason};
use crate::search::snapshot::Tables;

use super::{Scored, WordMet, score};

/// The parts of a document's score; they add up to it. `family` is what its relatives among the hits add.
pub(crate) fn explain(
    document: u32,
    family: f32,
    prepared: &Prepared,
    tables: &Tables,
    config: &SearchConfig,
) -> (Scored, Explanation) {
    let mut scored = score(document, prepared, tables, config);
    scored.score += family;
    let mut explanation = Explanation::default();
    let own = tables.segments.of(document);
    for (word, met) in prepared
        .words
        .iter()
        .zip(&scored.words)
        .filter(|(_, met)| met.weight > 0.0)
    {
        let Some(alternative) = prepared.alternatives.get(usize::from(met.alternative)) else {
            continue;
        };
        let (layer, text) = met_words(met, alternative, prepared, tables);
        let role = tables.segments.segment(met.segment).role;
        explanation.words.push(WordReason {
            typed: word.analysed.written.clone(),
            met: text,
            place: if own.contains(&met.segment) {
                role
            } else {
                SegmentRole::Above
            },
            layer,
            origin: alternative.origin,
            weight: met.weight,
            points: word.share * met.weight,
        });
    }
    let name = scored.name;
    for (reason, points) in [
        (BonusReason::NameCoverage, name.coverage),
        (BonusReason::Order, name.order),
        (BonusReason::ExactName, name.exact),
        (BonusReason::Kind, scored.kind),
        (BonusReason::Family, family),
    ] {
        if points != 0.0 {
            explanation.bonuses.push(Bonus { reason, points });
        }
    }
    (scored, explanation)
}

/// The words of a text by which an alternative was met, as the text spells them, and the farthest layer among them.
fn met_words(
    met: &WordMet,
    alternative: &Alternative,
    prepared: &Prepared,
    tables: &Tables,
) -> (MetLayer, String) {
    let forms = tables.segments.forms(met.segment);
    let text = tables.segments.text(met.segment);
    let mut layer = MetLayer::Surface;
    let mut words = Vec::new();
    for piece in alternative.pieces.clone() {
        let best = forms
            .iter()
            .enumerate()
            .filter_map(|(at, &form)| Some((at, meeting(form, piece, prepared)?)));
        let best = best.max_by(|a, b| a.1.weight.total_cmp(&b.1.weight).then(b.0.cmp(&a.0)));
        if let Some((at, meeting)) = best {
            layer = layer.max(meeting.layer);
            words.push(
                text.get(tables.segments.span(met.segment, at))
                    .unwrap_or_default(),
            );
        }
    }
    (layer, words.join(" "))
}

fn meeting(form: u32, piece: usize, prepared: &Prepared) -> Option<Meeting> {
    prepared
        .meetings(form)
        .iter()
        .map(|(_, meeting)| *meeting)
        .find(|meeting| usize::from(meeting.piece) == piece)
}
