package dev.timonier.storage.etcdserver;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A certificate authority of a test, and the certificates that it gave out, as files in PEM.
public final class CertificateFiles {
  private static final X500Name AUTHORITY = new X500Name("CN=etcd-ca");
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private final Path directory;
  private final KeyPair keys;
  private long serial;

  private CertificateFiles(Path directory, KeyPair keys) {
    this.directory = directory;
    this.keys = keys;
  }

  /// Makes an authority.
  public static CertificateFiles in(Path directory) throws IOException {
    var files = new CertificateFiles(Files.createDirectories(directory), newKeys());
    files.sign("ca", AUTHORITY, files.keys, new GeneralName[0]);
    return files;
  }

  /// Makes a certificate and its key, for a server at an address or for a client of that name.
  public CertificateFiles with(String name, String address) throws IOException {
    var own = newKeys();
    var names = new GeneralName[] {new GeneralName(GeneralName.iPAddress, address)};
    sign(name, new X500Name("CN=" + name), own, names);
    write(name + ".key", "PRIVATE KEY", own.getPrivate().getEncoded());
    return this;
  }

  public Path authority() {
    return certificate("ca");
  }

  public Path certificate(String name) {
    return directory.resolve(name + ".crt");
  }

  public Path key(String name) {
    return directory.resolve(name + ".key");
  }

  /// A server that asks for certificates of this authority, and shows the one of that name.
  public EtcdProcess.Security security(String server) {
    return new EtcdProcess.Security(
        "https",
        List.of(
            "--cert-file=" + certificate(server),
            "--key-file=" + key(server),
            "--trusted-ca-file=" + authority(),
            "--client-cert-auth"));
  }

  private static KeyPair newKeys() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void sign(String name, X500Name subject, KeyPair own, GeneralName[] names)
      throws IOException {
    var start = InstantSource.system().instant().minus(1, ChronoUnit.HOURS);
    var builder =
        new JcaX509v3CertificateBuilder(
            AUTHORITY,
            BigInteger.valueOf(++serial),
            Date.from(start),
            Date.from(start.plus(1, ChronoUnit.DAYS)),
            subject,
            own.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(names.length == 0));
    if (names.length > 0) {
      builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
    }
    try {
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
      write(name + ".crt", "CERTIFICATE", builder.build(signer).getEncoded());
    } catch (OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private void write(String file, String label, byte[] content) throws IOException {
    var text = LINES.encodeToString(content);
    Files.writeString(
        directory.resolve(file),
        "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n");
  }
}
