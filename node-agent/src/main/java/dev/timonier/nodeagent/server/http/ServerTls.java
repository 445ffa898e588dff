package dev.timonier.nodeagent.server.http;

import java.nio.file.Path;

/// The files that a server needs to speak TLS.
///
/// @param certificate the server's certificate and those between it and its authority, as PEM
/// @param key the server's private key, as PEM (PKCS #8)
/// @param clientAuthority the certificates of those who may sign client certificates, as PEM
public record ServerTls(Path certificate, Path key, Path clientAuthority) {}
