//! The local API: what till software, panels and managers may say and see, over HTTP.
//!
//! It knows requests, scopes and limits and decides nothing about the counter: that is behind
//! [`Shop`] and [`PinKeeper`], which `runtime` gives. `assets/openapi.json` describes every path. Nothing of a
//! request is ever logged.

mod auth;
mod board;
mod body;
mod figures;
mod gift_rules;
mod guard;
mod hub;
mod listen;
mod lockout;
mod manager;
mod members;
mod pin_desk;
mod problem;
mod rate;
mod reports;
mod routes;
mod session;
mod sharing;
mod shop;
mod stop;
mod store;
mod tls;

pub use auth::{Scope, TokenTexts, Tokens};
pub use board::Board;
pub use hub::{Front, HandOver, HubSetup, serve_hub};
pub use listen::{Error, Limits, Setup, StoreSetup, serve, serve_pages, serve_public, serve_store};
pub use shop::{Busy, PinHash, PinKeeper, Reply, Request, Shop};
pub use stop::Stop;
pub use tls::{Tls, TlsError};
