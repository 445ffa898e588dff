package dev.timonier.cluster.command;

import dev.timonier.controllers.ClusterKeys;
import dev.timonier.controllers.certificates.SigningAuthority;
import dev.timonier.machinery.tls.PemFiles;
import dev.timonier.machinery.token.TokenSigner;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The keys with which a controller manager signs.
final class SigningFlags {
  @Option(
      names = "--cluster-signing-cert-file",
      paramLabel = "FILE",
      description = "the certificate of who signs certificate requests")
  private @Nullable Path certificate;

  @Option(
      names = "--cluster-signing-key-file",
      paramLabel = "FILE",
      description = "the certificate's key")
  private @Nullable Path key;

  @Option(
      names = "--cluster-signing-duration",
      paramLabel = "D",
      converter = DurationFlag.class,
      defaultValue = "8760h0m0s",
      description =
          "how long certificates are good unless a request asks for less (default:"
              + " ${DEFAULT-VALUE})")
  private Duration longest = Duration.ZERO;

  @Option(
      names = "--service-account-private-key-file",
      paramLabel = "FILE",
      description = "the RSA key that signs the tokens of service accounts that lie in Secrets")
  private @Nullable Path tokenKey;

  /// @throws CommandFailure when a file cannot be read
  ClusterKeys addTo(ClusterKeys keys) {
    try {
      return withTokens(withSigning(keys));
    } catch (UncheckedIOException | IllegalArgumentException e) {
      throw new CommandFailure("a key cannot be read: " + e.getMessage());
    }
  }

  private ClusterKeys withSigning(ClusterKeys keys) {
    if (certificate == null || key == null) {
      return keys;
    }
    var own = PemFiles.certificates(certificate).getFirst();
    var authority =
        new SigningAuthority(own, PemFiles.privateKey(key), new SecureRandom(), longest);
    return keys.withSigning(authority);
  }

  private ClusterKeys withTokens(ClusterKeys keys) {
    return tokenKey == null ? keys : keys.withTokens(TokenSigner.read(tokenKey));
  }
}
