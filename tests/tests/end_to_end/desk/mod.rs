//! The support desk in a real browser: whole calls by keyboard, what a proxy between agent and
//! server sees, guesses that stop at the budget, the server as the unit for systemd starts it.

mod bulk;
mod calls;
mod guesses;
mod installed;
mod rooms;
mod scene;
mod training;
mod wire;
