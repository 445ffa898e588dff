package dev.timonier.server.authz.rbac;

import dev.timonier.server.authz.Decision;
import org.jspecify.annotations.Nullable;

/// What a binding gives to one of its subjects.
final class Grant {
  private final String binding;
  private final RoleReference role;
  private final Subject subject;
  private @Nullable Decision allowed; // racy on purpose: every thread finds the same

  /// @param binding kind and name, as in `RoleBinding "b/shop"`
  Grant(String binding, RoleReference role, Subject subject) {
    this.binding = binding;
    this.role = role;
    this.subject = subject;
  }

  RoleReference role() {
    return role;
  }

  Subject subject() {
    return subject;
  }

  /// The decision for a request that the role allows.
  Decision allowed() {
    var known = allowed;
    if (known == null) {
      known = new Decision(Decision.Verdict.ALLOW, "RBAC: allowed by " + this);
      allowed = known;
    }
    return known;
  }

  @Override
  public String toString() {
    return binding + " of " + role.kind() + " \"" + role.name() + "\" to " + subject;
  }
}
