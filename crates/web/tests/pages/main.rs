//! The pages, asked in the program itself and over real connections.

mod common;
mod routes;
