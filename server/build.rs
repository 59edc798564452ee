//! Tells cargo what is embedded: built assets and words, which no Rust file names one by one.

fn main() {
    println!("cargo:rerun-if-changed=../web/dist/assets.json");
    println!("cargo:rerun-if-changed=../web/locales");
    println!("cargo:rerun-if-changed=../web/templates");
}
