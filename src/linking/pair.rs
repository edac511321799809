//! One statement beside one record: what met, and the features that follow.

use super::feature::{Feature, Features};
use super::prepare::{Match, Prepared, SAID_WORDS, Variant};
use super::slots::Room;
use super::store::{EntryId, NameWord, Role, Store};
use super::words::Meeting;
use crate::model::{Aspect, Kind, LabelRole};

/// The best meeting of a word of the statement in one name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Met {
    pub(super) found: Match,
}

/// A pair compared.
#[derive(Debug, Clone)]
pub(super) struct Pair {
    pub(super) entry: EntryId,
    pub(super) features: Features,
    /// Number of the name that met best, and of the statement's own.
    pub(super) name: u32,
    pub(super) variant: usize,
    /// Both directions of the best meeting.
    pub(super) said: f32,
    pub(super) met: f32,
    pub(super) score: f32,
}

/// What met in one name.
struct Meetings {
    /// The best match of each word of the statement.
    best: [Option<Match>; SAID_WORDS],
}

impl Default for Meetings {
    fn default() -> Self {
        Self {
            best: [None; SAID_WORDS],
        }
    }
}

/// The shares of one name beside one variant.
#[derive(Debug, Clone, Copy, Default)]
struct Shares {
    said: f32,
    met: f32,
    object: f32,
    both: f32,
}

/// The best shares over all names, whichever name has them.
#[derive(Default)]
struct Tops {
    preferred: f32,
    preferred_whole: f32,
    whole: f32,
    said: f32,
    exact: bool,
}

/// Both shares from which all words met as written, or but for diacritics: other forms are worth less.
const AS_WRITTEN: f32 = 0.965;

impl Tops {
    fn see(&mut self, shares: &Shares, preferred: bool) {
        self.exact |= shares.said >= AS_WRITTEN && shares.met >= AS_WRITTEN;
        self.whole = self.whole.max(shares.met);
        self.said = self.said.max(shares.said);
        if preferred {
            self.preferred = self.preferred.max(shares.both);
            self.preferred_whole = self.preferred_whole.max(shares.met);
        }
    }
}

/// Compares a statement with a record.
pub(super) fn compare(store: &Store, room: &Room, prepared: &Prepared, entry: EntryId) -> Pair {
    let mut pair = Pair {
        entry,
        features: Features::default(),
        name: store.names_of(entry).start,
        variant: 0,
        said: 0.0,
        met: 0.0,
        score: 0.0,
    };
    let mut union = [0.0_f32; SAID_WORDS];
    let (mut best, mut sum, mut names) = (Shares::default(), 0.0, 0_u32);
    let mut tops = Tops::default();
    let mut best_meetings = Meetings::default();
    for name in store.names_of(entry) {
        let meetings = meet(store, room, prepared, name, &mut union);
        names += 1;
        let Some(meetings) = meetings else { continue };
        let mut here = Shares::default();
        let preferred = store.role(name) == Some(LabelRole::Preferred);
        for (number, variant) in prepared.variants.iter().enumerate() {
            let shares = shares(store, room, prepared, variant, name, &meetings);
            if shares.both > here.both {
                here = shares;
            }
            tops.see(&shares, preferred);
            if shares.both > best.both {
                best = shares;
                (pair.name, pair.variant) = (name, number);
            }
        }
        sum += here.both;
        if pair.name == name {
            best_meetings = meetings;
        }
    }
    (pair.said, pair.met) = (best.said, best.met);
    let f = &mut pair.features;
    f[Feature::Name] = best.both;
    f[Feature::Sharp] = best.both.powi(4);
    f[Feature::Mean] = sum / names.max(1) as f32;
    f[Feature::Object] = best.object;
    f[Feature::Missing] = 1.0 - best.said;
    f[Feature::Extra] = 1.0 - best.met;
    f[Feature::Names] = (names.max(1) as f32).ln();
    f[Feature::NameHigh] = (best.both - 0.5).max(0.0) * 2.0;
    f[Feature::Preferred] = tops.preferred;
    f[Feature::PreferredSharp] = tops.preferred.powi(4);
    f[Feature::PreferredWhole] = tops.preferred_whole;
    f[Feature::Whole] = tops.whole;
    f[Feature::Contained] = f32::from(u8::from(tops.whole > 0.98));
    f[Feature::SaidOnce] = tops.said;
    f[Feature::Exact] = f32::from(u8::from(tops.exact));
    let all: f32 = prepared
        .said
        .iter()
        .map(|s| s.weight)
        .sum::<f32>()
        .max(f32::MIN_POSITIVE);
    let variant_words = prepared.variants.first().map_or(&[][..], |v| &v.said);
    let first: f32 = prepared
        .variants
        .first()
        .map_or(all, |v| v.weight)
        .max(f32::MIN_POSITIVE);
    let share = variant_words
        .iter()
        .filter_map(|&n| Some((prepared.said.get(n as usize)?, union.get(n as usize)?)));
    f[Feature::Said] = share.map(|(s, u)| s.weight * u).sum::<f32>() / first;
    roles(
        store,
        room,
        prepared,
        &pair_variant(prepared, pair.variant),
        pair.name,
        &best_meetings,
        f,
    );
    around(store, prepared, entry, &union, pair.name, f);
    facts(store, prepared, entry, f);
    pair
}

