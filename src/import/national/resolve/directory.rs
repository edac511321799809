//! Records by the names that documents use for them.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::import::tables::key;
use crate::model::{Details, Kind, LabelRole, Lang, Record, RecordId};

use super::super::names;

/// An index of the records that others refer to.
#[derive(Debug, Clone, Default)]
pub struct Directory {
    /// Qualifications by each of their names.
    qualifications: HashMap<String, Vec<RecordId>>,
    /// What tells versions apart, and the standard that a qualification is a version of.
    dates: HashMap<RecordId, (Option<Date>, String)>,
    /// The versions of a standard, the oldest first.
    standards: HashMap<String, Vec<(Option<Date>, RecordId)>>,
    sectors: HashMap<RecordId, String>,
    tasks: HashMap<RecordId, ()>,
    /// Programmes by the name of their qualification.
    programmes: HashMap<String, Vec<RecordId>>,
    /// Modules by code and by name, with their programme.
    modules: HashMap<String, Vec<(RecordId, RecordId)>>,
    /// What modules and outcomes stand below: programme and module.
    above: HashMap<RecordId, RecordId>,
    /// Outcomes by module and number.
    outcomes: HashMap<(RecordId, String), RecordId>,
    /// Names of modules.
    module_names: HashMap<RecordId, String>,
    occupations: HashMap<String, RecordId>,
    professions: HashMap<String, RecordId>,
}

