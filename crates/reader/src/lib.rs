//! Room of Kroniek: reader.
