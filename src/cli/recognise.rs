//! `prasme recognise`.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use serde_json::json;

use super::args::DataArgs;
use super::out;
use crate::export::document::{html_page, write_docx};
use crate::model::RecordId;
use crate::recognition::case::{Applicant, Brought, Case, Meeting, Route, Stage};
use crate::recognition::compare::Stance;
use crate::recognition::desk::{Desk, name_concepts};
use crate::recognition::evidence::{Evidence, read_evidence};
use crate::recognition::papers::{Paper, PaperInput, record, words};
use crate::recognition::plan::standings;
use crate::workspace::Workspace;

/// Compare somebody's papers with the outcomes of a programme: proposals with passages and reasons. Nothing is stored.
#[derive(Debug, Args)]
pub(super) struct Recognise {
    #[command(flatten)]
    data: DataArgs,
    /// Identifier of the target programme; several are compared, and papers are about the first.
    #[arg(long = "programme", required = true, value_name = "ID", value_parser = RecordId::new)]
    programmes: Vec<RecordId>,
    /// A paper: text, CSV, XLSX, DOCX, European Learning Model or Open Badge credential, Europass CV.
    #[arg(long = "evidence", required = true, num_args = 1.., value_name = "FILE")]
    evidence: Vec<PathBuf>,
    /// How it is written.
    #[arg(long, value_enum, default_value_t)]
    format: RecogniseFormat,
    /// Which paper is written as DOCX or HTML.
    #[arg(long, value_enum, default_value_t)]
    paper: PaperArg,
    /// File for the paper; standard output without it.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Name of the person on the papers.
    #[arg(long, default_value = "", value_name = "NAME")]
    person: String,
    /// Name of the school on the papers.
    #[arg(long, default_value = "", value_name = "NAME")]
    school: String,
    /// Price of the whole programme in euros, for the fee.
    #[arg(long, value_name = "EUR")]
    price: Option<f64>,
}

/// How proposals are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum RecogniseFormat {
    /// For people, in the terminal.
    #[default]
    Text,
    /// Everything, for programs.
    Json,
    /// A paper as DOCX.
    Docx,
    /// A paper as a page to print.
    Html,
}

/// Which paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum PaperArg {
    /// Salīdzinājuma tabula.
    #[default]
    Comparison,
    /// Lēmuma projekts.
    Decision,
    /// Individuālais izglītības plāns.
    Plan,
}

impl From<PaperArg> for Paper {
    fn from(paper: PaperArg) -> Self {
        match paper {
            PaperArg::Comparison => Self::Comparison,
            PaperArg::Decision => Self::Decision,
            PaperArg::Plan => Self::Plan,
        }
    }
}

impl Recognise {
    pub(super) fn run(self) -> anyhow::Result<()> {
        let workspace = Workspace::open(&self.data.data, self.data.config.index_config.as_deref())?;
        let catalogue = workspace.catalogue()?;
        let desk = workspace.desk(&catalogue)?;
        let today = jiff::Zoned::now().date();
        let mut case = self.case(today)?;
        for path in &self.evidence {
            let mut evidence = read(path, &workspace, today)?;
            name_concepts(&catalogue, &mut evidence.claims)?;
            let number = case.brought.len() as u32 + 1;
            case.brought.push(Brought {
                number,
                evidence,
                by: String::new(),
                at: case.opened_at.clone(),
            });
        }
        case.comparisons = desk.compare(&self.programmes, &case.claims(), None)?;
        let programme = desk.programme(case.target().context("a programme was given")?)?;
        let deadlines = desk.settings().config.deadlines.clone();
        let mut input = PaperInput::of(&case, programme, &self.school, &deadlines, today);
        desk.add_materials(&catalogue, &mut input)?;
        match self.format {
            RecogniseFormat::Text => self.text(&desk, &input),
            RecogniseFormat::Json => {
                let bytes = serde_json::to_vec_pretty(&json!({
                    "record": record(&input), "evidence": case.brought, "comparisons": case.comparisons,
                    "plan": input.plan, "standings": standings(pairs(&desk, &case)),
                }))?;
                self.write(&bytes)
            }
            RecogniseFormat::Docx => self.write(&write_docx(&self.paper(&desk, &input)?)?),
            RecogniseFormat::Html => self.write(html_page(&self.paper(&desk, &input)?).as_bytes()),
        }
    }

