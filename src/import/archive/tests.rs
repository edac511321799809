//! Safe access, tried with archives that nobody should open.

use std::io::{Cursor, Write};

use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

/// A ZIP with these files.
fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = SimpleFileOptions::default();
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn open(bytes: Vec<u8>, limits: Limits) -> Result<Bundle, ImportError> {
    Bundle::from_bytes("download.zip", bytes, limits)
}

fn error_of(bytes: Vec<u8>, limits: Limits) -> ImportError {
    match open(bytes, limits) {
        Ok(_) => panic!("it was accepted"),
        Err(error) => error,
    }
}

#[test]
fn files_of_a_zip_are_listed_and_read() {
    let bytes = zip(&[("sub/skills_en.csv", b"a,b"), ("__MACOSX/x", b"junk")]);
    let mut bundle = open(bytes, Limits::default()).unwrap();
    assert_eq!(bundle.names().collect::<Vec<_>>(), ["sub/skills_en.csv"]);
    assert_eq!(bundle.find("Skills_EN.csv"), Some("sub/skills_en.csv"));
    assert_eq!(bundle.size("sub/skills_en.csv"), Some(3));
    assert_eq!(bundle.read_all("sub/skills_en.csv").unwrap(), b"a,b");
    assert_eq!(bundle.read_all("nope").unwrap_err().code(), "missing-file");
}

#[test]
fn the_zips_of_two_languages_may_lie_in_one() {
    let (en, lv) = (
        zip(&[("skills_en.csv", b"en")]),
        zip(&[("skills_lv.csv", b"lv")]),
    );
    let both = zip(&[("en.zip", &en), ("lv.zip", &lv), ("readme.txt", b"r")]);
    let mut bundle = open(both.clone(), Limits::default()).unwrap();
    assert_eq!(bundle.read_all("lv.zip/skills_lv.csv").unwrap(), b"lv");
    assert_eq!(bundle.read_all("en.zip/skills_en.csv").unwrap(), b"en");
    assert_eq!(bundle.read_all("readme.txt").unwrap(), b"r");
    let deeper = zip(&[("both.zip", &both)]);
    let error = error_of(deeper, Limits::default());
    assert!(
        error.to_string().contains("max_archive_depth = 1"),
        "{error}"
    );
}

#[test]
fn what_is_held_in_memory_has_limits_of_its_own() {
    let inner = zip(&[("a.csv", b"12345")]);
    let limits = Limits {
        max_inner_zip_bytes: 10,
        max_document_bytes: 4,
        ..Limits::default()
    };
    let error = error_of(zip(&[("en.zip", &inner)]), limits.clone());
    assert!(
        error.to_string().contains("max_inner_zip_bytes = 10"),
        "{error}"
    );
    let mut bundle = open(inner, limits).unwrap();
    let error = bundle.read_document("a.csv").unwrap_err();
    assert!(
        error
            .to_string()
            .contains("max_document_bytes = 4 allows (5)"),
        "{error}"
    );
    assert!(bundle.read_all("a.csv").is_ok());
}

#[test]
fn a_path_that_climbs_out_is_refused() {
    for name in [
        "../skills_en.csv",
        "a/../../b.csv",
        "/etc/passwd",
        "C:/a.csv",
    ] {
        let error = error_of(zip(&[(name, b"x")]), Limits::default());
        assert_eq!(error.code(), "unsafe-path", "{name}");
        assert!(error.to_string().contains("download.zip"), "{error}");
    }
}

#[test]
fn a_symbolic_link_in_a_zip_is_refused() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    writer
        .add_symlink("skills_en.csv", "/etc/passwd", options)
        .unwrap();
    let bytes = writer.finish().unwrap().into_inner();
    assert_eq!(error_of(bytes, Limits::default()).code(), "unsafe-path");
}

