package dev.timonier.storage.watch;

import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.WatchEvent;
import dev.timonier.storage.WatchRequest.Previous;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What some watchers are to be told, the same for each.
sealed interface Delivery {
  /// The watchers as of when the delivery was made.
  List<Subscription> to();

  /// Tells one of them.
  void tell(Subscription watcher);

  /// Called instead when the watcher has fallen out of step meanwhile.
  default void miss(Subscription watcher) {}

  /// Progress of watchers that asked for it.
  record Progress(List<Subscription> to, Revision through) implements Delivery {
    @Override
    public void tell(Subscription watcher) {
      watcher.progress(through);
      watcher.toldThrough(through);
    }

    @Override
    public void miss(Subscription watcher) {
      watcher.requestProgress();
    }
  }

  /// The end of the watches.
  record Failure(List<Subscription> to, StoreException cause) implements Delivery {
    @Override
    public void tell(Subscription watcher) {
      watcher.fail(cause);
    }
  }

  /// Changes. The lists of events are made once and shared by the watchers.
  final class Changes implements Delivery {
    private final List<Subscription> to;
    private final List<Change> changes;
    private final Revision through;
    private final Map<Previous, List<WatchEvent>> events = new EnumMap<>(Previous.class);

    /// @param changes in order
    /// @param through everything up to this revision is told with them
    Changes(List<Subscription> to, List<Change> changes, Revision through) {
      this.to = to;
      this.changes = changes;
      this.through = through;
    }

    @Override
    public List<Subscription> to() {
      return to;
    }

    @Override
    public void tell(Subscription watcher) {
      if (!changes.isEmpty()) {
        tellEvents(watcher);
      }
      watcher.toldThrough(through);
    }

    private void tellEvents(Subscription watcher) {
      var wanted = isNewTo(watcher) ? shared(watcher) : since(watcher.next(), watcher);
      if (!wanted.isEmpty()) {
        watcher.events(wanted);
      }
    }

    private boolean isNewTo(Subscription watcher) {
      return !changes.getFirst().revision().isBefore(watcher.next());
    }

    private List<WatchEvent> shared(Subscription watcher) {
      return events.computeIfAbsent(watcher.request().previous(), mode -> as(mode, changes));
    }

    private List<WatchEvent> since(Revision first, Subscription watcher) {
      var newer = changes.stream().filter(change -> !change.revision().isBefore(first)).toList();
      return as(watcher.request().previous(), newer);
    }

    private static List<WatchEvent> as(Previous mode, List<Change> changes) {
      var list = new ArrayList<WatchEvent>(changes.size());
      changes.forEach(change -> list.add(change.event(mode)));
      return list;
    }
  }
}
