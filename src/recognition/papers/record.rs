//! The machine-readable record: what was decided, and what is recognised as a claim of the European Learning Model.

use serde_json::{Value, json};

use super::input::PaperInput;
use crate::recognition::compare::{ModuleDecision, Status};

/// The record of a case as JSON, for the school's systems and for the person.
pub fn record(input: &PaperInput<'_>) -> Value {
    let case = input.case;
    let modules: Vec<Value> = input
        .programme
        .modules
        .iter()
        .map(|m| {
            let ruling = case.ruling(&m.id);
            let outcomes: Vec<Value> = m
                .outcomes
                .iter()
                .map(|o| {
                    let decision = case.line(&o.id);
                    json!({"id": o.id, "number": o.number, "text": o.can, "strict": o.strict, "weight": o.weight,
                        "status": case.status(&o.id), "decided": decision.is_some(),
                        "reason": decision.map(|d| d.reason.as_str()).unwrap_or_default()})
                })
                .collect();
            json!({"id": m.id, "code": m.code, "name": m.name, "hours": m.hours,
                "decision": input.decided.module(&m.id), "decided": ruling.is_some(),
                "reason": ruling.map(|r| r.reason.as_str()).unwrap_or_default(),
                "test_on": ruling.and_then(|r| r.test_on), "outcomes": outcomes})
        })
        .collect();
    json!({
        "case": case.number, "version": case.version, "stage": case.stage, "route": case.route,
        "person": case.applicant, "school": input.school,
        "programme": {"id": input.programme.id, "code": input.programme.code, "name": input.programme.name,
            "qualification": input.programme.qualification, "lki": input.programme.level},
        "modules": modules,
        "hours": {"all": input.plan.hours_all, "recognised": input.plan.hours_recognised,
            "with_test": input.plan.hours_with_test, "left": input.plan.hours_left},
        "fee": input.fee, "meeting": case.meeting, "credential": credential(input)
    })
}

/// What is recognised, as a credential of the European Learning Model 3.x without a signature: the school signs it with its
/// own seal before it is worth anything. Only what people decided stands in it.
pub fn credential(input: &PaperInput<'_>) -> Value {
    let case = input.case;
    let id = |kind: &str, n: usize| format!("urn:prasme:case:{}:{kind}:{n}", case.number);
    let mut claims = Vec::new();
    let recognised = input.programme.modules.iter().filter(|m| {
        case.ruling(&m.id)
            .is_some_and(|r| r.decision == ModuleDecision::Recognise)
    });
    for (n, module) in (1..).zip(recognised) {
        let shown = module
            .outcomes
            .iter()
            .filter(|o| case.line(&o.id).is_some_and(|l| l.status == Status::Fully));
        let outcomes: Vec<Value> = (1..)
            .zip(shown)
            .map(|(k, o)| json!({"id": id("outcome", n * 1000 + k), "type": "LearningOutcome", "title": {"lv": o.can},
                "identifier": {"id": id("outcome-id", n * 1000 + k), "type": "Identifier", "notation": o.id, "schemeName": "Prasme"}}))
            .collect();
        let mut spec = json!({"id": id("specification", n), "type": "LearningAchievementSpecification",
            "title": {"lv": module.name}, "volumeOfLearning": format!("PT{:.0}H", module.hours)});
        if let Some(fields) = spec.as_object_mut() {
            if !outcomes.is_empty() {
                fields.insert("learningOutcome".into(), Value::Array(outcomes));
            }
            if let Some(level) = input.programme.level {
                fields.insert("eqfLevel".into(), json!({"id": format!("http://data.europa.eu/snb/eqf/{level}"), "type": "Concept"}));
            }
        }
        claims.push(json!({"id": id("achievement", n), "type": "LearningAchievement", "title": {"lv": module.name},
            "awardedBy": {"id": id("awarding", n), "type": "AwardingProcess", "awardingBody": issuer(input),
                "awardingDate": case.meeting.decided_on.map(|d| format!("{d}T00:00:00Z"))},
            "specifiedBy": spec}));
    }
    json!({
        "@context": ["https://www.w3.org/2018/credentials/v1", "http://data.europa.eu/snb/model/context/edc-ap"],
        "id": format!("urn:prasme:case:{}", case.number),
        "type": ["VerifiableCredential", "EuropeanDigitalCredential"],
        "issuer": issuer(input),
        "issuanceDate": format!("{}T00:00:00Z", input.day()),
        "credentialSubject": {"id": format!("urn:prasme:case:{}:person", case.number), "type": "Person",
            "givenName": {"lv": case.applicant.given_name}, "familyName": {"lv": case.applicant.family_name},
            "fullName": {"lv": case.applicant.name()}, "hasClaim": claims},
        "displayParameter": {"id": id("display", 1), "type": "DisplayParameter",
            "title": {"lv": format!("Atzīti mācīšanās rezultāti: {}", input.programme.name)}}
    })
}

fn issuer(input: &PaperInput<'_>) -> Value {
    json!({"id": format!("urn:prasme:case:{}:issuer", input.case.number), "type": "Organisation", "legalName": {"lv": input.school}})
}
