package dev.timonier.cluster.command;

import dev.timonier.cluster.process.HeapPacing;
import java.util.concurrent.CountDownLatch;

/// A process that works until it is asked to end, by a signal or by Ctrl-C.
final class Foreground {
  private Foreground() {}

  /// Waits until someone asks the process to end, and closes what it runs then.
  static void run(AutoCloseable work) {
    HeapPacing.begin();
    var ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> end(work, ended)));
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void end(AutoCloseable work, CountDownLatch ended) {
    try {
      work.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      ended.countDown();
    }
  }
}
