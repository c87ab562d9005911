//! Many inputs over several threads: results in input order, bounded memory.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

use read::{Document, Input, ReadError, ReadOptions, documents_with};

use crate::{ArticleError, guarded};

/// What became of one document.
#[derive(Clone, Debug)]
pub struct Outcome<T> {
    /// The input, as given.
    pub origin: String,
    /// Its result.
    pub result: Result<T, ArticleError>,
}

/// How many documents a thread may be ahead of the next result that is due, so that one slow article does not make
/// the others wait and a large collection never sits in memory.
const AHEAD_PER_THREAD: usize = 16;

type Documents<'i> = dyn Iterator<Item = Result<Document, ReadError>> + Send + 'i;

/// Documents still to be worked on.
struct Queue<'i> {
    n_taken: usize,
    documents: Box<Documents<'i>>,
}

impl Queue<'_> {
    /// The next document with its number. A bug in a reader ends the input it was reading, and is said; as its state
    /// cannot be trusted any more, it also ends the run.
    fn take(&mut self) -> Option<(usize, Result<Document, ArticleError>)> {
        let idx = self.n_taken;
        self.n_taken += 1;
        match guarded("reading the inputs", || Ok(self.documents.next())) {
            Ok(next) => next.map(|document| (idx, document.map_err(ArticleError::Read))),
            Err(error) => {
                self.documents = Box::new(std::iter::empty());
                Some((idx, Err(error)))
            }
        }
    }
}

/// Runs `work` on every document of `inputs`, read as `options` say, over `n_threads` threads and hands the outcomes to `deliver` in input
/// order, on the calling thread. `deliver` returns whether to go on; after a `false` the documents under way are
/// finished and dropped.
pub fn run_batch<T: Send>(
    inputs: &[Input],
    options: &ReadOptions,
    n_threads: usize,
    work: impl Fn(&Document) -> Result<T, ReadError> + Sync,
    mut deliver: impl FnMut(Outcome<T>) -> bool,
) {
    let n_threads = n_threads.max(1);
    let all: Box<Documents<'_>> = Box::new(inputs.iter().flat_map(|input| documents_with(input, options)));
    let mut queue = Queue { n_taken: 0, documents: all };
    if n_threads == 1 {
        while let Some((_, document)) = queue.take() {
            if !deliver(outcome(document, &work)) {
                return;
            }
        }
        return;
    }
    let queue = Mutex::new(queue);
    let window = n_threads * AHEAD_PER_THREAD;
    let (send, receive) = sync_channel::<(usize, Outcome<T>)>(window);
    let (give_permit, take_permit) = sync_channel::<()>(window);
    for _ in 0..window {
        // The channel has room for exactly these.
        let _ = give_permit.try_send(());
    }
    let take_permit = Mutex::new(take_permit);
    thread::scope(|scope| {
        for _ in 0..n_threads {
            let send = send.clone();
            scope.spawn(|| work_off(&queue, &take_permit, send, &work));
        }
        drop(send);
        deliver_in_order(&receive, give_permit, &mut deliver);
    });
}

/// One thread's share: takes documents in order until there are none, or nobody wants results any more.
fn work_off<T: Send>(
    queue: &Mutex<Queue<'_>>,
    permits: &Mutex<Receiver<()>>,
    send: SyncSender<(usize, Outcome<T>)>,
    work: &(impl Fn(&Document) -> Result<T, ReadError> + Sync),
) {
    loop {
        if permits.lock().unwrap_or_else(PoisonError::into_inner).recv().is_err() {
            return;
        }
        let taken = queue.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some((idx, document)) = taken else { return };
        if send.send((idx, outcome(document, work))).is_err() {
            return;
        }
    }
}

fn deliver_in_order<T>(
    receive: &Receiver<(usize, Outcome<T>)>,
    give_permit: SyncSender<()>,
    deliver: &mut impl FnMut(Outcome<T>) -> bool,
) {
    let mut early = BTreeMap::new();
    let mut due = 0;
    for (idx, outcome) in receive {
        early.insert(idx, outcome);
        while let Some(outcome) = early.remove(&due) {
            due += 1;
            if !deliver(outcome) {
                // Dropping the permits and the receiver, on return, stops the threads.
                return;
            }
            let _ = give_permit.try_send(());
        }
    }
}

fn outcome<T>(
    document: Result<Document, ArticleError>,
    work: &(impl Fn(&Document) -> Result<T, ReadError> + Sync),
) -> Outcome<T> {
    match document {
        Ok(document) => {
            let result = guarded(&document.origin, || work(&document));
            Outcome { origin: document.origin, result }
        }
        Err(error) => Outcome { origin: error.origin().to_owned(), result: Err(error) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;
    use std::time::Duration;

    fn inputs(n: usize) -> Vec<Input> {
        (0..n).map(|idx| Input::Path(PathBuf::from(format!("no-such-file-{idx:03}")))).collect()
    }

    /// Protects the promise that output does not depend on threads: input order, each once, even when early inputs
    /// take longest.
    #[test]
    fn outcomes_come_in_input_order() {
        for n_threads in [1, 2, 7] {
            let folder = std::env::temp_dir().join(format!("attache-batch-{}-{n_threads}", std::process::id()));
            std::fs::create_dir_all(&folder).unwrap();
            let paths: Vec<_> = (0..60).map(|idx| folder.join(format!("{idx:02}.txt"))).collect();
            paths.iter().for_each(|path| std::fs::write(path, path.display().to_string()).unwrap());
            let inputs: Vec<_> = paths.iter().cloned().map(Input::Path).collect();
            let mut seen = Vec::new();
            let work = |document: &Document| {
                let slow = document.origin.ends_with("0.txt");
                thread::sleep(Duration::from_millis(if slow { 5 } else { 0 }));
                assert!(!document.origin.ends_with("33.txt"), "a bug");
                Ok(())
            };
            run_batch(&inputs, &ReadOptions::default(), n_threads, work, |outcome| {
                seen.push((outcome.origin, outcome.result.is_ok()));
                true
            });
            let wanted: Vec<_> =
                paths.iter().map(|path| (path.display().to_string(), !path.ends_with("33.txt"))).collect();
            assert_eq!(seen, wanted);
            std::fs::remove_dir_all(&folder).unwrap();
        }
    }

    /// Protects users who pipe into `head`: a reader that has enough ends the run, without a hang.
    #[test]
    fn stops_when_told() {
        for n_threads in [1, 3] {
            let mut n_delivered = 0;
            run_batch(
                &inputs(500),
                &ReadOptions::default(),
                n_threads,
                |_| Ok(()),
                |_| {
                    n_delivered += 1;
                    n_delivered < 10
                },
            );
            assert_eq!(n_delivered, 10);
        }
    }
}
