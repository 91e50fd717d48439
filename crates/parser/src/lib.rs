//! Room of Kroniek: parser.
