//! Room of Kroniek: pack.
