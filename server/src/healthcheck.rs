//! `shirabe healthcheck`: asks the running server on this machine whether it and its database
//! answer.
//!
//! With TLS on, the certificate is not judged: the server is asked by its own address on this
//! machine, for which no certificate is made, nothing secret is sent, and one word comes back.
//! Whether the certificate is right is what `shirabe config check` says.

use crate::config::Config;
use anyhow::{Context, ensure};
use rustls::{
    ClientConfig, ClientConnection, DigitallySignedStruct, Error, SignatureScheme, StreamOwned,
    client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature},
    pki_types::{CertificateDer, ServerName, UnixTime},
};
use std::{
    io::{Read, Write},
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream},
    sync::Arc,
    time::Duration,
};

const PATIENCE: Duration = Duration::from_secs(5);

/// # Errors
/// Says how far it came.
pub fn ask(config: &Config) -> anyhow::Result<()> {
    let address = own_address(config.server.listen.parse()?);
    let stream = TcpStream::connect_timeout(&address, PATIENCE)
        .context("the server does not accept connections")?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    if config.tls.files().is_none() {
        return ask_over(stream);
    }
    let connection = ClientConnection::new(Arc::new(client()?), address.ip().into())?;
    ask_over(StreamOwned::new(connection, stream))
}

/// Where a server that listens there can be reached from this machine.
fn own_address(mut listen: SocketAddr) -> SocketAddr {
    if listen.ip().is_unspecified() {
        listen.set_ip(match listen.ip() {
            IpAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
        });
    }
    listen
}

fn ask_over(mut stream: impl Read + Write) -> anyhow::Result<()> {
    stream
        .write_all(b"GET /healthz HTTP/1.0\r\nhost: localhost\r\n\r\n")
        .context("the server does not take a request")?;
    let mut begin = [0; 12];
    stream.read_exact(&mut begin).context("the server does not answer")?;
    ensure!(&begin == b"HTTP/1.0 200" || &begin == b"HTTP/1.1 200", "not healthy");
    Ok(())
}

fn client() -> anyhow::Result<ClientConfig> {
    let provider = Arc::new(ring::default_provider());
    Ok(ClientConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()
        .context("TLS cannot be used")?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(AnyCertificate(provider)))
        .with_no_client_auth())
}

/// Takes any certificate whose key the server has.
#[derive(Debug)]
struct AnyCertificate(Arc<CryptoProvider>);

impl ServerCertVerifier for AnyCertificate {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.0.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signed, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.0.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signed, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use super::own_address;

    #[test]
    fn a_server_that_listens_everywhere_is_asked_on_this_machine() {
        for (listen, asked) in [
            ("0.0.0.0:443", "127.0.0.1:443"),
            ("[::]:443", "[::1]:443"),
            ("192.0.2.7:8420", "192.0.2.7:8420"),
        ] {
            assert_eq!(own_address(listen.parse().unwrap()), asked.parse().unwrap());
        }
    }
}
