//! One room a list: its columns and its people.

pub(crate) mod health_check;
pub(crate) mod job_matching;
pub(crate) mod overseas_career;
pub(crate) mod statistics_survey;

use crate::{draw::Draw, written::Cell};

/// What stands in the cells for address and number of the person at this place of a list.
struct Contactable {
    email: Cell,
    phone: Cell,
}

impl Contactable {
    /// Most people gave both; some one of them; a few neither. The first ones always both.
    fn drawn(draw: &mut Draw, place: usize, email: String, phone: String) -> Self {
        let missing = if place < 16 { 999 } else { draw.below(1000) };
        Self {
            email: Cell::Email((missing >= 60).then_some(email)),
            phone: Cell::Phone((!(50..110).contains(&missing)).then_some(phone)),
        }
    }

    fn email(&self) -> Option<String> {
        match &self.email {
            Cell::Email(address) => address.clone(),
            _ => None,
        }
    }

    fn phone(&self) -> Option<String> {
        match &self.phone {
            Cell::Phone(number) => number.clone(),
            _ => None,
        }
    }
}
