package dev.timonier.server.authn;

import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.tls.PemFiles;
import dev.timonier.server.request.HttpRequest;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Knows users by their client certificates: the common name is the user, the organizations are the
/// groups, and the hash of the certificate tells what was shown
/// (<https://kubernetes.io/docs/reference/access-authn-authz/authentication/#x509-client-certificates>).
public final class ClientCertificates implements Authenticator {
  private static final String CLIENT_AUTHENTICATION = "1.3.6.1.5.5.7.3.2";

  private final Set<TrustAnchor> authorities;
  private final InstantSource clock;

  /// Checking a chain takes longer than the rest of a request; a connection shows the same one each
  /// time.
  private final Map<X509Certificate, Checked> checked =
      Collections.synchronizedMap(new WeakHashMap<>());

  private record Checked(Optional<User> user, Instant until) {}

  /// @param authorities the certificates of those who may sign, as PEM
  public ClientCertificates(Path authorities, InstantSource clock) {
    this.authorities =
        PemFiles.certificates(authorities).stream()
            .map(certificate -> new TrustAnchor(certificate, null))
            .collect(Collectors.toUnmodifiableSet());
    this.clock = clock;
  }

  @Override
  public Optional<User> authenticate(HttpRequest request) {
    var chain = request.peer().certificates();
    return chain.isEmpty() ? Optional.empty() : user(chain);
  }

  /// Empty when the certificate names nobody.
  private Optional<User> user(List<X509Certificate> chain) {
    var certificate = chain.getFirst();
    var known = checked.get(certificate);
    if (known == null) {
      check(chain);
      known = new Checked(read(certificate), certificate.getNotAfter().toInstant());
      checked.put(certificate, known);
    }
    if (clock.instant().isAfter(known.until())) {
      throw ApiErrors.unauthorized();
    }
    return known.user();
  }

  private static Optional<User> read(X509Certificate certificate) {
    var subject = DistinguishedName.of(certificate.getSubjectX500Principal());
    if (subject.name().isEmpty()) {
      return Optional.empty();
    }
    var uids = subject.uids();
    if (uids.size() > 1 || uids.contains("")) {
      throw ApiErrors.unauthorized();
    }
    var groups = Stream.concat(subject.groups().stream(), Stream.of(User.AUTHENTICATED)).toList();
    var extra = Map.of(User.CREDENTIAL_ID, List.of("X509SHA256=" + hash(certificate)));
    return Optional.of(new User(subject.name(), String.join("", uids), groups, extra));
  }

  private static String hash(X509Certificate certificate) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    } catch (CertificateEncodingException _) {
      throw ApiErrors.unauthorized();
    }
  }

  private void check(List<X509Certificate> chain) {
    try {
      var path = CertificateFactory.getInstance("X.509").generateCertPath(chain);
      var parameters = new PKIXParameters(authorities);
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(clock.instant()));
      CertPathValidator.getInstance("PKIX").validate(path, parameters);
      var usage = chain.getFirst().getExtendedKeyUsage();
      if (usage != null && !usage.contains(CLIENT_AUTHENTICATION)) {
        throw ApiErrors.unauthorized();
      }
    } catch (GeneralSecurityException e) {
      throw ApiErrors.unauthorized();
    }
  }
}
