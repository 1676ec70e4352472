//! `bulian init`: a new workspace folder.

use super::args::{Example, Init};
use super::write::OutDir;
use super::{Outcome, internal};
use crate::diag::{Diagnostic, Kind};
use crate::{builtin, report};

/// Writes empty tables, or an example; never over what is there.
pub fn init(args: &Init) -> Outcome {
    let files: Vec<(String, Vec<u8>)> = match args.example {
        Some(Example::Jiuquan) => builtin::jiuquan()
            .into_iter()
            .map(|f| (f.name, f.bytes))
            .collect(),
        None => internal(report::template::workspace())?
            .into_iter()
            .map(|(n, b)| (n.to_owned(), b))
            .collect(),
    };
    let there: Vec<Diagnostic> = files
        .iter()
        .map(|(name, _)| args.dir.join(name))
        .filter(|path| path.exists())
        .map(|path| Diagnostic::in_file(Kind::AlreadyThere, &path.display().to_string()))
        .collect();
    if !there.is_empty() {
        return Err(there.into());
    }
    let out = OutDir::create(&args.dir)?;
    out.write_all(&files)?;
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    println!("已建好 {}：{}", args.dir.display(), names.join("、"));
    println!(
        "下一步：填好企业名录和 zone.yaml，然后 bulian run {}",
        args.dir.display()
    );
    Ok(())
}
