//! Room of Kroniek: coder.
pub mod who;
