package dev.timonier.cluster.pki;

import dev.timonier.cluster.directory.DataDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Collection;

/// The certificates of a directory that holds no authority. What is there is used as it is, so that
/// a certificate from the cluster's authority can be put in the place of one that was made here.
public final class SelfSigned {
  private final DataDirectory directory;
  private final InstantSource clock;
  private final SecureRandom random;

  public SelfSigned(DataDirectory directory, InstantSource clock, SecureRandom random) {
    this.directory = directory;
    this.clock = clock;
    this.random = random;
  }

  public Path certificate(String name) {
    return directory.pki().resolve(name + ".crt");
  }

  public Path key(String name) {
    return directory.pki().resolve(name + ".key");
  }

  /// Sees to it that there is a server certificate; its authority is forgotten at once.
  ///
  /// @param name of the files
  public void ensureServer(String name, Identity identity, Collection<String> addresses) {
    if (Files.exists(certificate(name))) {
      return;
    }
    var issued = ClusterAuthority.create(clock, random).issueServer(identity, addresses);
    SecretFiles.write(key(name), Pem.writePkcs8(issued.key()));
    SecretFiles.write(certificate(name), Pem.write(issued.certificate()));
  }

  /// Writes down by whom clients are trusted, and says where.
  ///
  /// @param pem the authority's certificate
  public Path writeClientAuthority(String pem) {
    var file = certificate("client-ca");
    SecretFiles.write(file, pem);
    return file;
  }
}
