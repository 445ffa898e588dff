package dev.timonier.server.request;

import java.security.cert.X509Certificate;
import java.util.List;

/// The other end of a connection.
///
/// @param address IP address
/// @param certificates the client's certificate first; empty when it showed none. The TLS library
///   has checked that its holder has the key, not that we trust it
public record Peer(String address, List<X509Certificate> certificates) {}