fn pair_variant(prepared: &Prepared, number: usize) -> Variant {
    prepared.variants.get(number).cloned().unwrap_or_default()
}

/// The best match of each word in a name; none if nothing met.
fn meet(
    store: &Store,
    room: &Room,
    prepared: &Prepared,
    name: u32,
    union: &mut [f32; SAID_WORDS],
) -> Option<Meetings> {
    let mut meetings: Option<Meetings> = None;
    for word in store.names.row(name) {
        for found in room.matches(prepared, word.word()) {
            let meetings = meetings.get_or_insert_default();
            let number = found.said as usize;
            let (Some(best), Some(union)) = (meetings.best.get_mut(number), union.get_mut(number))
            else {
                continue;
            };
            if best.is_none_or(|best| best.worth < found.worth) {
                *best = Some(*found);
            }
            *union = union.max(found.worth);
        }
    }
    meetings
}

fn shares(
    store: &Store,
    room: &Room,
    prepared: &Prepared,
    variant: &Variant,
    name: u32,
    meetings: &Meetings,
) -> Shares {
    let (mut said, mut said_objects) = (0.0, 0.0);
    for &number in &variant.said {
        let best = meetings.best.get(number as usize).copied().flatten();
        let (Some(word), Some(best)) = (prepared.said.get(number as usize), best) else {
            continue;
        };
        let worth = word.weight * best.worth;
        said += worth;
        if word.role == Role::Object {
            said_objects += worth;
        }
    }
    if said == 0.0 {
        return Shares::default();
    }
    let (mut met, mut met_objects, mut objects) = (0.0, 0.0, 0.0);
    for word in store.names.row(name) {
        let weight = super::build::weight(store, *word);
        let found = room.matches(prepared, word.word()).iter();
        let best = found
            .filter(|m| variant.said.contains(&m.said))
            .map(|m| m.worth)
            .fold(0.0, f32::max);
        met += weight * best;
        if word.role() == Role::Object {
            objects += weight;
            met_objects += weight * best;
        }
    }
    let whole = store
        .name_weights
        .get(name as usize)
        .copied()
        .unwrap_or(0.0);
    let part = |part: f32, whole: f32| {
        if whole > 0.0 {
            (part / whole).min(1.0)
        } else {
            0.0
        }
    };
    let (said, met) = (part(said, variant.weight), part(met, whole));
    let object = (part(said_objects, variant.objects) * part(met_objects, objects)).sqrt();
    Shares {
        said,
        met,
        object,
        both: (said * met).sqrt(),
    }
}

