//! What clap says, in Chinese.

use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};

/// Prints a usage error, or help and version; 0 for those, else 2.
pub fn report(error: &clap::Error) -> ExitCode {
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    ) {
        print!("{error}");
        return ExitCode::SUCCESS;
    }
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        eprint!("{error}");
        return ExitCode::from(2);
    }
    eprintln!("  × {}", sentence(error));
    if let Some(hint) = text(error, ContextKind::SuggestedSubcommand)
        .or_else(|| text(error, ContextKind::SuggestedArg))
    {
        eprintln!("  建议: 是否想写 `{hint}`？");
    }
    eprintln!("  建议: 用法见 bulian --help");
    ExitCode::from(2)
}

fn sentence(error: &clap::Error) -> String {
    let arg = text(error, ContextKind::InvalidArg).unwrap_or_default();
    let value = text(error, ContextKind::InvalidValue).unwrap_or_default();
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            format!(
                "没有 `{}` 这个命令",
                text(error, ContextKind::InvalidSubcommand).unwrap_or_default()
            )
        }
        ErrorKind::MissingSubcommand => "缺少命令".to_owned(),
        ErrorKind::UnknownArgument => format!("不认识 `{arg}`"),
        ErrorKind::MissingRequiredArgument => format!("缺少 {arg}"),
        ErrorKind::InvalidValue if value.is_empty() => format!("{arg} 后面要有值"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let valid = text(error, ContextKind::ValidValue)
                .map(|v| format!("；可用 {v}"))
                .unwrap_or_default();
            format!("{arg} 不能是 `{value}`{valid}")
        }
        ErrorKind::ArgumentConflict => format!("{arg} 不能重复或同用"),
        ErrorKind::TooManyValues => format!("{arg} 后面不要值"),
        _ => error
            .to_string()
            .lines()
            .next()
            .unwrap_or_default()
            .trim_start_matches("error: ")
            .to_owned(),
    }
}

fn text(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(list) => Some(list.join("、")),
        _ => None,
    }
}
