//! The frames' files load, and faults in them are told with file and line.

use lexicon::{DataFiles, Frames, LexiconErrors, SubjectCues};

/// Protects every run: the built-in frames and cues are well-formed.
#[test]
fn built_in_frames_load() {
    let files = DataFiles::built_in();
    let mut faults = Vec::new();
    let frames = Frames::load(&files, &mut faults);
    SubjectCues::load(&files, &mut faults);
    assert_eq!(faults, []);
    assert!(!frames.frames().is_empty() && !frames.operators().is_empty());
}

/// Protects editors: a mistyped key, class or code is named with its file and line and what to write instead.
#[test]
fn faults_name_file_and_line() {
    for (text, expected) in [
        ("[[frame]]\nname = \"x\"\ntype = \"CONSULT\"\nverbz = [\"meet\"]\n", "frames/x.toml:4"),
        ("[[frame]]\nname = \"x\"\ntype = \"CONSULTS\"\nverbs = [\"meet\"]\n", "frames/x.toml:3"),
        ("[[frame]]\nname = \"x\"\ntype = \"CONSULT\"\nverbs = [\"hold + @nothing\"]\n", "frames/x.toml:4"),
        ("[[operator]]\nname = \"x\"\neffect = \"nothing\"\n", "frames/x.toml:3"),
        ("[[frame]\n", "frames/x.toml:1"),
    ] {
        let mut files = DataFiles::built_in();
        files.add("frames/x.toml", text.to_owned());
        let mut faults = Vec::new();
        Frames::load(&files, &mut faults);
        let faults = LexiconErrors(faults).to_string();
        assert!(faults.contains(expected), "{faults}");
    }
}
