package dev.timonier.server.apply;

/// Whose fields an entry of `managedFields` holds.
///
/// @param version the API version of the entry; empty for those who apply, of whom there is one
///   entry whatever the version
/// @param subresource empty for the object itself
record Manager(String name, Operation operation, String version, String subresource) {

  /// How the fields were set.
  enum Operation {
    APPLY("Apply"),
    UPDATE("Update");

    private final String word;

    Operation(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  static Manager updating(String name, String version, String subresource) {
    return new Manager(name, Operation.UPDATE, version, subresource);
  }
}
