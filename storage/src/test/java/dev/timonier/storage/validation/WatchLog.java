package dev.timonier.storage.validation;

import dev.timonier.storage.KeyRange;
import dev.timonier.storage.Revision;
import dev.timonier.storage.WatchEvent;
import java.util.List;

/// What one watcher was told. It was cut and resumed now and then, which gives several segments.
record WatchLog(KeyRange keys, List<Segment> segments) {
  /// One watch, from its start until it was cut.
  ///
  /// @param from the first revision that it asked for
  record Segment(Revision from, List<Told> told) {
    List<WatchEvent> events() {
      return told.stream().flatMap(each -> each.events().stream()).toList();
    }
  }

  /// One call of the watcher.
  sealed interface Told {
    List<WatchEvent> events();

    record Events(List<WatchEvent> events) implements Told {}

    record Progress(Revision through) implements Told {
      @Override
      public List<WatchEvent> events() {
        return List.of();
      }
    }
  }
}
