//! The desk of an officer: programmes of a catalogue, ready to be compared with what people bring.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::compare::{Comparer, Comparison, Prepared};
use super::evidence::{Claim, Concept};
use super::papers::PaperInput;
use super::plan::materials::for_gaps;
use super::programme::{OutcomeView, Programme};
use super::settings::Settings;
use crate::catalogue::{Catalogue, CatalogueError};
use crate::linking::Matcher;
use crate::model::{Kind, Label, LabelRole, Lang, RecordId};
use crate::text::{Analyser, Vocabulary};

/// Why something cannot be compared.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// The catalogue failed.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    /// No programme of this identifier is in the catalogue.
    #[error("there is no programme `{0}`; `prasme search kind:programme` lists them")]
    NoProgramme(RecordId),
    /// The programme has nothing to compare with.
    #[error("the programme `{0}` has no outcomes in the catalogue; import its modules first")]
    NoOutcomes(RecordId),
    /// The vocabulary of everyday words is wrong: one line a problem.
    #[error("{}", .0.join("\n"))]
    Vocabulary(Vec<String>),
}

/// A programme in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgrammeName {
    /// Its identifier.
    pub id: RecordId,
    /// Qualification, else name, with code.
    pub name: String,
}

/// Programmes ready to be compared. Made from one state of the catalogue; make it again when [`Catalogue::change`] moves on.
pub struct Desk {
    comparer: Comparer,
    settings: Arc<Settings>,
    programmes: HashMap<RecordId, Programme>,
    prepared: Mutex<HashMap<RecordId, Arc<Prepared>>>,
    change: u64,
}

impl Desk {
    /// Reads all programmes of a catalogue.
    ///
    /// # Errors
    /// [`DeskError`].
    pub fn open(
        catalogue: &Catalogue,
        analyser: Arc<Analyser>,
        vocabulary: Arc<Vocabulary>,
        settings: Arc<Settings>,
    ) -> Result<Self, DeskError> {
        let change = catalogue.change()?;
        let mut programmes = HashMap::new();
        for record in catalogue.records_of(Kind::Programme)? {
            programmes.extend(Programme::load(catalogue, &record.id)?.map(|p| (p.id.clone(), p)));
        }
        let mut outcomes: Vec<&OutcomeView> = programmes
            .values()
            .flat_map(|p| p.outcomes().map(|(_, o)| o))
            .collect();
        outcomes.sort_by(|a, b| a.id.cmp(&b.id));
        let comparer = Comparer::build(
            analyser,
            vocabulary,
            &settings.everyday,
            settings.config.clone(),
            outcomes,
        )
        .map_err(|problems| {
            DeskError::Vocabulary(problems.iter().map(ToString::to_string).collect())
        })?;
        Ok(Self {
            comparer,
            settings,
            programmes,
            prepared: Mutex::default(),
            change,
        })
    }

    /// The state of the catalogue that it was made from.
    pub fn change(&self) -> u64 {
        self.change
    }

    /// What a user may edit.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The programmes, by name.
    pub fn programmes(&self) -> Vec<ProgrammeName> {
        let mut list: Vec<ProgrammeName> = self
            .programmes
            .values()
            .map(|p| {
                let name = p.qualification.as_deref().unwrap_or(&p.name);
                let code = p
                    .code
                    .as_ref()
                    .map(|c| format!(" ({c})"))
                    .unwrap_or_default();
                ProgrammeName {
                    id: p.id.clone(),
                    name: format!("{name}{code}"),
                }
            })
            .collect();
        list.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| a.id.cmp(&b.id)));
        list
    }

    /// A programme.
    ///
    /// # Errors
    /// [`DeskError::NoProgramme`].
    pub fn programme(&self, id: &RecordId) -> Result<&Programme, DeskError> {
        self.programmes
            .get(id)
            .ok_or_else(|| DeskError::NoProgramme(id.clone()))
    }

    fn ready(&self, id: &RecordId) -> Result<Arc<Prepared>, DeskError> {
        let mut prepared = self.prepared.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(ready) = prepared.get(id) {
            return Ok(Arc::clone(ready));
        }
        let programme = self.programme(id)?;
        if programme.outcomes().next().is_none() {
            return Err(DeskError::NoOutcomes(id.clone()));
        }
        let ready = Arc::new(self.comparer.prepare(programme.clone()));
        prepared.insert(id.clone(), Arc::clone(&ready));
        Ok(ready)
    }

    /// Compares claims with programmes, in their order.
    ///
    /// # Errors
    /// [`DeskError::NoProgramme`], [`DeskError::NoOutcomes`].
    pub fn compare(
        &self,
        targets: &[RecordId],
        claims: &[Claim],
        matcher: Option<&Matcher>,
    ) -> Result<Vec<Comparison>, DeskError> {
        let one = |id: &RecordId| Ok(self.comparer.compare(&*self.ready(id)?, claims, matcher));
        targets.iter().map(one).collect()
    }

    /// Compares claims with something that is no programme of the catalogue, e.g. the requirements of a PKP.
    pub fn compare_with(&self, programme: Programme, claims: &[Claim]) -> Comparison {
        self.comparer
            .compare(&self.comparer.prepare(programme), claims, None)
    }

    /// Fills in the materials for the gaps.
    ///
    /// # Errors
    /// As [`Catalogue::record`].
    pub fn add_materials(
        &self,
        catalogue: &Catalogue,
        input: &mut PaperInput<'_>,
    ) -> Result<(), CatalogueError> {
        let mut found = Vec::new();
        for module in input.plan.left.iter().chain(&input.plan.with_test) {
            found.push((module.id.clone(), for_gaps(catalogue, module)?));
        }
        input.materials = found;
        Ok(())
    }
}

