//! What the system counts of a server's process.

use anyhow::{Context, Result};
use std::fs;

/// Memory of a process in MiB.
pub struct Memory {
    /// The most it ever held.
    pub peak: f64,
    /// What it holds now.
    pub now: f64,
}

pub fn memory(process: u32) -> Result<Memory> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    Ok(Memory { peak: mebibytes(&status, "VmHWM:")?, now: mebibytes(&status, "VmRSS:")? })
}

/// A line such as `VmHWM: 123456 kB`.
fn mebibytes(status: &str, name: &str) -> Result<f64> {
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let number = line.and_then(|line| line.split_whitespace().next()).context("no such line")?;
    Ok(number.parse::<f64>()? / 1024.0)
}

/// Seconds of processor time that a process has taken so far.
pub fn processor_seconds(process: u32) -> Result<f64> {
    /// Linux tells programs a hundred ticks a second on every architecture.
    const TICKS: f64 = 100.0;
    let stat = fs::read_to_string(format!("/proc/{process}/stat"))?;
    // The name stands in brackets and may hold spaces.
    let (_, rest) = stat.rsplit_once(") ").context("a process has a name")?;
    let fields: Vec<&str> = rest.split(' ').collect();
    let ticks = |place: usize| fields.get(place).and_then(|field| field.parse::<f64>().ok());
    let (user, system) = (ticks(11), ticks(12));
    Ok((user.context("no user time")? + system.context("no system time")?) / TICKS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_is_read() {
        let this = std::process::id();
        let memory = memory(this).unwrap();
        assert!(memory.now > 0.0 && memory.peak >= memory.now);
        let before = processor_seconds(this).unwrap();
        let begun = std::time::Instant::now();
        while begun.elapsed().as_millis() < 60 {
            std::hint::spin_loop();
        }
        let taken = processor_seconds(this).unwrap() - before;
        assert!((0.01..10.0).contains(&taken), "{taken}");
        assert!(mebibytes("VmPeak:\t 10 kB\nVmHWM:\t 2048 kB\n", "VmHWM:").unwrap() == 2.0);
    }
}
