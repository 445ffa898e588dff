package dev.timonier.server.authz.rbac;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.token.ServiceAccountName;
import dev.timonier.server.object.Trees;

/// Whom a binding is for.
///
/// @param kind `User`, `Group` or `ServiceAccount`
/// @param namespace of a service account; empty for others
record Subject(String kind, String name, String namespace) {
  static final String USER = "User";
  static final String GROUP = "Group";
  private static final String SERVICE_ACCOUNT = "ServiceAccount";

  static Subject user(String name) {
    return new Subject(USER, name, "");
  }

  static Subject group(String name) {
    return new Subject(GROUP, name, "");
  }

  /// @param bindingNamespace where service accounts are that do not say where
  static Subject read(JsonNode subject, String bindingNamespace) {
    var kind = Trees.text(subject, "kind").intern();
    var named = Trees.text(subject, "namespace");
    var namespace = kind.equals(SERVICE_ACCOUNT) && named.isEmpty() ? bindingNamespace : named;
    return new Subject(kind, Trees.text(subject, "name"), namespace);
  }

  /// The user or the group that this is. A service account is the user of that name.
  Subject known() {
    return switch (kind) {
      case SERVICE_ACCOUNT -> user(new ServiceAccountName(namespace, name).user());
      case USER -> user(name);
      default -> new Subject(kind, name, "");
    };
  }

  /// As reasons show it.
  @Override
  public String toString() {
    var shown = kind.equals(SERVICE_ACCOUNT) ? name + "/" + namespace : name;
    return kind + " \"" + shown + "\"";
  }
}
