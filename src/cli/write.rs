//! Results to disk: each file is written beside its place and renamed, so that none is ever half there.

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

    /// Writes a file of the folder; `name` may have folders of its own.
    ///
    /// # Errors
    /// That it can't be written.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<(), Diagnostic> {
        write(&self.0.join(name), bytes)
    }
}

/// Writes a file beside its place and renames it.
///
/// # Errors
/// That it can't be written; what was there before is still there then.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    if let Some(parent) = path.parent().filter(|p| !p.as_os_str().is_empty()) {
        std::fs::create_dir_all(parent).map_err(|e| unwritable(path, &e))?;
    }
    let name = path
        .file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default();
    let beside = path.with_file_name(format!(".{name}.tmp"));
    let written = std::fs::write(&beside, bytes).and_then(|()| std::fs::rename(&beside, path));
    written.map_err(|e| {
        // Best effort: the message about the first failure is what matters.
        let _ = std::fs::remove_file(&beside);
        unwritable(path, &e)
    })
}

fn unwritable(path: &Path, error: &std::io::Error) -> Diagnostic {
    Diagnostic::in_file(
        Kind::FileUnwritable {
            cause: error.to_string(),
        },
        &path.display().to_string(),
    )
}
