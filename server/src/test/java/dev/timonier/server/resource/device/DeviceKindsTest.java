package dev.timonier.server.resource.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.registry.Part;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class DeviceKindsTest {
  private static final String CLAIM =
      "apiVersion: resource.k8s.io/v1, kind: ResourceClaim, metadata: {name: a}, ";

  @AutoClose private final LocalApi api = new LocalApi();

  @Test
  void requestAsksForOneDevice() {
    var claim =
        api.create(
            "{"
                + CLAIM
                + "spec: {devices: {requests: [{name: r, exactly: {deviceClassName: x}}, {name: s,"
                + " exactly: {deviceClassName: x, allocationMode: All}}, {name: t, firstAvailable:"
                + " [{name: u, deviceClassName: x, count: 3}]}]}}}");
    var requests = claim.path("spec").path("devices").path("requests");
    assertThat(requests.path(0).path("exactly").path("allocationMode").asText())
        .isEqualTo("ExactCount");
    assertThat(requests.path(0).path("exactly").path("count").asInt()).isEqualTo(1);
    assertThat(requests.path(1).path("exactly").has("count")).isFalse();
    var choice = requests.path(2).path("firstAvailable").path(0);
    assertThat(choice.path("allocationMode").asText()).isEqualTo("ExactCount");
    assertThat(choice.path("count").asInt()).isEqualTo(3);
  }

  @Test
  void templateOfClaimsAsksForOneDeviceToo() {
    var template =
        api.create(
            "{apiVersion: resource.k8s.io/v1, kind: ResourceClaimTemplate, metadata: {name: a},"
                + " spec: {spec: {devices: {requests: [{name: r, exactly: {deviceClassName:"
                + " x}}]}}}}");
    var request = template.path("spec").path("spec").path("devices").path("requests").path(0);
    assertThat(request.path("exactly").path("count").asInt()).isEqualTo(1);
  }

  @Test
  void claimShowsWhatHasBecomeOfIt() {
    var plain = "{" + CLAIM + "spec: {devices: {requests: null}}, status: ";
    assertThat(api.cells(plain + "{}}")).contains("pending");
    assertThat(api.cells(plain + "{allocation: {devices: {}}, reservedFor: [{uid: u}]}}"))
        .contains("allocated,reserved");
  }

  @Test
  void classCountsItsChanges() {
    var metadata = "apiVersion: resource.k8s.io/v1, kind: DeviceClass, metadata: {name: a}, ";
    var first = api.create("{" + metadata + "spec: {}}");
    assertThat(first.path("metadata").path("generation").asInt()).isEqualTo(1);
    var next = api.patch("{" + metadata + "spec: {extendedResourceName: a.b/c}}");
    assertThat(next.path("metadata").path("generation").asInt()).isEqualTo(2);
  }

  @Test
  void beginningsOfNamesOfClassesAreNotExamined() {
    var kind = "{apiVersion: resource.k8s.io/v1, kind: DeviceClass, spec: {}, metadata: ";
    assertThat(LocalApi.faults(() -> api.create(kind + "{name: a, generateName: 'A:'}}")))
        .isEmpty();
    assertThat(LocalApi.faults(() -> api.create(kind + "{name: b, generateName: a/}}")))
        .containsExactly("metadata.generateName: Invalid value: \"a/\": may not contain '/'");
  }

  private static String slice(String driver, String device) {
    return "{apiVersion: resource.k8s.io/v1, kind: ResourceSlice, metadata: {name: a}, spec: {driver:"
        + " %s, allNodes: true, pool: {name: p, generation: 1, resourceSliceCount: 1}, devices:"
            .formatted(driver)
        + " [{name: x, %s}]}}".formatted(device);
  }

  @Test
  void newTaintsTellWhenTheyCame() {
    var slice = api.create(slice("d", "taints: [{key: k, effect: NoSchedule}]"));
    assertThat(slice.at("/spec/devices/0/taints/0/timeAdded"))
        .isEqualTo(slice.at("/metadata/creationTimestamp"));
  }

  @Test
  void newestFieldsOfDevicesAreNotAsked() {
    var attributes = "attributes: {a: {int: 1, ints: [1, 2]}}";
    var slice = api.create(slice("d", attributes + ", nodeAllocatableResourceMappings: {cpu: {}}"));
    var device = slice.at("/spec/devices/0");
    assertThat(device.at("/attributes/a").toString()).isEqualTo("{\"int\":1}");
    assertThat(device.has("nodeAllocatableResourceMappings")).isFalse();
  }

  @Test
  void driversInCapitalsAreWarnedOf() {
    api.create(slice("D", "attributes: {}"));
    assertThat(api.warnings())
        .containsExactly(
            "spec.driver: driver names should be lowercase; \"D\" contains uppercase characters");
  }

  @Test
  void statusIsWrittenWithoutMetadata() {
    var claim = api.create("{" + CLAIM + "spec: {devices: {requests: null}}}");
    var metadata = (ObjectNode) claim.path("metadata");
    metadata.put("deletionTimestamp", "2024-01-01T00:00:00Z").putObject("labels").put("a", "b");
    var next = api.update(Part.STATUS, claim).path("metadata");
    assertThat(next.has("labels")).isFalse();
    assertThat(next.has("deletionTimestamp")).isFalse();
  }
}
