//! Tells cargo what is compiled in: words and templates, and in a release also what browsers load.

fn main() {
    println!("cargo:rustc-check-cfg=cfg(embedded_pages)");
    if std::env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        println!("cargo:rustc-cfg=embedded_pages");
        println!("cargo:rerun-if-changed=../web/dist/assets.json");
    }
    println!("cargo:rerun-if-changed=../web/locales");
    println!("cargo:rerun-if-changed=../web/templates");
}
