package dev.timonier.storage.etcd;

import dev.timonier.storage.KeyRange;
import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.watch.ChangeLog;
import io.etcd.jetcd.Watch;
import io.etcd.jetcd.options.WatchOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Reads the past from etcd, by watches that are ended as soon as they have told enough.
final class Replay implements ChangeLog {
  private final Connection connection;

  Replay(Connection connection) {
    this.connection = connection;
  }

  /// All keys are watched, because then every revision shows up, and with the wanted one it is
  /// known that nothing is missing.
  static WatchOption everythingFrom(Revision revision) {
    return WatchOption.builder()
        .withRange(Keyspace.ZERO)
        .withRevision(revision.value())
        .withPrevKV(true)
        .withRequireLeader(true)
        .build();
  }

  /// The empty store's revision is the only one of which etcd has nothing to tell.
  @Override
  public Page read(Revision from, Revision through, KeyRange keys) {
    return through.isAfter(Revision.FIRST)
        ? page(first(from), through, keys)
        : new Page(List.of(), through);
  }

  private static Page page(Events events, Revision through, KeyRange keys) {
    var commits =
        events.commits().stream()
            .filter(commit -> !commit.revision().isAfter(through))
            .map(commit -> commit.within(keys))
            .filter(commit -> !commit.changes().isEmpty())
            .toList();
    return new Page(commits, min(events.through(), through));
  }

  private static Revision min(Revision one, Revision other) {
    return one.isBefore(other) ? one : other;
  }

  @Override
  public Revision compacted() {
    return connection.compacted();
  }

  @Override
  public Revision current() {
    return connection.current();
  }

  /// What a watch from there is told first.
  private Events first(Revision from) {
    var events = told(from);
    while (events.lack(from)) {
      events = told(from);
    }
    return events;
  }

  private Events told(Revision from) {
    var told = new CompletableFuture<Events>();
    var keyspace = connection.keyspace();
    var listener =
        Watch.listener(
            response -> {
              if (!response.getEvents().isEmpty()) {
                told.complete(Events.of(response.getEvents(), keyspace));
              }
            },
            failure -> told.completeExceptionally(failure));
    var watches = connection.client().getWatchClient();
    try (var _ = watches.watch(Keyspace.ZERO, everythingFrom(from), listener)) {
      return connection.calls().read(told);
    } catch (StoreException.Unavailable e) {
      throw connection.failedAt(from, e);
    }
  }
}
