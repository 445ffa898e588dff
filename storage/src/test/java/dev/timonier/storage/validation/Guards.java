package dev.timonier.storage.validation;

import dev.timonier.storage.Guard;
import dev.timonier.storage.KeyValue;
import java.util.Optional;

/// What guards mean.
final class Guards {
  private Guards() {}

  static boolean holds(Guard guard, Optional<KeyValue> present) {
    return switch (guard) {
      case Guard.Absent _ -> present.isEmpty();
      case Guard.Modified(_, var revision) ->
          present.filter(found -> found.modified().equals(revision)).isPresent();
      case Guard.Version(_, var version) ->
          present.filter(found -> found.version() == version).isPresent();
    };
  }
}
