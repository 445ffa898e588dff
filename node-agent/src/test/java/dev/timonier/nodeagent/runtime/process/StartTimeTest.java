package dev.timonier.nodeagent.runtime.process;

import static java.util.Comparator.naturalOrder;
import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.nodeagent.runtime.ContainerStatus.State;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class StartTimeTest {
  private static final Logger LOG = LoggerFactory.getLogger(StartTimeTest.class);

  @RegisterExtension final TestNode node = new TestNode();

  @Test
  void podStartsQuicklyAndManyStartAtOnce() throws Exception {
    for (var warm = 0; warm < 5; warm++) {
      startPod();
    }
    var one = IntStream.range(0, 5).mapToObj(_ -> timeToStart()).min(naturalOrder()).orElseThrow();
    var all = System.nanoTime();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, 20).forEach(_ -> threads.execute(this::startPod));
    }
    var twenty = Duration.ofNanos(System.nanoTime() - all);

    LOG.info("one pod: {} ms, twenty at once: {} ms", one.toMillis(), twenty.toMillis());
    assertThat(node.runtime().containers())
        .hasSize(30)
        .allMatch(container -> container.state() instanceof State.Running);
    assertThat(one).isLessThan(Duration.ofSeconds(5));
    assertThat(twenty).isLessThan(Duration.ofSeconds(30));
  }

  /// The machine has other things to do, too: the best of several counts.
  private Duration timeToStart() {
    var begin = System.nanoTime();
    startPod();
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private void startPod() {
    node.run(node.sandbox(), config -> config.command("sleep", "1000"));
  }
}
