//! Which reader a spreadsheet needs.

use super::{
    facts::Format, ods::Ods, spreadsheet::Workbook, xls::Xls, xlsx::Xlsx, zip_guard::Package,
};
use crate::error::ContactsError;

/// `package` is what the guard saw in a zip archive.
pub(super) fn open<'file>(
    format: Format,
    file: &'file [u8],
    package: Option<&Package>,
) -> Result<Box<dyn Workbook + 'file>, ContactsError> {
    match (format, package) {
        (Format::Xls, _) => Ok(Box::new(Xls::open(file)?)),
        (Format::Ods, Some(package)) => Ok(Box::new(Ods::open(file, package)?)),
        (Format::Xlsx, Some(package)) => Ok(Box::new(Xlsx::open(file, package)?)),
        _ => Err(ContactsError::Damaged),
    }
}
