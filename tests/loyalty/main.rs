//! Members, stars and gifts at a counter: what a cashier does and what comes of it, and that balances,
//! stock and budgets stay exact whatever happens in which order.
#![cfg(test)]

mod bench;
#[path = "../support/cards.rs"]
mod cards;
mod exact;
mod gifts;
mod members;
mod stars;
