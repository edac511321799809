//! `prasme coverage`.

use std::io::Write;

use clap::Args;

use super::args::DataArgs;
use super::tables::{TableArgs, write_rows};
use crate::coverage::{
    Columns, Curriculum, Decisions, FrameworkRows, Matrix, MatrixRequest, Side, SkillQuery,
};
use crate::export::coverage::{
    OpinionPaper, card_tables, cells_table, matrix_table, opinion_document, value_name,
};
use crate::export::document::write_docx;
use crate::model::{CoverageValue, Kind, RecordId};
use crate::workspace::Workspace;

/// Show how requirements, frameworks or one skill are covered.
///
/// `prasme coverage Elektromontieris` draws the matrix of a qualification (identifier, register number or name) or programme;
/// with `--framework` the concepts of a framework against qualifications; with `--skill` the card of one skill.
#[derive(Debug, Args)]
pub(super) struct Coverage {
    #[command(flatten)]
    data: DataArgs,
    #[command(flatten)]
    tables: TableArgs,
    /// Qualifications or programmes: one for its matrix, any number with `--framework`.
    of: Vec<String>,
    /// Columns are outcomes, not modules.
    #[arg(long)]
    outcomes: bool,
    /// Compare with the concepts of this framework, or of a collection of it: `digcomp-2.2`, `esco:green`.
    #[arg(long, value_name = "NAME")]
    framework: Option<String>,
    /// With `--framework`: every qualification of this sector.
    #[arg(long, value_name = "CODE")]
    sector: Option<String>,
    /// With `--framework`: what PKP require, not what programmes teach.
    #[arg(long)]
    required: bool,
    /// The card of a skill, as typed or the identifier of a record.
    #[arg(long, value_name = "SKILL", conflicts_with_all = ["framework", "of"])]
    skill: Option<String>,
    /// Everything behind the cell of this requirement and module (identifiers, or the module's code).
    #[arg(long, num_args = 2, value_names = ["REQUIREMENT", "MODULE"])]
    cell: Option<Vec<String>>,
    /// Write the expert's opinion with the matrix as its annex to this DOCX file.
    #[arg(long, value_name = "FILE")]
    opinion: Option<std::path::PathBuf>,
}

/// What every command about coverage reads.
pub(super) struct Loaded {
    pub(super) curriculum: Curriculum,
    pub(super) decisions: Decisions,
    pub(super) workspace: Workspace,
}

impl Loaded {
    /// Reads a data directory.
    pub(super) fn open(data: &DataArgs) -> anyhow::Result<Self> {
        let workspace = Workspace::open(&data.data, data.config.index_config.as_deref())?;
        let catalogue = workspace.catalogue()?;
        if catalogue.count()? == 0 {
            anyhow::bail!(
                "{} holds no records; `prasme import` brings some",
                data.data.display()
            );
        }
        Ok(Self {
            curriculum: workspace.curriculum(&catalogue)?,
            decisions: workspace.decisions(&catalogue)?,
            workspace,
        })
    }
}

impl Coverage {
    pub(super) fn run(self) -> anyhow::Result<()> {
        let loaded = Loaded::open(&self.data)?;
        if let Some(skill) = &self.skill {
            return self.card(&loaded, skill);
        }
        let request = self.request(&loaded.curriculum)?;
        if let Some(cell) = &self.cell {
            return self.detail(&loaded, &request, cell);
        }
        let matrix = loaded.curriculum.matrix(&request, &loaded.decisions)?;
        if let Some(path) = &self.opinion {
            let document = opinion(&loaded, &matrix)?;
            std::fs::write(path, write_docx(&document)?)?;
            return Ok(());
        }
        let language = self.tables.language();
        let tables = [
            matrix_table(&matrix, language),
            cells_table(&matrix, language),
        ];
        self.tables
            .write(&matrix, &tables, |out| write_matrix(out, &matrix))
    }

