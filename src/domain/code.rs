//! The 12 characters on a receipt.
