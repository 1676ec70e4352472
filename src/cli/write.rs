//! Results to disk: each file is written beside its place and renamed, so that none is ever half there.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::diag::{Diagnostic, Kind};

/// A folder that results go to; made before the work begins, so that a bad path fails at once.
pub struct OutDir(PathBuf);

impl OutDir {
    /// Makes the folder.
    ///
    /// # Errors
    /// That it can't be made or written to.
    pub fn create(path: &Path) -> Result<Self, Diagnostic> {
        std::fs::create_dir_all(path).map_err(|e| unwritable(path, &e))?;
        let probe = path.join(".bulian.tmp");
        std::fs::write(&probe, b"")
            .and_then(|()| std::fs::remove_file(&probe))
            .map_err(|e| unwritable(path, &e))?;
        Ok(Self(path.to_owned()))
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Writes files of the folder; names may have folders of their own. All are written beside their
    /// places first and renamed together, so that old and new results don't mix.
    ///
    /// # Errors
    /// That one can't be written; what was there before is still there then.
    pub fn write_all(&self, files: &[(String, Vec<u8>)]) -> Result<(), Diagnostic> {
        let places: Vec<(PathBuf, PathBuf)> = files
            .iter()
            .map(|(name, _)| self.0.join(name))
            .map(|path| (beside(&path), path))
            .collect();
        let written = files
            .iter()
            .zip(&places)
            .try_for_each(|((_, bytes), (beside, path))| {
                put(beside, bytes).map_err(|e| unwritable(path, &e))
            });
        let done = written.and_then(|()| {
            places.iter().try_for_each(|(beside, path)| {
                std::fs::rename(beside, path).map_err(|e| unwritable(path, &e))
            })
        });
        if done.is_err() {
            for (beside, _) in &places {
                // Best effort: the message about the failure is what matters.
                let _ = std::fs::remove_file(beside);
            }
        }
        done
    }
}

fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned());
    path.with_file_name(format!(".{}.tmp", name.unwrap_or_default()))
}

fn put(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(parent) = path.parent().filter(|p| !p.as_os_str().is_empty()) {
        std::fs::create_dir_all(parent)?;
    }
    std::fs::write(path, bytes)
}

/// Writes a file beside its place and renames it.
///
/// # Errors
/// That it can't be written; what was there before is still there then.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    let beside = beside(path);
    let written = put(&beside, bytes).and_then(|()| std::fs::rename(&beside, path));
    written.map_err(|e| {
        // Best effort: the message about the first failure is what matters.
        let _ = std::fs::remove_file(&beside);
        unwritable(path, &e)
    })
}

/// Bytes gathered before a growing file is written to.
const BUFFER: usize = 1 << 20;

/// A file that grows beside its place and is put there when it is whole; dropped before that, nothing
/// of it is left.
pub struct Growing {
    file: Option<BufWriter<File>>,
    beside: PathBuf,
    path: PathBuf,
}

impl Growing {
    /// Makes the file beside its place.
    ///
    /// # Errors
    /// That it can't be made.
    pub fn create(path: &Path) -> Result<Self, Diagnostic> {
        let beside = beside(path);
        let file = put(&beside, b"").and_then(|()| File::create(&beside));
        Ok(Self {
            file: Some(BufWriter::with_capacity(
                BUFFER,
                file.map_err(|e| unwritable(path, &e))?,
            )),
            beside,
            path: path.to_owned(),
        })
    }

    /// Adds to it.
    ///
    /// # Errors
    /// That it can't be written.
    pub fn add(&mut self, bytes: &[u8]) -> Result<(), Diagnostic> {
        let file = self.file.as_mut();
        let added = file.map_or(Ok(()), |file| file.write_all(bytes));
        added.map_err(|e| unwritable(&self.path, &e))
    }

    /// Puts it in its place.
    ///
    /// # Errors
    /// That it can't be written; what was there before is still there then.
    pub fn finish(mut self) -> Result<(), Diagnostic> {
        let flushed = self.file.as_mut().map_or(Ok(()), Write::flush);
        self.file = None; // closed: Windows renames no open file
        flushed
            .and_then(|()| std::fs::rename(&self.beside, &self.path))
            .map_err(|e| unwritable(&self.path, &e))
    }
}

impl Drop for Growing {
    fn drop(&mut self) {
        self.file = None;
        // Best effort; after `finish` there is nothing to remove.
        let _ = std::fs::remove_file(&self.beside);
    }
}

fn unwritable(path: &Path, error: &std::io::Error) -> Diagnostic {
    Diagnostic::in_file(
        Kind::FileUnwritable {
            cause: super::lower::io_words(error),
        },
        &path.display().to_string(),
    )
}
