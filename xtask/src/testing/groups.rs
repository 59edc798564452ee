//! What belongs to each group, and what it needs before it can run.

use clap::ValueEnum;

/// A part of the tests that can be run by itself. In the order in which they are begun: those that
/// take longest come first, so that both cores have something to do until the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Group {
    /// Every page in every language: accessibility, keyboard, looks, bytes, trust, embedding.
    Page,
    /// Formatting, the rules of `cargo xtask tidy`, and the linter.
    Tidy,
    /// The pages in a real browser.
    Browser,
    /// The support desk, and checks for many people at once.
    Desk,
    /// Contact lists as they are in real life, and loads that are interrupted.
    Lists,
    /// Vectors and properties, natively and in the browser.
    Protocol,
    /// The server on PostgreSQL, and moving from one database to the other.
    Postgres,
    /// The server, the operator's tool and these commands.
    Store,
    /// Every measurement of `cargo xtask bench`, at a tiny size: that it works, not how fast.
    BenchSmoke,
    /// People without an email, and all incidents at once.
    Composite,
    /// Who learns what.
    Privacy,
    /// Lists that are too large to be fetched whole.
    Large,
    /// Staff: who may do what, and their pages in a real browser.
    Staff,
}

/// Tests of one package.
pub struct Tests {
    pub package: &'static str,
    /// One test program; all of the package's where none is named.
    pub target: Option<&'static str>,
    /// Beginnings of names.
    pub under: &'static [&'static str],
    /// Left out.
    pub skip: &'static [&'static str],
    pub environment: &'static [(&'static str, &'static str)],
}

const fn all_of(package: &'static str) -> Tests {
    Tests { package, target: None, under: &[], skip: &[], environment: &[] }
}

/// In the one program of tests that drive the real server, tool and browser.
const fn end_to_end(under: &'static [&'static str]) -> Tests {
    Tests { target: Some("end_to_end"), under, ..all_of("shirabe-tests") }
}

/// Need a PostgreSQL.
const ON_POSTGRES: [&str; 2] = ["postgres::", "moving::"];

/// What a machine must have before a group can run.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Needs {
    /// What browsers load, in `web/dist`.
    pub pages: bool,
    /// Server and operator's tool, as people run them; cargo compiles what a package's own tests run.
    pub programs: bool,
    /// Chromium, its packages and the client for tests.
    pub browser: bool,
    pub lighthouse: bool,
    pub postgresql: bool,
    /// What `cargo xtask bench` runs.
    pub measuring: bool,
    /// What starts a program as a unit for systemd does.
    pub sandbox: bool,
    /// Formatter and linter.
    pub tidiness: bool,
}

impl Group {
    pub fn name(self) -> &'static str {
        match self {
            Self::Tidy => "tidy",
            Self::Protocol => "protocol",
            Self::Store => "store",
            Self::Postgres => "postgres",
            Self::Browser => "browser",
            Self::Page => "page",
            Self::Staff => "staff",
            Self::Desk => "desk",
            Self::Privacy => "privacy",
            Self::Composite => "composite",
            Self::Lists => "lists",
            Self::Large => "large",
            Self::BenchSmoke => "bench-smoke",
        }
    }

    pub fn needs(self) -> Needs {
        let none = Needs::default();
        let pages = Needs { pages: true, ..none };
        let programs = Needs { programs: true, ..pages };
        let browser = Needs { browser: true, ..programs };
        match self {
            Self::Tidy => Needs { tidiness: true, ..none },
            Self::Store => pages,
            Self::Lists => programs,
            Self::Postgres => Needs { postgresql: true, ..pages },
            Self::Page => Needs { lighthouse: true, ..browser },
            Self::BenchSmoke => Needs { lighthouse: true, measuring: true, ..browser },
            Self::Desk => Needs { sandbox: true, ..browser },
            Self::Protocol
            | Self::Browser
            | Self::Staff
            | Self::Privacy
            | Self::Composite
            | Self::Large => browser,
        }
    }

    /// What is run, in this order. `Tidy` and `BenchSmoke` do more, which is no test program.
    pub fn tests(self) -> Vec<Tests> {
        match self {
            Self::Tidy => Vec::new(),
            Self::Protocol => vec![
                all_of("shirabe-protocol"),
                all_of("shirabe-contacts"),
                all_of("shirabe-wasm-client"),
                all_of("sample-data"),
                end_to_end(&["wasm_protocol::"]),
            ],
            Self::Store => vec![
                Tests { skip: &ON_POSTGRES, ..all_of("shirabe-server") },
                all_of("shirabe-store"),
                all_of("shirabe-operator"),
                all_of("xtask"),
                all_of("packing"),
                all_of("tidy"),
            ],
            Self::Postgres => vec![Tests {
                target: Some("server"),
                under: &["http::", "postgres::", "moving::", "deployment::"],
                environment: &[("SHIRABE_TEST_DATABASE", "postgres")],
                ..all_of("shirabe-server")
            }],
            Self::Browser => vec![end_to_end(&["browser::"])],
            Self::Page => vec![end_to_end(&["page::"])],
            Self::Staff => vec![end_to_end(&["staff::"])],
            Self::Desk => vec![end_to_end(&["desk::"])],
            Self::Privacy => vec![
                Tests { target: Some("shirabe_tests"), ..all_of("shirabe-tests") },
                end_to_end(&["privacy::"]),
            ],
            Self::Composite => vec![end_to_end(&["composite::"])],
            Self::Lists => vec![end_to_end(&["lists::"])],
            Self::Large => vec![end_to_end(&["large_sets::"])],
            Self::BenchSmoke => vec![all_of("shirabe-bench")],
        }
    }
}

impl std::ops::BitOr for Needs {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self {
            pages: self.pages | other.pages,
            programs: self.programs | other.programs,
            browser: self.browser | other.browser,
            lighthouse: self.lighthouse | other.lighthouse,
            postgresql: self.postgresql | other.postgresql,
            measuring: self.measuring | other.measuring,
            sandbox: self.sandbox | other.sandbox,
            tidiness: self.tidiness | other.tidiness,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_group_has_the_name_it_is_called_by() {
        for group in Group::value_variants() {
            assert_eq!(group.to_possible_value().unwrap().get_name(), group.name());
        }
    }

    #[test]
    fn every_room_of_the_end_to_end_tests_belongs_to_one_group() {
        let main = include_str!("../../../tests/tests/end_to_end/main.rs");
        let rooms = main.lines().filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';'));
        let rooms: Vec<String> = rooms.map(|room| format!("{room}::")).collect();
        assert!(rooms.len() >= 9, "{rooms:?}");
        let tests: Vec<Tests> = Group::value_variants().iter().flat_map(|g| g.tests()).collect();
        for room in rooms {
            let run = tests.iter().filter(|tests| tests.under.contains(&room.as_str())).count();
            assert_eq!(run, 1, "{room}: name it in one group");
        }
    }

    #[test]
    fn what_needs_a_browser_needs_programs_and_pages() {
        for group in Group::value_variants() {
            let needs = group.needs();
            assert!(!needs.browser || needs.programs, "{}", group.name());
            assert!(!needs.programs || needs.pages, "{}", group.name());
            assert_eq!(needs | Needs::default(), needs);
        }
    }
}
