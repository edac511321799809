//! What an ending says about the word: the rules that the tables are made of.

/// Stems of a listed verb that an ending can stand on, as bits.
pub mod stem {
    /// Present stem before a vowel: *ceļ-u, las-u*.
    pub const PRESENT: u16 = 1;
    /// Third person present without an ending: *ceļ, redz*.
    pub const BARE: u16 = 1 << 1;
    /// Past stem: *cēl-a*.
    pub const PAST: u16 = 1 << 2;
    /// Past stem with k → c, g → dz before the participle ending -is: *audz-is*.
    pub const PAST_SOFT: u16 = 1 << 3;
    /// Infinitive stem: *cel-t, ves-t*.
    pub const INFINITIVE: u16 = 1 << 4;
    /// Future stem: *cel-šu, vedī-šu*.
    pub const FUTURE: u16 = 1 << 5;
    /// Second person and imperative: *las-i, sauc-iet*.
    pub const SECOND: u16 = 1 << 6;
    /// Converb stem: *cel-dams, vez-dams*.
    pub const CONVERB: u16 = 1 << 7;
    /// Present stem of the third conjugation with -a: *las-a, las-ām*.
    pub const A_PRESENT: u16 = 1 << 8;
    /// Stem of the past active participle: *nāk-usi, cēl-usi*.
    pub const PARTICIPLE: u16 = 1 << 9;
    /// Second person without an ending, in the first conjugation: *nāc, ej*.
    pub const SECOND_BARE: u16 = 1 << 10;
    /// The verb occurs only as a reflexive one: censties.
    pub const REFLEXIVE_ONLY: u16 = 1 << 13;
    /// The verb occurs only with a prefix: pazīt, atzīt.
    pub const NEEDS_PREFIX: u16 = 1 << 14;
    /// The verb takes no prefix but ne- and jā-.
    pub const NO_PREFIX: u16 = 1 << 15;
}

/// Plain or reflexive: mācīt, mācīties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// Not reflexive.
    Plain,
    /// Reflexive.
    Reflexive,
}

/// How far an ending decides that the word is a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// No noun or adjective looks like this: *-ājām, -šos*.
    Verb,
    /// A noun may end so too: *-u, -as, -ā*.
    Open,
}

/// May the debitive prefix jā- stand before the form? Only before the third person present.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Debitive {
    /// Third person present.
    Allowed,
    /// Any other form.
    Never,
}

/// What happens to the last consonant of a nominal stem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Softness {
    /// The stem stays: declensions 1, 3, 4 and adjectives, and all forms that are palatal already.
    Hard,
    /// The stem is palatalised to meet the genitive: declensions 2, 5, 6.
    Soft,
    /// Either: -i is a plural of the first declension or an accusative of the second, fifth, sixth.
    Either,
}

/// The theme vowel that a present form of the third conjugation lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// -āt, as in -ināt.
    A,
    /// -ēt, as in the verbs of sound (tikšķēt, čukstēt). A guess.
    E,
    /// -īt, as in most verbs with -ām- and many with -oš-. A guess.
    I,
}

/// One rule that hangs on an ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// A noun or adjective: cut the whole ending.
    Nominal(Softness),
    /// A definite adjective: cut the whole ending.
    Definite,
    /// A comparative or superlative: cut the whole ending, and vis- before it.
    Degree,
    /// A verb whose infinitive stem ends in the theme vowel with which the ending begins.
    Theme(Voice, Certainty, Debitive),
    /// A form of the noun of this number as the last part of a compound.
    Compound(u16),
    /// A verb form without the theme vowel of the infinitive: so many letters of the ending belong to the
    /// infinitive stem, then comes the vowel.
    Present(u8, Theme, Voice, Certainty, Debitive),
    /// A listed verb: the ending stands on one of these stems.
    Listed(u16, Voice, Certainty, Debitive),
}