#[test]
fn a_bomb_is_refused_by_what_it_declares() {
    let zeros = vec![0; 3 * 1024 * 1024];
    let error = error_of(zip(&[("skills_en.csv", &zeros)]), Limits::default());
    assert!(
        error.to_string().contains("max_compression_ratio = 200"),
        "{error}"
    );
    let limits = Limits {
        max_file_bytes: 1000,
        ..Limits::default()
    };
    let error = error_of(zip(&[("a.csv", &zeros[..1001])]), limits);
    assert!(
        error
            .to_string()
            .contains("max_file_bytes = 1000 allows (1001)"),
        "{error}"
    );
    let limits = Limits {
        max_total_bytes: 1500,
        ..Limits::default()
    };
    let error = error_of(zip(&[("a", &zeros[..1000]), ("b", &zeros[..1000])]), limits);
    assert!(
        error.to_string().contains("max_total_bytes = 1500"),
        "{error}"
    );
}

#[test]
fn a_bomb_that_declares_too_little_is_stopped_while_reading() {
    let mut bytes = zip(&[("skills_en.csv", &[b'x'; 5000])]);
    // Both the local header and the directory state the unpacked size, little-endian: make it 10.
    let (truth, lie) = (5000u32.to_le_bytes(), 10u32.to_le_bytes());
    let mut n = 0;
    while n + 4 <= bytes.len() {
        if bytes[n..n + 4] == truth {
            bytes[n..n + 4].copy_from_slice(&lie);
        }
        n += 1;
    }
    let mut bundle = open(bytes, Limits::default()).unwrap();
    assert_eq!(bundle.size("skills_en.csv"), Some(10));
    let error = bundle.read_all("skills_en.csv").unwrap_err();
    assert!(
        matches!(error.code(), "limit-exceeded" | "unreadable"),
        "{error}"
    );
}

#[test]
fn too_many_files_are_refused() {
    let limits = Limits {
        max_entries: 2,
        ..Limits::default()
    };
    let error = error_of(zip(&[("a", b""), ("b", b""), ("c", b"")]), limits);
    assert!(error.to_string().contains("max_entries = 2"), "{error}");
}

#[test]
fn a_damaged_zip_says_so() {
    let mut bytes = zip(&[("a.csv", b"hello hello hello")]);
    bytes.truncate(bytes.len() / 2);
    let error = error_of(bytes, Limits::default());
    assert_eq!(error.code(), "bad-syntax");
    assert!(
        error.to_string().starts_with("download.zip: not valid ZIP"),
        "{error}"
    );
}

#[test]
fn office_files_stay_single_and_are_looked_into() {
    let zeros = vec![0; 3 * 1024 * 1024];
    let bytes = zip(&[("xl/workbook.xml", &zeros)]);
    let bundle = Bundle::from_bytes("tabula.xlsx", bytes.clone(), Limits::default()).unwrap();
    assert_eq!(bundle.names().collect::<Vec<_>>(), ["tabula.xlsx"]);
    let error = check_office("tabula.xlsx", &bytes, &Limits::default()).unwrap_err();
    assert!(
        error.to_string().contains("max_compression_ratio"),
        "{error}"
    );
    let fine = zip(&[("xl/workbook.xml", b"<workbook/>")]);
    assert!(check_office("tabula.xlsx", &fine, &Limits::default()).is_ok());
    assert!(check_office("tabula.xlsx", b"no zip", &Limits::default()).is_err());
}

#[test]
fn xml_in_office_files_has_no_dtd_and_no_cells_outside_the_sheet() {
    let refused = |xml: &[u8]| {
        let bytes = zip(&[("xl/worksheets/sheet1.xml", xml)]);
        check_office("a.xlsx", &bytes, &Limits::default()).unwrap_err()
    };
    assert_eq!(
        refused(b"<!DOCTYPE a [<!ENTITY l 'ha'>]><a>&l;</a>").code(),
        "forbidden-xml"
    );
    // A column of eight letters does not fit the number that the reader of workbooks counts it in.
    let error = refused(b"<sheetData><row r='1'><c r='ABCDEFGH1'/></row></sheetData>");
    assert!(error.to_string().contains("max_columns"), "{error}");
    let error = refused(b"<sheetData><row r='99999999999'/></sheetData>");
    assert!(error.to_string().contains("max_rows"), "{error}");
    let fine = zip(&[("xl/worksheets/sheet1.xml", b"<a><c r='XFD1048576'/><b>")]);
    assert!(check_office("a.xlsx", &fine, &Limits::default()).is_ok());
}

