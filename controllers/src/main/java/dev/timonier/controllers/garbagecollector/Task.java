package dev.timonier.controllers.garbagecollector;

/// Something to look into.
sealed interface Task {
  String uid();

  /// The object may have to go.
  record Review(String uid) implements Task {}

  /// The object's dependents are to be released.
  record Orphan(String uid) implements Task {}
}
