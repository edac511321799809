//! Why: the parts of a score, words as they were written.

use super::candidate::{Explanation, Part, Reason};
use super::config::Profile;
use super::feature::Feature;
use super::pair::{Met, Pair, meetings};
use super::prepare::Prepared;
use super::slots::Room;
use super::store::Store;
use super::words::Meeting;

/// Features that words of names bring about; their weight is shared out among the words.
const OF_WORDS: [Feature; 18] = [
    Feature::Name,
    Feature::Sharp,
    Feature::Mean,
    Feature::Said,
    Feature::Object,
    Feature::Verb,
    Feature::Head,
    Feature::Distant,
    Feature::GroupBest,
    Feature::Preferred,
    Feature::PreferredSharp,
    Feature::PreferredWhole,
    Feature::Whole,
    Feature::Contained,
    Feature::SaidOnce,
    Feature::NameHigh,
    Feature::Rest,
    Feature::Exact,
];

/// Words listed for each reason, at most.
const LISTED: usize = 6;

/// The explanation of a pair; its parts add up to the score.
pub(super) fn explain(
    store: &Store,
    room: &Room,
    prepared: &Prepared,
    profile: &Profile,
    pair: &Pair,
) -> Explanation {
    let part = |feature: Feature| profile.weight(feature) * pair.features[feature];
    let met = meetings(store, room, prepared, pair.variant, pair.name);
    let label = store.name(pair.name);
    let mut parts = word_parts(
        store,
        prepared,
        &met,
        label,
        OF_WORDS.iter().map(|f| part(*f)).sum(),
    );
    let mut add = |reason: Reason, weight: f32| {
        if weight != 0.0 {
            parts.push(Part { reason, weight });
        }
    };
    let base = profile.base + part(Feature::Names) + part(Feature::Group) + part(Feature::Upper);
    add(Reason::Base, base);
    add(Reason::Missing, part(Feature::Missing));
    add(Reason::Extra, part(Feature::Extra));
    let text = part(Feature::Text) + part(Feature::TextBack);
    add(
        Reason::Text {
            words: shared(prepared, store.texts.row(pair.entry)),
        },
        text,
    );
    add(
        Reason::Context {
            words: context(store, prepared, pair),
        },
        part(Feature::Context),
    );
    let levels = prepared.level.zip(
        store
            .kept
            .get(pair.entry as usize)
            .and_then(|s| s.level.as_ref()),
    );
    let (said, found) = levels.map_or((0, 0), |(said, level)| (said.0, level.lki));
    add(Reason::Level { said, found }, part(Feature::Level));
    add(Reason::Kind, part(Feature::Kind));
    let (occupation, essential) = occupation(store, prepared, pair);
    match occupation {
        Some(id) => add(
            Reason::Occupation { id, essential },
            part(Feature::Occupation),
        ),
        None => add(Reason::Kind, part(Feature::Occupation)),
    }
    let id = store.id(pair.entry).cloned();
    let code = id
        .as_ref()
        .map_or(String::new(), |id| id.as_str().to_owned());
    add(Reason::Code { code }, part(Feature::Code));
    let above = store
        .above
        .row(pair.entry)
        .first()
        .and_then(|&above| store.id(above).cloned());
    if let Some(id) = above.or(id) {
        add(
            Reason::Hierarchy { id },
            part(Feature::Hierarchy) + part(Feature::Neighbours),
        );
    }
    parts.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
    let said_met: Vec<u8> = met.iter().map(|m| m.found.said).collect();
    let variant = prepared.variants.get(pair.variant);
    let missing = variant
        .iter()
        .flat_map(|v| &v.said)
        .filter(|n| !said_met.contains(n));
    let words = store.names.row(pair.name).iter();
    let extra = words.filter(|w| room.matches(prepared, w.word()).is_empty());
    Explanation {
        missing: missing
            .filter_map(|&n| Some(prepared.said.get(n as usize)?.written.clone()))
            .collect(),
        extra: extra
            .map(|w| written(label, store.words.text(w.word())))
            .collect(),
        label: label.to_owned(),
        parts,
    }
}

/// Shares a weight out among the words that met, by what each is worth.
fn word_parts(
    store: &Store,
    prepared: &Prepared,
    met: &[Met],
    label: &str,
    weight: f32,
) -> Vec<Part> {
    let worth = |m: &Met| {
        prepared
            .said
            .get(m.found.said as usize)
            .map_or(0.0, |s| s.weight * m.found.worth)
    };
    let all: f32 = met.iter().map(worth).sum();
    if all <= 0.0 {
        // Nothing met, yet the features may weigh something (verbs that differ).
        let reason = Reason::Letters;
        return if weight == 0.0 {
            Vec::new()
        } else {
            vec![Part { reason, weight }]
        };
    }
    met.iter()
        .map(|m| {
            let said = prepared
                .said
                .get(m.found.said as usize)
                .map_or(String::new(), |s| s.written.clone());
            let met = written(label, store.words.text(m.found.word));
            let reason = match m.found.how {
                Meeting::Synonym => Reason::Synonym { said, means: met },
                Meeting::Association => Reason::Association { said, met },
                how => Reason::Word {
                    said,
                    met,
                    layer: how.name().to_owned(),
                },
            };
            Part {
                reason,
                weight: weight * worth(m) / all,
            }
        })
        .collect()
}

/// A word as the label writes it.
fn written(label: &str, surface: &str) -> String {
    let inside = |c: char| c.is_alphanumeric() || c == '-' || c == '\'';
    let words = label.split(|c: char| !inside(c));
    let same = |word: &&str| word.len() >= surface.len() && word.to_lowercase() == surface;
    words.into_iter().find(same).unwrap_or(surface).to_owned()
}

fn shared(prepared: &Prepared, families: &[u32]) -> Vec<String> {
    let has = |family: &u32| families.binary_search(family).is_ok();
    let words = prepared.said.iter().filter(|s| s.families.iter().any(has));
    words.take(LISTED).map(|s| s.written.clone()).collect()
}

fn context(store: &Store, prepared: &Prepared, pair: &Pair) -> Vec<String> {
    let families = store.contexts.row(pair.entry);
    if prepared
        .context
        .iter()
        .any(|f| families.binary_search(f).is_ok())
    {
        return store
            .context_of(pair.entry)
            .take(1)
            .map(str::to_owned)
            .collect();
    }
    Vec::new()
}

fn occupation(
    store: &Store,
    prepared: &Prepared,
    pair: &Pair,
) -> (Option<crate::model::RecordId>, bool) {
    let at = prepared.needs.partition_point(|need| need.0 < pair.entry);
    let need = prepared.needs.get(at).filter(|need| need.0 == pair.entry);
    let shared = || {
        prepared
            .occupations
            .iter()
            .find(|o| store.occupations.row(pair.entry).contains(o))
            .copied()
    };
    let number = need.map(|n| n.2).or_else(shared);
    let id = number.and_then(|n| store.id(n).cloned());
    (id, need.is_some_and(|n| n.1))
}
