package dev.timonier.storage.validation;

import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.WatchEvent;
import dev.timonier.storage.Watcher;
import java.util.ArrayList;
import java.util.List;

/// Watchers with one planted bug each: they pass on what they are told, but for one moment.
final class FlawedWatchers {
  private FlawedWatchers() {}

  /// Passes everything on until a call that it can spoil.
  abstract static class Spoiling implements Watcher {
    private final Watcher told;
    private boolean done;

    Spoiling(Watcher told) {
      this.told = told;
    }

    Watcher told() {
      return told;
    }

    /// Does harm if these events are fit for it.
    ///
    /// @return whether it did, so that they are not passed on any more
    abstract boolean spoil(List<WatchEvent> events);

    @Override
    public void onEvents(List<WatchEvent> events) {
      if (!done && spoil(events)) {
        done = true;
      } else {
        told.onEvents(events);
      }
    }

    @Override
    public void onProgress(Revision revision) {
      told.onProgress(revision);
    }

    @Override
    public void onError(StoreException cause) {
      told.onError(cause);
    }
  }

  /// Drops an event from the middle of a call.
  static Watcher dropping(Watcher told) {
    return new Spoiling(told) {
      @Override
      boolean spoil(List<WatchEvent> events) {
        if (events.size() < 3) {
          return false;
        }
        var rest = new ArrayList<>(events);
        rest.remove(1);
        told().onEvents(rest);
        return true;
      }
    };
  }

  /// Tells the events of a call twice.
  static Watcher doubling(Watcher told) {
    return new Spoiling(told) {
      @Override
      boolean spoil(List<WatchEvent> events) {
        told().onEvents(events);
        told().onEvents(events);
        return true;
      }
    };
  }

  /// Tells two revisions in the wrong order.
  static Watcher reordering(Watcher told) {
    return new Spoiling(told) {
      @Override
      boolean spoil(List<WatchEvent> events) {
        if (events.getFirst().revision().equals(events.getLast().revision())) {
          return false;
        }
        var swapped = new ArrayList<>(events);
        swapped.addLast(swapped.removeFirst());
        told().onEvents(swapped);
        return true;
      }
    };
  }

  /// Tells a transaction in two calls.
  static Watcher splitting(Watcher told) {
    return new Spoiling(told) {
      @Override
      boolean spoil(List<WatchEvent> events) {
        for (var i = 1; i < events.size(); i++) {
          if (events.get(i).revision().equals(events.get(i - 1).revision())) {
            told().onEvents(events.subList(0, i));
            told().onEvents(events.subList(i, events.size()));
            return true;
          }
        }
        return false;
      }
    };
  }

  /// Speaks of progress before it tells what belongs to it.
  static Watcher hurrying(Watcher told) {
    return new Spoiling(told) {
      @Override
      boolean spoil(List<WatchEvent> events) {
        told().onProgress(events.getLast().revision());
        told().onEvents(events);
        return true;
      }
    };
  }
}
