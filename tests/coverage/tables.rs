//! What leaves Prasme: every answer as a table, the opinion as a document.

use prasme::coverage::{GapRequest, SkillQuery};
use prasme::export::coverage::{
    OpinionPaper, card_tables, cells_table, changes_table, gaps_table, matrix_table,
    opinion_document, work_table,
};
use prasme::export::document::write_docx;
use prasme::export::table::Table;
use prasme::model::{Lang, Opinion, OpinionText, OpinionVerdict, Remark, Tick};

use super::{ELECTRICIAN, FITTER, curriculum, id, modules_of, undecided};

fn whole(table: &Table) {
    assert!(
        !table.title.is_empty() && !table.rows.is_empty(),
        "{}",
        table.title
    );
    for row in &table.rows {
        assert_eq!(row.len(), table.columns.len(), "{}", table.title);
    }
    let mut names: Vec<&str> = table.columns.iter().map(|c| c.name.as_str()).collect();
    names.sort_unstable();
    let all = names.len();
    names.dedup();
    assert_eq!(names.len(), all, "{}: two columns of one name", table.title);
}

#[test]
fn every_row_fills_every_column() {
    let c = curriculum();
    let matrix = c.matrix(&modules_of(FITTER), &undecided()).unwrap();
    let gaps = c.gaps(&GapRequest::default(), &undecided()).unwrap();
    let (old, new) = c.versions_of(&id(ELECTRICIAN)).unwrap();
    let work = c.impact(&old, &new, &undecided()).unwrap();
    let card = c
        .skill_card(
            &SkillQuery::Text("elektrodrošība".into()),
            &undecided(),
            None,
        )
        .unwrap();
    for language in [Lang::Lv, Lang::En] {
        whole(&matrix_table(&matrix, language));
        whole(&cells_table(&matrix, language));
        whole(&gaps_table(&gaps, language));
        whole(&changes_table(&work.diff, language));
        whole(&work_table(&work, &[], language));
        card_tables(&card, language)
            .iter()
            .filter(|t| !t.rows.is_empty())
            .for_each(whole);
    }
}

#[test]
fn a_matrix_says_values_in_words() {
    let matrix = curriculum()
        .matrix(&modules_of(FITTER), &undecided())
        .unwrap();
    let table = matrix_table(&matrix, Lang::Lv);
    let names: Vec<&str> = table.columns.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(names[5..7], ["EM1", "EM2"]);
    let words: Vec<String> = (5..table.columns.len())
        .map(|c| table.cell(0, c).words(Lang::Lv))
        .collect();
    assert!(
        words.contains(&"pilnībā".to_owned()) && words.contains(&"nav atrasts".to_owned()),
        "{words:?}"
    );
    assert!(table.notes.iter().any(|n| n.starts_with("EM1 – ")));
}

#[test]
fn ticks_stand_in_the_work_list() {
    let (old, new) = curriculum().versions_of(&id(ELECTRICIAN)).unwrap();
    let work = curriculum().impact(&old, &new, &undecided()).unwrap();
    let tick = Tick {
        item: work.items[0].key.clone(),
        by: "anna".into(),
        at: "2026-01-01T00:00:00Z".into(),
        note: None,
    };
    let table = work_table(&work, &[tick], Lang::Lv);
    let by = table
        .columns
        .iter()
        .position(|c| c.name == "Paveica")
        .unwrap();
    assert_eq!(table.cell(0, by).words(Lang::Lv), "anna");
    assert_eq!(table.cell(1, by).words(Lang::Lv), "");
}

#[test]
fn an_opinion_holds_verdict_remarks_and_the_matrix() {
    let c = curriculum();
    let matrix = c.matrix(&modules_of(FITTER), &undecided()).unwrap();
    let request = GapRequest {
        qualifications: vec![id(FITTER)],
        ..GapRequest::default()
    };
    let gaps = c.gaps(&request, &undecided()).unwrap();
    let opinion = Opinion {
        subject: matrix.answering.as_ref().unwrap().id.clone(),
        text: OpinionText {
            verdict: OpinionVerdict::AfterCorrections,
            summary: "Jāpapildina kabeļu remonts.".into(),
            remarks: vec![Remark {
                about: matrix.columns[4].record.id.clone(),
                text: "Pievienot aizsargjoslas.".into(),
            }],
        },
        by: "anna".into(),
        at: "2026-03-01T09:00:00Z".into(),
        version: 1,
    };
    let paper = OpinionPaper {
        opinion: Some(&opinion),
        expert: "Anna Kalniņa",
        matrix: &matrix,
        gaps: &gaps,
    };
    let document = opinion_document(&paper);
    let text = document.plain_text();
    for said in [
        "pēc precizējumu veikšanas virzāms saskaņošanai",
        "Pievienot aizsargjoslas.",
        "Salabot bojātu zemsprieguma kabeli",
        "2026-03-01",
        "Pielikums",
    ] {
        assert!(text.contains(said), "{said}");
    }
    assert!(write_docx(&document).unwrap().starts_with(b"PK"));
    let draft = opinion_document(&OpinionPaper {
        opinion: None,
        ..paper
    });
    assert!(draft.plain_text().contains("vēl nav sniegts"));
}
