//! The forms of the case page: what they send, and the change of the case that it means.

use axum::http::StatusCode;
use jiff::civil::Date;
use serde::Deserialize;

use super::super::Problem;
use super::api::compared;
use super::files::brought;
use super::office::At;
use crate::model::{Lang, RecordId};
use crate::recognition::case::{
    Applicant, Case, CaseChange, CaseError, JudgedLine, JudgedModule, Meeting, Member, Route, Stage,
};
use crate::recognition::compare::{ModuleDecision, Status};
use crate::recognition::evidence::{Claim, Passage, PassageAt, Proof, read_pasted};

/// What a form of the case page sends; each form fills in what it is about.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in super::super) struct CaseForm {
    version: u64,
    to: Option<Stage>,
    reason: String,
    given_name: String,
    family_name: String,
    personal_code: String,
    address: String,
    contact: String,
    target: Option<RecordId>,
    also: Vec<RecordId>,
    route: Option<Route>,
    starts_on: String,
    price: String,
    evidence: u32,
    name: String,
    text: Vec<String>,
    outcome: Vec<RecordId>,
    status: Vec<Status>,
    why: Vec<String>,
    module: Option<RecordId>,
    decision: String,
    test_on: String,
    member: Vec<String>,
    role: Vec<String>,
    decided_on: String,
    protocol: String,
    sure: String,
}

impl CaseForm {
    /// What somebody decided of outcomes with a reason: it is shown again where the change was refused.
    pub(super) fn judged(&self) -> Vec<(RecordId, Status, String)> {
        let judged = self.outcome.iter().zip(&self.status).zip(&self.why);
        judged
            .filter(|(_, why)| !why.trim().is_empty())
            .map(|((outcome, status), why)| (outcome.clone(), *status, why.trim().to_owned()))
            .collect()
    }

    /// What else somebody typed: it is shown again where the change was refused, so that nothing has to be typed twice.
    pub(super) fn typed(&self) -> Vec<String> {
        let members = self.member.iter().zip(&self.role);
        let members = members.map(|(m, r)| format!("{m} {r}"));
        let person = [
            &self.given_name,
            &self.family_name,
            &self.personal_code,
            &self.address,
            &self.contact,
            &self.reason,
            &self.protocol,
        ];
        self.text
            .iter()
            .cloned()
            .chain(members)
            .chain(person.into_iter().cloned())
            .map(|t| t.trim().to_owned())
            .filter(|t| !t.is_empty())
            .collect()
    }

    /// The module that the form decides.
    pub(super) fn module(&self) -> Option<&RecordId> {
        self.module.as_ref()
    }
}

/// A day of a form; an empty field is none.
fn day_of(text: &str, what: &'static str) -> Result<Option<Date>, Problem> {
    match text.trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| bad(what)),
    }
}

/// Euros of a form, with a point or a comma.
fn cents_of(text: &str) -> Result<Option<u64>, Problem> {
    let text: String = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| if c == ',' { '.' } else { c })
        .collect();
    if text.is_empty() {
        return Ok(None);
    }
    let euros: f64 = text.parse().map_err(|_| bad("price"))?;
    match (0.0..=1e9).contains(&euros) {
        true => Ok(Some((euros * 100.0).round() as u64)),
        false => Err(bad("price")),
    }
}

pub(super) fn bad(what: &'static str) -> Problem {
    Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "case-invalid",
        format!("{what} is not understood"),
    )
    .at(format!("form: {what}"))
}

fn some(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|t| !t.is_empty())
}

/// The case after what was done; none where it was deleted.
pub(super) fn run(
    at: &At<'_>,
    number: i64,
    action: &str,
    form: &CaseForm,
    day: &str,
    by: &str,
) -> Result<Option<Case>, Problem> {
    let seen = form.version;
    let change = match action {
        "compare" => return compared(at, number, seen, by).map(Some),
        "delete" => return delete(at, number, form, by),
        "text" => return text(at, number, form, day, by).map(Some),
        "move" => return go(at, number, form, by).map(Some),
        "applicant" => CaseChange::Applicant(Applicant {
            given_name: form.given_name.trim().to_owned(),
            family_name: form.family_name.trim().to_owned(),
            personal_code: some(&form.personal_code),
            address: some(&form.address),
            contact: some(&form.contact),
        }),
        "claims" => claims(at, number, form, by)?,
        "remove" => CaseChange::RemoveEvidence(form.evidence),
        "target" => target(at, form)?,
        "decide" => decide(form)?,
        "untouched" => untouched(&at.store.read(number, by)?),
        "meeting" => CaseChange::Meeting(meeting(form)?),
        "close" => CaseChange::Close,
        _ => return Err(Problem::of_status(StatusCode::NOT_FOUND, "")),
    };
    Ok(Some(at.store.change(number, seen, change, by)?))
}

