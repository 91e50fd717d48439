//! Room of Kroniek: xtask.
fn main() {}
