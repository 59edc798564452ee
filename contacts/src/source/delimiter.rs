//! What separates the cells of a text: told by the first lines, outside quotation marks.

use super::facts::Format;

/// Most lines that are looked at.
const LINES: usize = 20;

/// In the order in which they win where nothing else decides.
const CANDIDATES: [(Format, u8); 3] =
    [(Format::Csv, b','), (Format::Tsv, b'\t'), (Format::Semicolon, b';')];

/// The one that stands in most of the first lines that are not blank; if two do, the one that
/// stands there more often.
pub(super) fn text_format(beginning: &[u8]) -> Format {
    let mut lines_with = [0usize; CANDIDATES.len()];
    let mut counts = [0usize; CANDIDATES.len()];
    for line in lines(beginning) {
        for (place, (_, delimiter)) in CANDIDATES.iter().enumerate() {
            let count = line.iter().filter(|byte| *byte == delimiter).count();
            counts[place] += count;
            lines_with[place] += usize::from(count > 0);
        }
    }
    let mut best = 0;
    for place in 1..CANDIDATES.len() {
        if (lines_with[place], counts[place]) > (lines_with[best], counts[best]) {
            best = place;
        }
    }
    CANDIDATES[best].0
}

/// The first lines that are not blank, without what is between quotation marks.
fn lines(text: &[u8]) -> Vec<Vec<u8>> {
    let mut lines = vec![Vec::new()];
    let mut quoted = false;
    for byte in text {
        match byte {
            // A doubled mark inside quotation marks closes and opens again.
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'\n' | b'\r' => {
                if lines.last().is_some_and(|line: &Vec<u8>| !line.trim_ascii().is_empty()) {
                    if lines.len() == LINES {
                        break;
                    }
                    lines.push(Vec::new());
                }
            }
            _ => lines.last_mut().into_iter().for_each(|line| line.push(*byte)),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_the_first_lines() {
        for (text, format) in [
            ("a,b\n1,2\n", Format::Csv),
            ("a\tb\n1\t2\n", Format::Tsv),
            ("a;b\n1;2\n", Format::Semicolon),
            ("a;b\n1,5;2,5\n1,5;2,5\n", Format::Semicolon),
            ("氏名\tメール\n山田,太郎\ta@example.jp,b@example.jp\n", Format::Tsv),
            ("氏名,メール\n山田,\"a@example.jp;b@example.jp;c@example.jp\"\n", Format::Csv),
            ("氏名,メール\n山田,a@example.jp;b@example.jp;c@example.jp\n", Format::Csv),
            ("\n\n名簿\n\"a,b,c\n,,,\";b\n1;2\n", Format::Semicolon),
            ("mail\na@example.jp\n", Format::Csv),
            ("", Format::Csv),
        ] {
            assert_eq!(text_format(text.as_bytes()), format, "{text:?}");
        }
    }
}
