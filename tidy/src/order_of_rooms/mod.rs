//! Who may use whom within the server: each file has a room, each room a floor, and nothing goes
//! upward. Tests may use what they like.

mod circles;
mod table;

use super::{
    Breaches,
    checkout::Checkout,
    rust_source::{Kind, ModuleTree, TestFiles, module_path},
};
use std::{collections::BTreeSet, fmt};
use table::{FLOORS, FOLDER, HANDLER_NAMES, HANDLERS, PACKAGE, USE_HANDLERS};

/// Where a file belongs.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Room<'a> {
    /// As the table names it.
    name: &'a str,
    /// `api` or `pages` for handlers of the room.
    handlers: Option<&'a str>,
    /// From 1.
    floor: usize,
}

impl fmt::Display for Room<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.handlers {
            Some(handlers) => write!(formatter, "{}/{handlers}", self.name),
            None => formatter.write_str(self.name),
        }
    }
}

/// One use of something in another file.
#[derive(Clone, Copy, Debug)]
struct Arrow<'a> {
    from: &'a str,
    to: &'a str,
    line: usize,
    /// `pub use` of something below the module: a name given on, which the file itself does
    /// not need.
    given_on: bool,
}

fn floor_of(name: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&name)).map(|floor| floor + 1)
}

/// The room of a file of the server.
fn room_of(path: &str) -> Option<Room<'_>> {
    let path = path.strip_prefix(FOLDER)?;
    let mut parts = path.strip_suffix(".rs").unwrap_or(path).split('/');
    let name = parts.next()?;
    let floor = floor_of(name)?;
    match parts.find(|part| HANDLER_NAMES.contains(part)) {
        Some(handlers) => Some(Room { name, handlers: Some(handlers), floor: floor_of(HANDLERS)? }),
        None => Some(Room { name, handlers: None, floor }),
    }
}

/// Why `from` may not use `to`.
fn forbidden(from: Room, to: Room) -> Option<String> {
    if to.floor > from.floor {
        let floors = |room: Room| format!("{room} (floor {})", room.floor);
        return Some(format!("{} uses {}", floors(from), floors(to)));
    }
    let others_handlers =
        to.handlers.is_some() && from.name != to.name && !USE_HANDLERS.contains(&from.name);
    others_handlers.then(|| format!("{from} uses {to}; only routes may use another's handlers"))
}

/// Every use from file to file in what the server's program holds.
fn arrows(checkout: &Checkout) -> Vec<Arrow<'_>> {
    let tree = ModuleTree::of(checkout, FOLDER, PACKAGE);
    let tests = TestFiles::of(checkout);
    let mut arrows = Vec::new();
    for (file, source) in checkout.sources(FOLDER).filter(|(file, _)| !tests.contains(&file.path)) {
        let from = file.path.as_str();
        let module = module_path(file, FOLDER);
        for used in source.uses.iter().filter(|used| !used.in_tests) {
            let Some(to) = tree.file_of(&module, used).filter(|to| *to != from) else { continue };
            let public = matches!(used.kind, Kind::Import { public: true, .. });
            let below = from.strip_suffix("mod.rs").or(from.strip_suffix("lib.rs"));
            let below = below.or(from.strip_suffix(".rs")).unwrap_or(from);
            let given_on = public && to.starts_with(below);
            arrows.push(Arrow { from, to, line: used.line, given_on });
        }
    }
    arrows
}

pub fn low_to_high(checkout: &Checkout) -> Breaches {
    let mut breaches: Breaches = checkout
        .under(FOLDER, &[".rs"])
        .filter(|file| room_of(&file.path).is_none())
        .map(|file| format!("{}: give it a room in tidy/src/order_of_rooms/table.rs", file.path))
        .collect();
    let mut told = BTreeSet::new();
    for Arrow { from, to, line, .. } in arrows(checkout) {
        let (Some(room), Some(other)) = (room_of(from), room_of(to)) else { continue };
        let Some(why) = forbidden(room, other) else { continue };
        if told.insert((from, line, to)) {
            breaches.push(format!("{from}:{line}: {why}: {to}"));
        }
    }
    breaches
}

