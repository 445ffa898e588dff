package dev.timonier.cluster.pki;

import dev.timonier.cluster.directory.DataDirectory;
import dev.timonier.controllers.ClusterKeys;
import dev.timonier.controllers.certificates.SigningAuthority;
import dev.timonier.machinery.token.TokenSigner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/// The files of a cluster's authority, named as `kubeadm` names them. Made on the first start; what
/// is there is used again.
public final class ClusterPki {
  private static final String CLUSTER = "timonier";
  private static final int TOKEN_KEY_BITS = 2048;

  private final DataDirectory directory;
  private final InstantSource clock;
  private final SecureRandom random;
  private final ClusterAuthority authority;

  private ClusterPki(
      DataDirectory directory,
      InstantSource clock,
      SecureRandom random,
      ClusterAuthority authority) {
    this.directory = directory;
    this.clock = clock;
    this.random = random;
    this.authority = authority;
  }

  /// Reads the authority, or makes it.
  public static ClusterPki open(DataDirectory directory, InstantSource clock, SecureRandom random) {
    var certificate = directory.pki().resolve("ca.crt");
    var key = directory.pki().resolve("ca.key");
    if (!Files.exists(certificate)) {
      var made = ClusterAuthority.create(clock, random);
      SecretFiles.write(key, Pem.writePkcs8(made.own().key()));
      SecretFiles.write(certificate, Pem.write(made.certificate()));
      return new ClusterPki(directory, clock, random, made);
    }
    var own =
        new KeyAndCertificate(
            Pem.readPrivateKey(SecretFiles.read(key)),
            Pem.readCertificate(SecretFiles.read(certificate)));
    return new ClusterPki(directory, clock, random, new ClusterAuthority(own, clock, random));
  }

  public ClusterAuthority authority() {
    return authority;
  }

  public Path authorityCertificate() {
    return directory.pki().resolve("ca.crt");
  }

  public String authorityPem() {
    return Pem.write(authority.certificate());
  }

  public Path authorityKey() {
    return directory.pki().resolve("ca.key");
  }

  /// What the controllers hand out.
  public ClusterKeys keys() {
    var own = authority.own();
    return ClusterKeys.NONE
        .withRootCa(authorityPem())
        .withSigning(new SigningAuthority(own.certificate(), own.key(), random))
        .withTokens(TokenSigner.read(tokenKey()));
  }

  public Path certificate(String name) {
    return directory.pki().resolve(name + ".crt");
  }

  public Path key(String name) {
    return directory.pki().resolve(name + ".key");
  }

  /// Sees to it that there is a server certificate for all these addresses.
  ///
  /// @param name of the files
  public void ensureServer(String name, Identity identity, Collection<String> addresses) {
    var file = certificate(name);
    if (Files.exists(file)
        && covers(Pem.readCertificate(SecretFiles.read(file)), Set.copyOf(addresses))) {
      return;
    }
    var issued = authority.issueServer(identity, addresses);
    SecretFiles.write(key(name), Pem.writePkcs8(issued.key()));
    SecretFiles.write(file, Pem.write(issued.certificate()));
  }

  private boolean covers(X509Certificate certificate, Set<String> addresses) {
    try {
      var names = certificate.getSubjectAlternativeNames();
      var known =
          names == null
              ? Set.<String>of()
              : names.stream().map(name -> String.valueOf(name.get(1))).collect(Collectors.toSet());
      return known.containsAll(addresses)
          && certificate.getNotAfter().toInstant().isAfter(clock.instant());
    } catch (CertificateParsingException e) {
      return false;
    }
  }

  /// Sees to it that there is a client certificate.
  ///
  /// @param name of the files
  public void ensureClient(String name, Identity identity) {
    if (Files.exists(certificate(name))) {
      return;
    }
    var issued = authority.issue(identity);
    SecretFiles.write(key(name), Pem.writePkcs8(issued.key()));
    SecretFiles.write(certificate(name), Pem.write(issued.certificate()));
  }

  /// Sees to it that there is a kubeconfig for a client, with the server's present address.
  public void ensureKubeconfig(Path file, Identity identity, String server) {
    if (Files.exists(file) && SecretFiles.read(file).contains("server: " + server + "\n")) {
      return;
    }
    var credentials = authority.issueForAnyClient(identity);
    var text =
        Kubeconfig.text(CLUSTER, server, authority.certificate(), identity.user(), credentials);
    SecretFiles.write(file, text);
  }

  /// Sees to it that there are keys for the tokens of service accounts: `sa.key` and `sa.pub`.
  public void ensureTokenKeys() {
    if (Files.exists(tokenPublicKey())) {
      return;
    }
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(TOKEN_KEY_BITS, random);
      var pair = generator.generateKeyPair();
      SecretFiles.write(tokenKey(), Pem.writePkcs8(pair.getPrivate()));
      SecretFiles.write(tokenPublicKey(), Pem.write(pair.getPublic()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public Path tokenKey() {
    return directory.pki().resolve("sa.key");
  }

  public Path tokenPublicKey() {
    return directory.pki().resolve("sa.pub");
  }
}
