//! Sentences as people write them, each with the competence that it shows.

use super::judged::JudgedError;
use crate::linking::learn::Row;
use crate::linking::{Matcher, Statement, Target};
use crate::model::{Lang, RecordId};

/// The framework that the sentences belong to.
const FRAMEWORK: &str = "digcomp-2.2";

/// A sentence with the code of its competence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Whether it may be learned from; the others are only measured.
    pub tuned: bool,
    /// Code of the competence, e.g. `2.4`.
    pub code: String,
    /// The sentence.
    pub text: String,
}

/// Sentences in the order of their file.
#[derive(Debug, Clone, Default)]
pub struct Sentences(pub Vec<Sentence>);

impl Sentences {
    /// Reads `half <TAB> code <TAB> sentence` with a header; half is `dev` (learned from) or `held`.
    ///
    /// # Errors
    /// [`JudgedError`] with the row.
    pub fn read(text: &str) -> Result<Self, JudgedError> {
        let mut sentences = Vec::new();
        for (row, line) in (1..).zip(text.lines()).skip(1) {
            let mut fields = line.splitn(3, '\t').map(str::trim);
            let (Some(half), Some(code), Some(text)) =
                (fields.next(), fields.next(), fields.next())
            else {
                let what = "half, code and sentence are needed, separated by tabs".to_owned();
                return Err(JudgedError { row, what });
            };
            let tuned = match half {
                "dev" => true,
                "held" => false,
                other => {
                    let what = format!("half is {other:?}; right would be dev or held");
                    return Err(JudgedError { row, what });
                }
            };
            sentences.push(Sentence {
                tuned,
                code: code.to_owned(),
                text: text.to_owned(),
            });
        }
        Ok(Self(sentences))
    }

    /// One half: those that are learned from, or those that are only measured.
    pub fn half(&self, tuned: bool) -> Self {
        let half = self.0.iter().filter(|s| s.tuned == tuned);
        Self(half.cloned().collect())
    }

    /// Share of the sentences whose competence stands at the first place, 0 to 1.
    pub fn success_1(&self, matcher: &Matcher) -> f64 {
        let scope = matcher.scope(&Target::Framework(FRAMEWORK.to_owned()));
        let right = self.0.iter().filter(|sentence| {
            let found = matcher.candidates(&sentence.statement(), &scope, 1);
            found
                .first()
                .is_some_and(|c| code_of(&c.id) == sentence.code)
        });
        right.count() as f64 / self.0.len().max(1) as f64
    }

    /// The candidates of each sentence, for learning.
    pub fn lists(&self, matcher: &Matcher) -> Vec<Vec<Row>> {
        let scope = matcher.scope(&Target::Framework(FRAMEWORK.to_owned()));
        let list = |sentence: &Sentence| {
            let prepared = matcher.prepare(&sentence.statement());
            let found = matcher.judge(&prepared, &scope, usize::MAX).into_iter();
            let row = |(id, profile, features, _): (RecordId, _, _, f32)| Row {
                profile,
                features,
                right: code_of(&id) == sentence.code,
            };
            found.map(row).collect()
        };
        self.0.iter().map(list).collect()
    }
}

impl Sentence {
    fn statement(&self) -> Statement {
        Statement::of_text(&self.text, Lang::Lv)
    }
}

/// The code at the end of the identifier of a competence.
fn code_of(id: &RecordId) -> &str {
    id.as_str().rsplit('/').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_told_apart() {
        let text = "half\tcode\tsentence\nheld\t2.4\tRaksta kopā.\ndev\t1.1\tMeklē tīmeklī.\n";
        let sentences = Sentences::read(text).unwrap();
        assert_eq!(sentences.half(false).0[0].code, "2.4");
        assert_eq!(sentences.half(true).0[0].text, "Meklē tīmeklī.");
    }

    #[test]
    fn a_wrong_row_is_named() {
        let error = Sentences::read("h\ntest\t1.1\tx\n").unwrap_err();
        assert!(
            error.row == 2 && error.what.contains("dev or held"),
            "{error}"
        );
        assert_eq!(Sentences::read("h\ndev\t1.1\n").unwrap_err().row, 2);
    }

    #[test]
    fn codes_stand_at_the_end() {
        assert_eq!(code_of(&RecordId::new("digcomp-2.2/2.4").unwrap()), "2.4");
    }
}
