//! Paths and texts within the tokens of a macro, where no grammar is known.

use super::reading::{Reader, line_of, name};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::{ItemUse, Lit, Visibility};

/// Tells the reader of every `a::b`, every `use` and every text among the tokens.
pub fn read(tokens: TokenStream, reader: &mut Reader) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while at < tokens.len() {
        at += match &tokens[at] {
            TokenTree::Group(group) => {
                read(group.stream(), reader);
                1
            }
            TokenTree::Literal(literal) => {
                if let Lit::Str(text) = Lit::new(literal.clone()) {
                    reader.text(text.value(), text.span().start().line);
                }
                1
            }
            TokenTree::Ident(ident) if ident == "use" => read_use(&tokens[at..], reader),
            TokenTree::Ident(_) => read_path(&tokens[at..], reader),
            TokenTree::Punct(mark) if mark.as_char() == '#' => read_doc(&tokens[at..], reader),
            TokenTree::Punct(_) => 1,
        };
    }
}

/// Attributes name functions in quotes: `#[serde(with = "a::b")]`.
pub fn read_quoted_paths(tokens: TokenStream, reader: &mut Reader) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => read_quoted_paths(group.stream(), reader),
            TokenTree::Literal(literal) => {
                let Lit::Str(text) = Lit::new(literal) else { continue };
                if let Ok(path) = text.parse::<syn::Path>() {
                    let segments = path.segments.iter().map(|one| name(&one.ident)).collect();
                    reader.path(segments, text.span().start().line);
                }
            }
            _ => {}
        }
    }
}

/// `a::b::c` from its first name on; gives how many tokens it takes.
fn read_path(tokens: &[TokenTree], reader: &mut Reader) -> usize {
    let TokenTree::Ident(first) = &tokens[0] else { return 1 };
    let mut segments = vec![name(first)];
    let mut taken = 1;
    while let [TokenTree::Punct(one), TokenTree::Punct(other), TokenTree::Ident(next), ..] =
        &tokens[taken..]
        && (one.as_char(), other.as_char()) == (':', ':')
    {
        segments.push(name(next));
        taken += 3;
    }
    let called = matches!(&tokens[taken..], [TokenTree::Punct(mark), TokenTree::Group(_), ..]
        if mark.as_char() == '!');
    if called {
        reader.macro_name(segments, line_of(first));
    } else {
        reader.path(segments, line_of(first));
    }
    taken
}

/// `use a::{b, c};`, where a macro writes items.
fn read_use(tokens: &[TokenTree], reader: &mut Reader) -> usize {
    let ends = |token: &TokenTree| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ';');
    let Some(end) = tokens.iter().position(ends) else { return 1 };
    match syn::parse2::<ItemUse>(tokens[..=end].iter().cloned().collect()) {
        Ok(item) => {
            reader.import(&item.tree, &[], !matches!(item.vis, Visibility::Inherited));
            end + 1
        }
        Err(_) => 1,
    }
}

/// `#[doc = "..."]`, which is what `///` becomes, is documentation and no text of the program.
fn read_doc(tokens: &[TokenTree], reader: &mut Reader) -> usize {
    let attribute = tokens.iter().take(3).enumerate().find_map(|(at, token)| match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => Some((at, group)),
        _ => None,
    });
    let Some((at, group)) = attribute else { return 1 };
    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
    match &inner[..] {
        [TokenTree::Ident(doc), TokenTree::Punct(_), TokenTree::Literal(literal)]
            if doc == "doc" =>
        {
            if let Lit::Str(text) = Lit::new(literal.clone()) {
                reader.doc(&text.value(), text.span().start().line);
            }
            at + 1
        }
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Kind, Source};

    fn paths(text: &str) -> Vec<String> {
        let source = Source::parse(text).unwrap();
        source
            .uses
            .iter()
            .map(|used| {
                let mark = if used.kind == Kind::Macro { "!" } else { "" };
                format!("{} {}{mark}", used.line, used.segments.join("::"))
            })
            .collect()
    }

    #[test]
    fn paths_within_macros() {
        assert_eq!(
            paths("fn a() {\n format!(\"{}\",\n crate::b::c(&[d::e()], f));\n}"),
            ["2 format!", "3 crate::b::c", "3 d::e"]
        );
        assert_eq!(paths("fn a() { vec![std::fs::read(b)] }"), ["1 vec!", "1 std::fs::read"]);
        assert_eq!(
            paths("fn a() { g!(b, other::macro!(c::d)) }"),
            ["1 g!", "1 other::macro!", "1 c::d"]
        );
        assert_eq!(paths("fn a() { g!(b: C, d ? e : f) }"), ["1 g!"]);
    }

    #[test]
    fn uses_and_own_crate_within_macros() {
        assert_eq!(
            paths("macro_rules! m { () => { use std::{fs, io}; $crate::a::b() } }"),
            ["1 macro_rules!", "1 std::fs", "1 std::io", "1 crate::a::b"]
        );
    }

    #[test]
    fn documentation_within_macros_is_no_text() {
        let source = Source::parse("m! {\n /// a\n b => \"c\" }").unwrap();
        assert_eq!(source.texts.len(), 1);
        assert_eq!((&*source.doc_lines[0].text, source.doc_lines[0].line), (" a", 2));
    }
}
