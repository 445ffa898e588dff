package dev.timonier.cluster.command;

import dev.timonier.cluster.process.HeapPacing;
import dev.timonier.machinery.time.SystemTime;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A process that works until it is asked to end, by a signal or by Ctrl-C.
final class Foreground {
  private static final Logger LOG = LoggerFactory.getLogger(Foreground.class);

  private Foreground() {}

  /// Waits until someone asks the process to end, and closes what it runs then.
  static void run(AutoCloseable work) {
    var ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> end(work, ended)));
    try (var time = new SystemTime("heap")) {
      HeapPacing.begin(time);
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void end(AutoCloseable work, CountDownLatch ended) {
    LOG.info("asked to end");
    try {
      work.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      LOG.info("ended");
      ended.countDown();
    }
  }
}
