package dev.timonier.server.schema;

/// When a field is left out of an object, as the declarations of Kubernetes' types say.
public enum Presence {
  /// Never: when it has no value, it shows its zero (`""`, `0`, `false`, `{}`, `null`).
  ALWAYS,
  /// Never: when it was not given, it shows `null`.
  AS_NULL,
  /// When it is zero or empty.
  UNLESS_ZERO,
  /// When it was not given; a zero that was given stays.
  IF_SET
}
