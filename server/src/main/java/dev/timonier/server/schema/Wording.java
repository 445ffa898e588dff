package dev.timonier.server.schema;

/// Whose words are used for values of a wrong type.
enum Wording {
  /// Those of Go's decoder, for objects that were read from text.
  DECODER,
  /// Those of Kubernetes' converter, for objects that were merged in memory.
  CONVERTER
}
