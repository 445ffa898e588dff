package dev.timonier.machinery.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class TimeLimitTest {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final VirtualTime time = new VirtualTime();

  @Test
  void workThatEndsInTimeGivesItsResultAndLeavesNoTimer() throws Exception {
    assertThat(TimeLimit.call(time, LIMIT, () -> "done")).isEqualTo("done");
    assertThat(time.waiting()).isZero();
  }

  @Test
  void workThatTakesTooLongIsInterrupted() {
    var never = new CountDownLatch(1);
    var begun = new CountDownLatch(1);
    var result = new CompletableFuture<String>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                TimeLimit.run(
                    time,
                    LIMIT,
                    () -> {
                      begun.countDown();
                      never.await();
                    });
              } catch (TimeoutException | InterruptedException e) {
                result.completeExceptionally(e);
              }
            });
    assertThatThrownBy(
            () -> {
              begun.await();
              time.advance(LIMIT);
              result.get(3, TimeUnit.MINUTES);
            })
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(TimeoutException.class);
  }

  @Test
  void limitThatPassesUnnoticedLeavesNoInterruptBehind() throws Exception {
    TimeLimit.run(time, LIMIT, () -> time.advance(LIMIT));
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void interruptOfSomeoneElseIsNoTimeout() {
    assertThatThrownBy(
            () ->
                TimeLimit.run(
                    time,
                    LIMIT,
                    () -> {
                      throw new InterruptedException();
                    }))
        .isInstanceOf(InterruptedException.class);
    assertThat(time.waiting()).isZero();
  }
}
