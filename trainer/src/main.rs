//! Room of Kroniek: trainer.
fn main() {}
