package dev.timonier.server.authz.rbac;

import static dev.timonier.server.validation.Subject.quote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.object.Trees;
import java.util.Locale;

/// A role, as bindings name it.
///
/// @param kind `Role` or `ClusterRole`
/// @param namespace of a Role; empty for a ClusterRole
public record RoleReference(String kind, String namespace, String name) {
  private static final String ROLE = "Role";
  private static final String CLUSTER_ROLE = "ClusterRole";

  /// @param namespace of the binding; empty for a ClusterRoleBinding
  static RoleReference of(JsonNode binding, String namespace) {
    var reference = binding.path("roleRef");
    var kind = Trees.text(reference, "kind").intern();
    return new RoleReference(
        kind, kind.equals(CLUSTER_ROLE) ? "" : namespace, Trees.text(reference, "name"));
  }

  /// A binding is looked at before it is held against its rules, and may name what cannot be a
  /// role.
  ///
  /// @throws dev.timonier.machinery.status.ApiException 500 or 400 when it does
  void check() {
    if (!kind.equals(ROLE) && !isClusterRole()) {
      throw ApiErrors.plain(500, "unsupported role reference kind: " + quote(kind));
    }
    if (kind.equals(ROLE) && namespace.isEmpty()) {
      throw ApiErrors.badRequest("Namespace parameter required.");
    }
    if (name.isEmpty()) {
      throw ApiErrors.badRequest("Name parameter required.");
    }
  }

  boolean isClusterRole() {
    return kind.equals(CLUSTER_ROLE);
  }

  /// As in `clusterroles`.
  String plural() {
    return singular() + "s";
  }

  /// What is said when there is no such role.
  String missing() {
    return singular() + ".rbac.authorization.k8s.io \"" + name + "\" not found";
  }

  private String singular() {
    return kind.toLowerCase(Locale.ROOT);
  }
}
