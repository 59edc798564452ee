//! From the text of a file to what it uses, by `syn`.

use super::{Declared, DocLine, Kind, Source, Text, Use, tokens};
use proc_macro2::{Ident, TokenStream};
use syn::{
    Attribute, Expr, ImplItem, Item, ItemExternCrate, ItemMod, ItemUse, Lit, LitStr, Macro, Meta,
    Path, TraitItem, UseTree, VisRestricted, Visibility,
    visit::{self, Visit},
};

pub fn read(text: &str) -> Result<Source, String> {
    let file =
        syn::parse_file(text).map_err(|error| format!("{}: {error}", error.span().start().line))?;
    let mut reader = Reader::default();
    reader.visit_file(&file);
    Ok(reader.source)
}

#[derive(Default)]
pub struct Reader {
    source: Source,
    /// Modules of the file that are open.
    inside: Vec<String>,
    /// How many things are open that only tests have.
    tests: usize,
}

impl Reader {
    fn note(&mut self, segments: Vec<String>, kind: Kind, line: usize) {
        let (inside, in_tests) = (self.inside.clone(), self.tests > 0);
        self.source.uses.push(Use { inside, segments, kind, line, in_tests });
    }

    /// A path of two segments and more; one alone is a name that was imported or made here.
    pub fn path(&mut self, segments: Vec<String>, line: usize) {
        if segments.len() > 1 {
            self.note(segments, Kind::Path, line);
        }
    }

    pub fn macro_name(&mut self, segments: Vec<String>, line: usize) {
        self.note(segments, Kind::Macro, line);
    }

    pub fn text(&mut self, value: String, line: usize) {
        self.source.texts.push(Text { value, line, in_tests: self.tests > 0 });
    }

    pub fn doc(&mut self, text: &str, line: usize) {
        let lines = text.split('\n').enumerate();
        self.source.doc_lines.extend(
            lines.map(|(number, text)| DocLine { text: text.to_owned(), line: line + number }),
        );
    }

    /// All that one `use` names.
    pub fn import(&mut self, tree: &UseTree, before: &[String], public: bool) {
        let with = |ident: &Ident| {
            let mut segments = before.to_vec();
            // `a::{self}` is `a`.
            if before.is_empty() || ident != "self" {
                segments.push(name(ident));
            }
            segments
        };
        match tree {
            UseTree::Path(path) => self.import(&path.tree, &with(&path.ident), public),
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.import(tree, before, public);
                }
            }
            UseTree::Name(one) => {
                let segments = with(&one.ident);
                let name = segments.last().cloned();
                self.note(segments, Kind::Import { name, public }, line_of(&one.ident));
            }
            UseTree::Rename(one) => {
                let name = Some(name(&one.rename)).filter(|name| name != "_");
                let kind = Kind::Import { name, public };
                self.note(with(&one.ident), kind, line_of(&one.ident));
            }
            UseTree::Glob(glob) => {
                let line = glob.star_token.spans[0].start().line;
                self.note(before.to_vec(), Kind::Glob, line);
            }
        }
    }

    fn within<T>(&mut self, attributes: &[Attribute], item: &T, visit: fn(&mut Self, &T)) {
        let for_tests = usize::from(attributes.iter().any(is_for_tests));
        self.tests += for_tests;
        visit(self, item);
        self.tests -= for_tests;
    }
}

/// An identifier without the mark of raw ones.
pub fn name(ident: &Ident) -> String {
    let name = ident.to_string();
    name.strip_prefix("r#").map(str::to_owned).unwrap_or(name)
}

pub fn line_of(ident: &Ident) -> usize {
    ident.span().start().line
}

/// `#[cfg(test)]`, `#[cfg(all(test, ...))]`, `#[test]`, `#[actix_web::test]`.
fn is_for_tests(attribute: &Attribute) -> bool {
    let path = attribute.path();
    if path.segments.last().is_some_and(|last| last.ident == "test") {
        return true;
    }
    let Meta::List(list) = &attribute.meta else { return false };
    path.is_ident("cfg") && asks_for_tests(&list.tokens)
}