    fn request(&self, curriculum: &Curriculum) -> anyhow::Result<MatrixRequest> {
        let carriers = &[Kind::Qualification, Kind::Programme];
        if let Some(framework) = &self.framework {
            let (name, collection) = match framework.split_once([':', '/']) {
                Some((name, collection)) => (name, Some(collection.to_owned())),
                None => (framework.as_str(), None),
            };
            let chosen = self.of.iter().map(|text| curriculum.named(text, carriers));
            return Ok(MatrixRequest::Framework {
                rows: FrameworkRows {
                    framework: name.to_lowercase(),
                    collection,
                },
                qualifications: chosen.collect::<Result<_, _>>()?,
                sector: self.sector.clone(),
                side: if self.required {
                    Side::Required
                } else {
                    Side::Taught
                },
            });
        }
        let [one] = self.of.as_slice() else {
            anyhow::bail!(
                "name one qualification or programme, e.g. `prasme coverage Elektromontieris`"
            );
        };
        // A programme often bears the name of another one's qualification: the qualification is meant first.
        let id = curriculum
            .named(one, &[Kind::Qualification])
            .or_else(|_| curriculum.named(one, carriers))?;
        let is_programme = curriculum
            .find(&id)
            .is_some_and(|i| i.kind == Kind::Programme);
        Ok(MatrixRequest::Programme {
            qualification: (!is_programme).then(|| id.clone()),
            programme: is_programme.then_some(id),
            columns: if self.outcomes {
                Columns::Outcomes
            } else {
                Columns::Modules
            },
        })
    }

    fn card(&self, loaded: &Loaded, skill: &str) -> anyhow::Result<()> {
        let known = RecordId::new(skill)
            .ok()
            .filter(|id| loaded.curriculum.find(id).is_some());
        let query = known.map_or_else(|| SkillQuery::Text(skill.to_owned()), SkillQuery::Record);
        let (_, matcher) = loaded.workspace.matcher()?;
        let card = loaded
            .curriculum
            .skill_card(&query, &loaded.decisions, Some(&matcher))?;
        let tables = card_tables(&card, self.tables.language());
        self.tables.write(&card, &tables, |out| {
            for table in tables.iter().filter(|t| !t.rows.is_empty()) {
                write_rows(out, table)?;
                writeln!(out)?;
            }
            Ok(())
        })
    }

    fn detail(
        &self,
        loaded: &Loaded,
        request: &MatrixRequest,
        cell: &[String],
    ) -> anyhow::Result<()> {
        let [row, column] = cell else {
            anyhow::bail!("--cell needs a requirement and a module")
        };
        let row = RecordId::new(row)?;
        let matrix = loaded.curriculum.matrix(request, &loaded.decisions)?;
        let named = matrix
            .columns
            .iter()
            .find(|c| c.record.code.as_deref() == Some(column));
        let column = named.map_or_else(|| RecordId::new(column), |c| Ok(c.record.id.clone()))?;
        let detail = loaded
            .curriculum
            .cell(request, &row, &column, &loaded.decisions)?;
        self.tables.write(&detail, &[], |out| {
            writeln!(out, "{}\n{}", detail.row.title(), detail.column.title())?;
            writeln!(
                out,
                "{} (dators: {}, {:.0} %)",
                detail.value.name_lv(),
                detail.machine.name_lv(),
                detail.score * 100.0
            )?;
            if let Some(v) = &detail.verdict {
                writeln!(
                    out,
                    "vērtēja {} {}: {}",
                    v.by,
                    v.at,
                    v.reason.as_deref().unwrap_or("")
                )?;
            }
            if !detail.missing.is_empty() {
                writeln!(out, "nav atrasts: {}", detail.missing.join(", "))?;
            }
            for evidence in &detail.evidence {
                writeln!(
                    out,
                    "\n{} ({:.0} %)",
                    evidence.record.title(),
                    evidence.score * 100.0
                )?;
                for passage in &evidence.passages {
                    writeln!(
                        out,
                        "    {}: {}",
                        passage.place.name_lv(),
                        marked(&passage.text, &passage.marks)
                    )?;
                }
            }
            Ok(())
        })
    }
}

