//! Text of a template → pieces.

use super::{Insert, Line, Name, Part, Piece, Template, TemplateProblem, TemplateProblems, Wanted};
use crate::export::document::{Align, HeadingLevel, ListMarks, Orientation};

/// Stretches inside stretches: nobody nests deeper, and reading must end.
const DEEPEST: usize = 8;

impl Template {
    /// Reads a template; `file` is the name that problems show.
    ///
    /// # Errors
    /// [`TemplateProblems`], each with its line.
    pub fn read(file: &str, text: &str) -> Result<Self, TemplateProblems> {
        let mut reader = Reader {
            template: Self {
                file: file.to_owned(),
                title: Line::default(),
                header: Line::default(),
                footer: Line::default(),
                orientation: Orientation::Portrait,
                pieces: Vec::new(),
            },
            open: Vec::new(),
            problems: Vec::new(),
        };
        for (number, line) in (1..).zip(text.trim_start_matches('\u{feff}').lines()) {
            reader.line(number, line.trim());
        }
        reader.finish()
    }
}

/// A stretch whose end has not come yet.
struct Open {
    line: usize,
    opened: Opened,
    pieces: Vec<Piece>,
}

enum Opened {
    If(Name, Wanted),
    Each(Name),
}

struct Reader {
    template: Template,
    open: Vec<Open>,
    problems: Vec<TemplateProblem>,
}

impl Reader {
    fn line(&mut self, number: usize, line: &str) {
        if line.is_empty() || line.starts_with(';') {
            return;
        }
        if let Some(setting) = line.strip_prefix('@') {
            return self.setting(number, setting);
        }
        if let Some(inside) = line.strip_prefix("[[") {
            return match inside.strip_suffix("]]") {
                Some(command) => self.command(number, command.trim()),
                None => self.wrong(
                    number,
                    "the command has no end; right would be “[[…]]” alone on its line",
                ),
            };
        }
        let piece = match line {
            l if let Some(text) = l.strip_prefix("### ") => {
                Piece::Heading(HeadingLevel::Section, self.words(number, text))
            }
            l if let Some(text) = l.strip_prefix("## ") => {
                Piece::Heading(HeadingLevel::Part, self.words(number, text))
            }
            l if let Some(text) = l.strip_prefix("# ") => {
                Piece::Heading(HeadingLevel::Title, self.words(number, text))
            }
            l if let Some(text) = l.strip_prefix("- ") => {
                Piece::Item(ListMarks::Dashes, self.words(number, text))
            }
            l if let Some(text) = numbered(l) => {
                Piece::Item(ListMarks::Numbers, self.words(number, text))
            }
            l if let Some(text) = l.strip_prefix(">> ") => {
                Piece::Paragraph(Align::Right, self.words(number, text))
            }
            l if let Some(text) = l.strip_prefix("<> ") => {
                Piece::Paragraph(Align::Centre, self.words(number, text))
            }
            l => Piece::Paragraph(Align::Left, self.words(number, l)),
        };
        self.add(piece);
    }

    fn setting(&mut self, number: usize, setting: &str) {
        let (name, value) = setting.split_once(':').unwrap_or((setting, ""));
        let value = value.trim();
        match plain(name).as_str() {
            "nosaukums" => self.template.title = self.words(number, value),
            "galvene" => self.template.header = self.words(number, value),
            "kajene" => self.template.footer = self.words(number, value),
            "lapa" => match plain(value).as_str() {
                "stavus" => self.template.orientation = Orientation::Portrait,
                "gulus" => self.template.orientation = Orientation::Landscape,
                _ => self.wrong(number, format!("the page cannot lie “{value}”; right would be “@lapa: stāvus” or “@lapa: guļus”")),
            },
            _ => self.wrong(
                number,
                format!("there is no setting “@{}”; there are @nosaukums, @galvene, @kājene and @lapa", name.trim()),
            ),
        }
    }

    fn command(&mut self, number: usize, command: &str) {
        let (word, name) = command
            .split_once(char::is_whitespace)
            .unwrap_or((command, ""));
        let word = plain(word.trim_end_matches(':'));
        let name = name.trim();
        let insert = match word.as_str() {
            "beigas" => return self.end(number),
            "lapa" => return self.add(Piece::PageBreak),
            "tabula" => Some(Insert::Table),
            "dati" => Some(Insert::Facts),
            "paraksti" => Some(Insert::Signatures),
            "teksts" => Some(Insert::Blocks),
            "ja" | "janav" | "katram" => None,
            _ => {
                return self.wrong(
                    number,
                    format!("there is no command “{command}”; there are [[tabula …]], [[dati …]], [[paraksti …]], [[teksts …]], [[lapa]], [[ja …]], [[janav …]], [[katram …]] and [[beigas]]"),
                );
            }
        };
        if !is_name(name) {
            return self.wrong(number, format!("“{word}” wants a name of letters, digits, “_”, “-” or “.”, as in “[[{word} rezultāti]]”"));
        }
        let name = Name {
            line: number,
            name: name.to_owned(),
        };
        let opened = match (insert, word.as_str()) {
            (Some(insert), _) => return self.add(Piece::Insert(insert, name)),
            (None, "ja") => Opened::If(name, Wanted::Something),
            (None, "janav") => Opened::If(name, Wanted::Nothing),
            (None, _) => Opened::Each(name),
        };
        if self.open.len() >= DEEPEST {
            return self.wrong(
                number,
                format!("more than {DEEPEST} stretches stand inside each other"),
            );
        }
        self.open.push(Open {
            line: number,
            opened,
            pieces: Vec::new(),
        });
    }

