//! `bulian match`: which firm holds which link.

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use super::args::{Format, Inputs, Match};
use super::{Outcome, internal, lower, print_bytes, render, write};
use crate::builtin;
use crate::diag::{Diagnostic, Kind, Warned};
use crate::ingest::{self, Asked, InputFile, Made, RegisterSheet, Told};
use crate::matching::Matcher;
use crate::model::{Firm, FirmIx, Register};
use crate::report::csv::{MATCH_HEADER, match_rows};
use crate::report::pairs::PairLines;
use crate::study;

/// One row per firm and link, on standard output or into a file.
pub fn match_register(args: &Match) -> Outcome {
    let format = args.format();
    if format == Format::Csv && args.review.is_none() {
        return streamed(args);
    }
    let inputs = Inputs {
        register: Some(args.register.clone()),
        reading: args.reading.clone(),
        chains: args.chains.clone(),
        review: args.review.clone(),
        ..Inputs::default()
    };
    let request = lower::request(None, &inputs)?;
    let Warned {
        value: inputs,
        mut warnings,
    } = study::read(&request)?;
    let Warned {
        value: holdings,
        warnings: reviewed,
    } = study::holdings(&inputs)?;
    warnings.extend(reviewed);
    let rows = match_rows(&inputs.chains, &inputs.register, &holdings);
    if !args.quiet {
        eprint!("{}", columns(&inputs.register));
        eprint!("{}", render::diagnostics(&warnings, super::colour(), ""));
        eprintln!("{}", counts(&inputs.register, rows.len()));
    }
    let bytes = match format {
        Format::Csv => {
            let lines = PairLines::new(&inputs.chains);
            let mut out = PairLines::header();
            for held in holdings.chunk_by(|a, b| a.firm == b.firm) {
                let firm = &inputs.register.firms[held[0].firm.0];
                lines.add(&mut out, firm, held);
            }
            out
        }
        Format::Json => {
            let objects: Vec<serde_json::Map<String, serde_json::Value>> = rows
                .iter()
                .map(|row| {
                    MATCH_HEADER
                        .iter()
                        .zip(row)
                        .map(|(k, v)| ((*k).to_owned(), v.as_str().into()))
                        .collect()
                })
                .collect();
            internal(serde_json::to_vec_pretty(&objects).map_err(|e| e.to_string()))?
        }
        Format::Table => {
            let rows: Vec<Vec<String>> = rows.iter().map(|row| row[..9].to_vec()).collect();
            render::table(&MATCH_HEADER[..9], &rows, 36).into_bytes()
        }
    };
    match &args.out {
        Some(path) => Ok(write::write(path, &bytes)?),
        None => print_bytes(&bytes),
    }
}

/// A register of any length: read, matched and written in one pass; a text in constant memory.
fn streamed(args: &Match) -> Outcome {
    let mut files = builtin::chains();
    if let Some(own) = &args.chains {
        files.extend(lower::own_chains(own)?);
    }
    let asked = lower::reading(&args.reading)?;
    // A sheet is read by one core: the other one reads the models meanwhile.
    let source = || Source::open(&args.register, asked);
    let (chains, source) = rayon::join(|| ingest::chains(&files), source);
    let chains = chains?;
    let (chains, mut warnings) = (chains.value, chains.warnings);
    let matcher = Matcher::new(&chains)?;
    let mut out = match &args.out {
        Some(path) => Some(write::Growing::create(path)?),
        None => None,
    };
    let mut put = |bytes: &[u8]| match &mut out {
        Some(file) => file.add(bytes),
        None => super::print(bytes),
    };
    let lines = PairLines::new(&chains);
    let each = |firms: &[Firm<Cow<'_, str>>], made: &mut Made<usize>| {
        matcher.each(firms, FirmIx(0), |firm, held| {
            let count = lines.add(&mut made.bytes, firm, held);
            made.add(count);
        });
    };
    let (mut pairs, mut more) = (0, 0);
    let mut begun = false;
    let mut sink = |told: Told<'_, usize>| {
        match told {
            Told::Firm(count) => pairs += count,
            Told::Written(lines) => {
                if !std::mem::replace(&mut begun, true) {
                    put(&PairLines::header())?;
                }
                put(lines)?;
            }
            Told::Notice(warning) if warnings.len() < NOTICES => warnings.push(warning),
            Told::Notice(_) => more += 1,
        }
        Ok(())
    };
    let register = match source? {
        Source::Text(name, file, asked) => {
            let input = BufReader::with_capacity(1 << 20, file);
            ingest::register_stream((&name, &asked), input, each, &mut sink)?
        }
        Source::Sheet(sheet) => sheet.each(each, &mut sink)?,
    };
    if let Some(file) = out {
        file.finish()?;
    }
    if !args.quiet {
        eprint!("{}", columns(&register));
        eprint!("{}", render::diagnostics(&warnings, super::colour(), ""));
        if more > 0 {
            eprintln!("  …… 另有{more}条");
        }
        eprintln!("{}", counts(&register, pairs));
    }
    Ok(())
}

/// Where a register comes from.
enum Source {
    /// A text to be read: its name, and how.
    Text(String, File, Asked),
    /// The sheet of a workbook.
    Sheet(RegisterSheet),
}

impl Source {
    fn open(path: &Path, asked: Asked) -> Result<Self, Vec<Diagnostic>> {
        if is_text(path).map_err(|e| vec![e])? {
            let (name, file) = open(path).map_err(|e| vec![e])?;
            return Ok(Self::Text(name, file, asked));
        }
        let file = lower::read(path).map_err(|e| vec![e])?;
        RegisterSheet::read(&InputFile { asked, ..file }).map(Self::Sheet)
    }
}

/// Notices kept of a stream: as many as the screen shows.
const NOTICES: usize = 8;

/// Which column of the file was taken for what.
pub fn columns(register: &Register) -> String {
    let pairs = register.columns.iter();
    let words: Vec<String> = pairs
        .map(|(ours, head)| match ours == head {
            true => ours.clone(),
            false => format!("{ours}←{head}"),
        })
        .collect();
    format!("读到的列：{}\n", words.join("，"))
}

fn counts(register: &Register, pairs: usize) -> String {
    format!(
        "读入{}行 = 采用{}家 + 未采用{}行；企业—环节{pairs}对",
        register.rows_in,
        register.rows_in - register.rows_reported,
        register.rows_reported,
    )
}

/// Whether a file is a table of text, not a workbook.
fn is_text(path: &Path) -> Result<bool, Diagnostic> {
    let (_, file) = open(path)?;
    let mut head = Vec::new();
    let read = file.take(8).read_to_end(&mut head);
    read.map_err(|e| unreadable(path, &e))?;
    Ok(!ingest::is_workbook(&head))
}

fn open(path: &Path) -> Result<(String, File), Diagnostic> {
    let name = path.file_name().unwrap_or(path.as_os_str());
    match File::open(path) {
        Ok(file) => Ok((name.to_string_lossy().into_owned(), file)),
        Err(e) => Err(unreadable(path, &e)),
    }
}

fn unreadable(path: &Path, error: &std::io::Error) -> Diagnostic {
    let kind = match error.kind() {
        std::io::ErrorKind::NotFound => Kind::FileMissing,
        _ => Kind::FileUnreadable {
            cause: lower::io_words(error),
        },
    };
    Diagnostic::in_file(kind, &path.display().to_string())
}
