//! Text that was typed, pasted or brought as a file.

use super::claim::{Claim, Evidence, EvidenceFormat, Notice, Outcome, Passage, PassageAt, Proof};
use super::split::pieces;
use crate::import::tables::decode;
use crate::model::Lang;

/// Reads a text.
pub(super) fn read(name: &str, bytes: &[u8]) -> Evidence {
    let decoded = decode(bytes);
    let mut evidence = of_text(name, &decoded.text);
    if decoded.damaged {
        evidence.notice(Notice::LettersDamaged);
    }
    evidence
}

/// Divides a text into claims.
pub(super) fn of_text(name: &str, text: &str) -> Evidence {
    let mut evidence = Evidence::new(name, EvidenceFormat::Text);
    let proof = proof_of(text);
    let lang = language(text);
    let mut result = Outcome::Unsaid;
    let mut section: Option<String> = None;
    for piece in pieces(text) {
        let Some(words) = text.get(piece.range.clone()) else {
            continue;
        };
        if words.chars().filter(|c| c.is_alphabetic()).count() < 3 {
            continue;
        }
        let at = PassageAt::Text {
            start: piece.range.start,
            end: piece.range.end,
        };
        let passage = Passage {
            file: name.to_owned(),
            at,
            text: words.to_owned(),
        };
        let mut claim = Claim::new(words, lang, passage, proof);
        if let Some(found) = named_module(words) {
            section = Some(found.to_owned());
            result = result_of(words);
        }
        claim.outcome = match result_of(words) {
            Outcome::Unsaid if section.is_some() => result,
            said => said,
        };
        let heading = piece.under.and_then(|r| text.get(r)).map(str::to_owned);
        claim.under = match proof {
            Proof::Certificate | Proof::Transcript => section.clone().or(heading),
            _ => heading,
        };
        evidence.claims.push(claim);
    }
    evidence
}

/// The module that a line of a certificate names between quotation marks.
fn named_module(line: &str) -> Option<&str> {
    let lower = line.to_lowercase();
    if !lower.contains("modul") && !lower.contains("kurs") && !lower.contains("programm") {
        return None;
    }
    let from = line.find(['"', '„', '“', '«', '”'])?;
    let opened = line.get(from..)?.chars().next()?;
    let rest = line.get(from + opened.len_utf8()..)?;
    let to = rest.find(['"', '“', '”', '»'])?;
    rest.get(..to)
        .map(str::trim)
        .filter(|name| !name.is_empty())
}

/// Marks of a mark: `vērtējums 9`, `nesekmīgs`, `ieskaitīts`.
pub(super) fn result_of(text: &str) -> Outcome {
    let lower = text.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|w| lower.contains(w));
    if says(&[
        "nav uzsāk",
        "neattestēt",
        "nav vērtējuma",
        "nav apgūt",
        "not attended",
        "not started",
    ]) {
        return Outcome::Missing;
    }
    if says(&[
        "nesekmīg",
        "nav nokārtot",
        "nav ieskaitīt",
        "not passed",
        "failed",
    ]) {
        return Outcome::Failed;
    }
    if says(&[
        "ieskaitīt",
        "nokārtot",
        "sekmīgi",
        "apguvis",
        "apguvusi",
        "passed",
        "with merit",
    ]) {
        return Outcome::Passed;
    }
    match lower.find("vērtējum").and_then(|at| lower.get(at..)) {
        Some(rest) => match first_number(rest) {
            Some(0..=3) => Outcome::Failed,
            Some(4..=10) => Outcome::Passed,
            _ => Outcome::Unsaid,
        },
        None => Outcome::Unsaid,
    }
}

fn first_number(text: &str) -> Option<u32> {
    let digits: String = text
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(char::is_ascii_digit)
        .collect();
    digits.parse().ok()
}

