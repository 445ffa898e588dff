package dev.timonier.nodeagent.pod;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class MountBackoffTest {
  private final MountBackoff backoff = new MountBackoff();

  @Test
  void failuresAreToldEverMoreSeldom() {
    assertThat(LongStream.range(0, 60).filter(this::tells))
        .containsExactly(0L, 1L, 2L, 4L, 8L, 16L, 32L);
  }

  @Test
  void failureAfterASuccessIsNew() {
    LongStream.range(0, 60).forEach(this::tells);
    backoff.succeeded();
    assertThat(tells(60)).isTrue();
    assertThat(tells(61)).isTrue();
  }

  private boolean tells(long second) {
    return backoff.tells(Instant.ofEpochSecond(second));
  }
}
