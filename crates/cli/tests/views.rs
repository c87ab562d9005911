//! What people see, over the example articles, as reviewed snapshots.
//!
//! When a view changes for the better: `INSTA_UPDATE=always cargo test -p attache --test views`, then read the
//! difference before it is committed.

mod common;

use common::{articles, attache, out, root, status};

/// Protects the views from changes that nobody looked at.
#[test]
fn records_of_the_example_articles() {
    for path in articles() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let shown = format!("examples/articles/{name}");
        let output = attache().current_dir(root()).args(["code", &shown]).output().unwrap();
        assert_eq!(status(&output), 0, "{name}");
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, out(&output));
        });
    }
}
