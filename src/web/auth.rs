//! Who may do what: four tokens that last, of which only hashes are kept. Managers' sessions are in
//! `session`.

use sha2::{Digest as _, Sha256};

/// What the holder of a token may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Tell what happens at the till, and nothing else.
    Till,
    /// See the line and answer a call, on the store's own listener; nothing on the local API.
    Store,
    /// See the counter and give commands.
    Panel,
    /// The same, and figures.
    Manager,
}

/// The four tokens as their holders send them.
#[derive(Clone, PartialEq, Eq)]
pub struct TokenTexts {
    /// For till software.
    pub till: String,
    /// For the store's page for colleagues and its other counters.
    pub store: String,
    /// For the panel at the counter.
    pub panel: String,
    /// For the manager's screens.
    pub manager: String,
}

/// Shows no token.
impl std::fmt::Debug for TokenTexts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TokenTexts(..)")
    }
}

/// What the API knows of the tokens: enough to recognise them, too little to send them.
#[derive(Debug, Clone)]
pub struct Tokens([(Scope, Hash); 4]);

impl Tokens {
    /// Keeps the hashes. Should two tokens be the same, it has the smaller scope.
    pub fn new(texts: &TokenTexts) -> Self {
        Self([
            (Scope::Till, Hash::of(texts.till.as_bytes())),
            (Scope::Store, Hash::of(texts.store.as_bytes())),
            (Scope::Panel, Hash::of(texts.panel.as_bytes())),
            (Scope::Manager, Hash::of(texts.manager.as_bytes())),
        ])
    }

    /// Whose token this is. How long that takes tells nothing about the tokens.
    pub(super) fn scope_of(&self, token: &Hash) -> Option<Scope> {
        let known = self.0.map(|(scope, known)| (scope, known.is(token)));
        let found = known.iter().find(|(_, is_same)| *is_same);
        found.map(|(scope, _)| *scope)
    }
}

/// What is kept of a token. Two are only compared by [`Self::is`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Hash([u8; 32]);

impl Hash {
    pub(super) fn of(token: &[u8]) -> Self {
        Self(Sha256::digest(token).into())
    }

    /// Whether both are of the same token; takes the same time whether or not.
    pub(super) fn is(&self, other: &Self) -> bool {
        let differing = self.0.iter().zip(other.0).map(|(a, b)| a ^ b);
        differing.fold(0, |all, bits| all | bits) == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_token_has_its_scope_and_nothing_else_has_one() {
        let texts = |till: &str| TokenTexts {
            till: till.to_owned(),
            store: "five".to_owned(),
            panel: "two".to_owned(),
            manager: "three".to_owned(),
        };
        let tokens = Tokens::new(&texts("one"));
        for (token, scope) in [
            ("one", Some(Scope::Till)),
            ("two", Some(Scope::Panel)),
            ("three", Some(Scope::Manager)),
            ("five", Some(Scope::Store)),
            ("four", None),
            ("", None),
            ("onetwo", None),
            ("One", None),
        ] {
            assert_eq!(
                tokens.scope_of(&Hash::of(token.as_bytes())),
                scope,
                "{token:?}"
            );
        }
        let doubled = Tokens::new(&texts("three"));
        assert_eq!(doubled.scope_of(&Hash::of(b"three")), Some(Scope::Till));
        assert!(!format!("{:?}", texts("one")).contains("one"));
    }
}
