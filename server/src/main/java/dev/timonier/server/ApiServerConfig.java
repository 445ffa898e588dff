package dev.timonier.server;

import dev.timonier.server.http.TlsIdentity;
import java.net.InetSocketAddress;

/// How an API server is set up.
///
/// @param address where it listens; port 0 takes a free one
/// @param tls its certificate, and whose client certificates it trusts
public record ApiServerConfig(InetSocketAddress address, TlsIdentity tls) {}
