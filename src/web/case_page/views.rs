//! Parts of the case page, ready to be shown.

use super::super::{Frame, segments};
use crate::recognition::case::Case;
use crate::recognition::compare::{LineReason, ModuleDecision, Stance, Status};
use crate::recognition::papers::words;
use crate::recognition::programme::{OutcomeView, Programme};

/// A piece of evidence.
pub(super) struct EvidenceView {
    pub(super) number: u32,
    pub(super) name: String,
    pub(super) title: String,
    pub(super) format: String,
    pub(super) issuer: String,
    pub(super) notices: Vec<String>,
    pub(super) claims: Vec<String>,
    /// How many claims, in words.
    pub(super) count: String,
}

/// A module with its outcomes.
pub(super) struct ModuleView {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) hours: String,
    pub(super) outcomes: Vec<OutcomeRow>,
    pub(super) proposed: String,
    pub(super) share: String,
    pub(super) decisions: Vec<(&'static str, String, bool)>,
    pub(super) decided: Option<String>,
    pub(super) reason: String,
    pub(super) test_on: String,
    /// Whether it is shown unfolded: the first that waits for a decision. All at once would make a page of forty screens.
    pub(super) unfolded: bool,
}

/// An outcome with its proposal and decision.
pub(super) struct OutcomeRow {
    pub(super) id: String,
    /// Makes the labels of its form its own.
    pub(super) key: String,
    pub(super) number: u32,
    pub(super) text: String,
    pub(super) strict: bool,
    pub(super) proposed: String,
    pub(super) proposed_code: &'static str,
    pub(super) confidence: String,
    pub(super) reasons: Vec<String>,
    pub(super) supports: Vec<SupportView>,
    /// Further passages, folded; for an outcome that is not shown, all that merely come near it.
    pub(super) folded: Vec<SupportView>,
    /// What is said of the folded ones.
    pub(super) fold: String,
    pub(super) statuses: Vec<(&'static str, String, bool)>,
    pub(super) decided: Option<String>,
    pub(super) reason: String,
}

/// A passage beside an outcome.
pub(super) struct SupportView {
    /// Stretches of the claim, marked or not.
    pub(super) parts: Vec<(String, bool)>,
    pub(super) place: String,
    pub(super) proof: String,
    pub(super) stance: Option<String>,
    pub(super) serves: Option<String>,
}

/// A member of the commission in the form.
pub(super) struct MemberView {
    pub(super) name: String,
    pub(super) role: String,
}

/// Passages shown beside an outcome before the rest is folded.
const SHOWN: usize = 3;

/// Empty rows for further members.
const SPARE: usize = 3;

pub(super) fn members(case: &Case) -> Vec<MemberView> {
    let named = case.meeting.members.iter().map(|m| MemberView {
        name: m.name.clone(),
        role: m.role.clone(),
    });
    let spare = (0..SPARE).map(|_| MemberView {
        name: String::new(),
        role: String::new(),
    });
    named.chain(spare).collect()
}

pub(super) fn evidence(frame: &Frame, case: &Case) -> Vec<EvidenceView> {
    let language = frame.language;
    let view = |b: &crate::recognition::case::Brought| {
        let e = &b.evidence;
        EvidenceView {
            number: b.number,
            name: e.name.clone(),
            title: e.title.clone().unwrap_or_default(),
            format: match e.claims.first() {
                Some(claim) => format!(
                    "{}, {}",
                    language.name_of("case_proof", claim.proof.code()),
                    language.name_of("case_format", e.format.code())
                ),
                None => language.name_of("case_format", e.format.code()),
            },
            issuer: e.issuer.clone().unwrap_or_default(),
            notices: e
                .notices
                .iter()
                .map(|n| language.name_of("case_notice", n.code()))
                .collect(),
            claims: e.claims.iter().map(|c| c.text.clone()).collect(),
            count: language.count("case.claims", e.claims.len()),
        }
    };
    case.brought.iter().map(view).collect()
}

pub(super) fn modules(frame: &Frame, case: &Case, programme: &Programme) -> Vec<ModuleView> {
    let language = frame.language;
    let claims = case.claims();
    let first = programme.modules.iter().map(|m| &m.id);
    let first = first.into_iter().find(|id| case.ruling(id).is_none());
    let view = |m: &crate::recognition::programme::ModuleView| {
        let proposal = case.proposal(&m.id);
        let ruling = case.ruling(&m.id);
        let now = ruling.map(|r| r.decision);
        let decision = |d: ModuleDecision| language.name_of("case_decision", d.code());
        let code = m.code.as_ref().map(|c| format!("{c} ")).unwrap_or_default();
        ModuleView {
            id: m.id.to_string(),
            name: format!("{code}{}", m.name),
            hours: words::hours(m.hours),
            outcomes: m
                .outcomes
                .iter()
                .map(|o| outcome(frame, case, o, &claims))
                .collect(),
            proposed: proposal
                .as_ref()
                .map(|p| decision(p.decision))
                .unwrap_or_default(),
            share: proposal
                .as_ref()
                .map(|p| format!("{:.0}\u{a0}%", p.share * 100.0))
                .unwrap_or_default(),
            decisions: ModuleDecision::ALL
                .iter()
                .map(|d| (d.code(), decision(*d), Some(*d) == now))
                .collect(),
            decided: ruling.map(|r| format!("{} ({})", decision(r.decision), r.by)),
            reason: ruling.map(|r| r.reason.clone()).unwrap_or_default(),
            test_on: ruling
                .and_then(|r| r.test_on)
                .map(|d| d.to_string())
                .unwrap_or_default(),
            unfolded: first == Some(&m.id),
        }
    };
    programme.modules.iter().map(view).collect()
}

fn outcome(
    frame: &Frame,
    case: &Case,
    o: &OutcomeView,
    claims: &[crate::recognition::evidence::Claim],
) -> OutcomeRow {
    let language = frame.language;
    let line = case.comparison().and_then(|c| c.line(&o.id));
    let decision = case.line(&o.id);
    let proposed = line.map_or(Status::No, |l| l.status);
    let status = |s: Status| language.name_of("case_status", s.code());
    let now = case.status(&o.id);
    let supports = line.map(|l| l.supports.as_slice()).unwrap_or_default();
    let view = |s: &crate::recognition::compare::Support| {
        let claim = claims.get(s.claim)?;
        let parts = segments(&claim.text, &s.marks)
            .into_iter()
            .map(|p| (p.text.to_owned(), p.hit))
            .collect();
        Some(SupportView {
            parts,
            place: words::place(claim),
            proof: language.name_of("case_proof", claim.proof.code()),
            stance: (s.stance != Stance::For)
                .then(|| language.name_of("case_stance", stance_code(s.stance))),
            serves: (s.serves > 1)
                .then(|| language.with("case.serves", "n", &s.serves.to_string())),
        })
    };
    let (telling, rest): (Vec<_>, Vec<_>) = supports
        .iter()
        .partition(|s| proposed != Status::No || s.stance != Stance::For);
    let (shown, more) = telling.split_at(telling.len().min(SHOWN));
    let folded: Vec<SupportView> = more.iter().chain(&rest).filter_map(|s| view(s)).collect();
    let fold = match proposed {
        Status::No => "case.weak",
        _ => "case.more",
    };
    OutcomeRow {
        id: o.id.to_string(),
        key: o
            .id
            .as_str()
            .replace(|c: char| !c.is_ascii_alphanumeric(), "-"),
        number: o.number,
        text: o.can.clone(),
        strict: o.strict,
        proposed: status(proposed),
        proposed_code: proposed.code(),
        confidence: line
            .map(|l| format!("{:.0}\u{a0}%", l.confidence * 100.0))
            .unwrap_or_default(),
        reasons: line
            .map(|l| l.reasons.iter().map(|r| reason(frame, r)).collect())
            .unwrap_or_default(),
        supports: shown.iter().filter_map(|s| view(s)).collect(),
        fold: language.with(fold, "n", &folded.len().to_string()),
        folded,
        statuses: Status::ALL
            .iter()
            .map(|s| (s.code(), status(*s), *s == now))
            .collect(),
        decided: decision.map(|d| format!("{} ({})", status(d.status), d.by)),
        reason: decision.map(|d| d.reason.clone()).unwrap_or_default(),
    }
}

fn stance_code(stance: Stance) -> &'static str {
    match stance {
        Stance::For => "for",
        Stance::Supervised => "supervised",
        Stance::Against => "against",
    }
}

