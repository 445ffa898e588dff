package dev.timonier.server.resource.core.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.registry.Part;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class PodStatusTest {
  private static final String ADDRESS =
      "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)";

  @AutoClose private final LocalApi api = new LocalApi();

  private record Case(String name, String status, List<String> faults) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case status(String name, String status, String... faults) {
    return new Case(name, status, List.of(faults));
  }

  static final List<Case> STATUSES =
      List.of(
          status(
              "address and host",
              "podIPs: [{ip: 10.0.0.1}], hostIP: 1.2.3.4, hostIPs: [{ip: 1.2.3.4}]"),
          status("one of each family", "podIPs: [{ip: 10.0.0.1}, {ip: 'fd00::1'}]"),
          status(
              "two of a family",
              "podIPs: [{ip: 10.0.0.1}, {ip: 10.0.0.2}]",
              "status.podIPs: Invalid value: [{\"IP\":\"10.0.0.1\"},{\"IP\":\"10.0.0.2\"}]: may specify no more than one IP for each IP family"),
          status(
              "no address",
              "podIPs: [{ip: nope}]",
              "status.podIPs[0]: Invalid value: \"nope\": " + ADDRESS),
          status(
              "another host",
              "hostIP: 1.2.3.4, hostIPs: [{ip: 4.3.2.1}]",
              "status.hostIPs[0].ip: Invalid value: \"4.3.2.1\": must be equal to `hostIP`"),
          status(
              "a host that is none",
              "hostIP: 1.2.3.4, hostIPs: [{ip: 1.2.3.4}, {ip: x}]",
              "status.hostIPs[1]: Invalid value: \"x\": " + ADDRESS,
              "status.hostIPs: Internal error: failed to check for dual stack with error:invalid IP[1]: x",
              "status.hostIPs: Invalid value: [{\"IP\":\"1.2.3.4\"},{\"IP\":\"x\"}]: may specify no more than one IP for each IP family"),
          status(
              "claims of others",
              "resourceClaimStatuses: [{name: zz}, {name: r, resourceClaimName: x}, {name: r}]",
              "status.resourceClaimStatuses[0].name: Invalid value: \"zz\": must match the name of an entry in `spec.resourceClaims`",
              "status.resourceClaimStatuses[2].name: Duplicate value: \"r\""),
          status(
              "claim of extended resources",
              "extendedResourceClaimStatus: {requestMappings: []}",
              "status.extendedResourceClaimStatus.requestMappings: Required value: at least one request mapping is required",
              "status.extendedResourceClaimStatus.resourceClaimName: Required value"),
          status(
              "user",
              "containerStatuses: [{name: c, user: {linux: {uid: -1, gid: 0, supplementalGroups: [-2]}}}]",
              "status.containerStatuses[0].user.linux.uid: Invalid value: -1: must be between 0 and 2147483647, inclusive",
              "status.containerStatuses[0].user.linux.supplementalGroups[0]: Invalid value: -2: must be between 0 and 2147483647, inclusive"),
          status(
              "health of devices",
              "containerStatuses: [{name: c, allocatedResourcesStatus: [{name: cpu}, {name: 'claim:x/y', resources: [{resourceID: i, health: Meh}]}, {name: 'claim:r'}, {name: example.com/d}]}]",
              "status.containerStatuses[0].allocatedResourcesStatus[0].name: Invalid value: \"cpu\": must match one of the container's resource requests",
              "status.containerStatuses[0].allocatedResourcesStatus[1].name: Invalid value: \"claim:x/y\": must match one of the container's resource claims in a format 'claim:<claimName>/<request>' or 'claim:<claimName>' if request is empty",
              "status.containerStatuses[0].allocatedResourcesStatus[1].resources[0].health: Unsupported value: \"Meh\": supported values: \"Healthy\", \"Unhealthy\", \"Unknown\""));

  @ParameterizedTest
  @FieldSource("STATUSES")
  void statusKeepsItsRules(Case c) {
    create();
    assertThat(LocalApi.faults(() -> patch(c.status()))).isEqualTo(c.faults());
  }

  private void create() {
    api.create(
        "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {resourceClaims: [{name: r, resourceClaimName: x}], containers: [{name: c, image: i, resources: {claims: [{name: r}], limits: {example.com/d: 1}}}]}}");
  }

  private void patch(String status) {
    api.patch(
        Part.STATUS, "{apiVersion: v1, kind: Pod, metadata: {name: a}, status: {" + status + "}}");
  }

  @Test
  void addressThatIsWrittenOddlyIsWarnedOf() {
    create();
    patch("podIPs: [{ip: 'fd00:0::1'}], hostIP: 'FD00::2', hostIPs: [{ip: 'FD00::2'}]");
    assertThat(api.warnings())
        .containsExactly(
            "status.podIPs[0].ip: IPv6 address \"fd00:0::1\" should be in RFC 5952 canonical"
                + " format (\"fd00::1\")",
            "status.hostIPs[0].ip: IPv6 address \"FD00::2\" should be in RFC 5952 canonical format"
                + " (\"fd00::2\")");
  }

  @Test
  void classOfServiceThatIsGivenStays() {
    var pod =
        api.create(
            "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: c, image: i}]}, status: {phase: Running, podIP: 1.2.3.4, qosClass: Guaranteed}}");
    assertThat(pod.path("status").toString())
        .isEqualTo("{\"phase\":\"Pending\",\"qosClass\":\"Guaranteed\"}");
  }

  @Test
  void failedContainerHidesTheCompletedOnesInTables() {
    var ended = "{name: %s, state: {terminated: {reason: %s}}}";
    var statuses =
        List.of(ended.formatted("c", "Completed"), ended.formatted("d", "Error")).toString();
    assertThat(
            api.cells(
                "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: c}, {name: d}]}, status: {phase: Running, containerStatuses: "
                    + statuses
                    + "}}"))
        .contains("Error");
  }

  @Test
  void statusDoesNotDeleteThePod() {
    var pod = "apiVersion: v1, kind: Pod, metadata: {name: d";
    api.create("{" + pod + "}, spec: {containers: [{name: c, image: i}]}}");
    var next = api.patch(Part.STATUS, "{" + pod + ", deletionTimestamp: '2024-01-01T00:00:00Z'}}");
    assertThat(next.path("metadata").has("deletionTimestamp")).isFalse();
  }
}
