//! The fields of the templates.

use jiff::civil::Date;

use super::input::PaperInput;
use super::tables;
use super::words;
use crate::export::document::{Fields, Signature};
use crate::recognition::case::Route;
use crate::recognition::compare::ModuleDecision;
use crate::recognition::plan::{Fee, PlanModule};
use crate::recognition::programme::ModuleView;

/// A day as Latvian papers write it.
pub(super) fn day(day: Date) -> String {
    format!("{:02}.{:02}.{:04}.", day.day(), day.month(), day.year())
}

/// A day in words, as decisions write it: in the locative.
fn day_in_words(day: Date) -> String {
    let months = [
        "janvārī",
        "februārī",
        "martā",
        "aprīlī",
        "maijā",
        "jūnijā",
        "jūlijā",
        "augustā",
        "septembrī",
        "oktobrī",
        "novembrī",
        "decembrī",
    ];
    let month = months.get(usize::from(day.month().unsigned_abs()).saturating_sub(1));
    format!(
        "{}. gada {}. {}",
        day.year(),
        day.day(),
        month.copied().unwrap_or_default()
    )
}

/// Everything that a template may name.
pub(super) fn fields(input: &PaperInput<'_>) -> Fields {
    let mut fields = Fields::new();
    let case = input.case;
    fields
        .text(
            "lieta",
            if case.number > 0 {
                case.number.to_string()
            } else {
                "—".into()
            },
        )
        .text("skola", input.school)
        .text("persona", case.applicant.name())
        .text("programma", &*input.programme.name)
        .text("datums", day(input.day()))
        .text("datums_vārdos", day_in_words(input.day()))
        .text(
            "vēlākā_posmā",
            match case.route {
                Route::LaterStage => "ir",
                Route::FullQualification => "",
            },
        )
        .text(
            "protokols",
            case.meeting.protocol.clone().unwrap_or_default(),
        )
        .text(
            "apstrīdēšanas_termiņš",
            match input.deadlines.appeal_months {
                1 => "viena mēneša".to_owned(),
                months if months % 10 == 1 && months % 100 != 11 => format!("{months} mēneša"),
                months => format!("{months} mēnešu"),
            },
        )
        .text(
            "priekšlikums",
            if tables::undecided(input) { "ir" } else { "" },
        )
        .text("neizlemts", if tables::unruled(input) { "ir" } else { "" })
        .facts("lieta", facts(input))
        .table("pierādījumi", tables::evidence(input))
        .table("stundas", tables::hours(input))
        .table("atlikušie", tables::left(input))
        .table("pārbaudījumi", tables::tests(input))
        .list(
            "moduļi",
            input
                .programme
                .modules
                .iter()
                .map(|m| module(input, m))
                .collect(),
        )
        .list("atzītie", decided(input, &input.plan.recognised))
        .list("ar_pārbaudījumu", decided(input, &input.plan.with_test))
        .list("neatzītie", decided(input, &input.plan.left))
        .list("materiāli", materials(input))
        .facts("maksa", fee(input))
        .signatures("komisija", commission(input))
        .signatures(
            "plāns",
            vec![
                Signature {
                    role: "Izglītības iestādes pārstāvis".into(),
                    name: String::new(),
                },
                Signature {
                    role: "Izglītojamais".into(),
                    name: case.applicant.name(),
                },
            ],
        );
    fields
}

fn facts(input: &PaperInput<'_>) -> Vec<(String, String)> {
    let (case, programme) = (input.case, input.programme);
    let mut facts: Vec<(String, String)> = Vec::new();
    let mut add = |name: &str, value: Option<String>| {
        if let Some(value) = value.filter(|v| !v.trim().is_empty()) {
            facts.push((name.to_owned(), value));
        }
    };
    add("Vārds, uzvārds", Some(case.applicant.name()));
    add("Personas kods", case.applicant.personal_code.clone());
    let code = programme
        .code
        .as_ref()
        .map(|c| format!(" ({c})"))
        .unwrap_or_default();
    add(
        "Izglītības programma",
        Some(format!("{}{code}", programme.name)),
    );
    add(
        "Profesionālā kvalifikācija",
        programme.qualification.clone(),
    );
    add("LKI līmenis", programme.level.map(|l| l.to_string()));
    add("Programmas sākums", case.starts_on.map(day));
    facts
}

