//! Room of Kroniek: record.