    fn end(&mut self, number: usize) {
        let Some(open) = self.open.pop() else {
            return self.wrong(number, "“[[beigas]]” ends nothing; take it out, or put “[[ja …]]” or “[[katram …]]” before it");
        };
        let pieces = open.pieces;
        self.add(match open.opened {
            Opened::If(name, wanted) => Piece::If {
                name,
                wanted,
                pieces,
            },
            Opened::Each(name) => Piece::Each { name, pieces },
        });
    }

    fn add(&mut self, piece: Piece) {
        match self.open.last_mut() {
            Some(open) => open.pieces.push(piece),
            None => self.template.pieces.push(piece),
        }
    }

    /// The parts of a line: words and places.
    fn words(&mut self, number: usize, text: &str) -> Line {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{{") {
            if !before.is_empty() {
                parts.push(Part::Words(before.to_owned()));
            }
            let Some((place, after)) = after.split_once("}}") else {
                self.wrong(
                    number,
                    "a place to fill in begins with “{{” and has no “}}”",
                );
                rest = "";
                break;
            };
            let (name, otherwise) = place.split_once('|').unwrap_or((place, ""));
            let name = name.trim();
            if !is_name(name) {
                self.wrong(number, format!("“{{{{{place}}}}}” names no place; a name has letters, digits, “_”, “-” and “.”"));
            }
            parts.push(Part::Place {
                name: name.to_owned(),
                otherwise: otherwise.to_owned(),
            });
            rest = after;
        }
        if !rest.is_empty() {
            parts.push(Part::Words(rest.to_owned()));
        }
        Line { number, parts }
    }

    fn wrong(&mut self, line: usize, message: impl Into<String>) {
        self.problems.push(TemplateProblem {
            file: self.template.file.clone(),
            line,
            message: message.into(),
        });
    }

    fn finish(mut self) -> Result<Template, TemplateProblems> {
        while let Some(open) = self.open.pop() {
            self.wrong(open.line, "what begins here has no “[[beigas]]”");
        }
        if self.problems.is_empty() {
            Ok(self.template)
        } else {
            self.problems.sort_by_key(|p| p.line);
            Err(TemplateProblems(self.problems))
        }
    }
}

/// The text after `1. `, `12) `.
fn numbered(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = line.len() - rest.len();
    if digits == 0 || digits > 3 {
        return None;
    }
    rest.strip_prefix(". ").or_else(|| rest.strip_prefix(") "))
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

/// A word of the template's own language without its marks: a school need not know which ones it has.
fn plain(word: &str) -> String {
    let letters = word.trim().chars().flat_map(char::to_lowercase);
    letters
        .map(|c| match c {
            'ā' => 'a',
            'ī' => 'i',
            'ļ' => 'l',
            'š' => 's',
            'ū' => 'u',
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn problems(text: &str) -> Vec<String> {
        let problems = Template::read("lēmums.txt", text).unwrap_err().0;
        problems.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn every_problem_is_said_with_its_line() {
        let said =
            problems("# Labi\n{{vārds\n[[tabla x]]\n[[katram moduļi]]\n@krāsa: zila\n[[tabula]]\n");
        let lines: Vec<&str> = said.iter().map(|s| s.split(':').next().unwrap()).collect();
        assert_eq!(
            lines,
            [
                "lēmums.txt, line 2",
                "lēmums.txt, line 3",
                "lēmums.txt, line 4",
                "lēmums.txt, line 5",
                "lēmums.txt, line 6"
            ]
        );
        assert!(said[1].contains("[[tabula …]]"), "{}", said[1]);
    }

    #[test]
    fn an_end_without_a_beginning_is_wrong() {
        assert!(problems("[[beigas]]")[0].contains("ends nothing"));
        assert!(problems("a\n[[ja x]]\nb")[0].contains("line 2"));
        assert!(problems("[[ja x")[0].contains("no end"));
        assert!(problems("@lapa: šķērsām")[0].contains("guļus"));
    }

    #[test]
    fn a_place_needs_a_name() {
        assert!(problems("{{a b}}")[0].contains("names no place"));
        assert!(problems("{{}}")[0].contains("names no place"));
    }

    #[test]
    fn a_year_begins_no_list() {
        assert_eq!(numbered("1. pants"), Some("pants"));
        assert_eq!(numbered("2026. gads"), None);
        assert_eq!(numbered("1.2. pants"), None);
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused_without_a_panic(text in "(\\[\\[(ja|katram|beigas|tabula)? ?[a-z]{0,3}\\]{0,2}|\\{\\{[a-z|]{0,4}\\}{0,2}|[#@;\n ]|[a-zā]{1,4}){0,20}") {
            if let Err(problems) = Template::read("t", &text) {
                prop_assert!(!problems.0.is_empty());
                prop_assert!(problems.0.iter().all(|p| p.line >= 1 && p.line <= text.lines().count()));
            }
        }
    }
}
