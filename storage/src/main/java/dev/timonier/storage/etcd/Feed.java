package dev.timonier.storage.etcd;

import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreTimer;
import dev.timonier.storage.watch.RevisionGate;
import dev.timonier.storage.watch.WatchHub;
import io.etcd.jetcd.Watch;
import io.etcd.jetcd.common.exception.CompactedException;
import io.etcd.jetcd.watch.WatchResponse;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows everything that happens in etcd by one watch, and tells the hub and whoever waits for a
/// revision. The client resumes the watch by itself when a member is lost; here it is started again
/// when it cannot go on, or left something out.
final class Feed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Connection connection;
  private final WatchHub hub;
  private final RevisionGate gate;
  private final StoreTimer timer;
  private Revision position; // guarded by this
  private Optional<Watch.Watcher> watch = Optional.empty(); // guarded by this
  private boolean closed; // guarded by this

  /// @param start what was committed up to here is not told
  Feed(Connection connection, WatchHub hub, RevisionGate gate, StoreTimer timer, Revision start) {
    this.connection = connection;
    this.hub = hub;
    this.gate = gate;
    this.timer = timer;
    this.position = start;
  }

  synchronized void start() {
    if (!closed) {
      var listener = Watch.listener(this::onNext, this::onError);
      var watches = connection.client().getWatchClient();
      var everything = Replay.everythingFrom(position.next());
      watch = Optional.of(watches.watch(Keyspace.ZERO, everything, listener));
    }
  }

  /// A watch that is resumed may bring the last events again.
  private synchronized void onNext(WatchResponse response) {
    if (response.getEvents().isEmpty() || closed) {
      return;
    }
    var events = Events.of(response.getEvents(), connection.keyspace());
    if (events.lack(position.next())) {
      watch.ifPresent(Watch.Watcher::close);
      start();
    } else {
      tell(events.after(position));
    }
  }

  private synchronized void tell(Events events) {
    if (events.through().isAfter(position)) {
      position = events.through();
      gate.advance(position);
      hub.publish(events.commits(), position);
    }
  }

  private synchronized void onError(Throwable failure) {
    if (!closed) {
      LOG.warn("the watch of etcd broke off after revision {}", position, failure);
      timer.after(PAUSE, () -> restart(failure));
    }
  }

  /// What was compacted away while the connection was lost is lost to the watchers, too.
  private void restart(Throwable failure) {
    Thread.ofVirtual()
        .name("timonier-etcd-feed")
        .start(
            () -> {
              try {
                if (failure instanceof CompactedException) {
                  skip(connection.current());
                }
                start();
              } catch (StoreException e) {
                onError(failure);
              }
            });
  }

  private synchronized void skip(Revision revision) {
    position = revision;
    gate.advance(revision);
    hub.skip(revision);
  }

  @Override
  public void close() {
    ended().ifPresent(Watch.Watcher::close);
  }

  private synchronized Optional<Watch.Watcher> ended() {
    closed = true;
    return watch;
  }
}
