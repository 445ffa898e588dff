package dev.timonier.server.resource.workload;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.validation.Subject;
import java.util.List;

/// What holds for numbers that count things.
public final class Counts {
  private Counts() {}

  /// Examines these fields where they are given.
  public static void nonNegative(Subject parent, String... fields) {
    for (var field : fields) {
      parent.at(field).nonNegative();
    }
  }

  /// None of these may be more than `most`.
  ///
  /// @param name of the field that limits, as messages tell it
  public static void atMost(Subject parent, List<String> fields, String most, String name) {
    for (var field : fields) {
      if (parent.at(field).number() > parent.at(most).number()) {
        parent
            .at(field)
            .invalid(Long.toString(parent.at(field).number()), "cannot be greater than " + name);
      }
    }
  }

  /// A count of collisions is never lowered or forgotten.
  public static void notDecremented(Subject count, JsonNode old) {
    if (old.isNumber() && (!count.isPresent() || count.number() < old.asLong())) {
      count.invalid(count.isPresent() ? count.shown() : "0", "cannot be decremented");
    }
  }
}
