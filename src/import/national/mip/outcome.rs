//! The cell of a learning outcome: `1. Spēj: …  Zina: …  Izprot: …`.

use super::super::statements::number;

/// An outcome taken apart.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Parts {
    /// Its number, where the cell begins with one.
    pub(super) number: Option<String>,
    /// What the learner can do.
    pub(super) can: String,
    /// What the learner knows.
    pub(super) knows: String,
    /// What the learner understands.
    pub(super) understands: String,
    /// A percentage on a line of its own, as some documents put it below the outcome.
    pub(super) weight: Option<f32>,
}

/// The words that begin a part, and which part.
const MARKS: [(&str, usize); 6] = [
    ("Spēj:", 0),
    ("spēj:", 0),
    ("Zina:", 1),
    ("zina:", 1),
    ("Izprot:", 2),
    ("izprot:", 2),
];

/// Takes an outcome apart; a cell without marks is all of what the learner can do.
pub(super) fn take_apart(cell: &str) -> Parts {
    let mut parts = Parts::default();
    let mut lines = Vec::new();
    for line in cell.split('\n') {
        match percentage(line) {
            Some(weight) => parts.weight = Some(weight),
            None => lines.push(line),
        }
    }
    let text = lines.join("\n");
    let (found, rest) = number(text.trim());
    parts.number = found.map(|n| n.trim_end_matches(['.', ')']).to_owned());
    let mut marks: Vec<(usize, usize, usize)> = MARKS
        .iter()
        .flat_map(|(mark, part)| {
            rest.match_indices(mark)
                .map(|(i, m)| (i, i + m.len(), *part))
        })
        .collect();
    marks.sort_unstable();
    let mut begin = 0;
    let mut part = 0;
    for (from, to, next) in marks.into_iter().chain([(rest.len(), rest.len(), 0)]) {
        let text = tidy(rest.get(begin..from).unwrap_or_default());
        let field = match part {
            0 => &mut parts.can,
            1 => &mut parts.knows,
            _ => &mut parts.understands,
        };
        if !text.is_empty() {
            if !field.is_empty() {
                field.push(' ');
            }
            field.push_str(&text);
        }
        begin = to;
        part = next;
    }
    parts
}

/// A part on one line, without the marks at its ends.
pub(super) fn tidy(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    super::super::statements::bare(line.trim_start_matches(['-', '–', ' ']))
}

/// A line that is a percentage and nothing else: `25%`, `(25 %)`, `Īpatsvars 25 %`.
fn percentage(line: &str) -> Option<f32> {
    let line = line.trim().trim_matches(['(', ')']);
    let text = line.strip_suffix('%')?.trim();
    let text = text
        .strip_prefix("Īpatsvars")
        .unwrap_or(text)
        .trim_matches([' ', ':']);
    crate::import::tables::values::number(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_three_parts_are_told_apart() {
        let parts =
            take_apart("1. Spēj: sagatavot iekārtu.  Zina: iekārtu veidus.\nIzprot: secību.");
        assert_eq!(parts.number.as_deref(), Some("1"));
        assert_eq!(parts.can, "sagatavot iekārtu");
        assert_eq!(parts.knows, "iekārtu veidus");
        assert_eq!(parts.understands, "secību");
    }

    #[test]
    fn a_percentage_on_its_own_line_is_the_weight() {
        let parts = take_apart("2. Spēj: frēzēt.\n25 %");
        assert_eq!((parts.weight, parts.can.as_str()), (Some(25.0), "frēzēt"));
        assert_eq!(take_apart("Spēj: panākt 25 % mitrumu.").weight, None);
    }

    #[test]
    fn a_cell_without_marks_is_what_the_learner_can() {
        assert_eq!(take_apart("frēzēt detaļas").can, "frēzēt detaļas");
        assert_eq!(take_apart(""), Parts::default());
    }

    proptest! {
        #[test]
        fn no_cell_panics(cell in "(Spēj:|Zina:|Izprot:|[a-zā%0-9. \n]){0,12}") {
            take_apart(&cell);
        }
    }
}
