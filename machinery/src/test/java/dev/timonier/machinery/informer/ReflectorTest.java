package dev.timonier.machinery.informer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.machinery.fake.FakeApi;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.time.Time;
import dev.timonier.machinery.time.VirtualTime;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReflectorTest {
  private final VirtualTime virtual = new VirtualTime();
  private final FakeApi api = new FakeApi(virtual);
  private final Queue<Throwable> thrown = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Thread> waited = new CompletableFuture<>();
  private Thread.UncaughtExceptionHandler before = (_, _) -> {};

  @BeforeEach
  void hearOfFaults() {
    before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, fault) -> {
          if (thread.getName().startsWith("reflector ")) {
            thrown.add(fault);
          }
        });
  }

  @AfterEach
  void restore() {
    Thread.setDefaultUncaughtExceptionHandler(before);
  }

  /// Timers that end at the very moment when somebody is about to wait for one.
  private final class EndingTime implements Time {
    private final AtomicReference<Reflector<ConfigMap>> closing = new AtomicReference<>();

    @Override
    public Instant instant() {
      return virtual.instant();
    }

    @Override
    public long nanoTime() {
      return virtual.nanoTime();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
      waited.complete(Thread.currentThread());
      closing.get().close();
      throw new RejectedExecutionException();
    }
  }

  @Test
  void reflectorThatIsClosedWhenTimersEndSaysNothing() throws InterruptedException {
    api.fail(_ -> Optional.of(ApiErrors.serviceUnavailable("stopping")));
    var time = new EndingTime();
    var source = ListWatch.of(api.client(), ConfigMap.class);
    var reflector = new Reflector<>(source, new Nobody(), time);
    time.closing.set(reflector);

    reflector.start();

    waited.join().join();
    assertThat(thrown).isEmpty();
  }

  private static final class Nobody implements Sink<ConfigMap> {
    @Override
    public void replaced(List<ConfigMap> items) {}

    @Override
    public void applied(ConfigMap item) {}

    @Override
    public void deleted(ConfigMap item) {}
  }
}
