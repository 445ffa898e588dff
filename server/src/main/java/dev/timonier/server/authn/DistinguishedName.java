package dev.timonier.server.authn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/// Reads a user out of a certificate's subject.
final class DistinguishedName {
  private DistinguishedName() {}

  static User user(X500Principal subject) {
    var name = "";
    var groups = new ArrayList<String>();
    for (var part : parts(subject)) {
      if (part.getType().equalsIgnoreCase("CN")) {
        name = part.getValue().toString();
      } else if (part.getType().equalsIgnoreCase("O")) {
        groups.add(part.getValue().toString());
      }
    }
    groups.add(User.AUTHENTICATED);
    return new User(name, "", List.copyOf(groups), Map.of());
  }

  private static List<Rdn> parts(X500Principal subject) {
    try {
      return new LdapName(subject.getName(X500Principal.RFC2253)).getRdns();
    } catch (InvalidNameException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
