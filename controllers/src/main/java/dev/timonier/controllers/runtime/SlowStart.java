package dev.timonier.controllers.runtime;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/// Makes many calls that will all fail if one fails, as creating pods against a quota: one at
/// first, then twice as many side by side each time, and no more after a failure.
///
/// @param successes how many calls went well
/// @param failure the first one
public record SlowStart(int successes, Optional<KubernetesClientException> failure) {

  /// @param count how many calls are wanted
  public static SlowStart run(int count, Callable<?> call) throws InterruptedException {
    var successes = 0;
    for (var batch = Math.min(count, 1);
        batch > 0;
        batch = Math.min(2 * batch, count - successes)) {
      var result = sideBySide(Collections.nCopies(batch, call));
      successes += result.successes();
      if (result.failure().isPresent()) {
        return new SlowStart(successes, result.failure());
      }
    }
    return new SlowStart(successes, Optional.empty());
  }

  /// Makes a call for each item, all at once.
  public static <T> SlowStart sideBySide(Collection<T> items, Consumer<T> call)
      throws InterruptedException {
    return sideBySide(
        items.stream().map(item -> Executors.callable(() -> call.accept(item))).toList());
  }

  private static SlowStart sideBySide(Collection<? extends Callable<?>> calls)
      throws InterruptedException {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var futures = new ArrayList<Future<?>>();
      calls.forEach(call -> futures.add(executor.submit(call)));
      return collect(futures);
    }
  }

  private static SlowStart collect(Iterable<Future<?>> futures) throws InterruptedException {
    var successes = 0;
    var failure = Optional.<KubernetesClientException>empty();
    for (var future : futures) {
      try {
        future.get();
        successes++;
      } catch (ExecutionException e) {
        failure = failure.or(() -> Optional.of(refusal(e)));
      }
    }
    return new SlowStart(successes, failure);
  }

  private static KubernetesClientException refusal(ExecutionException e) {
    return switch (e.getCause()) {
      case KubernetesClientException refusal -> refusal;
      case null, default -> throw new IllegalStateException(e.getCause());
    };
  }
}
