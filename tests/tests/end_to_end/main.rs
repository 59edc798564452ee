//! Everything end to end, in one program, so that the server's library is linked once: the real
//! programs, the real browser, and a recorder between them.
//!
//! A group of `cargo xtask test` is one or more of these modules, run by itself:
//! `cargo test -p shirabe-tests --test end_to_end browser::`. Several may run side by side: no
//! test needs a port, a folder or a process that another one has.

mod browser;
mod composite;
mod desk;
mod large_sets;
mod lists;
mod page;
mod privacy;
mod staff;
mod wasm_protocol;
