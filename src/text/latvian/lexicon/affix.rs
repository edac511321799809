//! Reads the suffix rules of a Hunspell .aff file. Prefix rules are left out on purpose: the inflectional
//! prefixes of Latvian (ne-, jā-, vis-) are known to the grammar, and as dictionary rules they would make
//! neliels a form of liels.

use std::collections::HashMap;
use std::io::BufRead;

use super::error::{LexiconError, Source};

/// A flag, whatever its notation.
pub type Flag = u32;

/// How flags are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum FlagMode {
    /// One character each.
    #[default]
    Single,
    /// Two characters each.
    Long,
    /// Numbers with commas.
    Number,
}

impl FlagMode {
    /// Takes a flag field apart; `None` when it does not fit the notation.
    pub fn split(self, field: &str) -> Option<Vec<Flag>> {
        match self {
            Self::Single => Some(field.chars().map(u32::from).collect()),
            Self::Long => {
                let chars: Vec<char> = field.chars().collect();
                let pairs = chars.chunks(2).map(|pair| match pair {
                    [a, b] => Some(u32::from(*a) << 16 ^ u32::from(*b)),
                    _ => None,
                });
                pairs.collect()
            }
            Self::Number => field
                .split(',')
                .map(|number| number.trim().parse().ok())
                .collect(),
        }
    }
}

/// One letter of a condition.
#[derive(Clone, Debug)]
enum Letter {
    Any,
    In(Vec<char>),
    NotIn(Vec<char>),
}

/// One suffix rule.
#[derive(Clone, Debug)]
pub struct SuffixRule {
    /// Cut from the end of the word.
    pub strip: String,
    /// Put in its place.
    pub add: String,
    /// Flags of the form that comes out.
    pub flags: Vec<Flag>,
    /// Does the rule name a part of speech, that is, make another word?
    pub derives: bool,
    condition: Vec<Letter>,
}

impl SuffixRule {
    /// Does the rule make a reflexive form of a verb? Plain forms that end alike are declined participles,
    /// which hang on other rules, and the converb in -damas.
    pub fn is_reflexive(&self) -> bool {
        let ends = |endings: &[&str]| endings.iter().any(|ending| self.add.ends_with(ending));
        ends(&["ies", "os", "ās"]) || (ends(&["as"]) && !ends(&["damas"]))
    }

    /// The form, when the rule fits the word.
    pub fn apply(&self, word: &str) -> Option<String> {
        let front = word.strip_suffix(self.strip.as_str())?;
        let mut letters = word.chars().rev();
        for letter in self.condition.iter().rev() {
            let c = letters.next()?;
            let fits = match letter {
                Letter::Any => true,
                Letter::In(set) => set.contains(&c),
                Letter::NotIn(set) => !set.contains(&c),
            };
            if !fits {
                return None;
            }
        }
        Some(format!("{front}{}", self.add))
    }
}

/// All rules of one flag.
#[derive(Clone, Debug, Default)]
pub struct SuffixClass {
    /// The rules.
    pub rules: Vec<SuffixRule>,
}

/// The rules of an .aff file.
#[derive(Debug, Default)]
pub struct Affixes {
    /// How flags are written.
    pub flags: FlagMode,
    /// Suffix rules by flag.
    pub suffixes: HashMap<Flag, SuffixClass>,
    /// The bare form is no word.
    pub need_affix: Option<Flag>,
    /// The form is a word only with a prefix.
    pub circumfix: Option<Flag>,
    /// The word is wrong.
    pub forbidden: Option<Flag>,
    /// The word is only a part of compounds.
    pub only_in_compound: Option<Flag>,
}

/// Calls `each` with the number and text of every line.
pub fn lines(
    mut reader: impl BufRead,
    source_file: Source,
    mut each: impl FnMut(usize, &str) -> Result<(), LexiconError>,
) -> Result<(), LexiconError> {
    let mut bytes = Vec::new();
    let mut line = 0;
    loop {
        line += 1;
        bytes.clear();
        let read = reader.read_until(b'\n', &mut bytes);
        let read = read.map_err(|error| LexiconError::Read {
            source_file,
            line,
            error,
        })?;
        if read == 0 {
            return Ok(());
        }
        let Ok(text) = std::str::from_utf8(&bytes) else {
            return Err(LexiconError::Encoding {
                source_file,
                line,
                encoding: "not UTF-8".into(),
            });
        };
        each(line, text.trim_end().trim_start_matches('\u{feff}'))?;
    }
}

