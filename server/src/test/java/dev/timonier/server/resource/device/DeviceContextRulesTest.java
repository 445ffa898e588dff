package dev.timonier.server.resource.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.authn.User;
import dev.timonier.server.authz.Decision;
import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.registry.Part;
import dev.timonier.server.request.RequestInfo;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceContextRulesTest {
  private static final String REFUSAL =
      ".adminAccess: Forbidden: admin access to devices requires the"
          + " `resource.kubernetes.io/admin-access: true` label on the containing namespace";
  private static final String SPEC =
      "{devices: {requests: [{name: x, exactly: {deviceClassName: c}}, {name: 'y', exactly:"
          + " {deviceClassName: c, adminAccess: true}}]}}";

  @AutoClose
  private final LocalApi api =
      LocalApi.examining(objects -> DeviceContextRules.of(objects, this::authorize));

  /// Who may do what, as in `resourceclaims/binding update`.
  private final Set<String> rights = new HashSet<>();

  private Decision authorize(User user, RequestInfo info) {
    var wanted = info.resourceAndSubresource() + " " + info.name() + " " + info.verb();
    return user.isIn(User.MASTERS) || rights.contains(wanted)
        ? Decision.ALLOWED
        : Decision.NO_OPINION;
  }

  private void namespace(String label) {
    api.create(
        "{apiVersion: v1, kind: Namespace, metadata: {name: default, labels: {resource.kubernetes.io/admin-access: '%s'}}}"
            .formatted(label));
  }

  private void claim() {
    api.create(
        "{apiVersion: resource.k8s.io/v1, kind: ResourceClaim, metadata: {name: a}, spec: "
            + SPEC
            + "}");
  }

  private void template() {
    api.create(
        "{apiVersion: resource.k8s.io/v1, kind: ResourceClaimTemplate, metadata: {name: a}, spec: {spec: "
            + SPEC
            + "}}");
  }

  @Test
  void namespaceHasToBeMarked() {
    namespace("false");
    var fault = "spec.devices.requests[1]" + REFUSAL;
    assertThat(LocalApi.faults(this::claim)).containsExactly(fault);
    assertThat(LocalApi.faults(this::template)).containsExactly(fault);
  }

  @Test
  void firstRequestIsToldOfAlone() {
    namespace("false");
    var exactly = "exactly: {deviceClassName: c, adminAccess: true}";
    var requests = "[{name: x, " + exactly + "}, {name: 'y', " + exactly + "}]";
    var kind = "apiVersion: resource.k8s.io/v1, kind: ResourceClaim, metadata: {name: a}";
    var spec = "{devices: {requests: " + requests + "}}";
    assertThat(LocalApi.faults(() -> api.create("{" + kind + ", spec: " + spec + "}")))
        .containsExactly("spec.devices.requests[0]" + REFUSAL);
  }

  @Test
  void nothingIsAllocatedWithItUnlessTheNamespaceIsMarked() {
    namespace("false");
    var claim = "apiVersion: resource.k8s.io/v1, kind: ResourceClaim, metadata: {name: b}";
    api.create(
        "{" + claim + ", spec: {devices: {requests: [{name: x, exactly: {deviceClassName: c}}]}}}");
    var result = "{request: x, driver: d, pool: p, device: e, adminAccess: true}";
    assertThat(
            LocalApi.faults(
                () ->
                    api.patch(
                        Part.STATUS,
                        "{"
                            + claim
                            + ", status: {allocation: {devices: {results: ["
                            + result
                            + "]}}}}")))
        .containsExactly("status.allocation.devices.results[0]" + REFUSAL);
  }

  @Test
  void markedNamespaceAllowsIt() {
    namespace("true");
    claim();
    template();
  }

  private static final String CLAIM =
      "apiVersion: resource.k8s.io/v1, kind: ResourceClaim, metadata: {name: b}";
  private static final String ALLOCATION =
      "allocation: {devices: {results: [{request: x, driver: d, pool: p, device: e}]},"
          + " nodeSelector: {nodeSelectorTerms: [{matchFields: [{key: metadata.name, operator: In,"
          + " values: [one]}]}]}}";
  private static final String DEVICES = ", devices: [{driver: d, pool: p, device: e}]";

  private void writeStatus(String status) {
    api.update(
        Part.STATUS,
        "{"
            + CLAIM
            + ", spec: {devices: {requests: [{name: x, exactly: {deviceClassName: c}}]}},"
            + " status: {"
            + status
            + "}}");
  }

  private void plainClaim() {
    namespace("false");
    api.create(
        "{" + CLAIM + ", spec: {devices: {requests: [{name: x, exactly: {deviceClassName: c}}]}}}");
  }

  @Test
  void whoeverAllocatesNeedsARightInTheWholeCluster() {
    plainClaim();
    api.as(new User("joe", "", List.of(), Map.of()));
    assertThat(LocalApi.faults(() -> writeStatus(ALLOCATION)))
        .containsExactly(
            "status.allocation: Forbidden: changing status.allocation or status.reservedFor"
                + " requires resource=\"resourceclaims/binding\", verb=\"update\" permission:"
                + " resourceclaims.resource.k8s.io is forbidden: User \"joe\" cannot update resource"
                + " \"resourceclaims/binding\" in API group \"resource.k8s.io\" at the cluster scope");
    rights.add("resourceclaims/binding  update");
    writeStatus(ALLOCATION);
  }

  @Test
  void driverTellsOfItsDevicesOnly() {
    plainClaim();
    writeStatus(ALLOCATION);
    api.as(new User("joe", "", List.of(), Map.of()));
    assertThat(LocalApi.faults(() -> writeStatus(ALLOCATION + DEVICES)))
        .containsExactly(
            "status.devices: Forbidden: changing status.devices requires"
                + " resource=\"resourceclaims/driver\", verb=\"[arbitrary-node:update]\" permission:"
                + " resourceclaims.resource.k8s.io \"d\" is forbidden: User \"joe\" cannot"
                + " arbitrary-node:update resource \"resourceclaims/driver\" in API group"
                + " \"resource.k8s.io\" in the namespace \"default\"");
    rights.add("resourceclaims/driver d arbitrary-node:update");
    writeStatus(ALLOCATION + DEVICES);
  }

  @ParameterizedTest
  @CsvSource({"one, true", "other, false"})
  void driverOnTheNodeOfTheDevicesNeedsLess(String node, boolean isAllowed) {
    plainClaim();
    writeStatus(ALLOCATION);
    rights.add("resourceclaims/driver d associated-node:update");
    var extra = Map.of(User.NODE_NAME, List.of(node));
    api.as(new User("system:serviceaccount:default:driver", "", List.of(), extra));
    assertThat(LocalApi.faults(() -> writeStatus(ALLOCATION + DEVICES)).isEmpty())
        .isEqualTo(isAllowed);
  }

  @Test
  void nothingIsToldOfDevicesThatTheClaimHasNoLonger() {
    plainClaim();
    writeStatus(ALLOCATION + DEVICES);
    writeStatus(DEVICES.substring(2));
    assertThat(api.get("apiVersion: resource.k8s.io/v1, kind: ResourceClaim", "b").path("status"))
        .isEmpty();
  }

  @Test
  void missingMarkIsToldBeforeWhatElseIsWrong() {
    namespace("false");
    var requests = "[{name: X, exactly: {deviceClassName: c, adminAccess: true}}]";
    assertThat(
            LocalApi.faults(
                () -> api.create("{" + CLAIM + ", spec: {devices: {requests: " + requests + "}}}")))
        .hasSize(2)
        .startsWith("spec.devices.requests[0]" + REFUSAL);
  }

  @Test
  void allocationStaysWhateverTheNotationOfItsCapacity() {
    plainClaim();
    var result =
        "allocation: {devices: {results: [{request: x, driver: d, pool: p, device: e, consumedCapacity: {m: '%s'}}]}}";
    writeStatus(result.formatted("1Gi"));
    writeStatus(result.formatted("1073741824"));
    assertThat(LocalApi.faults(() -> writeStatus(result.formatted("2Gi"))))
        .containsExactly(
            "status.allocation: Invalid value: {\"Devices\":{\"Results\":[{\"Request\":\"x\",\"Driver\":\"d\",\"Pool\":\"p\",\"Device\":\"e\",\"AdminAccess\":null,\"Tolerations\":null,\"BindingConditions\":null,\"BindingFailureConditions\":null,\"ShareID\":null,\"ConsumedCapacity\":{\"m\":\"2Gi\"}}],\"Config\":null},\"NodeSelector\":null,\"AllocationTimestamp\":null}: field is immutable");
  }

  @Test
  void deviceThatIsToldOfHasToBeAllocated() {
    plainClaim();
    assertThat(LocalApi.faults(() -> writeStatus(DEVICES.substring(2))))
        .containsExactly(
            "status.devices[0]: Invalid value:"
                + " {\"Driver\":\"d\",\"Pool\":\"p\",\"Device\":\"e\",\"ShareID\":\"\"}: must be an"
                + " allocated device in the claim");
  }

  @Test
  void requestPolicyWithoutDefaultShowsThatItHasNone() {
    var slice =
        api.create(
            "{apiVersion: resource.k8s.io/v1, kind: ResourceSlice, metadata: {name: s}, spec: {driver: d, allNodes: true, pool: {name: p, generation: 1, resourceSliceCount: 1}, devices: [{name: d, allowMultipleAllocations: true, capacity: {m: {value: 4, requestPolicy: {default: null}}}}]}}");
    assertThat(slice.at("/spec/devices/0/capacity/m/requestPolicy"))
        .hasToString("{\"default\":null}");
  }
}
