package dev.timonier.machinery.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
  private final VirtualTime time = new VirtualTime();

  @Test
  void timersRunInOrderOfTheirMoments() {
    var ran = new ArrayList<String>();
    time.after(Duration.ofSeconds(2), () -> ran.add("second"));
    time.after(Duration.ofSeconds(1), () -> ran.add("first"));
    time.after(Duration.ofSeconds(9), () -> ran.add("later"));
    time.advance(Duration.ofSeconds(2));
    assertThat(ran).containsExactly("first", "second");
  }

  @Test
  void timerMayStartAnotherThatIsDueInTheSameAdvance() {
    var ran = new ArrayList<Duration>();
    var start = time.instant();
    time.after(
        Duration.ofSeconds(1),
        () ->
            time.after(
                Duration.ofSeconds(1), () -> ran.add(Duration.between(start, time.instant()))));
    time.advance(Duration.ofSeconds(3));
    assertThat(ran).containsExactly(Duration.ofSeconds(2));
  }

  @Test
  void cancelledTimerDoesNotRun() {
    var ran = new ArrayList<String>();
    time.after(Duration.ofSeconds(1), () -> ran.add("x")).cancel();
    time.advance(Duration.ofSeconds(2));
    assertThat(ran).isEmpty();
  }

  @Test
  void clockMovesByWhatItIsAdvanced() {
    var start = time.instant();
    time.advance(Duration.ofMinutes(5));
    assertThat(time.instant()).isEqualTo(start.plus(Duration.ofMinutes(5)));
    assertThat(time.nanoTime()).isEqualTo(Duration.ofMinutes(5).toNanos());
  }
}
