//! How long the pages of a large record take, one by one (`cargo xtask pages`) and with many readers at once while
//! reports are read (`cargo xtask crowd`). Linux only, as what a program worked is read from `/proc`.

mod addresses;
mod client;
mod crowd;
mod pages;

pub use crowd::run as crowd;
pub use pages::run as pages;

use std::{fs, path::PathBuf, time::Duration};

/// The record that `cargo xtask million` makes.
fn record(arg: Option<&&str>) -> PathBuf {
    arg.map_or_else(|| PathBuf::from("target/million.db"), PathBuf::from)
}

/// Thousandths of a second.
fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// What others leave of the machine: the mean number of programs that ran or wanted to, over a minute (proc(5)).
pub fn load() -> String {
    let told = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    format!("load {} on {cores} cores", told.split(' ').next().unwrap_or("unknown"))
}

/// The value below which so many of a hundred lie, of sorted ones.
fn percentile(sorted: &[Duration], percent: usize) -> Duration {
    let at = (sorted.len() * percent).div_ceil(100).max(1) - 1;
    sorted.get(at).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_of_the_sorted() {
        let times: Vec<Duration> = (1..=200).map(Duration::from_millis).collect();
        assert_eq!(percentile(&times, 50), Duration::from_millis(100));
        assert_eq!(percentile(&times, 99), Duration::from_millis(198));
        assert_eq!(percentile(&times[..1], 99), Duration::from_millis(1));
        assert_eq!(percentile(&[], 50), Duration::ZERO);
    }
}
