package dev.timonier.machinery.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.machinery.fake.FakeApi;
import dev.timonier.machinery.fake.Request;
import dev.timonier.machinery.time.VirtualTime;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ApiEventRecorderTest {
  private final VirtualTime time = new VirtualTime();
  private final FakeApi api = new FakeApi(time);
  private final EventRecorder recorder =
      new ApiEventRecorder(api.client(), EventSource.of("tester"), time, Runnable::run);

  private static ObjectReference pod() {
    return new ObjectReferenceBuilder()
        .withApiVersion("v1")
        .withKind("Pod")
        .withNamespace("default")
        .withName("web")
        .withUid("1")
        .build();
  }

  private void record() {
    recorder.record(pod(), EventType.Normal, "Pulled", "done");
    time.advance(Duration.ofSeconds(5));
  }

  private Event event() {
    return api.client().v1().events().inNamespace("default").list().getItems().getFirst();
  }

  /// Nodes and controllers may write events, but not read them.
  @Test
  void sameEventIsCountedWithoutBeingRead() {
    record();
    record();
    record();
    assertThat(api.requests())
        .extracting(Request::method)
        .containsExactly("POST", "PATCH", "PATCH");
    assertThat(event())
        .returns(3, Event::getCount)
        .satisfies(e -> assertThat(e.getLastTimestamp()).isGreaterThan(e.getFirstTimestamp()));
  }

  @Test
  void eventThatIsGoneIsWrittenAnew() {
    record();
    api.client().resource(event()).delete();
    record();
    assertThat(event().getCount()).isEqualTo(2);
  }
}
