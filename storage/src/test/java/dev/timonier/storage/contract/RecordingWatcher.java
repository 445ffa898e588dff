package dev.timonier.storage.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.Watch;
import dev.timonier.storage.WatchEvent;
import dev.timonier.storage.Watcher;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// Remembers what it is told, in order.
public final class RecordingWatcher implements Watcher {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration POLL = Duration.ofMillis(1);

  private final List<List<WatchEvent>> calls = new CopyOnWriteArrayList<>();
  private final List<Revision> progress = new CopyOnWriteArrayList<>();
  private final List<StoreException> errors = new CopyOnWriteArrayList<>();
  private final AtomicInteger inside = new AtomicInteger();
  private final AtomicInteger overlaps = new AtomicInteger();
  private final AtomicReference<Optional<Watch>> watch = new AtomicReference<>(Optional.empty());

  @Override
  public void onEvents(List<WatchEvent> events) {
    alone(() -> calls.add(List.copyOf(events)));
  }

  @Override
  public void onProgress(Revision revision) {
    alone(() -> progress.add(revision));
  }

  @Override
  public void onError(StoreException cause) {
    alone(() -> errors.add(cause));
  }

  /// Hands over the watch that was started for this watcher.
  public void started(Watch running) {
    watch.set(Optional.of(running));
  }

  public Watch watch() {
    return watch.get().orElseThrow();
  }

  /// What each call brought.
  public List<List<WatchEvent>> calls() {
    return List.copyOf(calls);
  }

  public List<WatchEvent> events() {
    return calls.stream().flatMap(List::stream).toList();
  }

  /// The events as `put key=value@revision` and `delete key@revision`.
  public List<String> told() {
    return events().stream().map(RecordingWatcher::describe).toList();
  }

  public List<Revision> progress() {
    return List.copyOf(progress);
  }

  /// Waits until so many events have come, and checks that calls never overlapped.
  public RecordingWatcher awaitEvents(int count) {
    soon(() -> events().size() >= count);
    assertThat(overlaps).hasValue(0);
    return this;
  }

  /// Waits until everything up to a revision was delivered, and nothing more is under way.
  public RecordingWatcher awaitProgress(Revision revision) {
    watch().requestProgress();
    soon(() -> progress.stream().anyMatch(reached -> !reached.isBefore(revision)));
    return this;
  }

  public StoreException awaitError() {
    soon(() -> !errors.isEmpty());
    return errors.getFirst();
  }

  private static void soon(Callable<Boolean> condition) {
    await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(POLL).until(condition);
  }

  private void alone(Runnable action) {
    if (inside.incrementAndGet() > 1) {
      overlaps.incrementAndGet();
    }
    action.run();
    inside.decrementAndGet();
  }

  private static String describe(WatchEvent event) {
    return switch (event) {
      case WatchEvent.Put(var current, _) ->
          "put " + current.key() + "=" + StoreFixture.text(current) + "@" + current.modified();
      case WatchEvent.Delete(var key, var revision, _) -> "delete " + key + "@" + revision;
    };
  }
}
