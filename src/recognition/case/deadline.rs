//! By when, and who waits on whom.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::types::{Case, Stage};
use crate::recognition::compare::Deadlines;
use crate::recognition::evidence::coded;

coded! {
    /// Whose turn it is.
    Turn {
        /// The applicant: papers are missing.
        Applicant = "applicant",
        /// The officer.
        Officer = "officer",
        /// The commission.
        Commission = "commission",
        /// Nobody: the case is closed.
        Nobody = "nobody",
    }
}

coded! {
    /// What the turn is for.
    Task {
        /// Say which programme.
        ChooseTarget = "choose_target",
        /// Bring evidence.
        BringEvidence = "bring_evidence",
        /// Compare and decide the outcomes.
        Assess = "assess",
        /// Decide the modules.
        DecideModules = "decide_modules",
        /// Meet, sign the protocol.
        Meet = "meet",
        /// Hand out the papers and close.
        HandOut = "hand_out",
        /// Nothing is left.
        Done = "done",
    }
}

/// What a case waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// Whose turn it is.
    pub turn: Turn,
    /// What for.
    pub task: Task,
    /// By when; none where the start of the programme is not known.
    pub until: Option<Date>,
    /// Days left, negative when it is late.
    pub days_left: Option<i32>,
}

/// What a case waits for today.
pub fn waiting(case: &Case, rule: &Deadlines, today: Date) -> Waiting {
    let (turn, task) = turn(case);
    let days = match task {
        Task::ChooseTarget | Task::BringEvidence => Some(rule.application_days),
        Task::Assess | Task::DecideModules | Task::Meet => Some(rule.decision_days),
        Task::HandOut => Some(0),
        Task::Done => None,
    };
    let until = match (case.starts_on, days) {
        (Some(start), Some(days)) => start.checked_sub(i64::from(days).days()).ok(),
        _ => None,
    };
    let days_left = until
        .and_then(|u| today.until(u).ok())
        .map(|span| span.get_days());
    Waiting {
        turn,
        task,
        until,
        days_left,
    }
}

fn turn(case: &Case) -> (Turn, Task) {
    if case.closed_at.is_some() {
        return (Turn::Nobody, Task::Done);
    }
    match case.stage {
        Stage::Identification if case.targets.is_empty() => (Turn::Applicant, Task::ChooseTarget),
        Stage::Identification | Stage::Documentation if case.brought.is_empty() => {
            (Turn::Applicant, Task::BringEvidence)
        }
        Stage::Identification | Stage::Documentation => (Turn::Officer, Task::Assess),
        Stage::Assessment if case.all_decided() => (Turn::Commission, Task::Meet),
        Stage::Assessment if case.lines.is_empty() => (Turn::Officer, Task::Assess),
        Stage::Assessment => (Turn::Officer, Task::DecideModules),
        Stage::Certification if case.meeting.decided_on.is_none() => (Turn::Commission, Task::Meet),
        Stage::Certification => (Turn::Officer, Task::HandOut),
    }
}
