//! The cashier's window as people use it, without a window.
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

mod care;
mod controls;
mod discreet;
mod layout;
mod line;
mod looks;
mod loyalty;
mod members;
mod moments;
mod note;
mod picture;
mod served;
mod stage;
mod thanks;
