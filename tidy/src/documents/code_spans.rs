//! What a document sets in backticks.

/// A piece of code within a sentence or a table.
#[derive(Debug, PartialEq)]
pub struct Span<'a> {
    pub code: &'a str,
    /// From 1.
    pub line: usize,
    pub in_table: bool,
}

/// Every span of a Markdown text. Blocks between fences are commands and pictures, and left out.
pub fn of(text: &str) -> Vec<Span<'_>> {
    let mut spans = Vec::new();
    let mut paragraph: Option<(usize, usize)> = None;
    let mut fenced = false;
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let fence = line.trim_start().starts_with("```");
        let row = line.trim_start().starts_with('|');
        // A backtick that is forgotten spoils its own paragraph or row, no other.
        if (fence || row || line.trim().is_empty())
            && let Some((start, first)) = paragraph.take()
        {
            spans_within(&text[start..at], first, false, &mut spans);
        }
        fenced ^= fence;
        if row && !fenced {
            spans_within(line, number + 1, true, &mut spans);
        } else if !fenced && !fence && !line.trim().is_empty() {
            paragraph.get_or_insert((at, number + 1));
        }
        at += line.len();
    }
    if let Some((start, first)) = paragraph {
        spans_within(&text[start..], first, false, &mut spans);
    }
    spans
}

fn spans_within<'a>(text: &'a str, first: usize, in_table: bool, spans: &mut Vec<Span<'a>>) {
    let mut line = first;
    for (number, code) in text.split('`').enumerate() {
        if number % 2 == 1 {
            spans.push(Span { code: code.trim(), line, in_table });
        }
        line += code.matches('\n').count();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_tables_and_fences() {
        let text = "# A `b`\n\nOne `c/d.rs:\n e` two.\n`f`\n\n```sh\n`no`\n```\n| `g` | h |\n| i | `j` |\n\n`k";
        let spans: Vec<_> =
            of(text).iter().map(|span| (span.code, span.line, span.in_table)).collect();
        assert_eq!(
            spans,
            [
                ("b", 1, false),
                ("c/d.rs:\n e", 3, false),
                ("f", 5, false),
                ("g", 10, true),
                ("j", 11, true),
                ("k", 13, false),
            ]
        );
    }

    #[test]
    fn a_forgotten_backtick_spoils_its_paragraph_only() {
        let spans = of("One ` two.\n\nThree `a` four.");
        assert_eq!(spans.last().map(|span| span.code), Some("a"));
    }
}