impl Affixes {
    /// Reads an .aff file.
    pub fn read(reader: impl BufRead) -> Result<Self, LexiconError> {
        let mut affixes = Self::default();
        lines(reader, Source::Affix, |line, text| affixes.line(line, text))?;
        Ok(affixes)
    }

    fn line(&mut self, line: usize, text: &str) -> Result<(), LexiconError> {
        let problem = |problem: String| LexiconError::Line {
            source_file: Source::Affix,
            line,
            problem,
        };
        let cells: Vec<&str> = text.split_whitespace().collect();
        match cells.as_slice() {
            ["SET", encoding, ..] if !encoding.eq_ignore_ascii_case("UTF-8") => {
                Err(LexiconError::Encoding {
                    source_file: Source::Affix,
                    line,
                    encoding: (*encoding).into(),
                })
            }
            ["FLAG", mode, ..] => {
                self.flags = match *mode {
                    "UTF-8" => FlagMode::Single,
                    "long" => FlagMode::Long,
                    "num" => FlagMode::Number,
                    other => {
                        return Err(problem(format!(
                            "FLAG {other}: expected UTF-8, long or num"
                        )));
                    }
                };
                Ok(())
            }
            ["AF", ..] => Err(problem(
                "flag aliases (AF) are not supported; expand them first".into(),
            )),
            ["NEEDAFFIX", flag, ..] => self
                .flag(flag)
                .map(|flag| self.need_affix = Some(flag))
                .map_err(problem),
            ["CIRCUMFIX", flag, ..] => self
                .flag(flag)
                .map(|flag| self.circumfix = Some(flag))
                .map_err(problem),
            ["FORBIDDENWORD", flag, ..] => self
                .flag(flag)
                .map(|flag| self.forbidden = Some(flag))
                .map_err(problem),
            ["ONLYINCOMPOUND", flag, ..] => self
                .flag(flag)
                .map(|flag| self.only_in_compound = Some(flag))
                .map_err(problem),
            ["SFX", _, "Y" | "N", count] if count.parse::<u32>().is_ok() => Ok(()),
            ["SFX", flag, strip, add, rest @ ..] => {
                self.suffix(flag, strip, add, rest).map_err(problem)
            }
            ["SFX", ..] => Err(problem(
                "a suffix rule needs a flag, what to strip, what to add and a condition".into(),
            )),
            _ => Ok(()),
        }
    }

    fn flag(&self, text: &str) -> Result<Flag, String> {
        match self.flags.split(text).as_deref() {
            Some([flag]) => Ok(*flag),
            _ => Err(format!("{text:?} is not one flag")),
        }
    }

    fn suffix(&mut self, flag: &str, strip: &str, add: &str, rest: &[&str]) -> Result<(), String> {
        let flag = self.flag(flag)?;
        let empty_or = |text: &str| {
            if text == "0" {
                String::new()
            } else {
                text.to_owned()
            }
        };
        let (add, flags) = match add.split_once('/') {
            Some((add, flags)) => (
                add,
                self.flags
                    .split(flags)
                    .ok_or_else(|| format!("flags {flags:?} do not fit the FLAG notation"))?,
            ),
            None => (add, Vec::new()),
        };
        let condition = parse_condition(rest.first().copied().unwrap_or("."))?;
        let derives = rest.iter().skip(1).any(|field| field.starts_with("po:"));
        let rule = SuffixRule {
            strip: empty_or(strip),
            add: empty_or(add),
            flags,
            derives,
            condition,
        };
        self.suffixes.entry(flag).or_default().rules.push(rule);
        Ok(())
    }
}

fn parse_condition(text: &str) -> Result<Vec<Letter>, String> {
    let mut letters = Vec::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        letters.push(match c {
            '.' => Letter::Any,
            '[' => {
                let set: Vec<char> = chars.by_ref().take_while(|c| *c != ']').collect();
                match set.split_first() {
                    Some(('^', rest)) if !rest.is_empty() => Letter::NotIn(rest.to_vec()),
                    Some((first, _)) if *first != '^' => Letter::In(set),
                    _ => return Err(format!("condition {text:?} has an empty set")),
                }
            }
            ']' => return Err(format!("condition {text:?} has ] without [")),
            c => Letter::In(vec![c]),
        });
    }
    // A lone dot means "any word", the empty one too.
    if matches!(letters.as_slice(), [Letter::Any]) {
        letters.clear();
    }
    Ok(letters)
}
