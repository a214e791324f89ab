//! QR codes, as one path of modules: for authenticator apps, and for whatever else is scanned.

use app::component::QrPicture;
use qrcode::{Color, EcLevel, QrCode};

/// Light modules around the code, as the standard wants them.
const QUIET: usize = 4;

/// The code that says `text`; none where it is too long for any.
pub fn qr(text: &str) -> Option<QrPicture> {
    let code = QrCode::with_error_correction_level(text.as_bytes(), EcLevel::M).ok()?;
    let width = code.width();
    let mut runs = Vec::new();
    for (row, modules) in code.to_colors().chunks(width).enumerate() {
        let mut column = 0;
        while column < width {
            let run = modules[column..].iter().take_while(|module| **module == Color::Dark).count();
            if run > 0 {
                runs.push(format!("M{} {}h{run}v1h-{run}z", column + QUIET, row + QUIET));
            }
            column += run.max(1);
        }
    }
    let side = u32::try_from(width + 2 * QUIET).ok()?;
    Some(QrPicture { side, path: runs.concat() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_three_corners_and_a_quiet_zone() {
        let picture = qr("otpauth://totp/x:y?secret=AAAA").unwrap();
        let last = picture.side - 4 - 7;
        for corner in ["M4 4h7v1h-7z".to_owned(), format!("M{last} 4h7v1h-7z"), format!("M4 {last}h7v1h-7z")] {
            assert!(picture.path.contains(&corner), "{corner}: {}", picture.path);
        }
        assert!(!picture.path.contains("M3 ") && !picture.path.contains("M0 "));
        assert_eq!(qr(&"x".repeat(5_000)), None);
    }
}
