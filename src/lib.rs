//! Tillside: a customer-care companion that runs beside any till.
//!
//! The map, in reading order; an arrow of imports only ever points up this list.
//!
//! * [`domain`]: pure rules and the words of the product; no input, no output, no clock.
//! * [`protocol`]: byte machines; bytes and time in, values out.
//! * [`engine`]: the counter as a state machine.
//! * [`client`]: asks the local API, for windows and tests.
//! * [`pages`]: what customers see on their phones.
//! * [`journal`]: the events of the counter, in SQLite.
//! * [`device`]: ports of every kind and the relay between them.
//! * [`ui`]: the cashier's window: draws views, returns what the person wants.
//! * [`web`]: the local API and the customers' pages, over HTTP.
//! * [`hub`]: where customers' answers arrive, until their store has fetched them.
//! * [`sim`]: the virtual shop that `demo` and the tests use.
//! * [`runtime`]: puts the parts together: threads, channels, clock, commands.

pub mod client;
pub mod device;
pub mod domain;
pub mod engine;
pub mod hub;
pub mod journal;
pub mod pages;
pub mod protocol;
pub mod runtime;
pub mod sim;
pub mod ui;
pub mod web;
