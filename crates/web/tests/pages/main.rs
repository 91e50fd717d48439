//! The pages, asked in the program itself and over real connections.

mod adding;
mod common;
mod connections;
mod doors;
mod hostile;
mod reviewing;
mod routes;
