//! A candidate of the review, ready to be written: what it is, how sure the machine is and why, what people decided.

use super::facts::{badges, crumb};
use super::reasons::ReasonsView;
use super::{Language, record_path};
use crate::linking::review::{Reviewed, Shown};
use crate::linking::{Explanation, Target};
use crate::model::{MappingState, Predicate, Record, TextRole};

/// The relations that a reader chooses from, in the order of their keys 1 to 5.
pub(super) const RELATIONS: [Predicate; 5] = [
    Predicate::ExactMatch,
    Predicate::CloseMatch,
    Predicate::BroadMatch,
    Predicate::NarrowMatch,
    Predicate::RelatedMatch,
];

/// A record with its place, ready to be written.
pub(super) struct ShownView {
    pub(super) path: Option<String>,
    pub(super) name: String,
    pub(super) other_name: Option<(&'static str, String)>,
    pub(super) code: String,
    pub(super) kind: String,
    pub(super) kind_code: &'static str,
    pub(super) badges: Vec<String>,
    pub(super) crumbs: Vec<(String, String)>,
    pub(super) texts: Vec<(&'static str, String)>,
    pub(super) below: Vec<(String, String)>,
    pub(super) gone: bool,
}

impl ShownView {
    pub(super) fn new(shown: &Shown, language: Language) -> Self {
        let record = &shown.record;
        let own = language.of_labels();
        let name = record.name(own).to_owned();
        let other = language.other();
        let other_name = record.name(other.of_labels());
        Self {
            path: (!shown.gone).then(|| record_path(record.id.as_str())),
            other_name: (other_name != name).then(|| (other.tag(), other_name.to_owned())),
            name,
            code: record.code.clone().unwrap_or_default(),
            kind: language.name_of("kind", record.kind.code()),
            kind_code: record.kind.code(),
            badges: record
                .framework
                .iter()
                .map(|f| language.name_of("framework", f))
                .chain(record.level.iter().map(|l| format!("LKI {}", l.lki)))
                .chain(badges(record, language))
                .collect(),
            crumbs: shown.above.iter().map(|r| crumb(r, language)).collect(),
            texts: texts(record, language),
            below: shown.below.iter().map(|r| crumb(r, language)).collect(),
            gone: shown.gone,
        }
    }
}

/// What spells a record out, in the reader's language where there is something in it.
fn texts(record: &Record, language: Language) -> Vec<(&'static str, String)> {
    let wanted = |role| {
        matches!(
            role,
            TextRole::Description | TextRole::Definition | TextRole::ScopeNote | TextRole::Goal
        )
    };
    let of_role: Vec<_> = record.texts.iter().filter(|t| wanted(t.role)).collect();
    let own = language.of_labels();
    let speaks = of_role.iter().any(|t| t.lang == own);
    of_role
        .into_iter()
        .filter(|t| !speaks || t.lang == own)
        .map(|t| (t.lang.tag(), t.text.clone()))
        .collect()
}

/// One choice of relation.
pub(super) struct RelationView {
    pub(super) code: &'static str,
    pub(super) name: String,
    pub(super) chosen: bool,
}

/// A candidate ready to be written.
pub(super) struct CandidateView {
    pub(super) id: String,
    pub(super) shown: ShownView,
    pub(super) state: &'static str,
    pub(super) state_code: &'static str,
    pub(super) surfaced: bool,
    pub(super) percent: Option<u32>,
    pub(super) tied: bool,
    pub(super) too_general: bool,
    /// The relation as it stands or is proposed.
    pub(super) predicate: &'static str,
    pub(super) predicate_name: String,
    pub(super) relations: Vec<RelationView>,
    pub(super) version: u64,
    pub(super) stored: bool,
    pub(super) decided: Option<String>,
    pub(super) note: String,
    pub(super) reasons: Option<ReasonsView>,
    pub(super) replacements: Vec<(String, String)>,
}

impl CandidateView {
    pub(super) fn new(candidate: &Reviewed, language: Language) -> Self {
        let leading = candidate.leading();
        let explanation = explanation(candidate);
        let decision = leading.and_then(|m| m.mapping.decision.as_ref());
        let flag = |key: &str| {
            let proposal = leading.and_then(|m| m.mapping.proposal.as_ref());
            proposal.is_some_and(|p| p.explanation.get(key).is_some_and(|v| v == true))
        };
        let live = candidate.live.as_ref();
        let name = |p: Predicate| language.name_of("predicate", p.code());
        let mut choices = RELATIONS.to_vec();
        if !choices.contains(&candidate.predicate) {
            choices.insert(0, candidate.predicate);
        }
        Self {
            id: candidate.shown.record.id.to_string(),
            state: language.text(&format!("mapping_state.{}", candidate.state().code())),
            state_code: candidate.state().code(),
            surfaced: leading.is_some_and(|m| m.surfaced_at.is_some()),
            percent: candidate.confidence().map(percent),
            tied: live.map_or_else(|| flag("tied"), |c| c.tied),
            too_general: live.map_or_else(|| flag("too_general"), |c| c.too_general),
            predicate: candidate.predicate.code(),
            predicate_name: name(candidate.predicate),
            relations: choices
                .into_iter()
                .map(|p| RelationView {
                    code: p.code(),
                    name: name(p),
                    chosen: p == candidate.predicate,
                })
                .collect(),
            version: leading.map_or(0, |m| m.mapping.version),
            stored: leading.is_some(),
            decided: decision.map(|d| decided(&d.by, &d.at, language)),
            note: decision.and_then(|d| d.note.clone()).unwrap_or_default(),
            reasons: explanation.map(|e| ReasonsView::new(&e, language)),
            replacements: candidate
                .shown
                .replacements
                .iter()
                .map(|r| {
                    let name = r.name(language.of_labels());
                    (
                        r.id.to_string(),
                        language.with("review.replace", "name", name),
                    )
                })
                .collect(),
            shown: ShownView::new(&candidate.shown, language),
        }
    }

    fn is(&self, state: MappingState) -> bool {
        self.state_code == state.code()
    }

    pub(super) fn is_open(&self) -> bool {
        self.is(MappingState::Proposed)
    }

    pub(super) fn is_accepted(&self) -> bool {
        self.is(MappingState::Accepted)
    }

    pub(super) fn is_rejected(&self) -> bool {
        self.is(MappingState::Rejected)
    }
}

/// What the matcher says now, else what it said when it proposed.
fn explanation(candidate: &Reviewed) -> Option<Explanation> {
    if let Some(live) = &candidate.live {
        return Some(live.explanation.clone());
    }
    let proposal = candidate.leading()?.mapping.proposal.as_ref()?;
    serde_json::from_value(proposal.explanation.clone()).ok()
}

/// A share as whole per cent.
pub(super) fn percent(share: f32) -> u32 {
    (share.clamp(0.0, 1.0) * 100.0).round() as u32
}

/// Who and when.
pub(super) fn decided(by: &str, at: &str, language: Language) -> String {
    language
        .with("review.decided", "who", by)
        .replace("{when}", &moment(at))
}

/// A moment to the minute; UTC, and said so.
pub(super) fn moment(at: &str) -> String {
    match (at.get(..10), at.get(11..16)) {
        (Some(day), Some(minute)) => format!("{day} {minute} UTC"),
        _ => at.to_owned(),
    }
}

/// The name of a set of records; `name_of` names records.
pub(super) fn target_name(
    target: &str,
    language: Language,
    name_of: &dyn Fn(&str) -> String,
) -> String {
    match target.parse() {
        Ok(Target::Framework(framework)) => language.name_of("framework", &framework),
        Ok(Target::Kind(kind)) => language.name_of("kind", kind.code()),
        Ok(Target::Under(id)) => name_of(id.as_str()),
        Err(_) => target.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_shown_to_the_minute() {
        assert_eq!(moment("2026-11-21T01:02:03.456Z"), "2026-11-21 01:02 UTC");
        assert_eq!(moment("vakar"), "vakar");
    }

    #[test]
    fn shares_are_whole_per_cent() {
        assert_eq!((percent(0.734), percent(2.0), percent(-1.0)), (73, 100, 0));
    }

    #[test]
    fn sets_of_records_have_names() {
        let name = |target| target_name(target, Language::Lv, &|id| format!("<{id}>"));
        assert_eq!(name("framework:digcomp-2.2"), "DigComp 2.2");
        assert_eq!(name("under:pkp/1"), "<pkp/1>");
        assert_eq!(name("kind:requirement"), "Prasība");
    }
}
