package dev.timonier.server.admission;

import dev.timonier.machinery.meta.Format;
import dev.timonier.machinery.status.FieldError;
import java.util.Optional;

/// The names that objects are asked for by. What cannot be a part of a path is refused by whoever
/// would ask, before the server says that there is no such object.
public final class LookedUpNames {
  private LookedUpNames() {}

  /// Why nobody can ask for an object of this name; empty where one can.
  public static Optional<String> refusal(String name) {
    if (name.isEmpty()) {
      return Optional.of("resource name may not be empty");
    }
    var faults = Format.checkPathSegment(name);
    return faults.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "invalid resource name "
                + FieldError.quote(name)
                + ": ["
                + String.join(" ", faults)
                + "]");
  }
}