impl Directory {
    /// Nothing known yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a record in; kinds that nothing refers to are left out.
    pub fn add(&mut self, record: &Record) {
        let id = &record.id;
        match (&record.details, record.kind) {
            (Details::Qualification(details), _) => {
                let standard = details
                    .register_no
                    .as_deref()
                    .map_or_else(|| key(record.name(Lang::Lv)), key);
                self.dates.insert(id.clone(), (details.approved, standard));
                if let Some(sector) = &record.sector {
                    self.sectors.insert(id.clone(), sector.clone());
                }
                let shown = record.labels.iter().filter(|l| l.role != LabelRole::Hidden);
                for label in shown {
                    let list = self.qualifications.entry(key(&label.text)).or_default();
                    if !list.contains(id) {
                        list.push(id.clone());
                    }
                }
            }
            (Details::Programme(details), _) => {
                let name = key(details.qualification.as_deref().unwrap_or_default());
                self.programmes.entry(name).or_default().push(id.clone());
            }
            (_, Kind::Task | Kind::Duty) => {
                self.tasks.insert(id.clone(), ());
            }
            (_, Kind::Module) => {
                let Some(programme) = record.parent.clone() else {
                    return;
                };
                self.above.insert(id.clone(), programme.clone());
                let name = record.name(Lang::Lv).to_owned();
                self.module_names.insert(id.clone(), name);
                let names = record
                    .code
                    .iter()
                    .map(String::as_str)
                    .chain(record.labels.iter().map(|l| l.text.as_str()));
                for name in names {
                    let list = self.modules.entry(key(name)).or_default();
                    let entry = (programme.clone(), id.clone());
                    if !list.contains(&entry) {
                        list.push(entry);
                    }
                }
            }
            (_, Kind::LearningOutcome) => {
                if let (Some(module), Some(number)) = (&record.parent, &record.code) {
                    self.above.insert(id.clone(), module.clone());
                    self.outcomes
                        .insert((module.clone(), key(number)), id.clone());
                }
            }
            (_, Kind::Occupation) => match record.framework.as_deref() {
                Some("pk") => {
                    self.occupations
                        .insert(key(record.code.as_deref().unwrap_or_default()), id.clone());
                }
                Some("nks") => {
                    for label in record.labels.iter().filter(|l| l.role != LabelRole::Hidden) {
                        self.professions
                            .entry(key(&label.text))
                            .or_insert_with(|| id.clone());
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }

    /// Orders versions once everything is taken in.
    pub(super) fn settle(&mut self) {
        self.standards.clear();
        for (id, (date, standard)) in &self.dates {
            self.standards
                .entry(standard.clone())
                .or_default()
                .push((*date, id.clone()));
        }
        for versions in self.standards.values_mut() {
            versions.sort();
        }
        for list in self.qualifications.values_mut() {
            list.sort_by_key(|id| {
                std::cmp::Reverse((self.dates.get(id).map(|(d, _)| *d), id.clone()))
            });
        }
        for list in self.modules.values_mut() {
            list.sort();
        }
    }

    /// The name of a module, or of the module that an outcome belongs to.
    pub(super) fn module_name(&self, id: &RecordId) -> Option<&str> {
        let own = self.module_names.get(id);
        own.or_else(|| self.module_names.get(self.above.get(id)?))
            .map(String::as_str)
    }

    /// The newest qualification of this name.
    pub(super) fn qualification(&self, name: &str) -> Option<RecordId> {
        let name = names::take_apart(name).name;
        self.qualifications.get(&key(&name))?.first().cloned()
    }

    /// The versions of the standard that a qualification is one of, the oldest first.
    pub(super) fn versions(&self, id: &RecordId) -> &[(Option<Date>, RecordId)] {
        self.dates
            .get(id)
            .and_then(|(_, standard)| self.standards.get(standard))
            .map_or(&[], Vec::as_slice)
    }

    /// The sector of the qualification that a module or outcome leads to.
    pub(super) fn sector_of_taught(&self, id: &RecordId) -> Option<&str> {
        let above = self.above.get(id)?;
        let programme = self.above.get(above).unwrap_or(above);
        let (name, _) = self
            .programmes
            .iter()
            .find(|(_, list)| list.contains(programme))?;
        self.sector_of(self.qualifications.get(name)?.first()?)
    }

    pub(super) fn sector_of(&self, qualification: &RecordId) -> Option<&str> {
        self.sectors.get(qualification).map(String::as_str)
    }

    /// A task or duty of the newest version of a qualification.
    pub(super) fn task(&self, qualification: &str, number: &str) -> Option<RecordId> {
        let above = self.qualification(qualification)?;
        let id = RecordId::from_parts(above.as_str().split('/').chain([number]));
        self.tasks.contains_key(&id).then_some(id)
    }

    /// The modules of this code or name in the programmes of the qualifications; in all programmes when none of
    /// them has it or none is named, and then only if there is no doubt which one is meant.
    pub(super) fn modules(&self, qualifications: &str, module: &str) -> Vec<RecordId> {
        let Some(found) = self.modules.get(&key(module)) else {
            return Vec::new();
        };
        let wanted: Vec<RecordId> = qualifications
            .split([';', '\n'])
            .flat_map(|name| self.programmes_of(name))
            .collect();
        let within: Vec<RecordId> = found
            .iter()
            .filter(|(programme, _)| wanted.contains(programme))
            .map(|(_, id)| id.clone())
            .collect();
        match (within.is_empty(), found.as_slice()) {
            (true, [(_, only)]) => vec![only.clone()],
            _ => within,
        }
    }

    fn programmes_of(&self, qualification: &str) -> Vec<RecordId> {
        let name = names::take_apart(qualification).name;
        let mut found = self
            .programmes
            .get(&key(&name))
            .cloned()
            .unwrap_or_default();
        // The programme may name the qualification otherwise than the material does.
        if found.is_empty()
            && let Some(id) = self.qualification(&name)
        {
            let same = |other: &str| {
                self.qualifications
                    .get(other)
                    .is_some_and(|list| list.contains(&id))
            };
            found = self
                .programmes
                .iter()
                .filter(|(other, _)| same(other))
                .flat_map(|(_, list)| list.iter().cloned())
                .collect();
            found.sort();
        }
        found
    }

    pub(super) fn outcomes(
        &self,
        qualifications: &str,
        module: &str,
        number: &str,
    ) -> Vec<RecordId> {
        self.modules(qualifications, module)
            .into_iter()
            .filter_map(|module| self.outcomes.get(&(module, key(number))).cloned())
            .collect()
    }

    pub(super) fn occupation(&self, code: &str) -> Option<RecordId> {
        self.occupations.get(&key(code)).cloned()
    }

    pub(super) fn profession(&self, name: &str) -> Option<RecordId> {
        self.professions.get(&key(name)).cloned()
    }
}
