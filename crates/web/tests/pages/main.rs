//! The pages, asked in the program itself and over real connections.

mod adding;
mod browser;
mod common;
mod connections;
mod differing;
mod doors;
mod drawings;
mod driver;
mod hostile;
mod map;
mod reviewing;
mod routes;