fn asks_for_tests(condition: &TokenStream) -> bool {
    if let Ok(one) = syn::parse2::<Ident>(condition.clone()) {
        return one == "test";
    }
    let Ok(list) = syn::parse2::<syn::MetaList>(condition.clone()) else { return false };
    let parts = syn::punctuated::Punctuated::<Meta, syn::Token![,]>::parse_terminated;
    list.path.is_ident("all")
        && syn::parse::Parser::parse2(parts, list.tokens)
            .is_ok_and(|parts| parts.iter().any(|part| part.path().is_ident("test")))
}

fn attributes_of(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::ExternCrate(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::ForeignMod(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::TraitAlias(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Union(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

impl Visit<'_> for Reader {
    fn visit_item(&mut self, item: &Item) {
        self.within(attributes_of(item), item, |reader, item| visit::visit_item(reader, item));
    }

    fn visit_impl_item(&mut self, item: &ImplItem) {
        let attributes = match item {
            ImplItem::Const(item) => &item.attrs[..],
            ImplItem::Fn(item) => &item.attrs,
            ImplItem::Type(item) => &item.attrs,
            ImplItem::Macro(item) => &item.attrs,
            _ => &[],
        };
        self.within(attributes, item, |reader, item| visit::visit_impl_item(reader, item));
    }

    fn visit_trait_item(&mut self, item: &TraitItem) {
        let attributes = match item {
            TraitItem::Const(item) => &item.attrs[..],
            TraitItem::Fn(item) => &item.attrs,
            TraitItem::Type(item) => &item.attrs,
            TraitItem::Macro(item) => &item.attrs,
            _ => &[],
        };
        self.within(attributes, item, |reader, item| visit::visit_trait_item(reader, item));
    }

    fn visit_item_mod(&mut self, module: &ItemMod) {
        let at = module.attrs.iter().find_map(|attribute| match &attribute.meta {
            Meta::NameValue(pair) if pair.path.is_ident("path") => text_of(&pair.value),
            _ => None,
        });
        self.source.declared.push(Declared {
            inside: self.inside.clone(),
            name: name(&module.ident),
            at: at.map(|text| text.value()),
            in_tests: self.tests > 0,
        });
        self.inside.push(name(&module.ident));
        visit::visit_item_mod(self, module);
        self.inside.pop();
    }

    fn visit_item_use(&mut self, item: &ItemUse) {
        let public = !matches!(item.vis, Visibility::Inherited);
        self.import(&item.tree, &[], public);
        item.attrs.iter().for_each(|attribute| self.visit_attribute(attribute));
    }

    fn visit_item_extern_crate(&mut self, item: &ItemExternCrate) {
        let known_as = item.rename.as_ref().map_or(&item.ident, |(_, rename)| rename);
        let kind = Kind::Import { name: Some(name(known_as)), public: false };
        self.note(vec![name(&item.ident)], kind, line_of(&item.ident));
    }

    fn visit_path(&mut self, path: &Path) {
        if let Some(first) = path.segments.first() {
            let segments = path.segments.iter().map(|segment| name(&segment.ident)).collect();
            self.path(segments, line_of(&first.ident));
        }
        visit::visit_path(self, path);
    }

    /// `pub(in crate::a)` says who may use something, and uses nothing.
    fn visit_vis_restricted(&mut self, _: &VisRestricted) {}

    fn visit_macro(&mut self, call: &Macro) {
        if let Some(first) = call.path.segments.first() {
            let segments = call.path.segments.iter().map(|segment| name(&segment.ident)).collect();
            self.macro_name(segments, line_of(&first.ident));
        }
        tokens::read(call.tokens.clone(), self);
    }

    fn visit_lit_str(&mut self, text: &LitStr) {
        self.text(text.value(), text.span().start().line);
    }

    fn visit_attribute(&mut self, attribute: &Attribute) {
        match &attribute.meta {
            Meta::NameValue(pair) if pair.path.is_ident("doc") => {
                if let Some(text) = text_of(&pair.value) {
                    self.doc(&text.value(), text.span().start().line);
                }
            }
            Meta::List(list) => {
                self.visit_path(&list.path);
                tokens::read(list.tokens.clone(), self);
                tokens::read_quoted_paths(list.tokens.clone(), self);
            }
            Meta::Path(path) => self.visit_path(path),
            Meta::NameValue(_) => {}
        }
    }
}

/// The text that the expression is.
fn text_of(expression: &Expr) -> Option<&LitStr> {
    match expression {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(text),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every path with its line, those of tests marked.
    fn paths(text: &str) -> Vec<String> {
        let source = read(text).unwrap();
        let shown = |used: &Use| {
            let star = if used.kind == Kind::Glob { "::*" } else { "" };
            let tests = if used.in_tests { " in tests" } else { "" };
            format!("{} {}{star}{tests}", used.line, used.segments.join("::"))
        };
        source.uses.iter().filter(|used| used.kind != Kind::Macro).map(shown).collect()
    }

    #[test]
    fn use_trees() {
        assert_eq!(paths("use std::{fs, io};"), ["1 std::fs", "1 std::io"]);
        assert_eq!(
            paths("use super::{\n self, a::{b as c, d::*},\n};\npub use crate::e as _;"),
            ["2 super", "2 super::a::b", "2 super::a::d::*", "4 crate::e"]
        );
        assert_eq!(paths("use self::r#type::x;\nuse one;"), ["1 self::type::x", "2 one"]);
        assert_eq!(paths("extern crate voprf as v;"), ["1 voprf"]);
        let source = read("pub use a::b as c; use d::{self};").unwrap();
        let kinds: Vec<Kind> = source.uses.into_iter().map(|used| used.kind).collect();
        let import = |name: &str, public| Kind::Import { name: Some(name.into()), public };
        assert_eq!(kinds, [import("c", true), import("d", false)]);
    }

    #[test]
    fn bodies_types_and_attributes() {
        assert_eq!(paths("fn a() {\n crate::a::b();\n}"), ["2 crate::a::b"]);
        assert_eq!(
            paths("fn a(b: Vec<x::Y>) -> impl z::W<Output = v::U> { c }"),
            ["1 x::Y", "1 z::W", "1 v::U"]
        );
        assert_eq!(
            paths("impl a::B for C { const D: e::F = g::H; }"),
            ["1 a::B", "1 e::F", "1 g::H"]
        );
        assert_eq!(paths("fn a() { use b::c; <D as e::F>::g() }"), ["1 b::c", "1 e::F::g"]);
        assert_eq!(paths("#[derive(a::B)]\nstruct C;"), ["1 a::B"]);
        assert_eq!(paths("struct A {\n #[serde(with = \"b::c\")]\n d: E }"), ["2 b::c"]);
        assert_eq!(paths("pub(in crate::a) struct B;"), Vec::<String>::new());
    }

    #[test]
    fn items_of_tests_are_marked() {
        let text =
            "use a::b;\n#[cfg(test)]\nuse c::d;\n#[cfg(all(test, unix))]\nmod e {\n use f::g;\n}
            #[actix_web::test]\nasync fn h() { i::j() }\nimpl K { #[cfg(test)] fn l() { m::n() } }
            #[cfg(any(test, unix))] use o::p;\n#[cfg(not(test))] use q::r;";
        let of_tests: Vec<String> =
            paths(text).into_iter().filter(|path| path.ends_with("in tests")).collect();
        assert_eq!(
            of_tests,
            [
                "3 c::d in tests",
                "6 f::g in tests",
                "8 actix_web::test in tests",
                "9 i::j in tests",
                "10 m::n in tests"
            ]
        );
    }

    #[test]
    fn modules_texts_and_documentation() {
        let source = read(
            "//! One\n//! two\nmod a;\n#[path = \"b_tests.rs\"]\n#[cfg(test)]\nmod b;
            mod c { mod d; }\nconst E: &str = \"f\";\n/// g\nfn h() { i!(\"j\") }",
        )
        .unwrap();
        let declared = |one: &Declared| {
            format!("{}/{} {} {:?}", one.inside.join("/"), one.name, one.in_tests, one.at)
        };
        assert_eq!(
            source.declared.iter().map(declared).collect::<Vec<_>>(),
            ["/a false None", "/b true Some(\"b_tests.rs\")", "/c false None", "c/d false None"]
        );
        let texts: Vec<_> = source.texts.iter().map(|text| (&*text.value, text.line)).collect();
        assert_eq!(texts, [("f", 8), ("j", 10)]);
        let docs: Vec<_> = source.doc_lines.iter().map(|line| (&*line.text, line.line)).collect();
        assert_eq!(docs, [(" One", 1), (" two", 2), (" g", 9)]);
    }

    #[test]
    fn what_is_no_rust_is_told_with_its_line() {
        assert!(read("fn a() {}\nfn b( {").unwrap_err().starts_with("2: "));
    }
}
