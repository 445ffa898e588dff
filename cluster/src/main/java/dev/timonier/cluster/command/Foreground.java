package dev.timonier.cluster.command;

import dev.timonier.cluster.process.HeapPacing;
import dev.timonier.machinery.time.SystemTime;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A process that works until it is asked to end, by a signal or by Ctrl-C.
final class Foreground {
  private static final Logger LOG = LoggerFactory.getLogger(Foreground.class);

  private Foreground() {}

  /// Waits until someone asks the process to end, and closes what it runs then.
  static void run(AutoCloseable work) {
    run(work, new CompletableFuture<>());
  }

  /// Waits until someone asks the process to end, and closes what it runs then; or until it must
  /// end.
  ///
  /// @param replaced completes when it must end
  /// @return the exit code
  static int run(AutoCloseable work, CompletableFuture<Void> replaced) {
    var ended = new CompletableFuture<Integer>();
    var _ = replaced.thenRun(() -> ended.complete(1));
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> end(work, ended)));
    try (var time = new SystemTime("heap")) {
      HeapPacing.begin(time);
      return ended.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private static void end(AutoCloseable work, CompletableFuture<Integer> ended) {
    LOG.info("asked to end");
    try {
      work.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      LOG.info("ended");
      ended.complete(0);
    }
  }
}