/// Verbs, heads, and on what the match rests.
fn roles(
    store: &Store,
    room: &Room,
    prepared: &Prepared,
    variant: &Variant,
    name: u32,
    meetings: &Meetings,
    f: &mut Features,
) {
    let (mut verbs, mut verbs_met, mut heads, mut heads_met) = (0_u32, 0.0_f32, 0_u32, 0.0_f32);
    let (mut firm, mut distant) = (0.0_f32, 0.0_f32);
    let last = store.names.row(name).last().copied();
    for &number in &variant.said {
        let Some(word) = prepared.said.get(number as usize) else {
            continue;
        };
        let best = meetings.best.get(number as usize).copied().flatten();
        let worth = best.map_or(0.0, |b| b.worth);
        if word.role == Role::Verb {
            verbs += 1;
            verbs_met = verbs_met.max(worth);
        }
        if word.head {
            heads += 1;
            let met = last
                .map_or(&[][..], |last| room.matches(prepared, last.word()))
                .iter();
            let met = met
                .filter(|m| m.said == number)
                .map(|m| m.worth)
                .fold(0.0, f32::max);
            heads_met = heads_met.max(met);
        }
        if let Some(best) = best {
            let part = word.weight * worth;
            if best.how <= Meeting::Stem {
                firm += part
            } else {
                distant += part
            }
        }
    }
    f[Feature::Rest] = rest(store, room, prepared, variant, name, meetings, last);
    let has_verb = store.names.row(name).iter().any(|w| w.role() == Role::Verb);
    if verbs > 0 && has_verb {
        f[Feature::Verb] = if verbs_met > 0.0 { verbs_met } else { -1.0 };
    }
    if heads > 0 {
        f[Feature::Head] = heads_met;
    }
    if firm + distant > 0.0 {
        f[Feature::Distant] = distant / (firm + distant);
    }
}

/// The share of what says which one it is: neither verb nor head. 1 where neither side says more than its head.
fn rest(
    store: &Store,
    room: &Room,
    prepared: &Prepared,
    variant: &Variant,
    name: u32,
    meetings: &Meetings,
    last: Option<NameWord>,
) -> f32 {
    let (mut said, mut said_met, mut found, mut found_met) = (0.0_f32, 0.0_f32, 0.0_f32, 0.0_f32);
    for &number in &variant.said {
        let Some(word) = prepared.said.get(number as usize) else {
            continue;
        };
        if word.head || word.role == Role::Verb {
            continue;
        }
        let best = meetings.best.get(number as usize).copied().flatten();
        said += word.weight;
        said_met += word.weight * best.map_or(0.0, |b| b.worth);
    }
    for word in store.names.row(name) {
        if Some(*word) == last || word.role() == Role::Verb {
            continue;
        }
        let weight = super::build::weight(store, *word);
        let met = room.matches(prepared, word.word()).iter();
        found += weight;
        found_met += weight * met.map(|m| m.worth).fold(0.0, f32::max);
    }
    match (said > 0.0, found > 0.0) {
        (false, false) => 1.0,
        (true, true) => (said_met / said * (found_met / found)).max(0.0).sqrt(),
        _ => 0.0,
    }
}

