//! Cases by hand; samples of other origin are in `tests/reading.rs`.
