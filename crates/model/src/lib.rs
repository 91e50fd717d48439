//! Room of Kroniek: model.
