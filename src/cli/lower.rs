//! What was typed → what is to be run: finds the files, reads them, resolves defaults.

use std::path::{Path, PathBuf};

use super::args::{Inputs, Reading};
use crate::builtin;
use crate::diag::{Diagnostic, Kind};
use crate::ingest::{self, Asked, InputFile};
use crate::study::Request;

/// Extensions of tables.
pub const TABLES: [&str; 6] = ["xlsx", "xlsm", "xls", "ods", "csv", "tsv"];

/// Reads a file.
///
/// # Errors
/// That it is missing or unreadable.
pub fn read(path: &Path) -> Result<InputFile, Diagnostic> {
    let name = path.file_name().map_or_else(
        || path.display().to_string(),
        |n| n.to_string_lossy().into_owned(),
    );
    match std::fs::read(path) {
        Ok(bytes) => Ok(InputFile::new(name, bytes)),
        Err(error) => {
            let kind = match error.kind() {
                std::io::ErrorKind::NotFound => Kind::FileMissing,
                _ if path.is_dir() => Kind::FileUnreadable {
                    cause: "这是一个文件夹".to_owned(),
                },
                _ => Kind::FileUnreadable {
                    cause: io_words(&error),
                },
            };
            Err(Diagnostic::in_file(kind, &path.display().to_string()))
        }
    }
}

/// The request of a workspace folder with flags over it.
///
/// # Errors
/// Every file that is missing or unreadable, a date that is none, no register.
pub fn request(dir: Option<&Path>, inputs: &Inputs) -> Result<Request, Vec<Diagnostic>> {
    let mut errors = Vec::new();
    if let Some(dir) = dir
        && !dir.is_dir()
    {
        return Err(vec![Diagnostic::in_file(
            Kind::FileMissing,
            &dir.display().to_string(),
        )]);
    }
    let aliases = match dir
        .map(|dir| dir.join("columns.csv"))
        .filter(|p| p.is_file())
    {
        Some(path) => ingest::names(&read(&path).map_err(|e| vec![e])?)?,
        None => Vec::new(),
    };
    let reading = reading(&inputs.reading).map_err(|e| vec![e])?;
    let mut open = |flag: &Option<PathBuf>, names: &[&str]| -> Option<InputFile> {
        let path = flag
            .clone()
            .or_else(|| dir.and_then(|dir| find(dir, names)))?;
        let mut file = read(&path).map_err(|e| errors.push(e)).ok()?;
        file.asked.names.clone_from(&aliases);
        Some(file)
    };
    let mut register = open(&inputs.register, &["enterprises", "企业名录", "企业"]);
    if let Some(file) = &mut register {
        let names = std::mem::take(&mut file.asked.names);
        file.asked = Asked { names, ..reading };
    }
    let zone = open(&inputs.zone, &["zone"]);
    let projects = open(&inputs.projects, &["projects", "项目"]);
    let pool = open(&inputs.pool, &["pool", "候选企业"]);
    let capacity = open(&inputs.capacity, &["capacity", "产能"]);
    let records = open(&inputs.records, &["records", "台账"]);
    // The zone's memory first: what was decided since outranks it.
    let mut review: Vec<InputFile> = open(&None, &["review", "待复核"]).into_iter().collect();
    if inputs.review.is_some() {
        review.extend(open(&inputs.review, &[]));
    }
    let mut chains = builtin::chains();
    let mut partners = builtin::partners();
    let mut policy = builtin::policy();
    let own = inputs
        .chains
        .clone()
        .or_else(|| dir.map(|d| d.join("chains")).filter(|d| d.is_dir()));
    if let Some(own) = own {
        match own_chains(&own) {
            Ok(files) => chains.extend(files),
            Err(error) => errors.push(error),
        }
        for (name, to) in [
            ("partners.yaml", &mut partners),
            ("policy.yaml", &mut policy),
        ] {
            if let Some(own) = Some(own.join(name)).filter(|own| own.is_file()) {
                match read(&own) {
                    Ok(file) => *to = file,
                    Err(error) => errors.push(error),
                }
            }
        }
    }
    let date = match &inputs.date {
        None => jiff::Zoned::now().date().to_string(),
        Some(date) => match date.parse::<jiff::civil::Date>() {
            Ok(date) => date.to_string(),
            Err(_) => {
                errors.push(Diagnostic::new(Kind::Usage {
                    what: format!("--date `{date}` 不是日期，应如 2026-06-30"),
                }));
                String::new()
            }
        },
    };
    if errors.is_empty() && register.is_none() {
        let place = dir.map_or_else(|| ".".to_owned(), |d| d.display().to_string());
        let what = format!(
            "{place} 里没有企业名录（enterprises.xlsx 或 企业名录.xlsx，也可用 --register 指定）"
        );
        errors.push(Diagnostic::new(Kind::Usage { what }));
    }
    match register {
        Some(register) if errors.is_empty() => Ok(Request {
            date,
            chains,
            leaders: builtin::leaders(),
            partners,
            policy,
            register,
            zone,
            projects,
            pool,
            capacity,
            records,
            review,
        }),
        _ => Err(errors),
    }
}

