package dev.timonier.server.admission.podsecurity;

/// What is asked of the pods of a namespace.
///
/// @param enforce what pods that violate it are refused for
/// @param audit what is noted in the audit log
/// @param warn what clients are warned of
public record Policy(Standard enforce, Standard audit, Standard warn) {
  public static final Policy PRIVILEGED =
      new Policy(Standard.PRIVILEGED, Standard.PRIVILEGED, Standard.PRIVILEGED);

  boolean isPrivileged() {
    return enforce.isPrivileged() && audit.isPrivileged() && warn.isPrivileged();
  }

  boolean isEquivalent(Policy other) {
    return enforce.isEquivalent(other.enforce)
        && audit.isEquivalent(other.audit)
        && warn.isEquivalent(other.warn);
  }
}
