//! Room of Kroniek: coder.
