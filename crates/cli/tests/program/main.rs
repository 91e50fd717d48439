//! The program as people run it: the real binary over real files.

mod asking;
mod bad_input;
mod bench;
mod exporting;
mod killed;
mod threads;
mod usage;
