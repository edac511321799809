//! Reads the two files.

/// A query to evaluate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// Its number.
    pub qid: String,
    /// What is typed.
    pub text: String,
    /// Who types it (expert, school, officer); may be empty.
    pub user: String,
}

/// A judgement: how well a record answers a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// The query's number.
    pub qid: String,
    /// The record's identifier.
    pub record: String,
    /// 0 not at all, 1 related, 2 good, 3 what was meant.
    pub grade: u8,
}

/// What is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct EvaluationError {
    /// Line, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
}

/// Lines with content, cut at tabs; a heading that begins with `qid` is left out.
fn rows(text: &str) -> impl Iterator<Item = (usize, Vec<&str>)> {
    let lines = (1..).zip(text.lines());
    let full = lines.filter(|(_, line)| {
        !line.trim().is_empty() && !line.starts_with('#') && !line.starts_with("qid\t")
    });
    full.map(|(number, line)| (number, line.split('\t').map(str::trim).collect()))
}

/// Reads `queries.tsv`: number, query, user, note.
///
/// # Errors
/// [`EvaluationError`] for a line without a query, or a number that comes twice.
pub fn read_queries(text: &str) -> Result<Vec<Query>, EvaluationError> {
    let mut queries: Vec<Query> = Vec::new();
    for (line, row) in rows(text) {
        let wrong = |what: String| EvaluationError { line, what };
        let [qid, query, rest @ ..] = row.as_slice() else {
            return Err(wrong(
                "a number and a query were expected, with a tab between them".into(),
            ));
        };
        if queries.iter().any(|known| known.qid == *qid) {
            return Err(wrong(format!("the number {qid} comes twice")));
        }
        let user = rest.first().copied().unwrap_or_default().to_owned();
        queries.push(Query {
            qid: (*qid).to_owned(),
            text: (*query).to_owned(),
            user,
        });
    }
    Ok(queries)
}

/// Reads `qrels.tsv`: number, record, grade.
///
/// # Errors
/// [`EvaluationError`] for a line with fewer columns or a grade that is not 0, 1, 2 or 3.
pub fn read_judgements(text: &str) -> Result<Vec<Judgement>, EvaluationError> {
    rows(text)
        .map(|(line, row)| {
            let wrong = |what: String| EvaluationError { line, what };
            let [qid, record, grade, ..] = row.as_slice() else {
                return Err(wrong(
                    "a number, a record and a grade were expected, with tabs between them".into(),
                ));
            };
            let grade = grade.parse().ok().filter(|grade| *grade <= 3);
            let grade = grade.ok_or_else(|| wrong("the grade must be 0, 1, 2 or 3".into()))?;
            Ok(Judgement {
                qid: (*qid).to_owned(),
                record: (*record).to_owned(),
                grade,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_comments_and_notes_are_no_queries() {
        let queries =
            read_queries("qid\tquery\n# a\nq1\tPLC\tofficer\tabbreviation\n\nq2\tmetināšana\n")
                .unwrap();
        assert_eq!(queries.len(), 2);
        assert_eq!(queries[0].user, "officer");
        assert_eq!(queries[1].user, "");
    }

    #[test]
    fn mistakes_have_a_line() {
        assert_eq!(
            read_queries("q1\ta\nq1\tb").unwrap_err().to_string(),
            "line 2: the number q1 comes twice"
        );
        assert_eq!(read_queries("q1").unwrap_err().line, 1);
        assert!(read_judgements("q1\tr\t4").is_err());
        assert!(read_judgements("q1\tr").is_err());
        assert_eq!(read_judgements("q1\tr\t3").unwrap()[0].grade, 3);
    }
}