/// A reason in the reader's words.
pub(super) fn reason(frame: &Frame, reason: &LineReason) -> String {
    let language = frame.language;
    match reason {
        LineReason::NothingMeets => language.text("case_reason.nothing_meets").to_owned(),
        LineReason::WordsMeet { share } => language.with(
            "case_reason.words_meet",
            "n",
            &format!("{:.0}", share.clamp(0.0, 1.0) * 100.0),
        ),
        LineReason::SchoolPaper => language.text("case_reason.school_paper").to_owned(),
        LineReason::NamesOutcome => language.text("case_reason.names_outcome").to_owned(),
        LineReason::Strict => language.text("case_reason.strict").to_owned(),
        LineReason::Level { shown, needed } => language
            .with("case_reason.level", "shown", &shown.to_string())
            .replace("{needed}", &needed.to_string()),
        LineReason::Supervised => language.text("case_reason.supervised").to_owned(),
        LineReason::PartDenied => language.text("case_reason.part_denied").to_owned(),
        LineReason::Contradicted => language.text("case_reason.contradicted").to_owned(),
        LineReason::NotPassed => language.text("case_reason.not_passed").to_owned(),
        LineReason::Shared { outcomes } => {
            language.with("case_reason.shared", "n", &outcomes.to_string())
        }
    }
}
