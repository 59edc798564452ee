//! The support desk in a real browser: whole calls by keyboard, what a proxy between agent and
//! server sees, guesses that stop at the budget.

mod bulk;
mod calls;
mod guesses;
mod rooms;
mod scene;
mod training;
mod wire;
