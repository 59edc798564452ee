//! A QR code as one SVG path, so that the page holds it without a picture or a script.

use crate::problem::Problem;
use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write;

/// Light modules around the code (ISO/IEC 18004 asks for four).
const QUIET_ZONE: i32 = 4;

/// The dark modules as a path in a square of `size` units.
pub struct QrPicture {
    pub size: i32,
    pub path: String,
}

impl QrPicture {
    /// # Errors
    /// [`Problem::Internal`] where the text is too long.
    pub fn of(text: &str) -> Result<Self, Problem> {
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).map_err(|_| Problem::Internal)?;
        let mut path = String::new();
        for y in 0..code.size() {
            let mut x = 0;
            while x < code.size() {
                let length = (x..code.size()).take_while(|x| code.get_module(*x, y)).count() as i32;
                if length > 0 {
                    let (left, top) = (x + QUIET_ZONE, y + QUIET_ZONE);
                    // Writing to a string cannot fail.
                    let _ = write!(path, "M{left} {top}h{length}v1h-{length}z");
                }
                x += length + 1;
            }
        }
        Ok(Self { size: code.size() + 2 * QUIET_ZONE, path })
    }
}

#[cfg(test)]
mod tests {
    use super::QrPicture;

    #[test]
    fn every_dark_module_is_drawn_once() {
        let picture = QrPicture::of("otpauth://totp/Shirabe:hanako?secret=GEZDGNBV").unwrap();
        let code = qrcodegen::QrCode::encode_text(
            "otpauth://totp/Shirabe:hanako?secret=GEZDGNBV",
            qrcodegen::QrCodeEcc::Medium,
        )
        .unwrap();
        let size = code.size();
        let dark = (0..size).flat_map(|y| (0..size).map(move |x| (x, y)));
        let dark = dark.filter(|(x, y)| code.get_module(*x, *y)).count();
        let drawn: usize = picture
            .path
            .split('M')
            .skip(1)
            .map(|run| run.split(['h', 'v']).nth(1).unwrap().parse::<usize>().unwrap())
            .sum();
        assert_eq!((picture.size, drawn), (size + 8, dark));
        // The first row begins with the edge of the finder pattern, seven modules long.
        assert!(picture.path.starts_with("M4 4h7v1h-7z"));
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert!(QrPicture::of(&"x".repeat(5000)).is_err());
    }
}