/// Deletes the case that was seen; one that somebody has changed since is not deleted unread.
fn delete(at: &At<'_>, number: i64, form: &CaseForm, by: &str) -> Result<Option<Case>, Problem> {
    if form.sure != "yes" {
        return Err(bad("sure"));
    }
    let (seen, current) = (form.version, at.store.read(number, by)?.version);
    if seen != current {
        let stale = CaseError::Stale {
            number,
            seen,
            current,
        };
        return Err(stale.into());
    }
    at.store.delete(number, by)?;
    Ok(None)
}

fn text(at: &At<'_>, number: i64, form: &CaseForm, day: &str, by: &str) -> Result<Case, Problem> {
    let text = form.text.first().map(String::as_str).unwrap_or_default();
    // A pasted text that is a file's content after all (JSON, XML) is read as such.
    if text.trim_start().starts_with(['{', '<']) {
        return brought(
            at,
            number,
            form.version,
            &form.name,
            text.as_bytes(),
            day,
            by,
        );
    }
    let evidence = read_pasted(&form.name, text).map_err(|e| super::of_evidence(&e))?;
    // The text is kept as it was pasted: passages point into it.
    let bytes = text.as_bytes();
    Ok(at
        .store
        .add_evidence(number, form.version, evidence, bytes, by)?)
}

/// To another stage; who comes to the assessment finds the comparison made.
fn go(at: &At<'_>, number: i64, form: &CaseForm, by: &str) -> Result<Case, Problem> {
    let to = form.to.ok_or_else(|| bad("to"))?;
    let change = CaseChange::Move {
        to,
        reason: form.reason.clone(),
    };
    let case = at.store.change(number, form.version, change, by)?;
    match to == Stage::Assessment && case.comparison().is_none() {
        true => compared(at, number, case.version, by),
        false => Ok(case),
    }
}

/// The programme that is decided on comes first, those compared beside it follow.
fn target(at: &At<'_>, form: &CaseForm) -> Result<CaseChange, Problem> {
    let target = form.target.clone().ok_or_else(|| bad("target"))?;
    let mut targets = vec![target];
    for also in &form.also {
        if !targets.contains(also) {
            targets.push(also.clone());
        }
    }
    for target in &targets {
        at.desk.programme(target)?;
    }
    Ok(CaseChange::Target {
        targets,
        route: form.route.ok_or_else(|| bad("route"))?,
        starts_on: day_of(&form.starts_on, "starts_on")?,
        price_cents: cents_of(&form.price)?,
    })
}

/// The outcomes of one module with the module itself.
fn decide(form: &CaseForm) -> Result<CaseChange, Problem> {
    let module = form.module.clone().ok_or_else(|| bad("module"))?;
    if (form.outcome.len(), form.outcome.len()) != (form.status.len(), form.why.len()) {
        return Err(bad("outcome"));
    }
    let lines = form.outcome.iter().zip(&form.status).zip(&form.why);
    let lines = lines.map(|((outcome, status), why)| JudgedLine {
        outcome: outcome.clone(),
        status: *status,
        reason: why.trim().to_owned(),
    });
    let decision = match form.decision.as_str() {
        "" => None,
        code => Some(ModuleDecision::from_code(code).ok_or_else(|| bad("decision"))?),
    };
    Ok(CaseChange::Decide {
        lines: lines.collect(),
        modules: vec![JudgedModule {
            module,
            decision,
            reason: form.reason.trim().to_owned(),
            test_on: day_of(&form.test_on, "test_on")?,
        }],
    })
}

