//! The same input gives the same bytes, whatever the threads or the order of the inputs.

mod common;

use std::collections::BTreeSet;

use common::{articles, out, run, status};

/// Protects the promise every user of records relies on.
#[test]
fn threads_and_order_change_nothing() {
    // Enough inputs that several threads are always at work, the longest first.
    let mut paths: Vec<String> = articles().iter().map(|path| path.display().to_string()).collect();
    paths.sort_by_key(|path| std::cmp::Reverse(std::fs::metadata(path).unwrap().len()));
    for command in
        [vec!["code", "--format", "jsonl"], vec!["parse", "--format", "conllu"], vec!["read", "--format", "jsonl"]]
    {
        let with = |threads: &str, paths: &[String]| {
            let mut arguments = command.clone();
            arguments.extend(["--threads", threads]);
            arguments.extend(paths.iter().map(String::as_str));
            let output = run(arguments);
            assert_eq!(status(&output), 0);
            out(&output)
        };
        let one = with("1", &paths);
        assert_eq!(one, with("2", &paths), "{command:?} with two threads");
        assert_eq!(one, with("5", &paths), "{command:?} with five threads");
        let mut shuffled = paths.clone();
        shuffled.reverse();
        shuffled.rotate_left(3);
        let parted = |text: &str| -> BTreeSet<String> {
            let mark = if command[0] == "parse" { "# newdoc" } else { "\n" };
            text.split(mark).map(str::to_owned).collect()
        };
        assert_eq!(parted(&one), parted(&with("2", &shuffled)), "{command:?} in another order");
    }
}
