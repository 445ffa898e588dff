package dev.timonier.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FrameQueueTest {
  private final FrameQueue queue = new FrameQueue(1000);

  private static byte[] frame(int length) {
    return new byte[length];
  }

  private List<Integer> taken() {
    return queue.take().stream().map(frame -> frame.length).toList();
  }

  @Test
  void framesGoTogetherInTheirOrder() {
    queue.add(frame(1));
    queue.add(frame(2));
    queue.add(frame(0));
    assertThat(taken()).containsExactly(1, 2, 0);
    assertThat(taken()).isEmpty();
  }

  @Test
  void noMoreGoTogetherThanIsAllowed() {
    for (var length = 400; length < 405; length++) {
      queue.add(frame(length));
    }
    assertThat(taken()).containsExactly(400, 401);
    assertThat(taken()).containsExactly(402, 403);
    assertThat(taken()).containsExactly(404);
  }

  @Test
  void frameThatIsTooLongGoesAlone() {
    queue.add(frame(5000));
    queue.add(frame(1));
    assertThat(taken()).containsExactly(5000);
    assertThat(taken()).containsExactly(1);
  }

  @Test
  void whatWaitsIsCountedUntilItIsTaken() {
    assertThat(queue.add(frame(600))).isGreaterThanOrEqualTo(600);
    assertThat(queue.add(frame(600))).isGreaterThanOrEqualTo(1200);
    queue.take();
    assertThat(queue.waiting()).isBetween(600L, 1000L);
    queue.take();
    assertThat(queue.waiting()).isZero();
  }
}
