//! What speaks for or against a pair, as numbers.

macro_rules! features {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)*) => {
        /// One thing that speaks for or against a pair. The code stands in `linking.toml`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Feature { $($(#[$doc])* $name,)* }

        impl Feature {
            /// Every feature.
            pub const ALL: &'static [Feature] = &[$(Feature::$name,)*];

            /// How many there are.
            pub const COUNT: usize = Self::ALL.len();

            /// The code in the configuration.
            pub const fn code(self) -> &'static str {
                match self { $(Feature::$name => $code,)* }
            }

            /// The feature with this code.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Feature::$name),)* _ => None }
            }
        }
    };
}

features! {
    /// Share of the words, weighted by rarity, that met in the best name: the geometric mean of both directions, 0 to 1.
    Name = "name",
    /// The same to the fourth power: nearly nothing unless nearly everything met.
    Sharp = "sharp",
    /// The mean of `name` over all names of the record in that language.
    Mean = "mean",
    /// Share of the statement's words that met in any name of the record.
    Said = "said",
    /// `name` counted over what is not a verb.
    Object = "object",
    /// 1 if verbs met, -1 if both have one and they did not, 0 if one has none.
    Verb = "verb",
    /// Whether the heads met: the word in capitals or the last one.
    Head = "head",
    /// Share of the statement's words that the best name lacks.
    Missing = "missing",
    /// Share of the best name's words that the statement lacks.
    Extra = "extra",
    /// Share of the match that rests on roots, letters and associations.
    Distant = "distant",
    /// Share of the statement's words that met only in the record's texts.
    Text = "text",
    /// Share of the best name's words that stand only in the statement's texts.
    TextBack = "text_back",
    /// Share of the words above the statement that stand in or above the record.
    Context = "context",
    /// 1 for the same qualification level, less for each step, 0 if one is unknown.
    Level = "level",
    /// 1 if kind and aspect fit (a skill for a skill), -1 if not, 0 if unknown.
    Kind = "kind",
    /// 1 if the occupation of the qualification needs the skill, 0.5 if it may use it, or if both share the occupation.
    Occupation = "occupation",
    /// 1 for the same classification code.
    Code = "code",
    /// Share of the statement's words that met what stands right above the record.
    Hierarchy = "hierarchy",
    /// 1 for records that only gather others.
    Group = "group",
    /// `name` of the best record, for records that only gather others: they answer where no single record does.
    GroupBest = "group_best",
    /// Logarithm of the number of names.
    Names = "names",
    /// How near the records that answer best are to the group.
    Neighbours = "neighbours",
    /// `name` counted over the preferred names alone.
    Preferred = "preferred",
    /// The same to the fourth power.
    PreferredSharp = "preferred_sharp",
    /// Share of the words of a preferred name that met, the best of them.
    PreferredWhole = "preferred_whole",
    /// Share of the words of a name that met, the best of all names: 1 where a name stands whole in the statement.
    Whole = "whole",
    /// 1 where a name stands whole in the statement.
    Contained = "contained",
    /// Share of the statement's words that met in one name, the best of all names.
    SaidOnce = "said_once",
    /// `name` beyond a half, doubled: a bend in its weight.
    NameHigh = "name_high",
    /// Share of what is neither head nor verb that met in both directions.
    Rest = "rest",
    /// 1 where a name stands there as written, case and diacritics aside: nothing else is nearer.
    Exact = "exact",
    /// 1 for groups that gather groups.
    Upper = "upper",
}

/// The values of all features for one pair.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Features(pub [f32; Feature::COUNT]);

impl Default for Features {
    fn default() -> Self {
        Self([0.0; Feature::COUNT])
    }
}

impl std::ops::Index<Feature> for Features {
    type Output = f32;
    fn index(&self, feature: Feature) -> &f32 {
        &self.0[feature as usize]
    }
}

impl std::ops::IndexMut<Feature> for Features {
    fn index_mut(&mut self, feature: Feature) -> &mut f32 {
        &mut self.0[feature as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_lead_back_and_places_are_their_own() {
        let mut values = Features::default();
        for (place, &feature) in Feature::ALL.iter().enumerate() {
            assert_eq!(Feature::from_code(feature.code()), Some(feature));
            assert_eq!(feature as usize, place);
            values[feature] = place as f32;
        }
        assert_eq!(values[Feature::Names], Feature::Names as usize as f32);
        assert_eq!(Feature::from_code("nothing"), None);
    }
}