/// Files of several rooms that use each other in a circle cannot be understood one by one.
pub fn no_circles(checkout: &Checkout) -> Breaches {
    let arrows: Vec<Arrow> = arrows(checkout).into_iter().filter(|arrow| !arrow.given_on).collect();
    let rooms_of = |circle: &[&str]| {
        let rooms = circle.iter().filter_map(|file| room_of(file));
        rooms.map(|room| room.name).collect::<BTreeSet<&str>>().len()
    };
    circles::of(&arrows)
        .into_iter()
        .filter(|circle| rooms_of(circle) > 1)
        .map(|circle| {
            let way = circles::shortest_between_rooms(&arrows, &circle, |one, other| {
                room_of(one).map(|room| room.name) != room_of(other).map(|room| room.name)
            });
            let way: Vec<String> =
                way.iter().map(|arrow| format!("{}:{}", arrow.from, arrow.line)).collect();
            format!(
                "{} files use each other in a circle, for example {} -> the first",
                circle.len(),
                way.join(" -> ")
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{super::checkout::examples::files, *};

    /// The server with `text` in one file beside files that others name.
    fn server(path: &str, text: &str) -> Breaches {
        let mut all = vec![
            ("server/src/lib.rs", "pub mod desk; pub use shirabe_store as store;"),
            ("server/src/words/mod.rs", "pub struct Words;"),
            ("server/src/sets/mod.rs", "pub mod api; pub struct Set;"),
            ("server/src/sets/api.rs", "use super::Set; use crate::accounts::Account;"),
            ("server/src/accounts/mod.rs", "pub struct Account;"),
            ("server/src/desk/mod.rs", "pub mod api; mod pages;"),
            ("server/src/desk/api/mod.rs", "mod calls; use super::pages::Page;"),
            ("server/src/desk/pages.rs", "pub struct Page;"),
            ("server/src/routes/mod.rs", "pub mod staff;"),
            ("server/src/routes/staff.rs", "use crate::{desk::{api, pages}, sets};"),
        ];
        all.retain(|(other, _)| *other != path);
        all.push((path, text));
        low_to_high(&files(&all))
    }

    #[test]
    fn downward_and_level_is_allowed() {
        for text in [
            "use crate::words::Words;",
            "fn a() { crate::accounts::b() }",
            "use crate::store; use serde::Serialize;",
            "#[cfg(test)] mod tests { use crate::routes::staff::c; }",
        ] {
            assert_eq!(server("server/src/desk/calls.rs", text), Breaches::new(), "{text}");
        }
        let handler = "use crate::{sets::Set, desk::calls};";
        assert_eq!(server("server/src/desk/api/calls.rs", handler), Breaches::new());
    }

    #[test]
    fn upward_fails_with_both_names() {
        assert_eq!(
            server("server/src/desk/lookup.rs", "\nuse crate::{words, routes::staff};"),
            ["server/src/desk/lookup.rs:2: desk (floor 8) uses routes (floor 13): \
              server/src/routes/staff.rs"]
        );
        for text in [
            "fn a() { crate::sets::b() }",
            "use crate::sets; fn a() { sets::b() }",
            "fn a() { format!(\"{}\", super::super::sets::b()) }",
            "fn a(b: crate::sets::Set) {}",
            "use super::api::b;",
        ] {
            assert_eq!(server("server/src/desk/lookup.rs", text).len(), 1, "{text}");
        }
    }

    #[test]
    fn handlers_of_others_are_for_routes() {
        assert_eq!(
            server("server/src/desk/api/calls.rs", "use crate::sets::api::one;"),
            [
                "server/src/desk/api/calls.rs:1: desk/api uses sets/api; only routes may use another's \
              handlers: server/src/sets/api.rs"
            ]
        );
        assert_eq!(server("server/src/app.rs", "use crate::sets::api::one;").len(), 1);
    }

    #[test]
    fn every_file_has_a_room() {
        assert_eq!(
            server("server/src/attic.rs", ""),
            ["server/src/attic.rs: give it a room in tidy/src/order_of_rooms/table.rs"]
        );
        let room = |path| room_of(path).map(|room| (room.to_string(), room.floor));
        assert_eq!(room("server/src/desk/mod.rs"), Some(("desk".into(), 8)));
        assert_eq!(room("server/src/incidents/record/api.rs"), Some(("incidents/api".into(), 12)));
    }

    #[test]
    fn a_circle_over_rooms_is_told() {
        let circle = |third: &str| {
            no_circles(&files(&[
                ("server/src/lib.rs", ""),
                ("server/src/desk/mod.rs", "pub mod calls; pub use calls::Call;"),
                ("server/src/desk/calls.rs", "\nuse crate::accounts::Account;"),
                ("server/src/accounts/mod.rs", "use crate::approvals::Approval;"),
                ("server/src/approvals.rs", third),
            ]))
        };
        assert_eq!(circle("pub struct Approval;"), Breaches::new());
        assert_eq!(
            circle("use crate::desk::Call;"),
            ["3 files use each other in a circle, for example server/src/desk/calls.rs:2 -> \
              server/src/accounts/mod.rs:1 -> server/src/approvals.rs:1 -> the first"]
        );
    }

    #[test]
    fn a_circle_within_a_room_is_its_own_matter() {
        let one_room = files(&[
            ("server/src/lib.rs", ""),
            ("server/src/desk/mod.rs", "pub struct Desk; mod calls; use calls::Call;"),
            ("server/src/desk/calls.rs", "use super::Desk;"),
        ]);
        assert_eq!(no_circles(&one_room), Breaches::new());
    }
}
