//! Words that take back what a sentence says: "nav darījis", "meistara uzraudzībā", "gribu iemācīties".

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// How a clause stands to what it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    /// It says that the person did or learnt it.
    For,
    /// Only under supervision, with help, or as a helper.
    Supervised,
    /// Not done, not learnt, only wished for.
    Against,
}

/// The words that change the stance of a clause; beginnings of words where they end in `*`, lower case.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cues {
    /// Words and phrases that deny.
    pub against: Vec<String>,
    /// Beginnings of words with `ne` that deny nothing: *nedēļa, nepieciešams*.
    pub not_negations: Vec<String>,
    /// Words and phrases of supervision, help and watching.
    pub supervised: Vec<String>,
    /// Words and phrases that lift supervision again: *bez uzraudzības*.
    pub alone: Vec<String>,
}

impl Cues {
    /// The clauses of a sentence with their stances, in order, without gaps.
    pub fn clauses(&self, text: &str) -> Vec<(Range<usize>, Stance)> {
        let mut found = Vec::new();
        let mut start = 0;
        for (at, c) in text.char_indices() {
            if matches!(c, ',' | ';' | '–' | '—' | ':' | '(' | ')') {
                found.push((
                    start..at,
                    self.stance(text.get(start..at).unwrap_or_default()),
                ));
                start = at;
            }
        }
        found.push((
            start..text.len(),
            self.stance(text.get(start..).unwrap_or_default()),
        ));
        self.spread(text, &mut found);
        found
    }

    /// "…, bet tikai meistara klātbūtnē" speaks of the clause before it too.
    fn spread(&self, text: &str, clauses: &mut [(Range<usize>, Stance)]) {
        for n in 1..clauses.len() {
            let Some((range, stance)) = clauses.get(n).cloned() else {
                continue;
            };
            let words: Vec<&str> = words(text.get(range).unwrap_or_default()).collect();
            let about_before = stance == Stance::Supervised && words.len() <= 5;
            if about_before && let Some(before) = clauses.get_mut(n - 1) {
                before.1 = before.1.max(stance);
            }
        }
    }

    fn stance(&self, clause: &str) -> Stance {
        let lower = clause.to_lowercase();
        let negated = holds(&lower, &self.against) || words(&lower).any(|w| self.is_negated(w));
        // "bez brillēm neļauju" takes back twice.
        let twice = words(&lower).any(|w| w == "bez");
        if negated && !twice {
            return Stance::Against;
        }
        match holds(&lower, &self.supervised) && !holds(&lower, &self.alone) {
            true => Stance::Supervised,
            false => Stance::For,
        }
    }

    /// A verb or participle with `ne-`.
    fn is_negated(&self, word: &str) -> bool {
        let Some(rest) = word.strip_prefix("ne") else {
            return false;
        };
        if rest.chars().count() < 4
            || self
                .not_negations
                .iter()
                .any(|n| word.starts_with(n.as_str()))
        {
            return false;
        }
        const ENDINGS: [&str; 19] = [
            "ju", "šu", "dzu", "ļu", "ku", "tu", "du", "mu", "jis", "jusi", "usi", "is", "am",
            "ām", "ja", "ts", "ta", "ti", "tas",
        ];
        ENDINGS.iter().any(|e| rest.ends_with(e))
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
}

/// Whether one of the phrases stands in a text, at word boundaries; `*` ends a beginning.
fn holds(lower: &str, phrases: &[String]) -> bool {
    phrases.iter().any(|phrase| {
        let (stem, open) = match phrase.strip_suffix('*') {
            Some(stem) => (stem, true),
            None => (phrase.as_str(), false),
        };
        lower.match_indices(stem).any(|(at, _)| {
            let before = lower.get(..at).and_then(|t| t.chars().next_back());
            let after = lower.get(at + stem.len()..).and_then(|t| t.chars().next());
            let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
            edge(before) && (open || edge(after))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::super::config::CompareConfig;
    use super::*;

    fn stances(text: &str) -> Vec<Stance> {
        let config = CompareConfig::built_in();
        config
            .cues
            .clauses(text)
            .into_iter()
            .map(|(_, s)| s)
            .collect()
    }

    #[test]
    fn a_denial_holds_for_its_clause_only() {
        use Stance::{Against, For};
        assert_eq!(
            stances("Lieku kustības acis, bet par DALI neesmu dzirdējis"),
            [For, Against]
        );
        assert_eq!(stances("Zibens aizsardzību es nelieku"), [Against]);
        assert_eq!(
            stances("Darbu plānoju nedēļai un neliela objekta montāžai"),
            [For]
        );
    }

    #[test]
    fn supervision_weakens_also_when_it_is_told_after() {
        use Stance::Supervised;
        assert_eq!(
            stances("Motorus saslēdza tikai elektriķa uzraudzībā"),
            [Supervised]
        );
        assert_eq!(
            stances("pieslēdza automātus, tikai meistara klātbūtnē"),
            [Supervised, Supervised]
        );
        assert_eq!(
            stances("strādāju viens pats un bez uzraudzības"),
            [Stance::For]
        );
    }

    #[test]
    fn two_denials_cancel_out() {
        assert_eq!(
            stances("bez brillēm nevienam griezt neļauju"),
            [Stance::For]
        );
    }

    #[test]
    fn clauses_cover_the_text() {
        let config = CompareConfig::built_in();
        let text = "a, b (c) – ā; d";
        let clauses = config.cues.clauses(text);
        assert_eq!(clauses.first().unwrap().0.start, 0);
        assert_eq!(clauses.last().unwrap().0.end, text.len());
        assert!(clauses.windows(2).all(|w| w[0].0.end == w[1].0.start));
    }
}
