//! The virtual shop that `demo` and the tests use.
