//! Identities: what stands below what, and what a file's name gives where a document says nothing.

use crate::model::RecordId;

/// An identifier below another one. A part that holds nothing an identifier may hold becomes `0`, so that a child never
/// has its parent's identity.
pub(super) fn below(parent: &RecordId, part: &str) -> RecordId {
    let id = RecordId::from_parts(parent.as_str().split('/').chain([part]));
    if id == *parent {
        RecordId::from_parts(parent.as_str().split('/').chain(["0"]))
    } else {
        id
    }
}

/// The name of a file without folders and extension.
pub(super) fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_stem_is_the_bare_name() {
        assert_eq!(stem("mip/a.b.xlsx"), "a.b");
        assert_eq!(stem("a"), "a");
        assert_eq!(stem(""), "");
    }

    proptest! {
        #[test]
        fn a_child_is_never_its_parent(part in ".{0,12}") {
            let parent = RecordId::from_parts(["pkp", "ps-1"]);
            prop_assert_ne!(below(&parent, &part), parent);
        }
    }
}