/// Gives concepts that a file names by URI the names that the catalogue has for them.
///
/// # Errors
/// As [`Catalogue::record`].
pub fn name_concepts(catalogue: &Catalogue, claims: &mut [Claim]) -> Result<(), CatalogueError> {
    for claim in claims {
        for concept in claim.concepts.clone() {
            let Some(labels) = labels(catalogue, &concept)? else {
                continue;
            };
            let name = labels
                .iter()
                .find(|l| l.lang == Lang::Lv)
                .or(labels.first())
                .map(|l| l.text.clone());
            // A bare URI says nothing to whoever reads it.
            if claim.text == concept.uri
                && let Some(name) = &name
            {
                claim.text.clone_from(name);
            }
            let new = labels
                .into_iter()
                .filter(|l| l.text != claim.text)
                .map(|l| (l.lang, l.text));
            for label in new {
                if !claim.also.contains(&label) {
                    claim.also.push(label);
                }
            }
        }
    }
    Ok(())
}

/// The preferred names of a concept in the catalogue.
fn labels(catalogue: &Catalogue, concept: &Concept) -> Result<Option<Vec<Label>>, CatalogueError> {
    let path = concept
        .uri
        .strip_prefix("http://data.europa.eu/esco/")
        .or_else(|| concept.uri.strip_prefix("https://data.europa.eu/esco/"));
    let Some(path) = path else { return Ok(None) };
    let record = catalogue.record(&format!("esco:{path}"))?;
    Ok(record.map(|r| {
        r.labels
            .into_iter()
            .filter(|l| l.role == LabelRole::Preferred)
            .collect()
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::ApplyMode;
    use crate::model::{Batch, Record, Source};
    use crate::recognition::compare::testing::claim;
    use crate::recognition::evidence::Proof;

    fn catalogue() -> Catalogue {
        let mut catalogue = Catalogue::in_memory().unwrap();
        let mut batch = Batch::new("t", "T");
        let mut add = |id: &str, kind: Kind, parent: Option<&str>, name: &str| {
            let mut record = Record::new(RecordId::new(id).unwrap(), kind, Source::file("t"));
            record.label(Lang::Lv, LabelRole::Preferred, name);
            record.parent = parent.map(|p| RecordId::new(p).unwrap());
            batch.records.push(record);
        };
        add("mip/1", Kind::Programme, None, "Enerģētika");
        add("mip/1/m", Kind::Module, Some("mip/1"), "Sadalnes");
        add(
            "mip/1/m/1",
            Kind::LearningOutcome,
            Some("mip/1/m"),
            "Montēt sadalni",
        );
        add("mip/2", Kind::Programme, None, "Tukša");
        add("esco:skill/x", Kind::Skill, None, "montēt sadales skapjus");
        catalogue
            .apply(&[batch], ApplyMode::Commit, &mut |_, _| {})
            .unwrap();
        catalogue
    }

    fn desk(catalogue: &Catalogue) -> Desk {
        let settings = Arc::new(Settings::load(None).unwrap());
        Desk::open(catalogue, Arc::default(), Arc::default(), settings).unwrap()
    }

    #[test]
    fn programmes_are_listed_and_compared() {
        let catalogue = catalogue();
        let desk = desk(&catalogue);
        assert_eq!(desk.programmes().len(), 2);
        assert_eq!(desk.change(), catalogue.change().unwrap());
        let claims = [claim("a", "Montēju sadalni", Proof::OwnWord)];
        let target = RecordId::new("mip/1").unwrap();
        let compared = desk
            .compare(std::slice::from_ref(&target), &claims, None)
            .unwrap();
        assert_eq!((compared.len(), compared[0].lines.len()), (1, 1));
    }

    #[test]
    fn what_cannot_be_compared_is_named() {
        let desk = desk(&catalogue());
        let error = |id: &str| {
            desk.compare(&[RecordId::new(id).unwrap()], &[], None)
                .unwrap_err()
                .to_string()
        };
        assert!(error("mip/9").contains("no programme `mip/9`"));
        assert!(error("mip/2").contains("no outcomes"));
    }

    #[test]
    fn a_concept_gets_the_names_of_the_catalogue() {
        let mut claims = [claim(
            "cv.xml",
            "http://data.europa.eu/esco/skill/x",
            Proof::OwnWord,
        )];
        claims[0].concepts = vec![Concept {
            uri: claims[0].text.clone(),
            label: None,
            level: None,
        }];
        name_concepts(&catalogue(), &mut claims).unwrap();
        assert_eq!(claims[0].text, "montēt sadales skapjus");
        assert_eq!(claims[0].passage.text, "http://data.europa.eu/esco/skill/x");
    }
}
