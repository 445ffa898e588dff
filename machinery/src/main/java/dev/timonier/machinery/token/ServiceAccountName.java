package dev.timonier.machinery.token;

import dev.timonier.machinery.meta.Format;
import java.util.List;
import java.util.Optional;

/// The name of a service account, which as a user is `system:serviceaccount:<namespace>:<name>`.
public record ServiceAccountName(String namespace, String name) {
  /// The group that all service accounts are in.
  public static final String ALL = "system:serviceaccounts";

  private static final String PREFIX = "system:serviceaccount:";

  /// Empty when the user is no service account.
  public static Optional<ServiceAccountName> of(String user) {
    var words =
        user.startsWith(PREFIX) ? user.substring(PREFIX.length()).split(":", -1) : new String[0];
    return words.length == 2
            && Format.DNS_LABEL.accepts(words[0])
            && Format.DNS_SUBDOMAIN.accepts(words[1])
        ? Optional.of(new ServiceAccountName(words[0], words[1]))
        : Optional.empty();
  }

  public String user() {
    return PREFIX + namespace + ":" + name;
  }

  /// The groups of service accounts that it is in.
  public List<String> groups() {
    return List.of(ALL, ALL + ":" + namespace);
  }
}
