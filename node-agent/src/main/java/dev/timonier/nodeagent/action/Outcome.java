package dev.timonier.nodeagent.action;

/// How an action ended.
public sealed interface Outcome {
  /// @param output what it said
  record Succeeded(String output) implements Outcome {}

  /// @param output why, in the words that events show
  record Failed(String output) implements Outcome {}

  /// Nobody knows, as the action itself could not be begun.
  record Unknown(String cause) implements Outcome {}
}
