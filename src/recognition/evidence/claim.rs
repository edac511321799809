//! What a person brings: a piece of evidence and the claims in it, each with the passage that it comes from.

use serde::{Deserialize, Serialize};

use crate::model::Lang;

macro_rules! coded {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $code:literal,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$doc])* #[serde(rename = $code)] $variant,)* }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The code in the API and the store.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// The one with this code.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)* _ => None }
            }
        }
    };
}
pub(crate) use coded;

coded! {
    /// How a piece of evidence is written.
    EvidenceFormat {
        /// Text, typed, pasted or in a file.
        Text = "text",
        /// CSV of subjects and hours.
        Csv = "csv",
        /// A workbook of subjects and hours.
        Xlsx = "xlsx",
        /// A document.
        Docx = "docx",
        /// A credential of the European Learning Model, JSON-LD.
        Elm = "elm",
        /// An Open Badge 3.0.
        OpenBadge = "open_badge",
        /// A Europass CV as JSON (SkillsPassport).
        EuropassJson = "europass_json",
        /// A Europass CV as XML (SkillsPassport, or Candidate).
        EuropassXml = "europass_xml",
    }
}

coded! {
    /// Who stands behind what is said.
    Proof {
        /// The person alone: a description of work, a CV.
        OwnWord = "own_word",
        /// An employer or client: a statement of experience.
        Statement = "statement",
        /// A school: a transcript of subjects, hours and marks.
        Transcript = "transcript",
        /// A school or examination body: a certificate of a module, part or qualification.
        Certificate = "certificate",
        /// A digital credential or badge, its signature not checked.
        Credential = "credential",
    }
}

coded! {
    /// How a course or module ended.
    Outcome {
        /// Nothing is said of it.
        Unsaid = "unsaid",
        /// Passed.
        Passed = "passed",
        /// Not passed.
        Failed = "failed",
        /// Not begun, not attended, not assessed.
        Missing = "missing",
    }
}

/// Where in a file a passage stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "in", rename_all = "snake_case")]
pub enum PassageAt {
    /// Bytes of the text as it was read (UTF-8), the end excluded.
    Text {
        /// First byte.
        start: usize,
        /// Byte after the last one.
        end: usize,
    },
    /// A paragraph of a document, from 1.
    Paragraph {
        /// Its number among the paragraphs outside tables.
        number: u32,
    },
    /// A row of a table, from 1.
    Row {
        /// The sheet or table, if there are several.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sheet: Option<String>,
        /// The row.
        row: u32,
        /// The column by its name in the header, if it is one cell.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        column: Option<String>,
    },
    /// A value of a JSON document, RFC 6901.
    Pointer {
        /// The pointer.
        pointer: String,
    },
    /// Nowhere: an officer wrote it down from the paper.
    Noted {},
    /// An element of an XML document.
    Element {
        /// The path of element names with their numbers, e.g. `/SkillsPassport/LearnerInfo/WorkExperience[2]/Activities`.
        path: String,
    },
}

/// The very words that a claim rests on, and where they stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// The file.
    pub file: String,
    /// Where.
    pub at: PassageAt,
    /// The words.
    pub text: String,
}

/// A concept that a file names by its URI: an ESCO skill, a DigComp competence with its level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concept {
    /// The URI as given.
    pub uri: String,
    /// Its name in the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Level in its own framework, e.g. 4 of DigComp's 8.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
}

/// One thing that the evidence says the person learnt, did or can do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// What is said; a person may edit it, the passage stays.
    pub text: String,
    /// Its language.
    pub lang: Lang,
    /// Where it stands.
    pub passage: Passage,
    /// The heading, module or post that it stands under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub under: Option<String>,
    /// The same in other words and languages, as the file gives it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<(Lang, String)>,
    /// Who stands behind it.
    pub proof: Proof,
    /// How it ended.
    pub outcome: Outcome,
    /// EQF/LKI level, 1 to 8.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
    /// Hours of learning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<f32>,
    /// Concepts named by URI.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub concepts: Vec<Concept>,
}

impl Claim {
    /// A claim that says no more than its words.
    pub fn new(text: impl Into<String>, lang: Lang, passage: Passage, proof: Proof) -> Self {
        Self {
            text: text.into(),
            lang,
            passage,
            under: None,
            also: Vec::new(),
            proof,
            outcome: Outcome::Unsaid,
            level: None,
            hours: None,
            concepts: Vec::new(),
        }
    }
}

coded! {
    /// Something about a piece of evidence that whoever judges it should know.
    Notice {
        /// It carries no signature.
        Unsigned = "unsigned",
        /// It carries a signature, which this program does not check.
        SignatureUnchecked = "signature_unchecked",
        /// Its signature lacks what a signature must have.
        SignatureBroken = "signature_broken",
        /// Its validity has ended.
        Expired = "expired",
        /// Its dates contradict each other.
        DatesContradict = "dates_contradict",
        /// Nobody is named as its issuer.
        NoIssuer = "no_issuer",
        /// It says where revocation is looked up; nothing was looked up.
        RevocationUnchecked = "revocation_unchecked",
        /// Its remote contexts, schemas and links were not fetched; terms were read by their names.
        ContextNotFetched = "context_not_fetched",
        /// It was read by the published schema; no real export was at hand when this was written.
        BySchema = "by_schema",
        /// Its content is not what its name says; the content counts.
        NameDiffers = "name_differs",
        /// Some letters were damaged in the file.
        LettersDamaged = "letters_damaged",
        /// Sheets or tables without known columns were left out.
        TablesLeftOut = "tables_left_out",
    }
}

/// A piece of evidence, read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// The file.
    pub name: String,
    /// How it is written, by its content.
    pub format: EvidenceFormat,
    /// What it calls itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Who issued it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// Whom it is about, as it says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<String>,
    /// The day of issue, as it says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued: Option<String>,
    /// What should be known of it.
    pub notices: Vec<Notice>,
    /// What it says.
    pub claims: Vec<Claim>,
}

impl Evidence {
    /// A piece of evidence with nothing read yet.
    pub(super) fn new(name: &str, format: EvidenceFormat) -> Self {
        Self {
            name: name.to_owned(),
            format,
            title: None,
            issuer: None,
            holder: None,
            issued: None,
            notices: Vec::new(),
            claims: Vec::new(),
        }
    }

    /// Notes something once.
    pub(super) fn notice(&mut self, notice: Notice) {
        if !self.notices.contains(&notice) {
            self.notices.push(notice);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_lead_back_and_agree_with_serde() {
        for &p in Proof::ALL {
            assert_eq!(Proof::from_code(p.code()), Some(p));
            assert_eq!(
                serde_json::to_string(&p).unwrap(),
                format!("\"{}\"", p.code())
            );
        }
        for &n in Notice::ALL {
            assert_eq!(Notice::from_code(n.code()), Some(n));
        }
        assert_eq!(Outcome::from_code("won"), None);
    }
}
