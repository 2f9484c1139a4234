//! The manager's window as people use it, without a window.
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::expect_used,
    clippy::float_cmp,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "test code: a panic is a failed test, and pictures are small"
)]

#[path = "../panel/layout.rs"]
#[expect(dead_code, reason = "the panel's tests need more of it")]
mod layout;
#[path = "../panel/picture.rs"]
mod picture;

mod gate;
mod looks;
mod loyalty;
mod pages;
mod people;
mod people_looks;
mod plan;
mod rules;
mod settings;
mod stage;
mod survey;
