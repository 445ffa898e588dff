package dev.timonier.machinery.tls;

import java.net.Socket;
import java.nio.file.Path;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// A key and its certificates, shown to everybody who can use a key of its kind. Unlike the key
/// stores of Java it encrypts nothing under a password, which would take longer than to start a
/// server.
public final class OneIdentity extends X509ExtendedKeyManager {
  private static final String NAME = "own";

  private final PrivateKey key;
  private final List<X509Certificate> chain;

  public OneIdentity(PrivateKey key, List<X509Certificate> chain) {
    this.key = key;
    this.chain = List.copyOf(chain);
  }

  /// Reads PEM files.
  ///
  /// @param certificate one's own first, then those between it and the authority
  /// @param key as PKCS #8
  /// @throws IllegalArgumentException when one of them is damaged
  public static OneIdentity read(Path certificate, Path key) {
    return new OneIdentity(PemFiles.privateKey(key), PemFiles.certificates(certificate));
  }

  private @Nullable String nameFor(@Nullable String... keyTypes) {
    return Stream.of(keyTypes).anyMatch(key.getAlgorithm()::equals) ? NAME : null;
  }

  private String @Nullable [] namesFor(@Nullable String keyType) {
    var name = nameFor(keyType);
    return name == null ? null : new String[] {name};
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return namesFor(keyType);
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return nameFor(keyTypes);
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return nameFor(keyTypes);
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return namesFor(keyType);
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return nameFor(keyType);
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return nameFor(keyType);
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(@Nullable String name) {
    return NAME.equals(name) ? chain.toArray(X509Certificate[]::new) : null;
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(@Nullable String name) {
    return NAME.equals(name) ? key : null;
  }
}
