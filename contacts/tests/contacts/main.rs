//! Lists as they are in real life, in one program.

mod checked;
mod collected;
mod composites;
mod lists;
mod real_life;
mod spellings;
mod support;
