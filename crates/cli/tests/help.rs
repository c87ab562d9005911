//! Every command and option is explained, in the help and in the README.

mod common;

use common::{out, root, run};

/// The commands below `path`, as the help lists them.
fn commands(path: &[String]) -> Vec<String> {
    let help = help(path);
    let listed = help.split("Commands:\n").nth(1).unwrap_or_default().split("\n\n").next().unwrap_or_default();
    let names = listed.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    names.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help").map(str::to_owned).collect()
}

fn help(path: &[String]) -> String {
    let mut arguments = path.to_vec();
    arguments.push("--help".to_owned());
    out(&run(arguments))
}

/// Every command with its place: `code`, `eval records`, …
fn all_commands() -> Vec<Vec<String>> {
    let mut all = Vec::new();
    let mut open = vec![Vec::new()];
    while let Some(path) = open.pop() {
        for name in commands(&path) {
            let below: Vec<String> = path.iter().cloned().chain([name]).collect();
            open.push(below.clone());
            all.push(below);
        }
    }
    all.sort();
    all
}

/// Protects users of the help: nothing in it is without an explanation.
#[test]
fn every_option_has_an_explanation() {
    let mut n_options = 0;
    for path in std::iter::once(Vec::new()).chain(all_commands()) {
        let help = help(&path);
        let lines: Vec<&str> = help.lines().collect();
        for (idx, line) in lines.iter().enumerate() {
            let option = line.trim_start();
            let is_option = matches!(line.len() - option.len(), 2 | 6) && option.starts_with(['-', '<']);
            if !is_option {
                continue;
            }
            n_options += 1;
            let beside = option.split("  ").skip(1).any(|part| !part.trim().is_empty());
            let below =
                lines.get(idx + 1).is_some_and(|next| next.starts_with("          ") && !next.trim().is_empty());
            assert!(beside || below, "{path:?}: {option} is not explained");
        }
        assert!(help.lines().next().is_some_and(|first| first.len() > 20), "{path:?} begins with what it does");
    }
    assert!(n_options > 20);
}

/// Protects readers of the documents: a command that exists is described.
#[test]
fn every_command_is_in_the_documents() {
    let documents: String = ["README.md", "docs/commands.md"]
        .iter()
        .map(|name| std::fs::read_to_string(root().join(name)).unwrap())
        .collect();
    for path in all_commands() {
        let name = format!("attache {}", path.join(" "));
        assert!(documents.contains(&name), "{name} is neither in README.md nor in docs/commands.md");
    }
    // Every long option of every command.
    for path in all_commands() {
        let help = help(&path);
        let options = help.split([' ', ',', '\n', '`']).filter(|word| word.starts_with("--") && word.len() > 2);
        for option in options {
            let option = option.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
            assert!(documents.contains(option), "{option} of {path:?} is neither in README.md nor in docs/commands.md");
        }
    }
}
