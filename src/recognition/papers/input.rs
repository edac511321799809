//! What papers are made from.

use jiff::civil::Date;

use crate::model::RecordId;
use crate::recognition::case::Case;
use crate::recognition::compare::Deadlines;
use crate::recognition::evidence::Claim;
use crate::recognition::plan::materials::GapMaterial;
use crate::recognition::plan::{Decided, Fee, StudyPlan};
use crate::recognition::programme::Programme;

/// What papers are made from.
#[derive(Debug, Clone)]
pub struct PaperInput<'a> {
    /// The case.
    pub case: &'a Case,
    /// Its target programme.
    pub programme: &'a Programme,
    /// The claims of the case, in the order in which the comparison numbers them.
    pub claims: Vec<Claim>,
    /// Decisions over proposals.
    pub decided: Decided,
    /// The plan that follows.
    pub plan: StudyPlan,
    /// The fee, where the price is known.
    pub fee: Option<Fee>,
    /// Materials for the gaps of modules that are left or to be tested.
    pub materials: Vec<(RecordId, Vec<GapMaterial>)>,
    /// The school's name.
    pub school: &'a str,
    /// Deadlines.
    pub deadlines: &'a Deadlines,
    /// The day that stands on the paper unless the commission has decided on another.
    pub today: Date,
}

impl<'a> PaperInput<'a> {
    /// What follows from a case by itself: plan and fee, no materials.
    pub fn of(
        case: &'a Case,
        programme: &'a Programme,
        school: &'a str,
        deadlines: &'a Deadlines,
        today: Date,
    ) -> Self {
        let decided = Decided::of(case);
        let plan = StudyPlan::of(programme, &decided);
        let fee = case.price_cents.map(|cents| Fee::of(&plan, cents));
        Self {
            case,
            programme,
            claims: case.claims(),
            decided,
            plan,
            fee,
            materials: Vec::new(),
            school,
            deadlines,
            today,
        }
    }

    /// The day on the paper.
    pub(super) fn day(&self) -> Date {
        self.case.meeting.decided_on.unwrap_or(self.today)
    }
}
