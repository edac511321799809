//! ZIP files: what they declare is judged before anything is unpacked.

use std::io::{self, Cursor, Read, Seek};

use zip::ZipArchive;
use zip::result::ZipError;

use super::{Bundle, Place, path, reader::Counted};
use crate::import::{ImportError, LimitExceeded, Limits};
use crate::model::Source;

/// What a ZIP is read from.
pub(super) trait ReadSeek: Read + Seek + Send {}
impl<T: Read + Seek + Send> ReadSeek for T {}

/// An open ZIP.
pub(super) type Zip = ZipArchive<Box<dyn ReadSeek>>;

/// One file of a ZIP, as its directory declares it.
pub(super) struct Listed {
    pub(super) index: usize,
    pub(super) name: String,
    pub(super) size: u64,
}

/// Files that are ZIPs inside and yet single files to their users.
const OFFICE: [&str; 8] = ["xlsx", "xlsm", "xlsb", "docx", "docm", "ods", "odt", "pptx"];

/// Whether a file is a ZIP of files, by its first bytes and its name.
pub(super) fn is_plain_zip(name: &str, start: &[u8]) -> bool {
    let extension = name.rsplit('.').next().unwrap_or_default();
    let office = OFFICE.iter().any(|o| extension.eq_ignore_ascii_case(o));
    let magic = start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06");
    !office && (magic || extension.eq_ignore_ascii_case("zip"))
}

impl Bundle {
    /// Lists the files of a ZIP, with `prefix` before their names, and of the ZIPs inside it.
    pub(super) fn add_zip(
        &mut self,
        prefix: &str,
        label: &str,
        file: Box<dyn ReadSeek>,
        depth: u64,
    ) -> Result<(), ImportError> {
        let zip = open(label, file)?;
        let listed = list(&zip, label, &self.limits)?;
        let number = self.zips.len();
        self.zips.push(zip);
        let mut inner = Vec::new();
        for Listed { index, name, size } in listed {
            let full = if prefix.is_empty() {
                name
            } else {
                format!("{prefix}/{name}")
            };
            if full.to_ascii_lowercase().ends_with(".zip") {
                inner.push((index, full, size));
                continue;
            }
            self.add(full, Place::Zip { zip: number, index }, size)?;
        }
        for (index, name, size) in inner {
            let limit = |e| ImportError::limit(Source::file(&name), e);
            LimitExceeded::check(
                "max_archive_depth",
                self.limits.max_archive_depth,
                depth + 1,
            )
            .map_err(limit)?;
            self.total = self.total.saturating_add(size);
            self.inner_zips = self.inner_zips.saturating_add(size);
            let most = self.limits.max_inner_zip_bytes;
            LimitExceeded::check("max_inner_zip_bytes", most, self.inner_zips).map_err(limit)?;
            LimitExceeded::check("max_total_bytes", self.limits.max_total_bytes, self.total)
                .map_err(limit)?;
            let Some(zip) = self.zips.get_mut(number) else {
                continue;
            };
            let mut bytes = Vec::new();
            unpack(zip, index, &name, size, &mut bytes)?;
            self.add_zip(&name, &name, Box::new(Cursor::new(bytes)), depth + 1)?;
        }
        Ok(())
    }
}

/// Opens a ZIP by its directory.
pub(super) fn open<R: Read + Seek>(label: &str, file: R) -> Result<ZipArchive<R>, ImportError> {
    ZipArchive::new(file).map_err(|e| error(Source::file(label), e))
}

/// The files that a ZIP declares, judged one by one.
pub(super) fn list<R: Read + Seek>(
    zip: &ZipArchive<R>,
    label: &str,
    limits: &Limits,
) -> Result<Vec<Listed>, ImportError> {
    let at = |name: &str| Source::file(format!("{label}/{name}"));
    LimitExceeded::check("max_entries", limits.max_entries, zip.len() as u64)
        .map_err(|e| ImportError::limit(Source::file(label), e))?;
    let mut listed = Vec::new();
    for index in 0..zip.len() {
        let entry = zip
            .by_index_data(index)
            .map_err(|e| error(at(&index.to_string()), e))?;
        let raw = entry.name().map_err(|e| error(at(&index.to_string()), e))?;
        let refuse = |why| ImportError::UnsafePath {
            bundle: label.to_owned(),
            name: raw.to_string(),
            why,
        };
        let name = path::clean(&raw).map_err(refuse)?;
        if entry.is_symlink() {
            return Err(refuse("is a symbolic link"));
        }
        if entry.is_dir() || path::is_clutter(&name) || name.is_empty() {
            continue;
        }
        if entry.encrypted() {
            return Err(ImportError::syntax(
                at(&name),
                "ZIP",
                "it is encrypted; save it without a password",
            ));
        }
        let size = entry.size();
        let ratio = size / entry.compressed_size().max(1);
        LimitExceeded::check("max_file_bytes", limits.max_file_bytes, size)
            .and_then(|()| {
                if size <= Limits::RATIO_FREE_BYTES {
                    return Ok(());
                }
                LimitExceeded::check("max_compression_ratio", limits.max_compression_ratio, ratio)
            })
            .map_err(|e| ImportError::limit(at(&name), e))?;
        listed.push(Listed { index, name, size });
    }
    Ok(listed)
}

/// Unpacks one file, no more than it declares.
pub(super) fn unpack<R: Read + Seek>(
    zip: &mut ZipArchive<R>,
    index: usize,
    name: &str,
    size: u64,
    to: &mut impl io::Write,
) -> Result<(), ImportError> {
    let at = || Source::file(name);
    let file = zip.by_index(index).map_err(|e| error(at(), e))?;
    let mut counted = Counted::new(file, "declared size", size);
    io::copy(&mut counted, to).map_err(|e| ImportError::io(at(), e))?;
    Ok(())
}

/// What the ZIP reader says, in our words.
pub(super) fn error(at: Source, error: ZipError) -> ImportError {
    match error {
        ZipError::Io(why) => ImportError::io(at, why),
        other => ImportError::syntax(at, "ZIP", other),
    }
}
