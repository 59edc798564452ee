//! The machine that the figures are of.

use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::{fmt, fs, thread};

pub struct Machine {
    processor: String,
    cores: usize,
    memory_gib: f64,
    /// Programs that were running or waiting, on average over the last minute.
    load_before: f64,
}

impl Machine {
    pub fn read() -> Result<Self> {
        Ok(Self {
            processor: processor(&fs::read_to_string("/proc/cpuinfo")?),
            cores: thread::available_parallelism()?.get(),
            memory_gib: memory_gib(&fs::read_to_string("/proc/meminfo")?)?,
            load_before: load(&fs::read_to_string("/proc/loadavg")?)?,
        })
    }

    pub fn to_json(&self) -> Value {
        json!({
            "processor": self.processor,
            "cores": self.cores,
            "memory_gib": (self.memory_gib * 10.0).round() / 10.0,
            "load_before": self.load_before,
        })
    }
}

impl fmt::Display for Machine {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { processor, cores, memory_gib, load_before } = self;
        write!(
            formatter,
            "{processor}, {cores} cores, {memory_gib:.1} GiB; load before the run {load_before}"
        )
    }
}

/// Processors of some kinds have no name there.
fn processor(cpuinfo: &str) -> String {
    let line = cpuinfo.lines().find(|line| line.starts_with("model name"));
    let name = line.and_then(|line| line.split_once(": "));
    name.map_or_else(|| format!("{} processor", std::env::consts::ARCH), |(_, name)| name.into())
}

fn memory_gib(meminfo: &str) -> Result<f64> {
    let total = meminfo.lines().find_map(|line| line.strip_prefix("MemTotal:"));
    let kibibytes = total.and_then(|line| line.split_whitespace().next());
    Ok(kibibytes.context("the memory's size is not told")?.parse::<f64>()? / f64::from(1 << 20))
}

fn load(loadavg: &str) -> Result<f64> {
    Ok(loadavg.split(' ').next().context("the load is not told")?.parse()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_tells_is_read() {
        let cpuinfo = "processor\t: 0\nmodel name\t: Some Processor 9\nflags\t: a b\n";
        assert_eq!(processor(cpuinfo), "Some Processor 9");
        assert!(processor("processor\t: 0\n").ends_with(" processor"));
        assert_eq!(memory_gib("MemTotal:       25165824 kB\n").unwrap(), 24.0);
        assert!(memory_gib("").is_err());
        assert_eq!(load("0.34 1.45 1.91 1/200 77\n").unwrap(), 0.34);
    }
}
