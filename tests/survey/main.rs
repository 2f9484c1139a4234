//! The customers' pages over a real listener with a real file behind them, and a clock of the test's
//! own.
#![cfg(test)]

mod check;
mod file;
mod hostile;
mod pages;
mod race;
mod served;
