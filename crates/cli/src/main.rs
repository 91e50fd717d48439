//! The binary `kroniek`: arguments, files, threads, progress, exit codes.
fn main() {}