#[test]
fn a_folder_is_walked_and_its_zips_opened() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("sub")).unwrap();
    std::fs::write(dir.path().join("sub/a.csv"), "a").unwrap();
    std::fs::write(dir.path().join(".hidden"), "h").unwrap();
    std::fs::write(dir.path().join("lv.zip"), zip(&[("b.csv", b"b")])).unwrap();
    let mut bundle = Bundle::open(dir.path()).unwrap();
    assert_eq!(
        bundle.names().collect::<Vec<_>>(),
        ["lv.zip/b.csv", "sub/a.csv"]
    );
    assert_eq!(bundle.read_all("lv.zip/b.csv").unwrap(), b"b");
    assert_eq!(bundle.read_all("sub/a.csv").unwrap(), b"a");
}

#[test]
fn a_single_file_is_a_bundle_of_one() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("digcomp.jsonld");
    std::fs::write(&path, "{}").unwrap();
    let mut bundle = Bundle::open(&path).unwrap();
    assert_eq!(bundle.read_all("digcomp.jsonld").unwrap(), b"{}");
    assert_eq!(
        Bundle::open(&dir.path().join("nope")).err().unwrap().code(),
        "unreadable"
    );
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_refused_and_one_inside_is_not() {
    use std::os::unix::fs::symlink;
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("root");
    std::fs::create_dir(&root).unwrap();
    std::fs::write(dir.path().join("secret.csv"), "s").unwrap();
    std::fs::write(root.join("a.csv"), "a").unwrap();
    symlink(root.join("a.csv"), root.join("b.csv")).unwrap();
    symlink(&root, root.join("round")).unwrap();
    let bundle = Bundle::open(&root).unwrap();
    assert_eq!(bundle.names().collect::<Vec<_>>(), ["a.csv", "b.csv"]);
    symlink(dir.path().join("secret.csv"), root.join("c.csv")).unwrap();
    assert_eq!(Bundle::open(&root).err().unwrap().code(), "unsafe-path");
}

#[test]
fn folders_in_folders_end_at_the_limit() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(dir.path().join("a/b/c")).unwrap();
    let limits = Limits {
        max_folder_depth: 2,
        ..Limits::default()
    };
    let error = Bundle::open_with(dir.path(), limits).err().unwrap();
    assert!(
        error.to_string().contains("max_folder_depth = 2"),
        "{error}"
    );
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), as_zip: bool) {
        let mut all = if as_zip { b"PK\x03\x04".to_vec() } else { Vec::new() };
        all.extend(bytes);
        let _ = check_office("a.xlsx", &all, &Limits::default());
        if let Ok(mut bundle) = open(all, Limits::default()) {
            let names: Vec<String> = bundle.names().map(str::to_owned).collect();
            for name in names {
                let _ = bundle.read_all(&name);
            }
        }
    }

    #[test]
    fn a_damaged_real_zip_never_panics(at in 0usize..400, byte: u8) {
        let mut bytes = zip(&[("skills_en.csv", b"conceptUri,preferredLabel\n1,2"), ("b.csv", &[7; 400])]);
        let n = at % bytes.len();
        bytes[n] = byte;
        if let Ok(mut bundle) = open(bytes, Limits::default()) {
            let names: Vec<String> = bundle.names().map(str::to_owned).collect();
            for name in names {
                let _ = bundle.read_all(&name);
            }
        }
    }
}