/// The text with the words that met between brackets.
fn marked(text: &str, marks: &[[u32; 2]]) -> String {
    let mut out = String::new();
    let mut done = 0;
    for [start, end] in marks {
        let (start, end) = (*start as usize, *end as usize);
        let (Some(before), Some(word)) = (text.get(done..start), text.get(start..end)) else {
            continue;
        };
        out.push_str(before);
        out.push('[');
        out.push_str(word);
        out.push(']');
        done = end;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

fn opinion(loaded: &Loaded, matrix: &Matrix) -> anyhow::Result<crate::export::document::Document> {
    let (Some(asking), Some(answering)) = (&matrix.asking, &matrix.answering) else {
        anyhow::bail!("an opinion is given on a programme: name one qualification or programme");
    };
    let request = crate::coverage::GapRequest {
        qualifications: vec![asking.id.clone()],
        ..Default::default()
    };
    let gaps = loaded.curriculum.gaps(&request, &loaded.decisions)?;
    let written = loaded.workspace.catalogue()?.opinion(&answering.id)?;
    let expert = written.as_ref().map_or(String::new(), |o| o.by.clone());
    Ok(opinion_document(&OpinionPaper {
        opinion: written.as_ref(),
        expert: &expert,
        matrix,
        gaps: &gaps,
    }))
}

/// The matrix with a letter a cell: it fits a terminal, and is read without colour.
fn write_matrix(out: &mut dyn Write, matrix: &Matrix) -> std::io::Result<()> {
    let sign = |value: CoverageValue| match value {
        CoverageValue::Full => 'P',
        CoverageValue::Partial => 'D',
        CoverageValue::Mentioned => 'm',
        CoverageValue::None => '·',
        CoverageValue::NotApplicable => 'x',
    };
    let lang = crate::model::Lang::Lv;
    let asking = matrix.asking.as_ref().map(|a| a.title());
    let answering = matrix.answering.as_ref().map(|a| a.title());
    let names: Vec<String> = asking
        .into_iter()
        .chain(matrix.framework.clone())
        .chain(answering)
        .collect();
    writeln!(out, "{}", names.join("  ×  "))?;
    writeln!(
        out,
        "P pilnībā, D daļēji, m tikai pieminēts, · nav atrasts, x nav piemērojams; * vērtējis cilvēks\n"
    )?;
    for (number, column) in matrix.columns.iter().enumerate() {
        writeln!(out, "  {:>3}  {}", number + 1, column.record.title())?;
    }
    writeln!(out)?;
    let width = matrix.columns.len().to_string().len().max(2) + 1;
    let header: String = (1..=matrix.columns.len())
        .map(|n| format!("{n:>width$}"))
        .collect();
    writeln!(out, "{header}")?;
    let mut group = None;
    for row in &matrix.rows {
        let own = row.group.as_ref().map(|g| &g.id);
        if own.is_some() && own != group {
            writeln!(
                out,
                "{}",
                row.group.as_ref().map_or_else(String::new, |g| g.title())
            )?;
            group = own;
        }
        let cells: String = (0..matrix.columns.len())
            .map(|at| {
                let human = row.cell(at).is_some_and(|c| c.verdict.is_some());
                let mark = if human { "*" } else { "" };
                format!("{:>width$}", format!("{}{mark}", sign(row.value(at))))
            })
            .collect();
        writeln!(out, "{cells}  {}", row.record.title())?;
    }
    writeln!(out)?;
    for &value in CoverageValue::ALL {
        writeln!(
            out,
            "{:>5}  {}",
            matrix.totals.of(value),
            value_name(value, lang)
        )?;
    }
    Ok(())
}
