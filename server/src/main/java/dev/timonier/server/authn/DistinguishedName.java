package dev.timonier.server.authn;

import java.util.List;
import java.util.Map;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/// Who a certificate's subject is. The UID of a user is an attribute of Kubernetes' own
/// (<https://kubernetes.io/docs/reference/access-authn-authz/authentication/#x509-client-certificates>).
///
/// @param uids as many as the subject names
record DistinguishedName(String name, List<String> groups, List<String> uids) {
  private static final String UID = "1.3.6.1.4.1.57683.2";

  static DistinguishedName of(X500Principal subject) {
    var parts = parts(subject);
    var names = values(parts, "CN");
    return new DistinguishedName(
        names.isEmpty() ? "" : names.getLast(), values(parts, "O"), values(parts, "UserUID"));
  }

  private static List<String> values(List<Rdn> parts, String type) {
    return parts.stream()
        .filter(part -> part.getType().equalsIgnoreCase(type))
        .map(part -> part.getValue().toString())
        .toList();
  }

  private static List<Rdn> parts(X500Principal subject) {
    try {
      var text = subject.getName(X500Principal.RFC2253, Map.of(UID, "UserUID"));
      return new LdapName(text).getRdns();
    } catch (InvalidNameException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