fn module(input: &PaperInput<'_>, module: &ModuleView) -> Fields {
    let mut fields = Fields::new();
    let (decision, reason) = ruling(input, &module.id);
    fields
        .text("kods", module.code.clone().unwrap_or_default())
        .text("nosaukums", &*module.name)
        .text("stundas", words::hours(module.hours))
        .text("lēmums", words::decision(decision))
        .text("pamatojums", reason)
        .table("rezultāti", tables::outcomes(input, module));
    fields
}

/// The decision on a module and its reason: the commission's, else what the rule says.
fn ruling(input: &PaperInput<'_>, module: &crate::model::RecordId) -> (ModuleDecision, String) {
    let decision = input.decided.module(module);
    let ruled = input
        .case
        .ruling(module)
        .map(|r| r.reason.clone())
        .filter(|r| !r.trim().is_empty());
    let proposal = input.case.proposal(module);
    let by_rule = proposal.map(|p| {
        let strict = match p.strict_open {
            0 => String::new(),
            1 => " Viens drošības vai normatīvais rezultāts nav pilnībā pierādīts.".to_owned(),
            n => format!(" {n} drošības vai normatīvie rezultāti nav pilnībā pierādīti."),
        };
        format!(
            "Pierādīti {:.0}\u{a0}% no moduļa rezultātu īpatsvara.{strict}",
            p.share * 100.0
        )
    });
    (decision, ruled.or(by_rule).unwrap_or_default())
}

fn decided(input: &PaperInput<'_>, modules: &[PlanModule]) -> Vec<Fields> {
    let one = |module: &PlanModule| {
        let mut fields = Fields::new();
        let test = input.case.ruling(&module.id).and_then(|r| r.test_on);
        fields
            .text("kods", module.code.clone().unwrap_or_default())
            .text("nosaukums", &*module.name)
            .text("stundas", words::hours(module.hours))
            .text("pārbaudījuma_diena", test.map(day).unwrap_or_default())
            .text("pamatojums", ruling(input, &module.id).1);
        fields
    };
    modules.iter().map(one).collect()
}

fn materials(input: &PaperInput<'_>) -> Vec<Fields> {
    let modules = input.plan.left.iter().chain(&input.plan.with_test);
    let mut list = Vec::new();
    for module in modules {
        let found = input
            .materials
            .iter()
            .find(|(id, m)| *id == module.id && !m.is_empty());
        if let Some((_, materials)) = found {
            let mut fields = Fields::new();
            fields
                .text("kods", module.code.clone().unwrap_or_default())
                .text("nosaukums", &*module.name)
                .table("līdzekļi", tables::materials(materials));
            list.push(fields);
        }
    }
    list
}

fn fee(input: &PaperInput<'_>) -> Vec<(String, String)> {
    let Some(fee) = input.fee else {
        return Vec::new();
    };
    let mut facts = vec![
        (
            "Maksa par visu programmu".to_owned(),
            Fee::words(fee.full_cents),
        ),
        (
            "Maksa pēc atzīšanas".to_owned(),
            Fee::words(fee.reduced_cents),
        ),
    ];
    if fee.without_tests_cents != fee.reduced_cents {
        facts.push((
            "Maksa, ja moduļu pārbaudījumi netiek nokārtoti".to_owned(),
            Fee::words(fee.without_tests_cents),
        ));
    }
    facts
}

fn commission(input: &PaperInput<'_>) -> Vec<Signature> {
    let members = &input.case.meeting.members;
    if members.is_empty() {
        return vec![Signature {
            role: "Komisijas priekšsēdētājs".into(),
            name: String::new(),
        }];
    }
    let role = |n: usize, role: &str| match (role.trim(), n) {
        ("", 0) => "Komisijas priekšsēdētājs".to_owned(),
        ("", _) => "Komisijas loceklis".to_owned(),
        (role, _) => role.to_owned(),
    };
    members
        .iter()
        .enumerate()
        .map(|(n, m)| Signature {
            role: role(n, &m.role),
            name: m.name.clone(),
        })
        .collect()
}
