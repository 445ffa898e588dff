package dev.timonier.server.representation;

/// What of an object is shown
/// (<https://kubernetes.io/docs/reference/using-api/api-concepts/#receiving-resources-as-tables>).
public sealed interface Shape {
  /// The object as it is.
  record Whole() implements Shape {}

  /// Rows of a table.
  ///
  /// @param version of the group `meta.k8s.io`
  record Table(String version) implements Shape {}

  /// `PartialObjectMetadata`.
  ///
  /// @param version of the group `meta.k8s.io`
  record Metadata(String version, Extent extent) implements Shape {}

  /// Whether a list was asked for.
  enum Extent {
    OBJECT,
    LIST
  }
}
