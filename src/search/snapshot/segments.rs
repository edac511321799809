//! The texts of all records, cut into segments and read as words: what scoring, highlighting and passages work on.

use crate::model::Lang;
use crate::search::response::SegmentRole;

use super::codec::{CodecError, Packer, Unpacker};
use super::groups::Groups;

/// One text of a record: a name, a code, a description.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Segment {
    pub(crate) role: SegmentRole,
    pub(crate) lang: Lang,
}

const ROLES: [SegmentRole; 7] = [
    SegmentRole::Name,
    SegmentRole::Alternative,
    SegmentRole::Hidden,
    SegmentRole::Code,
    SegmentRole::Text,
    SegmentRole::Kind,
    SegmentRole::Above,
];
const LANGS: [Lang; 3] = [Lang::Lv, Lang::En, Lang::Und];

impl Segment {
    fn byte(self) -> u8 {
        let role = ROLES
            .iter()
            .position(|role| *role == self.role)
            .unwrap_or(0);
        let lang = LANGS
            .iter()
            .position(|lang| *lang == self.lang)
            .unwrap_or(2);
        (role * LANGS.len() + lang) as u8
    }

    fn from_byte(byte: u8) -> Option<Self> {
        let role = ROLES.get(byte as usize / LANGS.len())?;
        let lang = LANGS.get(byte as usize % LANGS.len())?;
        Some(Self {
            role: *role,
            lang: *lang,
        })
    }
}

/// One word of a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word {
    /// The form's number in the lexicon.
    pub(crate) form: u32,
    /// First byte in the segment.
    pub(crate) start: u32,
    /// Bytes.
    pub(crate) len: u16,
}

/// All segments of all records.
#[derive(Debug, Default)]
pub(crate) struct Segments {
    /// The segments of each document.
    of_document: Groups,
    /// Role and language of each segment.
    kinds: Vec<u8>,
    /// The texts, end to end.
    text: String,
    text_ends: Vec<u32>,
    /// The words of each segment: the items are forms.
    words: Groups,
    starts: Vec<u32>,
    lens: Vec<u16>,
}

impl Segments {
    /// Adds a segment to the document that is being written; gives its number.
    pub(crate) fn push(&mut self, segment: Segment, text: &str, words: &[Word]) -> u32 {
        let number = self.kinds.len() as u32;
        self.kinds.push(segment.byte());
        self.text.push_str(text);
        self.text_ends.push(self.text.len() as u32);
        self.words.push(words.iter().map(|word| word.form));
        self.starts.extend(words.iter().map(|word| word.start));
        self.lens.extend(words.iter().map(|word| word.len));
        number
    }

    /// Ends a document: it has the segments pushed since the last.
    pub(crate) fn end_document(&mut self) {
        let first = self.of_document.items().len() as u32;
        self.of_document.push(first..self.kinds.len() as u32);
    }

    /// The numbers of a document's segments.
    #[inline]
    pub(crate) fn of(&self, document: u32) -> &[u32] {
        self.of_document.get(document)
    }

    /// What a segment is.
    #[inline]
    pub(crate) fn segment(&self, number: u32) -> Segment {
        self.kinds
            .get(number as usize)
            .and_then(|byte| Segment::from_byte(*byte))
            .unwrap_or(Segment {
                role: SegmentRole::Text,
                lang: Lang::Und,
            })
    }

    /// The text of a segment.
    pub(crate) fn text(&self, number: u32) -> &str {
        let end = |number: usize| self.text_ends.get(number).copied().unwrap_or(0) as usize;
        let start = (number as usize).checked_sub(1).map_or(0, end);
        self.text
            .get(start..end(number as usize))
            .unwrap_or_default()
    }

    /// The forms of a segment's words, in order.
    #[inline]
    pub(crate) fn forms(&self, number: u32) -> &[u32] {
        self.words.get(number)
    }

    /// The bytes of a segment's word.
    pub(crate) fn span(&self, number: u32, word: usize) -> std::ops::Range<usize> {
        let at = self.words.range(number).start + word;
        let start = self.starts.get(at).copied().unwrap_or(0) as usize;
        start..start + self.lens.get(at).copied().unwrap_or(0) as usize
    }

    pub(crate) fn pack(&self, packer: &mut Packer) {
        self.of_document.pack(packer);
        packer.u8s(&self.kinds);
        packer.text(&self.text);
        packer.u32s(&self.text_ends);
        self.words.pack(packer);
        packer.u32s(&self.starts);
        packer.u16s(&self.lens);
    }

    pub(crate) fn unpack(
        unpacker: &mut Unpacker<'_>,
        documents: usize,
        forms: usize,
    ) -> Result<Self, CodecError> {
        let segments = Self {
            of_document: Groups::unpack(unpacker)?,
            kinds: unpacker.u8s()?,
            text: unpacker.text()?,
            text_ends: unpacker.u32s()?,
            words: Groups::unpack(unpacker)?,
            starts: unpacker.u32s()?,
            lens: unpacker.u16s()?,
        };
        let count = segments.kinds.len();
        let words = segments.words.items();
        let fits = segments.of_document.len() == documents
            && segments
                .of_document
                .items()
                .iter()
                .all(|&s| (s as usize) < count)
            && segments.text_ends.len() == count
            && segments.text_ends.is_sorted()
            && segments.words.len() == count
            && words.iter().all(|&form| (form as usize) < forms)
            && segments.starts.len() == words.len()
            && segments.lens.len() == words.len();
        if fits {
            Ok(segments)
        } else {
            Err(CodecError::Misfit("segments"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_and_languages_survive_their_byte() {
        for role in ROLES {
            for lang in LANGS {
                let segment = Segment { role, lang };
                assert_eq!(Segment::from_byte(segment.byte()), Some(segment));
            }
        }
        assert_eq!(Segment::from_byte(200), None);
    }

    #[test]
    fn a_documents_segments_are_its_own() {
        let mut segments = Segments::default();
        let name = Segment {
            role: SegmentRole::Name,
            lang: Lang::Lv,
        };
        let word = |form, start| Word {
            form,
            start,
            len: 4,
        };
        segments.push(name, "koka galds", &[word(0, 0), word(1, 5)]);
        segments.end_document();
        segments.end_document();
        segments.push(name, "koks", &[word(2, 0)]);
        segments.end_document();
        assert_eq!(segments.of(0), [0]);
        assert!(segments.of(1).is_empty());
        assert_eq!(segments.of(2), [1]);
        assert_eq!(segments.text(1), "koks");
        assert_eq!(segments.forms(0), [0, 1]);
        assert_eq!(segments.span(0, 1), 5..9);
        assert_eq!(segments.span(1, 0), 0..4);

        let mut packer = Packer::default();
        segments.pack(&mut packer);
        let bytes = packer.into_bytes();
        let back = Segments::unpack(&mut Unpacker::new(&bytes), 3, 3).unwrap();
        assert_eq!(back.text(0), "koka galds");
        assert!(Segments::unpack(&mut Unpacker::new(&bytes), 3, 2).is_err());
    }
}
