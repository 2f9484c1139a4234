//! Who may vouch for servers on the internet: the certificates that this system trusts, or a file.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::client::Trusted;

/// Where systems keep them, in one file. OpenSSL looks at the same variable.
const VARIABLE: &str = "SSL_CERT_FILE";
const FILES: [&str; 4] = [
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
];

/// Who may vouch for the server at an address: the certificates of `file`, or those of the system.
/// Nobody has to where nothing is encrypted.
pub(super) fn load(is_encrypted: bool, file: Option<&Path>) -> anyhow::Result<Trusted> {
    if !is_encrypted {
        return Ok(Trusted::default());
    }
    let path = file.map_or_else(system_file, |file| Ok(file.to_owned()))?;
    let text = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let trusted = Trusted::from_pem(&text);
    anyhow::ensure!(
        !trusted.is_empty(),
        "there is no certificate in {}; it begins with -----BEGIN CERTIFICATE-----",
        path.display()
    );
    Ok(trusted)
}

fn system_file() -> anyhow::Result<PathBuf> {
    if let Some(path) = env::var_os(VARIABLE).filter(|path| !path.is_empty()) {
        return Ok(path.into());
    }
    let found = FILES.iter().map(Path::new).find(|path| path.exists());
    let found = found.context(
        "this system has no file with the certificates that it trusts; install ca-certificates, \
         or name a file in [hub] ca",
    )?;
    Ok(found.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_a_certificate_vouches_for_nobody() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ca.pem");
        assert!(load(true, Some(&path)).is_err());
        assert!(load(false, Some(&path)).unwrap().is_empty());
        fs::write(&path, "no certificate").unwrap();
        assert!(
            load(true, Some(&path))
                .unwrap_err()
                .to_string()
                .contains("BEGIN")
        );
        let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/tls/authority.pem");
        assert!(load(true, Some(&tests)).is_ok());
    }
}
