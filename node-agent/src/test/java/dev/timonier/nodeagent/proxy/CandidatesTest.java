package dev.timonier.nodeagent.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CandidatesTest {
  /// @param cluster the addresses, or "" for none
  private record Case(
      String name,
      String internal,
      String external,
      int nodePort,
      List<EndpointBuilder> endpoints,
      List<String> cluster,
      List<String> local,
      boolean served) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static EndpointBuilder here(String address) {
    return Services.endpoint(address);
  }

  private static EndpointBuilder there(EndpointBuilder endpoint) {
    return endpoint.withNodeName("there");
  }

  private static EndpointBuilder forNode(String address, String node) {
    return here(address).withNewHints().addNewForNode(node).endHints();
  }

  private static EndpointBuilder forZone(String address, String zone) {
    return here(address).withNewHints().addNewForZone(zone).endHints();
  }

  static Stream<Case> cases() {
    var both = List.of(here("10.0.0.1"), there(here("10.0.0.2")));
    var away = List.of(there(here("10.0.0.2")));
    var all = List.of("10.0.0.1", "10.0.0.2");
    return Stream.of(
        new Case("cluster", "", "", 0, both, all, List.of(), true),
        new Case("internally local", "Local", "", 0, both, List.of(), List.of("10.0.0.1"), true),
        new Case("none here", "Local", "", 0, away, List.of(), List.of(), true),
        new Case("external policy without node port", "", "Local", 0, both, all, List.of(), true),
        new Case("externally local", "", "Local", 1, both, all, List.of("10.0.0.1"), true),
        new Case("both local", "Local", "Local", 1, both, all, List.of("10.0.0.1"), true),
        new Case(
            "unready ones are not used",
            "Cluster",
            "Cluster",
            0,
            List.of(here("10.0.0.1"), Services.unready("10.0.0.3")),
            List.of("10.0.0.1"),
            List.of(),
            true),
        new Case(
            "none is usable",
            "Cluster",
            "Local",
            1,
            List.of(Services.unready("10.0.0.3")),
            List.of(),
            List.of(),
            false),
        new Case(
            "terminating ones are not used beside ready ones",
            "Cluster",
            "Cluster",
            0,
            List.of(here("10.0.0.1"), Services.terminating("10.0.0.3")),
            List.of("10.0.0.1"),
            List.of(),
            true),
        new Case(
            "terminating ones are used where none is ready",
            "Cluster",
            "Local",
            1,
            List.of(there(here("10.0.0.2")), Services.terminating("10.0.0.3")),
            List.of("10.0.0.2"),
            List.of("10.0.0.3"),
            true),
        new Case(
            "terminating ones are better than none",
            "Cluster",
            "Cluster",
            0,
            List.of(Services.terminating("10.0.0.3"), Services.unready("10.0.0.4")),
            List.of("10.0.0.3"),
            List.of(),
            true),
        new Case(
            "hinted to this node",
            "",
            "",
            0,
            List.of(forNode("10.0.0.1", "here"), forNode("10.0.0.2", "there")),
            List.of("10.0.0.1"),
            List.of(),
            true),
        new Case(
            "hinted to other nodes only",
            "",
            "",
            0,
            List.of(forNode("10.0.0.1", "elsewhere"), forNode("10.0.0.2", "there")),
            all,
            List.of(),
            true),
        new Case(
            "one has no hint",
            "",
            "",
            0,
            List.of(forNode("10.0.0.1", "here"), here("10.0.0.2")),
            all,
            List.of(),
            true),
        new Case(
            "hinted to this zone",
            "",
            "",
            0,
            List.of(forZone("10.0.0.1", "south"), forZone("10.0.0.2", "north")),
            List.of("10.0.0.2"),
            List.of(),
            true));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void endpointsAreChosenByPolicyStateAndHints(Case example) {
    var service =
        Services.web(
            spec ->
                spec.withInternalTrafficPolicy(example.internal)
                    .withExternalTrafficPolicy(example.external)
                    .editFirstPort()
                    .withNodePort(example.nodePort)
                    .endPort());
    var port = ServiceReader.ports(service).getFirst();
    var endpoints = SliceReader.endpoints(Services.slice(example.endpoints), port).toList();

    var candidates = Candidates.of(port, endpoints, Services.PLACE);

    assertThat(candidates.cluster()).extracting(Endpoint::address).isEqualTo(example.cluster);
    assertThat(candidates.local()).extracting(Endpoint::address).isEqualTo(example.local);
    assertThat(candidates.isServed()).isEqualTo(example.served);
  }
}
