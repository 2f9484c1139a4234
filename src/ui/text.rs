//! Values in words: money, the time, what a device or a slip is up to. The words themselves are in
//! `assets/i18n`.
