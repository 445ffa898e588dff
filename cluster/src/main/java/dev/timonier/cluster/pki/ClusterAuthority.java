package dev.timonier.cluster.pki;

import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;

/// The authority that a cluster makes for itself on its first start. Its certificates are those
/// that `kubeadm` makes (<https://kubernetes.io/docs/setup/best-practices/certificates/>).
public final class ClusterAuthority {
  private final KeyAndCertificate own;
  private final InstantSource clock;
  private final SecureRandom random;

  public ClusterAuthority(KeyAndCertificate own, InstantSource clock, SecureRandom random) {
    this.own = own;
    this.clock = clock;
    this.random = random;
  }

  /// A new authority.
  public static ClusterAuthority create(InstantSource clock, SecureRandom random) {
    var keys = CertificateMaker.newKeys(random);
    var name = new X500Name("CN=kubernetes");
    var certificate =
        new CertificateMaker(name, keys.getPrivate(), clock, random)
            .authority(name, keys.getPublic());
    return new ClusterAuthority(
        new KeyAndCertificate(keys.getPrivate(), certificate), clock, random);
  }

  public KeyAndCertificate own() {
    return own;
  }

  public X509Certificate certificate() {
    return own.certificate();
  }

  /// A certificate for a client.
  public KeyAndCertificate issue(Identity identity) {
    return issue(identity, CertificateMaker.newKeys(random));
  }

  /// A certificate for a client of any make: its key is an RSA key, which all of them can read.
  public KeyAndCertificate issueForAnyClient(Identity identity) {
    return issue(identity, CertificateMaker.newRsaKeys(random));
  }

  private KeyAndCertificate issue(Identity identity, KeyPair keys) {
    var name = new X500NameBuilder();
    identity.groups().forEach(group -> name.addRDN(BCStyle.O, group));
    name.addRDN(BCStyle.CN, identity.user());
    return new KeyAndCertificate(keys.getPrivate(), maker().client(name.build(), keys.getPublic()));
  }

  /// A certificate for a server.
  ///
  /// @param addresses the IP addresses and DNS names that clients know it by
  public KeyAndCertificate issueServer(Identity identity, Collection<String> addresses) {
    var name = new X500NameBuilder();
    identity.groups().forEach(group -> name.addRDN(BCStyle.O, group));
    name.addRDN(BCStyle.CN, identity.user());
    var keys = CertificateMaker.newKeys(random);
    var certificate = maker().server(name.build(), keys.getPublic(), List.copyOf(addresses));
    return new KeyAndCertificate(keys.getPrivate(), certificate);
  }

  private CertificateMaker maker() {
    var issuer = X500Name.getInstance(own.certificate().getSubjectX500Principal().getEncoded());
    return new CertificateMaker(issuer, own.key(), clock, random);
  }
}
