//! Serial ports, pseudo-terminals and the relay between them.
