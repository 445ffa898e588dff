package dev.timonier.server.serviceaccount;

import dev.timonier.machinery.token.ServiceAccountName;
import dev.timonier.server.authn.User;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The user that a service account is.
final class ServiceAccountUser {
  private static final String EXTRA = "authentication.kubernetes.io/";

  private ServiceAccountUser() {}

  static User of(String namespace, Reference account, Map<String, List<String>> extra) {
    var name = new ServiceAccountName(namespace, account.name());
    var groups = new ArrayList<>(name.groups());
    groups.add(User.AUTHENTICATED);
    return new User(name.user(), account.uid(), List.copyOf(groups), extra);
  }

  static User of(TokenClaims claims) {
    return of(claims.namespace(), claims.serviceAccount(), extra(claims));
  }

  private static Map<String, List<String>> extra(TokenClaims claims) {
    var extra = new LinkedHashMap<String, List<String>>();
    if (!claims.id().isEmpty()) {
      extra.put(User.CREDENTIAL_ID, List.of("JTI=" + claims.id()));
    }
    add(extra, claims, BoundKind.NODE);
    add(extra, claims, BoundKind.POD);
    return extra;
  }

  private static void add(Map<String, List<String>> extra, TokenClaims claims, BoundKind kind) {
    var reference = claims.bound().get(kind);
    if (reference == null) {
      return;
    }
    extra.put(EXTRA + kind.claim() + "-name", List.of(reference.name()));
    if (!reference.uid().isEmpty()) {
      extra.put(EXTRA + kind.claim() + "-uid", List.of(reference.uid()));
    }
  }
}
