package dev.timonier.server.bootstrap;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Brings about what must exist before the server says that it is ready. Each step looks first, so
/// that it does nothing on later starts, and mends what someone removed.
public final class Bootstrap implements AutoCloseable {
  private final List<Hook> hooks;
  private final Set<Hook> done = ConcurrentHashMap.newKeySet();

  /// One sort of objects.
  @FunctionalInterface
  public interface Step extends AutoCloseable {
    void run();

    /// Ends what goes on since it was run.
    @Override
    default void close() {}
  }

  /// Steps that health checks tell of by a name of kube-apiserver's.
  public record Hook(String name, List<Step> steps) {
    public static Hook of(String name, Step... steps) {
      return new Hook(name, List.of(steps));
    }
  }

  public Bootstrap(List<Hook> hooks) {
    this.hooks = hooks;
  }

  /// Runs the hooks in their order.
  public void run() {
    for (var hook : hooks) {
      hook.steps().forEach(Step::run);
      done.add(hook);
    }
  }

  /// Ends what the hooks keep doing, in their order.
  @Override
  public void close() {
    for (var hook : hooks) {
      hook.steps().forEach(Step::close);
    }
  }

  public List<Hook> hooks() {
    return hooks;
  }

  public boolean isDone(Hook hook) {
    return done.contains(hook);
  }
}
