package dev.timonier.machinery.patch;

import com.fasterxml.jackson.databind.JsonNode;

/// Whether trees are the same: numbers by their value, objects whatever the order of their members.
final class Equality {
  private Equality() {}

  static boolean of(JsonNode a, JsonNode b) {
    return a.equals(Equality::compare, b);
  }

  private static int compare(JsonNode a, JsonNode b) {
    if (a.isNumber() && b.isNumber()) {
      return a.decimalValue().compareTo(b.decimalValue());
    }
    return a.equals(b) ? 0 : 1;
  }
}
