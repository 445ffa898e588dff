package dev.timonier.storage.validation;

import dev.timonier.storage.KeyValue;
import dev.timonier.storage.WatchEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// What was seen, as text that can be compared and read.
final class Seen {
  private Seen() {}

  static String of(Optional<KeyValue> found) {
    return found.map(Seen::of).orElse("nothing");
  }

  static List<String> of(List<KeyValue> found) {
    return found.stream().map(Seen::of).toList();
  }

  static String of(KeyValue entry) {
    return "%s=%s (%s, %s, %d)"
        .formatted(
            entry.key(),
            new String(entry.value(), StandardCharsets.UTF_8),
            entry.created(),
            entry.modified(),
            entry.version());
  }

  static String of(WatchEvent event) {
    return switch (event) {
      case WatchEvent.Put(var current, var previous) ->
          "put " + of(current) + " instead of " + of(previous);
      case WatchEvent.Delete(var key, var revision, var previous) ->
          "delete " + key + " at " + revision + " instead of " + of(previous);
    };
  }
}
