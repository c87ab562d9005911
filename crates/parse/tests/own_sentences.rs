//! The sentences written for training are sound.

use parse::conllu;
use parse::eval;
use std::path::Path;

/// Protects training from slips of the pen: every sentence is one tree and its words are those of its `# text`.
#[test]
fn own_sentences_are_trees_of_their_text() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../training/conllu");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "conllu") {
            continue;
        }
        let file = std::fs::read_to_string(&path).unwrap();
        let sents = conllu::read(&file).unwrap();
        let texts: Vec<&str> = file.lines().filter_map(|line| line.strip_prefix("# text = ")).collect();
        assert_eq!(texts.len(), sents.len());
        for (sent, text) in sents.iter().zip(texts) {
            assert_eq!(conllu::raw(std::slice::from_ref(sent)), text);
            assert_eq!(sent.words.iter().filter(|word| word.head == 0).count(), 1, "{text}");
            for start in 1..=sent.words.len() {
                let mut at = start;
                for _ in 0..sent.words.len() {
                    at = if at == 0 { 0 } else { sent.words[at - 1].head };
                }
                assert_eq!(at, 0, "a circle in: {text}");
            }
        }
    }
}

/// Protects the measure: what is printed of a reading scores in full against itself, and a moved head is seen.
#[test]
fn the_measure_counts_heads_and_sentences() {
    let text = "1\tThey\tthey\tPRON\tPRP\t_\t2\tnsubj\t_\t_\n2\tmet\tmeet\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No\n\
                3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n";
    let moved = text.replace("2\tpunct", "1\tpunct");
    let (gold, other) = (conllu::read(text).unwrap(), conllu::read(&moved).unwrap());
    let same = eval::score(&eval::of_treebank(&gold), &eval::of_treebank(&gold)).unwrap();
    let less = eval::score(&eval::of_treebank(&gold), &eval::of_treebank(&other)).unwrap();
    assert_eq!((same.las.correct, less.las.correct, less.sentences.correct), (3, 2, 1));
}