/// Modules that no evidence speaks of are refused together, with their outcomes.
fn untouched(case: &Case) -> CaseChange {
    let modules = case.untouched();
    let lines = modules.iter().flat_map(|m| case.outcomes_of(&m.module));
    CaseChange::Decide {
        lines: lines
            .map(|outcome| JudgedLine {
                outcome,
                status: Status::No,
                reason: String::new(),
            })
            .collect(),
        modules,
    }
}

/// Claims as the form has them: an empty one is taken out, each further line of one is a claim of its own, and what stands in
/// the field below the last is new.
fn claims(at: &At<'_>, number: i64, form: &CaseForm, by: &str) -> Result<CaseChange, Problem> {
    let case = at.store.read(number, by)?;
    let Some(brought) = case.brought.iter().find(|b| b.number == form.evidence) else {
        return Err(bad("evidence"));
    };
    let known = &brought.evidence.claims;
    if form.text.len() < known.len() {
        return Err(bad("text"));
    }
    let mut edited = Vec::new();
    for (claim, text) in known.iter().zip(&form.text) {
        // Browsers send line breaks as CR LF.
        let text = text.replace("\r\n", "\n");
        if text == claim.text.replace("\r\n", "\n") {
            edited.push(claim.clone());
            continue;
        }
        edited.extend(lines(&text).map(|text| Claim {
            text,
            ..claim.clone()
        }));
    }
    let first = known.first();
    for text in form.text.iter().skip(known.len()) {
        let file = &brought.evidence.name;
        edited.extend(lines(text).map(|text| {
            let passage = Passage {
                file: file.clone(),
                at: PassageAt::Noted {},
                text: text.clone(),
            };
            let proof = first.map_or(Proof::OwnWord, |c| c.proof);
            let lang = first.map_or(Lang::Lv, |c| c.lang);
            Claim::new(text, lang, passage, proof)
        }));
    }
    Ok(CaseChange::Claims {
        evidence: form.evidence,
        claims: edited,
    })
}

/// The lines of a text that say something.
fn lines(text: &str) -> impl Iterator<Item = String> {
    text.lines()
        .map(|l| l.trim().to_owned())
        .filter(|l| !l.is_empty())
}

fn meeting(form: &CaseForm) -> Result<Meeting, Problem> {
    let roles = form
        .role
        .iter()
        .map(String::as_str)
        .chain(std::iter::repeat(""));
    let members = form
        .member
        .iter()
        .zip(roles)
        .filter(|(name, _)| !name.trim().is_empty());
    Ok(Meeting {
        members: members
            .map(|(name, role)| Member {
                name: name.trim().to_owned(),
                role: role.trim().to_owned(),
            })
            .collect(),
        decided_on: day_of(&form.decided_on, "decided_on")?,
        protocol: some(&form.protocol),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn euros_are_read_as_people_write_them() {
        for (text, cents) in [
            ("", None),
            ("1 200,50", Some(120_050)),
            ("960", Some(96_000)),
        ] {
            assert_eq!(cents_of(text).unwrap(), cents, "{text}");
        }
        for text in ["-1", "daudz", "1e12"] {
            assert_eq!(
                cents_of(text).unwrap_err().place.as_deref(),
                Some("form: price")
            );
        }
    }

    #[test]
    fn a_decision_needs_as_many_answers_as_outcomes() {
        let outcome = RecordId::new("mip/1/m/1").unwrap();
        let mut form = CaseForm {
            module: Some(RecordId::new("mip/1/m").unwrap()),
            outcome: vec![outcome],
            status: vec![Status::Fully],
            why: vec!["parādīja".into()],
            ..CaseForm::default()
        };
        let CaseChange::Decide { lines, modules } = decide(&form).unwrap() else {
            panic!("another change");
        };
        assert_eq!((lines.len(), modules[0].decision), (1, None));
        assert_eq!(form.judged()[0].2, "parādīja");
        form.why.clear();
        assert!(decide(&form).is_err());
    }

    #[test]
    fn lines_without_words_are_no_claims() {
        let found: Vec<String> = lines("viens \n\n  divi\r\n").collect();
        assert_eq!(found, ["viens", "divi"]);
    }
}