    fn case(&self, today: Date) -> anyhow::Result<Case> {
        let (given, family) = self.person.rsplit_once(' ').unwrap_or(("", &self.person));
        let price_cents = match self.price {
            Some(price) if !(0.0..=1e9).contains(&price) => {
                anyhow::bail!("--price is {price}; right would be euros, e.g. 1200 or 1200.50")
            }
            price => price.map(|p| (p * 100.0).round() as u64),
        };
        let at = format!("{today}T00:00:00Z");
        Ok(Case {
            number: 0,
            version: 0,
            stage: Stage::Assessment,
            route: Route::LaterStage,
            applicant: Applicant {
                given_name: given.to_owned(),
                family_name: family.to_owned(),
                ..Applicant::default()
            },
            targets: self.programmes.clone(),
            starts_on: None,
            price_cents,
            brought: Vec::new(),
            comparisons: Vec::new(),
            lines: Vec::new(),
            modules: Vec::new(),
            meeting: Meeting::default(),
            moves: Vec::new(),
            opened_at: at.clone(),
            changed_at: at,
            closed_at: None,
        })
    }

    fn paper(
        &self,
        desk: &Desk,
        input: &PaperInput<'_>,
    ) -> anyhow::Result<crate::export::document::Document> {
        let paper = Paper::from(self.paper);
        Ok(paper.write(desk.settings().template(paper), input)?)
    }

    fn write(&self, bytes: &[u8]) -> anyhow::Result<()> {
        match &self.output {
            Some(path) => std::fs::write(path, bytes).with_context(|| path.display().to_string()),
            None => {
                let mut stdout = out::stdout();
                stdout.write_all(bytes)?;
                Ok(stdout.flush()?)
            }
        }
    }

    fn text(&self, desk: &Desk, input: &PaperInput<'_>) -> anyhow::Result<()> {
        let mut stdout = out::stdout();
        for brought in &input.case.brought {
            let e = &brought.evidence;
            let notices: Vec<&str> = e.notices.iter().map(|n| words::notice(*n)).collect();
            writeln!(
                stdout,
                "{}: {}, apgalvojumi: {}. {}",
                e.name,
                words::format(e.format),
                e.claims.len(),
                notices.join("; ")
            )?;
        }
        let comparison = input
            .case
            .comparison()
            .context("the first programme was compared")?;
        for (module, proposal) in input.programme.modules.iter().zip(&comparison.modules) {
            let code = module.code.as_deref().unwrap_or_default();
            writeln!(
                stdout,
                "\n{code} {} ({} h): {} ({:.0} %)",
                module.name,
                words::hours(module.hours),
                words::decision(proposal.decision),
                proposal.share * 100.0
            )?;
            for outcome in &module.outcomes {
                let Some(line) = comparison.line(&outcome.id) else {
                    continue;
                };
                writeln!(
                    stdout,
                    "  {}. [{} {:.2}] {}",
                    outcome.number,
                    words::status(line.status),
                    line.confidence,
                    outcome.can
                )?;
                let reasons: Vec<String> = line.reasons.iter().map(words::reason).collect();
                writeln!(stdout, "     {}", reasons.join("; "))?;
                for support in line.supports.iter().take(2) {
                    let Some(claim) = input.claims.get(support.claim) else {
                        continue;
                    };
                    let stance = match support.stance {
                        Stance::For => String::new(),
                        other => format!(" [{}]", words::stance(other)),
                    };
                    writeln!(
                        stdout,
                        "     „{}” ({}){stance}",
                        claim.passage.text.replace('\n', " "),
                        words::place(claim)
                    )?;
                }
            }
        }
        let plan = &input.plan;
        writeln!(
            stdout,
            "\nStundas: {} no {} jāapgūst, {} ar moduļa pārbaudījumu",
            words::hours(plan.hours_left),
            words::hours(plan.hours_all),
            words::hours(plan.hours_with_test)
        )?;
        if self.programmes.len() > 1 {
            for s in standings(pairs(desk, input.case)) {
                writeln!(
                    stdout,
                    "{}: pierādīti {:.0} %, atlikušas {} h",
                    s.programme,
                    s.shown * 100.0,
                    words::hours(s.hours_left)
                )?;
            }
        }
        Ok(stdout.flush()?)
    }
}

fn pairs<'d>(
    desk: &'d Desk,
    case: &'d Case,
) -> Vec<(
    &'d crate::recognition::programme::Programme,
    &'d crate::recognition::compare::Comparison,
)> {
    case.comparisons
        .iter()
        .filter_map(|c| Some((desk.programme(&c.programme).ok()?, c)))
        .collect()
}

fn read(path: &Path, workspace: &Workspace, today: Date) -> anyhow::Result<Evidence> {
    let bytes = std::fs::read(path).with_context(|| path.display().to_string())?;
    let name = path
        .file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy();
    Ok(read_evidence(
        &name,
        &bytes,
        workspace.config().columns(),
        &today.to_string(),
    )?)
}
