//! Lists checked as a whole: what is asked, and what the result file says of every row.

mod rows;
mod scene;
mod whole_lists;
