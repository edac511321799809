//! What is handed out: comparison sheet, decision, study plan, and a record for machines.
//!
//! Papers are filled from templates that a school may edit (`index-config/templates/`); [`crate::export`] writes them as DOCX
//! or as a page to print.

mod fields;
mod input;
mod record;
mod tables;
pub mod words;

pub use input::PaperInput;
pub use record::{credential, record};

use crate::export::document::{Document, Template, TemplateProblems};
use crate::recognition::evidence::coded;

coded! {
    /// A paper.
    Paper {
        /// Salīdzinājuma tabula.
        Comparison = "salidzinajuma-tabula",
        /// Komisijas lēmuma projekts.
        Decision = "lemuma-projekts",
        /// Individuālais izglītības plāns, with hours and fee.
        Plan = "individualais-plans",
    }
}

impl Paper {
    /// The file of its template in `index-config/templates/`.
    pub fn file(self) -> String {
        format!("{}.txt", self.code())
    }

    /// The template as it is shipped.
    pub fn shipped(self) -> &'static str {
        match self {
            Self::Comparison => {
                include_str!("../../../index-config/templates/salidzinajuma-tabula.txt")
            }
            Self::Decision => include_str!("../../../index-config/templates/lemuma-projekts.txt"),
            Self::Plan => include_str!("../../../index-config/templates/individualais-plans.txt"),
        }
    }

    /// Fills the template.
    ///
    /// # Errors
    /// [`TemplateProblems`] with file and line, for a template that a user edited wrongly.
    pub fn write(
        self,
        template: &str,
        input: &PaperInput<'_>,
    ) -> Result<Document, TemplateProblems> {
        Template::read(&self.file(), template)?.fill(&fields::fields(input))
    }
}

#[cfg(test)]
mod tests;
