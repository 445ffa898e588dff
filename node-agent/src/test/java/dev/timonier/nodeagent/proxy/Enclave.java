package dev.timonier.nodeagent.proxy;

import dev.timonier.nodeagent.linux.Linux;
import dev.timonier.nodeagent.linux.Namespaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A network namespace with a thread in it that does what it is told, until it is closed.
final class Enclave implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 180;

  private final LinkedBlockingQueue<FutureTask<?>> work = new LinkedBlockingQueue<>();
  private final FutureTask<Void> end = new FutureTask<>(() -> null);
  private final CompletableFuture<Path> file = new CompletableFuture<>();
  private final Thread thread = Thread.ofPlatform().name("enclave").daemon().start(this::live);

  private void live() {
    try {
      Namespaces.inNew(Linux.CLONE_NEWNET, this::serve);
    } catch (IOException e) {
      file.completeExceptionally(e);
    }
  }

  private Void serve() throws IOException {
    var self = Path.of("/proc").resolve(Files.readSymbolicLink(Path.of("/proc/thread-self")));
    file.complete(self.resolve("ns/net"));
    try {
      for (var next = work.take(); next != end; next = work.take()) {
        next.run();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return null;
  }

  /// A file that stands for the namespace.
  Path file() throws Exception {
    return file.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /// Does something within.
  <T> T in(Callable<T> task) throws Exception {
    var future = new FutureTask<>(task);
    work.add(future);
    try {
      return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    } catch (TimeoutException e) {
      throw new IOException("nothing came of it", e);
    }
  }

  @Override
  public void close() {
    work.add(end);
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
