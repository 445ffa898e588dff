package dev.timonier.machinery.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.machinery.time.VirtualTime;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecentEventsTest {
  private final VirtualTime time = new VirtualTime();
  private final RecentEvents recent = new RecentEvents(time);

  @Test
  void tenthSimilarEventWithinTenMinutesIsCombined() {
    for (var i = 0; i < 9; i++) {
      assertThat(recent.isOneOfMany(event("message " + i))).isFalse();
    }
    assertThat(recent.isOneOfMany(event("message 9"))).isTrue();
    time.advance(Duration.ofMinutes(11));
    assertThat(recent.isOneOfMany(event("message 10"))).isFalse();
  }

  @Test
  void equalEventsAreNotCombined() {
    for (var i = 0; i < 20; i++) {
      assertThat(recent.isOneOfMany(event("same"))).isFalse();
    }
  }

  @Test
  void objectMayHaveTwentyFiveEventsAtOnceAndOneMoreInFiveMinutes() {
    for (var i = 0; i < 25; i++) {
      assertThat(recent.permits(event("message"))).isTrue();
    }
    assertThat(recent.permits(event("message"))).isFalse();
    time.advance(Duration.ofMinutes(5));
    assertThat(recent.permits(event("message"))).isTrue();
    assertThat(recent.permits(event("message"))).isFalse();
  }

  private static EventKey event(String message) {
    var pod = new ObjectReferenceBuilder().withKind("Pod").withName("a").withUid("1").build();
    return EventKey.of(pod, EventType.Normal, "Pulled", message);
  }
}
