//! Small curricula for tests.

use std::sync::{Arc, OnceLock};

use super::{CoverageConfig, Curriculum, CurriculumBuilder};
use crate::model::{
    Aspect, Depth, Details, ExamItem, Kind, LabelRole, Lang, LearningOutcome, Level, Material,
    Module, Qualification, Record, RecordId, Relation, RelationKind, Requirement, Scope, Source,
};
use crate::text::vocabulary::{FileKind, VocabularyFile};
use crate::text::{Analyser, Vocabulary};

pub(super) fn id(text: &str) -> RecordId {
    RecordId::new(text).unwrap()
}

fn analysis() -> &'static (Arc<Analyser>, Vocabulary) {
    static ANALYSIS: OnceLock<(Arc<Analyser>, Vocabulary)> = OnceLock::new();
    ANALYSIS.get_or_init(|| {
        let analyser = Arc::new(Analyser::default());
        let stop = VocabularyFile {
            name: "stopwords-lv.txt",
            kind: FileKind::from_name("stopwords-lv.txt").unwrap(),
            bytes: include_bytes!("../../index-config/stopwords-lv.txt"),
        };
        let vocabulary = Vocabulary::parse(&analyser, &[stop]).unwrap();
        (analyser, vocabulary)
    })
}

/// Records and relations of a curriculum under construction.
#[derive(Default)]
pub(super) struct Tiny {
    records: Vec<Record>,
    relations: Vec<Relation>,
}

impl Tiny {
    /// A welder's qualification `q` (LKI 4) with the task `q/1` and the programme `p`.
    pub(super) fn welder() -> Self {
        let mut tiny = Self::default();
        tiny.add("q", Kind::Qualification, "", "Metinātājs").code = Some("PS-001".into());
        tiny.add("q/1", Kind::Task, "q", "Metināt tērauda konstrukcijas")
            .code = Some("1.1".into());
        tiny.add("p", Kind::Programme, "", "Metināšana");
        tiny.relate("p", RelationKind::LeadsTo, "q");
        tiny
    }

    /// Any record at LKI 4; it may be changed through what is returned.
    pub(super) fn add(&mut self, name: &str, kind: Kind, parent: &str, label: &str) -> &mut Record {
        let mut record = Record::new(id(name), kind, Source::file("t"));
        record.label(Lang::Lv, LabelRole::Preferred, label);
        record.parent = (!parent.is_empty()).then(|| id(parent));
        record.position = self.records.len() as u32;
        record.level = Level::lki(4).ok();
        if kind == Kind::Qualification {
            record.details = Details::Qualification(Qualification::default());
        }
        self.records.push(record);
        self.records.last_mut().unwrap()
    }

    /// A skill that the task `q/1` asks for.
    pub(super) fn skill(&mut self, name: &str, label: &str) -> &mut Record {
        let record = self.add(name, Kind::Requirement, "q/1", label);
        record.details = requirement(Aspect::Skill, None);
        record
    }

    /// Knowledge that the task `q/1` asks for at a depth.
    pub(super) fn knowledge(&mut self, name: &str, label: &str, depth: Depth) -> &mut Record {
        let record = self.add(name, Kind::Requirement, "q/1", label);
        record.details = requirement(Aspect::Knowledge, Some(depth));
        record
    }

    /// A module of the programme `p`, 100 hours.
    pub(super) fn module(&mut self, name: &str, label: &str) -> &mut Record {
        let code = name.rsplit('/').next().unwrap_or(name).to_uppercase();
        let record = self.add(name, Kind::Module, "p", label);
        record.code = Some(code);
        record.details = Details::Module(Module {
            hours: Some(100.0),
            ..Module::default()
        });
        record
    }

    /// An outcome of the module above it in its name.
    pub(super) fn outcome(&mut self, name: &str, label: &str) -> &mut LearningOutcome {
        let (module, number) = name.rsplit_once('/').unwrap();
        let record = self.add(name, Kind::LearningOutcome, module, label);
        record.code = Some(number.to_owned());
        record.details = Details::LearningOutcome(LearningOutcome::default());
        match &mut record.details {
            Details::LearningOutcome(outcome) => outcome,
            _ => unreachable!("just set"),
        }
    }

    /// An item of the examination `e` of `q`.
    pub(super) fn exam_item(&mut self, name: &str, label: &str) {
        if self.records.iter().all(|r| r.kind != Kind::Exam) {
            self.add("e", Kind::Exam, "", "Eksāmens");
            self.relate("e", RelationKind::Related, "q");
        }
        self.add(name, Kind::ExamItem, "e", label).details = Details::ExamItem(ExamItem::default());
    }

    /// A material that lists name for these records.
    pub(super) fn material(&mut self, name: &str, label: &str, supports: &[&str]) -> &mut Material {
        for target in supports {
            self.relate(name, RelationKind::Supports, target);
        }
        let record = self.add(name, Kind::Material, "", label);
        record.details = Details::Material(Box::default());
        match &mut record.details {
            Details::Material(material) => material,
            _ => unreachable!("just set"),
        }
    }

    pub(super) fn relate(&mut self, from: &str, kind: RelationKind, to: &str) {
        self.relations.push(Relation::new(id(from), kind, id(to)));
    }

    pub(super) fn build(&self) -> Curriculum {
        let (analyser, vocabulary) = analysis();
        let mut builder = CurriculumBuilder::new(analyser, vocabulary, CoverageConfig::default());
        self.records.iter().for_each(|r| builder.add(r));
        builder.finish(&self.relations)
    }
}

fn requirement(aspect: Aspect, depth: Option<Depth>) -> Details {
    Details::Requirement(Requirement {
        aspect,
        scope: Scope::Professional,
        depth,
    })
}
