//! The table for people, and the same for programs.

use super::{
    aims::{AIMS, Aim, Limit},
    machine::Machine,
};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// One line of what `shirabe-bench` prints.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    pub name: String,
    pub value: f64,
    pub unit: String,
    pub note: String,
}

impl Figure {
    /// Nothing if the line is no figure, or its value no number.
    pub fn read(line: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(line).ok()?;
        let text = |name: &str| value[name].as_str().map(str::to_owned);
        Some(Self {
            name: text("name")?,
            value: value["value"].as_f64()?,
            unit: text("unit")?,
            note: text("note")?,
        })
    }

    /// Whether it says how much of what: a positive number with its unit.
    pub fn is_sound(&self, aim: &Aim) -> bool {
        self.value.is_finite() && self.value > 0.0 && self.unit == aim.unit
    }
}

/// What was measured, where.
pub struct Report {
    machine: Machine,
    command: String,
    /// Each aim asked for, with its figure if it could be had.
    lines: Vec<(&'static Aim, Option<Figure>)>,
}

impl Report {
    pub fn new(machine: Machine, only: &[String], figures: Vec<Figure>) -> Self {
        let mut command = String::from("cargo xtask bench");
        if !only.is_empty() {
            command.push_str(" --only ");
            command.push_str(&only.join(" "));
        }
        let asked = |aim: &&Aim| only.is_empty() || only.iter().any(|name| name == aim.name);
        let lines = AIMS
            .iter()
            .filter(asked)
            .map(|aim| (aim, figures.iter().find(|figure| figure.name == aim.name).cloned()))
            .collect();
        Self { machine, command, lines }
    }

    /// Whether every figure asked for is there and sound.
    pub fn is_complete(&self) -> bool {
        self.lines.iter().all(|(aim, figure)| figure.as_ref().is_some_and(|f| f.is_sound(aim)))
    }

    pub fn table(&self) -> String {
        let mut table =
            format!("{}\n{}, built with the profile `dev`\n\n", self.machine, self.command);
        let width = self.lines.iter().map(|(aim, _)| aim.name.len()).max().unwrap_or_default();
        let heading = ["value", "unit", "aim", "met"];
        let [value, unit, limit, met] = heading;
        let _ = writeln!(table, "{:width$} {value:>10} {unit:6} {limit:>10} {met}", "figure");
        for (aim, figure) in &self.lines {
            let value = figure.as_ref().map_or_else(|| "none".into(), |f| number(f.value));
            let (name, unit, limit) = (aim.name, aim.unit, limit_text(aim.limit));
            let met = match figure.as_ref().and_then(|figure| aim.limit.is_met(figure.value)) {
                Some(true) => "yes",
                Some(false) => "NO",
                None => "-",
            };
            let _ = writeln!(table, "{name:width$} {value:>10} {unit:6} {limit:>10} {met}");
        }
        table.push('\n');
        for (aim, figure) in &self.lines {
            let note = figure.as_ref().map_or("could not be measured", |figure| &figure.note);
            let _ = writeln!(table, "{}: {note}", aim.name);
        }
        table
    }

    pub fn to_json(&self) -> Value {
        let figures = self.lines.iter().map(|(aim, figure)| {
            let figure = figure.as_ref();
            json!({
                "name": aim.name,
                "value": figure.map(|figure| figure.value),
                "unit": aim.unit,
                "aim": match aim.limit {
                    Limit::None => None,
                    limit => Some(limit_text(limit)),
                },
                "met": figure.and_then(|figure| aim.limit.is_met(figure.value)),
                "note": figure.map(|figure| &*figure.note),
            })
        });
        json!({
            "command": self.command,
            "profile": "dev",
            "machine": self.machine.to_json(),
            "figures": figures.collect::<Vec<_>>(),
        })
    }
}

fn limit_text(limit: Limit) -> String {
    match limit {
        Limit::AtMost(limit) => format!("<= {limit}"),
        Limit::AtLeast(limit) => format!(">= {limit}"),
        Limit::None => "-".into(),
    }
}

/// Three or four digits that count.
fn number(value: f64) -> String {
    match value {
        _ if value >= 1000.0 => format!("{value:.0}"),
        _ if value >= 100.0 => format!("{value:.1}"),
        _ if value >= 1.0 => format!("{value:.2}"),
        _ => format!("{value:.4}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(name: &str, value: f64, unit: &str) -> Figure {
        Figure { name: name.into(), value, unit: unit.into(), note: "how".into() }
    }

    fn report(only: &[&str], figures: Vec<Figure>) -> Report {
        let only: Vec<String> = only.iter().map(|name| (*name).to_owned()).collect();
        Report::new(Machine::read().unwrap(), &only, figures)
    }

    #[test]
    fn lines_are_read() {
        let line = r#"{"name":"evaluate_us","note":"how","unit":"us","value":140.5}"#;
        assert_eq!(Figure::read(line), Some(figure("evaluate_us", 140.5, "us")));
        // A number that is none is written as null.
        let none = r#"{"name":"evaluate_us","note":"how","unit":"us","value":null}"#;
        assert_eq!(Figure::read(none), None);
        assert_eq!(Figure::read("bench: took 3 s"), None);
    }

    #[test]
    fn only_positive_numbers_with_their_unit_are_sound() {
        let aim = AIMS.iter().find(|aim| aim.name == "evaluate_us").unwrap();
        assert!(figure("evaluate_us", 140.5, "us").is_sound(aim));
        for (value, unit) in [(0.0, "us"), (-1.0, "us"), (f64::INFINITY, "us"), (140.5, "ms")] {
            assert!(!figure("evaluate_us", value, unit).is_sound(aim), "{value} {unit}");
        }
    }

    #[test]
    fn every_figure_has_a_line_and_says_whether_it_fits() {
        let report = report(
            &["evaluate_us", "publish_s_1m", "http_p99_ms"],
            vec![figure("evaluate_us", 140.54, "us"), figure("http_p99_ms", 12.0, "ms")],
        );
        assert!(!report.is_complete());
        let table = report.table();
        let line = |name: &str| {
            let line = table.lines().find(|line| line.starts_with(name)).unwrap();
            line.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        assert_eq!(line("evaluate_us"), "evaluate_us 140.5 us <= 200 yes");
        assert_eq!(line("publish_s_1m"), "publish_s_1m none s <= 10 -");
        assert_eq!(line("http_p99_ms"), "http_p99_ms 12.00 ms - -");
        assert!(table.contains("cargo xtask bench --only evaluate_us publish_s_1m http_p99_ms"));

        let json = report.to_json();
        let figures = json["figures"].as_array().unwrap();
        let named = |name: &str| figures.iter().find(|figure| figure["name"] == name).unwrap();
        assert_eq!(named("evaluate_us")["met"], true);
        assert_eq!(named("evaluate_us")["aim"], "<= 200");
        assert_eq!(named("publish_s_1m")["value"], Value::Null);
        assert_eq!(named("http_p99_ms")["aim"], Value::Null);
    }

    #[test]
    fn a_limit_that_is_not_met_is_no_missing_figure() {
        let report = report(&["evaluate_us"], vec![figure("evaluate_us", 900.0, "us")]);
        assert!(report.is_complete());
        assert!(report.table().contains("NO"));
        assert_eq!(report.to_json()["figures"][0]["met"], false);
    }
}
