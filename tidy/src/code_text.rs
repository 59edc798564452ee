//! Looking for words in code: comments taken away, lines kept.

/// How comments are written.
#[derive(Clone, Copy, PartialEq)]
pub enum Language {
    Rust,
    JavaScript,
    Css,
    /// With `{# #}` of the templates.
    Html,
}

impl Language {
    pub fn of(path: &str) -> Self {
        match path.rsplit('.').next() {
            Some("rs") => Self::Rust,
            Some("js") => Self::JavaScript,
            Some("css") => Self::Css,
            _ => Self::Html,
        }
    }

    /// Where comments begin and how each ends.
    fn comments(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Rust | Self::JavaScript => &[("//", "\n"), ("/*", "*/")],
            Self::Css => &[("/*", "*/")],
            Self::Html => &[("<!--", "-->"), ("{#", "#}")],
        }
    }

    fn quotes(self) -> &'static [char] {
        match self {
            // A single quote may be a lifetime.
            Self::Rust => &['"'],
            Self::JavaScript => &['"', '\'', '`'],
            Self::Css => &['"', '\''],
            // An apostrophe in a sentence is no quote.
            Self::Html => &[],
        }
    }
}

/// The text with comments emptied; line breaks stay, so that line numbers fit.
pub fn without_comments(text: &str, language: Language) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        if language == Language::Rust && rest.starts_with("'\"'") {
            kept.push_str(&rest[..3]);
            rest = &rest[3..];
        } else if let Some(end) = quoted_end(rest, language) {
            kept.push_str(&rest[..end]);
            rest = &rest[end..];
        } else if let Some(end) = comment_end(rest, language, &kept) {
            kept.extend(rest[..end].chars().filter(|character| *character == '\n'));
            rest = &rest[end..];
        } else {
            kept.push(character);
            rest = &rest[character.len_utf8()..];
        }
    }
    kept
}

/// Where the quotation ends that the text begins with.
fn quoted_end(text: &str, language: Language) -> Option<usize> {
    let quote = text.chars().next().filter(|first| language.quotes().contains(first))?;
    let mut escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        // A plain quotation of JavaScript ends with its line: this was no quotation.
        if character == '\n' && language == Language::JavaScript && quote != '`' {
            return None;
        }
        if !escaped && character == quote {
            return Some(at + 1);
        }
        escaped = !escaped && character == '\\';
    }
    None
}

/// Where the comment ends that the text begins with. A slash inside of a JavaScript pattern is
/// escaped, so what follows a backslash begins no comment.
fn comment_end(text: &str, language: Language, before: &str) -> Option<usize> {
    let (open, close) =
        language.comments().iter().find(|(open, _)| text.starts_with(open)).copied()?;
    if before.ends_with('\\') {
        return None;
    }
    Some(text[open.len()..].find(close).map_or(text.len(), |at| open.len() + at + close.len()))
}

/// Numbers of the lines on which `found` says yes, from 1.
pub fn lines_where(text: &str, found: impl Fn(&str) -> bool) -> Vec<usize> {
    let lines = text.lines().enumerate();
    lines.filter(|(_, line)| found(line)).map(|(number, _)| number + 1).collect()
}

/// Whether `word` stands in `text` and is not a part of a longer word.
pub fn has_word(text: &str, word: &str) -> bool {
    let of_a_word = |character: char| character.is_alphanumeric() || character == '_';
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        let joins = |inside: Option<char>, outside: Option<char>| {
            inside.is_some_and(of_a_word) && outside.is_some_and(of_a_word)
        };
        !joins(word.chars().next(), before) && !joins(word.chars().next_back(), after)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_go_and_lines_stay() {
        let rust =
            "let a = \"// kept\"; // gone\n/* gone\n gone */ let b: &'static str;\n'\"' // gone";
        assert_eq!(
            without_comments(rust, Language::Rust),
            "let a = \"// kept\"; \n\n let b: &'static str;\n'\"' "
        );
        let script = "const a = 'it\\'s //kept'; // gone\nconst b = /^https?:\\/\\//;\nfetch(b)";
        assert_eq!(
            without_comments(script, Language::JavaScript),
            "const a = 'it\\'s //kept'; \nconst b = /^https?:\\/\\//;\nfetch(b)"
        );
        assert_eq!(
            without_comments("<p>we don't</p><!-- gone -->{# gone #}<b>", Language::Html),
            "<p>we don't</p><b>"
        );
        assert_eq!(without_comments("a{} /* gone */ b{}", Language::Css), "a{}  b{}");
    }

    #[test]
    fn words_are_whole() {
        assert!(has_word("await fetch(url)", "fetch("));
        assert!(!has_word("await prefetch(url)", "fetch("));
        assert!(has_word("use serde::Serialize;", "serde"));
        assert!(!has_word("my_serde::x", "serde"));
    }

    #[test]
    fn lines_are_counted_from_one() {
        assert_eq!(lines_where("a\nb\na", |line| line == "a"), [1, 3]);
    }
}
