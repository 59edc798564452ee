//! Contact lists as they are in real life, from the file to the answer: the real programs, killed
//! and fed with everything that should not be in a list.

mod crash;
mod formats;
mod hostile;
mod scale;
mod scene;
mod sets;
