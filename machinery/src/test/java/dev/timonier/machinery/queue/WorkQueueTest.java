package dev.timonier.machinery.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.machinery.time.VirtualTime;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WorkQueueTest {
  private final VirtualTime time = new VirtualTime();
  private final WorkQueue<String> queue =
      new WorkQueue<>(time, new Backoff<>(Duration.ofMillis(5), Duration.ofSeconds(1)));

  @Test
  void keyThatIsAddedTwiceIsTakenOnce() throws Exception {
    queue.add("a");
    queue.add("a");
    assertThat(queue.take()).contains("a");
    assertThat(queue.size()).isZero();
  }

  @Test
  void keyThatIsAddedWhileWorkedOnIsTakenAgainAfterwards() throws Exception {
    queue.add("a");
    queue.take();
    queue.add("a");
    assertThat(queue.size()).isZero();
    queue.done("a");
    assertThat(queue.take()).contains("a");
  }

  @Test
  void keysAreTakenInOrder() throws Exception {
    queue.add("a");
    queue.add("b");
    assertThat(queue.take()).contains("a");
    assertThat(queue.take()).contains("b");
  }

  @Test
  void delayedKeyBecomesReadyAtItsMoment() {
    queue.addAfter("a", Duration.ofSeconds(2));
    time.advance(Duration.ofMillis(1999));
    assertThat(queue.size()).isZero();
    time.advance(Duration.ofMillis(1));
    assertThat(queue.size()).isOne();
  }

  @Test
  void ofTwoDelaysTheShorterCounts() {
    queue.addAfter("a", Duration.ofSeconds(5));
    queue.addAfter("a", Duration.ofSeconds(1));
    queue.addAfter("a", Duration.ofSeconds(9));
    time.advance(Duration.ofSeconds(1));
    assertThat(queue.size()).isOne();
    assertThat(time.waiting()).isZero();
  }

  @Test
  void delayDoublesWithEachFailureUntilForgotten() {
    var backoff = new Backoff<String>(Duration.ofMillis(5), Duration.ofMillis(15));
    assertThat(backoff.next("a")).hasMillis(5);
    assertThat(backoff.next("a")).hasMillis(10);
    assertThat(backoff.next("a")).hasMillis(15);
    backoff.forget("a");
    assertThat(backoff.next("a")).hasMillis(5);
  }

  @Test
  void idleMeansNothingReadyAndNothingWorkedOn() throws Exception {
    assertThat(queue.idle()).isTrue();
    queue.add("a");
    assertThat(queue.idle()).isFalse();
    queue.take();
    assertThat(queue.idle()).isFalse();
    queue.done("a");
    assertThat(queue.idle()).isTrue();
  }

  @Test
  void closingWakesWhoWaits() throws Exception {
    var taken = new CompletableFuture<Boolean>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                taken.complete(queue.take().isEmpty());
              } catch (InterruptedException e) {
                taken.completeExceptionally(e);
              }
            });
    queue.close();
    assertThat(taken.get(3, TimeUnit.MINUTES)).isTrue();
  }
}
