//! Names and texts of the files that are read and made here.

use crate::errors::OperatorError;
use shirabe_contacts::ContactsError;
use std::{ops::ControlFlow, path::Path};

/// The list's name without folder and ending, for names of files made of it.
pub(crate) fn stem(list: &Path) -> String {
    list.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

pub(crate) fn read_text(action: &'static str, path: &Path) -> Result<String, OperatorError> {
    std::fs::read_to_string(path).map_err(OperatorError::file(action, path))
}

/// Runs a pass over the list whose steps may fail to write.
pub(crate) fn writing_pass<E>(
    pass: impl FnOnce(&mut Option<E>) -> Result<(), ContactsError>,
) -> Result<Result<(), E>, ContactsError> {
    let mut failed = None;
    pass(&mut failed)?;
    Ok(failed.map_or(Ok(()), Err))
}

/// Goes on, or keeps the error and breaks off.
pub(crate) fn step<E>(done: Result<(), E>, failed: &mut Option<E>) -> ControlFlow<()> {
    match done {
        Ok(()) => ControlFlow::Continue(()),
        Err(error) => {
            *failed = Some(error);
            ControlFlow::Break(())
        }
    }
}
