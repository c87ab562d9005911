//! `cargo xtask speed`: times, memory and sizes of the release build.
//!
//! Times depend on the machine and on what else it does, so they are kept apart from the scores, and nothing fails
//! because of them.

use std::fmt::Write;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

/// Short runs are repeated and the best is kept: what disturbs a run only makes it longer.
const N_REPEATS: usize = 15;

/// Each example article is coded this often to time the coding of many.
const N_COPIES: usize = 40;

/// Pages in the archive.
const N_ARCHIVED: usize = 2000;

/// Measures and writes ledger/speed.tsv.
pub fn write(root: &Path) -> anyhow::Result<()> {
    let folder = root.join("target/speed");
    if folder.exists() {
        std::fs::remove_dir_all(&folder).context("cannot clear the folder for the cold build")?;
    }
    let begin = Instant::now();
    let target = folder.display().to_string();
    let arguments = ["build", "--release", "--locked", "--package", "attache", "--target-dir", &target];
    crate::check::cargo(root, "release build", &arguments, &[])?;
    let cold_build = begin.elapsed();
    let program = folder.join("release").join(format!("attache{}", std::env::consts::EXE_SUFFIX));

    let mut rows = Rows::default();
    rows.add("cold release build", cold_build.as_secs(), "s");
    rows.add("binary", std::fs::metadata(&program)?.len() / 1024, "KiB");
    rows.add("start-up (--help)", best(&program, &["--help"])?.as_micros() as u64, "µs");
    rows.add("start-up with data and models (--version)", best(&program, &["--version"])?.as_micros() as u64, "µs");
    let articles = articles(root)?;
    let one = articles.first().context("examples/articles is empty")?.display().to_string();
    rows.add("one article coded", best(&program, &["code", "--threads", "1", &one])?.as_micros() as u64, "µs");
    many(&mut rows, &program, &articles)?;
    archive(&mut rows, &program, &articles, &folder)?;
    std::fs::create_dir_all(root.join("ledger"))?;
    std::fs::write(root.join("ledger/speed.tsv"), rows.to_tsv())?;
    print!("{}", rows.to_tsv());
    Ok(())
}

#[derive(Default)]
struct Rows(Vec<(String, u64, &'static str)>);

impl Rows {
    fn add(&mut self, measure: &str, value: u64, unit: &'static str) {
        self.0.push((measure.to_owned(), value, unit));
    }

    fn to_tsv(&self) -> String {
        let mut out =
            "# Written by `cargo xtask speed`; times are of the machine below, best of several runs.\n".to_owned();
        let cores = std::thread::available_parallelism().map_or(0, usize::from);
        let _ = writeln!(out, "# {cores} cores, {}", processor());
        out.push_str("measure\tvalue\tunit\n");
        for (measure, value, unit) in &self.0 {
            let _ = writeln!(out, "{measure}\t{value}\t{unit}");
        }
        out
    }
}

/// The machine's processor.
pub fn processor() -> String {
    let text = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = text.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    name.map_or_else(|| std::env::consts::ARCH.to_owned(), |(_, name)| name.to_owned())
}

fn articles(root: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(root.join("examples/articles"))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn best(program: &Path, arguments: &[&str]) -> anyhow::Result<Duration> {
    let times = (0..N_REPEATS).map(|_| Ok(run(program, arguments)?.0)).collect::<anyhow::Result<Vec<_>>>()?;
    times.into_iter().min().context("no run")
}

/// Many articles: how many a second, and the memory they take.
fn many(rows: &mut Rows, program: &Path, articles: &[PathBuf]) -> anyhow::Result<()> {
    let paths: Vec<String> = (0..N_COPIES).flat_map(|_| articles).map(|path| path.display().to_string()).collect();
    for threads in ["1", "2"] {
        let mut arguments = vec!["code", "--format", "jsonl", "--threads", threads];
        arguments.extend(paths.iter().map(String::as_str));
        let (time, memory) = run(program, &arguments)?;
        let per_second = paths.len() as u128 * 1000 / time.as_millis().max(1);
        rows.add(&format!("articles coded, {threads} thread(s)"), per_second as u64, "a second");
        if let Some(memory) = memory {
            rows.add(&format!("memory at most, {threads} thread(s)"), memory, "KiB");
        }
    }
    Ok(())
}

/// Reads an archive of pages as crawlers keep them: an example article each, with the scripts and links of a real page.
fn archive(rows: &mut Rows, program: &Path, articles: &[PathBuf], folder: &Path) -> anyhow::Result<()> {
    let is_page = |path: &&PathBuf| path.extension().is_some_and(|ending| ending == "html");
    let read = articles.iter().filter(is_page).map(std::fs::read).collect::<Result<Vec<_>, _>>()?;
    // Scripts and links are put in as UTF-8: pages of other encodings stay out.
    let pages: Vec<String> = read.into_iter().filter_map(|page| String::from_utf8(page).ok()).collect();
    let script = format!("<script>{}</script>", "var x = [1, 2, 3];".repeat(4000));
    let links = format!("<footer>{}</footer>", "<a href=\"/x\">Another page of the site</a> ".repeat(500));
    let path = folder.join("pages.warc");
    let mut out = std::io::BufWriter::new(std::fs::File::create(&path)?);
    for page in pages.iter().cycle().take(N_ARCHIVED) {
        let page = page.replacen("</body>", &format!("{links}{script}</body>"), 1);
        let kind = "WARC-Type: resource\r\nContent-Type: text/html";
        write!(out, "WARC/1.0\r\n{kind}\r\nContent-Length: {}\r\n\r\n{page}\r\n\r\n", page.len())?;
    }
    out.flush()?;
    let path = path.display().to_string();
    let (time, memory) = run(program, &["read", "--format", "jsonl", "--threads", "1", &path])?;
    let per_second = N_ARCHIVED as u128 * 1000 / time.as_millis().max(1);
    rows.add("archived pages of 90 KB read, 1 thread", per_second as u64, "a second");
    if let Some(memory) = memory {
        rows.add("memory at most, archived pages", memory, "KiB");
    }
    Ok(())
}

/// Runs the program; its time, and the most memory it took where the system tells.
pub fn run(program: &Path, arguments: &[&str]) -> anyhow::Result<(Duration, Option<u64>)> {
    let begin = Instant::now();
    let mut child = Command::new(program).args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let status_file = format!("/proc/{}/status", child.id());
    let mut memory = None;
    loop {
        // The peak only grows, so the last reading before the end is the one that counts.
        let text = std::fs::read_to_string(&status_file).unwrap_or_default();
        let peak = text.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok());
        memory = peak.or(memory);
        if let Some(status) = child.try_wait()? {
            if !status.success() {
                bail!("{} {} failed", program.display(), arguments.first().unwrap_or(&""));
            }
            return Ok((begin.elapsed(), memory));
        }
        std::thread::sleep(Duration::from_micros(300));
    }
}
