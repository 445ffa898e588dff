package dev.timonier.cluster.pki;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/// A certificate with its private key.
public record KeyAndCertificate(PrivateKey key, X509Certificate certificate) {}
