package dev.timonier.nodeagent.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Does something within other namespaces: on a thread of its own, that ends with it.
public final class Namespaces {
  private Namespaces() {}

  /// Work that is done inside.
  @FunctionalInterface
  public interface Work<T> {
    T run() throws IOException;
  }

  /// Runs work in new namespaces of the given kinds (`CLONE_NEW…`), which last as long as something
  /// refers to them. The new ones are those of `/proc/thread-self/ns`.
  public static <T> T inNew(long kinds, Work<T> work) throws IOException {
    return onThreadOfItsOwn(
        () -> {
          Kernel.call("create namespaces", SystemCall.UNSHARE, kinds);
          return work.run();
        });
  }

  /// Runs work in the namespace that a file stands for.
  public static <T> T in(String file, long kind, Work<T> work) throws IOException {
    return onThreadOfItsOwn(
        () -> {
          try (var namespace = Descriptor.open(file, Linux.O_RDONLY)) {
            Kernel.call("enter " + file, SystemCall.SETNS, namespace.number(), kind);
          }
          return work.run();
        });
  }

  /// Sets the host name of the calling thread's namespace.
  public static void setHostName(String name) throws KernelException {
    var bytes = name.getBytes(StandardCharsets.UTF_8);
    try (var arena = Arena.ofConfined()) {
      Kernel.call(
          "set host name", SystemCall.SETHOSTNAME, Kernel.address(arena, bytes), bytes.length);
    }
  }

  private static <T> T onThreadOfItsOwn(Work<T> work) throws IOException {
    var result = new CompletableFuture<T>();
    Thread.ofPlatform()
        .name("namespace")
        .daemon()
        .start(
            () -> {
              try {
                result.complete(work.run());
              } catch (IOException | RuntimeException | Error failure) {
                result.completeExceptionally(failure);
              }
            });
    try {
      return result.join();
    } catch (CompletionException failure) {
      throw failure.getCause() instanceof IOException cause ? cause : new IOException(failure);
    }
  }
}
