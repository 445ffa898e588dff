package dev.timonier.nodeagent.server.log;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notices when files in the directories of logs are written or replaced. One watch serves all who
/// follow logs: the kernel gives a user few of them.
public final class LogWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LogWatch.class);

  private final WatchService service;
  private final Map<WatchKey, List<Runnable>> listeners = new HashMap<>(); // guarded by this

  private LogWatch(WatchService service) {
    this.service = service;
  }

  public static LogWatch start(FileSystem files) throws IOException {
    var watch = new LogWatch(files.newWatchService());
    Thread.ofVirtual().name("log-watch").start(watch::run);
    return watch;
  }

  /// Calls `listener` whenever a file, or another one in its directory, may have changed, until the
  /// result is closed.
  public synchronized Subscription subscribe(Path file, Runnable listener) throws IOException {
    var key =
        directory(file)
            .register(
                service,
                StandardWatchEventKinds.ENTRY_CREATE,
                StandardWatchEventKinds.ENTRY_MODIFY);
    listeners.computeIfAbsent(key, _ -> new CopyOnWriteArrayList<>()).add(listener);
    return () -> unsubscribe(key, listener);
  }

  private static Path directory(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a directory");
  }

  private synchronized void unsubscribe(WatchKey key, Runnable listener) {
    var left = Objects.requireNonNull(listeners.get(key));
    left.remove(listener);
    if (left.isEmpty()) {
      listeners.remove(key);
      key.cancel();
    }
  }

  private void run() {
    try {
      while (true) {
        var key = service.take();
        key.pollEvents();
        key.reset();
        tell(key);
      }
    } catch (ClosedWatchServiceException closed) {
      LOG.debug("no more logs are watched");
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(WatchKey key) {
    List<Runnable> told;
    synchronized (this) {
      told = listeners.getOrDefault(key, List.of());
    }
    told.forEach(Runnable::run);
  }

  @Override
  public void close() {
    try {
      service.close();
    } catch (IOException failure) {
      LOG.warn("the watch of logs did not close", failure);
    }
  }

  /// Ends the calls of a listener.
  @FunctionalInterface
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