/// Who speaks in a text, by the words with which such papers begin and end.
pub(super) fn proof_of(text: &str) -> Proof {
    let lower = text.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|w| lower.contains(w));
    if says(&[
        "sekmju izraksts",
        "sekmju izziņa",
        "transcript of records",
        "vērtējumu izraksts",
    ]) {
        return Proof::Transcript;
    }
    let certificate = [
        "apliecība",
        "sertifikāts",
        "diploms",
        "atestāts",
        "certificate",
        "protokols nr",
    ];
    let of_paper = [
        "nr.",
        "izsniegta",
        "izsniegts",
        "apliecina, ka",
        "certifies",
        "awarded",
    ];
    let own = says(&[
        "mani sauc",
        "esmu ",
        "man ir",
        "protu",
        "strādāju",
        "my name",
        "i am ",
        "i work",
    ]);
    if !own && says(&certificate) && says(&of_paper) {
        return Proof::Certificate;
    }
    let statement = [
        "apliecinām",
        "apliecinu, ka",
        "izziņa",
        "ieteikuma vēstule",
        "we confirm",
        "to whom it may",
    ];
    if says(&statement) && !lower.contains("mani sauc") {
        return Proof::Statement;
    }
    Proof::OwnWord
}

/// Latvian or English, by its letters and smallest words.
pub(super) fn language(text: &str) -> Lang {
    let (mut latvian, mut english) = (0usize, 0usize);
    for word in text.split_whitespace().take(400) {
        let word = word
            .trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase();
        match word.as_str() {
            "un" | "ar" | "no" | "pēc" | "kas" | "uz" | "vai" | "ir" | "par" | "pie" | "lai" => {
                latvian += 1
            }
            "and" | "the" | "of" | "to" | "with" | "for" | "is" | "a" | "in" | "on" => english += 1,
            _ if word.contains(['ā', 'č', 'ē', 'ģ', 'ī', 'ķ', 'ļ', 'ņ', 'š', 'ū', 'ž']) => {
                latvian += 1
            }
            _ => {}
        }
    }
    if english > latvian {
        Lang::En
    } else {
        Lang::Lv
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_holds_the_very_bytes() {
        let text = "Montēju sadalnes. Mēru ar testeri.";
        let evidence = of_text("a.txt", text);
        let PassageAt::Text { start, end } = evidence.claims[1].passage.at else {
            panic!("a passage of a text")
        };
        assert_eq!(&text[start..end], "Mēru ar testeri.");
    }

    #[test]
    fn who_speaks_is_read_from_the_paper() {
        assert_eq!(
            proof_of("Mani sauc Guntars, apliecības man nav."),
            Proof::OwnWord
        );
        assert_eq!(
            proof_of("Izziņa par darba pieredzi. Apliecinām, ka strādāja."),
            Proof::Statement
        );
        assert_eq!(
            proof_of("Apliecība Nr. 117-A. Modulis \"Sensori\""),
            Proof::Certificate
        );
        assert_eq!(proof_of("SEKMJU IZRAKSTS"), Proof::Transcript);
    }

    #[test]
    fn what_a_certificate_lists_stands_under_its_module_and_mark() {
        let text = "Apliecība Nr. 1. Modulis \"Sensori\", vērtējums 9 (teicami).\n– ieregulē devējus;\nModulis \"Robots\", nesekmīgi.\n– vada robotu.";
        let evidence = of_text("a.txt", text);
        let find = |t: &str| {
            evidence
                .claims
                .iter()
                .find(|c| c.text.starts_with(t))
                .unwrap()
        };
        assert_eq!(find("ieregulē").under.as_deref(), Some("Sensori"));
        assert_eq!(find("ieregulē").outcome, Outcome::Passed);
        assert_eq!(find("vada").outcome, Outcome::Failed);
    }

    #[test]
    fn marks_below_four_are_no_pass() {
        assert_eq!(result_of("vērtējums 3"), Outcome::Failed);
        assert_eq!(result_of("vērtējums: 10"), Outcome::Passed);
        assert_eq!(result_of("neattestēts kavējumu dēļ"), Outcome::Missing);
        assert_eq!(result_of("mēra spriegumu"), Outcome::Unsaid);
    }

    #[test]
    fn english_is_told_from_latvian() {
        assert_eq!(
            language("Assembles panels to the drawing and tests the wiring"),
            Lang::En
        );
        assert_eq!(language("Montēju sadalnes un mēru"), Lang::Lv);
    }
}
