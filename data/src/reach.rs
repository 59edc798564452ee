//! Addresses and numbers that nobody can have.
//!
//! Addresses stand at the domains that RFC 2606 and the registry of .jp keep for examples.
//! Numbers: in Japan neither a local number nor what follows 070, 080 or 090 begins with 0; in
//! Viet Nam 060 to 064 are not assigned; in India no local number begins with 0.

use crate::{draw::Draw, names::PersonName};
use std::collections::HashSet;

/// Drawn by no list: no name holds this word.
pub(crate) const UNLISTED_NAME: &str = "mitsuka.shirabe";
/// Drawn by no list: see [`Reaches::mobile`].
pub(crate) const UNLISTED_PHONE: &str = "090-0000-0000";

const DOMAINS: [&str; 9] = [
    "example.com",
    "mail.example.com",
    "example.net",
    "example.org",
    "example.jp",
    "mail.example.jp",
    "k.example.jp",
    "example.ne.jp",
    "mail.example.ne.jp",
];

/// What one list has given out, so that only what should be shared is.
#[derive(Default)]
pub(crate) struct Reaches {
    taken: HashSet<String>,
}

impl Reaches {
    /// A private address, now and then with a `+suffix`.
    pub(crate) fn private_email(&mut self, draw: &mut Draw, name: &PersonName) -> String {
        let (family, given) = (&name.family, &name.given);
        let local = match draw.below(6) {
            0 => format!("{family}.{given}"),
            1 => format!("{given}_{family}"),
            2 => format!("{given}{family}{:02}", draw.below(100)),
            3 => format!("{given}.{family}.{}", 1960 + draw.below(46)),
            4 => format!("{}{family}{}", &given[..1], draw.below(1000)),
            _ => format!("{given}.{family}"),
        };
        let domain = draw.pick(&DOMAINS);
        let suffix = if draw.permille(25) { *draw.pick(&["+jobs", "+japan", "+2021"]) } else { "" };
        self.free_email(&local, suffix, domain)
    }

    /// An address at the company's domain.
    pub(crate) fn office_email(&mut self, draw: &mut Draw, name: &PersonName, at: &str) -> String {
        let local = match draw.below(3) {
            0 => name.family.clone(),
            1 => format!("{}.{}", &name.given[..1], name.family),
            _ => format!("{}-{}", name.family, name.given),
        };
        self.free_email(&local, "", at)
    }

    fn free_email(&mut self, local: &str, suffix: &str, domain: &str) -> String {
        let numbered = (2..).map(|number: u32| format!("{local}{number}"));
        let free = std::iter::once(local.to_owned())
            .chain(numbered)
            .find(|local| self.taken.insert(format!("{local}@{domain}")));
        format!("{}{suffix}@{domain}", free.as_deref().unwrap_or(local))
    }

    /// `090-0xxx-xxxx`.
    pub(crate) fn mobile(&mut self, draw: &mut Draw) -> String {
        self.free_number(draw, |draw| {
            let series = draw.pick(&["070", "080", "090"]);
            // From 1 on: 000-0000 stays free for the unlisted.
            let (first, last) = (1 + draw.below(999), draw.below(10_000));
            format!("{series}-0{first:03}-{last:04}")
        })
    }

    /// `03-0xxx-xxxx`.
    pub(crate) fn fixed(&mut self, draw: &mut Draw) -> String {
        self.free_number(draw, |draw| {
            let area = draw.pick(&["03", "06"]);
            // Above 000, where the desks of the sample incidents are.
            let (first, last) = (1 + draw.below(999), draw.below(10_000));
            format!("{area}-0{first:03}-{last:04}")
        })
    }

    /// `+84 60 xxx xxxx`.
    pub(crate) fn vietnamese(&mut self, draw: &mut Draw) -> String {
        self.free_number(draw, |draw| {
            let (series, first, last) = (draw.below(5), draw.below(1000), draw.below(10_000));
            format!("+84 6{series} {first:03} {last:04}")
        })
    }

    /// `+91 11 0xxx xxxx`.
    pub(crate) fn indian(&mut self, draw: &mut Draw) -> String {
        self.free_number(draw, |draw| {
            let area = draw.pick(&["11", "22"]);
            format!("+91 {area} 0{:03} {:04}", draw.below(1000), draw.below(10_000))
        })
    }

    fn free_number(&mut self, draw: &mut Draw, number: impl Fn(&mut Draw) -> String) -> String {
        loop {
            let number = number(draw);
            if self.taken.insert(number.clone()) {
                return number;
            }
        }
    }
}
