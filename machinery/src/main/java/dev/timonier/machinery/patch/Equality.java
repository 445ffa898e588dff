package dev.timonier.machinery.patch;

import com.fasterxml.jackson.databind.JsonNode;

/// Whether trees are the same: objects whatever the order of their members, numbers as they are
/// written.
final class Equality {
  private Equality() {}

  static boolean of(JsonNode a, JsonNode b) {
    return a.equals(Equality::compare, b);
  }

  private static int compare(JsonNode a, JsonNode b) {
    return a.isNumber() && b.isNumber() ? a.asText().compareTo(b.asText()) : a.equals(b) ? 0 : 1;
  }
}
