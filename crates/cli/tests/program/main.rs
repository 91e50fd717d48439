//! The program as people run it: the real binary over real files.

mod again;
mod asking;
mod bad_input;
mod begun_and_ended;
mod bench;
mod checking;
mod differing;
mod exporting;
mod killed;
mod language;
mod merging;
mod readonly;
mod threads;
mod usage;
