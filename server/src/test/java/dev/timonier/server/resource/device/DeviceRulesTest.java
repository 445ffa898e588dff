package dev.timonier.server.resource.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.Creation;
import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.registry.Part;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class DeviceRulesTest {
  private static final String ONE_OF_BOTH =
      "exactly one of `exactly` or `firstAvailable` is required";
  private static final String REFERENCE =
      "must be the name of a request in the claim or the name of a request and a subrequest"
          + " separated by '/'";
  private static final String ONE_NODE =
      "exactly one of `nodeName`, `nodeSelector`, or `allNodes` is required when"
          + " `perDeviceNodeSelection` is set to true in the ResourceSlice spec";

  @AutoClose private final LocalApi api = new LocalApi();

  private static Creation claim(String name, String devices, String... faults) {
    return new Creation(
        name,
        "{apiVersion: resource.k8s.io/v1, kind: ResourceClaim, metadata: {name: a}, spec: {devices: {%s}}}"
            .formatted(devices),
        List.of(faults));
  }

  private static Creation slice(String name, String spec, String... faults) {
    return new Creation(
        name,
        "{apiVersion: resource.k8s.io/v1, kind: ResourceSlice, metadata: {name: a}, spec: {driver: d.example.com, pool: {name: p, resourceSliceCount: 1}, %s}}"
            .formatted(spec),
        List.of(faults));
  }

  private static Creation type(String name, String spec, String... faults) {
    return new Creation(
        name,
        "{apiVersion: resource.k8s.io/v1, kind: DeviceClass, metadata: {name: a}, spec: {%s}}"
            .formatted(spec),
        List.of(faults));
  }

  private static String times(int count, String element) {
    return IntStream.range(0, count).mapToObj(element::formatted).collect(Collectors.joining(","));
  }

  private static String loops(int depth) {
    var names = List.of("a", "b", "c", "d", "e").subList(0, depth);
    var loops = names.stream().map("device.attributes.all(%s, "::formatted);
    return loops.collect(Collectors.joining()) + "a == 'x'" + ")".repeat(depth);
  }

  static final List<Creation> CREATIONS =
      List.of(
          type("loops in loops", "selectors: [{cel: {expression: \"" + loops(3) + "\"}}]"),
          type(
              "too many loops in loops",
              "selectors: [{cel: {expression: \"" + loops(5) + "\"}}]",
              "spec.selectors[0].cel.expression: Forbidden: too complex, exceeds cost limit"),
          type(
              "selectors",
              "selectors: [{cel: {expression: device.driver}}, {cel: {expression: 1 + 1}}, {cel:"
                  + " {expression: device.nope}}, {cel: {expression: \"device.driver == 'a'\"}}, {cel:"
                  + " {expression: \"device.attributes['a.example.com'].b\"}}]",
              "spec.selectors[0].cel.expression: Invalid value: \"device.driver\": must evaluate to"
                  + " bool or the unknown type, not string",
              "spec.selectors[1].cel.expression: Invalid value: \"1 + 1\": must evaluate to bool or"
                  + " the unknown type, not int",
              "spec.selectors[2].cel.expression: Invalid value: \"device.nope\": compilation failed:"
                  + " ERROR: <input>:1:7: undefined field 'nope'\n | device.nope\n | ......^"),
          claim(
              "request of nothing",
              "requests: [{name: r}]",
              "spec.devices.requests[0]: Required value: " + ONE_OF_BOTH),
          claim(
              "request of two kinds",
              "requests: [{name: r, exactly: {deviceClassName: x}, firstAvailable: [{name: s, deviceClassName: x}]}]",
              "spec.devices.requests[0]: Invalid value: null: "
                  + ONE_OF_BOTH
                  + ", but multiple fields are set"),
          claim(
              "requests of one name",
              "requests: [{name: r, exactly: {deviceClassName: x}}, {name: r, exactly: {}}]",
              "spec.devices.requests[1].exactly.deviceClassName: Required value",
              "spec.devices.requests[1]: Duplicate value: \"r\""),
          claim(
              "modes",
              "requests: [{name: r, exactly: {deviceClassName: x, allocationMode: Some}}, {name: s, exactly: {deviceClassName: x, allocationMode: All, count: 1}}, {name: t, exactly: {deviceClassName: x, count: -1}}]",
              "spec.devices.requests[0].exactly.allocationMode: Unsupported value: \"Some\": supported values: \"All\", \"ExactCount\"",
              "spec.devices.requests[1].exactly.count: Invalid value: 1: must not be specified when allocationMode is 'All'",
              "spec.devices.requests[2].exactly.count: Invalid value: -1: must be greater than zero"),
          claim(
              "tolerations",
              "requests: [{name: r, exactly: {deviceClassName: x, tolerations: [{operator: Exists, value: v}, {key: k, operator: Near}, {key: k, effect: NoRun}]}}]",
              "spec.devices.requests[0].exactly.tolerations[0].value: Invalid value: \"v\": must be empty for operator `Exists`",
              "spec.devices.requests[0].exactly.tolerations[1].operator: Unsupported value: \"Near\": supported values: \"Equal\", \"Exists\"",
              "spec.devices.requests[0].exactly.tolerations[2].effect: Unsupported value: \"NoRun\": supported values: \"NoExecute\", \"NoSchedule\", \"None\""),
          claim(
              "constraints",
              "requests: [{name: r, firstAvailable: [{name: s, deviceClassName: x}]}], constraints: [{}, {requests: [r/s, r/t, r/s], matchAttribute: bare}, {distinctAttribute: d.example.com/a}]",
              "spec.devices.constraints[0]: Required value: exactly one of \"matchAttribute\" or \"distinctAttribute\" is required, but multiple fields are set",
              "spec.devices.constraints[1].requests[1]: Invalid value: \"r/t\": " + REFERENCE,
              "spec.devices.constraints[1].requests[2]: Duplicate value: \"r/s\"",
              "spec.devices.constraints[1].matchAttribute: Invalid value: \"bare\": a fully qualified name must be a domain and a name separated by a slash"),
          claim(
              "too many requests",
              "requests: [" + times(33, "{name: r%d, exactly: {deviceClassName: x}}") + "]",
              "spec.devices.requests: Too many: 33: must have at most 32 items"),
          claim(
              "as many requests as may be",
              "requests: [" + times(32, "{name: r%d, exactly: {deviceClassName: x}}") + "]"),
          type(
              "configurations",
              "selectors: [{}], config: [{}, {opaque: {driver: d, parameters: 5}}, {opaque: {parameters: {a: b}}}, {opaque: {driver: d}}]",
              "spec.selectors[0].cel: Required value",
              "spec.config[0].opaque: Required value",
              "spec.config[1].opaque.parameters: Invalid value: \"<value omitted>\": must be a valid JSON object",
              "spec.config[2].opaque.driver: Required value",
              "spec.config[3].opaque.parameters: Required value"),
          type(
              "resource of Kubernetes",
              "extendedResourceName: kubernetes.io/x",
              "spec.extendedResourceName: Invalid value: \"kubernetes.io/x\": must be a valid extended resource name"),
          type("resource of others", "extendedResourceName: example.com/x"),
          slice(
              "nowhere",
              "devices: []",
              "spec: Required value: exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required"),
          slice(
              "in two places",
              "nodeName: 'n', allNodes: true",
              "spec: Invalid value: \"{`nodeName`, `allNodes`}\": exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required, but multiple fields are set"),
          slice(
              "attributes",
              "allNodes: true, devices: [{name: d, attributes: {a: {}}}, {name: e, attributes: {a: {version: '1.2'}}}, {name: f, attributes: {/x: {bool: true}}}, {name: g, attributes: {b: {int: 1, string: x}}}]",
              "spec.devices[0].attributes[a]: Invalid value: \"\": exactly one value must be specified",
              "spec.devices[1].attributes[a].version: Invalid value: \"1.2\": must be a string compatible with semver.org spec 2.0.0",
              "spec.devices[2].attributes: Invalid value: \"\": the domain must not be empty",
              "spec.devices[3].attributes[b]: Invalid value: {\"IntValue\":1,\"BoolValue\":null,\"StringValue\":\"x\",\"VersionValue\":null,\"IntValues\":null,\"BoolValues\":null,\"StringValues\":null,\"VersionValues\":null}: exactly one value must be specified"),
          slice(
              "capacities",
              "allNodes: true, devices: [{name: d, capacity: {m: {value: 1Gi, requestPolicy: {default: 1}}}}, {name: e, allowMultipleAllocations: true, capacity: {m: {value: 4, requestPolicy: {default: 9, validValues: [3, 2, 2, 5]}}}}, {name: f, allowMultipleAllocations: true, capacity: {m: {value: 4, requestPolicy: {default: 3, validRange: {min: 2, max: 8, step: 2}}}}}]",
              "spec.devices[0].capacity[m].requestPolicy: Forbidden: allowMultipleAllocations must be true",
              "spec.devices[1].capacity[m].requestPolicy.validValues[1]: Invalid value: \"2\": values must be sorted in ascending order",
              "spec.devices[1].capacity[m].requestPolicy.validValues[3]: Invalid value: \"5\": option is larger than capacity value: 4",
              "spec.devices[1].capacity[m].requestPolicy.validValues[2]: Duplicate value: \"2\"",
              "spec.devices[1].capacity[m].requestPolicy.validValues: Invalid value: \"9\": default value is not valid according to the requestPolicy",
              "spec.devices[2].capacity[m].requestPolicy.validRange.max: Invalid value: \"8\": max is larger than capacity value: 4",
              "spec.devices[2].capacity[m].requestPolicy.validRange.step: Invalid value: \"3\": value is not a multiple of a given step (2) from (2)"),
          slice(
              "conditions of binding",
              "allNodes: true, devices: [{name: d, bindingConditions: [a, a, b], bindingFailureConditions: [b]}]",
              "spec.devices[0].bindingConditions[1]: Duplicate value: \"a\"",
              "spec.devices[0].bindingFailureConditions[0]: Invalid value: \"b\": bindingFailureConditions must not overlap with bindingConditions"),
          slice(
              "nodes of devices",
              "perDeviceNodeSelection: true, devices: [{name: d}, {name: e, nodeName: 'n', allNodes: true}, {name: f, nodeName: 'n'}]",
              "spec.devices[0]: Required value: " + ONE_NODE,
              "spec.devices[1]: Invalid value: \"{`nodeName`, `allNodes`}\": " + ONE_NODE),
          slice(
              "counters",
              "allNodes: true, sharedCounters: [{name: s, counters: {c: {value: 1}}}, {name: s}], devices: [{name: d, consumesCounters: [{counterSet: s, counters: {c: {value: 1}}}]}]",
              "spec: Invalid value: \"\": only one of `sharedCounters` or `devices` is allowed",
              "spec.sharedCounters[1].counters: Required value",
              "spec.sharedCounters[1]: Duplicate value: \"s\""),
          slice(
              "too many devices",
              "allNodes: true, devices: [" + times(129, "{name: d%d}") + "]",
              "spec.devices: Too many: 129: must have at most 128 items"),
          slice(
              "tainted devices",
              "allNodes: true, devices: ["
                  + times(65, "{name: d%d, taints: [{key: k, effect: NoSchedule}]}")
                  + "]",
              "spec.devices: Too many: 65: must have at most 64 items"));

  @ParameterizedTest
  @FieldSource("CREATIONS")
  void newObjectsKeepTheirRules(Creation c) {
    assertThat(LocalApi.faults(() -> api.create(c.yaml()))).isEqualTo(c.faults());
  }

  private void createClaim() {
    api.create(
        "{apiVersion: resource.k8s.io/v1, kind: ResourceClaim, metadata: {name: a}, spec: {devices: {requests: [{name: r, exactly: {deviceClassName: x}}]}}}");
  }

  @Test
  void claimsStayAsTheyAre() {
    createClaim();
    assertThat(
            LocalApi.faults(
                () ->
                    api.update(
                        "{apiVersion: resource.k8s.io/v1, kind: ResourceClaim, metadata: {name: a}, spec: {devices: {requests: [{name: r, exactly: {deviceClassName: 'y'}}]}}}")))
        .containsExactly(
            "spec: Invalid value: {\"Devices\":{\"Requests\":[{\"Name\":\"r\",\"Exactly\":"
                + "{\"DeviceClassName\":\"y\",\"Selectors\":null,\"AllocationMode\":\"ExactCount\","
                + "\"Count\":1,\"AdminAccess\":null,\"Tolerations\":null,\"Capacity\":null},"
                + "\"FirstAvailable\":null}],\"Constraints\":null,\"Config\":null}}: field is immutable");
  }

  private void status(String status) {
    api.patch(
        Part.STATUS,
        "{apiVersion: resource.k8s.io/v1, kind: ResourceClaim, metadata: {name: a}, status: {%s}}"
            .formatted(status));
  }

  @Test
  void onlyWhatIsAllocatedCanBeReserved() {
    createClaim();
    var consumers = "reservedFor: [{resource: pods, name: p, uid: u}]";
    assertThat(LocalApi.faults(() -> status(consumers)))
        .containsExactly(
            "status.reservedFor: Forbidden: may not be specified when `allocated` is not set");
    status(
        "allocation: {devices: {results: [{request: r, driver: d, pool: p, device: x}]}}, "
            + consumers);
  }

  @Test
  void allocationsReferToRequestsOfTheClaimAndStay() {
    createClaim();
    assertThat(
            LocalApi.faults(
                () ->
                    status(
                        "allocation: {devices: {results: [{request: s, driver: d, pool: p, device: x}]}}")))
        .containsExactly(
            "status.allocation.devices.results[0].request: Invalid value: \"s\": " + REFERENCE);
    status("allocation: {devices: {results: [{request: r, driver: d, pool: p, device: x}]}}");
    assertThat(
            LocalApi.faults(
                () ->
                    status(
                        "allocation: {devices: {results: [{request: r, driver: d, pool: p, device: 'y'}]}}")))
        .singleElement()
        .asString()
        .endsWith("field is immutable");
  }

  @Test
  void driverTellsOfAllocatedDevicesAlone() {
    createClaim();
    assertThat(LocalApi.faults(() -> status("devices: [{driver: d, pool: p, device: x}]")))
        .singleElement()
        .asString()
        .endsWith("must be an allocated device in the claim");
  }
}
