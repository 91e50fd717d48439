//! The program as people run it: the real binary over real files.

mod again;
mod asking;
mod bad_input;
mod bench;
mod checking;
mod exporting;
mod killed;
mod language;
mod merging;
mod readonly;
mod threads;
mod usage;
