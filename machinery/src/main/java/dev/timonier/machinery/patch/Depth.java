package dev.timonier.machinery.patch;

import com.fasterxml.jackson.databind.JsonNode;

/// How deeply documents may be nested, so that all that walks through them has stack enough.
/// (Kubernetes allows 10,000 levels. Clients in Java read 1,000.)
public final class Depth {
  /// The most objects and arrays within each other.
  public static final int MOST = 500;

  private Depth() {}

  /// Whether a value would be too deep below so many objects and arrays.
  static boolean exceeds(JsonNode value, int above) {
    if (!value.isContainerNode()) {
      return false;
    }
    if (above >= MOST) {
      return true;
    }
    for (var element : value) {
      if (exceeds(element, above + 1)) {
        return true;
      }
    }
    return false;
  }
}