/// Texts, what stands above, and the place in the hierarchy.
fn around(
    store: &Store,
    prepared: &Prepared,
    entry: EntryId,
    union: &[f32; SAID_WORDS],
    name: u32,
    f: &mut Features,
) {
    let has = |row: &[u32], family: u32| row.binary_search(&family).is_ok();
    let texts = store.texts.row(entry);
    let all: f32 = prepared
        .said
        .iter()
        .map(|s| s.weight)
        .sum::<f32>()
        .max(f32::MIN_POSITIVE);
    let mut in_texts = 0.0;
    for (word, met) in prepared.said.iter().zip(union) {
        if *met < 0.5 && word.families.iter().any(|&family| has(texts, family)) {
            in_texts += word.weight * (1.0 - met);
        }
    }
    f[Feature::Text] = in_texts / all;
    let whole = store
        .name_weights
        .get(name as usize)
        .copied()
        .unwrap_or(0.0)
        .max(f32::MIN_POSITIVE);
    let only_there = store.names.row(name).iter().filter(|w| {
        let family = store.words.family(w.word());
        has(&prepared.texts, family) && !prepared.said.iter().any(|s| s.families.contains(&family))
    });
    f[Feature::TextBack] = only_there
        .map(|w| super::build::weight(store, *w))
        .sum::<f32>()
        / whole;
    let contexts = store.contexts.row(entry);
    if !prepared.context.is_empty() {
        let weight = |family: &u32| store.rarity_of(*family);
        let names = |family: u32| {
            store.names_of(entry).any(|n| {
                store
                    .names
                    .row(n)
                    .iter()
                    .any(|w| store.words.family(w.word()) == family)
            })
        };
        let all: f32 = prepared.context.iter().map(weight).sum();
        let shared = prepared
            .context
            .iter()
            .filter(|&&family| has(contexts, family) || names(family));
        f[Feature::Context] = shared.map(weight).sum::<f32>() / all.max(f32::MIN_POSITIVE);
    }
    let above = prepared.said.iter().zip(union).filter(|(word, met)| {
        **met < 0.5 && word.families.iter().any(|&family| has(contexts, family))
    });
    f[Feature::Hierarchy] = above.map(|(word, _)| word.weight).sum::<f32>() / all;
}

/// Level, kind, occupation, code.
fn facts(store: &Store, prepared: &Prepared, entry: EntryId, f: &mut Features) {
    let Some(record) = store.kept.get(entry as usize) else {
        return;
    };
    if let (Some((from, to)), Some(level)) = (prepared.level, &record.level) {
        let steps = level
            .lki
            .saturating_sub(to)
            .max(from.saturating_sub(level.lki_to));
        f[Feature::Level] = 1.0 - f32::from(steps.min(4)) / 2.0;
    }
    f[Feature::Kind] = fit(prepared, Some(record.kind), record.aspect);
    let at = prepared.needs.partition_point(|need| need.0 < entry);
    let need = prepared.needs.get(at).filter(|need| need.0 == entry);
    let shared = || {
        prepared
            .occupations
            .iter()
            .any(|o| store.occupations.row(entry).contains(o))
    };
    f[Feature::Occupation] = match need {
        Some((_, true, _)) => 1.0,
        Some((_, false, _)) => 0.5,
        None if shared() => 0.5,
        None => 0.0,
    };
    let coded = prepared.occupations.contains(&entry) || prepared.codes.contains(&record.id);
    f[Feature::Code] = f32::from(u8::from(coded));
    f[Feature::Group] = f32::from(u8::from(super::build::is_group(Some(record.kind))));
    f[Feature::Upper] = f32::from(u8::from(
        store.upper.get(entry as usize).copied().unwrap_or(false),
    ));
}

/// Whether what the statement is fits what the record is.
fn fit(prepared: &Prepared, kind: Option<Kind>, aspect: Option<Aspect>) -> f32 {
    match (prepared.aspect, aspect) {
        (Some(a), Some(b)) if a == b => 1.0,
        (Some(Aspect::Knowledge), Some(_)) | (Some(_), Some(Aspect::Knowledge)) => -1.0,
        (Some(Aspect::Knowledge), None) if kind == Some(Kind::LearningOutcome) => -0.5,
        _ => 0.0,
    }
}

/// The best match of each word of a variant in one name, for the explanation.
pub(super) fn meetings(
    store: &Store,
    room: &Room,
    prepared: &Prepared,
    variant: usize,
    name: u32,
) -> Vec<Met> {
    let found = meet(store, room, prepared, name, &mut [0.0; SAID_WORDS]).unwrap_or_default();
    let variant = prepared.variants.get(variant).map_or(&[][..], |v| &v.said);
    variant
        .iter()
        .filter_map(|&number| found.best.get(number as usize).copied().flatten())
        .map(|found| Met { found })
        .collect()
}
