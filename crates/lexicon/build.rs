//! Rebuilds the crate when a data file comes or goes: the files are built in as a folder, which cargo cannot see.

fn main() {
    println!("cargo:rerun-if-changed=../../data");
}
