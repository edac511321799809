//! Which names may stand in an archive.

/// Makes one of an archive's names ours: `/` between the parts, no `.` parts.
///
/// # Errors
/// Says in a few words why the name is refused: it leads out of the archive or cannot be a name.
pub(super) fn clean(name: &str) -> Result<String, &'static str> {
    if name.contains('\0') {
        return Err("holds a NUL character");
    }
    // Some packers of Windows write back slashes, against the ZIP specification (APPNOTE 4.4.17).
    let name = name.replace('\\', "/");
    if name.starts_with('/') {
        return Err("is an absolute path");
    }
    let mut parts = Vec::new();
    for (n, part) in name.split('/').enumerate() {
        match part {
            "" | "." => {}
            ".." => return Err("climbs out with “..”"),
            drive if n == 0 && is_drive(drive) => return Err("begins with a drive letter"),
            part => parts.push(part),
        }
    }
    Ok(parts.join("/"))
}

/// Whether the part begins like `C:`.
fn is_drive(part: &str) -> bool {
    let mut chars = part.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphabetic()) && chars.next() == Some(':')
}

/// Whether a file is a by-product of an operating system that nobody means to import.
pub(super) fn is_clutter(name: &str) -> bool {
    name.split('/').any(|part| {
        part.starts_with('.')
            || part.starts_with("~$")
            || part == "__MACOSX"
            || part.eq_ignore_ascii_case("thumbs.db")
            || part.eq_ignore_ascii_case("desktop.ini")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_that_lead_out_are_refused() {
        for name in [
            "../a.csv",
            "a/../../b.csv",
            "/etc/passwd",
            "\\\\host\\share\\a.csv",
            "C:\\a.csv",
            "c:a.csv",
            "..\\a.csv",
            "a\0.csv",
        ] {
            assert!(clean(name).is_err(), "{name:?}");
        }
    }

    #[test]
    fn ordinary_names_become_tidy() {
        assert_eq!(clean("./a//b.csv").as_deref(), Ok("a/b.csv"));
        assert_eq!(clean("mape\\ēna.csv").as_deref(), Ok("mape/ēna.csv"));
        assert_eq!(clean("v1..2/a.csv").as_deref(), Ok("v1..2/a.csv"));
    }

    #[test]
    fn clutter_of_operating_systems_is_known() {
        assert!(is_clutter("__MACOSX/._skills_en.csv"));
        assert!(is_clutter("a/.DS_Store"));
        assert!(is_clutter("~$tabula.xlsx"));
        assert!(!is_clutter("skills_en.csv"));
    }

    proptest! {
        #[test]
        fn what_is_accepted_stays_inside(name in ".{0,40}") {
            if let Ok(clean) = clean(&name) {
                let path = std::path::Path::new(&clean);
                prop_assert!(path.components().all(|c| matches!(c, std::path::Component::Normal(_))));
            }
        }
    }
}
