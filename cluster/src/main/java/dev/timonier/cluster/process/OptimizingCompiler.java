package dev.timonier.cluster.process;

import dev.timonier.nodeagent.linux.KernelException;
import dev.timonier.nodeagent.linux.ThreadPriority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/// Of the Java machine's two compilers the one whose work pays later. While a cluster starts, it
/// gets only the time that nobody else wants: on two processors it would have nearly one of them
/// for itself.
///
/// It is left alone where a priority that was lowered cannot be raised again: for all but root, and
/// elsewhere than on Linux.
public final class OptimizingCompiler {
  private static final Path THREADS = Path.of("/proc/self/task");
  private static final String NAME = "C2 ";

  private final CompletableFuture<OptionalInt> usual;

  private OptimizingCompiler(CompletableFuture<OptionalInt> usual) {
    this.usual = usual;
  }

  /// Holds it back, beside what else there is to do.
  public static OptimizingCompiler holdBack() {
    return new OptimizingCompiler(
        CompletableFuture.supplyAsync(
            OptimizingCompiler::lower, Thread.ofPlatform().name("priorities").daemon()::start));
  }

  /// Lets it work as it would have.
  public void release() {
    usual.join().ifPresent(OptimizingCompiler::set);
  }

  private static OptionalInt lower() {
    try {
      var usual = ThreadPriority.get(ThreadPriority.OWN);
      ThreadPriority.set(ThreadPriority.OWN, usual - 1); // fails for those who could not go back
      set(ThreadPriority.LOWEST);
      return OptionalInt.of(usual);
    } catch (KernelException | LinkageError _) {
      return OptionalInt.empty();
    }
  }

  private static void set(int priority) {
    for (var thread : threads()) {
      try {
        ThreadPriority.set(thread, priority);
      } catch (KernelException _) {
        // The thread has ended: the machine has as many as there is work.
      }
    }
  }

  private static List<Long> threads() {
    try (var all = Files.list(THREADS)) {
      return all.filter(OptimizingCompiler::isOne)
          .map(thread -> Long.parseLong(thread.getFileName().toString()))
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static boolean isOne(Path thread) {
    try {
      return Files.readString(thread.resolve("comm")).startsWith(NAME);
    } catch (IOException e) {
      return false;
    }
  }
}
