//! Style, script and icon, compiled in and named by their content so that browsers may keep them for ever.

use std::sync::LazyLock;

/// A file that pages refer to.
#[derive(Debug, Clone, Copy)]
pub struct Asset {
    /// What it holds.
    pub body: &'static [u8],
    /// Its media type.
    pub media_type: &'static str,
}

const STYLE: &str = include_str!("static/prasme.css");
const SCRIPT: &str = include_str!("static/prasme.js");
const ICON: &str = include_str!("static/icon.svg");

static NAMES: LazyLock<[String; 3]> = LazyLock::new(|| {
    let name = |body: &str, stem: &str, ending: &str| {
        let hash = blake3::hash(body.as_bytes()).to_hex();
        format!("{stem}-{}.{ending}", &hash[..10])
    };
    [
        name(STYLE, "prasme", "css"),
        name(SCRIPT, "prasme", "js"),
        name(ICON, "icon", "svg"),
    ]
});

/// The path of the style sheet.
pub(super) fn style_path() -> String {
    format!("/static/{}", NAMES[0])
}

/// The path of the script.
pub(super) fn script_path() -> String {
    format!("/static/{}", NAMES[1])
}

/// The path of the icon.
pub fn icon_path() -> String {
    format!("/static/{}", NAMES[2])
}

/// The file with this name, if a page of this version refers to it.
pub fn asset(name: &str) -> Option<Asset> {
    let at = NAMES.iter().position(|n| n == name)?;
    let (body, media_type) = match at {
        0 => (STYLE, "text/css; charset=utf-8"),
        1 => (SCRIPT, "text/javascript; charset=utf-8"),
        _ => (ICON, "image/svg+xml"),
    };
    Some(Asset {
        body: body.as_bytes(),
        media_type,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_finds_its_files_and_nothing_else() {
        for path in [style_path(), script_path(), icon_path()] {
            let name = path.strip_prefix("/static/").unwrap();
            assert!(!asset(name).unwrap().body.is_empty());
        }
        assert!(asset("prasme.css").is_none());
        assert!(asset("../Cargo.toml").is_none());
    }
}
