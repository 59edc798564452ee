//! Circles among files: the strongly connected components of what uses what.

use super::Arrow;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

type Ways<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

/// Every group of two files and more of which each reaches each.
pub fn of<'a>(arrows: &[Arrow<'a>]) -> Vec<Vec<&'a str>> {
    let (mut onward, mut back) = (Ways::new(), Ways::new());
    for arrow in arrows {
        onward.entry(arrow.from).or_default().insert(arrow.to);
        back.entry(arrow.to).or_default().insert(arrow.from);
    }
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut circles = Vec::new();
    for file in onward.keys().copied() {
        if seen.contains(file) {
            continue;
        }
        let reaches = reached(&onward, file);
        let circle: Vec<&str> = reached(&back, file).intersection(&reaches).copied().collect();
        seen.extend(&circle);
        if circle.len() > 1 {
            circles.push(circle);
        }
    }
    circles
}

/// The file itself and all that can be reached from it.
fn reached<'a>(ways: &Ways<'a>, file: &'a str) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::from([file]);
    let mut open = vec![file];
    while let Some(next) = open.pop() {
        let further = ways.get(next).into_iter().flatten().copied();
        open.extend(further.filter(|file| reached.insert(file)));
    }
    reached
}

/// The shortest way round within the circle that begins with an arrow for which `between` says yes.
pub fn shortest_between_rooms<'a>(
    arrows: &[Arrow<'a>],
    circle: &[&str],
    between: impl Fn(&str, &str) -> bool,
) -> Vec<Arrow<'a>> {
    let within: Vec<Arrow> = arrows
        .iter()
        .filter(|arrow| circle.contains(&arrow.from) && circle.contains(&arrow.to))
        .copied()
        .collect();
    let begins = within.iter().filter(|arrow| between(arrow.from, arrow.to));
    let ways = begins.filter_map(|first| {
        let rest = shortest(&within, first.to, first.from)?;
        Some([&[*first][..], &rest].concat())
    });
    ways.min_by_key(Vec::len).unwrap_or_default()
}

/// The shortest way from one file to another.
fn shortest<'a>(arrows: &[Arrow<'a>], from: &str, to: &str) -> Option<Vec<Arrow<'a>>> {
    let mut came_by: BTreeMap<&str, Arrow> = BTreeMap::new();
    let mut open = VecDeque::from([from]);
    while let Some(next) = open.pop_front() {
        for arrow in arrows.iter().filter(|arrow| arrow.from == next && arrow.to != from) {
            if !came_by.contains_key(arrow.to) {
                came_by.insert(arrow.to, *arrow);
                open.push_back(arrow.to);
            }
        }
    }
    let mut way = Vec::new();
    let mut at = to;
    while at != from {
        let arrow = came_by.get(at)?;
        way.push(*arrow);
        at = arrow.from;
    }
    way.reverse();
    Some(way)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arrows(pairs: &[(&'static str, &'static str)]) -> Vec<Arrow<'static>> {
        let arrow = |(from, to): &(&'static str, &'static str)| Arrow {
            from,
            to,
            line: 1,
            given_on: false,
        };
        pairs.iter().map(arrow).collect()
    }

    #[test]
    fn each_circle_once() {
        let all = arrows(&[("a", "b"), ("b", "a"), ("b", "c"), ("c", "d"), ("d", "e"), ("e", "c")]);
        assert_eq!(of(&all), [vec!["a", "b"], vec!["c", "d", "e"]]);
        assert!(of(&arrows(&[("a", "b"), ("b", "c"), ("a", "c")])).is_empty());
    }

    #[test]
    fn the_shortest_way_round() {
        let all = arrows(&[("a", "b"), ("b", "c"), ("c", "d"), ("d", "a"), ("c", "a")]);
        let way = shortest_between_rooms(&all, &["a", "b", "c", "d"], |from, _| from == "b");
        let way: Vec<(&str, &str)> = way.iter().map(|arrow| (arrow.from, arrow.to)).collect();
        assert_eq!(way, [("b", "c"), ("c", "a"), ("a", "b")]);
    }
}