/// How the register is to be read.
///
/// # Errors
/// A `--map` that is no pair.
pub fn reading(asked: &Reading) -> Result<Asked, Diagnostic> {
    let pair = |text: &String| match text.split_once(['=', '＝']) {
        Some((name, header)) => Ok((name.trim().to_owned(), header.trim().to_owned())),
        None => Err(Diagnostic::new(Kind::Usage {
            what: format!("--map `{text}` 应写作 我们的列名=表头，如 企业名称=单位名称"),
        })),
    };
    Ok(Asked {
        sheet: asked.sheet.clone(),
        map: asked.map.iter().map(pair).collect::<Result<_, _>>()?,
        limit_mb: asked.limit,
        names: Vec::new(),
    })
}

/// A file of a workspace, by stem and any known extension.
fn find(dir: &Path, stems: &[&str]) -> Option<PathBuf> {
    stems
        .iter()
        .flat_map(|stem| {
            TABLES
                .iter()
                .chain(&["yaml", "yml"])
                .map(move |ext| dir.join(format!("{stem}.{ext}")))
        })
        .find(|path| path.is_file())
}

/// Own models: one file, or every YAML file of a folder, by name.
///
/// # Errors
/// What is missing or unreadable.
pub fn own_chains(path: &Path) -> Result<Vec<InputFile>, Diagnostic> {
    if !path.is_dir() {
        return read(path).map(|file| vec![file]);
    }
    let unreadable = |e: std::io::Error| {
        Diagnostic::in_file(
            Kind::FileUnreadable {
                cause: e.to_string(),
            },
            &path.display().to_string(),
        )
    };
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(path).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let yaml = path.extension().is_some_and(|e| e == "yaml" || e == "yml");
        let other = path
            .file_stem()
            .is_some_and(|s| s == "leaders" || s == "partners" || s == "policy");
        if yaml && !other {
            paths.push(path);
        }
    }
    paths.sort();
    paths.iter().map(|path| read(path)).collect()
}

/// The system's commonest complaints in Chinese; others as they are, in brackets.
pub fn io_words(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::PermissionDenied => "没有权限".to_owned(),
        std::io::ErrorKind::NotFound => "路径不存在".to_owned(),
        std::io::ErrorKind::IsADirectory => "那里是一个文件夹".to_owned(),
        std::io::ErrorKind::NotADirectory => "路径中间有一个不是文件夹".to_owned(),
        std::io::ErrorKind::AlreadyExists => "同名的文件或文件夹已存在".to_owned(),
        std::io::ErrorKind::StorageFull => "磁盘已满".to_owned(),
        std::io::ErrorKind::ReadOnlyFilesystem => "磁盘只读".to_owned(),
        std::io::ErrorKind::InvalidFilename => "文件名不能用".to_owned(),
        _ => format!("系统的说法：{error}"),
    }
}
