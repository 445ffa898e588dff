package dev.timonier.nodeagent.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.machinery.meta.NamespacedName;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointConditions;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SliceReaderTest {
  private static final ServicePort PORT = ServiceReader.ports(Services.web()).getFirst();

  private static List<String> endpoints(EndpointSlice slice) {
    return SliceReader.endpoints(slice, PORT).map(Endpoint::toString).toList();
  }

  @Test
  void sliceBelongsToTheServiceOfItsLabel() {
    assertThat(SliceReader.service(Services.slice("10.0.0.1")))
        .contains(new NamespacedName("default", "web"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"service.kubernetes.io/service-proxy-name", "service.kubernetes.io/headless"})
  void sliceOfOthersIsIgnored(String label) {
    var slice =
        new EndpointSliceBuilder(Services.slice("10.0.0.1"))
            .editMetadata()
            .addToLabels(label, "")
            .endMetadata()
            .build();

    assertThat(SliceReader.service(slice)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"IPv6", "FQDN"})
  void sliceOfOtherAddressesIsIgnored(String type) {
    var slice = new EndpointSliceBuilder(Services.slice("10.0.0.1")).withAddressType(type).build();

    assertThat(SliceReader.service(slice)).isEmpty();
  }

  @Test
  void sliceWithoutListsHasNoEndpoints() {
    var slice = Services.slice("10.0.0.1");
    slice.setPorts(null);
    assertThat(endpoints(slice)).isEmpty();

    var empty = Services.slice("10.0.0.1");
    empty.setEndpoints(null);
    assertThat(endpoints(empty)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "http, TCP, 10.0.0.1:8080",
    "http, '', 10.0.0.1:8080",
    "http, UDP, ''",
    "other, TCP, ''",
  })
  void portsMatchByNameAndProtocol(String name, String protocol, String expected) {
    var slice = Services.slice(name, protocol, 8080, "10.0.0.1");

    assertThat(String.join(",", endpoints(slice))).isEqualTo(expected);
  }

  @Test
  void portWithoutNumberIsIgnored() {
    var slice =
        new EndpointSliceBuilder(Services.slice("10.0.0.1"))
            .editFirstPort()
            .withPort(null)
            .endPort()
            .build();

    assertThat(endpoints(slice)).isEmpty();
  }

  private record State(
      @Nullable Boolean ready,
      @Nullable Boolean serving,
      @Nullable Boolean terminating,
      Endpoint.State expected) {}

  static Stream<State> states() {
    return Stream.of(
        new State(null, null, null, Endpoint.State.READY),
        new State(true, true, false, Endpoint.State.READY),
        new State(true, true, true, Endpoint.State.READY),
        new State(false, null, null, Endpoint.State.UNUSABLE),
        new State(false, true, false, Endpoint.State.UNUSABLE),
        new State(false, true, true, Endpoint.State.SERVING_TERMINATING),
        new State(false, false, true, Endpoint.State.UNUSABLE));
  }

  @ParameterizedTest
  @MethodSource("states")
  void stateFollowsFromTheConditions(State state) {
    var conditions = new EndpointConditions(state.ready, state.serving, state.terminating);
    var endpoint = Services.endpoint("10.0.0.1").withConditions(conditions);

    assertThat(SliceReader.endpoints(Services.slice(List.of(endpoint)), PORT))
        .extracting(Endpoint::state)
        .containsExactly(state.expected);
  }
}
