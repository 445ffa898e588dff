package dev.timonier.server;

import dev.timonier.server.http.TlsIdentity;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/// How an API server is set up.
///
/// @param address where it listens; port 0 takes a free one
/// @param tls its certificate, and whose client certificates it trusts
/// @param tokenKey the RSA key that signs the tokens of service accounts, as PEM (PKCS #8)
public record ApiServerConfig(
    InetSocketAddress address, TlsIdentity tls, Path tokenKey, ServiceNetwork services) {
  public ApiServerConfig(InetSocketAddress address, TlsIdentity tls, Path tokenKey) {
    this(address, tls, tokenKey, ServiceNetwork.DEFAULT);
  }
}
